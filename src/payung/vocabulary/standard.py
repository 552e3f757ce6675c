"""The column side of the vocabulary: every reader of a noun as a DuckDB macro, for lists and register alike."""

from __future__ import annotations

import duckdb

from payung.vocabulary import birth, ditto, letters, month, name, nik, occupation, phone, place_words, rupiah, sex
from payung.vocabulary.once import once

_NOUNS = (letters, ditto, nik, name, birth, sex, phone, place_words, occupation, month, rupiah)


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros of all nouns on a connection (temporary: they leave with it).

    One value each: plain_text, number_digits, nik_state_of(typed, number_digits(typed)), nik_is_well_formed, nik_sex_of(nik),
    nik_birth_of(nik, asked_on), nik_kecamatan_of(nik), family_card_of, name_of, name_key_of(name_of(typed)),
    name_key_of_person(name, key, sex, digits), name_skeleton_of(key),
    birth_of(typed, asked_on) as a struct (on, state, place, turned), birth_place_of, age_on(birth_on, day), sex_of, phone_of, place_words_of,
    rt_rw_of (list of two), neighbourhood_of, occupation_of, month_of, rupiah_of, is_ditto.
    """
    once(connection, "nouns", _install)


def _install(connection: duckdb.DuckDBPyConnection) -> None:
    for noun in _NOUNS:
        connection.execute(noun.MACROS)
