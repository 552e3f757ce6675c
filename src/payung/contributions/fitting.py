"""Whether an SP2D fits its bill: everything that is wrong with the paper, and with what it says otherwise than the bill."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.db.models import QuerySet
from django.utils import timezone

from payung.access.viewer import Viewer
from payung.contributions.models import Bill, Payment
from payung.contributions.refusals import problem
from payung.law.months import add_months
from payung.law.refusals import Refused


class Paid(Protocol):
    """An SP2D as the paper says it."""

    sp2d_number: str
    paid_on: dt.date
    kode_iuran: str
    first_month: dt.date
    end_month: dt.date
    heads: int
    amount: int
    receipt_number: str


def of_the_paper(paid: Paid, by: Viewer, at: dt.datetime) -> list[Refused]:
    """What is wrong with a payment whatever it is for."""
    wrong = []
    if not paid.sp2d_number:
        wrong.append(problem("Nomor SP2D belum diisi", "The number of the SP2D is missing"))
    if paid.amount <= 0:
        wrong.append(problem("Jumlah harus lebih dari nol", "The amount must be more than nothing"))
    if paid.paid_on > timezone.localdate(at):
        wrong.append(
            problem(
                "Tanggal SP2D {day} belum tiba",
                "The day of the SP2D, {day}, has not come",
                day=f"{paid.paid_on:%d-%m-%Y}",
            )
        )
    other = payments_of(by).filter(sp2d_number=paid.sp2d_number).exclude(paid_on=paid.paid_on).first()
    if other is not None and paid.sp2d_number:
        wrong.append(
            problem(
                "SP2D {number} sudah dicatat dengan tanggal {day}",
                "SP2D {number} is recorded with the day {day}",
                number=paid.sp2d_number,
                day=f"{other.paid_on:%d-%m-%Y}",
            )
        )
    twin = payments_of(by).filter(receipt_number=paid.receipt_number).first() if paid.receipt_number else None
    if twin is not None:
        wrong.append(
            problem(
                "Bukti bayar {number} sudah dicatat untuk SP2D {sp2d}",
                "Receipt {number} is recorded for SP2D {sp2d}",
                number=paid.receipt_number,
                sp2d=twin.sp2d_number,
            )
        )
    return wrong


def of_the_bill(paid: Paid, bill: Bill | None) -> list[Refused]:
    """What a payment says otherwise than its bill."""
    if bill is None:
        return [problem("Kode iuran {code} tidak dikenal", "The kode iuran {code} is not known", code=paid.kode_iuran)]
    wrong = []
    if bill.state == "void":
        wrong.append(
            problem(
                "Kode iuran {code} sudah batal ({reason}): buat tagihan baru, lalu alihkan uangnya",
                "The kode iuran {code} is void ({reason}): make a new bill, then carry the money over",
                code=paid.kode_iuran,
                reason=bill.void_reason,
            )
        )
    if (paid.first_month, paid.end_month) != (bill.first_month, bill.end_month):
        wrong.append(
            problem(
                "Bulan {theirs} berbeda dengan tagihan ({ours})",
                "The months {theirs} differ from the bill's ({ours})",
                theirs=_period(paid.first_month, paid.end_month),
                ours=_period(bill.first_month, bill.end_month),
            )
        )
    if paid.heads != bill.heads:
        wrong.append(
            problem(
                "Jumlah orang {theirs} berbeda dengan tagihan ({ours})",
                "The heads, {theirs}, differ from the bill's ({ours})",
                theirs=paid.heads,
                ours=bill.heads,
            )
        )
    return wrong


def _period(first: dt.date, end: dt.date) -> str:
    last = add_months(end, -1)
    return f"{first:%m-%Y}" if first == last else f"{first:%m-%Y}…{last:%m-%Y}"


def payments_of(by: Viewer) -> QuerySet[Payment]:
    """Return the payments of an office."""
    return Payment.objects.using("owner").filter(office_id=by.office_id)
