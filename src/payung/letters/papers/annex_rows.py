"""Rows of a decree's annex: what must be true of them before anything is printed, and their totals."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from payung.vocabulary.words import Words

#: One row per person. `change` is empty, "masuk" or "keluar"; `replaces` names whose place an incoming
#: person takes, or says why an outgoing one leaves.
COLUMNS = pa.schema(
    [
        ("seq", pa.int32()),
        ("name", pa.string()),
        ("nik", pa.string()),
        ("birth_on", pa.date32()),
        ("sex", pa.string()),
        ("address", pa.string()),
        ("rt", pa.string()),
        ("rw", pa.string()),
        ("occupation", pa.string()),
        ("disability", pa.string()),
        ("proposer", pa.string()),
        ("change", pa.string()),
        ("replaces", pa.string()),
    ]
)
CHANGES = {"": "", "masuk": "Masuk", "keluar": "Keluar"}
#: How many mistakes of one kind are told by number; the others are counted.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A kelurahan or desa of the annex: its Kemendagri code and the names that are printed."""

    code: str
    kelurahan: str
    kecamatan: str


#: Where people stand of whom no kelurahan is known: a list of their own, and no kelurahan.
NOWHERE = Place("00", "Belum diketahui", "belum diketahui")


@dataclass(frozen=True, slots=True)
class Section:
    """The people of one kelurahan, in the order in which they are printed (columns: COLUMNS)."""

    place: Place
    rows: pa.Table


@dataclass(frozen=True, slots=True)
class Totals:
    """Heads of one kelurahan, or of all. `men + women + unknown = heads`."""

    heads: int
    men: int
    women: int
    unknown: int
    disabled: int
    coming: int
    leaving: int

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


class AnnexNotPrintable(Exception):
    """The rows contradict themselves; `problems` are all of them, in words."""

    def __init__(self, problems: Sequence[Words]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = tuple(problems)


def section(place: Place, rows: Iterable[Sequence[object]]) -> Section:
    """Return a section from tuples in the order of COLUMNS."""
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    return Section(place, pa.Table.from_arrays([pa.array(values, kind.type) for values, kind in zip(columns, COLUMNS, strict=True)], schema=COLUMNS))  # fmt: skip


def checked(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections with their columns in the known order, those of a kelurahan with nobody left out.

    :raises AnnexNotPrintable: with everything that is wrong: missing columns, a kelurahan twice, a person twice,
        an order that does not rise, a NIK that is not one, a person without a name, an unknown change.
    """
    problems: list[Words] = []
    kept: list[Section] = []
    seen: Counter[str] = Counter()
    for one in sections:
        seen[one.place.code] += 1
        missing = [name for name in COLUMNS.names if name not in one.rows.column_names]
        if missing:
            problems.append(_missing(one.place, missing))
            continue
        rows = one.rows.select(COLUMNS.names).cast(COLUMNS)
        problems += _wrong_rows(one.place, rows)
        if rows.num_rows:
            kept.append(Section(one.place, rows))
    problems += [
        Words(id=f"Kelurahan {code} ada dua kali.", en=f"Kelurahan {code} is there twice.")
        for code, times in seen.items()
        if times > 1
    ]
    problems += _twice(kept)
    if not kept and not problems:
        problems.append(Words(id="Lampiran tidak memuat seorang pun.", en="The annex holds nobody."))
    if problems:
        raise AnnexNotPrintable(problems)
    return tuple(sorted(kept, key=lambda one: one.place.code))


def totals(rows: pa.Table) -> Totals:
    """Return the heads of some rows."""
    sexes = Counter(rows["sex"].to_pylist())
    changes = Counter(rows["change"].to_pylist())
    disabled = sum(bool(said) for said in rows["disability"].to_pylist())
    men, women = sexes["L"], sexes["P"]
    return Totals(
        heads=rows.num_rows,
        men=men,
        women=women,
        unknown=rows.num_rows - men - women,
        disabled=disabled,
        coming=changes["masuk"],
        leaving=changes["keluar"],
    )


def _missing(place: Place, names: list[str]) -> Words:
    said = ", ".join(names)
    return Words(
        id=f"Kelurahan {place.kelurahan}: kolom {said} tidak ada.",
        en=f"Kelurahan {place.kelurahan}: column {said} is missing.",
    )


def _wrong_rows(place: Place, rows: pa.Table) -> list[Words]:
    numbers = rows["seq"].to_pylist()
    wrong_order = any(one is None for one in numbers) or any(
        before >= after for before, after in itertools.pairwise(numbers)
    )
    problems = []
    if wrong_order:
        problems.append(
            Words(
                id=f"Kelurahan {place.kelurahan}: nomor urut kosong, berulang atau tidak menaik.",
                en=f"Kelurahan {place.kelurahan}: running numbers are empty, repeated or do not rise.",
            )
        )
    bad = {
        ("NIK bukan 16 angka", "NIK not of 16 digits"): [
            not (nik and re.fullmatch("[0-9]{16}", nik)) for nik in rows["nik"].to_pylist()
        ],
        ("nama kosong", "no name"): [not (name and name.strip()) for name in rows["name"].to_pylist()],
        ("perubahan tidak dikenal", "unknown change"): [
            (change or "") not in CHANGES for change in rows["change"].to_pylist()
        ],
    }
    for (said, in_english), marks in bad.items():
        found = [str(number) for number, mark in zip(numbers, marks, strict=True) if mark]
        if found:
            problems.append(_told(place, said, in_english, found))
    return problems


def _told(place: Place, said: str, in_english: str, found: list[str]) -> Words:
    some = ", ".join(found[:_TOLD])
    more = len(found) - _TOLD
    return Words(
        id=f"Kelurahan {place.kelurahan}: {said} pada nomor {some}{f' dan {more} lainnya' if more > 0 else ''}.",
        en=f"Kelurahan {place.kelurahan}: {in_english} at number {some}{f' and {more} more' if more > 0 else ''}.",
    )


def _twice(sections: Sequence[Section]) -> list[Words]:
    """Say how many people stand in the annex more than once. Their NIK is not repeated in a message."""
    if not sections:
        return []
    niks = pa.chunked_array([chunk for one in sections for chunk in one.rows["nik"].chunks], pa.string())
    repeated = niks.drop_null().length() - pc.count_distinct(niks).as_py()
    if not repeated:
        return []
    return [
        Words(
            id=f"{repeated} baris memuat NIK yang sudah ada di lampiran ini.",
            en=f"{repeated} rows hold a NIK that is already in this annex.",
        )
    ]
