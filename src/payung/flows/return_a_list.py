"""The same workbook goes back: every row with its verdict, its reasons in words, and the proposal beside it."""

from __future__ import annotations

from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer
from payung.flows import words_of_reasons
from payung.gateways import columns
from payung.intake import queries
from payung.intake.models import SubmittedList
from payung.intake.returning.answers import Answers
from payung.intake.returning.recap import ReasonCount, Summary
from payung.intake.returning.source import Source
from payung.intake.returning.write_back import write_back
from payung.vocabulary.words import Words

UNCHECKED = Words(
    id="Belum dicek: instalasi ini belum memiliki ekstrak peserta atau jawaban BPJS.",
    en="Not yet checked: this installation has neither an extract nor answers of BPJS.",
)


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
        notes=[UNCHECKED.say(language)] if submitted_list.match_state == "unchecked" else [],
    )
