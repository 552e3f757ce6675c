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
from payung.intake.reading.result import Reading, to_json
from payung.intake.returning.answers import Answers
from payung.intake.returning.recap import ReasonCount, Summary
from payung.intake.returning.source import Source
from payung.intake.returning.write_back import write_back
from payung.vocabulary.words import Words

LEADS_TO = {"return": "returned", "review": "verval", "refuse": "verval", "note": "note"}
UNCHECKED = Words(
    id="Belum dicek: instalasi ini belum memiliki ekstrak peserta atau jawaban BPJS.",
    en="Not yet checked: this installation has neither an extract nor answers of BPJS.",
)


def run(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    *,
    original: Path,
    submitted_list: SubmittedList,
    folder: Path,
    by: Viewer,
    language: str = "id",
) -> Path:
    """Write the returned workbook of a judged list and return its path; the original is never touched.

    :raises DoesNotBalance: if rows, reasons and receipt do not add up; nothing is written then.
    """
    _words_table(connection, language)
    owner = connections["owner"].settings_dict
    columns.fetch(
        owner,
        f"SELECT id, sheet_no, row_no, verdict FROM intake_row WHERE submitted_list_id = {submitted_list.pk}",
        connection,
        "answered_rows",
    )
    columns.fetch(
        owner,
        "SELECT c.id, c.row_id, c.reason_id, c.weight, c.detail, c.proposal FROM intake_reason c JOIN intake_row r ON r.id = c.row_id"
        f" WHERE r.submitted_list_id = {submitted_list.pk}",
        connection,
        "answered_reasons",
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE answers AS
        SELECT r.sheet_no, r.row_no, r.verdict, coalesce(c.reasons_text, '') AS reasons_text, coalesce(c.proposal_text, '') AS proposal_text
        FROM answered_rows r LEFT JOIN (
            SELECT row_id,
                   string_agg('• ' || w.why || CASE WHEN detail <> '' THEN ' (' || detail || ')' ELSE '' END
                              || CASE WHEN c.weight = 'note' OR w.fix = '' THEN '' ELSE ' ' || w.fix END, chr(10) ORDER BY c.id) AS reasons_text,
                   string_agg(nullif(proposal, ''), chr(10) ORDER BY c.id) AS proposal_text
            FROM answered_reasons c JOIN reason_words w ON w.id = c.reason_id GROUP BY row_id) c ON c.row_id = r.id
        """
    )
    source = Source(original, to_json(reading), reading.lines)
    folder.mkdir(parents=True, exist_ok=True)
    summary = _summary(connection, submitted_list, by=by, language=language)
    return write_back(source, folder, answers=Answers.table(connection, "answers"), summary=summary, language=language)


def _words_table(connection: duckdb.DuckDBPyConnection, language: str) -> None:
    rows = [
        (reason_id, words_of_reasons.why(reason_id).say(language), words_of_reasons.fix(reason_id).say(language))
        for reason_id in words_of_reasons.ids()
    ]
    ids, whys, fixes = (list(part) for part in zip(*rows, strict=True))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE reason_words AS SELECT unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS why, unnest(?::VARCHAR[]) AS fix",
        [ids, whys, fixes],
    )


def _summary(
    connection: duckdb.DuckDBPyConnection, submitted_list: SubmittedList, *, by: Viewer, language: str
) -> Summary:
    receipt = queries.receipt(submitted_list.pk, seen_by=by)
    counts = connection.sql(
        "SELECT reason_id, any_value(weight), count(DISTINCT row_id) FROM answered_reasons GROUP BY reason_id ORDER BY 3 DESC, 1"
    ).fetchall()
    return Summary(
        received=receipt.received,
        accepted=receipt.accepted,
        verval=receipt.verval,
        returned=receipt.returned,
        refused=receipt.refused,
        reasons=[
            ReasonCount(words_of_reasons.why(reason).say(language), LEADS_TO[weight], rows)
            for reason, weight, rows in counts
        ],
        notes=[UNCHECKED.say(language)] if submitted_list.match_state == "unchecked" else [],
    )
