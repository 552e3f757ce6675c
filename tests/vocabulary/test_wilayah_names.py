"""Place name keys: the macros and their Python twin say the same."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.vocabulary import wilayah
from payung.vocabulary.wilayah import names

_LETTERS = "AaBGIVXKTJeiou0123456789 .,-'’/()éÖß\t"


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect(config={"threads": 1})
    wilayah.register(made)
    wilayah.create_macros(made)
    return made


_KEYS = "place_key(w), place_short_key(w), place_bare_key(w), place_glued_key(typed)"


def keys_in_python(typed: str) -> tuple[str, ...]:
    words = names.place_words(typed)
    keys = (names.place_key(words), names.place_short_key(words), names.place_bare_key(words))
    return (words, *keys, names.place_glued_key(typed))


def test_macros_and_python_agree_on_official_names(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        f"SELECT typed, w, {_KEYS} FROM (SELECT DISTINCT name AS typed, place_words(name) AS w FROM place_rows "
        "WHERE hash(name) % 8 = 0)"
    ).fetchall()

    assert [row[0] for row in rows if row[1:] != keys_in_python(row[0])] == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(_LETTERS, max_size=30) | st.text(st.characters(min_codepoint=1, max_codepoint=0x24F), max_size=12),
        min_size=20,
        max_size=60,
    )
)
def test_macros_and_python_agree_on_anything(typed: list[str]) -> None:
    with duckdb.connect(config={"threads": 1}) as fresh:
        wilayah.create_macros(fresh)
        rows = fresh.execute(
            f"SELECT w, {_KEYS} FROM (SELECT text AS typed, place_words(text) AS w, n FROM unnest(?::VARCHAR[]) WITH ORDINALITY "
            "AS texts(text, n)) ORDER BY n",
            [typed],
        ).fetchall()

    assert rows == [keys_in_python(text) for text in typed]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kel. Api-Api", "API API"),
        ("KELURAHAN  API - API", "API API"),
        ("Tj. Laut Indah", "TANJUNG LAUT INDAH"),
        ("Sei Kera Hulu", "SUNGAI KERA ULU"),
        ("Sako II", "SAKO 2"),
        ("Sako2", "SAKO 2"),
        ("Dua-puluh Ilir Tiga", "20 ILIR 3"),
        ("20 ILIR D.III", "20 ILIR D 3"),
        ("Lima Belas", "15"),
        ("Desa", "DESA"),
        ("Pu'u Waeya", "PUU WAEYA"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_typed_name_is_normalised(typed: str | None, meant: str) -> None:
    assert names.place_words(typed) == meant


def test_a_short_form_with_several_readings_has_a_key_of_its_own() -> None:
    keys = {names.place_short_key(names.place_words(name)) for name in ("Pd. Bulan", "Padang Bulan", "Pondok Bulan")}

    assert len(keys) == 1
    assert names.place_key(names.place_words("Padang Bulan")) != names.place_key(names.place_words("Pondok Bulan"))
