"""What a bill owes and what was received for it: one SQL relation, used wherever money is compared."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections

# owed: the bill less months given back, nothing where it is void; received: payments less what moved on, with what came over.
BALANCES = """
SELECT b.id AS bill_id,
       CASE WHEN b.state = 'void' THEN 0 ELSE b.amount END - coalesce(c.months, 0) AS owed,
       coalesce(p.paid, 0) - coalesce(c.moved, 0) + coalesce(i.came, 0) AS received,
       coalesce(p.payments, 0) AS payments
FROM contributions_bill b
LEFT JOIN (SELECT bill_id, sum(amount)::bigint AS paid, count(*) AS payments FROM contributions_payment GROUP BY bill_id) p ON p.bill_id = b.id
LEFT JOIN (SELECT bill_id, sum(amount)::bigint AS moved, (sum(amount) FILTER (WHERE kind = 'months'))::bigint AS months
           FROM contributions_correction GROUP BY bill_id) c ON c.bill_id = b.id
LEFT JOIN (SELECT to_bill_id, sum(amount)::bigint AS came FROM contributions_correction WHERE kind = 'carry' GROUP BY to_bill_id) i
    ON i.to_bill_id = b.id
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """Whole rupiah of one bill; `difference` above 0 is an excess, below 0 a shortage (of an unpaid bill: all that is owed)."""

    owed: int
    received: int

    @property
    def difference(self) -> int:
        """Received less owed."""
        return self.received - self.owed


def balance(bill_id: int) -> Balance:
    """Return the balance of a bill, as the caller's transaction on the owner's connection sees it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT owed, received FROM ({BALANCES}) x WHERE bill_id = %s", [bill_id])
        return Balance(*cursor.fetchone())
