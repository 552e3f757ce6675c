"""All reasons of every person at once, what the rules propose, and which decisions by hand still stand. DuckDB only."""

from __future__ import annotations

import duckdb

from payung.eligibility.rules import masks
from payung.eligibility.rules.catalogue import RULES, weighty
from payung.eligibility.rules.masks import FAMILY, mask

#: Facts that stand in a stored decision (and its candidate) and can be compared with those of today.
COMPARED = (
    "age", "lives_in_area", "works", "occupation_group", "social_aid", "decile", "other_cover", "other_payer", "other_segment", "dukcapil",
    "bpjs",
)  # fmt: skip

_OWN = [rule for rule in RULES if rule.id != FAMILY]
_REFUSE = mask(rule.id for rule in _OWN if rule.weight == "refuse")
_DOUBT = mask(rule.id for rule in _OWN if rule.weight == "doubt")
_WEIGHTY = mask(weighty())
# The reasons that a decision by hand rests on, the family's place apart.
_APART = _WEIGHTY & ~mask([FAMILY])


def judge(connection: duckdb.DuckDBPyConnection, *, order: str, per_family: int | None) -> None:
    """Make `judged`: facts with family_place, reasons, proposed, outcome, is_kept (a decision by hand stands), decided_by_id, note.

    From `facts`, `terms` (one row) and `before` (decisions as stored: nik, outcome, reasons, decided_by_id, note, and COMPARED with an old_ before each).
    A decision by hand that no longer stands is taken out, and the families are ordered anew without it. `judged` is a view: what was found
    stands in `weighed` (no, the row of `facts`; turn, the place in `order`; mask, see `masks`).

    :param order: SQL of the order in which seats are dealt out. :param per_family: seats of one family card, None for no limit.
    """
    masks.install(connection)
    _first_pass(connection, order=order)
    while True:
        _second_pass(connection, per_family=per_family)
        reopened = connection.execute(
            "DELETE FROM hands WHERE no IN (SELECT no FROM weighed WHERE has_hand AND NOT is_kept)"
        ).fetchall()[0][0]
        if not reopened:
            break
    masks.name(connection, "weighed", out="weighed_masks")
    connection.execute(
        """
        CREATE OR REPLACE TEMP VIEW judged AS
        SELECT f.*, w.* EXCLUDE (mask), m.reasons FROM weighed w JOIN facts f ON f.rowid = w.no JOIN weighed_masks m ON m.mask = w.mask
        """
    )


def _first_pass(connection: duckdb.DuckDBPyConnection, *, order: str) -> None:
    """Make `flagged`: all reasons but those that depend on the rest of the family, and `hands`: what people decided."""
    found = " | ".join(f"CASE WHEN {rule.fails} THEN {mask([rule.id])} ELSE 0 END" for rule in _OWN)
    # Apart from the rules: what is put in order carries every column that is asked for beside it.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE turns AS SELECT rowid AS no, row_number() OVER (ORDER BY {order})::INTEGER AS turn FROM facts"
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE flagged AS
        SELECT t.no, kk, t.turn, ({found})::BIGINT AS own FROM facts CROSS JOIN terms JOIN turns t ON t.no = facts.rowid
        """
    )
    touched = " | ".join(
        f"CASE WHEN f.{fact} IS DISTINCT FROM h.old_{fact} THEN {_made_on(fact)} ELSE 0 END" for fact in COMPARED
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE hands AS
        WITH said AS (SELECT nik, bit_or(1::BIGINT << place) AS mask
            FROM (SELECT nik, unnest(reasons) AS reason FROM before WHERE decided_by_id IS NOT NULL) JOIN reason_places USING (reason) GROUP BY nik)
        SELECT f.rowid AS no, h.outcome, coalesce(s.mask, 0) AS said, h.decided_by_id, h.note, ({touched})::BIGINT AS touched
        FROM before h JOIN facts f ON f.nik = h.nik LEFT JOIN said s ON s.nik = h.nik WHERE h.decided_by_id IS NOT NULL
        """
    )


def _second_pass(connection: duckdb.DuckDBPyConnection, *, per_family: int | None) -> None:
    """Make `weighed`: every reason, the family's place among them, and what follows from it."""
    is_out = (
        f"(own & {_REFUSE} <> 0 AND NOT coalesce(h.outcome = 'eligible' AND {_nothing_new('own')} AND own & touched = 0, false))"
        f" OR coalesce(h.outcome = 'not_eligible' AND said & {_APART} <> 0 AND own & said & {_APART} = said & {_APART}, false)"
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE placed AS
        SELECT f.no, kk, turn, own, h.no IS NOT NULL AS has_hand, h.outcome AS hand_outcome, said, touched, decided_by_id, note, {is_out} AS is_out
        FROM flagged f LEFT JOIN hands h ON h.no = f.no
        """
    )
    _place_in_family(connection, per_family=per_family)
    is_over = f"coalesce(family_place > {per_family or 0}, false)"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE weighed AS
        WITH told AS (SELECT p.* EXCLUDE (kk, is_out), family_place, own | CASE WHEN {is_over} THEN {mask([FAMILY])} ELSE 0 END AS mask
                      FROM placed p LEFT JOIN families USING (no)),
        kept AS (SELECT *, coalesce({_stands()}, false) AS is_kept, mask & {_REFUSE | mask([FAMILY])} <> 0 AS must_sign, mask & {_DOUBT} <> 0 AS is_doubted
                 FROM told)
        SELECT no, turn, mask::BIGINT AS mask, family_place, has_hand, is_kept,
            CASE WHEN must_sign THEN 'refuse' WHEN is_doubted THEN 'ask' ELSE 'eligible' END AS proposed,
            CASE WHEN is_kept THEN hand_outcome WHEN must_sign OR is_doubted THEN 'doubtful' ELSE 'eligible' END AS outcome,
            CASE WHEN is_kept THEN decided_by_id END AS decided_by_id, CASE WHEN is_kept THEN note ELSE '' END AS note
        FROM kept
        """
    )


def _place_in_family(connection: duckdb.DuckDBPyConnection, *, per_family: int | None) -> None:
    """Make `families` (no, family_place): the turn of everybody with a family card who may have its seat, doubtful ones last."""
    place = f"row_number() OVER (PARTITION BY kk ORDER BY own & {_DOUBT} <> 0, turn)"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE families AS SELECT no, {place}::SMALLINT AS family_place FROM placed"
        f" WHERE NOT is_out AND kk IS NOT NULL AND {per_family is not None}"
    )


def _stands() -> str:
    """Return the SQL of whether a decision by hand still answers the reasons, on unchanged facts.

    Eligible: nothing weighty that was not looked at. Not eligible: every reason that it rests on is still there.
    """
    rests = (
        f"CASE WHEN said & {_APART} <> 0 THEN mask & said & {_APART} = said & {_APART}"
        f" ELSE mask & said & {_WEIGHTY} = said & {_WEIGHTY} END"
    )
    return (
        f"has_hand AND CASE hand_outcome WHEN 'eligible' THEN {_nothing_new('mask')} AND mask & touched = 0"
        f" WHEN 'not_eligible' THEN {rests} AND said & touched = 0 END"
    )


def _nothing_new(reasons: str) -> str:
    """Return the SQL of "no weighty reason is new since the decision by hand"."""
    return f"{reasons} & {_WEIGHTY} & ~said = 0"


def _made_on(fact: str) -> int:
    """Return the mask of the weighty rules that are made on a fact."""
    return mask(rule.id for rule in RULES if fact in rule.made_on and rule.weight != "note")
