"""What the regulations say: dated figures and rules, each with its article; no storage, no programme policy."""
