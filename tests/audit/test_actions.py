"""What was done stays as it was recorded."""

from __future__ import annotations

import datetime as dt

from django.db import connections

from payung.audit import actions

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def record(count: int) -> None:
    for number in range(count):
        actions.record("list.received", by="rini", by_id=1, about=f"list:{number}", at=NOON, rows=number)


def test_a_sealed_run_verifies(database: None) -> None:
    record(5)
    first = actions.seal(at=NOON)
    record(3)
    second = actions.seal(at=NOON)

    assert (first.events, second.events) == (5, 3)
    assert actions.seal(at=NOON) is None
    assert actions.verify() == []


def test_a_changed_and_a_deleted_event_break_their_seal(database: None) -> None:
    record(5)
    actions.seal(at=NOON)
    record(5)
    actions.seal(at=NOON)

    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE audit_event SET actor = 'budi' WHERE about = 'list:2' AND id <= 5")
    assert [one.first_event for one in actions.verify()] == [1]
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE id = 8")
    assert [one.first_event for one in actions.verify()] == [1, 6]


def test_the_root_depends_on_the_order_of_the_leaves() -> None:
    assert actions.merkle_root([b"a", b"b", b"c"]) != actions.merkle_root([b"b", b"a", b"c"])
    assert actions.merkle_root([b"a", b"b"]) != actions.merkle_root([b"a", b"b", b"b"])
