"""Disdukcapil and BPJS of the synthetic city: they read what was sent and answer from their own registers, in their own layouts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook
from rapidfuzz import fuzz

from payung.demo.truth import PEOPLE_FILE
from payung.gateways import sheets

# Disdukcapil's service compares names by likeness.
SAME_NAME = 70
# Of a package, so many come back with the first letter; the others weeks later.
FIRST_ANSWER_SHARE = 0.93

PAYERS = {
    "covered_pu": "Sudah terdaftar aktif segmen PU",
    "covered_bpu": "Sudah terdaftar aktif segmen BPU",
    "covered_province": "Sudah terdaftar aktif dibayar pihak lain",
    "covered_village": "Sudah terdaftar aktif dibayar pihak lain",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of a package."""

    nik: str
    name: str


@dataclass(frozen=True, slots=True)
class Registered:
    """What the authorities know of a NIK."""

    name: str
    fate: str
    died_on: dt.date | None
    moved_to: str


def registered(truth: Path) -> dict[str, Registered]:
    """Return what the authorities know, by NIK."""
    wanted = ["nik", "name", "fate", "died_on", "moved_to"]
    return {
        person["nik"]: Registered(person["name"], person["fate"], person["died_on"], person["moved_to"])
        for person in pq.read_table(truth / PEOPLE_FILE, columns=wanted).to_pylist()
    }


def asked(package: Path) -> Iterator[Asked]:
    """Read the names of an outgoing workbook: the columns NIK and Nama, wherever they stand."""
    book = CalamineWorkbook.from_path(str(package))
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python()
        place: dict[str, int] = {}
        for row in rows:
            if not place:
                heads = {str(cell).strip().upper(): index for index, cell in enumerate(row)}
                name = next((index for head, index in heads.items() if head.startswith("NAMA")), None)
                if "NIK" in heads and name is not None:
                    place = {"nik": heads["NIK"], "name": name}
            elif len(nik := str(row[place["nik"]]).strip()) == 16:
                yield Asked(nik, str(row[place["name"]]).strip())


def dukcapil_answers(packages: Iterable[Path], truth: Path, folder: Path, *, seed: int) -> list[Path]:
    """Write Disdukcapil's result of a package: two files, together every name, in another order."""
    known = registered(truth)
    rows = [[one.nik, one.name, *_population(known.get(one.nik), one.name)] for path in packages for one in asked(path)]
    dice = Random(f"dukcapil/{seed}")
    dice.shuffle(rows)
    cut = round(len(rows) * FIRST_ANSWER_SHARE)
    head = ["NO", "NIK", "NAMA LENGKAP", "HASIL PEMADANAN", "KETERANGAN"]
    return [
        _write(folder / f"Hasil Pemadanan Disdukcapil Tahap {stage}.xlsx", "HASIL PEMADANAN NIK", head, part)
        for stage, part in ((1, rows[:cut]), (2, rows[cut:]))
    ]


def _population(known: Registered | None, name: str) -> tuple[str, str]:
    if known is None:
        return "TIDAK PADAN", "NIK tidak ditemukan"
    if known.died_on is not None:
        return "MENINGGAL", ""
    if known.moved_to:
        return "PINDAH", "Pindah keluar kota"
    if fuzz.ratio(known.name, name.upper()) < SAME_NAME:
        return "TIDAK PADAN", "Nama tidak sesuai"
    return "PADAN", ""


def bpjs_check(packages: Iterable[Path], truth: Path, folder: Path, *, seed: int) -> list[Path]:
    """Write BPJS's answer to cek calon: the rejects and the others in two files, some names in neither."""
    known = registered(truth)
    rows = [(one, *_member(known.get(one.nik))) for path in packages for one in asked(path)]
    dice = Random(f"bpjs/{seed}")
    dice.shuffle(rows)
    rows = rows[: round(len(rows) * 0.999)]
    return [
        _write(
            folder / f"Jawaban cek calon {what}.xlsx",
            "HASIL VALIDASI DATA CALON PESERTA",
            ["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"],
            [[said, why, one.nik, one.name] for one, said, why in rows if said == status],
        )
        for what, status in (("ditolak", "T"), ("diterima", "Y"))
    ]


def bpjs_enrolment(packages: Iterable[Path], truth: Path, folder: Path, *, seed: int) -> list[Path]:
    """Write BPJS's answer to an enrolment: Y and T in one file, the member numbers in another."""
    known = registered(truth)
    rows = [(one, *_member(known.get(one.nik))) for path in packages for one in asked(path)]
    dice = Random(f"kpj/{seed}")
    dice.shuffle(rows)
    answered = _write(
        folder / "Jawaban pendaftaran.xlsx",
        "HASIL PENDAFTARAN PESERTA BPU",
        ["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"],
        [[said, why, one.nik, one.name] for one, said, why in rows],
    )
    dice.shuffle(rows)
    members = [one for one, said, _ in rows if said == "Y"]
    numbers = dice.sample(range(10_000_000_000, 99_999_999_999), len(members))
    numbered = _write(
        folder / "Daftar KPJ.xlsx",
        "DAFTAR NOMOR PESERTA",
        ["No", "KPJ", "NIK", "Nama Peserta"],
        [
            [str(place), str(number), one.nik, one.name]
            for place, (number, one) in enumerate(zip(numbers, members, strict=True), 1)
        ],
    )
    return [answered, numbered]


def _member(known: Registered | None) -> tuple[str, str]:
    if known is None:
        return "T", "NIK tidak valid"
    if known.died_on is not None:
        return "T", "NIK tercatat meninggal dunia"
    if known.fate in PAYERS:
        return "T", PAYERS[known.fate]
    if known.fate in ("over_age", "under_age"):
        return "T", "Usia tidak memenuhi ketentuan"
    return "Y", ""


def _write(path: Path, title: str, head: list[str], rows: list[list[str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = sheets.add(book, "Sheet1")
        sheet.write_string(0, 0, title)
        for column, text in enumerate(head):
            sheet.write_string(2, column, text)
        unstyled = [None] * len(head)
        for place, row in enumerate(rows, 3):
            numbered = [str(place - 2), *row] if head[0] == "NO" else row
            sheet.write_row_of(place, numbered, unstyled)
    return path
