"""How far the work is that somebody asked for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.jobs.models import Work


class NoSuchWork(Exception):
    """There is no such order, or it is somebody else's."""


def work(number: uuid.UUID, *, seen_by: Viewer) -> Work:
    """Return one order of the viewer.

    :raises NoSuchWork: if there is none of theirs.
    """
    with scope(seen_by):
        found = Work.objects.filter(uuid=number, account_id=seen_by.account_id).first()
    if found is None:
        raise NoSuchWork
    return found


def works(*, seen_by: Viewer, kinds: Sequence[str] = (), limit: int = 20) -> list[Work]:
    """Return the viewer's newest orders, newest first."""
    with scope(seen_by):
        found = Work.objects.filter(account_id=seen_by.account_id)
        if kinds:
            found = found.filter(kind__in=kinds)
        return list(found.order_by("-asked_at", "-pk")[:limit])
