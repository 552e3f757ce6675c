"""Lists side by side share the rows of a sheet: what each person of a row is told stands in one cell, from left to right."""

from __future__ import annotations

from payung.intake.reading.cells import column_letters
from payung.intake.returning.answers import Answers
from payung.intake.returning.marks import VERDICTS
from payung.intake.returning.source import Source
from payung.vocabulary.words import Words

_COLUMNS = Words(id="Kolom {columns}", en="Columns {columns}")
#: The verdict of a row of several people: that which asks for most.
_WORST = ("returned", "verval", "refused", "accepted")

_MERGED = """
CREATE OR REPLACE TEMP TABLE answers_abreast AS
WITH said AS (
    SELECT coalesce(p.sheet, a.sheet_no) AS sheet_no, a.row_no, a.verdict, a.reasons_text, a.proposal_text, p.label, p.place, v.words
    FROM {relation} a LEFT JOIN parts p ON p.no = a.sheet_no JOIN verdict_words v ON v.verdict = a.verdict
)
SELECT sheet_no, row_no, CASE {worst} END AS verdict,
    string_agg(CASE WHEN label IS NULL THEN coalesce(reasons_text, '')
               ELSE label || ': ' || words || coalesce(chr(10) || nullif(reasons_text, ''), '') END, chr(10) ORDER BY place) AS reasons_text,
    coalesce(string_agg(CASE WHEN label IS NULL THEN coalesce(proposal_text, '')
               WHEN coalesce(proposal_text, '') <> '' THEN label || ': ' || proposal_text END, chr(10) ORDER BY place), '') AS proposal_text
FROM said GROUP BY sheet_no, row_no
"""


def merged(answers: Answers, source: Source, language: str) -> Answers:
    """Return answers with one per row of a sheet; the same ones where no lists stand side by side."""
    if not source.beside:
        return answers
    abreast = set(source.beside.values())
    parts = [
        [sheet["no"], source.beside.get(sheet["no"], sheet["no"]), _label(sheet, language)]
        for sheet in source.reading["sheets"]
        if sheet["no"] in source.beside or sheet["no"] in abreast
    ]
    connection = answers.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE parts (no INTEGER, sheet INTEGER, label VARCHAR, place INTEGER)")
    connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", [[*part, part[0]] for part in parts])
    connection.execute("CREATE OR REPLACE TEMP TABLE verdict_words (verdict VARCHAR, words VARCHAR)")
    connection.executemany(
        "INSERT INTO verdict_words VALUES (?, ?)",
        [[verdict, words.say(language)] for verdict, words in VERDICTS.items()],
    )
    worst = " ".join(f"WHEN bool_or(verdict = '{verdict}') THEN '{verdict}'" for verdict in _WORST)
    connection.execute(_MERGED.format(relation=answers.relation, worst=worst)).fetchall()
    connection.execute("DROP TABLE parts; DROP TABLE verdict_words")
    return Answers.table(connection, "answers_abreast")


def _label(sheet: dict, language: str) -> str:
    """Return what the columns of one of the lists are called; those of its neighbours belong to no field of it."""
    tables = sheet.get("tables") or [sheet]
    used = [column["index"] for column in tables[0]["columns"] if column["field"]]
    return _COLUMNS.say(
        language, columns=f"{column_letters(min(used, default=1))}–{column_letters(max(used, default=1))}"
    )
