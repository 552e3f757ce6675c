"""Files come in as senders made them; lines with their kind, and what was found in them, leave. Refuses to know what a value means."""
