"""What goes wrong between a person and a row of a list, one named damage at a time. Refuses to know how anybody repairs it."""
