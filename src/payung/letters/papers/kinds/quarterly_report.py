"""Laporan triwulan: people, money and what hinders, each figure with its source and day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Registration, numbered_table, points, said
from payung.letters.papers.model import Block, Column, Lines, NumberPlace, Paper, Paragraph, Signatures, Signer, Title
from payung.letters.papers.words import counted, long_day, percent, short_day
from payung.vocabulary.rupiah import say_rupiah


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with where and from which day it is; `whole` where a share may be told."""

    name: str
    count: int
    source: str
    on: dt.date
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Spending:
    """One budget line: amount, reserved and spent in whole rupiah; reserved and spent together never exceed the amount."""

    line: str
    amount: int
    reserved: int
    spent: int

    def __post_init__(self) -> None:
        if self.reserved + self.spent > self.amount:
            raise ValueError(f"{self.line}: more is reserved and spent than there is")


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """A quarter in figures. `warnings` say what a figure does not mean; they stand below the tables."""

    bureau: Bureau
    registration: Registration
    quarter: int
    year: int
    figures: tuple[Figure, ...]
    spending: tuple[Spending, ...]
    obstacles: tuple[str, ...]
    next_steps: tuple[str, ...]
    signer: Signer
    warnings: tuple[str, ...] = ()


def quarterly_report(data: QuarterlyReport) -> Paper:
    """Return the report."""
    roman = ("I", "II", "III", "IV")[data.quarter - 1]
    about = f"Pelaksanaan Perlindungan Jaminan Sosial Ketenagakerjaan Triwulan {roman} Tahun {data.year}"
    blocks: list[Block] = [
        data.bureau.head,
        Title(("Laporan", about), NumberPlace("NOMOR", data.registration.number)),
        _part("A. Kepesertaan"),
        _people(data.figures),
        _part("B. Anggaran dan pembayaran iuran"),
        _money(data.spending),
    ]
    if data.warnings:
        blocks += [Paragraph("Keterangan:", align="left", bold=True), points(data.warnings)]
    for title, texts in (("C. Kendala", data.obstacles), ("D. Tindak lanjut", data.next_steps)):
        blocks += [_part(title), points(texts) if texts else Paragraph("Tidak ada.")]
    blocks += [
        said("Demikian laporan ini disampaikan sebagai bahan pemantauan dan evaluasi."),
        Lines((f"{data.bureau.city}, {long_day(data.registration.dated)}",), align="right"),
        Signatures((data.signer,)),
    ]
    return Paper("quarterly_report", f"Laporan {about}", tuple(blocks), size=data.bureau.size)


def _part(title: str) -> Paragraph:
    return Paragraph(title, align="left", bold=True)


def _people(figures: tuple[Figure, ...]) -> Block:
    columns = (
        Column("Uraian", 66),
        Column("Jumlah", 22, "right"),
        Column("Bagian", 34, "right"),
        Column("Sumber, tanggal", 42),
    )
    rows = [
        (
            one.name,
            counted(one.count),
            f"{percent(one.count, one.whole)} dari {counted(one.whole)}" if one.whole else "–",
            f"{one.source}, {short_day(one.on)}",
        )
        for one in figures
    ]
    return numbered_table(columns, rows)


def _money(spending: tuple[Spending, ...]) -> Block:
    columns = (
        Column("Sumber dana", 50),
        Column("Anggaran", 31, "right"),
        Column("Dicadangkan", 31, "right"),
        Column("Dibayar", 31, "right"),
        Column("Sisa", 31, "right"),
    )
    lines = [(one.line, one.amount, one.reserved, one.spent, one.amount - one.reserved - one.spent) for one in spending]
    sums = [sum(line[place] for line in lines) for place in range(1, 5)]  # type: ignore[misc]
    rows = [(name, *map(say_rupiah, amounts)) for name, *amounts in lines]
    return numbered_table(columns, rows, total=("", "JUMLAH", *map(say_rupiah, sums)))
