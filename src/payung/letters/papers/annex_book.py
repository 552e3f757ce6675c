"""The annex as a workbook: a recap and a sheet for each kelurahan. Texts stay texts: no formula is ever written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from payung.gateways import sheets
from payung.letters.papers.annex_pages import AnnexHead, change_said
from payung.letters.papers.annex_recap import RecapLine, figures, grand_total, recap_rows, recap_titles
from payung.letters.papers.annex_rows import Section
from payung.letters.papers.safe import printable
from payung.letters.papers.words import long_day, masked_nik

#: Excel's own limits: signs in a sheet's name, signs in a cell.
_SHEET_NAME, _CELL = 31, 32_767
#: Paper codes of the print settings: folio is the nearest that Excel knows to F4.
_PAPER = {"F4": 14, "A4": 9}
_COLUMNS = (
    ("No.", 6), ("Nama", 32), ("NIK", 19), ("Tanggal lahir", 12), ("L/P", 5), ("Alamat", 36), ("RT", 6), ("RW", 6),
    ("Pekerjaan", 22), ("Disabilitas", 16), ("Pengusul", 24), ("Perubahan", 30),
)  # fmt: skip


def write_book(path: Path, sections: Sequence[Section], lines: Sequence[RecapLine], head: AnnexHead) -> None:
    """Write the workbook; the same annex gives the same bytes."""
    noon = dt.datetime(head.printed_on.year, head.printed_on.month, head.printed_on.day, 12)  # noqa: DTZ001 (the format has no time zone)
    with Workbook(
        path,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(path.parent),
        },
    ) as book:
        book.set_properties({"title": printable(f"Lampiran {head.decree}")[:255], "created": noon})
        formats = _formats(book)
        taken: set[str] = set()
        recap_sheet = book.add_worksheet(_sheet_name("Rekap", taken))
        _recap(recap_sheet, lines, head, formats)
        for one in sections:
            _people(sheets.add(book, _sheet_name(one.place.kelurahan, taken)), one, head, formats)


def _formats(book: Workbook) -> dict[str, Any]:
    ruled = {"border": 1, "font_size": 9, "valign": "top"}
    return {
        "bold": book.add_format({"bold": True}),
        "head": book.add_format(ruled | {"bold": True, "bg_color": "#EBEBEB", "align": "center", "text_wrap": True}),
        "cell": book.add_format(ruled | {"num_format": "@", "text_wrap": True}),
        "day": book.add_format(ruled | {"num_format": "dd-mm-yyyy"}),
        "count": book.add_format(ruled | {"num_format": "#,##0"}),
        "sum": book.add_format(ruled | {"num_format": "#,##0", "bold": True}),
        "sum_name": book.add_format(ruled | {"bold": True}),
    }


def _top(sheet: Any, said: Sequence[str], head: AnnexHead, formats: dict[str, Any]) -> int:
    """Write the lines over a list, and what stands on each printed page; return the next free row."""
    lines = [
        f"Lampiran {head.decree}",
        f"Nomor: {head.number or '………………………'}   Tanggal: {long_day(head.dated)}",
        f"Tentang: {head.about}",
        *said,
        f"Versi {head.version} · kode periksa {head.check_code}",
    ]
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, printable(text)[:_CELL], formats["bold"])
    # In a header or footer "&" starts a code.
    code = printable(f"Versi {head.version} · kode periksa {head.check_code}").replace("&", "&&")
    sheet.set_footer(f"&L&8{code}&R&8Halaman &P dari &N")
    sheet.set_header(f"&L&8{printable(f'Lampiran {head.decree}').replace('&', '&&')}"[:250])
    sheet.set_paper(_PAPER[head.size])
    sheet.fit_to_pages(1, 0)
    return len(lines) + 1


def _recap(sheet: Any, lines: Sequence[RecapLine], head: AnnexHead, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 36)
    row = _top(sheet, [head.people], head, formats)
    for column, title in enumerate(recap_titles(head)):
        sheet.write_string(row, column, title, formats["head"])
    for number, name, said in recap_rows(lines, head):
        row += 1
        of_kecamatan = not number
        sheet.write_string(row, 0, number, formats["cell"])
        sheet.write_string(row, 1, printable(name), formats["sum_name" if of_kecamatan else "cell"])
        for column, figure in enumerate(said, 2):
            sheet.write_number(row, column, figure, formats["sum" if of_kecamatan else "count"])
    row += 1
    sheet.write_string(row, 0, "", formats["cell"])
    sheet.write_string(row, 1, "JUMLAH", formats["sum_name"])
    for column, figure in enumerate(figures(grand_total(lines), sum(line.pages for line in lines), head), 2):
        sheet.write_number(row, column, figure, formats["sum"])


def _people(sheet: sheets.Rows, one: Section, head: AnnexHead, formats: dict[str, Any]) -> None:
    columns = _COLUMNS if head.is_amendment else _COLUMNS[:-1]
    for place, (_, width) in enumerate(columns):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    place = one.place
    top = _top(sheet, [f"Kecamatan {place.kecamatan}, Kelurahan/Desa {place.kelurahan} ({place.code})"], head, formats)
    sheet.repeat_rows(top)
    sheet.freeze_panes(top + 1, 2)
    for column, (title, _) in enumerate(columns):
        sheet.write_string(top, column, title, formats["head"])
    cell, day, count = formats["cell"], formats["day"], formats["count"]
    dated = [count, cell, cell, day, *[cell] * (len(columns) - 4)]
    undated = [count, *[cell] * (len(columns) - 1)]
    for row, person in enumerate(one.rows.to_pylist(), top + 1):
        born = person["birth_on"]
        # Excel knows no day before 1900.
        is_day = born is not None and born.year >= 1900
        nik = person["nik"] if head.nik_shown == "full" else masked_nik(person["nik"])
        texts = [person[name] or "" for name in ("sex", "address", "rt", "rw", "occupation", "disability", "proposer")]
        if head.is_amendment:
            texts.append(change_said(person["change"], person["replaces"]))
        cells = [person["seq"], _text(person["name"]), nik, born if is_day else str(born or ""), *map(_text, texts)]
        sheet.write_row_of(row, cells, dated if is_day else undated)


def _text(text: str) -> str:
    return printable(text)[:_CELL]


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel accepts and no other sheet has."""
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in printable(wanted)).strip(" '") or "Lembar"
    if plain.casefold() == "history":
        plain = "History_"
    name, number = plain[:_SHEET_NAME], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: _SHEET_NAME - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name
