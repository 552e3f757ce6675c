"""The words of every reason, whichever floor gave it."""

from __future__ import annotations

from payung.intake import checks
from payung.linkage import reasons
from payung.vocabulary.words import Words

_ALL = {one.id: one for one in (*checks.catalogue(), *reasons.catalogue())}


def ids() -> tuple[str, ...]:
    """Return the ids of all reasons."""
    return tuple(_ALL)


def why(reason_id: str) -> Words:
    """Return why, in both languages."""
    return _ALL[reason_id].why


def fix(reason_id: str) -> Words:
    """Return how to put it right, in both languages."""
    return _ALL[reason_id].fix
