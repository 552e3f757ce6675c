"""How far the work is that somebody asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Q

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.jobs.models import Work

#: Runs, waits for a worker, or waits for somebody to settle columns.
_ALIVE = Q(state__in=("waiting", "running")) | Q(state="refused", result="columns")


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


def under_way(
    *, seen_by: Viewer, kinds: Sequence[str], since: dt.datetime | None = None, limit: int = 50
) -> list[Work]:
    """Return the viewer's orders that run, wait for a worker, wait for the person, or did not end well since then; newest first."""
    with scope(seen_by):
        mine = Work.objects.filter(account_id=seen_by.account_id, kind__in=kinds)
        shown = _ALIVE
        if since is not None:
            shown |= Q(state__in=("refused", "failed"), result="", ended_at__gt=since)
        return list(mine.filter(shown).order_by("-asked_at", "-pk")[:limit])


def receiving(content: str, *, seen_by: Viewer) -> list[Work]:
    """Return the office's orders about a list of this content that run, wait for a worker, or wait for somebody to settle columns."""
    with scope(seen_by):
        return list(Work.objects.filter(_ALIVE, kind="receive_list", order__content=content).order_by("-pk"))


def works(*, seen_by: Viewer, kinds: Sequence[str] = (), limit: int = 20) -> list[Work]:
    """Return the viewer's newest orders, newest first."""
    with scope(seen_by):
        found = Work.objects.filter(account_id=seen_by.account_id)
        if kinds:
            found = found.filter(kind__in=kinds)
        return list(found.order_by("-asked_at", "-pk")[:limit])
