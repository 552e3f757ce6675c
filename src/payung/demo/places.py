"""Where the synthetic people live, and where their NIK was issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import duckdb

from payung.vocabulary import wilayah

# Dotted codes: 64, 64.74, 64.74.01, 64.74.01.1001.
PROVINCE, KABUPATEN, KECAMATAN, KELURAHAN = 2, 5, 8, 13
USUAL_PEOPLE = 300_000


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
        return self.code[:KECAMATAN]


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """One kecamatan as a place that issues NIKs, and its kabupaten's name as a birth place."""

    code: str
    name: str
    kabupaten: str


class Places:
    """The country as the world needs it.

    `names`: dotted Kemendagri code -> name of all provinces, kabupaten/kota, kecamatan and kelurahan/desa of today.
    `parents`: code of a younger kabupaten -> code of the one it came out of, which older NIKs still carry.
    `population`: kabupaten code -> people; where it is silent a usual number is taken.
    """

    def __init__(
        self,
        names: Mapping[str, str],
        parents: Mapping[str, str] | None = None,
        population: Mapping[str, int] | None = None,
    ) -> None:
        self.names = dict(sorted(names.items()))
        self.parents = dict(parents or {})
        self.population = dict(population or {})
        self.kecamatan: list[Kecamatan] = [
            Kecamatan(code, name, without_level(self.names[code[:KABUPATEN]]))
            for code, name in self.names.items()
            if len(code) == KECAMATAN
        ]
        self.by_province = grouped(self.kecamatan, PROVINCE)
        self.by_kabupaten = grouped(self.kecamatan, KABUPATEN)

    @cached_property
    def villages(self) -> list[Kelurahan]:
        """All kelurahan and desa of the country, by code."""
        return [
            Kelurahan(code, name, self.names[code[:KECAMATAN]])
            for code, name in self.names.items()
            if len(code) == KELURAHAN
        ]

    def kelurahan_of(self, kabupaten: str) -> list[Kelurahan]:
        """Return the kelurahan and desa of a kabupaten/kota, by code.

        :raises UnknownKabupaten: if the table has none.
        """
        found = [
            Kelurahan(code, name, self.names[code[:KECAMATAN]])
            for code, name in self.names.items()
            if len(code) == KELURAHAN and code.startswith(kabupaten + ".")
        ]
        if not found:
            raise UnknownKabupaten(kabupaten)
        return found

    def people_in(self, kecamatan_code: str) -> float:
        """Return about how many people live in a kecamatan: its kabupaten's, shared evenly."""
        kabupaten = kecamatan_code[:KABUPATEN]
        return self.population.get(kabupaten, USUAL_PEOPLE) / len(self.by_kabupaten[kabupaten])

    def nik_prefix(self, kecamatan_code: str, *, is_old: bool) -> str:
        """Return the six digits that a NIK issued here begins with; an old one carries the code of before a split."""
        kabupaten = kecamatan_code[:KABUPATEN]
        if is_old:
            kabupaten = self.parents.get(kabupaten, kabupaten)
        return kabupaten.replace(".", "") + kecamatan_code[6:KECAMATAN]


def grouped(kecamatan: Iterable[Kecamatan], length: int) -> dict[str, list[Kecamatan]]:
    """Return kecamatan by the first characters of their code."""
    groups: dict[str, list[Kecamatan]] = {}
    for each in kecamatan:
        groups.setdefault(each.code[:length], []).append(each)
    return groups


def without_level(name: str) -> str:
    """Return `Bontang` for `Kota Bontang`, as birth places are written on cards."""
    for level in ("Kabupaten ", "Kota Administrasi ", "Kabupaten Administrasi ", "Kota ", "Kab. "):
        if name.startswith(level):
            return name[len(level) :]
    return name


def load_places() -> Places:
    """Read the country from the region tables of the vocabulary."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    wilayah.register(connection)
    names = connection.execute("SELECT code, name FROM place_rows WHERE valid_to IS NULL").fetchall()
    parents = connection.execute("SELECT child, parent FROM place_splits").fetchall()
    people = connection.execute("SELECT code, people::BIGINT FROM place_population").fetchall()
    connection.close()
    return Places(names=dict(names), parents=dict(parents), population=dict(people))
