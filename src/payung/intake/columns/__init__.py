"""Headings and cell contents come in; which column is which field, with its reason, leaves. Refuses to know files and people."""
