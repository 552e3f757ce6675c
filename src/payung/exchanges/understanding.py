"""What the columns, sheets and titles of an answer file say: where its answer stands, and what holds for a whole sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from payung.exchanges.spellings import EVERY_ROW, MARKS, Said, meaning, meanings, of_title, refined, words_of
from payung.intake.columns import why
from payung.intake.columns.guessing import Column, guess
from payung.intake.columns.synonyms import match, normal
from payung.intake.reading.result import Reading, Sheet, Table

#: So many rows of a table show what its columns hold.
SAMPLE = 300
#: From this share on, a column that nobody named holds answers.
HOLDS_ANSWERS = 0.8

_MAY_ANSWER = frozenset({None, "remark", "answer_reason", "answer"})
_TOLD_FIELDS = frozenset({"nik", "kpj", "name", "birth", "birth_date", "answer"})


@dataclass(frozen=True, slots=True)
class Ticks:
    """Columns of one table in which a mark means what their heading says: Excel's column number -> heading."""

    sheet_no: int
    first_row: int
    last_row: int
    headings: Mapping[int, str]


@dataclass(slots=True)
class Understood:
    """What is known of an answer file before its rows are read.

    `mappings`: per sheet the columns of its tables; `headings`: lines (sheet, row) that reading took for people and that are headings;
    `defaults`: per sheet the answer that its name or title gives to rows without one.
    """

    mappings: dict[int, list[tuple[Column, ...]]] = field(default_factory=dict)
    headings: list[tuple[int, int]] = field(default_factory=list)
    ticks: list[Ticks] = field(default_factory=list)
    defaults: dict[int, str] = field(default_factory=dict)
    doubts: list[tuple[Sheet, Column]] = field(default_factory=list)


def understand(
    reading: Reading, mappings: Mapping[int, Sequence[tuple[Column, ...]]], *, purpose: str, told: Mapping[str, Said]
) -> Understood:
    """Settle where each table of a reading holds its answer.

    :param mappings: the columns of every sheet as reading proposed and a person corrected them.
    :param told: what a person said words mean (`spellings.said_by_a_person`).
    """
    found = Understood()
    with duckdb.connect() as connection:
        for sheet in reading.lists:
            found.mappings[sheet.no] = []
            titles = _titles(connection, reading, sheet)
            if (code := _default([sheet.name, *titles], purpose, told)) is not None:
                found.defaults[sheet.no] = code
            for place, table in enumerate(sheet.tables):
                span = (_start(table, place), _end(sheet, place))
                sample = _sample(connection, reading, sheet, span)
                columns, heading = _with_headings(table, mappings[sheet.no][place], sample)
                if heading:
                    found.headings.append((sheet.no, sample[0][0]))
                    sample = sample[1:]
                columns, ticks = _answered(columns, [cells for _, cells, _ in sample], purpose, told)
                if ticks:
                    found.ticks.append(Ticks(sheet.no, *span, ticks))
                found.mappings[sheet.no].append(columns)
                found.doubts += [(sheet, column) for column in columns if _is_doubtful(column)]
    return found


def _is_doubtful(column: Column) -> bool:
    return not column.accepted and column.field in _TOLD_FIELDS


def _start(table: Table, place: int) -> int:
    return 0 if place == 0 else (table.header_rows[0] if table.header_rows else table.first_row)


def _end(sheet: Sheet, place: int) -> int:
    return 2**31 - 1 if place + 1 == len(sheet.tables) else _start(sheet.tables[place + 1], place + 1) - 1


def _titles(connection: duckdb.DuckDBPyConnection, reading: Reading, sheet: Sheet) -> list[str]:
    rows = connection.execute(
        "SELECT array_to_string(cells, ' ') FROM read_parquet(?) WHERE sheet_no = ? AND kind = 'title' LIMIT 40",
        [str(reading.lines), sheet.no],
    ).fetchall()
    return [text for (text,) in rows]


def _default(texts: Sequence[str], purpose: str, told: Mapping[str, Said]) -> str | None:
    """Return the answer of a whole sheet: what a person said, else what its name and titles say with one voice."""
    if EVERY_ROW in told:
        return told[EVERY_ROW].code
    codes = {code for text in texts if (code := of_title(text, purpose=purpose)) is not None}
    return codes.pop() if len(codes) == 1 else None


def _sample(
    connection: duckdb.DuckDBPyConnection, reading: Reading, sheet: Sheet, span: tuple[int, int]
) -> list[tuple[int, list[str], str]]:
    return connection.execute(
        "SELECT row_no, cells, types FROM read_parquet(?) WHERE sheet_no = ? AND kind = 'row' AND row_no BETWEEN ? AND ?"
        f" ORDER BY row_no LIMIT {SAMPLE}",
        [str(reading.lines), sheet.no, *span],
    ).fetchall()


def _with_headings(
    table: Table, columns: tuple[Column, ...], sample: list[tuple[int, list[str], str]]
) -> tuple[tuple[Column, ...], bool]:
    """Take a first line that holds nothing but known headings ("NIK", "STATUS") for what it is."""
    if table.header_rows or len(sample) < 2:
        return columns, False
    texts = [text.strip() for text in sample[0][1]]
    if not any(texts) or not all(match(text) for text in texts if text):
        return columns, False
    body = [list(zip(cells, types, strict=False)) for _, cells, types in sample[1:]]
    return guess([("", text) for text in texts], body), True


def _answered(
    columns: tuple[Column, ...], rows: Sequence[Sequence[str]], purpose: str, told: Mapping[str, Said]
) -> tuple[tuple[Column, ...], dict[int, str]]:
    """Return the columns with one that holds the answer, or the ticked columns that stand for it."""
    shares = {column.index: _share(column, rows, purpose, told) for column in columns if _may_answer(column)}
    named = next((column for column in columns if column.field == "answer"), None)
    best = max(shares, key=lambda index: shares[index], default=None)
    if named is not None and (best is None or shares.get(named.index, 0) >= 0.5 or shares[best] < HOLDS_ANSWERS):
        return tuple(replace(c, accepted=True) if c is named else c for c in columns), {}
    # A "V" under "Diterima" is an answer by its heading, before it is one by itself.
    ticked = _ticked(columns, rows, purpose, told)
    if not ticked and best is not None and shares[best] >= HOLDS_ANSWERS:
        return tuple(_as_answer(column, best) for column in columns), {}
    return columns, ticked


def _may_answer(column: Column) -> bool:
    """Tell whether a column may hold answers: not one that is known to hold something else ("PKH: Ya")."""
    known_otherwise = column.field is None and column.why == why.KNOWN_EXTRA
    return column.field in _MAY_ANSWER and (not known_otherwise or normal(column.header).startswith("status"))


def _as_answer(column: Column, answer: int) -> Column:
    if column.index == answer:
        return replace(column, field="answer", accepted=True, confidence=0.85, why=why.CONTENT_AGREES)
    # A column named "status" that holds something else is its reason at most.
    return replace(column, field=None, accepted=True) if column.field == "answer" else column


def _values(column: Column, rows: Sequence[Sequence[str]]) -> list[str]:
    cells = (row[column.index - 1] for row in rows if column.index <= len(row))
    return [text for text in cells if words_of(text)]


def _share(column: Column, rows: Sequence[Sequence[str]], purpose: str, told: Mapping[str, Said]) -> float:
    """Return which share of a column's values is an answer of this purpose."""
    texts = _values(column, rows)
    return sum(meaning(text, purpose=purpose, told=told) is not None for text in texts) / len(texts) if texts else 0.0


def _ticked(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], purpose: str, told: Mapping[str, Said]
) -> dict[int, str]:
    """Return the columns whose heading is an answer and whose cells hold marks only."""
    found = {}
    for column in columns:
        texts = _values(column, rows)
        if meaning(column.header, purpose=purpose, told=told) and all(words_of(text) in MARKS for text in texts):
            found[column.index] = column.header
    return found


def put_answers(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    understood: Understood,
    *,
    purpose: str,
    told: Mapping[str, Said],
) -> int:
    """Make the table `answers` of `cleaned`; return how many rows it has.

    sheet_no, row_no, nik_digits, nik_state, nik_type, name, name_key, birth_on (NULL where doubtful), kpj, said, code, reason.
    """
    _tick_table(connection, reading, understood)
    connection.execute("CREATE OR REPLACE TABLE sheet_answers (sheet_no INTEGER, code VARCHAR)")
    if understood.defaults:
        connection.executemany(
            "INSERT INTO sheet_answers VALUES (?, ?)", [list(one) for one in understood.defaults.items()]
        )
    if understood.headings:
        connection.executemany(
            "DELETE FROM standardised WHERE sheet_no = ? AND row_no = ?", [list(one) for one in understood.headings]
        )
    connection.execute(
        """
        CREATE OR REPLACE TABLE answers_said AS
        SELECT sheet_no, row_no, nik_digits, nik_state, nik_type, name, name_key,
               CASE WHEN birth_state IN ('ok', 'swapped') THEN birth_on END AS birth_on,
               CASE WHEN length(regexp_replace(upper(kpj_raw), '[^A-Z0-9]', '', 'g')) BETWEEN 8 AND 16
                    THEN regexp_replace(upper(kpj_raw), '[^A-Z0-9]', '', 'g') END AS kpj,
               trim(coalesce(t.said, answer_raw)) AS said,
               trim(CASE WHEN answer_reason_raw <> '' THEN answer_reason_raw ELSE remark_raw END) AS told_reason
        FROM cleaned LEFT JOIN ticked t USING (sheet_no, row_no)
        """
    )
    _mean(connection, purpose, told)
    connection.execute(
        """
        CREATE OR REPLACE TABLE answers AS
        SELECT a.* EXCLUDE (told_reason), coalesce(m.code, CASE WHEN a.said = '' THEN s.code END) AS code,
               coalesce(m.reason, a.told_reason) AS reason
        FROM answers_said a LEFT JOIN answer_meanings m USING (said, told_reason) LEFT JOIN sheet_answers s USING (sheet_no)
        """
    )
    return connection.sql("SELECT count(*) FROM answers").fetchall()[0][0]


def _tick_table(connection: duckdb.DuckDBPyConnection, reading: Reading, understood: Understood) -> None:
    connection.execute("CREATE OR REPLACE TABLE ticked (sheet_no INTEGER, row_no INTEGER, said VARCHAR)")
    for ticks in understood.ticks:
        marks = ", ".join(f"CASE WHEN trim(coalesce(cells[{index}], '')) <> '' THEN ? END" for index in ticks.headings)
        connection.execute(
            f"INSERT INTO ticked SELECT sheet_no, row_no, concat_ws(' / ', {marks}) FROM read_parquet(?)"
            " WHERE kind = 'row' AND sheet_no = ? AND row_no BETWEEN ? AND ?",
            [*ticks.headings.values(), str(reading.lines), ticks.sheet_no, ticks.first_row, ticks.last_row],
        )


def _mean(connection: duckdb.DuckDBPyConnection, purpose: str, told: Mapping[str, Said]) -> None:
    """Make `answer_meanings` (said, told_reason, code, reason): every wording once."""
    found = []
    for said, reason in connection.sql("SELECT DISTINCT said, told_reason FROM answers_said").fetchall():
        one = meaning(said, purpose=purpose, told=told) if said else None
        if purpose == "dukcapil":
            one = refined(one, reason, meanings(purpose)) if one else None
            found.append((said, reason, one.code if one else None, one.reason if one else ""))
        else:
            found.append((said, reason, one.code if one else None, reason or (one.reason if one else "")))
    names = ("said", "told_reason", "code", "reason")
    rows = pa.table({name: pa.array([row[place] for row in found], pa.string()) for place, name in enumerate(names)})
    connection.register("meant", rows)
    connection.execute("CREATE OR REPLACE TABLE answer_meanings AS SELECT * FROM meant")
    connection.unregister("meant")
