"""The command line: one module per room; reads the clock, makes one change, turns refusals into words."""
