"""The recap of a decree's annex: heads of each kelurahan, added up by kecamatan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import add

from payung.letters.papers.annex_pages import AnnexHead, pages_of
from payung.letters.papers.annex_rows import NOWHERE, Section, Totals, totals
from payung.letters.papers.model import Block, Column, Fields, Lines, Paper, Paragraph, Signatures, Table, Title
from payung.letters.papers.words import counted, counted_in_words, long_day


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One kelurahan of the recap, with the pages its list takes."""

    code: str
    kecamatan: str
    kelurahan: str
    totals: Totals
    pages: int


def recap_lines(sections: Sequence[Section], size: str) -> tuple[RecapLine, ...]:
    """Return one line per kelurahan, kecamatan by kecamatan, in the order of their codes."""
    lines = [
        RecapLine(one.place.code, one.place.kecamatan, one.place.kelurahan, totals(one.rows), pages_of(one.rows.num_rows, size))
        for one in sections
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.code))


def grand_total(lines: Sequence[RecapLine]) -> Totals:
    """Return the heads of all."""
    return reduce(add, (line.totals for line in lines))


def recap_titles(head: AnnexHead) -> tuple[str, ...]:
    """Return the titles of the recap's columns."""
    change = ("Masuk", "Keluar") if head.is_amendment else ()
    return (
        "No.",
        "Kecamatan / Kelurahan, Desa",
        "Jumlah",
        "Laki-laki",
        "Perempuan",
        "Disabilitas",
        *change,
        "Halaman",
    )


def recap_rows(lines: Sequence[RecapLine], head: AnnexHead) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return (number, name, figures) of every line, each kecamatan followed by its kelurahan. A kecamatan has no number."""
    made: list[tuple[str, str, tuple[int, ...]]] = []
    number = 0
    for kecamatan, group in groupby(lines, key=lambda line: line.kecamatan):
        of_it = list(group)
        pages = sum(line.pages for line in of_it)
        name = "Tempat tinggal belum diketahui" if of_it[0].code == NOWHERE.code else f"Kecamatan {kecamatan}"
        made.append(("", name, figures(grand_total(of_it), pages, head)))
        for line in of_it if of_it[0].code != NOWHERE.code else ():
            number += 1
            made.append((str(number), line.kelurahan, figures(line.totals, line.pages, head)))
    return made


def figures(sums: Totals, pages: int, head: AnnexHead) -> tuple[int, ...]:
    """Return the figures of one line in the order of the titles."""
    change = (sums.coming, sums.leaving) if head.is_amendment else ()
    return (sums.heads, sums.men, sums.women, sums.disabled, *change, pages)


def recap(lines: Sequence[RecapLine], head: AnnexHead) -> Paper:
    """Return the recap as a paper."""
    sums, pages = grand_total(lines), sum(line.pages for line in lines)
    widths = (9, 60, *[20] * (len(recap_titles(head)) - 2))
    columns = tuple(
        Column(title, width, "left" if place == 1 else "right")
        for place, (title, width) in enumerate(zip(recap_titles(head), widths, strict=True))
    )
    rows = tuple(
        (number, name if not number else f"\u00a0\u00a0\u00a0\u00a0{name}", *(counted(figure) for figure in said))
        for number, name, said in recap_rows(lines, head)
    )
    total = ("", "JUMLAH", *(counted(figure) for figure in figures(sums, pages, head)))
    placed = [line for line in lines if line.code != NOWHERE.code]
    nowhere = sums.heads - sum(line.totals.heads for line in placed)
    said = f"Lampiran ini memuat {counted_in_words(sums.heads)} dalam {counted(len(placed))} kelurahan/desa"
    said += f" dan {counted(nowhere)} orang yang kelurahan/desanya belum diketahui" if nowhere else ""
    said += f", di antaranya {counted(sums.disabled)} orang penyandang disabilitas."
    if sums.unknown:
        said += f" Jenis kelamin {counted(sums.unknown)} orang tidak tercatat."
    blocks: tuple[Block, ...] = (
        Lines((f"Lampiran {head.decree}".upper(),), bold=True),
        Fields(
            (("Nomor", head.number), ("Tanggal", long_day(head.dated)), ("Tentang", head.about)),
            label_width=18,
        ),
        Title(("Rekapitulasi", head.people)),
        Paragraph(said),
        Table(columns, rows, total),
        Signatures((head.signer,)),
    )
    foot = f"Lampiran {head.decree} · versi {head.version} · kode periksa {head.check_code}"
    return Paper("annex_recap", f"Rekapitulasi Lampiran {head.decree}", blocks, size=head.size, foot=foot, font_size=11)
