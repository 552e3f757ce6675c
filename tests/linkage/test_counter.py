"""One person at a counter gets the weights that a list would get."""

from __future__ import annotations

import pytest

from payung.linkage import engine, scoring
from payung.linkage.counter import Counter
from tests.linkage.records import BUDI, SITI, people_table, person

MODEL = scoring.shipped().for_size(300_000)


def test_a_counter_weighs_as_a_list_does(connection) -> None:
    people_table(connection, "listed", [SITI | {"phone": None}])
    people_table(connection, "register", [BUDI, SITI])
    connection.execute("CREATE TABLE all_pairs AS SELECT 1 AS left_id, unnest([1, 2]) AS right_id")
    engine.score(connection, left="listed", right="register", pairs="all_pairs", model=MODEL)
    by_list = dict(connection.execute("SELECT right_id, weight FROM scored").fetchall())

    register = [person(**record) | {"record_id": number} for number, record in enumerate((BUDI, SITI), start=1)]
    found = Counter(connection, model=MODEL).score(person(**SITI | {"phone": None}), register)

    assert {candidate.record_id: candidate.weight for candidate in found} == by_list
    assert found[0].record_id == 2


def test_a_counter_explains_every_candidate(connection) -> None:
    found = Counter(connection, model=MODEL).score(person(**SITI), [person(**SITI) | {"record_id": 5}])

    assert sum(line.bits for line in found[0].evidence) == pytest.approx(found[0].weight, abs=1e-6)


def test_a_counter_serves_one_after_another(connection) -> None:
    counter = Counter(connection, model=MODEL)
    counter.score(person(**SITI), [person(**SITI) | {"record_id": 5}])

    assert [one.record_id for one in counter.score(person(**BUDI), [person(**BUDI) | {"record_id": 6}])] == [6]


def test_nobody_to_compare_with_is_nobody_found(connection) -> None:
    assert Counter(connection, model=MODEL).score(person(**SITI), []) == []
