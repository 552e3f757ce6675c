"""Names: titles off, one spelling per word, and two people never made one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.vocabulary.name import Name, clean_name, is_late, name_key, name_skeleton
from tests.vocabulary import cells
from tests.vocabulary.conftest import Column

CLEANED = {
    "budi santoso": "BUDI SANTOSO",
    "  BUDI   SANTOSO ": "BUDI SANTOSO",
    "H. Budi Santoso": "BUDI SANTOSO",
    "Hj.Siti Aminah,S.Pd.,M.Si.": "SITI AMINAH",
    "Prof. Dr. KH. Ma'ruf Amin": "MA'RUF AMIN",
    "Ma’ruf Amin": "MA'RUF AMIN",
    "Drs. H. Ali, MM": "ALI",
    "Siti Aminah A.Md.Keb": "SITI AMINAH",
    "M.Yusuf S.E., M.M.": "M YUSUF",
    "BUDI SE": "BUDI",
    "R.A. Kartini": "KARTINI",
    "SITI AMINAH (ALMH)": "SITI AMINAH",
    "(Alm) Soekarno": "SOEKARNO",
    "Alm. Soekarno": "SOEKARNO",
    "Budi alias Gepeng": "BUDI",
    "Budi (Gepeng)": "BUDI",
    "Ali bin Abu": "ALI BIN ABU",
    "B0DI HART0NO": "BODI HARTONO",
    "José Núñez": "JOSE NUNEZ",
    "I Made Wayan": "I MADE WAYAN",
    "Raden": "RADEN",
    "H. Raden": "RADEN",
    "Haji": "HAJI",
    "(Alm)": "ALM",
    "TAN MA": "TAN MA",
    "Ny. Sumarni": "SUMARNI",
    "Bu Hamidah": "HAMIDAH",
    "Ustdz. Rusdah": "RUSDAH",
    "Rahma Ist. Zulfikar": "RAHMA",
    "Habib Firdaus": "HABIB FIRDAUS",
    "": None,
    "-": None,
    "123": None,
}
ONE_PERSON = [
    ["Muhammad Yusuf", "M. Yusuf", "Moh. Yusuf", "Mohd Yusuf", "Muh Yusuf", "Mhd. Yusuf", "Mochamad Yusuf", "Mochammad Jusuf", "MUHAMAD YUSUF", "Mukhamad Yusuf", "H. M. YUSUF"],
    ["Siti Aminah", "St. Aminah", "Sitti Aminah", "SITI AMMINAH"],
    ["Ahmad Fauzi", "Achmad Fauzi", "Akhmad Fauzi", "AHMAD FAUZY"],
    ["Abdul Rahman", "Abd. Rahman", "Abdurrahman", "Abdur Rachman", "ABDULRAHMAN"],
    ["Nurhayati", "Nur Hayati", "Noer Hayati", "Noerhayati"],
    ["Sukarno", "Soekarno"],
    ["Cahyono Joyohadikusumo", "Tjahjono Djojohadikoesoemo"],
    ["Khairul Anwar", "Chairul Anwar"],
    ["Rudi", "Rudy"],
    ["Wahyu", "Wahju"],
    ["Johansyah", "Johansjah"],
    ["Jamaludin", "Jamaloeddin"],
    ["Juwita", "Joewita"],
    ["Suryo", "Soerjo"],
    ["Zainal", "Zaenal"],
    ["Sugiono", "Sugiyono"],
    ["Setiawan", "Setyawan"],
    ["Ahmad Fauzi", "Ah. Fauzi"],
    ["Ali Abu", "Ali bin Abu"],
    ["I Wayan Sudiarta", "I Wy. Sudiarta", "I WYN SUDIARTA", "Wayan Sudiarta", "Wyn. Sudiarta"],
    ["Ni Luh Putu Artini", "Ni Lh. Pt. Artini", "NI LUH PT ARTINI", "Luh Putu Artini"],
    ["I Gusti Ketut Rai", "I Gst. Kt. Rai", "I GST KTT RAI", "Gusti Ketut Rai"],
    ["Tiurma Hutabarat", "Tiurma br. Hutabarat", "TIURMA BORU HUTABARAT"],
    ["Yohanes Wonda", "Yohannes Wonda", "Johanis Wonda", "YOHANIS WONDA"],
    ["Yosep Wenda", "Yoseph Wenda", "Yosef Wenda"],
]  # fmt: skip
SOUND_ALIKE = [["Yusuf", "Yusup", "Jusuf"], ["Zainal", "Jainal"], ["Qomariah", "Komariah"], ["Suwarno", "Suarno"], ["Mustafa", "Musthofa"], ["Khairul", "Khoirul"], ["Eva", "Epa"]]  # fmt: skip
TWO_PEOPLE = [("Abdullah", "Abdul"), ("Siti", "Sita"), ("Muhammad", "Mahmud"), ("Ahmad Ali", "Ahmad Aldi"), ("Haji", "Raden"), ("Nurdin", "Nur"), ("Joko Jaya", "Yoko Yaya"), ("Ali bin Abu", "Ali bin Umar"), ("I Made Rai", "I Ketut Rai"), ("PT Rai", "Putu Rai"), ("Ida Ayu Made", "Made")]  # fmt: skip


def key(typed: str) -> str:
    name = Name.read(typed)
    assert name is not None
    return name.key


@pytest.mark.parametrize(("typed", "cleaned"), CLEANED.items())
def test_a_name_is_cleaned(typed: str, cleaned: str | None) -> None:
    assert clean_name(typed) == cleaned


@pytest.mark.parametrize("spellings", ONE_PERSON, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_share_a_key(spellings: list[str]) -> None:
    assert {key(spelling).replace("YUSUP", "YUSUF") for spelling in spellings} == {key(spellings[0])}


@pytest.mark.parametrize("spellings", SOUND_ALIKE, ids=lambda spellings: spellings[0])
def test_names_that_sound_alike_share_a_skeleton(spellings: list[str]) -> None:
    assert len({name_skeleton(key(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_skeleton_does_not_mind_the_order_of_words() -> None:
    assert name_skeleton(key("Budi Santoso")) == name_skeleton(key("Santoso Budi"))


def test_the_first_word_of_a_key_is_named() -> None:
    name = Name.read("Moch. Ali")

    assert name is not None
    assert (name.first, name.key) == ("MUHAMAD", "MUHAMAD ALI")


def test_late_is_seen_only_as_a_word() -> None:
    assert is_late("Budi (Alm.)")
    assert is_late("almh siti")
    assert not is_late("ALMIRA PALMA")


@given(st.one_of(cells.anything, cells.typed, cells.names))
def test_cleaning_never_raises_and_twice_is_once(typed: str) -> None:
    once = clean_name(typed)

    assert once is None or clean_name(once) == once


@given(cells.names)
def test_the_key_of_a_key_is_the_key(typed: str) -> None:
    cleaned = clean_name(typed)

    assert cleaned is None or name_key(name_key(cleaned)) == name_key(cleaned)


@given(st.lists(st.one_of(cells.names, cells.typed, st.sampled_from(list(CLEANED))), min_size=1, max_size=60))
@settings(max_examples=25)
def test_columns_read_names_as_cells_do(column: Column, typed: list[str]) -> None:
    names = [Name.read(cell) for cell in typed]

    found = column(
        "(name_of(typed), name_key_of(name_of(typed)), name_skeleton_of(name_key_of(name_of(typed))))", typed
    )

    assert found == [(name.text, name.key, name.skeleton) if name else (None, None, None) for name in names]


@given(st.lists(cells.names, min_size=1, max_size=30))
@settings(max_examples=25)
def test_columns_see_late_people_as_cells_do(column: Column, typed: list[str]) -> None:
    assert column("name_is_late(typed)", typed) == [is_late(cell) for cell in typed]


def test_an_m_of_a_woman_is_no_muhammad(column: Column) -> None:
    assert Name.read("M. Theresia", sex="P").key == "MARIA TERESIA" == Name.read("Maria Theresia").key
    assert Name.read("M. Yusuf", sex="L").key == "MUHAMAD YUSUF" == Name.read("M. Yusuf").key
    assert Name.read("Muhammad Ayu", sex="P").key.startswith("MUHAMAD")
    ask = "name_key_of_person(name_of(typed), name_key_of(name_of(typed)), NULL, '{}')"
    assert column(ask.format("6474015501800001"), ["M. Theresia", "Muhammad Ayu"]) == ["MARIA TERESIA", "MUHAMAD AYU"]
    assert column(ask.format("6474011501800001"), ["M. Theresia"]) == ["MUHAMAD TERESIA"]
