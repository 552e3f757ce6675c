"""From the columns of a file to the inputs of a book: which column is which, and how each is read strictly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from payung.law.inputs import Choice, Input, Whole
from payung.law.months import month_end, month_number

_NOT_A_LETTER = re.compile(r"[^0-9a-z]+")
# What people call the columns, Indonesian and English, lower case.
NAMES: Mapping[str, tuple[str, ...]] = {
    "segment": ("segment", "segmen"),
    "earnings": ("earnings", "upah", "wage", "penghasilan", "income", "upah_sebulan", "gaji"),
    "risk": ("risk", "risk_class", "kelas_risiko", "risiko", "kelas_risiko_jkk"),
    "jht": ("jht",),
    "jp": ("jp",),
    "jkp": ("jkp",),
    "age_months": ("born_on", "birth_on", "birth_date", "tanggal_lahir", "tgl_lahir"),
    "member_since": ("member_since", "tanggal_daftar", "terdaftar_sejak"),
    "jp_deferred": ("jp_deferred", "tunda_pensiun"),
    "labour_intensive": ("labour_intensive", "padat_karya"),
    "payer": ("payer", "pembayar", "jenis_pembayar"),
    "occupation": ("occupation_group", "kelompok_pekerjaan", "occupation"),
    "ruling": ("ruling", "penegasan"),
}
# Beside the group of occupations many files carry the occupation itself, in free words.
ONE_IS_ENOUGH = frozenset({"occupation"})
# What makes a heading that is written twice its own column: `upah_2`, in Parquet `upah_1`.
_AGAIN = re.compile(r"_[0-9]+$")
PROGRAMMES = ("program", "programmes", "programme")
DATES = frozenset({"age_months", "member_since"})
YES = ("ya", "y", "yes", "true", "t", "1")
NO = ("tidak", "n", "no", "false", "f", "0")
WHOLE_TYPES = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT"}
)
# Beyond this a DOUBLE cannot hold every whole number.
EXACT_DOUBLE = 2**53
# Nothing was written exactly where the value is NULL; one comparison less per row.
ABSENT_IF_NULL = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One input as SQL over the file.

    `raw` is what was written (text), `value` what it means (NULL if unreadable), `absent` whether nothing was written
    ('' where that is the same as `value` being NULL), `clean` a cheaper form of `value` that is never NULL, if there is one.
    """

    raw: str
    value: str
    absent: str
    clean: str = ""


def plain(name: str) -> str:
    """Return a column's name as NAMES has it: `Kelas Risiko ` → `kelas_risiko`."""
    return _NOT_A_LETTER.sub("_", name.lower()).strip("_")


def quoted(name: str) -> str:
    """Return a column's name as SQL."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def read_columns(
    types: Mapping[str, str], inputs: Mapping[str, Input], month: dt.date, stated: Mapping[str, object]
) -> dict[str, Column]:
    """Return how each input is read from a file with columns `types` (name → DuckDB type).

    `stated` inputs are the same for every row and win over a column. An input that is neither stated nor in the file
    reads as NULL: its default or the guard decides.
    """
    lower = {plain(name): name for name in reversed(list(types))}
    columns: dict[str, Column] = {}
    for name, known in inputs.items():
        if name in stated:
            columns[name] = _stated(stated[name])
            continue
        found = _found(name, types)
        if len(found) == 1:
            columns[name] = _column(known, quoted(found[0]), types[found[0]], month)
        elif found:
            columns[name] = _column(known, _together(found, types), "VARCHAR", month)
    for programme in ("jht", "jp", "jkp"):
        listed = next((lower[alias] for alias in PROGRAMMES if alias in lower), None)
        if programme not in columns and listed is not None:
            columns[programme] = _listed(programme, quoted(listed))
    return columns


def _found(name: str, types: Mapping[str, str]) -> list[str]:
    """The columns that mean an input; a heading that stands twice reads `upah` and `upah_2` (see bulk_csv.unique)."""
    aliases = NAMES.get(name, ())
    written = {plain(column) for column in types}
    known = [alias for alias in aliases if alias in written]
    if name in ONE_IS_ENOUGH:
        known = known[:1]
    return [column for column in types if _AGAIN.sub("", plain(column)) in known or plain(column) in known]


def _together(found: list[str], types: Mapping[str, str]) -> str:
    """Several columns of one input as text: what is written in one of them or alike in all; else both, which no input reads."""
    first, *more = (_as_text(quoted(column), types[column]) for column in found)
    # Short on purpose: DuckDB's planner writes it out wherever the input is looked at.
    return f"concat_ws(' ≠ ', {first}, {', '.join(f'nullif({text}, {first})' for text in more)})"


def _as_text(column: str, kind: str) -> str:
    text = f"nullif(trim(CAST({column} AS VARCHAR)), '')"
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return f"coalesce(CAST({_whole(column, text, kind)} AS VARCHAR), {text})"
    return text


def _stated(value: object) -> Column:
    text = str(value).replace("'", "''")
    if isinstance(value, bool):
        return Column(f"'{text}'", "TRUE" if value else "FALSE", "FALSE")
    return Column(f"'{text}'", f"CAST({value} AS BIGINT)" if isinstance(value, int) else f"'{text}'", "FALSE")


def _listed(programme: str, column: str) -> Column:
    """A list such as "JKK,JKM,JHT"; no list means none was chosen (jkk and jkm are the mandatory pair)."""
    text = f"coalesce(CAST({column} AS VARCHAR), '')"
    return Column(text, f"list_contains(string_split_regex(lower({text}), '[^a-z]+'), '{programme}')", "FALSE")


def _column(known: Input, column: str, kind: str, month: dt.date) -> Column:
    raw = f"nullif(trim(CAST({column} AS VARCHAR)), '')"
    # Only where types differ can a value be written and yet unreadable.
    absent = f"({raw} IS NULL)"
    if known.name in DATES:
        return Column(raw, _months_until(known.name, column, kind, month), absent)
    if isinstance(known, Whole):
        return Column(raw, _whole(column, raw, kind), ABSENT_IF_NULL if kind == "BIGINT" else absent)
    if isinstance(known, Choice):
        return _choice(known, column, raw, absent)
    return Column(raw, _truth(column, raw, kind), ABSENT_IF_NULL if kind == "BOOLEAN" else absent)


def _choice(known: Choice, column: str, raw: str, absent: str) -> Column:
    """A choice by its place in the list of options: DuckDB runs such functions once per distinct text, not once per row."""
    options = ", ".join(f"'{option}'" for option in known.options)
    place = f"list_position([{options}], lower(trim(CAST({column} AS VARCHAR))))"
    stand_in = known.harmless if known.default is None else known.default
    clean = f"list_extract(['{stand_in}', {options}], 1 + greatest(0, {place}))"
    return Column(raw, f"list_extract([{options}], {place})", absent, clean)


def _whole(column: str, raw: str, kind: str) -> str:
    if kind in WHOLE_TYPES:
        return column if kind == "BIGINT" else f"TRY_CAST({column} AS BIGINT)"
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        # A whole number in a DOUBLE is exact; a part of a rupiah is refused, never rounded.
        return (
            f"CASE WHEN {column} = floor({column}) AND abs({column}) < {EXACT_DOUBLE} THEN CAST({column} AS BIGINT) END"
        )
    return f"CASE WHEN regexp_full_match({raw}, '-?[0-9]{{1,18}}') THEN CAST({raw} AS BIGINT) END"


def _truth(column: str, raw: str, kind: str) -> str:
    if kind == "BOOLEAN":
        return column
    yes, no = (", ".join(f"'{word}'" for word in words) for words in (YES, NO))
    return f"CASE WHEN lower({raw}) IN ({yes}) THEN TRUE WHEN lower({raw}) IN ({no}) THEN FALSE END"


def _months_until(name: str, column: str, kind: str, month: dt.date) -> str:
    """A date as completed months of age on the month's last day, or as a numbered month."""
    if kind == "DATE":
        day = column
    elif kind.startswith("TIMESTAMP"):
        day = f"CAST({column} AS DATE)"
    else:
        forms = "'%Y-%m-%d', '%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d %H:%M:%S'"
        day = f"CAST(try_strptime(trim(CAST({column} AS VARCHAR)), [{forms}]) AS DATE)"
    number = f"(CAST(year({day}) AS BIGINT) * 12 + month({day}) - 1)"
    return f"({month_number(month_end(month))} - {number})" if name == "age_months" else number
