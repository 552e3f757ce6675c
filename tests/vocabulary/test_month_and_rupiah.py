"""Months of contribution and whole rupiah."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.rupiah import NotRupiah, parse_rupiah, say_rupiah
from tests.vocabulary import cells
from tests.vocabulary.conftest import Column

MARCH = Month(2026, 3)
MONTHS = {
    "2026-03": MARCH, "03-2026": MARCH, "3/2026": MARCH, "202603": MARCH, "032026": MARCH, "Maret 2026": MARCH, "Mar-2026": MARCH, "2026-03-15": MARCH,
    "15/03/2026": MARCH, "13-2026": None, "Foo 2026": None, "": None, "03-26": None,
}  # fmt: skip
AMOUNTS = {
    "Rp1.234.567": 1_234_567, "1.234.567,00": 1_234_567, "1,234,567": 1_234_567, "1234567.0": 1_234_567, "16.800": 16_800, "16,800": 16_800,
    "16800": 16_800, "Rp. 16.800,-": 16_800, "Rp 16.800 rupiah": 16_800, "-5": -5, "-Rp5.000": -5_000, "0": 0,
    "9223372036854775808": None, "999999999999999999999 M": None, "1.000.000.000.000.000": 10**15, "1.000.000.000.000.001": None,
    "1234,5": None, "abc": None, "": None, "1.2.3": None,
}  # fmt: skip


def month(typed: str) -> Month | None:
    try:
        return Month.parse(typed)
    except NotAMonth:
        return None


def rupiah(typed: str) -> int | None:
    try:
        return parse_rupiah(typed)
    except NotRupiah:
        return None


@pytest.mark.parametrize(("typed", "expected"), MONTHS.items())
def test_a_month_is_read(typed: str, expected: Month | None) -> None:
    assert month(typed) == expected


def test_months_are_counted_and_said() -> None:
    assert MARCH.plus(11) == Month(2027, 2)
    assert MARCH.plus(-3) == Month(2025, 12)
    assert MARCH.months_until(Month(2027, 2)) == 11
    assert (MARCH.starts_on, MARCH.ends_on) == (dt.date(2026, 3, 1), dt.date(2026, 4, 1))
    assert (str(MARCH), MARCH.say(), MARCH.say("en")) == ("2026-03", "Maret 2026", "March 2026")
    assert Month.of(dt.date(2026, 3, 31)) == MARCH < Month(2026, 4)


@given(st.integers(1950, 2099), st.integers(1, 12), st.integers(-500, 500))
def test_going_there_and_back_ends_at_the_same_month(year: int, number: int, months: int) -> None:
    start = Month(year, number)

    assert start.plus(months).plus(-months) == start
    assert start.months_until(start.plus(months)) == months
    assert Month.parse(str(start)) == start == Month.parse(start.say())


@pytest.mark.parametrize(("typed", "amount"), AMOUNTS.items())
def test_an_amount_is_read(typed: str, amount: int | None) -> None:
    assert rupiah(typed) == amount


def test_amounts_in_words_are_read() -> None:
    assert parse_rupiah("Rp 1,5 juta") == 1_500_000
    assert parse_rupiah("500 rb") == 500_000


@given(st.integers(-(10**15), 10**15))
def test_what_is_said_is_read_back(amount: int) -> None:
    assert parse_rupiah(say_rupiah(amount)) == amount


@given(
    st.lists(
        st.one_of(
            st.sampled_from(list(AMOUNTS)), st.from_regex(r"\A(Rp ?)?[0-9]{1,3}([.,][0-9]{1,3}){0,3}\Z"), cells.typed
        ),
        min_size=1,
        max_size=50,
    )
)
@settings(max_examples=25)
def test_columns_read_amounts_as_cells_do(column: Column, typed: list[str]) -> None:
    assert column("rupiah_of(typed)", typed) == [rupiah(cell) for cell in typed]


@given(st.lists(st.one_of(st.sampled_from(list(MONTHS)), cells.typed, cells.births()), min_size=1, max_size=50))
@settings(max_examples=25)
def test_columns_read_months_as_cells_do(column: Column, typed: list[str]) -> None:
    found = [month(cell) for cell in typed]

    assert column("month_of(typed)", typed) == [value.starts_on if value else None for value in found]
