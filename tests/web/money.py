"""Bills of a small city as pages of money show them: made, issued, settled, and what a browser sends about them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.http import HttpResponse
from django.test import Client

from payung.contributions import actions
from payung.flows import bill_months, settle_a_payment
from payung.flows.settle_a_payment import Paid
from tests.contributions.city import FEB, JAN, Programmed, month, paying
from tests.exchanges.sending import asked
from tests.people import NOON
from tests.web.browser import work_off
from tests.web.visitor import text

MONTHLY = 16_800
APRIL = month(4)
MAY = dt.datetime(2026, 5, 20, 3, 0, tzinfo=dt.UTC)
PICTURES = Path("money")


def made(city: Programmed, first: dt.date = JAN, end: dt.date = APRIL) -> int:
    [bill] = bill_months.run(bill_months.Order("rentan", first, end, really=True), by=city.rini, at=NOON).bills
    return bill.bill_id


def issued(city: Programmed, first: dt.date = JAN, end: dt.date = APRIL) -> int:
    bill_id = made(city, first, end)
    actions.issue(bill_id=bill_id, kode_iuran=f"63230904{bill_id:04d}", **paying(city.rini))
    return bill_id


def settled(city: Programmed, first: dt.date = JAN, end: dt.date = APRIL) -> int:
    bill_id = issued(city, first, end)
    [(heads, amount)] = asked("SELECT heads, amount FROM contributions_bill WHERE id = %s", bill_id)
    paper = Paid(f"SP2D {bill_id}", FEB, f"63230904{bill_id:04d}", first, end, heads, amount)
    settle_a_payment.run(settle_a_payment.Order(paper, really=True), by=city.tono, at=NOON)
    return bill_id


def done(client: Client, address: str, form: dict[str, str]) -> HttpResponse:
    """Send a form that asks for work, let it be done, and return the page where its order leads."""
    order = client.post(address, form)
    assert order.status_code == 302, text(order)
    work_off()
    return client.get(order.url, follow=True)


def paper_of(bill_id: int, **other: str) -> dict[str, str]:
    """Return what the form of an SP2D holds for the months January to March."""
    return {
        "act": "record",
        "sp2d": "900/1/2026",
        "paid_on": "2026-02-27",
        "kode": f"63230904{bill_id:04d}",
        "first": "2026-01",
        "last": "2026-03",
        "heads": "3",
        "amount": "Rp151.200",
        **other,
    }


def pages(bill_id: int, line_id: int) -> list[str]:
    """Every page of money."""
    return [
        "/money/",
        f"/money/lines/{line_id}/",
        "/money/bills/",
        "/money/bills/?state=overdue",
        f"/money/bills/{bill_id}/",
        f"/money/bills/{bill_id}/changes/",
        f"/money/bills/{bill_id}/people/",
        "/money/payments/",
        "/money/lapses/",
        "/money/lapses/rentan/2026-3/",
        "/money/others/",
        "/money/others/rentan/",
        "/money/quarters/?year=2026",
        "/money/reconcile/?programme=rentan&first=2026-01",
        "/money/year/",
    ]
