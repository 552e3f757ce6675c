"""How a sender writes their lists, learnt once: a readable mapping, applied to the next file, its changes in words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import yaml

from payung.intake.columns import why
from payung.intake.columns.column import Column
from payung.intake.columns.synonyms import FIELDS, normal, title
from payung.vocabulary.words import Words

_HEAD = """\
# Susunan kolom daftar seorang pengirim / the layout of a sender's lists.
# `field: null` = tidak dipakai, isinya tetap disimpan / not used, the content is kept.
"""


class LayoutError(ValueError):
    """A layout file that cannot be used; the message says which line of it and why."""


@dataclass(frozen=True, slots=True)
class LearntColumn:
    """One column of a layout: the heading as it was written (with its group heading), and the field or None."""

    position: int
    header: str
    group: str
    field: str | None
    part: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a learnt layout and a new file."""

    kind: str
    words: Words


@dataclass(frozen=True, slots=True)
class Fit:
    """A layout laid on a new table: the columns it gives, and what changed. `exact` if nothing did."""

    columns: tuple[Column, ...]
    changes: tuple[Change, ...]

    @property
    def exact(self) -> bool:
        """Tell whether the layout may be used without asking."""
        return not self.changes

    @property
    def settled(self) -> bool:
        """Tell whether every column is accepted: columns that only moved need no person."""
        return all(column.accepted for column in self.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sender's layout. `signature` is a hash of the plain words of its headings, in their order."""

    sender: str
    header_rows: int
    columns: tuple[LearntColumn, ...]
    accepted_by: str
    accepted_on: dt.date

    @property
    def signature(self) -> str:
        """Return the layout's short hash: the same headings in the same order have the same."""
        return signature(self.columns)

    @classmethod
    def learn(
        cls, columns: Sequence[Column], *, sender: str, header_rows: int, accepted_by: str, accepted_on: dt.date
    ) -> Layout:
        """Keep columns, as a person accepted them, as the sender's layout."""
        # Stray cells beside a list come and go; a column without a heading is learnt only if it was given a field.
        learnt = tuple(
            LearntColumn(c.index, _one_line(c.header), _one_line(c.group), c.field, c.part)
            for c in columns
            if c.header or c.field
        )
        return cls(_one_line(sender), header_rows, learnt, _one_line(accepted_by), accepted_on)

    def to_yaml(self) -> str:
        """Return the layout as a file that people can read and correct."""
        columns = []
        for learnt in self.columns:
            entry: dict[str, object] = {"position": learnt.position, "header": learnt.header, "field": learnt.field}
            entry |= {"group": learnt.group} if learnt.group else {}
            entry |= {"part": learnt.part} if learnt.part else {}
            columns.append(entry)
        data = {
            "sender": self.sender,
            "signature": self.signature,
            "header_rows": self.header_rows,
            "accepted_by": self.accepted_by,
            "accepted_on": self.accepted_on,
            "columns": columns,
        }
        return _HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)

    @classmethod
    def from_yaml(cls, text: str) -> Layout:
        """Read a layout back.

        :raises LayoutError: if it is no layout, names an unknown field, or uses a field twice.
        """
        try:
            raw = yaml.safe_load(text)
        except yaml.YAMLError as broken:
            raise LayoutError(f"not a YAML file: {broken}") from broken
        if not isinstance(raw, dict):
            raise LayoutError("a layout has sender, header_rows, accepted_by, accepted_on and columns")
        missing = {"sender", "header_rows", "accepted_by", "accepted_on", "columns"} - raw.keys()
        if missing:
            raise LayoutError(f"missing: {', '.join(sorted(missing))}")
        if not isinstance(raw["accepted_on"], dt.date) or not isinstance(raw["columns"], list):
            raise LayoutError("accepted_on must be a date (yyyy-mm-dd) and columns a list")
        columns = tuple(_learnt(entry) for entry in raw["columns"])
        _refuse_doubles(columns)
        return cls(str(raw["sender"]), int(raw["header_rows"]), columns, str(raw["accepted_by"]), raw["accepted_on"])

    def fit(self, columns: Sequence[Column]) -> Fit:
        """Lay the layout on the columns of a new table.

        The same headings in the same order: the learnt fields, without a question. Else the changes are named
        (moved, renamed, new, missing); columns that only moved keep their field, renamed and new ones are proposals.
        """
        learnt = dict(zip(_keys(self.columns), self.columns, strict=True))
        found = {
            key: column for key, column in zip(_keys(columns), columns, strict=True) if column.header or key in learnt
        }
        stray = [
            replace(column, field=None, accepted=True, why=why.NO_HEADING)
            for column in columns
            if column not in found.values()
        ]
        if list(found) == list(learnt):
            settled = [_settled(column, learnt[key]) for key, column in found.items()]
            return Fit(_in_order(settled + stray), ())
        renamed = _renamed(learnt, found)
        fitted, changes = [], []
        for key, column in found.items():
            known = learnt.get(key)
            if known is not None:
                fitted.append(_settled(column, known))
                changes += _moved(column, known)
            elif column.index in renamed:
                before = renamed[column.index]
                fitted.append(
                    replace(
                        column, field=before.field, part=before.part, accepted=False, why=why.RENAMED, confidence=0.6
                    )
                )
                changes.append(_change("renamed", before=before.header, after=column.header, field=_name(before.field)))
            else:
                fitted.append(replace(column, accepted=column.field is None, why=column.why))
                changes.append(_change("new", header=column.header or "–", field=_name(column.field)))
        gone = [known for key, known in learnt.items() if key not in found and known not in renamed.values()]
        changes += [
            _change("missing", header=known.header or f"#{known.position}", field=_name(known.field)) for known in gone
        ]
        return Fit(_in_order(_without_doubles(fitted) + stray), tuple(changes))


def _in_order(columns: list[Column]) -> tuple[Column, ...]:
    return tuple(sorted(columns, key=lambda column: column.index))


def _one_line(text: str) -> str:
    """Return a text as it can stand in a file that people edit: one line, single spaces."""
    return " ".join(text.split())


def _renamed(learnt: dict[str, LearntColumn], found: dict[str, Column]) -> dict[int, LearntColumn]:
    """Pair a missing column with a new one: the same field is proposed for it, or it stands in the same place."""
    missing = [known for key, known in learnt.items() if key not in found]
    pairs: dict[int, LearntColumn] = {}
    for key, column in found.items():
        if key in learnt:
            continue
        same_field = [known for known in missing if known.field and known.field == column.field]
        same_place = [
            known for known in missing if known.position == column.index and column.field in (None, known.field)
        ]
        free = [known for known in (*same_field, *same_place) if known not in pairs.values()]
        if free:
            pairs[column.index] = free[0]
    return pairs


def signature(columns: Sequence[LearntColumn] | Sequence[Column]) -> str:
    """Return the hash of the plain words of some headings, in their order."""
    return hashlib.sha256("\n".join(_keys(columns)).encode()).hexdigest()[:16]


def _keys(columns: Sequence[LearntColumn] | Sequence[Column]) -> list[str]:
    """Return what each column is known by: its plain words (marked where they repeat), or its position without a heading."""
    keys: list[str] = []
    for column in columns:
        words = f"{normal(column.group)}|{normal(column.header)}".strip("|")
        position = column.index if isinstance(column, Column) else column.position
        key = words or f"#{position}"
        while key in keys:
            key += "+"
        keys.append(key)
    return keys


def _settled(column: Column, known: LearntColumn) -> Column:
    return replace(column, field=known.field, part=known.part, confidence=1.0, why=why.LEARNT, accepted=True)


def _moved(column: Column, known: LearntColumn) -> list[Change]:
    if column.index == known.position:
        return []
    return [_change("moved", header=column.header, before=known.position, after=column.index)]


def _without_doubles(columns: list[Column]) -> list[Column]:
    """A field given by the layout wins over the same field proposed for a new column."""
    given = {column.field for column in columns if column.why == why.LEARNT and column.field}
    return [
        replace(column, field=None, accepted=False, why=why.CONFLICT)
        if column.field in given and column.why != why.LEARNT
        else column
        for column in columns
    ]


def _learnt(entry: object) -> LearntColumn:
    if not isinstance(entry, dict) or "header" not in entry or "position" not in entry:
        raise LayoutError(f"a column has position, header and field: {entry!r}")
    field = entry.get("field")
    if field is not None and field not in FIELDS:
        raise LayoutError(f"unknown field {field!r}; known: {', '.join(FIELDS)}")
    return LearntColumn(
        int(entry["position"]),
        str(entry["header"] or ""),
        str(entry.get("group") or ""),
        field,
        int(entry.get("part") or 0),
    )


def _refuse_doubles(columns: Sequence[LearntColumn]) -> None:
    whole = [column.field for column in columns if column.field and not column.part]
    twice = sorted({field for field in whole if whole.count(field) > 1})
    if twice:
        raise LayoutError(f"field used twice: {', '.join(twice)}")


def _name(field: str | None) -> Words:
    return title(field) if field else Words(id="tambahan", en="extra")


_CHANGES = {
    "moved": Words(
        id="Kolom “{header}” pindah dari posisi {before} ke {after}.",
        en="Column “{header}” moved from position {before} to {after}.",
    ),
    "renamed": Words(
        id="Kolom “{before}” ({field}) kini tampaknya berjudul “{after}”.",
        en="Column “{before}” ({field}) now seems to be headed “{after}”.",
    ),
    "new": Words(id="Kolom baru “{header}” (usulan: {field}).", en="New column “{header}” (proposed: {field})."),
    "missing": Words(id="Kolom “{header}” ({field}) tidak ada lagi.", en="Column “{header}” ({field}) is gone."),
}


def _change(kind: str, **fields: object) -> Change:
    said = {
        language: _CHANGES[kind].say(
            language, **{k: v.say(language) if isinstance(v, Words) else v for k, v in fields.items()}
        )
        for language in ("id", "en")
    }
    return Change(kind, Words(**said))
