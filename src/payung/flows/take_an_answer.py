"""An answer comes back: read -> understood -> matched to the package's names -> stored -> the register and the seats follow.

Files come in any order, in parts, twice: the same file again changes nothing but completes what a stopped run left open.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from payung.access.viewer import Viewer
from payung.enrolment import bulk as enrolment
from payung.exchanges import actions, bulk, matching, queries, spellings
from payung.exchanges.matching import Fit
from payung.exchanges.models import AnswerFile, Package
from payung.exchanges.queries import FileReceipt, PackageReceipt
from payung.exchanges.understanding import Understood, put_answers, understand
from payung.exchanges.workplace import workplace
from payung.flows import columns_of_a_list, enrol_the_answered, furnished, report_answers
from payung.flows.columns_of_a_list import ColumnsNeedAPerson, Question, Settled
from payung.intake import cleaning, files
from payung.intake.reading.problems import Problem
from payung.intake.reading.read import read
from payung.intake.reading.received import receive as put_in_fields
from payung.intake.reading.result import Reading
from payung.vocabulary import standard

STEPS = ("read", "match", "store", "register")
#: So many NIKs of a stray file tell which package it belongs to.
_ENOUGH_TO_TELL = 2_000


class CannotRead(Exception):
    """The file is no workbook with people in it; `problems` says what to do, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.id for problem in problems))
        self.problems = problems


class SaysNothing(Exception):
    """People stand in the file, but of none of them an answer: no Y or T, no KPJ, no title that says it."""


class WrongPackage(Exception):
    """More people of the file were not sent in this package than were. `best` is the package it fits best, `held` how many of them it holds."""

    def __init__(self, fit: Fit, best: Package | None, held: int) -> None:
        super().__init__(f"{fit.known} known, {fit.unknown} unknown")
        self.fit = fit
        self.best = best
        self.held = held


class ColumnsSortedApart(Exception):
    """Names stand beside other people's NIKs: somebody sorted one column by itself. Nothing of the file can be trusted."""

    def __init__(self, fit: Fit) -> None:
        super().__init__(f"{fit.two_people} of {fit.rows}")
        self.fit = fit


#: What a file or a missing right can refuse; anything else is a fault of ours.
REFUSALS = (
    CannotRead,
    SaysNothing,
    WrongPackage,
    ColumnsSortedApart,
    ColumnsNeedAPerson,
    columns_of_a_list.UnknownField,
    spellings.UnknownMeaning,
    actions.RestNotClear,
    queries.NoSuchPackage,
)


@dataclass(frozen=True, slots=True)
class Order:
    """Which file answers which package, on which day, and what a person says beside it.

    `says`: word of the file -> what it means (Y, T, padan …; `*`: rows without any). `corrections`: heading -> field, as for lists.
    `takes_newer`: its answers replace older ones that they contradict. `rest_yes`: whom no file mentions is a yes.
    `although_unknown`: take it although most of its people were not sent. `really` False: work it out, store nothing.
    """

    package_id: int
    file: Path
    answered_on: dt.date
    takes_newer: bool = False
    rest_yes: bool = False
    says: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str | None] = field(default_factory=dict)
    accept_columns: bool = False
    although_unknown: bool = False
    really: bool = True


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a file: its receipt, where the package stands now, the candidates whose answer it gave or changed.

    `again`: this very file was taken before. `seats`: of the decree, where the package enrols its people. `replaced`, `rest`: names answered by `takes_newer` and `rest_yes` in this run.
    """

    package: PackageReceipt
    file: FileReceipt
    changed: tuple[int, ...]
    problems: tuple[Problem, ...]
    again: bool
    replaced: int = 0
    rest: int = 0
    stored: bool = True
    seats: enrolment.Answered | None = None


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Answered:
    """Take one answer file for a package. Stopped anywhere and run again, it ends in the same state.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is no such package for them.
    :raises CannotRead, SaysNothing, ColumnsNeedAPerson, UnknownField, UnknownMeaning: if the file does not say who got which answer.
    :raises WrongPackage, ColumnsSortedApart: if a breaker stops it; nothing is stored.
    :raises RestNotClear: if the rest cannot be told; nothing is stored.
    """
    by.must("answer_package")
    package = queries.package(order.package_id, seen_by=by)
    told = spellings.said_by_a_person(order.says, purpose=package.purpose)
    content = _content(order)
    known = AnswerFile.objects.using("owner").filter(package=package, content_sha256=content).first()
    if known is None:
        with workplace(home) as folder, furnished.workshop(folder) as connection:
            tell("read")
            reading = _read(order.file, folder)
            understood = _understood(reading, order, told, package, by)
            tell("match")
            _match(connection, reading, understood, told, package=package, order=order, by=by, at=at)
            tell("store")
            answered = _store(connection, order, content, reading, package=package, home=home, by=by, at=at)
    else:
        answered = _completed(order, known, by=by, at=at)
    if answered.stored:
        tell("register")
        # What follows from the stored answers; each step knows again what it has done, so a stopped run goes on here.
        report_answers.run(package, home=home, by=by, at=at)
        if package.purpose == "bpjs_enrolment" and package.about.startswith("decree:"):
            answered = replace(answered, seats=enrol_the_answered.run(package_id=package.pk, by=by, at=at))
    return answered


def _content(order: Order) -> str:
    """Return what a file is known again by: its bytes, and what a person said about it, for that reads it differently."""
    digest = files.digest(order.file)
    said = [f"{word}={meaning}" for word, meaning in sorted(order.says.items())]
    said += [f"{heading}:{name}" for heading, name in sorted(order.corrections.items())]
    return hashlib.sha256("\n".join([digest, *said]).encode()).hexdigest() if said else digest


def _read(file: Path, folder: Path) -> Reading:
    reading = read(file, folder)
    if not reading.readable or not reading.person_rows:
        raise CannotRead(reading.problems)
    return reading


def _understood(
    reading: Reading, order: Order, told: Mapping[str, spellings.Said], package: Package, by: Viewer
) -> Understood:
    """Settle the columns: what they hold beside the package tells more than a person could."""
    settled = columns_of_a_list.settle(
        reading, sender="", corrections=order.corrections, accept=order.accept_columns, by=by
    )
    return understand(reading, settled.mappings, purpose=package.purpose, told=told)


def _match(  # noqa: PLR0913 (a reading, what is known of it, and at whose hands)
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    understood: Understood,
    told: Mapping[str, spellings.Said],
    *,
    package: Package,
    order: Order,
    by: Viewer,
    at: dt.datetime,
) -> None:
    """Make `answer_rows`; the breakers stop here, before anything is stored."""
    put_in_fields(connection, reading, understood.mappings)
    cleaning.clean(connection, home_kabupaten=by.kabupaten_code, list_on=order.answered_on)
    put_answers(connection, reading, understood, purpose=package.purpose, told=told)
    standard.install(connection)
    bulk.load_sent(connection, package)
    fit = matching.match(connection, purpose=package.purpose)
    if matching.is_sorted_apart(fit):
        raise ColumnsSortedApart(fit)
    if not order.although_unknown and (fit.known == 0 or matching.is_of_another_package(fit)):
        if understood.doubts:
            raise ColumnsNeedAPerson(_questions(understood))
        raise WrongPackage(fit, *_best_fit(connection, package, by))
    if fit.answered == 0:
        raise SaysNothing


def _questions(understood: Understood) -> Settled:
    questions = tuple(Question(sheet.no, sheet.name, column) for sheet, column in understood.doubts)
    return Settled(understood.mappings, questions, ())


def _best_fit(connection: duckdb.DuckDBPyConnection, package: Package, by: Viewer) -> tuple[Package | None, int]:
    niks = connection.sql(
        f"SELECT DISTINCT nik FROM answer_rows WHERE length(nik) = 16 ORDER BY hash(nik) LIMIT {_ENOUGH_TO_TELL}"
    ).fetchall()
    best = queries.best_fit([nik for (nik,) in niks], seen_by=by)
    return best if best is not None and best[0].pk != package.pk else (None, 0)


def _store(  # noqa: PLR0913 (an answer, and at whose hands it is stored)
    connection: duckdb.DuckDBPyConnection,
    order: Order,
    content: str,
    reading: Reading,
    *,
    package: Package,
    home: Path,
    by: Viewer,
    at: dt.datetime,
) -> Answered:
    # Of Disdukcapil the result is kept, not its record (docs/decisions/0011).
    kept = files.digest(order.file) if order.really and package.purpose != "dukcapil" else ""
    if kept:
        files.keep(home, order.file, kept)
    said = (order.answered_on, order.takes_newer, order.rest_yes)
    came = bulk.Came(order.file.name, content, *said, really=order.really, file_sha256=kept)
    try:
        taken = bulk.take_answers(connection, package=package, came=came, by=by, at=at)
    except bulk.AlreadyAnswered as known:
        # Another clerk took the same file a moment ago.
        return _completed(order, AnswerFile.objects.using("owner").get(pk=known.answer_file_id), by=by, at=at)
    file = queries.file_receipt(taken.answer)
    if order.really:
        receipt = queries.package_receipt(package.pk, on=at.date(), seen_by=by)
    else:
        receipt = queries.receipt_of(taken.package, files=(file,), codes=(), corrections=0, on=at.date())
    return Answered(
        receipt, file, taken.changed, reading.problems, again=False, rest=taken.answer.rest, stored=order.really
    )


def _completed(order: Order, known: AnswerFile, *, by: Viewer, at: dt.datetime) -> Answered:
    """Do with a file that was taken before only what a person says about it now."""
    replaced = rest = 0
    if order.really and order.takes_newer:
        replaced = actions.take_newer(answer_file_id=known.pk, by=by, at=at)
    if order.really and order.rest_yes:
        rest = actions.give_rest(answer_file_id=known.pk, by=by, at=at)
    known.refresh_from_db(using="owner")
    return Answered(
        queries.package_receipt(order.package_id, on=at.date(), seen_by=by),
        queries.file_receipt(known),
        bulk.changed_by(known) if replaced or rest else (),
        (),
        again=True,
        replaced=replaced,
        rest=rest,
        stored=order.really,
    )
