"""The law register: which regulations exist, how they rank, and what a citation points to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from payung.law.refusals import BadFigures
from payung.law.strict_yaml import read_mapping, refuse_unknown

# Hierarchy of UU 12/2011 Pasal 7-8, then what binds only its parties, then what only explains.
RANK = (
    "UUD", "UU", "PP", "Perpres", "Inpres", "Permen", "Kepmen", "Peraturan BPJS",
    "Perda Prov", "Pergub", "Perda", "Perwali", "Perbup", "SK", "MoU", "PKS", "Surat", "Penjelasan",
)  # fmt: skip

_LONG_KINDS = {
    "undang-undang": "UU",
    "peraturan pemerintah": "PP",
    "peraturan presiden": "Perpres",
    "instruksi presiden": "Inpres",
    "peraturan menteri ketenagakerjaan": "Permenaker",
    "peraturan menteri dalam negeri": "Permendagri",
    "peraturan menteri keuangan": "PMK",
    "peraturan wali kota": "Perwali",
    "peraturan walikota": "Perwali",
    "peraturan bupati": "Perbup",
    "peraturan gubernur": "Pergub",
}
_KIND_WORDS = "|".join(sorted(_LONG_KINDS, key=len, reverse=True))
_NUMBER = r"(?P<number>[A-Za-z0-9./-]*?[A-Za-z0-9])"
_SHORT = re.compile(rf"^(?P<kind>[A-Za-z]+(?: [A-Z][A-Za-z]+)*) {_NUMBER}/(?P<year>\d{{4}})(?:\s+(?P<place>.*))?$")
_LONG = re.compile(
    rf"^(?P<kind>{_KIND_WORDS})\s+(?:nomor|no\.?)\s+{_NUMBER}\s+tahun\s+(?P<year>\d{{4}})(?:\s+(?P<place>.*))?$",
    re.IGNORECASE,
)
_PLACE_FORMS = (
    (re.compile(r"\s*ayat\s*\((\w+)\)", re.IGNORECASE), r"(\1)"),
    (re.compile(r"\s*huruf\s+([a-z])\b", re.IGNORECASE), r" huruf \1"),
    (re.compile(r"^ps\.?\s+", re.IGNORECASE), "Pasal "),
    (re.compile(r"^pasal\s+", re.IGNORECASE), "Pasal "),
    (re.compile(r"(\))([a-z])\b"), r"\1 huruf \2"),
)


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation. `ends_on` is the first day on which it no longer holds; scope is a region code or ''."""

    id: str
    kind: str
    rank: int
    number: str
    year: int
    title: str
    promulgated_on: dt.date | None
    in_force_on: dt.date | None
    ends_on: dt.date | None
    amends: tuple[str, ...]
    replaces: tuple[str, ...]
    url: str
    scope: str
    confidence: str

    def holds(self, on: dt.date) -> bool:
        """Whether it was in force on a day, as far as the register knows the dates."""
        return (self.in_force_on is None or self.in_force_on <= on) and (self.ends_on is None or on < self.ends_on)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a regulation: `law` is the register's id, `place` the article as printed in short form ('' = whole)."""

    law: str
    place: str
    printed: str

    def __str__(self) -> str:
        return self.printed


@dataclass(frozen=True, slots=True)
class Register:
    """All known regulations by id."""

    regulations: Mapping[str, Regulation] = field(default_factory=dict)

    def __getitem__(self, law: str) -> Regulation:
        return self.regulations[law]

    def __iter__(self) -> Iterable[Regulation]:
        return iter(self.regulations.values())

    def cite(self, text: str) -> Citation:
        """Read one citation, short ("PP 44/2015 Pasal 16(1)a") or as printed in a law ("… Nomor 44 Tahun 2015 Pasal …").

        :raises BadFigures: if it is no citation, or names a regulation that the register does not know.
        """
        match = _SHORT.match(text.strip()) or _LONG.match(text.strip())
        if match is None:
            raise BadFigures(f"not a citation: {text!r}; write kind number/year place, e.g. 'PP 44/2015 Pasal 16(1)'")
        kind = _LONG_KINDS.get(match["kind"].lower(), match["kind"])
        law = regulation_id(kind, match["number"], int(match["year"]))
        if law not in self.regulations:
            raise BadFigures(f"{text!r} cites {law}, which is not in the law register")
        place = normal_place(match["place"] or "")
        return Citation(law, place, f"{kind} {match['number']}/{match['year']} {place}".strip())

    def cite_all(self, text: str) -> tuple[Citation, ...]:
        """Read several citations separated by semicolons."""
        return tuple(self.cite(part) for part in text.split(";"))

    def prevailing(self, ids: Iterable[str]) -> Regulation:
        """Return which of several regulations wins: the higher in rank, then the later in force (lex superior, posterior).

        :raises BadFigures: if two are equal in rank and date: only a person can decide.
        """
        ranked = sorted((self.regulations[law] for law in ids), key=_precedence)
        if len(ranked) > 1 and _precedence(ranked[0]) == _precedence(ranked[1]):
            raise BadFigures(f"{ranked[0].id} and {ranked[1].id} have the same rank and date")
        return ranked[0]

    def with_local(self, regulations: Iterable[Regulation]) -> Register:
        """Return a register that also holds local rules (Perda, Perwali, SK, PKS), which come as data."""
        return Register(MappingProxyType({**self.regulations, **{law.id: law for law in regulations}}))


def _precedence(law: Regulation) -> tuple[int, int]:
    return law.rank, -(law.in_force_on or dt.date(law.year, 1, 1)).toordinal()


def regulation_id(kind: str, number: str, year: int) -> str:
    """Return the register's id of a regulation: `PP-44-2015`."""
    return "-".join((*kind.split(), number.replace("/", "."), str(year)))


def normal_place(place: str) -> str:
    """Write an article one way: `Pasal 16 ayat (1) huruf a`, `ps. 16(1)a` → `Pasal 16(1) huruf a`."""
    for pattern, form in _PLACE_FORMS:
        place = pattern.sub(form, place)
    return " ".join(place.split())


_KEYS = frozenset(
    [
        "kind",
        "number",
        "year",
        "title",
        "promulgated_on",
        "in_force_on",
        "ends_on",
        "amends",
        "replaces",
        "url",
        "scope",
        "confidence",
        "rank_as",
    ]
)


def regulation(row: dict[str, object], where: str) -> Regulation:
    """Build a regulation from a YAML row; used for the national register and for local rules alike.

    :raises BadFigures: if a key is unknown or missing, or the kind has no rank.
    """
    refuse_unknown(row, _KEYS, {"kind", "number", "year", "title"}, where)
    rank_as = str(row.get("rank_as", row["kind"]))
    if rank_as not in RANK:
        raise BadFigures(f"{where}: unknown kind {rank_as!r}; one of {', '.join(RANK)}")
    number, year = str(row["number"]), int(str(row["year"]))
    return Regulation(
        id=regulation_id(str(row["kind"]), number, year),
        kind=str(row["kind"]),
        rank=RANK.index(rank_as),
        number=number,
        year=year,
        title=str(row["title"]),
        promulgated_on=_date(row, "promulgated_on"),
        in_force_on=_date(row, "in_force_on"),
        ends_on=_date(row, "ends_on"),
        amends=tuple(row.get("amends", ())),
        replaces=tuple(row.get("replaces", ())),
        url=str(row.get("url", "")),
        scope=str(row.get("scope", "")),
        confidence=str(row.get("confidence", "law")),
    )


def _date(row: dict[str, object], key: str) -> dt.date | None:
    value = row.get(key)
    return value if isinstance(value, dt.date) else None


def read_register(path: Path) -> Register:
    """Read a register file and check that what a regulation amends or replaces is itself known.

    :raises BadFigures: for a broken row, a law twice, or a reference to nowhere.
    """
    laws: dict[str, Regulation] = {}
    for position, row in enumerate(read_mapping(path)["regulations"], start=1):
        law = regulation(row, f"{path.name} #{position}")
        if law.id in laws:
            raise BadFigures(f"{path.name} #{position}: {law.id} stands twice")
        laws[law.id] = law
    for law in laws.values():
        for other in (*law.amends, *law.replaces):
            if other not in laws:
                raise BadFigures(f"{path.name}: {law.id} points to {other}, which is not in the register")
    return Register(MappingProxyType(laws))


@cache
def national() -> Register:
    """Return the national register of the book."""
    return read_register(Path(__file__).parent / "parameters" / "law.yaml")
