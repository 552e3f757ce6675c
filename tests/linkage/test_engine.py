"""What becomes of rows of named people against a register of named people."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from payung.linkage import engine, scoring
from tests.linkage.records import BUDI, RINA, RINI, SITI, people_table


def outcome(connection: duckdb.DuckDBPyConnection, row: dict, register: list[dict]) -> tuple:
    people_table(connection, "listed", [row])
    people_table(connection, "register", register)
    model = scoring.shipped().for_size(300_000)
    engine.score(connection, left="listed", right="register", pairs=None, model=model)
    engine.decide(connection, model=model)
    return connection.execute("SELECT outcome, rule, right_id FROM decided").fetchall()[0]


def test_the_same_nik_and_name_link_with_that_reason(connection) -> None:
    assert outcome(connection, SITI, [BUDI, SITI]) == ("linked", "nik_name", 2)


def test_a_row_without_nik_links_by_everything_else(connection) -> None:
    assert outcome(connection, SITI | {"nik": None}, [BUDI, SITI]) == ("linked", "weight", 2)


def test_a_missing_nik_alone_never_links_a_namesake_born_elsewhere_and_when(connection) -> None:
    stranger = SITI | {"nik": None, "birth_on": dt.date(1971, 8, 9), "phone": None, "kelurahan": "21.72.01.1001"}

    assert outcome(connection, stranger, [BUDI, SITI])[0] == "new"


def test_a_nik_of_another_person_goes_to_a_person(connection) -> None:
    assert outcome(connection, BUDI | {"nik": SITI["nik"]}, [SITI])[:2] == ("review", "nik_other_person")


def test_her_husbands_name_behind_the_same_nik_and_birth_date_is_no_other_person(connection) -> None:
    married = SITI | {"name": "SITI SANTOSO"}

    assert outcome(connection, married, [BUDI, SITI]) == ("linked", "nik_birth_part", 2)


def test_the_nik_of_a_father_whose_name_stands_in_the_childs_goes_to_a_person(connection) -> None:
    child = BUDI | {"name": "RINA BUDI SANTOSO", "sex": "P", "birth_on": dt.date(2006, 7, 9)}

    assert outcome(connection, child, [SITI, BUDI])[:2] == ("review", "nik_other_person")


def test_a_namesake_with_the_next_nik_of_the_kecamatan_goes_to_a_person(connection) -> None:
    namesake = SITI | {"nik": "2171034405900002", "phone": "6281299999999", "kelurahan": "21.72.03.1004"}

    assert outcome(connection, namesake, [SITI])[0] == "review"


def test_a_slip_in_the_region_of_the_nik_is_no_twin_where_all_else_agrees(connection) -> None:
    slipped = SITI | {"nik": "2771034405900001", "name": "SITI AMINHA"}

    assert outcome(connection, slipped, [BUDI, SITI])[0] == "linked"


def test_a_twin_is_never_linked_by_itself(connection) -> None:
    assert outcome(connection, RINA, [RINI])[0] in ("review", "new")


def test_a_twin_links_to_herself_where_both_are_known(connection) -> None:
    assert outcome(connection, RINA, [RINI, RINA]) == ("linked", "nik_name", 2)


def test_two_memberships_of_one_person_are_not_two_people(connection) -> None:
    assert outcome(connection, SITI, [SITI, BUDI, SITI]) == ("linked", "nik_name", 1)


@pytest.mark.parametrize(
    ("known_to_extract", "taken"),
    [
        (SITI | {"name": "SITI AMINNAH"}, 2),
        # The extract's record is not certain by itself: the likest one is taken.
        (RINI, 1),
    ],
)
def test_of_certain_records_of_one_person_the_best_source_is_taken(connection, known_to_extract: dict, taken) -> None:
    people_table(connection, "listed", [SITI])
    people_table(connection, "register", [SITI, known_to_extract])
    connection.execute("CREATE TABLE ranks AS SELECT * FROM (VALUES (1, 40), (2, 10)) AS r(record_id, rank)")
    model = scoring.shipped().for_size(300_000)
    engine.score(connection, left="listed", right="register", pairs=None, model=model)

    engine.decide(connection, model=model, ranks="ranks")

    assert connection.execute("SELECT outcome, right_id FROM decided").fetchall() == [("linked", taken)]


def test_somebody_unknown_is_a_new_person(connection) -> None:
    assert outcome(connection, RINI, [SITI, BUDI]) == ("new", "nobody", None)


@pytest.mark.parametrize(
    "missing", ["nik", "birth_on", "phone", "kelurahan_code", "sex", "birth_place", "name_skeleton"]
)
def test_a_list_without_a_column_is_still_matched(connection, missing: str) -> None:
    people_table(connection, "listed", [SITI, RINI])
    people_table(connection, "register", [BUDI, SITI, RINI])
    connection.execute(f"ALTER TABLE listed DROP COLUMN {missing}")
    model = scoring.shipped().for_size(300_000)

    engine.score(connection, left="listed", right="register", pairs=None, model=model)
    engine.decide(connection, model=model)

    assert connection.execute("SELECT outcome, right_id FROM decided").fetchall() == [("linked", 2), ("linked", 3)]


def test_an_explanation_adds_up_to_the_weight(connection) -> None:
    outcome(connection, SITI | {"phone": None}, [SITI, BUDI])
    model = scoring.shipped().for_size(300_000)

    lines = engine.explain(connection, left_id=1, right_id=1, model=model)
    weight = connection.execute("SELECT weight FROM scored WHERE right_id = 1").fetchall()[0][0]

    assert sum(line.bits for line in lines) == pytest.approx(weight, abs=1e-6)
    assert [line.about for line in lines] == ["identity", "naming", "mother", "house", "kin", "prior"]
    assert lines[0].found.say("id") == "NIK dan tanggal lahir sama"


def test_a_pair_that_was_not_scored_has_no_explanation(connection) -> None:
    outcome(connection, SITI, [SITI])

    with pytest.raises(LookupError):
        engine.explain(connection, left_id=7, right_id=7, model=scoring.shipped())
