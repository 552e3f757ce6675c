"""People of lists and of the register come in; explained pairs and remembered judgements leave. Refuses to know what a match is used for."""
