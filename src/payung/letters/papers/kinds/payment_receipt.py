"""Bukti pembayaran iuran: what was paid for a bill, by which SP2D, and until when its people are protected by it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Registration, numbered_table, said
from payung.letters.papers.kinds.payment_request import BilledMonth
from payung.letters.papers.model import Column, Fields, Lines, NumberPlace, Paper, Signatures, Signer, Title
from payung.letters.papers.words import counted, counted_in_words, in_words, long_day, months_said, short_day
from payung.vocabulary.rupiah import say_rupiah


@dataclass(frozen=True, slots=True)
class PaidOrder:
    """One SP2D as it was recorded; `receipt` is the number of BPJS's own receipt, where it is in. Whole rupiah."""

    number: str
    on: dt.date
    amount: int
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class PaymentReceipt:
    """A settled bill. `moved` is what came from other bills less what went back or elsewhere: orders + moved = the months."""

    bureau: Bureau
    registration: Registration
    signers: tuple[Signer, ...]
    decree: str
    programmes: str
    months: tuple[BilledMonth, ...]
    heads: int
    orders: tuple[PaidOrder, ...]
    moved: int
    code: str
    budget_line: str
    fiscal_year: int
    payee: str

    def __post_init__(self) -> None:
        if sum(one.amount for one in self.orders) + self.moved != self.amount:
            raise ValueError("what was paid is not what the months cost")

    @property
    def amount(self) -> int:
        """Return the sum of all months in whole rupiah."""
        return sum(one.amount for one in self.months)


def payment_receipt(data: PaymentReceipt) -> Paper:
    """Return the receipt that the office keeps beside the SP2D and BPJS's own."""
    period = months_said(data.months[0].month, data.months[-1].month)
    months = [(one.month.say(), counted(one.heads), say_rupiah(one.amount)) for one in data.months]
    orders = [(one.number, short_day(one.on), one.receipt or "–", say_rupiah(one.amount)) for one in data.orders]
    if data.moved:
        orders.append(("Kelebihan yang dialihkan atau dikembalikan", "", "–", say_rupiah(data.moved)))
    month_columns = (
        Column("Bulan iuran (BLTH)", 60),
        Column("Jumlah peserta", 35, "right"),
        Column("Jumlah iuran", 50, "right"),
    )
    order_columns = (
        Column("Nomor SP2D", 60),
        Column("Tanggal", 28, "center"),
        Column("Bukti bayar BPJS", 44),
        Column("Jumlah", 38, "right"),
    )
    return Paper(
        "payment_receipt",
        f"Bukti Pembayaran Iuran {period}",
        (
            data.bureau.head,
            Title(("Bukti Pembayaran Iuran",), NumberPlace("NOMOR", data.registration.number)),
            said(
                f"Berdasarkan {data.decree}, iuran program {data.programmes} bagi {counted_in_words(data.heads)} "
                f"untuk bulan {period} telah dibayar lunas dengan rincian:"
            ),
            numbered_table(month_columns, months, total=("", "JUMLAH", "", say_rupiah(data.amount))),
            said("Pembayaran yang tercatat:"),
            numbered_table(order_columns, orders, total=("", "JUMLAH", "", "", say_rupiah(data.amount))),
            Fields(
                (
                    ("Terbilang", f"{in_words(data.amount)} rupiah"),
                    ("Kode iuran", data.code),
                    ("Dibayarkan kepada", data.payee),
                    ("Beban anggaran", f"{data.budget_line}, tahun anggaran {data.fiscal_year}"),
                    ("Terlindungi sampai", f"akhir {data.months[-1].month.say()}"),
                ),
                label_width=36,
            ),
            Lines((f"{data.bureau.city}, {long_day(data.registration.dated)}",), align="right"),
            Signatures(data.signers),
        ),
        size=data.bureau.size,
    )
