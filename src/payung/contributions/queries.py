"""Which bills stand, what was received for them, whose list has changed since, and which are overdue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import NotAllowed, Viewer
from payung.contributions import seats
from payung.contributions.balances import BALANCES

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class BillShown:
    """One bill with its balance in whole rupiah; `end_month` exclusive.

    `difference` is received less owed. `ended` lines lost their seat and `added` members' months are missing since it was
    made: a standing bill that is not paid is `stale` then, and must be voided and made anew.
    """

    bill_id: int
    programme: str
    fiscal_year: int
    account: str
    first_month: dt.date
    end_month: dt.date
    heads: int
    person_months: int
    jkk: int
    jkm: int
    jht: int
    amount: int
    state: str
    kode_iuran: str | None
    due_on: dt.date
    weakest: str
    made_by: str
    content_sha256: str
    void_reason: str
    owed: int
    received: int
    payments: int
    ended: int = 0
    added: int = 0

    @property
    def difference(self) -> int:
        """Received less owed: above 0 an excess, below 0 what is still to be paid."""
        return self.received - self.owed

    @property
    def is_stale(self) -> bool:
        """Whether the list changed although the bill stands unpaid."""
        return self.state in ("draft", "issued") and bool(self.ended or self.added)


@dataclass(frozen=True, slots=True)
class PaymentShown:
    """One SP2D as it was entered."""

    bill_id: int
    kode_iuran: str
    sp2d_number: str
    paid_on: dt.date
    heads: int
    amount: int
    receipt_number: str
    state: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """Money that moved after a payment: `kind` refund, carry (to `to_bill`, or `is_incoming` from `bill_id`) or months."""

    bill_id: int
    kind: str
    to_bill: int | None
    amount: int
    person_months: int
    document: str
    moved_on: dt.date
    entered_by: str
    is_incoming: bool


@dataclass(frozen=True, slots=True)
class PriceShown:
    """One price inside a bill, whole rupiah of one person and month, with the articles behind it."""

    month: dt.date
    relief: str
    people: int
    jkk: int
    jkm: int
    jht: int
    weakest: str
    cited: str


@dataclass(frozen=True, slots=True)
class ReconciliationShown:
    """What Disnaker and the branch agreed for a period; differences are ours less theirs."""

    programme: str
    first_month: dt.date
    end_month: dt.date
    our_person_months: int
    our_amount: int
    their_person_months: int
    their_amount: int
    explanation: str
    made_at: dt.datetime
    made_by: str


def whole_office(viewer: Viewer) -> None:
    """Refuse who may not see money, and accounts bound to some senders: a bill's sum tells of everybody's lists.

    :raises NotAllowed: without the right to see money of the whole office.
    """
    viewer.must("see_money")
    if viewer.senders:
        raise NotAllowed("see_money")


def programme_named(code: str, *, seen_by: Viewer) -> int | None:
    """Return the id of an office's programme by its code, None where there is none."""
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute("SELECT id FROM agreements_programme WHERE code = %s", [code])
        found = cursor.fetchone()
    return found[0] if found else None


def bills(
    *,
    seen_by: Viewer,
    programme_id: int | None = None,
    states: tuple[str, ...] = (),
    bill_id: int | None = None,
    with_changes: bool = True,
) -> list[BillShown]:
    """Return the office's bills, oldest months first, standing ones with what changed since they were made.

    :param with_changes: look for what changed, line by line: a second of work for a bill of a whole city.
    :raises NotAllowed: as `whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            f"""
            SELECT b.id, p.code, n.fiscal_year, n.account, b.first_month, b.end_month, b.heads, b.person_months, b.jkk, b.jkm, b.jht,
                   b.amount, b.state, b.kode_iuran, b.due_on, b.weakest, a.name, b.content_sha256, b.void_reason, x.owed, x.received, x.payments
            FROM contributions_bill b JOIN ({BALANCES}) x ON x.bill_id = b.id
            JOIN agreements_programme p ON p.id = b.programme_id JOIN agreements_budget_line n ON n.id = b.budget_line_id
            JOIN access_account a ON a.id = b.made_by_id
            WHERE (%(programme)s::bigint IS NULL OR b.programme_id = %(programme)s) AND (%(bill)s::bigint IS NULL OR b.id = %(bill)s)
              AND (cardinality(%(states)s::text[]) = 0 OR b.state = ANY (%(states)s))
            ORDER BY b.first_month, b.id
            """,
            {"programme": programme_id, "bill": bill_id, "states": list(states)},
        )
        rows = cursor.fetchall()
        standing = [row[0] for row in rows if row[12] != "void"] if with_changes else []
        cursor.execute(seats.SETS_ONLY)
        cursor.execute(seats.CHANGES, {"bills": standing})
        changed = {bill: (ended, added) for bill, ended, added in cursor.fetchall()}
    return [BillShown(*row, *changed.get(row[0], (0, 0))) for row in rows]


def overdue(*, on: dt.date, seen_by: Viewer) -> list[BillShown]:
    """Return the standing bills whose due day has passed unpaid.

    :raises NotAllowed: as `whole_office`.
    """
    standing = bills(seen_by=seen_by, states=("draft", "issued"), with_changes=False)
    return [bill for bill in standing if bill.due_on < on]


def payments(*, seen_by: Viewer, bill_id: int | None = None) -> list[PaymentShown]:
    """Return what was paid, newest day first.

    :raises NotAllowed: as `whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT p.bill_id, p.kode_iuran, p.sp2d_number, p.paid_on, p.heads, p.amount, p.receipt_number, p.state, a.name
            FROM contributions_payment p JOIN access_account a ON a.id = p.entered_by_id
            WHERE %(bill)s::bigint IS NULL OR p.bill_id = %(bill)s ORDER BY p.paid_on DESC, p.id DESC
            """,
            {"bill": bill_id},
        )
        return [PaymentShown(*row) for row in cursor.fetchall()]


def months_of(bill_id: int, *, seen_by: Viewer) -> list[tuple[dt.date, int, int]]:
    """Return the months of a bill with the people and the rupiah of each, as they were priced.

    :raises NotAllowed: as `whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT month, sum(people)::int, sum(people * (jkk + jkm + jht))::bigint
            FROM contributions_bill_price WHERE bill_id = %s GROUP BY month ORDER BY month
            """,
            [bill_id],
        )
        return cursor.fetchall()


def decrees_of(bill_id: int, *, seen_by: Viewer) -> list[str]:
    """Return the numbers of the decrees that gave the seats of a bill, oldest first.

    :raises NotAllowed: as `whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT d.number FROM enrolment_decree d WHERE d.number IS NOT NULL AND d.id IN (
                SELECT r.decree_id FROM contributions_bill_line l JOIN enrolment_enrolment e ON e.id = l.enrolment_id
                JOIN enrolment_decree_row r ON r.id = e.decree_row_id WHERE l.bill_id = %s)
            ORDER BY d.decided_on, d.id
            """,
            [bill_id],
        )
        return [number for (number,) in cursor.fetchall()]


def corrections_of(bill_id: int, *, seen_by: Viewer) -> list[CorrectionShown]:
    """Return the money of a bill that moved after it was paid in, and what came over from other bills, oldest first.

    :raises NotAllowed: as `whole_office`.
    """
    return _shown(
        CorrectionShown,
        """
        SELECT c.bill_id, c.kind, c.to_bill_id, c.amount, c.person_months, c.document, c.moved_on, a.name, c.bill_id <> %(bill)s
        FROM contributions_correction c JOIN access_account a ON a.id = c.entered_by_id
        WHERE c.bill_id = %(bill)s OR c.to_bill_id = %(bill)s ORDER BY c.moved_on, c.id
        """,
        {"bill": bill_id},
        seen_by,
    )


def prices_of(bill_id: int, *, seen_by: Viewer) -> list[PriceShown]:
    """Return the prices inside a bill by month, each with how many people it was asked for.

    :raises NotAllowed: as `whole_office`.
    """
    return _shown(
        PriceShown,
        """
        SELECT month, relief, sum(people)::int, jkk, jkm, jht, weakest, cited FROM contributions_bill_price
        WHERE bill_id = %(bill)s GROUP BY month, relief, jkk, jkm, jht, weakest, cited ORDER BY month, relief
        """,
        {"bill": bill_id},
        seen_by,
    )


def reconciliations(*, seen_by: Viewer) -> list[ReconciliationShown]:
    """Return the periods that were reconciled with the branch, newest first.

    :raises NotAllowed: as `whole_office`.
    """
    return _shown(
        ReconciliationShown,
        """
        SELECT p.code, r.first_month, r.end_month, r.our_person_months, r.our_amount, r.their_person_months, r.their_amount,
               r.explanation, r.made_at, a.name
        FROM contributions_reconciliation r JOIN agreements_programme p ON p.id = r.programme_id
        JOIN access_account a ON a.id = r.made_by_id ORDER BY r.first_month DESC, p.code
        """,
        {},
        seen_by,
    )


def _shown(kind: type[Shown], statement: str, said: dict[str, object], seen_by: Viewer) -> list[Shown]:
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(statement, said)
        return [kind(*row) for row in cursor.fetchall()]
