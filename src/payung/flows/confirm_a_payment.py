"""A settled bill becomes its receipt: months, heads, every SP2D, kode iuran, budget line → DOCX and PDF, kept as a letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from payung.access.viewer import Viewer
from payung.contributions import queries
from payung.contributions.queries import BillShown, CorrectionShown
from payung.contributions.refusals import NoSuchBill
from payung.flows.draft_a_decree import ruler_of
from payung.flows.letterheads import bureau_of, signer_of
from payung.letters import actions as letters
from payung.letters.papers.kinds.frame import Registration
from payung.letters.papers.kinds.payment_receipt import PaidOrder, PaymentReceipt, payment_receipt
from payung.letters.papers.kinds.payment_request import BilledMonth
from payung.letters.papers.model import Signer
from payung.letters.papers.printing import print_paper
from payung.vocabulary.month import Month


class NotSettled(Exception):
    """The bill is not paid in full, or months of it came back: there is no receipt for it."""


@dataclass(frozen=True, slots=True)
class Order:
    """For which bill, and where the paper goes."""

    bill_id: int
    folder: Path


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime) -> list[Path]:
    """Write the receipt of a settled bill and keep it as a letter; the very same paper again is the same letter.

    :raises NoSuchBill: if the office has none of this number. :raises NotSettled: if it is not paid to the rupiah.
    :raises NotAllowed: without the rights to see money and to write letters.
    """
    by.must("write_letter")
    bill = next(iter(queries.bills(bill_id=order.bill_id, seen_by=by)), None)
    if bill is None:
        raise NoSuchBill(order.bill_id)
    if bill.state != "paid" or bill.difference or bill.owed != bill.amount:
        raise NotSettled(order.bill_id)
    paper = payment_receipt(_receipt(bill, by))
    paths = print_paper(paper, order.folder, f"bukti-bayar-{bill.bill_id}", on=timezone.localdate(at))
    letters.keep(
        kind="payment_receipt",
        about=f"bill:{bill.bill_id}",
        subject=f"Bukti pembayaran iuran, kode iuran {bill.kode_iuran}",
        paths=list(paths),
        home=home,
        by=by,
        at=at,
    )
    return list(paths)


def _receipt(bill: BillShown, by: Viewer) -> PaymentReceipt:
    schemes = [name for name, amount in (("JKK", bill.jkk), ("JKM", bill.jkm), ("JHT", bill.jht)) if amount]
    decrees = queries.decrees_of(bill.bill_id, seen_by=by)
    months = queries.months_of(bill.bill_id, seen_by=by)
    paid = sorted(queries.payments(seen_by=by, bill_id=bill.bill_id), key=lambda one: (one.paid_on, one.sp2d_number))
    return PaymentReceipt(
        bureau=bureau_of(by),
        registration=Registration(),
        signers=(Signer("Bendahara Pengeluaran"), signer_of(by)),
        decree=f"Keputusan {ruler_of(by).title} Nomor {', '.join(decrees)}",
        programmes=", ".join(schemes),
        months=tuple(BilledMonth(Month.of(month), heads, amount) for month, heads, amount in months),
        heads=bill.heads,
        orders=tuple(PaidOrder(one.sp2d_number, one.paid_on, one.amount, one.receipt_number) for one in paid),
        moved=sum(_moved(one) for one in queries.corrections_of(bill.bill_id, seen_by=by)),
        code=bill.kode_iuran or "",
        budget_line=bill.account,
        fiscal_year=bill.fiscal_year,
        payee="BPJS Ketenagakerjaan",
    )


def _moved(one: CorrectionShown) -> int:
    return one.amount if one.is_incoming else -one.amount
