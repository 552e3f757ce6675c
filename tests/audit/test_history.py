"""The history keeps up with statements of any size, whatever a session said before."""

from __future__ import annotations

from django.db import connections


def test_no_trigger_of_the_history_keeps_a_plan_made_for_no_rows(database: None) -> None:
    """A migration that makes a trigger anew must end with `history.AT_ANY_SIZE`."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid"
            " WHERE p.proname LIKE 'pgtrigger\\_update\\_%' AND p.proconfig IS DISTINCT FROM '{enable_nestloop=off}'"
        )
        slow = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proconfig = '{enable_nestloop=off}'")
        kept = cursor.fetchone()[0]

    assert slow == []
    assert kept > 0
