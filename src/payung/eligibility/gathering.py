"""What PostgreSQL knows of a programme's people, fetched into DuckDB as whole columns: rows, cover, answers, earlier decisions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import duckdb
from django.db import connections

from payung.agreements.models import Terms
from payung.eligibility.facts import PAYER_IN_REGISTER
from payung.eligibility.rules.judging import COMPARED
from payung.gateways import columns
from payung.registry.person_ids import born_in_columns

_ROWS = """
SELECT r.id AS row_id, r.submitted_list_id AS list_id, r.sheet_no, r.row_no, r.nik, r.kk, coalesce(r.name, '') <> '' AS has_name, r.name_key, r.birth_on,
    r.kelurahan_code, r.kecamatan_code, r.kabupaten_code, r.occupation, r.disability IS NOT NULL AS is_disabled, r.sex,
    num_nonnulls(r.kk, r.birth_on, r.sex, r.phone, r.address, r.rt, r.kelurahan_code, r.occupation, r.disability)::smallint AS filled
FROM intake_row r WHERE r.submitted_list_id IN ({lists}) AND r.verdict = 'accepted'
"""
_LISTS = "SELECT id AS list_id, list_on, match_state = 'register' AS is_matched, sender_code FROM intake_list WHERE id IN ({lists})"

# What a list says once for all of its rows, and what follows from a NIK, is not sent a million times.
_ACCEPTED = f"""
CREATE OR REPLACE TEMP VIEW accepted AS
SELECT r.*, l.list_on, l.is_matched, l.sender_code, {born_in_columns("r.nik", salt="s.value")} AS born
FROM accepted_rows r JOIN accepted_lists l USING (list_id) CROSS JOIN person_salt s
"""

_LINKS = """
SELECT r.nik, o.nik AS other_nik FROM linkage_pair p JOIN intake_row r ON r.id = p.row_id JOIN intake_row o ON o.id = p.other_id
WHERE r.submitted_list_id IN ({lists}) AND o.submitted_list_id IN ({lists}) AND p.other_kind = 'list' AND p.outcome = 'linked' AND r.nik <> o.nik
"""

_COVER = """
SELECT p.row_id, p.other_person AS person_id, m.status, m.payer_kind, m.segment
FROM linkage_pair p JOIN intake_row r ON r.id = p.row_id JOIN registry_membership m ON m.person_id = p.other_person AND m.vanished_on IS NULL
WHERE r.submitted_list_id IN ({lists}) AND p.other_kind = 'register' AND p.outcome = 'linked'
"""

_ANSWERS = """
SELECT DISTINCT ON (i.nik, k.purpose) i.nik, k.purpose, i.code FROM exchanges_item i JOIN exchanges_package k ON k.id = i.package_id
WHERE k.office_id = {office} AND k.purpose IN ('dukcapil', 'bpjs_check') AND i.code IS NOT NULL
ORDER BY i.nik, k.purpose, i.answered_on DESC, i.id DESC
"""

# Whom another programme of the office found eligible, for months that this one buys too.
_CHOSEN = """
SELECT DISTINCT c.person_id FROM eligibility_decision d JOIN eligibility_candidate c ON c.id = d.candidate_id JOIN agreements_terms t ON t.id = d.terms_id
WHERE d.office_id = {office} AND d.outcome = 'eligible' AND d.has_seat
  AND d.programme_id IN (SELECT id FROM agreements_programme WHERE office_id = {office} AND id <> {programme})
  AND t.first_month < DATE '{end}' AND (t.first_month + t.months * interval '1 month')::date > DATE '{first}'
"""

_KNOWN = """
SELECT c.id, c.nik, c.row_id, c.rows, c.sender_code, c.person_id, c.birth_on, c.occupation_group, c.ecosystem
FROM eligibility_candidate c WHERE c.programme_id = {programme}
"""

_NO_LONGER = """
SELECT c.nik, c.row_id, c.sender_code, c.person_id, c.kk, c.birth_on, c.kelurahan_code, c.kecamatan_code, c.kabupaten_code, c.occupation,
    c.disability IS NOT NULL AS is_disabled, c.sex
FROM eligibility_candidate c WHERE c.id = ANY ('{{{ids}}}'::bigint[])
"""

#: Columns of a decision that a run may change, beside its reasons.
DECIDED = (
    "outcome", "proposed", "age", "lives_in_area", "works", "other_cover", "other_payer", "other_segment", "dukcapil", "bpjs", "social_aid",
    "decile", "family_place", "rank", "has_seat", "decided_by_id", "note",
)  # fmt: skip
_DECIDED = """
SELECT d.candidate_id, d.terms_id, d.sender_code, d.decided_on, d.reasons::text AS reasons, {decided} FROM eligibility_decision d WHERE d.programme_id = {programme}
"""


def gather(connection: duckdb.DuckDBPyConnection, *, terms: Terms, list_ids: list[int]) -> None:
    """Fetch everything that deciding asks about: accepted, links, cover, answers, social, chosen, known, decided, before, terms.

    Of `decided` the reasons are text, as PostgreSQL writes a list.
    """
    owner = connections["owner"].settings_dict
    end = months_after(terms)
    said = {
        "lists": ", ".join(map(str, list_ids)) or "NULL",
        "office": terms.office_id,
        "programme": terms.programme_id,
        "first": terms.first_month.isoformat(),
        "end": end,
        "decided": ", ".join(f"d.{name}" for name in DECIDED),
    }
    fetched = (
        ("accepted_rows", _ROWS),
        ("accepted_lists", _LISTS),
        ("person_salt", "SELECT value FROM registry_person_salt"),
        ("links", _LINKS),
        ("cover", _COVER),
        ("answers", _ANSWERS),
        ("social", "SELECT nik, social_aid, decile FROM eligibility_social_fact WHERE office_id = {office}"),
        ("chosen", _CHOSEN),
        ("known", _KNOWN),
        ("decided", _DECIDED),
    )
    # The server sends one while another is read: the rows take as long as everything else together.
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(lambda one: columns.fetch(owner, one[1].format(**said), connection.cursor(), one[0]), fetched))
    connection.execute(_ACCEPTED)
    olds = ", ".join(f"{'k' if name == 'occupation_group' else 'd'}.{name} AS old_{name}" for name in COMPARED)
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW before AS"
        f" SELECT k.nik, d.outcome, string_split(d.reasons[2:-2], ',') AS reasons, d.decided_by_id, d.note, {olds}"
        " FROM decided d JOIN known k ON k.id = d.candidate_id"
    )
    _terms(connection, terms, end=end)


def gather_no_longer(connection: duckdb.DuckDBPyConnection) -> None:
    """Fetch the identity of the candidates in none of the `people`, as it was decided on; make `no_longer`."""
    missing = connection.execute("SELECT id FROM known ANTI JOIN people USING (nik)").fetchall()
    query = _NO_LONGER.format(ids=",".join(str(one) for (one,) in missing))
    columns.fetch(connections["owner"].settings_dict, query, connection, "no_longer")


def months_after(terms: Terms) -> str:
    """Return the first day after the months that the terms buy, as ISO text."""
    place = terms.first_month.year * 12 + terms.first_month.month - 1 + terms.months
    return f"{place // 12:04d}-{place % 12 + 1:02d}-01"


def _terms(connection: duckdb.DuckDBPyConnection, terms: Terms, *, end: str) -> None:
    """Make `terms`, the one row that rules and facts are asked beside."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE terms AS
        SELECT $programme_id::BIGINT AS programme_id, $kind AS kind, $segment AS segment, $area AS area, $residence AS residence, $own_payer AS own_payer,
            $first::DATE AS first_month, $end::DATE AS end_month, $age_from::INTEGER AS age_from, $age_below::INTEGER AS age_below,
            $per_family::INTEGER AS per_family, $social_aid AS social_aid_rule, $decile_max::INTEGER AS decile_max,
            $occupations::VARCHAR[] AS occupations, $closed::VARCHAR[] AS occupations_closed, $excluded::VARCHAR[] AS excluded_cover,
            $dukcapil AS needs_dukcapil, $bpjs AS needs_bpjs
        """,
        {
            "programme_id": terms.programme_id,
            "kind": terms.programme.kind,
            "segment": terms.segment,
            "area": terms.place_code[:2] if terms.residence == "province" else terms.place_code,
            "residence": terms.residence,
            "own_payer": PAYER_IN_REGISTER.get(terms.payer, terms.payer),
            "first": terms.first_month,
            "end": end,
            "age_from": terms.age_from,
            "age_below": terms.age_below,
            "per_family": terms.per_family,
            "social_aid": terms.social_aid,
            "decile_max": terms.decile_max,
            "occupations": terms.occupations,
            "closed": terms.occupations_closed,
            "excluded": terms.excluded_cover,
            "dukcapil": terms.dukcapil,
            "bpjs": terms.bpjs,
        },
    )
