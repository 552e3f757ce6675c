"""Sex, phone, places, neighbourhoods, occupations and plain text: cells and columns alike."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.vocabulary.letters import plain
from payung.vocabulary.occupation import clean_occupation, is_local_official, is_state_official, is_unemployed
from payung.vocabulary.phone import read_phone
from payung.vocabulary.place_words import place_words, read_neighbourhood, read_rt_rw
from payung.vocabulary.sex import read_sex
from tests.vocabulary import cells
from tests.vocabulary.conftest import Column

SEXES = {
    "L": "L", "l": "L", "LK": "L", "Laki-laki": "L", "LAKI - LAKI": "L", "Laki2": "L", "Pria": "L", "M": "L",
    "P": "P", "Pr": "P", "Perempuan": "P", "WANITA": "P", "F": "P", "p.": "P", "": None, "L/P": None, "1": None, "?": None,
}  # fmt: skip
PHONES = {
    "081234567890": "6281234567890", "+62 812-3456-7890": "6281234567890", "81234567890": "6281234567890", "6281234567890": "6281234567890",
    "62081234567890": "6281234567890", "0062812345678": "62812345678", "812 3456 7890.0": "6281234567890", "081234567890 / 0857": "6281234567890",
    "(0548) 21234567": "6254821234567", "WA 081234567890": "6281234567890", "-": None, "": None, "08": None, "+60123456789": None,
    "0000000000": None, "8.1234567E+10": None, "tidak ada": None,
}  # fmt: skip
PLACES = {
    "Kel. Api-Api": "API API", "Ds. Sukamaju": "SUKAMAJU", "Desa Suka Maju": "SUKA MAJU", "KEC BONTANG UTARA": "BONTANG UTARA",
    "Kab.Kutai  Timur": "KUTAI TIMUR", "Kota Bontang": "KOTA BONTANG", "Kodya Bontang": "KOTA BONTANG", "": "", "Desa": "DESA",
}  # fmt: skip
WARDS = {
    "002/005": ("002", "005"), "2 / 5": ("002", "005"), "RT 02 RW 05": ("002", "005"), "RT.02/RW.05": ("002", "005"), "RT 5": ("005", None),
    "Jl. Mawar No 3 RT 12 RW 003": ("012", "003"), "RT 02/05": ("002", "005"), "Jl. KS Tubun 12/5": (None, None), "": (None, None), "000/000": (None, None),
}  # fmt: skip
BLOCKS = {"2": "002", "002": "002", "RT 02": "002", "2.0": "002", "-": None, "": None, "0": None, "12a": None}
OCCUPATIONS = {
    "IRT": "IBU RUMAH TANGGA", "Buruh  Harian": "BURUH HARIAN", "ojek online": "OJEK ONLINE", "-": None, "": None, "tidak ada": None,
    "Petani/Pekebun": "PETANI", "mlijo": "MLIJO",
}  # fmt: skip
OFFICIALS = {
    "PNS": True, "ASN": True, "Guru PNS": True, "TNI AD": True, "POLRI": True, "PPPK": True, "Bhabinkamtibmas": True, "P3K Guru": True,
    "Non ASN": False, "Tenaga Non PNS": False, "Pensiunan PNS": False, "Purnawirawan TNI": False, "Istri Polisi": False, "Nelayan": False,
    "Honorer": False, "Pemborong": False,
}  # fmt: skip

PAIRS: list[tuple[Callable, str, dict]] = [
    (read_sex, "sex_of", SEXES),
    (read_phone, "phone_of", PHONES),
    (place_words, "place_words_of", PLACES),
    (read_neighbourhood, "neighbourhood_of", BLOCKS),
    (clean_occupation, "occupation_of", OCCUPATIONS),
    (plain, "plain_text", {"a\u00a0b": "a b", "Núñez\u200b": "Nunez", "‘x’": "'x'", "": ""}),
]
CASES = [(read, typed, value) for read, _, table in PAIRS for typed, value in table.items()]


@pytest.mark.parametrize(("read", "typed", "value"), CASES)
def test_a_cell_is_read(read: Callable, typed: str, value: str | None) -> None:
    assert read(typed) == value


@pytest.mark.parametrize(("typed", "wards"), WARDS.items())
def test_rt_and_rw_are_found_where_they_stand(typed: str, wards: tuple) -> None:
    assert read_rt_rw(typed) == wards


@pytest.mark.parametrize(("typed", "official"), OFFICIALS.items())
def test_servants_of_the_state_are_told_from_those_around_them(typed: str, official: bool) -> None:
    assert is_state_official(clean_occupation(typed)) is official


def test_village_heads_and_people_without_work_are_known() -> None:
    assert is_local_official("KEPALA DESA")
    assert not is_local_official("MANTAN KEPALA DESA")
    assert is_unemployed("BELUM TIDAK BEKERJA")
    assert is_unemployed("PELAJAR MAHASISWA")
    assert not is_unemployed("GURU MAHASISWA")


@pytest.mark.parametrize(("read", "macro", "table"), PAIRS, ids=[macro for _, macro, _ in PAIRS])
def test_columns_read_the_same(column: Column, read: Callable, macro: str, table: dict) -> None:
    @given(st.lists(st.one_of(cells.typed, cells.numberlike, st.sampled_from(list(table))), min_size=1, max_size=50))
    @settings(max_examples=25)
    def agree(typed: list[str]) -> None:
        assert column(f"{macro}(typed)", typed) == [read(cell) for cell in typed]

    agree()


@pytest.mark.parametrize("read", [read for read, _, _ in PAIRS] + [read_rt_rw])
def test_reading_never_raises(read: Callable) -> None:
    @given(cells.anything)
    def survives(typed: str) -> None:
        read(typed)

    survives()


@given(
    st.lists(
        st.one_of(
            cells.typed,
            st.sampled_from(list(WARDS)),
            st.from_regex(r"\A(RT|RW)?[ .]?[0-9]{1,3}[ /-](RW)?[ .]?[0-9]{1,3}\Z"),
        ),
        min_size=1,
        max_size=50,
    )
)
@settings(max_examples=25)
def test_columns_find_rt_and_rw_as_cells_do(column: Column, typed: list[str]) -> None:
    found = column("rt_rw_of(typed)", typed)

    assert [tuple(pair) if pair else (None, None) for pair in found] == [read_rt_rw(cell) for cell in typed]


def test_columns_know_officials_as_values_do(column: Column) -> None:
    typed = [*OFFICIALS, *OCCUPATIONS, "Kepala Desa", "Pelajar", "Belum/Tidak Bekerja"]

    found = column(
        "(occupation_is_state(occupation_of(typed)), occupation_is_local(occupation_of(typed)), occupation_is_none(occupation_of(typed)))",
        typed,
    )

    words = [clean_occupation(cell) for cell in typed]
    assert found == [(is_state_official(word), is_local_official(word), is_unemployed(word)) for word in words]


NAMES_OF_COLUMNS = ["text", "words", "word", "digits", "bare", "kept", "x", "p", "w", "d", "lambda_", "typed", "first_", "number", "written", "letter"]  # fmt: skip


@pytest.mark.parametrize("called", NAMES_OF_COLUMNS)
def test_a_macro_does_not_mind_what_a_column_is_called(macros: duckdb.DuckDBPyConnection, called: str) -> None:
    read = [
        ("number_digits({0})", "'6474 0105 0780 0003", "6474010507800003"),
        ("nik_state_of({0}, number_digits({0}))", "'6474 0105 0780 0003", "repaired"),
        ("family_card_of({0})", "'6474 0105 0780 0003", "6474010507800003"),
        ("name_of({0})", "(Alm) H. Ma'ruf, S.Pd", "MA'RUF"),
        ("name_key_of(name_of({0}))", "Moch. Djojosoeroto", "MUHAMAD JOYOSUROTO"),
        ("birth_of({0}, DATE '2026-11-21').place", "Banyumas, 12 Maret 90", "BANYUMAS"),
        ("birth_of({0}, DATE '2026-11-21').on::VARCHAR", "Banyumas, 12 Maret 90", "1990-03-12"),
        ("phone_of({0})", "0812-3456-7890 / 0857", "6281234567890"),
        ("rt_rw_of({0})[2]", "RT 02 RW 05", "005"),
        ("occupation_of({0})", "ojek  online", "OJEK ONLINE"),
        ("sex_of({0})", "Perempuan", "P"),
        ("rupiah_of({0})::VARCHAR", "Rp16.800", "16800"),
        ("month_of({0})::VARCHAR", "Maret 2026", "2026-03-01"),
    ]
    asked = ", ".join(expression.format(f"a{place}.{called}") for place, (expression, _, _) in enumerate(read))
    given_ = ", ".join(f"(SELECT $c{place}::VARCHAR AS {called}) a{place}" for place in range(len(read)))
    bare = [
        macros.execute(f"SELECT {expression.format(called)} FROM (SELECT $1::VARCHAR AS {called})", [cell]).fetchall()[
            0
        ][0]
        for expression, cell, _ in read
    ]

    found = macros.execute(
        f"SELECT {asked} FROM {given_}", {f"c{place}": cell for place, (_, cell, _) in enumerate(read)}
    ).fetchall()

    assert list(found[0]) == bare == [value for _, _, value in read]
