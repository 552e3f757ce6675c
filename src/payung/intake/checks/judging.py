"""One verdict for every row, with all its reasons at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import duckdb

from payung.intake.checks import windows
from payung.intake.checks.catalogue import CATALOGUE
from payung.intake.checks.check import Check
from payung.intake.checks.phrases import PLACE, SHEET
from payung.intake.ledger import LedgerBroken
from payung.vocabulary import standard

REASON = "STRUCT(id VARCHAR, proposal VARCHAR, detail VARCHAR)"
#: Reasons are put together in groups: a row pays for the groups in which it has a reason, and most have none.
TOGETHER = 9
_AGE = "year(list_on) - year(born_on) - ((month(list_on), day(list_on)) < (month(born_on), day(born_on)))::INTEGER"


def judge(
    connection: duckdb.DuckDBPyConnection,
    *,
    home_kabupaten: str | None,
    list_on: dt.date,
    sheet_names: Mapping[int, str] | None = None,
    unsettled_sheets: Sequence[int] = (),
) -> None:
    """Give every row of `cleaned` its reasons and one verdict.

    Makes the table `judgements` (sheet_no, row_no, reasons, verdict), the view `judged` (cleaned, with reasons in the order of
    the catalogue and the verdict 'accepted', 'verval' or 'returned') and the table `check_weights` (id, weight).
    The order of rows in `cleaned` does not matter; running it again ends in the same state.

    :param home_kabupaten: Kemendagri code of the office's kabupaten or province ('64.74', '64'), None if it has none.
    :param list_on: the day on which ages are counted.
    :param sheet_names: what the sheets are called, by number; reasons that point at another row then say it by name.
    :param unsettled_sheets: sheets whose identity columns nobody has accepted: none of their rows is accepted either.
    :raises LedgerBroken: if received is not accepted + verval + returned, row by row.
    """
    names = dict(sheet_names or {})
    given = {"home": home_kabupaten or "", "on": list_on, "sheets": list(names), "names": list(names.values())}
    given["unsettled"] = list(unsettled_sheets)
    standard.install(connection)
    try:
        windows.prepare(connection)
        # Two halves, for two cores: see cleaning.sql.
        received, given["middle"] = connection.execute(
            f"SELECT count(*), coalesce(median(place % {SHEET}), 0)::INTEGER FROM checks_rows"
        ).fetchall()[0]
        connection.execute(_judgements(CATALOGUE), given).fetchall()
    finally:
        windows.clear(connection)
    connection.execute(
        "CREATE OR REPLACE VIEW judged AS SELECT * FROM cleaned JOIN judgements USING (sheet_no, row_no)"
    )
    connection.execute("CREATE OR REPLACE TABLE check_weights (id VARCHAR PRIMARY KEY, weight VARCHAR NOT NULL)")
    connection.executemany("INSERT INTO check_weights VALUES (?, ?)", [[check.id, check.weight] for check in CATALOGUE])
    _balance(connection, received)


def _judgements(checks: tuple[Check, ...]) -> str:
    """Return the SQL that finds, in one pass, which checks fail and what follows."""
    numbered = list(enumerate(checks))
    flags = ",\n".join(
        f"coalesce({f'once{place}' if check.of else check.fails}, false) AS f{place}" for place, check in numbered
    )
    found = ",\n".join(_found(numbered[start : start + TOGETHER]) for start in range(0, len(numbered), TOGETHER))
    is_returned = _any_of([place for place, check in numbered if check.weight == "return"])
    is_verval = _any_of([place for place, check in numbered if check.weight in ("review", "refuse")])
    return f"""
CREATE OR REPLACE TABLE judgements AS
WITH aged AS (
    SELECT *, {_AGE} AS age FROM (
        SELECT *, coalesce(birth_on, nik_birth_on) AS born_on, $on::DATE AS list_on, $home::VARCHAR AS home_kabupaten,
            map($sheets::INTEGER[], $names::VARCHAR[]) AS sheet_names, $unsettled::INTEGER[] AS unsettled_sheets
        FROM (SELECT *, {PLACE} AS place FROM (FROM cleaned WHERE row_no <= $middle UNION ALL FROM cleaned WHERE row_no > $middle))
        JOIN checks_columns USING (sheet_no)
        LEFT JOIN checks_marks USING (place)
        LEFT JOIN checks_families USING (kk)
        {_asked_once(numbered)})
), flagged AS (SELECT *, {flags} FROM aged)
SELECT sheet_no, row_no, list_concat({found}) AS reasons,
    CASE WHEN {is_returned} THEN 'returned' WHEN {is_verval} THEN 'verval' ELSE 'accepted' END AS verdict
FROM flagged
"""


def _asked_once(checks: list[tuple[int, Check]]) -> str:
    """Return the SQL that joins what checks of one column say of each of its values."""
    columns = sorted({check.of for _, check in checks if check.of})
    said = {
        column: ", ".join(f"({check.fails}) AS once{place}" for place, check in checks if check.of == column)
        for column in columns
    }
    return "\n".join(
        f"LEFT JOIN (SELECT {column}, {flags} FROM (SELECT DISTINCT {column} FROM checks_rows)) AS of_{column} USING ({column})"
        for column, flags in said.items()
    )


def _any_of(places: list[int]) -> str:
    return "(" + (" OR ".join(f"f{place}" for place in places) or "false") + ")"


def _found(checks: list[tuple[int, Check]]) -> str:
    """Return the SQL of the reasons that some checks give, in their order."""
    reasons = ", ".join(f"CASE WHEN f{place} THEN {_reason(check)} END" for place, check in checks)
    found = ", ".join(f"f{place}" for place, _ in checks)
    return (
        f"CASE WHEN {_any_of([place for place, _ in checks])}"
        f" THEN list_where([{reasons}]::{REASON}[], [{found}]) ELSE []::{REASON}[] END"
    )


def _reason(check: Check) -> str:
    return (
        f"{{'id': '{check.id}', 'proposal': ({check.proposal or 'NULL'})::VARCHAR,"
        f" 'detail': ({check.detail or 'NULL'})::VARCHAR}}"
    )


def _balance(connection: duckdb.DuckDBPyConnection, received: int) -> None:
    judged, rows, accepted, verval, returned = connection.sql(
        f"""
        SELECT count(*), count(DISTINCT {PLACE}), count(*) FILTER (verdict = 'accepted'), count(*) FILTER (verdict = 'verval'),
            count(*) FILTER (verdict = 'returned') FROM judgements
        """
    ).fetchall()[0]
    if not received == judged == rows == accepted + verval + returned:
        raise LedgerBroken(
            f"received {received}, judged {judged} ({rows} different rows):"
            f" accepted {accepted} + verval {verval} + returned {returned}"
        )
