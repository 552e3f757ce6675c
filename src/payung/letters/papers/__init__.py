"""Plain data comes in, a paper leaves: one model of a paper, drawn as PDF and as DOCX. Refuses to know the database."""
