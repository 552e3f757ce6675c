"""Berita acara rekonsiliasi triwulan between the office and the branch: billed, paid, and what is left to explain."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Party, Registration, minutes, numbered_table, points, said
from payung.letters.papers.model import Column, Paper
from payung.letters.papers.words import counted
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah


@dataclass(frozen=True, slots=True)
class ReconciledMonth:
    """One month on both sides: heads and rupiah that the office paid, heads and rupiah that the branch received; SP2D as its number and day."""

    month: Month
    office_heads: int
    office_amount: int
    branch_heads: int
    branch_amount: int
    order: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A quarter reconciled; `differences` are the open points in words."""

    bureau: Bureau
    registration: Registration
    parties: tuple[Party, ...]
    decree: str
    quarter: int
    year: int
    months: tuple[ReconciledMonth, ...]
    differences: tuple[str, ...] = ()


def reconciliation_minutes(data: Reconciliation) -> Paper:
    """Return the minutes; a difference that nobody explained is named, not hidden."""
    columns = (
        Column("Bulan iuran", 24),
        Column("Peserta menurut Pemda", 18, "right"),
        Column("Iuran dibayar Pemda", 32, "right"),
        Column("Peserta menurut Cabang", 18, "right"),
        Column("Iuran diterima", 32, "right"),
        Column("Selisih", 24, "right"),
        Column("SP2D", 26),
    )
    rows = [
        (
            one.month.say(),
            counted(one.office_heads),
            say_rupiah(one.office_amount),
            counted(one.branch_heads),
            say_rupiah(one.branch_amount),
            say_rupiah(one.office_amount - one.branch_amount),
            one.order or "–",
        )
        for one in data.months
    ]
    paid, received = sum(one.office_amount for one in data.months), sum(one.branch_amount for one in data.months)
    unexplained = [
        f"Bulan {one.month.say()}: peserta menurut Pemda {counted(one.office_heads)}, menurut Kantor Cabang {counted(one.branch_heads)}; "
        f"selisih iuran {say_rupiah(one.office_amount - one.branch_amount)}."
        for one in data.months
        if (one.office_heads, one.office_amount) != (one.branch_heads, one.branch_amount)
    ]  # fmt: skip
    total = ("", "JUMLAH", "", say_rupiah(paid), "", say_rupiah(received), say_rupiah(paid - received), "")
    body = [
        said(
            f"telah melaksanakan rekonsiliasi kepesertaan dan iuran berdasarkan {data.decree} "
            f"untuk triwulan {_roman(data.quarter)} tahun {data.year}, dengan hasil sebagai berikut:"
        ),
        numbered_table(columns, rows, total=total, small=True),
    ]
    if unexplained or data.differences:
        body += [said("Hal yang masih perlu diselesaikan:"), points((*unexplained, *data.differences))]
    else:
        body += [said("Tidak terdapat selisih peserta maupun iuran.")]
    about = f"Rekonsiliasi Kepesertaan dan Iuran Triwulan {_roman(data.quarter)} Tahun {data.year}"
    return minutes("reconciliation_minutes", about, data.bureau, data.registration, data.parties, body)


def _roman(quarter: int) -> str:
    return ("I", "II", "III", "IV")[quarter - 1]
