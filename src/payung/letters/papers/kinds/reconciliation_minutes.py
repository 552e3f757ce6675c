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
    """One month on both sides: heads and rupiah that the office paid, heads and rupiah that the branch received; SP2D as its number and day.

    The branch's side is None where it was told for the whole period only.
    """

    month: Month
    office_heads: int
    office_amount: int
    branch_heads: int | None = None
    branch_amount: int | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A period reconciled; `differences` are the open points in words.

    `period` says which ("Triwulan I Tahun 2026"). `told`: person-months and rupiah of the branch, where it told the whole only.
    """

    bureau: Bureau
    registration: Registration
    parties: tuple[Party, ...]
    decree: str
    period: str
    months: tuple[ReconciledMonth, ...]
    differences: tuple[str, ...] = ()
    told: tuple[int, int] | None = None


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
            *_of_the_branch(one),
            one.order or "–",
        )
        for one in data.months
    ]
    paid = sum(one.office_amount for one in data.months)
    received = data.told[1] if data.told else sum(one.branch_amount or 0 for one in data.months)
    heads = _person_months(data)
    unexplained = [] if data.told else [
        f"Bulan {one.month.say()}: peserta menurut Pemda {counted(one.office_heads)}, menurut Kantor Cabang {counted(one.branch_heads or 0)}; "
        f"selisih iuran {say_rupiah(one.office_amount - (one.branch_amount or 0))}."
        for one in data.months
        if (one.office_heads, one.office_amount) != (one.branch_heads, one.branch_amount)
    ]  # fmt: skip
    total = ("", "JUMLAH", heads[0], say_rupiah(paid), heads[1], say_rupiah(received), say_rupiah(paid - received), "")
    body = [
        said(
            f"telah melaksanakan rekonsiliasi kepesertaan dan iuran berdasarkan {data.decree} "
            f"untuk {data.period}, dengan hasil sebagai berikut:"
        ),
        numbered_table(columns, rows, total=total, small=True),
    ]
    if unexplained or data.differences:
        body += [said("Hal yang masih perlu diselesaikan:"), points((*unexplained, *data.differences))]
    else:
        body += [said("Tidak terdapat selisih peserta maupun iuran.")]
    about = f"Rekonsiliasi Kepesertaan dan Iuran {data.period}"
    return minutes("reconciliation_minutes", about, data.bureau, data.registration, data.parties, body)


def _of_the_branch(one: ReconciledMonth) -> tuple[str, str, str]:
    """Return heads and rupiah of the branch, and the difference; dashes where the month was not told apart."""
    if one.branch_heads is None or one.branch_amount is None:
        return "–", "–", "–"
    return counted(one.branch_heads), say_rupiah(one.branch_amount), say_rupiah(one.office_amount - one.branch_amount)


def _person_months(data: Reconciliation) -> tuple[str, str]:
    """Return the person-months of both sides, where the branch told them for the whole."""
    if data.told is None:
        return "", ""
    return counted(sum(one.office_heads for one in data.months)), counted(data.told[0])


def quarter_said(quarter: int, year: int) -> str:
    """Return "Triwulan I Tahun 2026"."""
    return f"Triwulan {('I', 'II', 'III', 'IV')[quarter - 1]} Tahun {year}"
