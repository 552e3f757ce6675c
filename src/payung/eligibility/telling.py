"""What the senders of a programme's lists may read about their rows: public reasons only, never a fact. DuckDB only."""

from __future__ import annotations

import duckdb

from payung.eligibility.rules.catalogue import BY_ID, IDENTITY_INCOMPLETE, PROGRAMME_TERMS, WAITING_LIST


def told_as(reason_id: str) -> str | None:
    """Return the reason that a sender reads instead of this one; None where there is nothing to tell."""
    if reason_id == WAITING_LIST:
        return WAITING_LIST
    rule = BY_ID[reason_id]
    if rule.weight == "note":
        return None
    return rule.id if rule.told else PROGRAMME_TERMS


def tell(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `told` (list_id, row_id, reason_id) from `seated` (see `rules.seats`), `facts`, `row_person` and `unusable`: nothing about whoever is eligible with a seat."""
    connection.execute("CREATE OR REPLACE TEMP TABLE told_as (reason VARCHAR, told VARCHAR)")
    pairs = [(reason, told) for reason in (*BY_ID, WAITING_LIST) if (told := told_as(reason))]
    connection.executemany("INSERT INTO told_as VALUES (?, ?)", pairs)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE told AS
        WITH told_of AS (SELECT DISTINCT mask, told FROM (SELECT mask, unnest(reasons) AS reason FROM seated_masks) JOIN told_as USING (reason))
        SELECT r.list_id, r.row_id, t.told AS reason_id
        FROM seated s JOIN told_of t USING (mask) JOIN facts f ON f.rowid = s.no JOIN row_person r USING (person) WHERE s.outcome <> 'eligible' OR NOT s.has_seat
        UNION ALL SELECT list_id, row_id, '{IDENTITY_INCOMPLETE}' FROM unusable
        """
    )
