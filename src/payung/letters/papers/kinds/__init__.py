"""The papers that an office writes around every step, one file per kind: plain data comes in, a Paper leaves."""
