"""The books of a list: what one step received is what the next one has, row by row."""

from __future__ import annotations


class LedgerBroken(AssertionError):
    """Rows went missing or came twice between two steps; nothing of the step may be kept."""
