"""Nota permintaan pembayaran iuran: what PPK and bendahara need for SPP, SPM and SP2D."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Envelope, letter, numbered_table, points, said
from payung.letters.papers.model import Column, Fields, Paper
from payung.letters.papers.words import counted, in_words, long_day, months_said
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah


@dataclass(frozen=True, slots=True)
class BilledMonth:
    """One contribution month of a bill; `amount` in whole rupiah is what was billed for its heads."""

    month: Month
    heads: int
    amount: int


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """A bill to be paid: its months, its payment code (kode iuran) and until when it holds, the budget line it rests on.

    `beware` are sentences on what is not certain: a price on weak law, a due day in a year whose holidays nobody has entered.
    """

    envelope: Envelope
    decree: str
    programmes: str
    months: tuple[BilledMonth, ...]
    code: str
    valid_until: dt.date | None
    budget_line: str
    fiscal_year: int
    payee: str
    due_on: dt.date | None = None
    beware: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.months:
            raise ValueError("a bill has at least one month")
        if any(before.month >= after.month for before, after in zip(self.months, self.months[1:], strict=False)):
            raise ValueError("the months of a bill rise")

    @property
    def amount(self) -> int:
        """Return the sum of all months in whole rupiah."""
        return sum(one.amount for one in self.months)


def payment_request(data: PaymentRequest) -> Paper:
    """Return the request to pay."""
    first, last = data.months[0].month, data.months[-1].month
    columns = (
        Column("Bulan iuran (BLTH)", 60),
        Column("Jumlah peserta", 35, "right"),
        Column("Jumlah iuran", 50, "right"),
    )
    rows = [(one.month.say(), counted(one.heads), say_rupiah(one.amount)) for one in data.months]
    until = f" (berlaku sampai dengan {long_day(data.valid_until)})" if data.valid_until else ""
    return letter(
        "payment_request",
        f"Permintaan pembayaran iuran {months_said(first, last)}",
        data.envelope,
        (
            said(
                f"Berdasarkan {data.decree}, bersama ini diajukan permintaan pembayaran iuran program {data.programmes} "
                f"untuk bulan {months_said(first, last)} dengan rincian:"
            ),
            numbered_table(columns, rows, total=("", "JUMLAH", "", say_rupiah(data.amount))),
            Fields(
                (
                    ("Terbilang", f"{in_words(data.amount)} rupiah"),
                    ("Kode iuran", f"{data.code}{until}" if data.code else None),
                    *((("Jatuh tempo", long_day(data.due_on)),) if data.due_on else ()),
                    ("Dibayarkan kepada", data.payee),
                    ("Beban anggaran", f"{data.budget_line}, tahun anggaran {data.fiscal_year}"),
                ),
                label_width=36,
            ),
            said("Untuk menjaga agar kepesertaan tidak terputus, mohon diperhatikan:"),
            points(
                (
                    "SPP, SPM, dan SP2D memuat kode iuran tersebut; kode iuran tidak berlaku lagi apabila daftar peserta berubah;",
                    "pembayaran lewat tiga bulan sejak bulan iuran yang belum dibayar mengakhiri kepesertaan;",
                    "salinan SP2D dan bukti bayar disampaikan kembali kepada kami untuk rekonsiliasi.",
                )
            ),
            *((said("Yang belum pasti:"), points(data.beware)) if data.beware else ()),
        ),
    )
