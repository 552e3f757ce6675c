"""The months of one person that were billed and paid, as far as the viewer may see. Who asks records the look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """One billed month. `sp2d` names the transfers of its bill, the newest day last; whole rupiah."""

    month: dt.date
    programme: str
    bill_id: int
    bill_state: str
    kode_iuran: str | None
    amount: int
    is_paid: bool
    sp2d: str | None
    paid_on: dt.date | None
    receipt: str | None


def months(person_ids: Sequence[int], *, seen_by: Viewer) -> list[MonthSeen]:
    """Return the standing bills' months of a person, oldest first; bound accounts see what their senders' lists gave.

    :raises NotAllowed: if the viewer may not see money.
    """
    seen_by.must("see_money")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT l.month, p.name, b.id, b.state, b.kode_iuran, l.jkk + l.jkm + l.jht, l.is_paid, t.sp2d, t.paid_on, t.receipt
            FROM contributions_bill_line l JOIN contributions_bill b ON b.id = l.bill_id
            JOIN agreements_programme p ON p.id = b.programme_id
            LEFT JOIN LATERAL (
                SELECT string_agg(sp2d_number, ', ' ORDER BY paid_on, id) AS sp2d, max(paid_on) AS paid_on,
                       string_agg(nullif(receipt_number, ''), ', ' ORDER BY paid_on, id) AS receipt
                FROM contributions_payment WHERE bill_id = b.id) t ON true
            WHERE l.person_id = ANY (%s) AND NOT l.is_void ORDER BY l.month, l.id LIMIT 600
            """,
            [list(person_ids)],
        )
        return [MonthSeen(*row) for row in cursor.fetchall()]
