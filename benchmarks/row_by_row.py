"""The witness: the same list matched as the peers do it, one row at a time through the ORM, timed on a few rows and extrapolated."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connections, transaction

from payung.intake.models import ListRow
from payung.registry.models import Membership

# Rows that are timed: so many, or as many as fit into so many seconds.
MOST_ROWS, MOST_SECONDS = 300, 30.0


@dataclass(frozen=True, slots=True)
class Witness:
    """How long `of` rows would take one at a time, read off the first `timed` of them; seconds."""

    timed: int
    of: int
    seconds: float

    @property
    def whole(self) -> float:
        """Seconds for the whole list, if every row cost as much."""
        return self.seconds / self.timed * self.of


def by_search(list_id: int, of: int) -> Witness:
    """As peers' code stands: a query by NIK, a search by part of the name, a save. Their name column has no index that a search could use."""
    return _timed(list_id, of, lambda row: Membership.objects.using("owner").filter(name__icontains=row.name)[:5])


def by_index(list_id: int, of: int) -> Witness:
    """The kindest reading: the whole name in an index of its own (made before the clock starts), so that both queries are look-ups."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("CREATE INDEX IF NOT EXISTS witness_name ON registry_membership (name)")
    found = _timed(list_id, of, lambda row: Membership.objects.using("owner").filter(name=row.name)[:5])
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP INDEX witness_name")
    return found


def _timed(list_id: int, of: int, named_like: object) -> Witness:
    rows = ListRow.objects.using("owner").filter(submitted_list_id=list_id).exclude(name=None).order_by("pk")
    started, timed = time.monotonic(), 0
    for row in rows[:MOST_ROWS]:
        found = Membership.objects.using("owner").filter(nik=row.nik).first() if row.nik else None
        likely = [] if found else list(named_like(row))
        row.verdict = "verval" if found or likely else row.verdict
        # All of its columns, as `save()` does, and a transaction each.
        row.save(using="owner")
        timed += 1
        if time.monotonic() - started > MOST_SECONDS:
            break
    return Witness(timed, of, time.monotonic() - started)
