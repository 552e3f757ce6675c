"""A workbook becomes verdicts: receive -> read -> clean -> check -> match -> receipt -> the same workbook back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from payung.access.viewer import Viewer
from payung.flows import columns_of_a_list, match_a_list, return_a_list, take_over_answers
from payung.gateways import columns
from payung.intake import actions, bulk, checks, cleaning, files, queries
from payung.intake.columns.layout import Change
from payung.intake.models import SubmittedList
from payung.intake.queries import Receipt
from payung.intake.reading.problems import Problem
from payung.intake.reading.read import read
from payung.intake.reading.received import receive as put_in_fields
from payung.intake.reading.result import Reading, to_json
from payung.intake.returning.again import without_ours
from payung.intake.returning.source import Source

STEPS = ("receive", "read", "clean", "check", "match", "return")


class CannotRead(Exception):
    """The file is no list that can be read; `problems` says what to do, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.id for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Order:
    """What to receive: the file, who sends it, what it is, why, and what a person says about its columns."""

    file: Path
    sender: str
    purpose: str
    list_on: dt.date
    kind: str = "proposal"
    replaces: int | None = None
    accept_columns: bool = False
    corrections: Mapping[str, str | None] = field(default_factory=dict)
    to: Path | None = None
    language: str = "id"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a list: its receipt, the workbook that goes back, what reading warned of, what the layout changed."""

    receipt: Receipt
    returned: Path
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    stops: tuple[tuple[str, float], ...]
    again: bool


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Done:
    """Receive one list and judge every row of it. Stopped anywhere and run again, it ends in the same state.

    :raises NotAllowed, NoPurpose, UnknownSender, TooManyLists, NoRoom: as `intake.actions.receive` does.
    :raises CannotRead: if the file is no readable list.
    :raises ColumnsNeedAPerson: if columns are doubtful; nothing is judged until a person settles them.
    """
    tell("receive")
    submitted, again = _received(order, home=home, by=by, at=at)
    folder = home / "work" / f"list-{submitted.content_sha256[:12]}-{submitted.pk}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        tell("read")
        original = _as_named(home, submitted, folder)
        found = read(original, folder)
        # A returned workbook that comes in again: our own columns and recap are nobody's data.
        reading = without_ours(found)
        if not reading.readable or not reading.person_rows:
            raise CannotRead(reading.problems)
        settled = columns_of_a_list.settle(
            reading, sender=submitted.sender_code, corrections=order.corrections, accept=order.accept_columns, by=by
        )
        if settled.questions:
            raise columns_of_a_list.ColumnsNeedAPerson(settled)
        with columns.workshop(str(folder)) as connection:
            stops: tuple[tuple[str, float], ...] = ()
            missing: tuple[Problem, ...] = ()
            if submitted.state == "received":
                missing = _judge(connection, reading, settled, submitted=submitted, by=by, tell=tell)
                columns_of_a_list.learn(reading, settled, sender=submitted.sender, by=by, at=at)
            if submitted.state == "judged":
                tell("match")
                stops = _match(connection, submitted=submitted, by=by, at=at)
            tell("return")
            returned = return_a_list.run(
                connection,
                Source(original, to_json(found), found.lines),
                submitted_list=submitted,
                folder=order.to or home / "returned",
                by=by,
                language=order.language,
            )
        receipt = queries.receipt(submitted.pk, seen_by=by)
        return Done(receipt, returned, (*reading.problems, *missing), settled.changes, stops, again)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _received(order: Order, *, home: Path, by: Viewer, at: dt.datetime) -> tuple[SubmittedList, bool]:
    """Take the file in, or find it where it was taken in before: a stopped run goes on with its own list."""
    try:
        submitted = actions.receive(
            order.file,
            home=home,
            sender=order.sender,
            kind=order.kind,
            purpose=order.purpose,
            list_on=order.list_on,
            by=by,
            at=at,
            replaces=order.replaces,
        )
    except actions.AlreadyReceived as known:
        return queries.submitted_list(known.list_id, seen_by=by), True
    return submitted, False


def _as_named(home: Path, submitted: SubmittedList, folder: Path) -> Path:
    """Return the kept file under its own name: a csv is only known by its ending, and the name goes back to the sender."""
    named = folder / "original" / Path(submitted.file_name).name
    named.parent.mkdir()
    named.hardlink_to(files.place_of(home, submitted.content_sha256))
    return named


def _judge(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    settled: columns_of_a_list.Settled,
    *,
    submitted: SubmittedList,
    by: Viewer,
    tell: Callable[[str], None],
) -> tuple[Problem, ...]:
    """Judge the rows and store them; return what the list as a whole lacks."""
    put_in_fields(connection, reading, settled.mappings)
    tell("clean")
    cleaning.clean(connection, home_kabupaten=by.kabupaten_code, list_on=submitted.list_on)
    tell("check")
    names = {sheet.no: sheet.name for sheet in reading.sheets}
    checks.judge(connection, home_kabupaten=by.kabupaten_code, list_on=submitted.list_on, sheet_names=names)
    connection.execute(
        f"CREATE OR REPLACE VIEW lines AS SELECT * FROM read_parquet('{reading.lines}') WHERE kind = 'row'"
    )
    missing = checks.missing_columns(connection)
    bulk.store_judged(connection, submitted_list=submitted, by=by)
    return missing


def _match(
    connection: duckdb.DuckDBPyConnection, *, submitted: SubmittedList, by: Viewer, at: dt.datetime
) -> tuple[tuple[str, float], ...]:
    """Match a proposal; what BPJS, the province or last year said becomes what the register knows."""
    if submitted.kind == "proposal":
        if (submitted.received or 0) < actions.SMALLEST_LIST:
            # A list of a few people would be a question about them; it is judged, and stays "belum dicek".
            actions.mark_matched(submitted_list=submitted, match_state="unchecked", by=by)
            return ()
        return match_a_list.run(connection, submitted_list=submitted, by=by, at=at)
    take_over_answers.run(connection, submitted_list=submitted, by=by, at=at)
    return ()
