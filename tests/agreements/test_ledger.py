"""The ledger never lets more be reserved and spent than there is, and books each movement once."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.access.viewer import Viewer
from payung.agreements import ledger
from payung.agreements.models import BudgetEntry, BudgetLine, Programme
from tests.people import NOON, viewer

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def tono() -> Viewer:
    return viewer("tono", role="treasurer")


def a_line(by: Viewer, *, amount: int = 1_000) -> BudgetLine:
    """A budget line of the viewer's office with so many rupiah."""
    owner = {"using": "owner"}
    programme, _ = Programme.objects.using("owner").get_or_create(
        office_id=by.office_id, code="rentan", defaults={"name": "Pekerja rentan", "kind": "vulnerable"}
    )
    line = BudgetLine(
        office_id=by.office_id, programme=programme, fiscal_year=2026, source="apbd", account="5.1.02", amount=amount
    )
    line.save(**owner)
    return line


def test_no_more_is_reserved_than_is_left(tono: Viewer) -> None:
    line = a_line(tono)
    ledger.reserve(line_id=line.pk, amount=700, about="decree:1", by=tono, at=NOON)

    with pytest.raises(ledger.BudgetExceeded) as refused:
        ledger.reserve(line_id=line.pk, amount=301, about="decree:2", by=tono, at=NOON)

    assert refused.value.left == 300


def test_the_same_movement_is_booked_once(tono: Viewer) -> None:
    line = a_line(tono)
    first = ledger.reserve(line_id=line.pk, amount=700, about="decree:1", by=tono, at=NOON)

    again = ledger.reserve(line_id=line.pk, amount=700, about="decree:1", by=tono, at=NOON)

    line.refresh_from_db(using="owner")
    assert (again.pk, line.reserved) == (first.pk, 700)


def test_the_same_movement_with_another_amount_is_refused(tono: Viewer) -> None:
    line = a_line(tono)
    ledger.reserve(line_id=line.pk, amount=700, about="decree:1", by=tono, at=NOON)

    with pytest.raises(ledger.AlreadyBooked):
        ledger.reserve(line_id=line.pk, amount=100, about="decree:1", by=tono, at=NOON)


def test_only_reserved_money_is_spent(tono: Viewer) -> None:
    line = a_line(tono)
    ledger.reserve(line_id=line.pk, amount=400, about="decree:1", by=tono, at=NOON)

    with pytest.raises(ledger.NotReserved):
        ledger.spend(line_id=line.pk, amount=401, about="bill:1", by=tono, at=NOON)


def test_what_was_given_back_in_part_is_released_once(tono: Viewer) -> None:
    line = a_line(tono)
    ledger.reserve(line_id=line.pk, amount=400, about="decree:1", by=tono, at=NOON)
    ledger.lower(line_id=line.pk, amount=150, about="decree:1", by=tono, at=NOON)

    ledger.release(line_id=line.pk, about="decree:1", by=tono, at=NOON)
    again = ledger.release(line_id=line.pk, about="decree:1", by=tono, at=NOON)

    line.refresh_from_db(using="owner")
    assert (again, line.reserved, line.left) == (None, 0, 1_000)


def test_a_line_of_another_office_is_refused(tono: Viewer) -> None:
    line = a_line(tono)
    stranger = viewer("rudi", role="treasurer", office="Disnaker Kota Medan")

    with pytest.raises(ledger.OtherOffice):
        ledger.reserve(line_id=line.pk, amount=1, about="decree:1", by=stranger, at=NOON)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "release", "lower", "spend", "refund"]),
        st.integers(min_value=1, max_value=700),
        st.integers(min_value=1, max_value=4),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_the_sums_follow_from_the_entries_whatever_is_booked(tono: Viewer, moves: list[tuple[str, int, int]]) -> None:
    BudgetEntry.objects.using("owner").all().delete()
    BudgetLine.objects.using("owner").all().delete()
    line = a_line(tono)

    for move, amount, what in moves:
        words = {"line_id": line.pk, "about": f"matter:{what}", "by": tono, "at": NOON}
        if move != "release":
            words["amount"] = amount
        with contextlib.suppress(ledger.BudgetExceeded, ledger.NotReserved, ledger.NotSpent, ledger.AlreadyBooked):
            getattr(ledger, move)(**words)

    line.refresh_from_db(using="owner")
    booked = dict.fromkeys(("reserved", "released", "spent", "refunded"), 0)
    for entry in BudgetEntry.objects.using("owner").filter(line=line):
        booked[entry.kind] += entry.amount
    assert line.reserved == booked["reserved"] - booked["released"] - booked["spent"]
    assert line.spent == booked["spent"] - booked["refunded"]
    assert line.reserved + line.spent <= line.amount
