"""The same workbook goes back: every row with its verdict, its reasons in words, and the proposal beside it."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer
from payung.flows import words_of_lists, words_of_reasons
from payung.gateways import columns
from payung.intake import files, queries
from payung.intake.models import SubmittedList
from payung.intake.reading.read import read
from payung.intake.reading.result import to_json
from payung.intake.returning.answers import Answers
from payung.intake.returning.recap import ReasonCount, Summary
from payung.intake.returning.source import Source
from payung.intake.returning.write_back import write_back
from payung.vocabulary.words import Words

UNCHECKED = Words(
    id="Belum dicek: instalasi ini belum memiliki ekstrak peserta atau jawaban BPJS.",
    en="Not yet checked: this installation has neither an extract nor answers of BPJS.",
)

STEPS = ("read", "return")
#: Lies beside a returned workbook: what was known of its rows when it was written.
_STAMP = ".as_of"


class OriginalGone(Exception):
    """The file as it was received is no longer kept, so its workbook cannot be written again."""


def again(
    list_id: int, *, home: Path, by: Viewer, language: str, tell: Callable[[str], None] = lambda step: None
) -> Path:
    """Write the returned workbook of a list from the kept file and what is known of its rows now; return its path.

    :raises NoSuchList: if there is none for the viewer.
    :raises OriginalGone: if the received file was removed when its time was over.
    """
    submitted = queries.submitted_list(list_id, seen_by=by)
    if not files.place_of(home, submitted.content_sha256).exists():
        raise OriginalGone(list_id)
    work = workplace(home, submitted)
    try:
        tell("read")
        original = as_named(home, submitted, work)
        found = read(original, work)
        tell("return")
        with columns.workshop(str(work)) as connection:
            return keep(
                connection,
                Source(original, to_json(found), found.lines),
                submitted_list=submitted,
                home=home,
                by=by,
                language=language,
            )
    finally:
        shutil.rmtree(work, ignore_errors=True)


def keep(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    *,
    submitted_list: SubmittedList,
    home: Path,
    by: Viewer,
    language: str,
) -> Path:
    """Write the returned workbook into the list's own folder, where it stands until more is known of its rows."""
    # Asked before the rows are read: what changes meanwhile makes the workbook old, never wrong unnoticed.
    known = _as_of(submitted_list.pk, by=by, language=language)
    folder = files.place_of_returned(home, submitted_list.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / _STAMP).unlink(missing_ok=True)
    written = run(connection, source, submitted_list=submitted_list, folder=folder, by=by, language=language)
    for other in set(folder.iterdir()) - {written}:
        other.unlink()
    (folder / _STAMP).write_text(known)
    return written


def standing(list_id: int, *, home: Path, by: Viewer, language: str) -> Path | None:
    """Return the returned workbook of a list if it lies there and says what is known of the rows now, else None.

    :raises NoSuchList: if there is none for the viewer.
    """
    folder = files.place_of_returned(home, list_id)
    wanted = _as_of(list_id, by=by, language=language)
    stamp = folder / _STAMP
    if not stamp.exists() or stamp.read_text() != wanted:
        return None
    return next((path for path in folder.iterdir() if not path.name.startswith(".")), None)


def workplace(home: Path, submitted: SubmittedList) -> Path:
    """Return a folder of this process for one list; what killed processes left of it is cleared away."""
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in work.glob("list-*-*"):
        number = int(left.name.rpartition("-")[2])
        if number != os.getpid() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = work / f"list-{submitted.pk}-{uuid.uuid4().hex[:8]}-{os.getpid()}"
    folder.mkdir(mode=0o700)
    return folder


def as_named(home: Path, submitted: SubmittedList, folder: Path) -> Path:
    """Return the kept file under its own name: a csv is only known by its ending, and the name goes back to the sender."""
    named = folder / "original" / Path(submitted.file_name).name
    named.parent.mkdir()
    named.hardlink_to(files.place_of(home, submitted.content_sha256))
    return named


def _as_of(list_id: int, *, by: Viewer, language: str) -> str:
    known = (*queries.known_of_rows(list_id, seen_by=by), language)
    return hashlib.sha256(repr(known).encode()).hexdigest()


def run(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    *,
    submitted_list: SubmittedList,
    folder: Path,
    by: Viewer,
    language: str,
) -> Path:
    """Write the returned workbook of a judged list and return its path; the original is never touched.

    :raises DoesNotBalance: if rows, reasons and receipt do not add up; nothing is written then.
    """
    owner = connections["owner"].settings_dict
    of_list = f"r.submitted_list_id = {submitted_list.pk}"
    columns.fetch(
        owner, f"SELECT r.sheet_no, r.row_no, r.verdict FROM intake_row r WHERE {of_list}", connection, "answered_rows"
    )
    columns.fetch(
        owner,
        "SELECT r.sheet_no, r.row_no, c.id AS place, c.reason_id AS id, c.weight, c.detail, c.proposal"
        f" FROM intake_reason c JOIN intake_row r ON r.id = c.row_id WHERE {of_list}",
        connection,
        "answered_reasons",
    )
    words_of_reasons.put_answers(connection, verdicts="answered_rows", given="answered_reasons", language=language)
    folder.mkdir(parents=True, exist_ok=True)
    summary = _summary(connection, submitted_list, by=by, language=language)
    return write_back(source, folder, answers=Answers.table(connection, "answers"), summary=summary, language=language)


def _summary(
    connection: duckdb.DuckDBPyConnection, submitted_list: SubmittedList, *, by: Viewer, language: str
) -> Summary:
    receipt = queries.receipt(submitted_list.pk, seen_by=by)
    counts = connection.sql(
        "SELECT id, any_value(weight), count(DISTINCT (sheet_no, row_no)) FROM answered_reasons GROUP BY id ORDER BY 3 DESC, 1"
    ).fetchall()
    return Summary(
        received=receipt.received,
        accepted=receipt.accepted,
        verval=receipt.verval,
        returned=receipt.returned,
        refused=receipt.refused,
        reasons=[
            ReasonCount(words_of_reasons.why(reason).say(language), words_of_reasons.LEADS_TO[weight], rows)
            for reason, weight, rows in counts
        ],
        notes=_notes(receipt, language),
    )


def _notes(receipt: queries.Receipt, language: str) -> list[str]:
    """Say what is to be known of the list as a whole: that nobody compared it, that it is held and why."""
    notes = [UNCHECKED] if receipt.match_state == "unchecked" else []
    if receipt.standing_holds:
        notes += [words_of_lists.HELD, *words_of_lists.stops(receipt)]
    return [words.say(language) for words in notes]
