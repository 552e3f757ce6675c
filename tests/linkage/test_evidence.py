"""What a careful person decides without a thought: days that stand for an unknown one, the day in a NIK, the mother's name, M."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from payung.linkage import engine, keys, people, scoring
from tests.linkage.records import BUDI, SITI, people_table

WITHOUT = {"nik": None, "phone": None}


def scored(connection: duckdb.DuckDBPyConnection, row: dict, known: dict) -> tuple:
    """Return (identity, naming, mother, weight) of two records, whether or not a key brings them together."""
    people_table(connection, "listed", [row])
    people_table(connection, "register", [known])
    connection.execute("CREATE OR REPLACE TABLE pair AS SELECT 1 AS left_id, 1 AS right_id")
    model = scoring.shipped().for_size(300_000)
    engine.score(connection, left="listed", right="register", pairs="pair", model=model)
    engine.decide(connection, model=model)
    return connection.execute("SELECT identity, naming, mother, weight FROM scored").fetchall()[0]


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("1990-05-04", "1990-05-04", "same"),
        ("1990-07-01", "1990-05-04", "year"),
        ("1990-05-04", "1990-12-31", "year"),
        ("1990-07-01", "1991-05-04", "other"),
        ("1990-05-04", "1990-04-05", "near"),
        ("1990-05-04", "1991-05-04", "near"),
        ("1989-12-30", "1990-12-30", "near"),
        ("1990-05-31", "1990-06-01", "near"),
        ("1990-05-04", "1980-05-04", "near"),
        ("1990-05-04", "1972-05-04", "part"),
        ("1990-05-04", "1990-05-27", "part"),
        ("1990-05-04", "1983-11-20", "other"),
        ("1990-05-04", None, "none"),
    ],
)
def test_two_birth_dates_are_compared_as_a_person_would(connection, one: str, other: str | None, how: str) -> None:
    people.install(connection)

    said = "SELECT births_compared(CAST(? AS DATE), CAST(? AS DATE)), births_compared(CAST(? AS DATE), CAST(? AS DATE))"
    assert connection.execute(said, [one, other, other, one]).fetchall() == [(how, how)]


def test_the_day_in_a_nik_stands_beside_a_day_that_was_filled_in(connection) -> None:
    known = SITI | {"birth_on": dt.date(1990, 1, 1)}

    assert scored(connection, SITI | WITHOUT, known)[0] == "birth"
    assert scored(connection, SITI | WITHOUT | {"birth_on": dt.date(1988, 8, 17)}, known)[0] == "birth_other"


def test_who_has_a_nik_and_no_birth_date_is_found_by_the_day_in_it(connection) -> None:
    people_table(connection, "listed", [SITI | {"birth_on": None}, SITI | WITHOUT])

    keys.keys(connection, "listed")

    found = connection.execute("SELECT count(DISTINCT key_birth_first), count(DISTINCT key_birth_kabupaten) FROM keyed")
    assert found.fetchall() == [(1, 1)]


def test_the_mothers_name_speaks_for_and_against(connection) -> None:
    unsure = SITI | WITHOUT | {"kelurahan": "21.72.01.1004"}
    said = {
        name: scored(connection, unsure | {"mother_name": name}, SITI | {"mother_name": "HJ. SRI WAHYUNI"})[2:]
        for name in ("SRI WAHYUNI", "Almh. Sri", "MARLINA", "IBU")
    }

    assert [level for level, _ in said.values()] == ["mother_same", "mother_alike", "mother_other", "unknown"]
    assert said["SRI WAHYUNI"][1] > said["Almh. Sri"][1] > said["IBU"][1] > said["MARLINA"][1]


def test_an_m_opens_more_names_than_muhammad(connection) -> None:
    short = BUDI | WITHOUT | {"name": "M SIMBOLON", "name_key": "MUHAMAD SIMBOLON"}

    assert scored(connection, short, BUDI | {"name": "MANGASI SIMBOLON"})[1] == "initial"
    assert scored(connection, short, BUDI | {"name": "MUHAMAD SIMBOLON"})[1] == "same"
    assert scored(connection, short | {"name": "MUHAMAD SIMBOLON"}, BUDI | {"name": "MANGASI SIMBOLON"})[1] == "shared"


def test_a_son_of_his_fathers_name_under_his_fathers_nik_goes_to_a_person(connection) -> None:
    scored(connection, BUDI | {"birth_on": dt.date(2006, 7, 9)}, BUDI)

    assert connection.execute("SELECT outcome, rule FROM decided").fetchall() == [("review", "nik_other_person")]
