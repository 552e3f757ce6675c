"""A messy list as a grid of cells, with the truth of every line."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

#: A cell as a writer gets it: text, whole number, date, or "" for empty.
Value = str | int | float | dt.date

FIRST = ("BUDI", "SITI", "AHMAD", "DEWI", "JOKO", "RINA", "MUHAMMAD", "NUR", "AGUS", "YULI", "HASAN", "TRI")
LAST = ("SANTOSO", "AMINAH", "HIDAYAT", "LESTARI", "WIDODO", "KARTIKA", "RAMADHAN", "HAYATI", "PRASETYO", "ASTUTI")
JOBS = ("Nelayan", "Pedagang kaki lima", "Ojek", "Tukang pijat", "Buruh harian", "Kurir", "Penjahit")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its field, the heading that the sender writes, and the group heading above it ("")."""

    field: str
    heading: str
    group: str = ""


@dataclass(slots=True)
class Grid:
    """Lines from row 1 on, the kind of each, merged ranges (top, left, bottom, right from 0), and the columns."""

    lines: list[list[Value]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    columns: tuple[Column, ...] = ()
    left: int = 0

    def add(self, kind: str, *cells: Value) -> int:
        """Append a line; return its row number."""
        self.lines.append([""] * self.left + list(cells) if cells else [])
        self.kinds.append(kind)
        return len(self.lines)

    def rows(self) -> list[tuple[int, list[Value]]]:
        """Return (row number, cells) of the person-rows."""
        return [(place + 1, self.lines[place]) for place, kind in enumerate(self.kinds) if kind == "row"]


def person(seed: int) -> dict[str, Value]:
    """Return one synthetic worker, the same for the same seed."""
    dice = random.Random(seed)
    woman = dice.random() < 0.5
    born = dt.date(dice.randint(1960, 2004), dice.randint(1, 12), dice.randint(1, 28))
    day = born.day + 40 if woman else born.day
    return {
        "nik": f"6474{dice.randint(1, 3):02d}{day:02d}{born.month:02d}{born.year % 100:02d}{dice.randint(1, 9999):04d}",
        "kk": f"647401{dice.randint(1, 28):02d}{dice.randint(1, 12):02d}{dice.randint(8, 22):02d}{dice.randint(1, 9999):04d}",
        "name": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
        "birth_place": dice.choice(("Bontang", "Samarinda", "Bone", "Malang")),
        "birth_date": born.strftime("%d-%m-%Y"),
        "birth": f"Bontang, {born.strftime('%d-%m-%Y')}",
        "sex": "P" if woman else "L",
        "address": f"Jl. Pelabuhan No {dice.randint(1, 200)}",
        "rt": f"{dice.randint(1, 40):03d}",
        "rw": f"{dice.randint(1, 12):02d}",
        "rt_rw": f"{dice.randint(1, 40):03d}/{dice.randint(1, 12):03d}",
        "kelurahan": dice.choice(("Api-Api", "Bontang Kuala", "Berbas Pantai")),
        "kecamatan": "Bontang Utara",
        "occupation": dice.choice(JOBS),
        "phone": f"0812{dice.randint(10_000_000, 99_999_999)}",
        "mother_name": f"{dice.choice(('SITI', 'NUR', 'SRI'))} {dice.choice(LAST)}",
        "remark": "",
    }


PLAIN = (
    Column("no", "No."),
    Column("nik", "NIK"),
    Column("name", "Nama Lengkap"),
    Column("birth_place", "Tempat Lahir"),
    Column("birth_date", "Tgl. Lahir"),
    Column("sex", "L/P"),
    Column("address", "Alamat"),
    Column("occupation", "Pekerjaan"),
    Column("phone", "No HP"),
)

GROUPED = (
    Column("no", "NO"),
    Column("name", "NAMA"),
    Column("nik", "NO. KTP"),
    Column("birth_place", "TEMPAT", "KELAHIRAN"),
    Column("birth_date", "TANGGAL", "KELAHIRAN"),
    Column("sex", "JK"),
    Column("address", "JALAN", "ALAMAT"),
    Column("rt", "RT", "ALAMAT"),
    Column("rw", "RW", "ALAMAT"),
    Column("kelurahan", "DESA/KEL", "ALAMAT"),
    Column("occupation", "PEKERJAAN"),
)

SHORT = (
    Column("no", "No"),
    Column("name", "Nama"),
    Column("nik", "N I K"),
    Column("birth", "TTL"),
    Column("rt_rw", "RT/RW"),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a sender dresses a list."""

    title: int = 2
    gap: int = 1
    numbering: bool = False
    repeat_every: int = 0
    subtotal: bool = False
    signature: bool = False
    notes: bool = False
    left: int = 0
    blank_every: int = 0


def dress(columns: Sequence[Column], people: Sequence[dict[str, Value]], habits: Habits) -> Grid:
    """Write people into a grid as a sender with these habits would."""
    grid = Grid(columns=tuple(columns), left=habits.left)
    for place in range(habits.title):
        grid.add(
            "title",
            ("DAFTAR CALON PESERTA BPJS KETENAGAKERJAAN", "KELURAHAN API-API KECAMATAN BONTANG UTARA", "TAHUN 2023")[
                place % 3
            ],
        )
    for _ in range(habits.gap):
        grid.add("blank")
    _heading(grid, habits)
    for place, one in enumerate(people):
        if habits.repeat_every and place and place % habits.repeat_every == 0:
            grid.add("blank")
            _heading(grid, habits)
        if habits.blank_every and place and place % habits.blank_every == 0:
            grid.add("blank")
        grid.add("row", *(place + 1 if column.field == "no" else one.get(column.field, "") for column in columns))
    _foot(grid, len(people), habits)
    return grid


def _heading(grid: Grid, habits: Habits) -> None:
    grouped = any(column.group for column in grid.columns)
    if grouped:
        above: list[Value] = []
        for place, column in enumerate(grid.columns):
            first = place == 0 or grid.columns[place - 1].group != column.group
            above.append((column.group if first else "") if column.group else column.heading)
        top = grid.add("header", *above) - 1
        grid.add("header", *(column.heading if column.group else "" for column in grid.columns))
        _merge(grid, top)
    else:
        grid.add("header", *(column.heading for column in grid.columns))
    if habits.numbering:
        grid.add("numbering", *range(1, len(grid.columns) + 1))


def _merge(grid: Grid, top: int) -> None:
    start = 0
    for place in range(1, len(grid.columns) + 1):
        group = grid.columns[start].group
        if place < len(grid.columns) and group and grid.columns[place].group == group:
            continue
        if group and place - start > 1:
            grid.merged.append((top, grid.left + start, top, grid.left + place - 1))
        if not group:
            grid.merged.append((top, grid.left + start, top + 1, grid.left + start))
        start = place


def _foot(grid: Grid, people: int, habits: Habits) -> None:
    if habits.subtotal:
        grid.add("subtotal", f"Jumlah: {people} orang")
    if habits.notes:
        grid.add("note", "Catatan: data per 1 Oktober 2023")
    if habits.signature:
        grid.add("blank")
        width = len(grid.columns)
        right = width - 2
        grid.add("signature", *_two("Mengetahui,", "Bontang, 12 Oktober 2023", right))
        grid.add("signature", *_two("Camat Bontang Utara", "Lurah Api-Api", right))
        grid.add("blank")
        grid.add("blank")
        grid.add("signature", *_two("Drs. H. SUPARDI, M.Si", "RAHMAWATI, S.Sos", right))
        grid.add("signature", *_two("NIP. 19680101 199003 1 002", "NIP 197502022001122003", right))


def _two(left: str, right: str, place: int) -> list[Value]:
    return ["", left, *[""] * (place - 2), right]
