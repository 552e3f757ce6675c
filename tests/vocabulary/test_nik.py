"""NIK and family card: every way they are typed, and never a digit that was not there."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.vocabulary.nik import Nik, NotANik, number_digits, read_family_card, read_nik
from tests.vocabulary import cells
from tests.vocabulary.conftest import Column

NOVEMBER = dt.date(2026, 11, 21)
BUDI = "6474010507800003"
SITI = "6474014507800004"

AS_TYPED = {
    BUDI: "ok",
    f" {BUDI} ": "ok",
    f"'{BUDI}": "repaired",
    f"`{BUDI}": "repaired",
    f'="{BUDI}"': "repaired",
    f"{BUDI}.0": "repaired",
    "6474 0105 0780 0003": "repaired",
    "64.74.01.050780.0003": "repaired",
    "647401-050780-0003": "repaired",
    "64740105O78OOOO3": "repaired",
    "6474OlO5O78OOOO3": "repaired",
    "6474OlOSO7BOOOO3": "repaired",
    f"NIK: {BUDI}": "repaired",
    "６４７４０１０５０７８００００３": "ok",
}
STATES = {
    "": "missing",
    "-": "missing",
    "belum ada": "missing",
    "#N/A": "missing",
    "proses": "missing",
    "0": "filler",
    "0000000000000000": "filler",
    "9999999999999999": "filler",
    "1234567890123456": "filler",
    "6474000000000000": "filler",
    "3,57801E+15": "scientific",
    "3.30210E+15": "scientific",
    "'3,57801E+15": "scientific",
    "647401050780000": "short",
    "64740105078000031": "long",
    "198001012005011001": "staff_number",
    "K-7437": "staff_number",
    "BTG/5493/23": "staff_number",
    "NIK 7437": "short",
    "6474013207800003": "impossible",
    "6474017207800003": "impossible",
    "6474013002800003": "impossible",
    "6474012902810003": "impossible",
    "6474010513800003": "impossible",
    "6474010507800000": "impossible",
    "9974010507800003": "impossible",
    "6400010507800003": "impossible",
    "6474000507800003": "impossible",
    "6474012902800003": "ok",
    "6474012902000003": "ok",
}


@pytest.mark.parametrize(("typed", "state"), AS_TYPED.items())
def test_a_nik_is_read_through_what_surrounds_it(typed: str, state: str) -> None:
    reading = read_nik(typed)

    assert (reading.digits, reading.state) == (BUDI, state)


@pytest.mark.parametrize(("typed", "state"), STATES.items())
def test_what_is_no_nik_says_why(typed: str, state: str) -> None:
    assert read_nik(typed).state == state


def test_a_power_of_ten_keeps_only_the_digits_it_shows() -> None:
    assert read_nik("3,57801E+15").digits == "357801"


def test_a_nik_tells_birth_sex_and_place_of_issue() -> None:
    siti = Nik.parse(SITI)

    assert siti.sex == "P"
    assert siti.birth_on(on=NOVEMBER) == dt.date(1980, 7, 5)
    assert (siti.kecamatan_code, siti.kabupaten_code, siti.serial) == ("64.74.01", "64.74", 4)


def test_the_century_of_a_nik_is_the_later_one_that_is_past() -> None:
    assert Nik("6474010507260003").birth_on(on=NOVEMBER) == dt.date(2026, 7, 5)
    assert Nik("6474010507270003").birth_on(on=NOVEMBER) == dt.date(1927, 7, 5)
    assert Nik("6474012902000003").birth_on(on=NOVEMBER) == dt.date(2000, 2, 29)


@pytest.mark.parametrize("typed", ["", "123", "6474013207800003", "1234567890123456", "3,57801E+15"])
def test_parse_refuses_what_is_no_nik(typed: str) -> None:
    with pytest.raises(NotANik):
        Nik.parse(typed)


def test_a_family_card_is_any_sixteen_digits_that_are_no_filler() -> None:
    assert read_family_card("6474 0132 0780 0003") == "6474013207800003"
    assert read_family_card("0000000000000000") is None
    assert read_family_card("647401") is None


@given(st.one_of(cells.anything, cells.typed, cells.numberlike))
def test_reading_never_raises_and_never_invents_a_digit(typed: str) -> None:
    reading = read_nik(typed)

    letters_that_pass_for_digits = re.sub(
        "[^0-9OIL]", "", typed.upper().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    )
    assert len(reading.digits) <= len(letters_that_pass_for_digits) + 1
    assert re.fullmatch("[0-9]*", reading.digits)


@given(cells.numberlike)
def test_reading_a_read_number_changes_nothing(typed: str) -> None:
    digits = number_digits(typed)

    assert number_digits(digits) == digits


@given(
    st.lists(
        st.one_of(cells.numberlike, cells.digits, cells.typed, st.sampled_from([*AS_TYPED, *STATES])),
        min_size=1,
        max_size=60,
    )
)
@settings(max_examples=25)
def test_columns_read_as_cells_do(column: Column, typed: list[str]) -> None:
    expected = [(read_nik(cell).digits, read_nik(cell).state, read_family_card(cell)) for cell in typed]

    found = column("(number_digits(typed), nik_state_of(typed, number_digits(typed)), family_card_of(typed))", typed)

    assert found == expected


@given(st.lists(st.dates(dt.date(1930, 1, 1), dt.date(2026, 11, 21)), min_size=1, max_size=40), st.booleans())
@settings(max_examples=25)
def test_columns_tell_birth_and_sex_as_values_do(column: Column, born: list[dt.date], woman: bool) -> None:
    niks = [f"647401{day.day + 40 * woman:02d}{day:%m%y}0001" for day in born]
    values = [Nik(nik) for nik in niks]

    found = column("(nik_birth_of(typed, DATE '2026-11-21'), nik_sex_of(typed), nik_kecamatan_of(typed))", niks)

    assert found == [(value.birth_on(on=NOVEMBER), value.sex, value.kecamatan_code) for value in values]
