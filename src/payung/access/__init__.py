"""Offices, accounts and what each may do come in; a Viewer leaves. Refuses to know any list or person."""
