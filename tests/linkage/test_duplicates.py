"""Rows of one person among rows, and what keeps rows apart."""

from __future__ import annotations

from payung.linkage import duplicates, people, scoring
from tests.linkage.records import BUDI, RINA, RINI, SITI, people_table


def found(connection, rows: list[dict]) -> tuple[list, dict]:
    people_table(connection, "listed", rows)
    people.frequencies(connection, "listed")
    duplicates.duplicates(connection, listed="listed", model=scoring.shipped(), frequencies="frequencies")
    pairs = connection.execute("SELECT left_id, right_id, outcome, rule FROM duplicates ORDER BY ALL").fetchall()
    return pairs, dict(connection.execute("FROM duplicates_clusters").fetchall())


def test_a_row_sent_twice_is_one_person(connection) -> None:
    pairs, clusters = found(connection, [SITI, BUDI, SITI | {"phone": None}])

    assert pairs == [(1, 3, "linked", "nik_name")]
    assert clusters == {1: 1, 3: 1}


def test_one_nik_under_two_names_is_put_to_a_person(connection) -> None:
    pairs, clusters = found(connection, [SITI, BUDI | {"nik": SITI["nik"]}])

    assert pairs == [(1, 2, "review", "nik_other_person")]
    assert clusters == {}


def test_twins_are_two_people(connection) -> None:
    _, clusters = found(connection, [RINI, RINA])

    assert clusters == {}


def test_clusters_take_the_smallest_record_as_their_name() -> None:
    edges = [(3, 9, 30.0), (1, 3, 20.0)]

    assert duplicates.clusters(edges, sure=10) == {1: 1, 3: 1, 9: 1}


def test_a_weak_edge_does_not_merge_two_families_of_records() -> None:
    edges = [(1, 2, 30.0), (3, 4, 30.0), (2, 3, 9.0)]

    assert duplicates.clusters(edges, sure=10) == {1: 1, 2: 1, 3: 3, 4: 3}


def test_a_weak_edge_joins_where_all_pairs_speak_for_it() -> None:
    edges = [(1, 2, 30.0), (2, 3, 9.0), (1, 3, 8.0)]

    assert duplicates.clusters(edges, sure=10) == {1: 1, 2: 1, 3: 1}


def test_a_guard_keeps_two_clusters_apart() -> None:
    edges = [(1, 2, 30.0), (2, 3, 25.0)]

    assert duplicates.clusters(edges, sure=10, forbidden=[(1, 3)]) == {1: 1, 2: 1}
