"""The register's cube: one person once, any month from the same cells, and moved equals rebuilt after any history."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.access.viewer import NotAllowed, Viewer
from payung.coverage import bulk
from payung.coverage.classes import class_of, class_sql
from tests.people import NOON, viewer

MARCH = dt.date(2026, 3, 31)
HOMES = ["64.74.01.1001", "64.74.01.1002", "64.74.02.1001", None]
FACTS = "source_id, source_key, person_id, row_hash, kpj, segment, payer_kind, status, paid_until, sex, birth_on, kelurahan_code, kabupaten_code, as_of"


@pytest.fixture
def verifier(database: None) -> Viewer:
    return viewer("rini", role="verifier")


def run(statement: str, values: list[object] | None = None) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def two_sources() -> None:
    run("TRUNCATE coverage_cell, coverage_snapshot, registry_membership, registry_source RESTART IDENTITY CASCADE")
    run("TRUNCATE registry_membership_history RESTART IDENTITY")
    run(
        "INSERT INTO registry_source (id, name, kind, rank, as_of) VALUES"
        " (1, 'BPJS', 'bpjs_extract', 10, '2026-03-31'), (2, 'Provinsi', 'province_list', 30, '2026-03-31')"
    )


def member(key: str, *, person: int, source: int = 1, **said: object) -> None:
    facts = {
        "kpj": key,
        "segment": "BPU",
        "payer_kind": "self",
        "status": "active",
        "paid_until": "2026-03-01",
        "sex": "P",
        "birth_on": "1980-01-01",
        "kelurahan_code": "64.74.01.1001",
        "kabupaten_code": "64.74",
        "as_of": "2026-03-31",
    } | said
    run(
        f"INSERT INTO registry_membership ({FACTS}) VALUES ({', '.join(['%s'] * 14)})",
        [source, key, person, 1, *[facts[name.strip()] for name in FACTS.split(",")[4:]]],
    )


def cells() -> dict[tuple, int]:
    found = run(
        "SELECT grid, key, place_code, sex, age_band, segment, payer_kind, state, paid_month, people FROM coverage_cell"
    )
    return {row[:-1]: row[-1] for row in found}


def measure(by: Viewer, home: Path, *, on: dt.date = MARCH) -> object:
    return bulk.refresh_register(home=home, by=by, at=NOON, on=on)


def classes(month: dt.date) -> dict[str, int]:
    sql = class_sql("state", "paid_month", "%(month)s::date", grace=3)
    return dict(
        run(f"SELECT {sql}, sum(people)::int FROM coverage_cell WHERE grid = 'kabupaten' GROUP BY 1", {"month": month})
    )


def test_many_memberships_of_one_person_are_one_person_by_the_best_cover(verifier: Viewer, tmp_path: Path) -> None:
    two_sources()
    member("A", person=7, status="inactive", payer_kind="employer", segment="PU")
    member("B", person=7, status="arrears", paid_until="2026-01-01", payer_kind="pemkab")
    member("C", person=7, status="active", paid_until="2026-02-01", payer_kind="self")
    member("D", person=7, status="active", paid_until="2026-05-01", payer_kind="pemprov")

    snapshot = measure(verifier, tmp_path)

    assert snapshot.people == 1
    assert run(
        "SELECT state, paid_month, payer_kind, segment, place_code FROM coverage_cell WHERE grid = 'kelurahan'"
    ) == [("active", dt.date(2026, 5, 1), "pemprov", "BPU", "64.74.01.1001")]


def test_a_better_source_overrules_another_about_the_same_member_number_only(verifier: Viewer, tmp_path: Path) -> None:
    two_sources()
    member("A", person=7, status="inactive")
    member("row1", person=7, source=2, kpj="A", status="active")
    member("B", person=8, status="inactive")
    member("row2", person=8, source=2, kpj=None, status="active", payer_kind="pemprov")

    measure(verifier, tmp_path)

    assert classes(dt.date(2026, 3, 1)) == {"none": 1, "protected": 1}


def test_the_turn_of_a_month_needs_no_rebuild(verifier: Viewer, tmp_path: Path) -> None:
    two_sources()
    member("A", person=1, paid_until="2026-03-01")
    member("B", person=2, paid_until="2026-05-01")
    member("C", person=3, status="arrears", paid_until="2026-01-01")
    member("D", person=4, status="registered", paid_until=None)
    member("E", person=5, paid_until=None)
    measure(verifier, tmp_path)

    march, april, july = (classes(dt.date(2026, month, 1)) for month in (3, 4, 7))

    assert march == {"protected": 2, "arrears": 1, "registered": 1, "unproven": 1}
    assert april == {"protected": 1, "arrears": 2, "registered": 1, "unproven": 1}
    assert july == {"arrears": 1, "lapsed": 2, "registered": 1, "unproven": 1}


@given(
    st.sampled_from(["none", "registered", "arrears", "active"]),
    st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 1)).map(lambda day: day.replace(day=1))),
    st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1)).map(lambda day: day.replace(day=1)),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_class_of_a_month_is_the_same_in_sql(
    database: None, state: str, paid_until: dt.date | None, month: dt.date
) -> None:
    [(said,)] = run(
        f"SELECT {class_sql('%(state)s', '%(paid)s::date', '%(month)s::date', grace=3)}",
        {"state": state, "paid": paid_until, "month": month},
    )

    assert said == class_of(state, paid_until, month)


def test_measuring_wants_the_right(database: None, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        measure(viewer("budi", role="proposer"), tmp_path)


SAID = {
    "kpj": st.sampled_from(["A", "B", "C", None]),
    "segment": st.sampled_from(["BPU", "PU", None]),
    "payer_kind": st.sampled_from(["self", "pemkab", "employer", "unknown"]),
    "status": st.sampled_from(["active", "arrears", "inactive", "registered", "answered_no"]),
    "paid_until": st.sampled_from(["2024-01-01", "2026-02-01", "2026-03-01", "2026-09-01", None]),
    "sex": st.sampled_from(["L", "P", None]),
    "birth_on": st.sampled_from(["1950-05-05", "1980-01-01", "2010-01-01", None]),
    "kelurahan_code": st.sampled_from(HOMES),
    "as_of": st.sampled_from(["2026-03-31", "2026-04-30"]),
}
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 4), st.integers(1, 2), st.fixed_dictionaries(SAID)),
        st.tuples(st.just("say"), st.integers(1, 9), st.fixed_dictionaries({}, optional=SAID)),
        st.tuples(st.just("vanish"), st.integers(1, 9)),
        st.tuples(st.just("delete"), st.integers(1, 9)),
        st.tuples(st.just("move"), st.integers(1, 9), st.integers(1, 4)),
        st.tuples(st.just("measure")),
    ),
    min_size=1,
    max_size=14,
)


def act(what: tuple, by: Viewer, home: Path) -> None:
    """Let one thing happen to the register, or measure it."""
    if what[0] == "add":
        [(number,)] = run("SELECT count(*) + coalesce(max(id), 0) FROM registry_membership")
        member(f"K{number}", person=what[1], source=what[2], **what[3])
    elif what[0] == "say" and what[2]:
        named = ", ".join(f"{name} = %s" for name in what[2])
        run(f"UPDATE registry_membership SET {named} WHERE id = %s", [*what[2].values(), what[1]])
    elif what[0] == "vanish":
        run("UPDATE registry_membership SET vanished_on = '2026-04-30' WHERE id = %s", [what[1]])
    elif what[0] == "delete":
        run("DELETE FROM registry_membership WHERE id = %s", [what[1]])
    elif what[0] == "move":
        run("UPDATE registry_membership SET person_id = %s WHERE id = %s", [what[2], what[1]])
    elif what[0] == "measure":
        measure(by, home)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_after_any_history_the_moved_cube_is_the_rebuilt_one(
    verifier: Viewer, tmp_path: Path, acts: list[tuple]
) -> None:
    two_sources()
    member("first", person=1)
    measure(verifier, tmp_path)
    for what in acts:
        act(what, verifier, tmp_path)

    measure(verifier, tmp_path)
    moved, [(people,)] = cells(), run("SELECT people FROM coverage_snapshot")
    run("DELETE FROM coverage_snapshot; DELETE FROM coverage_cell")
    again = measure(verifier, tmp_path)

    assert (moved, people) == (cells(), again.people if again else 0)
