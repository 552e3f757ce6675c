"""The words of every reason, whichever floor gave it, and what a sender reads beside a row."""

from __future__ import annotations

import duckdb

from payung.eligibility.rules import catalogue as rules
from payung.fieldwork import reasons as field_reasons
from payung.intake import checks
from payung.intake.checks.check import Reason
from payung.linkage import reasons
from payung.privacy import reasons as privacy_reasons
from payung.vocabulary.words import Words

# What deciding says beside a row changes nothing about the row itself: there it is a note.
_DECIDED = tuple(Reason(id=id_, weight="note", why=rules.words(id_)[0], fix=rules.words(id_)[1]) for id_ in rules.ids())
_ALL = {
    one.id: one
    for one in (
        *checks.catalogue(),
        *reasons.catalogue(),
        *field_reasons.catalogue(),
        *privacy_reasons.catalogue(),
        *_DECIDED,
    )
}

#: What a reason leads to, by its weight: a refusal is proposed, and waits for a signature.
LEADS_TO = {"return": "returned", "review": "verval", "refuse": "verval", "note": "note"}

#: Which cell a proposal is for, by the first word of the check that makes it.
_CELLS = {
    "nik": Words(id="NIK", en="NIK"),
    "birth": Words(id="Tanggal lahir", en="Birth date"),
    "age": Words(id="Umur", en="Age"),
    "name": Words(id="Nama", en="Name"),
    "sex": Words(id="Jenis kelamin", en="Sex"),
    "kelurahan": Words(id="Kode kelurahan", en="Village code"),
}

_ANSWERS = """
CREATE OR REPLACE TEMP TABLE answers AS
WITH worded AS (
    SELECT *, coalesce(proposal, '') <> '' AND row_number() OVER (
        PARTITION BY sheet_no, row_no, cell, proposal ORDER BY place) = 1 AS is_new_proposal
    FROM {given} JOIN reason_words USING (id)),
said AS (
    SELECT sheet_no, row_no,
        string_agg('• ' || why || coalesce(' (' || nullif(detail, '') || ')', '') || coalesce(' ' || nullif(fix, ''), ''),
                   chr(10) ORDER BY place) AS reasons_text,
        string_agg(cell || proposal, chr(10) ORDER BY place) FILTER (is_new_proposal) AS proposal_text
    FROM worded GROUP BY sheet_no, row_no)
SELECT sheet_no, row_no, verdict, coalesce(reasons_text, '') AS reasons_text, coalesce(proposal_text, '') AS proposal_text
FROM {verdicts} LEFT JOIN said USING (sheet_no, row_no)
"""


def ids() -> tuple[str, ...]:
    """Return the ids of all reasons."""
    return tuple(_ALL)


def weight(reason_id: str) -> str:
    """Return the weight of a reason: return, review, refuse or note."""
    return _ALL[reason_id].weight


def why(reason_id: str) -> Words:
    """Return why, in both languages."""
    return _ALL[reason_id].why


def fix(reason_id: str) -> Words:
    """Return how to put it right, in both languages."""
    return _ALL[reason_id].fix


def put_answers(connection: duckdb.DuckDBPyConnection, *, verdicts: str, given: str, language: str) -> None:
    """Make the table `answers` (sheet_no, row_no, verdict, reasons_text, proposal_text): what a sender reads beside each row.

    :param verdicts: relation with one row per person-row: sheet_no, row_no, verdict.
    :param given: relation of reasons: sheet_no, row_no, place (order), id, detail, proposal.
    """
    cells = {reason_id: _CELLS.get(reason_id.partition("_")[0]) for reason_id in _ALL}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE reason_words AS SELECT unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS why, "
        "unnest(?::VARCHAR[]) AS fix, unnest(?::VARCHAR[]) AS cell",
        [
            list(_ALL),
            [one.why.say(language) for one in _ALL.values()],
            # What only deserves a remark needs no instruction.
            ["" if one.weight == "note" else one.fix.say(language) for one in _ALL.values()],
            [f"{cell.say(language)}: " if cell else "" for cell in cells.values()],
        ],
    )
    connection.execute(_ANSWERS.format(verdicts=verdicts, given=given)).fetchall()
