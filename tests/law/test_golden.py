"""Every published figure and every dated change, on every engine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from payung.law.library import BOOKS
from payung.law.months import month_end, month_number
from payung.law.pmi import pmi_expense, pmi_grant
from payung.law.pu import jkp_base_before
from payung.law.reckoning import answer
from payung.law.refusals import Refused
from payung.law.sql import Asked, compile_query
from tests.law.engines import in_plain_python, on_duckdb, on_polars, one_on_postgres

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
CASES = [case for file in FILES for case in yaml.safe_load(file.read_text())]
PRICED = [case for case in CASES if "out" in case]
REFUSED = [case for case in CASES if "refused" in case]


def _asked(case: dict[str, Any]) -> tuple[Any, dt.date, dict[str, Any]]:
    book, day, row = BOOKS[case["book"]], case["day"], dict(case["in"])
    if book.clock == "month":
        row |= {"month": month_number(day)} if "month" in book.inputs else {}
        day = month_end(day)
    return book, day, row


def _known(book: Any, targets: list[str], day: dt.date) -> list[str]:
    return [name for name in targets if any(rule.holds(day) for rule in book.versions(name))]


def _fixed(book: Any, case: dict[str, Any], day: dt.date) -> dict[str, Any]:
    """Fix the choices of a case where another choice's figure is not published, as the bulk step does."""
    try:
        compile_query(Asked(book, tuple(case["out"]), day), "people")
    except Refused:
        return {name: value for name, value in case["in"].items() if isinstance(value, str)}
    return {}


def _id(case: dict[str, Any]) -> str:
    return f"{case['id']} {case['name']}"


@pytest.mark.parametrize("case", PRICED, ids=_id)
def test_golden_case_in_python(case: dict[str, Any]) -> None:
    book, day, row = _asked(case)

    found = answer(book, case["out"], day, row)

    assert dict(found.results) == case["out"]
    if "weakest" in case:
        assert found.weakest == case["weakest"]


@pytest.mark.parametrize("case", PRICED, ids=_id)
def test_golden_case_as_the_plain_function_that_a_rule_is(case: dict[str, Any]) -> None:
    book, day, row = _asked(case)

    for target, expected in case["out"].items():
        try:
            assert in_plain_python(book, target, day, row) == expected
        except (Refused, KeyError):
            # Plain Python runs the branches that are not needed too, also where their figure is not in force.
            continue


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_guards_refuse_as_plain_functions_just_what_they_refuse_in_the_book(case: dict[str, Any]) -> None:
    book, day, row = _asked(case)
    targets = case.get("targets") or list(case["out"])

    guards = book.guards_of(_known(book, targets, day), day)
    try:
        refusing = [name for name in guards if in_plain_python(book, name, day, row)]
    except Refused:
        return
    assert not refusing or any(case.get("refused", "?") in book.guards[name].words.id for name in refusing)


@pytest.mark.parametrize("case", PRICED, ids=_id)
def test_golden_case_in_duckdb_and_polars(case: dict[str, Any]) -> None:
    book, day, row = _asked(case)
    expected = [tuple(case["out"].values())]

    assert on_duckdb(book, list(case["out"]), day, [row], _fixed(book, case, day)) == expected
    assert on_polars(book, list(case["out"]), day, [row], _fixed(book, case, day)) == expected


def test_golden_cases_in_postgres(postgres: psycopg.Connection[Any]) -> None:
    for case in PRICED:
        book, day, row = _asked(case)
        found = one_on_postgres(postgres, book, list(case["out"]), day, row, _fixed(book, case, day))
        assert found == tuple(case["out"].values()), case["name"]


@pytest.mark.parametrize("case", REFUSED, ids=_id)
def test_golden_refusal(case: dict[str, Any]) -> None:
    book, day, row = _asked(case)

    with pytest.raises(Refused) as refusal:
        answer(book, case["targets"], day, row)

    assert case["refused"] in refusal.value.say("id")


def test_every_golden_case_has_its_source_and_its_own_id() -> None:
    ids = [case["id"] for case in CASES]

    assert len(ids) == len(set(ids))
    assert all(case["source"] for case in CASES)


def test_versions_that_ended_and_wait_still_say_what_they_say() -> None:
    """Plain calls of what no golden case can reach: nothing before JKP, and a wait that no Permenaker yet gave a length."""

    class Wait:
        jht_wait_months, jht_age = 1, 56

    eased = next(rule for rule in BOOKS["claim"].rules["jht_full"] if rule.holds(dt.date(2015, 8, 20)))

    assert jkp_base_before() == 0
    assert eased.function("layoff", 30, 1, Wait) is True
    assert eased.function("layoff", 30, 0, Wait) is False
    assert eased.function("working", 56, 0, Wait) is True


def test_what_a_guard_keeps_out_is_nought_as_a_plain_function() -> None:
    assert pmi_grant("failed_placement", None) == 0
    assert pmi_expense("dentures", 1, 0, None) == 0
