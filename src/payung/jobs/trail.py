"""The trail is sealed, and every seal is checked against what stands under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from payung.access import trail
from payung.access.viewer import Viewer
from payung.jobs.hands import Hand, Refused
from payung.vocabulary.words import Words


def _seal(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Seal every event since the last seal."""
    tell("seal")
    trail.seal(by=by, at=at)
    return "trail:sealed"


def _verify(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Check every seal.

    :raises Refused: with every seal whose events are no longer what was sealed.
    """
    tell("verify")
    broken = trail.verify(by=by, at=at)
    if broken:
        raise Refused(
            [
                Words(
                    id=f"Segel {one.seal} tidak cocok (kejadian {one.first_event}–{one.last_event}).",
                    en=f"Seal {one.seal} is broken (events {one.first_event}–{one.last_event}).",
                )
                for one in broken
            ],
            result="trail:broken",
        )
    return "trail:whole"


HANDS = {"seal_trail": Hand(do=_seal, steps=1), "verify_trail": Hand(do=_verify, steps=1)}
