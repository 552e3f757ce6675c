"""An issued bill becomes the paper of the treasury: months, heads, kode iuran, budget line → DOCX and PDF, kept as a letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.contributions import queries
from payung.contributions.queries import BillShown
from payung.contributions.refusals import NoSuchBill
from payung.flows.draft_a_decree import government_of, ruler_of
from payung.law.explaining import CONFIDENCE_WORDS
from payung.law.figures import WEAK
from payung.law.holidays import unentered
from payung.letters import actions as letters
from payung.letters.papers.docx import docx
from payung.letters.papers.kinds.frame import Addressee, Bureau, Envelope, Registration
from payung.letters.papers.kinds.payment_request import BilledMonth, PaymentRequest, payment_request
from payung.letters.papers.model import Signer
from payung.letters.papers.pdf import pdf
from payung.vocabulary.month import Month


class NotIssued(Exception):
    """The bill has no kode iuran (yet, or any more): nobody can pay it."""


TREASURY = "Kepala Badan Pengelolaan Keuangan dan Aset Daerah"


@dataclass(frozen=True, slots=True)
class Order:
    """Which bill, where its paper goes, whom it asks and who signs it."""

    bill_id: int
    folder: Path
    to: str = TREASURY
    signer: Signer | None = None


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime) -> list[Path]:
    """Write the request to pay a bill and keep it as a letter; the very same paper again is the same letter.

    :raises NoSuchBill: if the office has none of this number. :raises NotIssued: if it cannot be paid.
    :raises NotAllowed: without the rights to see money and to write letters.
    """
    by.must("write_letter")
    bill = next(iter(queries.bills(bill_id=order.bill_id, seen_by=by)), None)
    if bill is None:
        raise NoSuchBill(order.bill_id)
    if bill.state != "issued":
        raise NotIssued(order.bill_id)
    paper = payment_request(_request(bill, order, by))
    day = timezone.localdate(at)
    order.folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for ending, content in (("docx", docx(paper, on=day)), ("pdf", pdf(paper, on=day))):
        path = order.folder / f"permintaan-bayar-{bill.bill_id}.{ending}"
        path.write_bytes(content)
        paths.append(path)
    letters.keep(
        kind="payment_request",
        about=f"bill:{bill.bill_id}",
        subject=f"Permintaan pembayaran iuran, kode iuran {bill.kode_iuran}",
        paths=paths,
        home=home,
        by=by,
        at=at,
    )
    return paths


def _request(bill: BillShown, order: Order, by: Viewer) -> PaymentRequest:
    office, ruler = office_of(by), ruler_of(by)
    signer = order.signer or Signer(f"Kepala {office.name}")
    bureau = Bureau(government_of(by), office.name, ruler.seat)
    schemes = [name for name, amount in (("JKK", bill.jkk), ("JKM", bill.jkm), ("JHT", bill.jht)) if amount]
    decrees = queries.decrees_of(bill.bill_id, seen_by=by)
    months = queries.months_of(bill.bill_id, seen_by=by)
    return PaymentRequest(
        envelope=Envelope(bureau, Registration(), Addressee(order.to), signer),
        decree=f"Keputusan {ruler.title} Nomor {', '.join(decrees)}",
        programmes=", ".join(schemes),
        months=tuple(BilledMonth(Month.of(month), heads, amount) for month, heads, amount in months),
        code=bill.kode_iuran or "",
        valid_until=None,
        budget_line=bill.account,
        fiscal_year=bill.fiscal_year,
        payee="BPJS Ketenagakerjaan",
        due_on=bill.due_on,
        beware=(*_weak(bill, by), *(words.id for words in unentered([bill.due_on]))),
    )


def _weak(bill: BillShown, by: Viewer) -> list[str]:
    """Return, once each, that a price of the bill rests on law which nobody has read or on sources that conflict."""
    prices = queries.prices_of(bill.bill_id, seen_by=by)
    said = {
        f"iuran bersandar pada angka yang belum pasti ({CONFIDENCE_WORDS[one.weakest].id}): {one.cited};"
        for one in prices
        if one.weakest in WEAK
    }
    return sorted(said)
