"""A workbook becomes verdicts: receive -> read -> clean -> check -> match (-> held) -> receipt -> the same workbook back."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.db import connections

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import columns_of_a_list, furnished, match_a_list, return_a_list, take_over_answers
from payung.flows.columns_of_a_list import ColumnsNeedAPerson, UnknownField
from payung.intake import actions, bulk, checks, cleaning, files, queries
from payung.intake.columns.layout import Change
from payung.intake.models import SubmittedList
from payung.intake.queries import Receipt
from payung.intake.reading import given
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
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a list: its receipt, the workbook that goes back, what reading warned of, what the layout changed."""

    receipt: Receipt
    returned: Path
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    again: bool


#: What a file, a sender or a missing right can refuse; anything else is a fault of ours and ends the run.
REFUSALS = (
    NotAllowed,
    actions.NoPurpose,
    actions.UnknownSender,
    actions.TooManyLists,
    actions.WrongReplacement,
    files.NoRoom,
    CannotRead,
    ColumnsNeedAPerson,
    UnknownField,
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """At whose hands one list is worked on: where, by whom, when, who hears of the steps, who settles doubtful columns."""

    home: Path
    by: Viewer
    at: dt.datetime
    tell: Callable[[str], None]
    accept: Callable[[ColumnsNeedAPerson], bool] = lambda asked: False


@dataclass(frozen=True, slots=True)
class _Judged:
    """A list whose rows are stored with their verdicts, and what matching and returning still need of its reading."""

    submitted: SubmittedList
    again: bool
    folder: Path
    source: Source
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Done:
    """Receive one list and judge every row of it. Stopped anywhere and run again, it ends in the same state.

    :raises NotAllowed, NoPurpose, UnknownSender, TooManyLists, NoRoom: as `intake.actions.receive` does.
    :raises CannotRead: if the file is no readable list.
    :raises ColumnsNeedAPerson: if columns are doubtful; nothing is judged until a person settles them.
    """
    turn = _Turn(home, by, at, tell)
    tell("receive")
    return _finish(order, _judge(order, _received(order, turn), turn), turn)


def run_many(  # noqa: PLR0913 (the lists, and at whose hands they are worked on)
    orders: Sequence[Order],
    *,
    home: Path,
    by: Viewer,
    at: dt.datetime,
    tell: Callable[[str, str], None],
    accept: Callable[[ColumnsNeedAPerson], bool] = lambda asked: False,
    workers: int = 2,
) -> list[Done | Exception]:
    """Receive lists side by side; return for each what became of it, or its refusal.

    All are taken in first and judged before any is matched, in the order given: so the earlier of two lists that name
    one person is always the one before, whoever of the workers is faster. `tell(file name, step)` may come from any of them.
    `accept` puts doubtful columns to a person, who takes them as proposed (True) or not.
    """
    turns = [_Turn(home, by, at, partial(tell, order.file.name), accept) for order in orders]
    taken = [_or_refusal(_received, order, turn) for order, turn in zip(orders, turns, strict=True)]

    with ThreadPoolExecutor(workers) as pool:
        judged = list(pool.map(partial(_or_refusal, _judge), orders, taken, turns))
        return list(pool.map(partial(_or_refusal, _finish), orders, judged, turns))


def _or_refusal(work: Callable[..., object], order: Order, *given: object) -> object:
    """Do a step of one list in whatever thread this is; a refusal is an answer, handed on to the end."""
    if isinstance(given[0], Exception):
        return given[0]
    try:
        return work(order, *given)
    except REFUSALS as refused:
        return refused
    finally:
        if threading.current_thread() is not threading.main_thread():
            connections.close_all()


def _judge(order: Order, taken: tuple[SubmittedList, bool], turn: _Turn) -> _Judged:
    """Read a list, settle its columns, and store its rows with their verdicts."""
    submitted, again = taken
    folder = return_a_list.workplace(turn.home, submitted)
    try:
        turn.tell("read")
        original = return_a_list.as_named(turn.home, submitted, folder)
        found = read(original, folder)
        # A returned workbook that comes in again: our own columns and recap are nobody's data.
        reading = without_ours(found)
        if not reading.readable or not reading.person_rows:
            actions.note_problems(submitted, [{"id": one.words.id, "en": one.words.en} for one in reading.problems])
            raise CannotRead(reading.problems)
        settled = columns_of_a_list.settle(
            reading,
            sender=submitted.sender_code,
            corrections=order.corrections,
            accept=order.accept_columns,
            by=turn.by,
        )
        if settled.questions and not turn.accept(
            asked := ColumnsNeedAPerson(settled, columns_of_a_list.first_rows(reading))
        ):
            raise asked
        missing: tuple[Problem, ...] = ()
        # Answers are taken over in the step that judges them: stopped in between, they are judged again.
        if submitted.state == "received" or (submitted.state == "judged" and submitted.kind != "proposal"):
            missing = _store_verdicts(reading, settled, submitted, folder, turn)
            columns_of_a_list.learn(reading, settled, sender=submitted.sender, by=turn.by, at=turn.at)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    source = Source(original, to_json(found), found.lines)
    return _Judged(submitted, again, folder, source, (*reading.problems, *missing), settled.changes)


def _finish(order: Order, judged: _Judged, turn: _Turn) -> Done:
    """Match a judged list and write its workbook back."""
    submitted = judged.submitted
    try:
        with furnished.workshop(judged.folder) as connection:
            if submitted.state == "judged":
                turn.tell("match")
                match_a_list.run(connection, submitted_list=submitted, by=turn.by, at=turn.at)
            turn.tell("return")
            said = {"submitted_list": submitted, "by": turn.by, "language": order.language}
            if order.to:
                returned = return_a_list.run(connection, judged.source, folder=order.to, **said)
            else:
                returned = return_a_list.keep(connection, judged.source, home=turn.home, **said)
        receipt = queries.receipt(submitted.pk, seen_by=turn.by)
        return Done(receipt, returned, judged.problems, judged.changes, judged.again)
    finally:
        shutil.rmtree(judged.folder, ignore_errors=True)


def _received(order: Order, turn: _Turn) -> tuple[SubmittedList, bool]:
    """Take the file in, or find it where it was taken in before: a stopped run goes on with its own list."""
    try:
        submitted = actions.receive(
            order.file,
            home=turn.home,
            sender=order.sender,
            kind=order.kind,
            purpose=order.purpose,
            list_on=order.list_on,
            by=turn.by,
            at=turn.at,
            replaces=order.replaces,
            file_name=order.file_name,
        )
    except actions.AlreadyReceived as known:
        return queries.submitted_list(known.list_id, seen_by=turn.by), True
    return submitted, False


def _store_verdicts(
    reading: Reading, settled: columns_of_a_list.Settled, submitted: SubmittedList, folder: Path, turn: _Turn
) -> tuple[Problem, ...]:
    """Judge the rows and store them; return what the list as a whole lacks."""
    with furnished.workshop(folder) as connection:
        put_in_fields(connection, reading, settled.mappings)
        found_above = given.take_over(connection, reading, home=turn.by.kabupaten_code)
        turn.tell("clean")
        cleaning.clean(connection, home_kabupaten=turn.by.kabupaten_code, list_on=submitted.list_on)
        turn.tell("check")
        names = {sheet.no: sheet.name for sheet in reading.sheets}
        checks.judge(connection, home_kabupaten=turn.by.kabupaten_code, list_on=submitted.list_on, sheet_names=names)
        connection.execute(
            f"CREATE OR REPLACE VIEW lines AS SELECT * FROM read_parquet('{reading.lines}') WHERE kind = 'row'"
        )
        missing = (*found_above, *checks.missing_columns(connection))
        bulk.store_judged(connection, submitted_list=submitted, by=turn.by)
        if submitted.kind != "proposal":
            # What BPJS, the province or last year's decree said becomes what the register knows.
            turn.tell("match")
            take_over_answers.run(connection, submitted_list=submitted, by=turn.by, at=turn.at)
    return missing
