"""Codes of places: Kemendagri's dotted ones as a value, BPS's only by way of a dated crosswalk."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from payung.vocabulary.wilayah import data
from payung.vocabulary.words import Words

LEVELS = {2: "provinsi", 5: "kabupaten", 8: "kecamatan", 13: "kelurahan"}
_DOTTED = r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?"
_UNDOTTED = {2: "provinsi", 4: "kabupaten", 6: "kecamatan", 10: "kelurahan"}


class NotAPlaceCode(ValueError):
    """The text has not the form of a place code."""

    words = Words(
        id="{code} bukan kode wilayah. Bentuknya 64, 64.74, 64.74.01 atau 64.74.01.1006.",
        en="{code} is not a place code. It looks like 64, 64.74, 64.74.01 or 64.74.01.1006.",
    )

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(self.words.say("id", code=repr(code)))


class AmbiguousScheme(NotAPlaceCode):
    """A code without dots is Kemendagri's or BPS's, and they name different places."""

    words = Words(
        id="{code} tanpa titik dapat berarti kode Kemendagri atau kode BPS, dan keduanya berbeda. Sebutkan skemanya.",
        en="{code} without dots may be Kemendagri's code or BPS's, and they differ. Name the scheme.",
    )


class NoSuchPlace(ValueError):
    """No place has, or had on that day, this code."""

    words = Words(
        id="Tidak ada wilayah dengan kode {code} ({scheme}).",
        en="There is no place with the code {code} ({scheme}).",
    )

    def __init__(self, code: str, scheme: str = "Kemendagri") -> None:
        self.code = code
        super().__init__(self.words.say("id", code=repr(code), scheme=scheme))


@dataclass(frozen=True, slots=True, order=True)
class Wilayah:
    """A place by its dotted Kemendagri code. Being well formed does not mean that the place exists: see `exists`."""

    code: str

    def __post_init__(self) -> None:
        if not re.fullmatch(_DOTTED, self.code):
            raise NotAPlaceCode(self.code)

    @classmethod
    def parse(cls, text: str, *, scheme: str | None = None, on: dt.date | None = None) -> Wilayah:
        """Read a code as written. Without dots the scheme must be said: 'kemendagri', or 'bps' (then `on` too).

        :raises AmbiguousScheme: if the code has no dots and no scheme is given (64 alone means no other province).
        :raises NotAPlaceCode: if the text has not the form of a code of the scheme.
        :raises NoSuchPlace: if BPS had no such code on the day.
        """
        code = text.strip()
        if re.fullmatch(_DOTTED, code) and ("." in code or (scheme is None and code < "91") or scheme == "kemendagri"):
            return cls(code)
        if not code.isdigit() or not code.isascii():
            raise NotAPlaceCode(text)
        if scheme == "bps":
            return cls(bps_to_kemendagri(code, on))
        if scheme != "kemendagri":
            raise AmbiguousScheme(text)
        if len(code) not in _UNDOTTED:
            raise NotAPlaceCode(text)
        return cls(".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:]) if part))

    @property
    def level(self) -> str:
        """Return 'provinsi', 'kabupaten', 'kecamatan' or 'kelurahan' (kota and desa included)."""
        return LEVELS[len(self.code)]

    @property
    def parent(self) -> Wilayah | None:
        """Return the place around this one; None around a province."""
        around = self.code.rpartition(".")[0]
        return Wilayah(around) if around else None

    @property
    def provinsi_code(self) -> str:
        """Return the province's code."""
        return self.code[:2]

    @property
    def kabupaten_code(self) -> str | None:
        """Return the kabupaten's or kota's code; None for a province."""
        return self.code[:5] if len(self.code) >= 5 else None

    @property
    def kecamatan_code(self) -> str | None:
        """Return the kecamatan's code; None above it."""
        return self.code[:8] if len(self.code) >= 8 else None

    @property
    def exists(self) -> bool:
        """Tell whether the code is in force in the edition we hold (Kepmendagri 300.2.2-2138/2025)."""
        row = _row(self.code)
        return row is not None and row[2] is None

    @property
    def name(self) -> str:
        """Return the official name, also of a dead code.

        :raises NoSuchPlace: if no edition we hold has the code.
        """
        return self._known()[0]

    @property
    def kind(self) -> str:
        """Return 'provinsi', 'kabupaten', 'kota', 'kecamatan', 'kelurahan' or 'desa'.

        :raises NoSuchPlace: if no edition we hold has the code.
        """
        return self._known()[1]

    @property
    def today(self) -> Wilayah | None:
        """Return the place that goes by this code today: itself, its successor, or None where it is not known."""
        row = self._known()
        if row[2] is None:
            return self
        return Wilayah(row[3]) if row[3] else None

    @property
    def time_zone(self) -> str:
        """Return the IANA zone: Asia/Jakarta or Asia/Pontianak (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT).

        :raises NoSuchPlace: if there is no such province.
        """
        zone = _zones().get(self.provinsi_code)
        if zone is None:
            raise NoSuchPlace(self.code)
        return zone

    def covers(self, other: Wilayah) -> bool:
        """Tell whether the other place is this one or lies in it."""
        return other.code == self.code or other.code.startswith(self.code + ".")

    def _known(self) -> tuple:
        row = _row(self.code)
        if row is None:
            raise NoSuchPlace(self.code)
        return row

    def __str__(self) -> str:
        return self.code


def place_name(code: str | None, *, none: str = "—") -> str:
    """Return a place's name; its code where we know no name, `none` where there is no code."""
    try:
        return Wilayah(code).name if code else none
    except (NoSuchPlace, NotAPlaceCode):
        return code or none


def name_with_kecamatan(code: str) -> str:
    """Return a kelurahan's name with its kecamatan; the code where we know no name."""
    try:
        return f"{Wilayah(code).name}, {Wilayah(code[:8]).name}"
    except (NoSuchPlace, NotAPlaceCode):
        return code


@lru_cache(maxsize=20_000)
def _row(code: str) -> tuple | None:
    found = data.rows("SELECT name, kind, valid_to, successor FROM place_rows WHERE code = ?", [code])
    return found[0] if found else None


@cache
def _zones() -> dict[str, str]:
    return dict(data.rows("SELECT code, zone FROM place_provinces"))


def _in_force(column: str, value: str, on: dt.date | None) -> list[tuple[str]]:
    other = "code" if column == "scheme_code" else "scheme_code"
    day = (on or dt.date.max).isoformat()
    return data.rows(
        f"SELECT {other} FROM place_crosswalk WHERE scheme = 'bps' AND {column} = ? "
        "AND coalesce(valid_from, '') <= ? AND coalesce(valid_to, '9999-12-31') > ?",
        [value, day, "9999-12-30" if on is None else day],
    )


def bps_to_kemendagri(code: str, on: dt.date | None = None) -> str:
    """Return the dotted Kemendagri code of a BPS code (2, 4 or 7 digits) as BPS used it on a day (None: today's).

    The code returned is the one of that day: `Wilayah(…).today` carries it on. Known: all provinces and kabupaten
    of 2020 and since 2023; 6,945 kecamatan as of 2020.

    :raises NoSuchPlace: if no such BPS code is known for that day.
    """
    found = _in_force("scheme_code", code, on)
    if len(found) != 1:
        raise NoSuchPlace(code, "BPS")
    return found[0][0]


def kemendagri_to_bps(code: str, on: dt.date | None = None) -> str:
    """Return the BPS code of a dotted Kemendagri code (province, kabupaten, kecamatan) on a day (None: today's).

    :raises NoSuchPlace: if none is known for that day.
    """
    found = _in_force("code", code, on)
    if len(found) != 1:
        raise NoSuchPlace(code)
    return found[0][0]
