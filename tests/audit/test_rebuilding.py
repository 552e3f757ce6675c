"""Most of a table at once: checked at the end instead of row by row, and not a key or an index is lost by it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connections, transaction

from payung.audit import rebuilding
from payung.audit.rebuilding import rebuilt
from payung.enrolment import seats
from payung.enrolment.models import Decree, Enrolment
from tests.contributions import city as cities
from tests.contributions.city import Programmed

pytestmark = pytest.mark.usefixtures("database")
SEATS = "enrolment_enrolment"


@pytest.fixture
def decree(monkeypatch: pytest.MonkeyPatch) -> Decree:
    """A decree of three people who have no seats yet; from the first row on, the table is taken apart."""
    monkeypatch.setattr(rebuilding, "FEW", 0)
    monkeypatch.setattr(rebuilding, "PATIENCE", "50ms")
    monkeypatch.setattr(cities, "FILL", cities.FILL[:-1])
    Programmed().seats(3)
    return Decree.objects.using("owner").get()


def shape() -> set[str]:
    """Return what keeps the seats in order: constraints and indexes, word for word."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass"
            " UNION ALL SELECT indexdef FROM pg_indexes WHERE tablename = %s",
            [SEATS, SEATS],
        )
        return {told for (told,) in cursor.fetchall()}


def run(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_what_was_taken_apart_stands_again_word_for_word(decree: Decree) -> None:
    before = shape()

    with transaction.atomic(using="owner"):
        with rebuilt(SEATS, rows=3):
            meanwhile = shape()
        given = seats.give(decree)

    assert any("no_overlapping_seat" in told for told in before - meanwhile)
    assert (given, shape()) == (3, before)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("person_id = (SELECT min(person_id) FROM enrolment_enrolment)", "no_overlapping_seat"),
        ("decree_row_id = (SELECT min(decree_row_id) FROM enrolment_enrolment)", "decree_row_id"),
        ("candidate_id = candidate_id + 1000", "candidate_id"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_by_its_name(decree: Decree, change: str, broken: str) -> None:
    before = shape()
    with transaction.atomic(using="owner"):
        seats.give(decree)

    with pytest.raises(IntegrityError, match=broken), transaction.atomic(using="owner"), rebuilt(SEATS, rows=3):
        run(f"UPDATE enrolment_enrolment SET {change}")

    assert shape() == before
    assert Enrolment.objects.using("owner").values("person_id").distinct().count() == 3


def test_keys_stay_where_no_column_of_them_is_written(decree: Decree) -> None:
    with transaction.atomic(using="owner"), rebuilt(SEATS, rows=3, keys=False):
        meanwhile = shape()

    assert sum("FOREIGN KEY" in told for told in meanwhile) == 3
    assert not any("no_overlapping_seat" in told for told in meanwhile)


def test_where_somebody_reads_the_table_stays_whole(decree: Decree) -> None:
    before = shape()
    with transaction.atomic(using="default"):
        assert not Enrolment.objects.exists()
        with transaction.atomic(using="owner"), rebuilt(SEATS, rows=3):
            assert shape() == before
    with transaction.atomic(using="owner"), rebuilt(SEATS, rows=0):
        assert shape() == before


def test_a_table_beside_keeps_its_key_and_is_read_meanwhile(decree: Decree) -> None:
    with transaction.atomic(using="owner"), rebuilt(SEATS, rows=3, beside=("agreements_programme",)):
        meanwhile = shape()
        with transaction.atomic(using="default"), connections["default"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'; SELECT count(*) FROM agreements_programme")

    assert [told.partition(" FOREIGN KEY ")[2] for told in meanwhile if "FOREIGN KEY" in told] == [
        "(programme_id) REFERENCES agreements_programme(id) DEFERRABLE INITIALLY DEFERRED"
    ]
