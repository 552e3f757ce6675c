"""Blocking keys: what a list row and a register row store alike, so that only likely people are compared."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from payung.vocabulary.name import Name

# A number of 60 bits. Keys that stay inside one kabupaten carry its number in front: the people of one city then
# stand side by side in the index, and a cold look-up of a city's list reads few pages of a register of 30 million.
_HASH = "CAST('0x' || left(md5({value}), 15) AS BIGINT)"
_AT_HOME = (
    "(CAST(replace({kabupaten}, '.', '') AS BIGINT) * 70368744177664 + CAST('0x' || left(md5({value}), 11) AS BIGINT))"
)

# As above, with the year of birth in the last eight bits (0: not known): a year that is not known, or that may be a slip, is
# looked up as a span of one index.
_AT_HOME_BY_YEAR = (
    "(CAST(replace({kabupaten}, '.', '') AS BIGINT) * 70368744177664 + CAST('0x' || left(md5({value}), 9) AS BIGINT) * 256"
    " + CASE WHEN year({born}) BETWEEN 1901 AND 2155 THEN year({born}) - 1900 ELSE 0 END)"
)
#: What a key whose last part is a year is divided by, to be rid of the year.
YEARS = 256

# A two-digit year of a NIK above this one is of the last century: workers are born before 2021, and after 1920.
_CENTURY = 20

# Where no home is said (or none could be told from its name), the NIK says where it was given out: most people still live there.
KABUPATEN = "coalesce(kabupaten_code, left(kecamatan_code, 5), left(kelurahan_code, 5), nik[1:2] || '.' || nik[3:4])"


def nik_day(nik: str) -> str:
    """Return the SQL of the birth date written in a well-formed NIK (an expression without side effects), NULL for NULL.

    As `nik_birth_of`, but the same on every day: keys are stored.
    """
    day, month, short = (f"CAST({nik}[{place}] AS INTEGER)" for place in ("7:8", "9:10", "11:12"))
    century = f"CASE WHEN {short} <= {_CENTURY} THEN 2000 ELSE 1900 END"
    return f"TRY(make_date({century} + {short}, {month}, {day} % 40))"


@dataclass(frozen=True, slots=True)
class MatchKey:
    """One way to find likely people: an equal number, NULL where a person lacks a part of it.

    `column` is its name in every table that stores it; `value` the SQL over the people shape with `nik_digits`;
    `cap` the largest number of people one key may bring: a larger block goes to a person, not to the machine.
    `for_poor`: asked of the register only for rows without a NIK or without a birth date.
    `span`: the largest number that one value may bring with any year of birth, where the key ends in one (0: it does not);
    more than that is not looked at.
    """

    column: str
    value: str
    cap: int
    span: int = 0
    for_poor: bool = False


# A birth date that is not written is read off the NIK.
_BORN = f"coalesce(birth_on, {nik_day('nik')})"


def _hashed(value: str) -> str:
    return _HASH.format(value=value)


def _at_home(value: str) -> str:
    return _AT_HOME.format(kabupaten=KABUPATEN, value=value)


# What is heard of the longest word of a name: titles, initials, Muh. and St. come and go beside it.
_LONGEST = "list_sort(list_transform(string_split(name_skeleton, ' '), lambda w: lpad(CAST(length(w) AS VARCHAR), 2, '0') || w))[-1]"


MATCH_KEYS = (
    # Also of a NIK that lost or gained its last digit, or whose last digit Excel destroyed.
    MatchKey(
        "key_nik15",
        "CASE WHEN length(coalesce(nik, nik_digits)) BETWEEN 15 AND 17 THEN TRY_CAST(left(coalesce(nik, nik_digits), 15) AS BIGINT) END",
        50,
    ),
    MatchKey("key_birth_first", _hashed(f"CAST({_BORN} AS VARCHAR) || '|' || name_first"), 300),
    MatchKey("key_birth_skeleton", _hashed(f"CAST({_BORN} AS VARCHAR) || '|' || name_skeleton"), 300),
    MatchKey("key_birth_kabupaten", _at_home(f"CAST({_BORN} AS VARCHAR)"), 300),
    MatchKey("key_phone", "TRY_CAST(phone AS BIGINT)", 60),
    MatchKey(
        "key_skeleton_year",
        _AT_HOME_BY_YEAR.format(kabupaten=KABUPATEN, value="name_skeleton", born=_BORN),
        100,
        span=60,
    ),
    MatchKey("key_home_name", _at_home(f"kelurahan_code || '|' || {_LONGEST}"), 100, for_poor=True),
)


def key_columns() -> str:
    """Return the SQL of all key columns over a table of people shape (SELECT list, BIGINT each)."""
    return ", ".join(f"{key.value} AS {key.column}" for key in MATCH_KEYS)


def birth_keys(name: Name, birth_on: dt.date) -> tuple[int, int]:
    """Return `key_birth_first` and `key_birth_skeleton` of one person, as the columns above store them."""
    return _hash(f"{birth_on.isoformat()}|{name.first}"), _hash(f"{birth_on.isoformat()}|{name.skeleton}")


def _hash(value: str) -> int:
    return int(hashlib.md5(value.encode(), usedforsecurity=False).hexdigest()[:15], 16)
