"""Lists that lack columns, and registers that lack places: who is still found, what still counts, and what a person must see."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.linkage import engine, keys, people, scoring
from tests.linkage.records import BUDI, RINI, SITI, people_table

NOTHING = {"nik": None, "birth_on": None, "phone": None, "birth_place": None}
RARE = {"name": "WIRABUANA SASTRADIPURA"}


def decided(connection, rows: list[dict], known: list[dict], *, size: int = 20_000) -> list[tuple]:
    """Return (outcome, rule, identity, naming, house) of rows beside a register, found by the keys."""
    people_table(connection, "listed", rows)
    people_table(connection, "register", known)
    model = scoring.shipped().for_size(size)
    engine.score(connection, left="listed", right="register", pairs=None, model=model)
    engine.decide(connection, model=model)
    return connection.execute(
        "SELECT outcome, rule, identity, naming, house FROM decided LEFT JOIN scored USING (left_id, right_id) ORDER BY left_id"
    ).fetchall()


def compared(connection, row: dict, known: dict) -> tuple[str, str, str, float]:
    """Return (identity, naming, house, weight) of two records, found by a key or not."""
    people_table(connection, "listed", [row])
    people_table(connection, "register", [known])
    connection.execute("CREATE OR REPLACE TABLE pair AS SELECT 1 AS left_id, 1 AS right_id")
    model = scoring.shipped().for_size(300_000)
    engine.score(connection, left="listed", right="register", pairs="pair", model=model)
    return connection.execute("SELECT identity, naming, house, weight FROM scored").fetchall()[0]


def found(connection, rows: list[dict], known: list[dict]) -> list[tuple[int, int]]:
    """Return the pairs (row, record) that the keys bring together."""
    people_table(connection, "listed", rows)
    people_table(connection, "register", known)
    keys.keys(connection, "listed", out="left_keys")
    keys.keys(connection, "register", out="right_keys")
    keys.pairs(connection, left="left_keys", right="right_keys")
    return connection.execute("SELECT left_id, right_id FROM pairs ORDER BY ALL").fetchall()


ELSEWHERE = {"kelurahan": "21.72.01.1004"}


@pytest.mark.parametrize(
    ("row", "is_found"),
    [
        (NOTHING | ELSEWHERE, True),
        ({"nik": None, "phone": None, "birth_on": dt.date(1991, 8, 9)} | ELSEWHERE, True),
        ({"nik": None, "phone": None, "birth_on": dt.date(1993, 8, 9)} | ELSEWHERE, False),
        ({"nik": "2171034405970009", "phone": None, "birth_on": None} | ELSEWHERE, True),
        (NOTHING | {"kelurahan": "31.71.01.1001"}, False),
        (NOTHING | {"name": "SI AMINAH"}, True),
    ],
    ids=["no date", "a year off", "three years off", "another's NIK, no date", "another kabupaten", "first word cut"],
)
def test_who_lacks_a_number_or_a_date_is_looked_up_over_the_years(connection, row: dict, is_found: bool) -> None:
    assert bool(found(connection, [SITI | row], [SITI])) is is_found


def test_a_register_without_places_is_found_by_where_its_numbers_were_given_out(connection) -> None:
    known = SITI | {"kelurahan": None, "phone": None}

    assert found(connection, [SITI | NOTHING | {"kelurahan": "21.71.03.1001"}], [known]) == [(1, 1)]


def test_a_name_that_too_many_have_is_not_looked_up_over_all_years_and_holds_nobody_up(connection) -> None:
    span = next(key.span for key in keys.KEYS if key.span)
    many = [SITI | {"birth_on": dt.date(1950 + year, 1, 2), "nik": None} | ELSEWHERE for year in range(span + 1)]

    assert len(found(connection, [SITI | NOTHING], many[:span])) == span
    assert decided(connection, [SITI | NOTHING], many) == [("new", "nobody", None, None, None)]


@pytest.mark.parametrize(
    ("row", "known", "house"),
    [
        ({}, {"kelurahan_code": None}, "kecamatan_only"),
        ({}, {"kelurahan_code": None, "kecamatan_code": None}, "kabupaten_only_birth"),
        ({"birth_place": None}, {"kelurahan_code": None, "kecamatan_code": None}, "kabupaten_only"),
        ({"kelurahan": None}, {}, "birthplace_only"),
        ({"kelurahan": None, "birth_place": "MEDAN"}, {}, "nowhere"),
        ({"kelurahan": "21.71.01.1001", "birth_place": "MEDAN"}, {}, "origin"),
        ({"kelurahan": "31.71.01.1001", "birth_place": "MEDAN"}, {}, "other"),
    ],
)
def test_a_place_that_is_not_known_is_not_another_place(connection, row: dict, known: dict, house: str) -> None:
    bare = SITI | {"nik": None, "phone": None}
    weight = {"other": compared(connection, bare | {"kelurahan": "31.71.01.1001", "birth_place": "MEDAN"}, SITI)[3]}

    said = compared(connection, bare | row, SITI | {"phone": None} | known)

    assert said[2] == house
    assert said[3] > weight["other"] or house == "other"


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("217103440590001", "slip_alone"),
        ("2171034450900001", "slip_alone"),
        ("2171034405910001", "near_alone"),
        ("2171031208150044", "other_card"),
        ("2171031208750044", "other_alone"),
    ],
    ids=["a digit lost", "two exchanged", "one wrong", "a family card", "somebody else's"],
)
def test_a_number_beside_no_birth_date(connection, typed: str, identity: str) -> None:
    row = SITI | {"nik": typed if len(typed) == 16 else None, "nik_digits": typed, "birth_on": None}
    people_table(connection, "listed", [SITI])
    connection.execute("ALTER TABLE listed ADD COLUMN nik_digits VARCHAR")
    connection.execute("UPDATE listed SET nik = ?, nik_digits = ?, birth_on = NULL", [row["nik"], typed])
    people_table(connection, "register", [SITI])
    connection.execute("CREATE OR REPLACE TABLE pair AS SELECT 1 AS left_id, 1 AS right_id")

    engine.score(connection, left="listed", right="register", pairs="pair", model=scoring.shipped().for_size(300_000))

    assert connection.execute("SELECT identity FROM scored").fetchall() == [(identity,)]


@pytest.mark.parametrize(
    ("one", "other", "naming"),
    [
        ("TOGAR HTB", "TOGAR HUTABARAT", "initial"),
        ("TOGAR HUTA", "TOGAR HUTABARAT", "initial"),
        ("ROTUA TOBING", "ROTUA LUMBANTOBING", "initial"),
        ("SITI ANI", "SITI ANDRIANI", "first"),
        ("RINA SUSANTI", "RINI SUSANTI", "ending"),
        ("RINI SUSANTI", "RINI SUSANTO", "ending"),
        ("BUDI SUSANTO", "BUDI SUSANTU", "typo"),
        ("SITI AMINAH", "SITI AMINAI", "ending"),
        ("SITI AMINAR", "SITI AMINAK", "typo"),
    ],
)
def test_words_cut_short_and_endings(connection, one: str, other: str, naming: str) -> None:
    assert compared(connection, BUDI | {"name": one}, BUDI | {"name": other})[1] == naming
    assert compared(connection, BUDI | {"name": other}, BUDI | {"name": one})[1] == naming


def test_rina_without_a_number_is_not_taken_for_rini(connection) -> None:
    [said] = decided(connection, [RINI | {"nik": None, "name": "RINA SUSANTI"}], [RINI])

    assert said[:2] == ("review", "twins")


def test_twins_of_one_clan_go_to_a_person_though_they_share_mother_and_telephone(connection) -> None:
    twin = RINI | {"nik": None, "name": "TIUR SUSANTI", "mother_name": "MARLINA"}

    [said] = decided(connection, [twin], [RINI | {"mother_name": "MARLINA"}])

    assert said[0] == "review"


def test_a_rare_name_at_home_links_where_nobody_near_has_it_and_goes_to_a_person_where_somebody_has(connection) -> None:
    row = SITI | NOTHING | RARE
    namesake = SITI | RARE | ELSEWHERE | {"nik": "2171010101700001", "birth_on": dt.date(1970, 1, 1), "phone": None}

    assert decided(connection, [row], [SITI | RARE])[0][:3] == ("linked", "weight", "unknown")
    assert decided(connection, [row], [SITI | RARE, namesake])[0][:3] == ("review", "near", "unknown")


def test_levels_of_an_earlier_model_still_have_their_words() -> None:
    model = scoring.shipped()

    assert people.shipped_frequencies().exists()
    assert all(model.comparison("house").level(level).words.id for level in ("home", "kabupaten", "other"))
    assert model.thresholds.guard > 0
