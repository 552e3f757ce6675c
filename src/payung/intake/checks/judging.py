"""Every reason against every row at once, and the verdict that follows from them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from importlib import resources

import duckdb

from payung.intake.checks.catalogue import catalogue
from payung.intake.checks.check import Check
from payung.vocabulary.letters import one_of, quoted
from payung.vocabulary.name import TITLES

_MACROS = f"""
CREATE OR REPLACE TEMP MACRO row_called(sheet, row_) AS
    coalesce(getvariable('sheet_names')[sheet], 'Lembar ' || sheet) || ' baris ' || row_;
-- Two spellings of one person beside one number; sharing it already says much, so a slip or a dropped word is enough.
CREATE OR REPLACE TEMP MACRO same_name(key_a, skeleton_a, birth_a, key_b, skeleton_b, birth_b) AS
    coalesce(skeleton_a = skeleton_b OR jaro_winkler_similarity(key_a, key_b) >= 0.92
        OR list_has_all(string_split(key_a, ' '), string_split(key_b, ' ')) OR list_has_all(string_split(key_b, ' '), string_split(key_a, ' '))
        OR (birth_a = birth_b AND jaro_winkler_similarity(key_a, key_b) >= 0.8), false);
CREATE OR REPLACE TEMP MACRO name_is_only_title(name) AS regexp_full_match(name, '{one_of(TITLES)}|ALM|ALMH|ALMARHUM|ALMARHUMAH');
CREATE OR REPLACE TEMP MACRO begins_like_formula(typed) AS
    left(typed, 1) IN ('=', '@', '+') OR (left(typed, 1) = '-' AND regexp_matches(typed, '[|!(]'));
"""


class LedgerBroken(AssertionError):
    """Received is not accepted + verval + returned: no verdict of this list may be kept."""


def judge(
    connection: duckdb.DuckDBPyConnection,
    *,
    home_kabupaten: str | None = None,
    list_on: dt.date | None = None,
    sheet_names: Mapping[int, str] | None = None,
) -> dict[str, int]:
    """Make the view `judged` (cleaned + reasons + verdict) and the table `check_weights` (id, weight); return rows per verdict.

    `cleaning.clean` must have run on this connection. A row with any 'return' reason is 'returned', else with any 'review'
    or 'refuse' reason 'verval', else 'accepted'; no row is refused here.

    :param home_kabupaten: as given to `clean`, which has marked the places outside it; unused otherwise.
    :param list_on: the day of the list, as given to `clean`; None leaves the one that `clean` set.
    :param sheet_names: names of the sheets by number, for reasons that point to another row ("Sheet1 baris 17").
    :raises LedgerBroken: if received is not accepted + verval + returned.
    """
    connection.execute(_MACROS)
    if list_on is not None:
        connection.execute("SET VARIABLE list_on = ?::DATE", [list_on])
    names = dict(sheet_names or {})
    connection.execute(
        "SET VARIABLE sheet_names = map(?::INTEGER[], ?::VARCHAR[])", [list(names), list(names.values())]
    )
    for sql in _steps():
        connection.execute(sql).fetchall()
    connection.execute(_verdicts(catalogue())).fetchall()
    connection.execute("CREATE OR REPLACE VIEW judged AS SELECT * FROM cleaned JOIN verdicts USING (sheet_no, row_no)")
    weights = ", ".join(f"({quoted(check.id)}, {quoted(check.weight)})" for check in catalogue())
    connection.execute(
        f"CREATE OR REPLACE TABLE check_weights AS SELECT * FROM (VALUES {weights}) AS weighed (id, weight)"
    )
    return _ledger(connection)


def _steps() -> list[str]:
    text = resources.files("payung.intake.checks").joinpath("judging.sql").read_text("utf-8")
    return re.split(r"^-- [a-z ]+ --$", text, flags=re.MULTILINE)[1:]


def _verdicts(checks: tuple[Check, ...]) -> str:
    """Return the SQL that judges all rows; reasons are only built for rows that any check stops."""
    flags = ",\n".join(f"coalesce({check.fails}, false) AS fails_{check.id}" for check in checks)
    reasons = ",\n".join(
        f"CASE WHEN fails_{check.id} THEN {{'id': {quoted(check.id)}, 'proposal': ({check.proposal or 'NULL'})::VARCHAR, "
        f"'detail': ({check.detail or 'NULL'})::VARCHAR}} END"
        for check in checks
    )
    return f"""CREATE OR REPLACE TABLE verdicts AS
        WITH flagged AS (SELECT *, {flags} FROM cleaned LEFT JOIN repeats USING (sheet_no, row_no))
        SELECT sheet_no, row_no,
            CASE WHEN {_any(checks)} THEN list_filter([{reasons}], lambda reason: reason IS NOT NULL) ELSE [] END AS reasons,
            CASE WHEN {_any(checks, "return")} THEN 'returned' WHEN {_any(checks, "review", "refuse")} THEN 'verval' ELSE 'accepted' END AS verdict
        FROM flagged"""


def _any(checks: tuple[Check, ...], *weights: str) -> str:
    return " OR ".join(f"fails_{check.id}" for check in checks if not weights or check.weight in weights)


def _ledger(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return rows per verdict, once they add up to the rows received."""
    received = connection.execute("SELECT count(*) FROM received").fetchall()[0][0]
    counted = dict(connection.execute("SELECT verdict, count(*) FROM verdicts GROUP BY verdict").fetchall())
    ledger = {verdict: counted.pop(verdict, 0) for verdict in ("accepted", "verval", "returned")}
    if counted or sum(ledger.values()) != received:
        raise LedgerBroken(f"received {received}, judged {ledger}, besides {counted}")
    return ledger
