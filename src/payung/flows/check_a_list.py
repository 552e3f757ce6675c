"""A workbook in, the same workbook with verdicts out, no database: read -> receive -> clean -> check -> write back."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from payung.gateways.columns import workshop
from payung.intake import checks, cleaning
from payung.intake.reading.problems import Problem
from payung.intake.reading.read import read
from payung.intake.reading.received import receive
from payung.intake.reading.result import Reading, Sheet, to_json
from payung.intake.returning.again import without_ours
from payung.intake.returning.answers import Answers
from payung.intake.returning.recap import ReasonCount, Summary
from payung.intake.returning.source import Source
from payung.intake.returning.write_back import write_back
from payung.vocabulary.words import Words

STEPS = ("read", "receive", "clean", "check", "return")

NOT_MATCHED = Words(
    id="Diperiksa tanpa register: belum dipadankan dengan peserta BPJS atau daftar lain (belum dicek).",
    en="Checked without a register: not yet matched against BPJS members or other lists (not yet checked).",
)
_LEADS_TO = {"return": "returned", "review": "verval", "refuse": "verval", "note": "note"}
#: What a proposal is for, by the first word of the check that makes it.
_CELLS = {
    "nik": Words(id="NIK", en="NIK"),
    "birth": Words(id="Tanggal lahir", en="Birth date"),
    "age": Words(id="Umur", en="Age"),
    "name": Words(id="Nama", en="Name"),
    "sex": Words(id="Jenis kelamin", en="Sex"),
    "kelurahan": Words(id="Kode kelurahan", en="Village code"),
}

#: One row per person-row of a list: what the sender reads beside it.
_ANSWERS = """
CREATE OR REPLACE TEMP TABLE answers AS
WITH told AS (
    SELECT sheet_no, row_no, place, reason.id AS id, reason.proposal AS proposal, reason.detail AS detail
    FROM (SELECT sheet_no, row_no, unnest(reasons) AS reason, generate_subscripts(reasons, 1) AS place
          FROM judged WHERE len(reasons) > 0)),
worded AS (
    SELECT *, coalesce(proposal, '') <> '' AND row_number() OVER (
        PARTITION BY sheet_no, row_no, cell, proposal ORDER BY place) = 1 AS is_new_proposal
    FROM told JOIN reason_words USING (id)),
said AS (
    SELECT sheet_no, row_no,
        string_agg('• ' || why || coalesce(' (' || nullif(detail, '') || ')', '') || coalesce(' ' || nullif(fix, ''), ''),
                   chr(10) ORDER BY place) AS reasons_text,
        string_agg(cell || proposal, chr(10) ORDER BY place) FILTER (is_new_proposal) AS proposal_text
    FROM worded GROUP BY sheet_no, row_no)
SELECT sheet_no, row_no, verdict, coalesce(reasons_text, '') AS reasons_text, coalesce(proposal_text, '') AS proposal_text
FROM judged LEFT JOIN said USING (sheet_no, row_no)
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What to check: a file, where the answer goes, the sender's kabupaten (None if unknown), the day of the list."""

    file: Path
    folder: Path
    list_on: dt.date
    home_kabupaten: str | None = None
    language: str = "id"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with the number of rows that have it."""

    id: str
    words: Words
    leads_to: str
    rows: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a file. `summary` and `returned` are None where it holds no row of a person that could be read."""

    file: Path
    problems: tuple[Problem, ...]
    sheets: tuple[Sheet, ...] = ()
    summary: Summary | None = None
    reasons: tuple[Reason, ...] = ()
    returned: Path | None = None


def run(order: Order, *, tell: Callable[[str], None]) -> Checked:
    """Check one file and write the returned one; the original is never touched, and nothing else is kept.

    :param tell: is called with the name of each step (STEPS) as it begins.
    :raises NoSuchPlace: if the home kabupaten is no kabupaten or province of today.
    :raises DoesNotBalance, LedgerBroken, LedgerError, RowsLost: if rows get lost on the way; nothing is written then.
    :raises OSError: if the folder cannot be written to, or is full.
    """
    with tempfile.TemporaryDirectory(prefix="payung-") as work:
        tell("read")
        found = read(order.file, Path(work))
        reading = without_ours(found)
        if not reading.readable or not reading.person_rows:
            return Checked(order.file, reading.problems, reading.sheets)
        with workshop(work) as connection:
            _judge(connection, reading, order, tell)
            problems = (*reading.problems, *checks.missing_columns(connection))
            tell("return")
            reasons = _reasons(connection)
            summary = _summary(connection, problems, reasons, order.language)
            source = Source(order.file, to_json(found), found.lines)
            connection.execute(_ANSWERS).fetchall()
            order.folder.mkdir(parents=True, exist_ok=True)
            returned = write_back(
                source,
                order.folder,
                answers=Answers.table(connection, "answers"),
                summary=summary,
                language=order.language,
            )
        return Checked(order.file, problems, reading.sheets, summary, reasons, returned)


def _judge(connection: duckdb.DuckDBPyConnection, reading: Reading, order: Order, tell: Callable[[str], None]) -> None:
    tell("receive")
    receive(connection, reading)
    tell("clean")
    cleaning.clean(connection, home_kabupaten=order.home_kabupaten, list_on=order.list_on)
    tell("check")
    checks.judge(connection, home_kabupaten=order.home_kabupaten, list_on=order.list_on)
    _put_words(connection, order.language)


def _put_words(connection: duckdb.DuckDBPyConnection, language: str) -> None:
    """Make the table `reason_words`: id, why, fix and the name of the cell that a proposal is for."""
    catalogue = checks.catalogue()
    cells = [_CELLS.get(check.id.partition("_")[0]) for check in catalogue]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE reason_words AS SELECT unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS why, "
        "unnest(?::VARCHAR[]) AS fix, unnest(?::VARCHAR[]) AS cell",
        [
            [check.id for check in catalogue],
            [check.why.say(language) for check in catalogue],
            # What only deserves a remark needs no instruction.
            ["" if check.weight == "note" else check.fix.say(language) for check in catalogue],
            [f"{cell.say(language)}: " if cell else "" for cell in cells],
        ],
    )


def _reasons(connection: duckdb.DuckDBPyConnection) -> tuple[Reason, ...]:
    """Return every reason that some row has, the commonest first."""
    known = {check.id: check for check in checks.catalogue()}
    counts = connection.execute(
        "SELECT reason.id, count(*) FROM (SELECT unnest(reasons) AS reason FROM judged) GROUP BY ALL ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(Reason(id_, known[id_].why, _LEADS_TO[known[id_].weight], rows) for id_, rows in counts)


def _summary(
    connection: duckdb.DuckDBPyConnection, problems: tuple[Problem, ...], reasons: tuple[Reason, ...], language: str
) -> Summary:
    counts = dict(connection.execute("SELECT verdict, count(*) FROM judged GROUP BY ALL").fetchall())
    told = [found.words.say(language) for found in problems if found.severity != "fatal"]
    return Summary(
        received=connection.execute("SELECT count(*) FROM received").fetchall()[0][0],
        accepted=counts.get("accepted", 0),
        verval=counts.get("verval", 0),
        returned=counts.get("returned", 0),
        reasons=[ReasonCount(reason.words.say(language), reason.leads_to, reason.rows) for reason in reasons],
        notes=[NOT_MATCHED.say(language), *told],
    )
