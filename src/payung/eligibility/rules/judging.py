"""All reasons of every person at once, what the rules propose, and which decisions by hand still stand. DuckDB only."""

from __future__ import annotations

import duckdb

from payung.eligibility.rules.catalogue import RULES, weighty
from payung.eligibility.rules.rule import Rule
from payung.vocabulary.letters import quoted

FAMILY = "family_limit"
#: Facts that stand in a stored decision (and its candidate) and can be compared with those of today.
COMPARED = (
    "age", "lives_in_area", "works", "occupation_group", "social_aid", "decile", "other_cover", "other_payer", "other_segment", "dukcapil",
    "bpjs",
)  # fmt: skip
#: Reasons are put together in groups: a person pays for the groups in which they have one, and most have none.
TOGETHER = 7


def judge(connection: duckdb.DuckDBPyConnection, *, order: str, per_family: int | None) -> None:
    """Make `judged`: facts with family_place, reasons, proposed, outcome, is_kept (a decision by hand stands), decided_by_id, note.

    From `facts`, `terms` (one row) and `before` (decisions as stored: nik, outcome, reasons, decided_by_id, note, and COMPARED with an old_ before each).
    A decision by hand that no longer stands is taken out of `before`, and the families are ordered anew without it.

    :param order: SQL of the order in which seats are dealt out. :param per_family: seats of one family card, None for no limit.
    """
    _first_pass(connection)
    while True:
        _second_pass(connection, order=order, per_family=per_family)
        reopened = connection.execute(
            "DELETE FROM hands WHERE nik IN (SELECT nik FROM judged WHERE has_hand AND NOT is_kept)"
        ).fetchall()[0][0]
        if not reopened:
            return


def _first_pass(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `flagged`: all reasons but those that depend on the rest of the family, and `hands`: what people decided."""
    rules = [rule for rule in RULES if rule.id != FAMILY]
    flags = ", ".join(f"coalesce({rule.fails}, false) AS f_{rule.id}" for rule in rules)
    groups = [rules[start : start + TOGETHER] for start in range(0, len(rules), TOGETHER)]
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE flagged AS
        SELECT facts.*, list_concat({", ".join(map(_found, groups))}) AS own_reasons,
            {_any_of([rule for rule in rules if rule.weight == "refuse"])} AS is_refused, {_any_of([rule for rule in rules if rule.weight == "doubt"])} AS is_doubted
        FROM (SELECT facts, {flags} FROM facts CROSS JOIN terms)
        """
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE hands AS FROM before WHERE decided_by_id IS NOT NULL")


def _second_pass(connection: duckdb.DuckDBPyConnection, *, order: str, per_family: int | None) -> None:
    kept_out = f"list_filter(h.reasons, lambda one: list_contains({_list(set(weighty()) - {FAMILY})}, one))"
    is_out = (
        f"(is_refused AND NOT coalesce(h.outcome = 'eligible' AND {_new(False)} AND {_same_facts('own_reasons')}, false))"
        f" OR coalesce(h.outcome = 'not_eligible' AND len({kept_out}) > 0 AND list_has_all(own_reasons, {kept_out}), false)"
    )
    place = f"row_number() OVER (PARTITION BY kk, is_out ORDER BY is_doubted, {order})" if per_family else "NULL"
    is_over = f"coalesce(family_place > {per_family or 0}, false)"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE judged AS
        WITH joined AS (SELECT f.*, h.nik IS NOT NULL AS has_hand, h.* EXCLUDE (nik) RENAME (outcome AS hand_outcome, reasons AS hand_reasons), {is_out} AS is_out
                        FROM flagged f LEFT JOIN hands h ON h.nik = f.nik),
        placed AS (SELECT *, CASE WHEN NOT is_out AND kk IS NOT NULL THEN {place} END::SMALLINT AS family_place FROM joined),
        told AS (SELECT *, CASE WHEN {is_over} THEN list_append(own_reasons, '{FAMILY}') ELSE own_reasons END AS reasons,
                    is_refused OR {is_over} AS must_sign FROM placed),
        kept AS (SELECT *, coalesce({_stands()}, false) AS is_kept FROM told)
        SELECT * EXCLUDE (hand_outcome, hand_reasons, decided_by_id, note),
            CASE WHEN must_sign THEN 'refuse' WHEN is_doubted THEN 'ask' ELSE 'eligible' END AS proposed,
            CASE WHEN is_kept THEN hand_outcome WHEN must_sign OR is_doubted THEN 'doubtful' ELSE 'eligible' END AS outcome,
            CASE WHEN is_kept THEN decided_by_id END AS decided_by_id, CASE WHEN is_kept THEN note ELSE '' END AS note
        FROM kept
        """
    )


def _stands() -> str:
    """Return the SQL of whether a decision by hand still answers the reasons, on unchanged facts.

    Eligible: nothing weighty that was not looked at. Not eligible: every reason that it rests on is still there.
    """
    old = f"list_filter(hand_reasons, lambda one: list_contains({_list(weighty())}, one))"
    apart = f"list_filter(hand_reasons, lambda one: list_contains({_list(set(weighty()) - {FAMILY})}, one))"
    rests = f"CASE WHEN len({apart}) > 0 THEN list_has_all(reasons, {apart}) ELSE list_has_all(reasons, {old}) END"
    return (
        f"has_hand AND CASE hand_outcome WHEN 'eligible' THEN {_new(True)} AND {_same_facts('reasons')}"
        f" WHEN 'not_eligible' THEN {rests} AND {_same_facts('hand_reasons')} END"
    )


def _new(is_whole: bool) -> str:
    """Return the SQL of "no weighty reason is new"; whole: the family's place among them."""
    now, then = ("reasons", "hand_reasons") if is_whole else ("own_reasons", "h.reasons")
    return f"list_has_all({then}, list_filter({now}, lambda one: list_contains({_list(weighty())}, one)))"


def _same_facts(reasons: str) -> str:
    """Return the SQL of "no fact behind these reasons has changed since the decision by hand"."""
    parts = []
    for fact in COMPARED:
        users = [rule.id for rule in RULES if fact in rule.made_on and rule.weight != "note"]
        parts.append(f"({fact} IS NOT DISTINCT FROM old_{fact} OR NOT list_has_any({reasons}, {_list(users)}))")
    return "(" + " AND ".join(parts) + ")"


def _list(ids: object) -> str:
    return "[" + ", ".join(map(quoted, sorted(ids))) + "]::VARCHAR[]"


def _any_of(rules: list[Rule]) -> str:
    return "(" + (" OR ".join(f"f_{rule.id}" for rule in rules) or "false") + ")"


def _found(rules: list[Rule]) -> str:
    """Return the SQL of the reasons that some rules give, in their order."""
    reasons = ", ".join(f"CASE WHEN f_{rule.id} THEN {quoted(rule.id)} END" for rule in rules)
    return (
        f"CASE WHEN {_any_of(rules)} THEN list_filter([{reasons}], lambda one: one IS NOT NULL) ELSE []::VARCHAR[] END"
    )
