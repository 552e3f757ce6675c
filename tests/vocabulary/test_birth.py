"""Dates of birth in every habit."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.vocabulary.birth import age_on, read_birth, whole_year
from tests.vocabulary import cells
from tests.vocabulary.conftest import Column

NOVEMBER = dt.date(2026, 11, 21)
TWELFTH_OF_MARCH = [
    "12/03/1990", "12-3-1990", "12.03.1990", "12 03 1990", "1990-03-12", "1990/03/12", "12 Maret 1990", "12 Mrt 1990", "12-Mar-1990",
    "12 maret 1990", "12Maret1990", "Maret 12, 1990", "12-III-1990", "12031990", "19900312", "32944", "32944.0", "1990-03-12 00:00:00",
    "12/03/1990 0:00", "12 - 03 - 1990", "12 March 1990", " 12/03/1990 ", "1990-03-12T00:00:00Z",
    "-, 12 Maret 1990", ", 12-03-1990", "'12-03-1990", "12\\03\\1990", "12-03-1990 (45 th)", "12-3-1990/45 th", "12-03-1990 (KTP)", "12/03/1990?",
    "12 Maret 1990 M", "Senin, 12 Maret 1990 (36 Thn)",
]  # fmt: skip
STATES = {
    "=(0": "impossible",
    "": "missing",
    "-": "missing",
    "00/00/0000": "missing",
    "0": "missing",
    "belum tahu": "missing",
    "1990": "year_only",
    "12/03/90": "two_digit_year",
    "12 Mrt 90": "two_digit_year",
    "Bontang, 12 Mrt '90": "two_digit_year",
    "12-03-'90": "two_digit_year",
    "120390": "two_digit_year",
    "03/25/1990": "swapped",
    "31/02/1990": "impossible",
    "29/02/1991": "impossible",
    "12/13/14/1990": "impossible",
    "12 Foo 1990": "impossible",
    "99999": "impossible",
    "12/03/0190": "impossible",
}
PLACES = {
    "Banyumas, 1990-03-12": "BANYUMAS",
    "BANYUMAS 12-03-1990": "BANYUMAS",
    "Banyumas, 12 Maret 1990": "BANYUMAS",
    "Kab. Kutai Timur / 12-03-1990": "KUTAI TIMUR",
    "Jakarta,12/03/1990": "JAKARTA",
    "Bontang, tgl 12-03-1990": "BONTANG",
    "Bontang tanggal 12 Maret 1990": "BONTANG",
}
MISSPELT = {"Pebruari": 2, "Febuari": 2, "Agst": 8, "Nopember": 11, "Okt": 10, "Des": 12, "Jan": 1, "Mei": 5, "September": 9, "Juli": 7, "June": 6, "Sept": 9}  # fmt: skip


@pytest.mark.parametrize("typed", TWELFTH_OF_MARCH)
def test_a_day_is_read_in_every_habit(typed: str) -> None:
    birth = read_birth(typed, on=NOVEMBER)

    assert (birth.on, birth.state) == (dt.date(1990, 3, 12), "ok")


@pytest.mark.parametrize(("typed", "state"), STATES.items())
def test_what_is_no_plain_day_says_why(typed: str, state: str) -> None:
    assert read_birth(typed, on=NOVEMBER).state == state


@pytest.mark.parametrize(("typed", "place"), PLACES.items())
def test_place_and_day_of_one_cell_are_parted(typed: str, place: str) -> None:
    birth = read_birth(typed, on=NOVEMBER)

    assert (birth.place, birth.on) == (place, dt.date(1990, 3, 12))


@pytest.mark.parametrize(("month", "number"), MISSPELT.items())
def test_months_are_known_by_their_misspellings(month: str, number: int) -> None:
    assert read_birth(f"5 {month} 1988", on=NOVEMBER).on == dt.date(1988, number, 5)


def test_month_first_is_read_only_where_nothing_else_is_possible() -> None:
    assert read_birth("03/25/1990", on=NOVEMBER).on == dt.date(1990, 3, 25)
    assert read_birth("03/04/1990", on=NOVEMBER).on == dt.date(1990, 4, 3)
    assert read_birth("03/04/1990", on=NOVEMBER).turned == dt.date(1990, 3, 4)


def test_a_year_of_two_digits_makes_a_worker_of_fifteen_or_more() -> None:
    assert whole_year(11, on=NOVEMBER) == 2011
    assert whole_year(12, on=NOVEMBER) == 1912
    assert whole_year(90, on=NOVEMBER) == 1990


def test_an_impossible_day_gives_no_day() -> None:
    assert read_birth("31/02/1990", on=NOVEMBER).on is None
    assert read_birth("1990", on=NOVEMBER).on is None


def test_ages_count_whole_years() -> None:
    assert age_on(dt.date(1961, 11, 22), NOVEMBER) == 64
    assert age_on(dt.date(1961, 11, 21), NOVEMBER) == 65


@given(st.dates(dt.date(1912, 1, 1), dt.date(2011, 12, 31)))
def test_every_day_is_read_back_from_every_habit(day: dt.date) -> None:
    for habit in ("%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d", "%d.%m.%Y", "%d%m%Y", "%Y%m%d", "Bontang, %d-%m-%Y"):
        assert read_birth(day.strftime(habit), on=NOVEMBER).on == day


@given(st.one_of(cells.anything, cells.typed, cells.births()))
def test_reading_never_raises_and_its_day_reads_back(typed: str) -> None:
    birth = read_birth(typed, on=NOVEMBER)

    assert birth.on is None or read_birth(birth.on.isoformat(), on=NOVEMBER).on == birth.on


@given(
    st.lists(
        st.one_of(cells.births(), cells.typed, st.sampled_from([*TWELFTH_OF_MARCH, *STATES, *PLACES])),
        min_size=1,
        max_size=60,
    )
)
@settings(max_examples=25)
def test_columns_read_births_as_cells_do(column: Column, typed: list[str]) -> None:
    births = [read_birth(cell, on=NOVEMBER) for cell in typed]

    found = column("birth_of(typed, DATE '2026-11-21')", typed)

    assert found == [{"on": b.on, "state": b.state, "place": b.place, "turned": b.turned} for b in births]


@given(st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)), min_size=1, max_size=30))
@settings(max_examples=25)
def test_columns_count_ages_as_values_do(column: Column, born: list[dt.date]) -> None:
    found = column("age_on(typed::DATE, DATE '2026-11-21')", [day.isoformat() for day in born])

    assert found == [age_on(day, NOVEMBER) for day in born]
