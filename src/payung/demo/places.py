"""Where the synthetic people live, and where their NIK was issued."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

# Kabupaten of northern East Kalimantan whose NIKs still carry the code they had before Kalimantan Utara split off in 2012.
BEFORE_THE_SPLIT = {"65.01": "64.04", "65.02": "64.06", "65.03": "64.05", "65.04": "64.10", "65.71": "64.73"}


class UnknownKabupaten(ValueError):
    """The table of places has no kelurahan of this kabupaten or kota."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Tidak ada kelurahan/desa dengan kode kabupaten/kota {code!r} di tabel wilayah."
            f" / The table of places has no kelurahan of {code!r}."
        )


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """One kelurahan or desa with its parents' names, as on an identity card."""

    code: str
    name: str
    kecamatan: str

    @property
    def kecamatan_code(self) -> str:
        return self.code[:8]


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """One kecamatan as a place that issues NIKs: six digits, and the kabupaten's name as a birth place."""

    code: str
    name: str
    kabupaten: str


class Places:
    """The country as the world needs it.

    `rows`: (dotted Kemendagri code, name) of provinces, kabupaten/kota, kecamatan and kelurahan/desa, in any order.
    """

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        names = dict(sorted(rows))
        self.names = names
        self.kecamatan: list[Kecamatan] = [
            Kecamatan(code, name, without_level(names[code[:5]])) for code, name in names.items() if len(code) == 8
        ]
        self.by_province: dict[str, list[Kecamatan]] = {}
        self.by_kabupaten: dict[str, list[Kecamatan]] = {}
        for kecamatan in self.kecamatan:
            self.by_province.setdefault(kecamatan.code[:2], []).append(kecamatan)
            self.by_kabupaten.setdefault(kecamatan.code[:5], []).append(kecamatan)
        self.villages: list[Kelurahan] = [
            Kelurahan(code, name, names[code[:8]]) for code, name in names.items() if len(code) == 13
        ]

    def kelurahan_of(self, kabupaten: str) -> list[Kelurahan]:
        """Return the kelurahan and desa of a kabupaten/kota, by code.

        :raises UnknownKabupaten: if the table has none.
        """
        found = [village for village in self.villages if village.code.startswith(kabupaten + ".")]
        if not found:
            raise UnknownKabupaten(kabupaten)
        return found


def without_level(name: str) -> str:
    """Return `Bontang` for `Kota Bontang`, as birth places are written on cards."""
    for level in ("Kabupaten ", "Kota Administrasi ", "Kota ", "Kab. ", "Adm. "):
        if name.startswith(level):
            return name[len(level) :]
    return name


def nik_prefix(kecamatan_code: str, *, dead: bool) -> str:
    """Return the six digits that a NIK issued in this kecamatan begins with; `dead` uses the code before a split."""
    kabupaten = kecamatan_code[:5]
    if dead and kabupaten in BEFORE_THE_SPLIT:
        kabupaten = BEFORE_THE_SPLIT[kabupaten]
    return kabupaten.replace(".", "") + kecamatan_code[6:8]


def load_places() -> Places:
    """Read the country from the table that stands beside this module."""
    source = resources.files("payung.demo").joinpath("data/places.csv.gz")
    with source.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8", newline="") as text:
        return Places((row["code"], row["name"]) for row in csv.DictReader(text))
