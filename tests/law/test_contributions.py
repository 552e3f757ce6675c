"""The Python API of contribution months, and the differential test of every engine at every date that the law changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.law import contributions, lines
from payung.law.contributions import (
    bpu_month,
    bpu_months,
    bpu_refused_sql,
    bpu_sql,
    jakon_month,
    jakon_project,
    month_query,
    pu_month,
    settled,
)
from payung.law.library import BOOKS
from payung.law.monthly import MONTH, PAYERS, RULINGS
from payung.law.months import month_end, month_number
from payung.law.reckoning import Day, answer
from payung.law.refusals import BadInputs, NotInForce, NotPublished, Refused
from payung.law.sql import prove
from tests.law.engines import on_duckdb, on_polars, on_postgres

D = dt.date
JAN = D(2026, 1, 1)
ALL = (*lines.BILL, *lines.LEDGER)


def test_an_ojol_driver_pays_half() -> None:
    due = bpu_month(JAN, income=1_000_000, payer="self", occupation="transport")

    assert dict(due.lines) == {"jkk": 5_000, "jkm": 3_400, "jht_worker": 0, "total": 8_400}
    assert (due["jkk"], due.total, due.weakest) == (5_000, 8_400, "press")


def test_published_programmes_close_to_the_rupiah() -> None:
    october = bpu_month(D(2023, 10, 1), income=1_000_000, payer="pemkab")
    year = bpu_months(D(2025, 1, 1), D(2025, 12, 1), income=1_000_000, payer="pemkab")

    assert 34_782 * october.total * 3 == 1_753_012_800
    assert sum(month.total for month in year) == 201_600
    assert 5_000 * sum(month.total for month in year) == 1_008_000_000
    assert 35_782 * sum(month.total for month in year) == 7_213_651_200


def test_a_fisherman_paying_2026_ahead_is_priced_month_by_month() -> None:
    year = bpu_months(JAN, D(2026, 12, 1), income=1_000_000, payer="self", occupation="other")

    assert sum(month.total for month in year) == 126_000


def test_a_wage_earner_in_all_programmes_has_a_ledger() -> None:
    due = pu_month(
        D(2025, 3, 1), wage=12_000_000, risk=2, born_on=D(1990, 1, 1), programmes=("jkk", "jkm", "jht", "jp", "jkp")
    )

    assert due["jkp_total"] == 18_000
    assert due["jkk"] == due["jkk_kept"] + due["jkp_from_jkk"]
    assert due["employer_share"] + due["worker_share"] == due.total


def test_member_since_is_a_day() -> None:
    assert bpu_month(D(2020, 9, 5), income=0, payer="self", member_since=D(2020, 8, 20)).total == 16_800


def test_construction_by_wage_and_by_contract() -> None:
    assert jakon_month(JAN, wage=5_000_000).total == 102_000
    assert jakon_project(JAN, contract=180_000_000).total == 392_000


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(BadInputs) as refused:
        bpu_month(JAN, income=-1, payer="nobody", occupation="thief", odd=1)

    assert len(refused.value.problems) == 4


@pytest.mark.parametrize("income", ["3,5 jt", 3.5, 10**15, -1, None, True])
def test_what_is_no_income_is_refused(income: Any) -> None:
    with pytest.raises(BadInputs):
        bpu_month(JAN, income=income, payer="self")


def test_a_birth_date_in_the_future_is_refused() -> None:
    with pytest.raises(BadInputs, match="birth date"):
        pu_month(JAN, wage=1, risk=1, born_on=D(2050, 1, 1))


def test_a_wage_earner_in_jp_needs_a_birth_date_and_one_outside_does_not() -> None:
    with pytest.raises(BadInputs, match="is missing"):
        pu_month(JAN, wage=1, risk=1)
    assert pu_month(JAN, wage=1, risk=1, programmes=("jkk", "jkm")).total == 0


def test_months_outside_the_book_are_refused() -> None:
    with pytest.raises(NotInForce, match="before July 2015"):
        bpu_month(D(2015, 6, 30), income=1, payer="self")
    with pytest.raises(NotPublished, match="March 2027"):
        pu_month(D(2027, 3, 1), wage=1, risk=1, born_on=D(1990, 1, 1))


def test_what_is_paid_too_much_or_too_little_is_netted() -> None:
    assert settled(16_800, 20_000) == {"overpaid": 3_200, "underpaid": 0}
    assert settled(16_800, 10_000) == {"overpaid": 0, "underpaid": 6_800}
    with pytest.raises(BadInputs) as refused:
        settled(-1, 0.5)  # type: ignore[arg-type]
    assert len(refused.value.problems) == 2


def test_the_bulk_form_says_which_columns_it_needs() -> None:
    query = bpu_sql(D(2025, 6, 1), "people", keep=("nik",))

    assert query.adds == ("jkk", "jkm", "jht_worker", "total")
    assert {"earnings", "jht"} <= query.needs
    assert "segment" not in query.needs
    assert month_query(JAN, "people").needs >= {"segment", "risk"}


def test_the_bulk_form_prices_nobody_whom_the_law_leaves_open(postgres: psycopg.Connection[Any]) -> None:
    april = D(2026, 4, 1)
    rows = [("a", "csr", "none"), ("b", "csr", "entitled"), ("c", "pemkab", "none"), ("d", "desa", "excluded")]
    values = ", ".join(f"('{name}', {1_000_000}, 'other', FALSE, '{payer}', '{said}')" for name, payer, said in rows)
    named = "people(nik, earnings, occupation, jht, payer, ruling)"
    cast = "SELECT nik, CAST(earnings AS BIGINT) AS earnings, occupation, jht, payer, ruling"
    source = f"({cast} FROM (VALUES {values}) AS {named}) AS p"
    ours, theirs = "duckdb", "postgres"
    priced = {d: bpu_sql(april, source, lines=("total",), keep=("nik",), dialect=d).sql for d in (ours, theirs)}
    refused = {d: bpu_refused_sql(april, source, keep=("nik",), dialect=d) for d in (ours, theirs)}

    for found in (duckdb.sql(priced[ours]).fetchall(), postgres.execute(priced[theirs]).fetchall()):
        assert sorted(found) == [("b", 8_400), ("c", 16_800), ("d", 16_800)]
    for found in (duckdb.sql(refused[ours]).fetchall(), postgres.execute(refused[theirs]).fetchall()):
        assert found == [("a", "payer_unclear")]
    assert {"ruling", "payer"} <= bpu_sql(april, source).needs
    assert bpu_refused_sql(D(2025, 12, 1), source) == ""


people = st.fixed_dictionaries(
    {
        "segment": st.sampled_from(["pu", "bpu", "jakon"]),
        "earnings": st.one_of(st.integers(0, 30_000_000), st.integers(0, 999_999_999_999)),
        "risk": st.integers(1, 5),
        "jht": st.booleans(),
        "jp": st.booleans(),
        "jkp": st.booleans(),
        "age_months": st.integers(0, 1_500),
        "jp_deferred": st.booleans(),
        "labour_intensive": st.booleans(),
        "payer": st.sampled_from(PAYERS),
        "occupation": st.sampled_from(["other", "transport"]),
        "ruling": st.sampled_from(RULINGS),
        "member_since": st.integers(month_number(D(2020, 5, 1)), month_number(D(2021, 3, 1))),
    }
)


def _changing_months() -> list[dt.date]:
    days = sorted({day.replace(day=1) for day in MONTH.changes(ALL) if D(2015, 7, 1) <= day < D(2027, 3, 1)})
    before = {(day - dt.timedelta(days=1)).replace(day=1) for day in days[1:]}
    return sorted({*days, *before})


def _expected(month: dt.date, rows: list[dict[str, Any]]) -> list[tuple[Any, ...] | None]:
    expected: list[tuple[Any, ...] | None] = []
    for row in rows:
        try:
            found = answer(MONTH, ALL, month_end(month), row)
            expected.append(tuple(found[name] for name in ALL))
        except BadInputs:
            expected.append(None)
    return expected


def _agree(found: list[tuple[Any, ...]], expected: list[tuple[Any, ...] | None]) -> bool:
    """Rows that a guard refuses are priced by nobody; all the others are equal to the rupiah."""
    return all(want is None or got == want for got, want in zip(found, expected, strict=True))


@pytest.mark.parametrize("month", _changing_months(), ids=str)
def test_every_engine_agrees_at_every_date_that_the_law_changes(month: dt.date) -> None:
    @settings(max_examples=4, deadline=None)
    @given(rows=st.lists(people, min_size=30, max_size=60))
    def agree(rows: list[dict[str, Any]]) -> None:
        dated = [{**row, "month": month_number(month)} for row in rows]
        expected = _expected(month, dated)
        assert _agree(on_duckdb(MONTH, ALL, month_end(month), dated), expected)
        assert _agree(on_polars(MONTH, ALL, month_end(month), dated), expected)

    agree()


def test_postgres_agrees_at_every_date_that_the_law_changes(postgres: psycopg.Connection[Any]) -> None:
    for month in _changing_months():
        rows = [
            {
                "segment": ("pu", "bpu", "jakon")[i % 3],
                "earnings": (i * 7_919_333) % 40_000_000,
                "risk": i % 5 + 1,
                "jht": i % 2 == 0,
                "jp": i % 4 != 0,
                "jkp": i % 3 != 2,
                "age_months": 200 + (i * 37) % 700,
                "jp_deferred": i % 7 == 0,
                "labour_intensive": i % 11 == 0,
                "payer": PAYERS[i % len(PAYERS)],
                "occupation": ("other", "transport")[i % 2],
                "ruling": RULINGS[i % 3],
                "member_since": month_number(D(2020, 5, 1)) + i % 10,
                "month": month_number(month),
            }
            for i in range(60)
        ]
        assert _agree(on_postgres(postgres, MONTH, ALL, month_end(month), rows), _expected(month, rows))


@pytest.mark.parametrize("book", list(BOOKS))
def test_every_rule_of_every_book_fits_into_64_bits_on_every_day_it_changes(book: str) -> None:
    known = BOOKS[book]
    days = {day for name in known.rules for day in known.changes([name])}

    for day in sorted(days):
        for name in known.rules:
            try:
                prove(known, [name], month_end(day) if known.clock == "month" else day)
            except Refused:
                continue


def test_every_rule_runs_as_plain_python_too() -> None:
    on = month_end(JAN)
    p = Day(MONTH.figures, on)
    row: dict[str, Any] = {"segment": "bpu", "earnings": 1_500_000, "payer": "self", "occupation": "transport"}
    row |= {"jht": True, "ruling": "none", "member_since": 0, "month": month_number(JAN)}
    found = answer(MONTH, contributions.BPU_LINES, on, row)
    known = {**found.row, **{step.rule.name: step.result for step in found.steps}}

    for step in found.steps:
        parsed = step.rule.parsed
        if known.keys() >= set(parsed.args):
            names = step.rule.function.__code__.co_varnames[: step.rule.function.__code__.co_argcount]
            assert step.rule.function(*[p if name == "p" else known[name] for name in names]) == step.result


def test_the_months_that_the_book_takes() -> None:
    month, since = MONTH.inputs["month"], MONTH.inputs["member_since"]

    assert (month.low, month.high, since.low, since.high, since.default) == (24_186, 26_399, 0, 26_399, 0)
    risk, age = MONTH.inputs["risk"], MONTH.inputs["age_months"]
    assert (risk.low, risk.high, age.low, age.high) == (1, 5, 0, 1_500)
    assert [MONTH.inputs[name].default for name in ("jkp", "jp_deferred", "labour_intensive")] == [False] * 3
