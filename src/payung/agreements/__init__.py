"""What allows a programme and what pays for it: regulations, agreements, dated programme terms, quotas, budget lines with their ledger. Refuses to know any person."""
