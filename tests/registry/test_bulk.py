"""An extract becomes the register as a difference, again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.access.viewer import Viewer
from payung.gateways import columns
from payung.registry import bulk, queries
from payung.registry.models import Load
from payung.registry.person_ids import born
from tests.people import NOON, viewer

MARCH = dt.date(2026, 3, 31)
APRIL = dt.date(2026, 4, 30)


@pytest.fixture
def ar(database: None) -> Viewer:
    return viewer("andi", role="branch_officer", office="Kantor Cabang Bontang", kind="branch")


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with columns.workshop(str(tmp_path)) as connection:
        yield connection


def report(connection: duckdb.DuckDBPyConnection, people: dict[str, tuple[str, int]]) -> None:
    """Report members: KPJ -> (NIK, version of everything else)."""
    connection.execute(
        """
        CREATE OR REPLACE TABLE reported (source_key VARCHAR, row_hash BIGINT, kpj VARCHAR, nik VARCHAR, nik_digits VARCHAR, kk VARCHAR, name VARCHAR,
            name_key VARCHAR, name_first VARCHAR, name_skeleton VARCHAR, birth_on DATE, birth_place VARCHAR, sex VARCHAR, phone VARCHAR, mother_name VARCHAR,
            kelurahan_code VARCHAR, kecamatan_code VARCHAR, kabupaten_code VARCHAR, segment VARCHAR, payer_kind VARCHAR, payer_name VARCHAR, npp VARCHAR,
            programmes VARCHAR, status VARCHAR, paid_until DATE, branch_code VARCHAR, note VARCHAR)
        """
    )
    for kpj, (nik, version) in people.items():
        connection.execute(
            "INSERT INTO reported (source_key, row_hash, kpj, nik, nik_digits, name, name_key, name_first, name_skeleton, birth_on, sex, kelurahan_code,"
            " kecamatan_code, kabupaten_code, segment, payer_kind, status) VALUES (?, ?, ?, ?, ?, 'SITI', 'SITI', 'SITI', 'ST', DATE '1980-01-01', 'P',"
            " '64.74.01.1001', '64.74.01', '64.74', 'BPU', 'self', 'active')",
            [kpj, version, kpj, nik, nik],
        )


def load(
    connection: duckdb.DuckDBPyConnection,
    by: Viewer,
    people: dict[str, tuple[str, int]],
    *,
    content: str,
    as_of: dt.date = MARCH,
) -> bulk.Difference:
    report(connection, people)
    bpjs = bulk.source(name="BPJS", kind="bpjs_extract")
    found = bulk.compare(connection, source=bpjs, is_full=True, received=len(people))
    bulk.apply(connection, found, source=bpjs, content_sha256=content, as_of=as_of, by=by, at=NOON)
    return found


def standing() -> dict[str, tuple[str, int, bool]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT source_key, nik, row_hash, vanished_on IS NOT NULL FROM registry_membership")
        return {key: tuple(rest) for key, *rest in cursor.fetchall()}


def asked(statement: str) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_the_second_load_changes_only_what_differs_and_history_keeps_the_old_row(
    ar: Viewer, workshop: duckdb.DuckDBPyConnection
) -> None:
    load(
        workshop,
        ar,
        {"A": ("6474010101800001", 1), "B": ("6474010101800002", 1), "C": ("6474010101800003", 1)},
        content="a" * 64,
    )

    found = load(
        workshop,
        ar,
        {"A": ("6474010101800001", 1), "B": ("6474010101800002", 2), "D": ("6474010101800004", 1)},
        content="b" * 64,
        as_of=APRIL,
    )

    assert (found.added, found.changed, found.vanished, found.same) == (1, 1, 1, 1)
    assert standing() == {
        "A": ("6474010101800001", 1, False),
        "B": ("6474010101800002", 2, False),
        "C": ("6474010101800003", 1, True),
        "D": ("6474010101800004", 1, False),
    }
    history = asked(
        "SELECT source_key, row_hash, pgh_label, pgh_context->>'actor' FROM registry_membership_history ORDER BY source_key"
    )
    assert history == [("B", 1, "update", "andi"), ("C", 1, "update", "andi")]


def test_extract_and_answers_under_one_name_are_two_sources(ar: Viewer, workshop: duckdb.DuckDBPyConnection) -> None:
    """A branch whose extract and whose sender are both called BPJS: what the one does not mention the other keeps."""
    load(workshop, ar, {"A": ("6474010101800001", 1), "B": ("6474010101800002", 1)}, content="a" * 64, as_of=APRIL)
    report(workshop, {"6474010101800001": ("6474010101800001", 7), "6474010101800003": ("6474010101800003", 1)})
    answers = bulk.source(name="BPJS", kind="bpjs_answer")
    found = bulk.compare(workshop, source=answers, is_full=False, received=2)

    bulk.apply(workshop, found, source=answers, content_sha256="b" * 64, as_of=MARCH, by=ar, at=NOON)
    again = load(
        workshop, ar, {"A": ("6474010101800001", 1), "B": ("6474010101800002", 1)}, content="c" * 64, as_of=APRIL
    )

    assert (found.added, found.changed) == (2, 0)
    assert (again.changed, again.vanished, again.same) == (0, 0, 2)
    assert asked("SELECT kind, rank, as_of FROM registry_source ORDER BY rank") == [
        ("bpjs_extract", 10, APRIL),
        ("bpjs_answer", 20, MARCH),
    ]


def test_the_same_content_twice_is_applied_once(ar: Viewer, workshop: duckdb.DuckDBPyConnection) -> None:
    people = {"A": ("6474010101800001", 1)}
    load(workshop, ar, people, content="a" * 64)

    load(workshop, ar, people, content="a" * 64)

    assert Load.objects.using("owner").count() == 1
    assert asked("SELECT count(*) FROM registry_membership_history") == [(0,)]


def test_an_older_extract_is_refused(ar: Viewer, workshop: duckdb.DuckDBPyConnection) -> None:
    load(workshop, ar, {"A": ("6474010101800001", 1)}, content="b" * 64, as_of=APRIL)

    with pytest.raises(bulk.OlderThanApplied):
        load(workshop, ar, {"A": ("6474010101800001", 2)}, content="a" * 64, as_of=MARCH)
    assert standing()["A"] == ("6474010101800001", 1, False)


def test_one_nik_with_two_member_numbers_is_one_person_and_the_id_does_not_show_the_nik(
    ar: Viewer, workshop: duckdb.DuckDBPyConnection
) -> None:
    load(workshop, ar, {"A": ("6474010101800001", 1), "B": ("6474010101800001", 1)}, content="a" * 64)
    load(
        workshop,
        ar,
        {"A": ("6474010101800001", 1), "B": ("6474010101800001", 1), "C": ("6474010101800001", 1)},
        content="c" * 64,
        as_of=APRIL,
    )

    [(people,)] = asked("SELECT count(DISTINCT person_id) FROM registry_membership")
    [(shown,)] = asked("SELECT count(*) FROM registry_membership WHERE person_id::text LIKE '%6474%' OR person_id <= 0")

    assert people == 1
    assert shown == 0


def test_a_person_of_the_first_report_has_the_id_that_a_later_row_would_be_given(
    ar: Viewer, workshop: duckdb.DuckDBPyConnection
) -> None:
    load(workshop, ar, {"A": ("6474010101800001", 1), "B": (None, 1)}, content="a" * 64)

    source = bulk.source(name="BPJS", kind="bpjs_extract").pk
    other = born(f"coalesce(nik, '{source}:' || source_key)")
    assert asked(f"SELECT count(*), count(*) FILTER (WHERE person_id = {other}) FROM registry_membership") == [(2, 2)]


def test_the_breaker_stops_an_extract_in_which_too_much_is_missing() -> None:
    lost = bulk.Difference(
        received=900, kept=900, returned=0, added=0, changed=0, vanished=600, same=900, standing=1500
    )
    usual = bulk.Difference(
        received=1450, kept=1450, returned=0, added=0, changed=0, vanished=50, same=1450, standing=1500
    )

    with pytest.raises(bulk.TooMuchWouldVanish):
        bulk.check_breaker(lost)
    bulk.check_breaker(usual)


def test_indexes_are_there_again_after_a_first_load(ar: Viewer, workshop: duckdb.DuckDBPyConnection) -> None:
    names = "SELECT indexname FROM pg_indexes WHERE tablename = 'registry_membership' ORDER BY 1"
    before = asked(names)

    load(workshop, ar, {"A": ("6474010101800001", 1)}, content="a" * 64)

    assert asked(names) == before
    assert not asked("SELECT 1 FROM pg_tables WHERE tablename LIKE '%staging%'")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 3), max_size=6), min_size=1, max_size=4))
def test_after_any_run_of_extracts_the_register_is_the_last_one(
    ar: Viewer, workshop: duckdb.DuckDBPyConnection, extracts: list[dict[str, int]]
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE registry_membership, registry_load, registry_source RESTART IDENTITY CASCADE")
    for number, said in enumerate(extracts):
        people = {key: (f"647401010180000{'ABCDEF'.index(key)}", version) for key, version in said.items()}
        load(workshop, ar, people, content=f"{number:064d}", as_of=MARCH + dt.timedelta(days=number))

    assert {key: version for key, (_, version, gone) in standing().items() if not gone} == extracts[-1]


def test_a_clerk_without_the_right_sees_no_register(database: None) -> None:
    rini = viewer("rini", role="verifier")

    with pytest.raises(Exception, match="see_register"):
        queries.contents(seen_by=rini)
