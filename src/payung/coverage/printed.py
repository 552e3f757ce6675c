"""Figures that others printed, read from CSV as they stand: a value is taken over or the whole file is returned with reasons."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from payung.vocabulary.wilayah import data
from payung.vocabulary.wilayah.codes import AmbiguousScheme, NotAPlaceCode, Wilayah
from payung.vocabulary.words import Words

# What a printed figure may be of. Percentages and rates keep their decimals; everything else is a whole number.
QUANTITIES = {
    "pct": ("pct", "percent", "persen", "cakupan_pct", "cakupan"),
    "target_pct": ("target_pct", "target"),
    "covered": ("covered", "terlindungi", "numerator", "pembilang"),
    "uncovered": ("uncovered", "belum_terlindungi"),
    "universe": ("universe", "semesta", "potensi", "denominator", "penyebut"),
    "gap": ("gap", "kekurangan"),
    "people": ("people", "orang", "jiwa"),
    "months": ("months", "bulan"),
    "rate": ("rate_idr", "rate", "iuran"),
    "budget": ("budget_published_idr", "budget", "anggaran"),
    "budget_computed": ("budget_computed_idr",),
}
WITH_DECIMALS = {"pct", "target_pct"}
COLUMNS = {
    "place": ("place", "kabkota", "wilayah", "nama", "tempat"),
    "code": ("code", "kode", "kemendagri_code", "kode_wilayah"),
    "on": ("on", "tanggal", "date", "per_tanggal"),
    "year": ("year", "tahun"),
    "source": ("source", "sumber"),
    "definition": ("definition", "definisi", "fund"),
    "remark": ("remark", "keterangan", "catatan"),
    "quantity": ("quantity", "besaran"),
    "value": ("value", "nilai"),
}
# How Kemendagri and the press name the same place.
_KINDS = re.compile(r"\b(KABUPATEN|KAB|KOTA|PROVINSI|ADMINISTRASI)\b\.?")


class NotReferences(Exception):
    """The file cannot be taken over; `problems` says why, all at once."""

    def __init__(self, problems: list[Words]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed figure. `place_code` is '' where the name is of no place, or of several."""

    place_code: str
    place_name: str
    on: dt.date
    quantity: str
    value: Decimal
    source: str
    definition: str
    remark: str


def read(content: bytes, *, on: dt.date | None = None, source: str = "", definition: str = "") -> list[Printed]:
    """Return the figures of a CSV file: one row per figure (quantity, value), or one column per quantity.

    `on`, `source` and `definition` stand in where the file has no such column. A year means its last day.

    :raises NotReferences: with every problem of the file.
    """
    rows, columns = _rows(content)
    problems = _missing(columns, on=on, source=source)
    found: list[Printed] = []
    for number, row in enumerate(rows, 2) if not problems else ():
        try:
            found += _figures(row, columns, on=on, source=source, definition=definition)
        except _Unreadable as wrong:
            problems += [Words(id=f"Baris {number}: {one.id}", en=f"Line {number}: {one.en}") for one in wrong.problems]
    if not problems and not found:
        problems.append(Words(id="Tidak ada satu angka pun di berkas ini.", en="There is not one figure in this file."))
    if problems:
        raise NotReferences(problems)
    return found


class _Unreadable(Exception):
    def __init__(self, problems: list[Words]) -> None:
        super().__init__()
        self.problems = problems


def _rows(content: bytes) -> tuple[list[dict[str, str]], dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReferences([Words(id="Berkas bukan teks UTF-8.", en="The file is not UTF-8 text.")]) from None
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
        rows = list(reader)
    except csv.Error:
        raise NotReferences([Words(id="Berkas bukan CSV.", en="The file is not CSV.")]) from None
    headings = {heading: heading.strip().lower().replace(" ", "_") for heading in reader.fieldnames or () if heading}
    columns = {}
    for name, synonyms in {**COLUMNS, **QUANTITIES}.items():
        for heading, plain in headings.items():
            if plain in synonyms:
                columns[name] = heading
    return rows, columns


def _missing(columns: dict[str, str], *, on: dt.date | None, source: str) -> list[Words]:
    problems = []
    if "place" not in columns and "code" not in columns:
        problems.append(
            Words(id="Kolom wilayah tidak ada (place, kabkota, code).", en="There is no place column (place, code).")
        )
    if not ({"quantity", "value"} <= columns.keys() or columns.keys() & QUANTITIES.keys()):
        known = ", ".join(synonyms[0] for synonyms in QUANTITIES.values())
        problems.append(
            Words(id=f"Kolom angka tidak ada. Yang dikenal: {known}.", en=f"There is no figure column. Known: {known}.")
        )
    if on is None and not columns.keys() & {"on", "year"}:
        problems.append(
            Words(id="Tanggal tidak ada di berkas; sebutkan dengan --on.", en="The file has no date; say it with --on.")
        )
    if not source and "source" not in columns:
        problems.append(
            Words(
                id="Sumber tidak ada di berkas; sebutkan dengan --source.",
                en="The file has no source; say it with --source.",
            )
        )
    return problems


def _figures(
    row: dict[str, str], columns: dict[str, str], *, on: dt.date | None, source: str, definition: str
) -> list[Printed]:
    def cell(name: str) -> str:
        return (row.get(columns[name]) or "").strip() if name in columns else ""

    problems: list[Words] = []
    day = _day(cell("on"), cell("year"), on, problems)
    code = _code(cell("code"), cell("place"), problems)
    values = []
    if "quantity" in columns:
        quantity = next((name for name, synonyms in QUANTITIES.items() if cell("quantity").lower() in synonyms), "")
        if not quantity:
            problems.append(
                Words(
                    id=f"besaran {cell('quantity')!r} tidak dikenal", en=f"quantity {cell('quantity')!r} is not known"
                )
            )
        values.append((quantity, cell("value")))
    else:
        values += [(name, cell(name)) for name in QUANTITIES if cell(name)]
    read_values = [(name, _number(name, text, problems)) for name, text in values]
    said = cell("source") or source
    if not said:
        problems.append(Words(id="sumber kosong", en="no source"))
    if problems or day is None:
        raise _Unreadable(problems)
    place = cell("place") or code
    meant = cell("definition") or definition
    return [Printed(code, place, day, name, value, said, meant, cell("remark")) for name, value in read_values]


def _day(text: str, year: str, on: dt.date | None, problems: list[Words]) -> dt.date | None:
    if not text and not year:
        if on is None:
            problems.append(Words(id="tanggal kosong", en="no date"))
        return on
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text) or re.fullmatch(r"(\d{2})-(\d{2})-(\d{4})", text)
    parts = [int(part) for part in found.groups()] if found else [int(year), 12, 31] if year.isdigit() else []
    try:
        return dt.date(*(parts if parts[0] > 99 else parts[::-1]))
    except (ValueError, IndexError):
        problems.append(Words(id=f"tanggal {text or year!r} tidak terbaca", en=f"date {text or year!r} cannot be read"))
        return None


def _code(code: str, name: str, problems: list[Words]) -> str:
    """Return a place's code as given, else the code that its name alone belongs to, else ''."""
    if not code:
        found = _codes_of(_bare(name)) if name else ()
        kind = "kota" if re.search(r"\bkota\b", name, re.IGNORECASE) else None
        found = tuple(one for one in found if kind in (None, one[1]))
        return found[0][0] if len(found) == 1 else ""
    try:
        return Wilayah.parse(code).code
    except (AmbiguousScheme, NotAPlaceCode) as wrong:
        problems.append(Words(id=wrong.words.say("id", code=repr(code)), en=wrong.words.say("en", code=repr(code))))
        return ""


def _bare(name: str) -> str:
    return "".join(_KINDS.sub(" ", name.upper()).split())


@cache
def _names() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for code, kind, name in data.rows(
        "SELECT code, kind, name FROM place_rows WHERE level IN ('provinsi', 'kabupaten') AND valid_to IS NULL"
    ):
        found[_bare(name)] = (*found.get(_bare(name), ()), (code, kind or ""))
    return found


def _codes_of(bare: str) -> tuple[tuple[str, str], ...]:
    return _names().get(bare, ())


def _number(quantity: str, text: str, problems: list[Words]) -> Decimal:
    """Read a number as files and the press write it: 1234.5, 1.234,5; of whole quantities 34.782 is thousands."""
    plain = text.removesuffix("%").strip()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain) and (
        quantity not in WITH_DECIMALS or "," in plain or plain.count(".") > 1
    ):
        plain = plain.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(,\d{3})+", plain) and quantity not in WITH_DECIMALS:
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(\.\d{1,4})?", plain) or (quantity not in WITH_DECIMALS and Decimal(plain) % 1):
        problems.append(
            Words(
                id=f"{quantity} {text!r} bukan angka yang dapat dipakai",
                en=f"{quantity} {text!r} is not a usable number",
            )
        )
        return Decimal(0)
    return Decimal(plain)
