"""A workbook in, the same workbook with verdicts out, no database: read -> receive -> clean -> check -> write back."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from payung.flows import words_of_reasons
from payung.gateways.columns import workshop
from payung.intake import checks, cleaning
from payung.intake.reading import given
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
#: The reasons that `judge` gave, one row each.
_GIVEN = """(SELECT sheet_no, row_no, place, reason.id AS id, reason.proposal AS proposal, reason.detail AS detail
    FROM (SELECT sheet_no, row_no, unnest(reasons) AS reason, generate_subscripts(reasons, 1) AS place FROM judged WHERE len(reasons) > 0))"""


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
    :raises DoesNotBalance, LedgerBroken: if rows get lost on the way; nothing is written then.
    :raises OSError: if the folder cannot be written to, or is full.
    """
    with tempfile.TemporaryDirectory(prefix="payung-") as work:
        tell("read")
        found = read(order.file, Path(work))
        reading = without_ours(found)
        if not reading.readable or not reading.person_rows:
            return Checked(order.file, reading.problems, reading.sheets)
        with workshop(work) as connection:
            found_above = _judge(connection, reading, order, tell)
            problems = (*reading.problems, *found_above, *checks.missing_columns(connection))
            tell("return")
            reasons = _reasons(connection)
            summary = _summary(connection, (reading.person_rows, problems), reasons, order.language)
            source = Source(order.file, to_json(found), found.lines)
            words_of_reasons.put_answers(connection, verdicts="judged", given=_GIVEN, language=order.language)
            order.folder.mkdir(parents=True, exist_ok=True)
            returned = write_back(
                source,
                order.folder,
                answers=Answers.table(connection, "answers"),
                summary=summary,
                language=order.language,
            )
        return Checked(order.file, problems, reading.sheets, summary, reasons, returned)


def _judge(
    connection: duckdb.DuckDBPyConnection, reading: Reading, order: Order, tell: Callable[[str], None]
) -> tuple[Problem, ...]:
    """Judge every row; return what rows left to the row or the title above."""
    tell("receive")
    receive(connection, reading)
    found_above = given.take_over(connection, reading, home=order.home_kabupaten)
    tell("clean")
    cleaning.clean(connection, home_kabupaten=order.home_kabupaten, list_on=order.list_on)
    tell("check")
    names = {sheet.no: sheet.name for sheet in reading.sheets}
    checks.judge(
        connection,
        home_kabupaten=order.home_kabupaten,
        list_on=order.list_on,
        sheet_names=names,
        # Nobody stands by who could accept a doubtful column: its rows are for a person.
        unsettled_sheets=[sheet.no for sheet in reading.lists if sheet.unsettled],
    )
    return found_above


def _reasons(connection: duckdb.DuckDBPyConnection) -> tuple[Reason, ...]:
    """Return every reason that some row has, the commonest first."""
    counts = connection.execute(
        "SELECT reason.id, count(*) FROM (SELECT unnest(reasons) AS reason FROM judged) GROUP BY ALL ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(
        Reason(id_, words_of_reasons.why(id_), words_of_reasons.LEADS_TO[words_of_reasons.weight(id_)], rows)
        for id_, rows in counts
    )


def _summary(
    connection: duckdb.DuckDBPyConnection,
    read_: tuple[int, tuple[Problem, ...]],
    reasons: tuple[Reason, ...],
    language: str,
) -> Summary:
    """Return the receipt. `read_`: how many person-rows reading saw, which the verdicts must add up to, and the findings."""
    received, problems = read_
    counts = dict(connection.execute("SELECT verdict, count(*) FROM judged GROUP BY ALL").fetchall())
    told = [found.words.say(language) for found in problems if found.severity != "fatal"]
    return Summary(
        received=received,
        accepted=counts.get("accepted", 0),
        verval=counts.get("verval", 0),
        returned=counts.get("returned", 0),
        reasons=[ReasonCount(reason.words.say(language), reason.leads_to, reason.rows) for reason in reasons],
        notes=[NOT_MATCHED.say(language), *told],
    )
