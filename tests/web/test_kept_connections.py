"""A thread keeps its connections from page to page: each page finds them as the first one did, whoever asked before."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import close_old_connections, connections
from django.test import Client

from payung.access.queries import scope
from payung.access.viewer import ROLES, Viewer
from tests.web.bringing import received
from tests.web.test_every_page import clients, pages  # noqa: F401 (the fixture)
from tests.web.visitor import signed_in, text

#: What a page could leave for the next one of its connection: settings, tables of its own, locks.
_LEFT = """
SELECT 'setting', name || ' = ' || setting FROM pg_settings
WHERE source = 'session' AND name NOT IN ('application_name', 'TimeZone', 'client_encoding')
UNION ALL SELECT 'setting', name FROM unnest(%s::text[]) AS name WHERE coalesce(current_setting(name, true), '') <> ''
UNION ALL SELECT 'table', relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind IN ('r', 'v')
UNION ALL SELECT 'lock', objid::text FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
UNION ALL SELECT 'login', current_user::text WHERE current_user <> session_user
"""
_OURS = ["payung.office", "payung.senders", "pghistory.context_metadata"]
_EVERYTHING = ("intake_list", "intake_row", "linkage_pair", "eligibility_candidate", "jobs_work")


def left(alias: str) -> list[tuple[str, str]]:
    """Return what stands in a connection of this thread that a fresh one has not."""
    assert connections[alias].get_autocommit()
    assert not connections[alias].in_atomic_block
    with connections[alias].cursor() as cursor:
        cursor.execute(_LEFT, [_OURS])
        return cursor.fetchall()


def server_process(alias: str) -> int:
    """Return which process of the server answers this thread, after Django looked whether the connection may stay."""
    close_old_connections()
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def rows_seen() -> int:
    """Return how many rows of lists and people the application's login sees now."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT " + " + ".join(f"(SELECT count(*) FROM {table})" for table in _EVERYTHING))
        return cursor.fetchone()[0]


def _break_after_reading() -> None:
    assert rows_seen() > 0
    raise ZeroDivisionError


def test_no_page_leaves_anything_in_its_connections(clients: dict[str, Client]) -> None:  # noqa: F811
    first = {alias: server_process(alias) for alias in ("default", "owner")}

    found = []
    for name, address in pages():
        for role in ROLES:
            answer = clients[role].get(address)
            for alias in first:
                found += [(name, role, alias, *one) for one in left(alias)]
            if answer.status_code == 200:
                break

    assert found == []
    assert {alias: server_process(alias) for alias in first} == first


def test_three_people_in_turn_on_one_connection_see_each_their_own(
    rini: Viewer, tamu: Viewer, dewi: Viewer, tmp_path: Path
) -> None:
    received(rini, tmp_path)
    sees_all, of_elsewhere, of_other_lists = signed_in(rini), signed_in(tamu), signed_in(dewi)
    first = server_process("default")

    for _ in range(3):
        for person, sees in ((sees_all, True), (of_elsewhere, False), (of_other_lists, False), (Client(), False)):
            assert ('href="/lists/1/"' in text(person.get("/lists/"))) is sees
            assert (person.get("/lists/1/").status_code == 200) is sees
            assert rows_seen() == 0

    assert server_process("default") == first


def test_a_page_that_breaks_amid_its_questions_leaves_no_scope(rini: Viewer, tmp_path: Path) -> None:
    received(rini, tmp_path)
    first = server_process("default")

    with pytest.raises(ZeroDivisionError), scope(rini), scope(rini):
        _break_after_reading()

    assert left("default") == []
    assert rows_seen() == 0
    assert server_process("default") == first
