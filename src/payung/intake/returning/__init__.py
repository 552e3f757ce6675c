"""A sender's file, its reading and a verdict per row come in; the same file with three columns and a recap leaves. Refuses to know how a verdict was reached."""
