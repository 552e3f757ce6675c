"""The nouns every room shares, and how each is read from what people type; values only, no storage, no law."""
