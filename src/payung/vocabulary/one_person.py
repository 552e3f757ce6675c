"""One person's data as somebody types them to be put right: read by the same nouns as lists, with the keys that rows store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import duckdb

from payung.vocabulary.birth import read_birth
from payung.vocabulary.match_keys import MATCH_KEYS, key_columns
from payung.vocabulary.name import Name
from payung.vocabulary.nik import read_nik
from payung.vocabulary.phone import read_phone
from payung.vocabulary.sex import read_sex

FIELDS = ("nik", "name", "birth_on", "sex", "address", "phone")
KEYED_BY = ("nik", "name_first", "name_skeleton", "name_key", "birth_on", "sex", "phone", "kelurahan_code", "kecamatan_code", "kabupaten_code")  # fmt: skip


def read(field: str, typed: str, *, on: dt.date) -> str | None:
    """Return a typed value as rows hold it (days as ISO text), None where it cannot be read.

    :param on: the day it was typed; a birth date lies before it.
    """
    return _READERS[field](typed, on)


def read_all(wanted: Mapping[str, str], *, on: dt.date) -> tuple[dict[str, str], list[str]]:
    """Return every readable value as rows hold it, and the fields that cannot be read."""
    found = {field: read(field, typed, on=on) for field, typed in wanted.items() if field in FIELDS and typed.strip()}
    return {field: value for field, value in found.items() if value}, [field for field, value in found.items() if not value]  # fmt: skip


def columns(values: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that change where these values are put right: the values, what follows from a name, the blocking keys.

    :param values: of `read_all`. :param before: the row's columns as they stand (those of the people shape).
    """
    changed: dict[str, Any] = {field: value for field, value in values.items() if field != "birth_on"}
    if "birth_on" in values:
        changed["birth_on"] = dt.date.fromisoformat(values["birth_on"])
    if name := Name.read(values.get("name"), sex=values.get("sex") or before.get("sex")):
        changed |= {"name_key": name.key, "name_first": name.first, "name_skeleton": name.skeleton}
    return changed | keys({**before, **changed})


def keys(person: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the blocking keys of one person, as every table stores them."""
    given = {name: person.get(name) for name in KEYED_BY}
    given["nik_digits"] = person.get("nik") or person.get("nik_digits")
    types = {"birth_on": "DATE"}
    shape = ", ".join(f"CAST(${name} AS {types.get(name, 'VARCHAR')}) AS {name}" for name in given)
    with duckdb.connect() as connection:
        row = connection.execute(f"SELECT {key_columns()} FROM (SELECT {shape})", given).fetchall()[0]
    return dict(zip((key.column for key in MATCH_KEYS), row, strict=True))


def _nik(typed: str, on: dt.date) -> str | None:
    reading = read_nik(typed)
    return reading.digits if reading.state in ("ok", "repaired") else None


def _name(typed: str, on: dt.date) -> str | None:
    name = Name.read(typed)
    return name.text if name else None


def _birth_on(typed: str, on: dt.date) -> str | None:
    found = read_birth(typed, on=on).on
    return found.isoformat() if found and found <= on else None


def _sex(typed: str, on: dt.date) -> str | None:
    return read_sex(typed)


def _address(typed: str, on: dt.date) -> str | None:
    return " ".join(typed.split())[:200] or None


def _phone(typed: str, on: dt.date) -> str | None:
    return read_phone(typed)


_READERS: Mapping[str, Callable[[str, dt.date], str | None]] = {
    "nik": _nik,
    "name": _name,
    "birth_on": _birth_on,
    "sex": _sex,
    "address": _address,
    "phone": _phone,
}
