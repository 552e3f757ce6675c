"""What was reported and what we paid for come in; counted figures with basis, source and warnings leave. Refuses to know why a person was decided or billed."""
