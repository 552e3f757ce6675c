"""The keys of standing list rows as the present version makes them, block by block."""

from __future__ import annotations

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit.history import set_actor
from payung.gateways import rekeying
from payung.gateways.rekeying import Stored

STORED = Stored("intake_row", "nik_digits")


def span() -> tuple[int, int]:
    """Return the first and the last id of the rows of all lists; (0, 0) where there are none."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM intake_row")
        return cursor.fetchone()


def rekey(connection: duckdb.DuckDBPyConnection, ids: tuple[int, int], *, really: bool, by: Viewer) -> int:
    """Make the keys of some ids anew, in one transaction; return how many rows differ (or differed, if `really`).

    :raises NotAllowed: if the viewer may not load the register.
    """
    by.must("load_register")
    owner = connections["owner"].settings_dict
    found = rekeying.differing(owner, connection, STORED, ids)
    if found and really:
        staging = rekeying.staged(owner, connection, STORED)
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="rekey")
            cursor.execute(rekeying.update(STORED, staging))
    return found
