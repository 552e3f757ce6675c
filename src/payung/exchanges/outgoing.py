"""The files that leave: names of a package as XLSX and CSV in documented columns, NIK as text, nothing a spreadsheet runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from payung.gateways import sheets
from payung.intake.returning.inert import csv_row, plain, plain_row

#: Names in one part: what a branch's upload and a slow computer take; docs/exchanges.md.
PART = 10_000
_SEX = {"L": "LAKI-LAKI", "P": "PEREMPUAN"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a package as it is sent; its number in the file is `seq`."""

    seq: int
    nik: str
    name: str
    birth_on: dt.date | None
    birth_place: str | None
    sex: str | None
    phone: str | None
    address: str | None
    rt: str | None
    rw: str | None
    kelurahan_code: str | None
    occupation: str | None
    from_month: dt.date | None
    leaving: str | None


@dataclass(frozen=True, slots=True)
class Employed:
    """Wage earners: the employer's number at BPJS, and the monthly wage that counts, in whole rupiah."""

    npp: str
    wage: int


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the names and in the file's name, the same in every part."""

    title: str
    stem: str
    purpose: str
    wadah: str
    made_at: dt.datetime
    places: Callable[[str | None], tuple[str, str]]
    leaving: Callable[[str | None], str]
    employed: Employed | None = None

    @property
    def layout(self) -> str:
        """Return which of LAYOUTS the file has."""
        return "bpjs_enrolment_pu" if self.employed and self.purpose == "bpjs_enrolment" else self.purpose


@dataclass(frozen=True, slots=True)
class Part:
    """One written file: where it stands, its SHA-256, how many names it holds."""

    path: Path
    sha256: str
    names: int


_Cell = Callable[[Any, Head], str]


def _day(value: dt.date | None) -> str:
    return f"{value.day:02}-{value.month:02}-{value.year:04}" if value else ""


def _neighbourhood(one: Name, head: Head) -> str:
    return f"{one.rt or '-'}/{one.rw or '-'}" if one.rt or one.rw else ""


_NO: tuple[str, int, _Cell] = ("No", 6, lambda one, head: str(one.seq))
_NIK: tuple[str, int, _Cell] = ("NIK", 19, lambda one, head: one.nik)
_NAME: tuple[str, int, _Cell] = ("Nama Lengkap", 30, lambda one, head: one.name)
_BIRTH_PLACE: tuple[str, int, _Cell] = ("Tempat Lahir", 18, lambda one, head: one.birth_place or "")
_BIRTH_DATE: tuple[str, int, _Cell] = ("Tanggal Lahir", 13, lambda one, head: _day(one.birth_on))
_SEX_COLUMN: tuple[str, int, _Cell] = ("Jenis Kelamin", 13, lambda one, head: _SEX.get(one.sex or "", ""))
_KELURAHAN: tuple[str, int, _Cell] = ("Kelurahan/Desa", 22, lambda one, head: head.places(one.kelurahan_code)[0])
_KECAMATAN: tuple[str, int, _Cell] = ("Kecamatan", 22, lambda one, head: head.places(one.kelurahan_code)[1])
_ADDRESS: tuple[str, int, _Cell] = ("Alamat", 34, lambda one, head: one.address or "")
_RT_RW: tuple[str, int, _Cell] = ("RT/RW", 9, _neighbourhood)
_OCCUPATION: tuple[str, int, _Cell] = ("Pekerjaan", 22, lambda one, head: one.occupation or "")
_PHONE: tuple[str, int, _Cell] = ("No HP", 16, lambda one, head: one.phone or "")
_WADAH: tuple[str, int, _Cell] = ("Kode Wadah", 11, lambda one, head: head.wadah)
_NPP: tuple[str, int, _Cell] = ("NPP", 10, lambda one, head: head.employed.npp if head.employed else "")
_WAGE: tuple[str, int, _Cell] = ("Upah", 13, lambda one, head: str(head.employed.wage) if head.employed else "")
_MONTH: tuple[str, int, _Cell] = (
    "Mulai (BLTH)",
    12,
    lambda one, head: f"{one.from_month:%m-%Y}" if one.from_month else "",
)
_LEAVING: tuple[str, int, _Cell] = ("Alasan Keluar", 22, lambda one, head: head.leaving(one.leaving))


def _empty(one: Name, head: Head) -> str:
    """An answer's column, left to whom it is sent to."""
    return ""


#: The columns of every purpose (docs/exchanges.md; wage earners are enrolled under their employer); the last ones are empty, for the answer.
LAYOUTS: dict[str, tuple[tuple[str, int, _Cell], ...]] = {
    "dukcapil": (
        _NO, _NIK, _NAME, _BIRTH_PLACE, _BIRTH_DATE, _SEX_COLUMN, _KELURAHAN, _KECAMATAN,
        ("Hasil Pemadanan", 20, _empty),
    ),
    "bpjs_check": (
        _NO, _NIK, _NAME, _BIRTH_PLACE, _BIRTH_DATE, _SEX_COLUMN, _KELURAHAN, _KECAMATAN, _OCCUPATION,
        ("Status Y/T", 11, _empty), ("Keterangan Status Data", 30, _empty),
    ),
    "bpjs_enrolment": (
        _NO, _NIK, _NAME, _BIRTH_PLACE, _BIRTH_DATE, _SEX_COLUMN, _ADDRESS, _RT_RW, _KELURAHAN, _KECAMATAN, _OCCUPATION, _PHONE,
        _WADAH, _MONTH, ("Status Y/T", 11, _empty), ("Keterangan Status Data", 30, _empty), ("No KPJ", 14, _empty),
    ),
    "bpjs_enrolment_pu": (
        _NO, _NIK, _NAME, _BIRTH_PLACE, _BIRTH_DATE, _SEX_COLUMN, _ADDRESS, _RT_RW, _KELURAHAN, _KECAMATAN, _OCCUPATION, _PHONE,
        _NPP, _WAGE, _MONTH, ("Status Y/T", 11, _empty), ("Keterangan Status Data", 30, _empty), ("No KPJ", 14, _empty),
    ),
    "bpjs_leaving": (
        _NO, _NIK, _NAME, _BIRTH_DATE, _KELURAHAN, _KECAMATAN, _LEAVING, ("Mulai Keluar (BLTH)", 18, _MONTH[2]),
        ("Status Y/T", 11, _empty), ("Keterangan Status Data", 30, _empty),
    ),
}  # fmt: skip


def write(names: Sequence[Name], head: Head, folder: Path, *, part: int = PART) -> tuple[Part, ...]:
    """Write the names as XLSX and CSV, `part` names in each file; the same names give the same bytes.

    :raises OSError: if the folder cannot be written to, or is full; a half-written file never bears its name.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    parts = [names[start : start + part] for start in range(0, len(names), part)]
    written = []
    for number, some in enumerate(parts, start=1):
        of_many = f"-bagian-{number}-dari-{len(parts)}" if len(parts) > 1 else ""
        title = f"{head.title} (bagian {number} dari {len(parts)})" if len(parts) > 1 else head.title
        lines = list(_lines(some, head))
        for ending, writer in (("xlsx", _xlsx), ("csv", _csv)):
            path = folder / f"{head.stem}{of_many}.{ending}"
            whole = path.with_suffix(f".{ending}.{uuid.uuid4().hex}.part")
            try:
                writer(whole, title, lines, head)
                whole.chmod(0o600)
                whole.replace(path)
            finally:
                whole.unlink(missing_ok=True)
            written.append(Part(path, hashlib.sha256(path.read_bytes()).hexdigest(), len(some)))
    return tuple(written)


def _lines(names: Sequence[Name], head: Head) -> Iterator[list[str]]:
    cells = [cell for _, _, cell in LAYOUTS[head.layout]]
    for one in names:
        yield plain_row([cell(one, head) for cell in cells])


def _xlsx(path: Path, title: str, lines: Sequence[Sequence[str]], head: Head) -> None:
    columns = LAYOUTS[head.layout]
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": head.made_at.astimezone(dt.UTC).replace(tzinfo=None), "title": title})
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        sheet = sheets.add(book, "Data")
        for place, (_, width, _) in enumerate(columns):
            sheet.set_column(place, place, width, text)
        sheet.freeze_panes(3, 3)
        sheet.write_string(0, 0, plain(title), book.add_format({"bold": True}))
        for place, (heading, _, _) in enumerate(columns):
            sheet.write_string(2, place, heading, bold)
        formats = [text] * len(columns)
        for row, line in enumerate(lines, start=3):
            sheet.write_row_of(row, [cell or None for cell in line], formats)


def _csv(path: Path, title: str, lines: Sequence[Sequence[str]], head: Head) -> None:
    """Semicolons and a byte-order mark, as Excel with Indonesian settings expects; no title line, for machines read it."""
    headings = [heading for heading, _, _ in LAYOUTS[head.layout]]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\ufeff")
        file.writelines(f"{csv_row(line)}\r\n" for line in (headings, *lines))
