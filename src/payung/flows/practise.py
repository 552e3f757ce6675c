"""Turn the clock of an installation for practice: see that it is none of a real office -> keep the day -> note it in the trail."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from payung.audit import actions as audit
from payung.flows import purge_what_is_old
from payung.gateways import practice

#: Years that a clock may stand off: beyond them no law of ours and no calendar is known.
FARTHEST_YEARS = 20


class InUse(Exception):
    """The installation holds lists or people under the real clock; practice needs an installation of its own."""


class Backwards(Exception):
    """What was done already would lie in the future; `today` is the day that the clock shows."""

    def __init__(self, today: dt.date) -> None:
        super().__init__(today.isoformat())
        self.today = today


class TooFar(Exception):
    """The day is further off than FARTHEST_YEARS."""


def turn_to(day: dt.date, *, home: Path) -> None:
    """Let this day be today from now on. An empty installation becomes one for practice by it, and stays one.

    :raises InUse: if it holds lists or people and was not made for practice.
    :raises Backwards: if the clock of practice shows a later day already.
    :raises TooFar: if the day is out of reach.
    """
    standing = practice.kept(home)
    if standing is None and not purge_what_is_old.is_empty():
        raise InUse
    here = timezone.localdate(practice.now(home))
    if standing is not None and day < here:
        raise Backwards(here)
    moved = (day - here).days
    days = (standing or 0) + moved
    if abs(days) > FARTHEST_YEARS * 366:
        raise TooFar
    if days == standing:
        return
    at = practice.now(home) + dt.timedelta(days=moved)
    with transaction.atomic(using="owner"):
        audit.record("practice.turned", by="", by_id=None, about="", at=at, using="owner", day=day.isoformat())
        practice.keep(home, days)
