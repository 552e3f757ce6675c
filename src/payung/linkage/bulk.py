"""A whole list's matches: rows out, judgements remembered, matches classed, pairs in with the other side masked."""

from __future__ import annotations

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit.history import set_actor
from payung.gateways import columns
from payung.intake.models import SubmittedList
from payung.linkage import abreast
from payung.linkage.candidates import PEOPLE
from payung.registry import queries as registry

# Behind every source's rank.
LAST_RANK = 1_000_000

# Who two records are, as they stand: while neither changes, a judgement about them holds.
_IDENTITY = "concat_ws('|', {side}.nik, {side}.name, {side}.birth_on, {side}.kelurahan_code)"
IDENTITY = f"sha256({_IDENTITY.format(side='l')} || '#' || {_IDENTITY.format(side='r')})"

# Digits of the register's NIK are shown where they equal what the list says; the others stay hidden.
MASKED_NIK = (
    "CASE WHEN r.nik IS NOT NULL THEN array_to_string(list_transform(range(1, 17), lambda i:"
    " CASE WHEN substr(l.nik_digits, i, 1) = substr(r.nik, i, 1) THEN substr(r.nik, i, 1) ELSE '×' END), '') END"
)

# The classes a verdict may speak of, strongest first: never who, where or since when.
CLASSES = """
    CASE WHEN bool_or(status = 'active' AND payer_kind <> 'pemkab') THEN 'active_other_payer'
         WHEN bool_or(status = 'active') THEN 'active_same_payer'
         WHEN bool_or(status = 'arrears') THEN 'arrears'
         WHEN bool_or(status = 'answered_no') THEN 'answered_no'
         WHEN bool_or(status = 'registered') THEN 'on_last_list'
         ELSE 'inactive' END
"""


def load_rows(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList) -> None:
    """Make `list_rows`: the stored rows of a list in people shape (record_id is the row's id), with place and check marks."""
    columns.fetch(
        connections["owner"].settings_dict,
        f"SELECT id AS record_id, nik_digits, {PEOPLE}, sheet_no, row_no, verdict,"
        " EXISTS (SELECT 1 FROM intake_reason c WHERE c.row_id = intake_row.id AND c.floor = 'check' AND c.reason_id LIKE 'duplicate%') AS is_repeat"
        f" FROM intake_row WHERE submitted_list_id = {submitted_list.pk}",
        connection,
        "list_rows",
    )


def forget_different(connection: duckdb.DuckDBPyConnection, side: str, *, submitted_list: SubmittedList) -> None:
    """Take out of `<side>_pairs` whom a person has judged different, before anything is scored; make `judgements`."""
    columns.fetch(
        connections["owner"].settings_dict,
        f"SELECT identity, answer FROM linkage_judgement WHERE office_id = {submitted_list.office_id} AND withdrawn_at IS NULL",
        connection,
        "judgements",
    )
    connection.execute(
        f"DELETE FROM {side}_pairs WHERE (left_id, right_id) IN (SELECT (p.left_id, p.right_id) FROM {side}_pairs p"
        f" JOIN list_rows l ON l.record_id = p.left_id JOIN {side}_people r ON r.record_id = p.right_id"
        f" JOIN judgements j ON j.answer = 'different' AND j.identity = {IDENTITY})"
    )


def rank_sources(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `register_ranks` (record_id, rank): whose word counts more about a person, 1 the most."""
    columns.fetch(
        connections["owner"].settings_dict,
        "SELECT id AS source_id, rank FROM registry_source",
        connection,
        "source_ranks",
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE register_ranks AS SELECT record_id, rank FROM register_people JOIN source_ranks USING (source_id)"
    )


def keep_best_of_person(connection: duckdb.DuckDBPyConnection, *, sure: float) -> None:
    """Keep of `scored` one pair of each row and person: several memberships of one person are no rivals.

    It is the best source's that weighs `sure` bits or more (what an old list says of a person is no reason to overlook the
    extract), or else the one that weighs most.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE scored AS
        SELECT s.* FROM scored s JOIN register_people r ON r.record_id = s.right_id JOIN register_ranks k ON k.record_id = s.right_id
        QUALIFY row_number() OVER (PARTITION BY s.left_id, r.person_id
            ORDER BY CASE WHEN s.weight >= {sure} THEN k.rank ELSE {LAST_RANK} END, s.weight DESC, s.right_id) = 1
        """
    )


def matched(connection: duckdb.DuckDBPyConnection, side: str) -> None:
    """Make `<side>_matched` from `<side>_decided`: one row per list row that is linked or needs a person."""
    facts = "r.person_id" if side == "register" else "NULL::BIGINT AS person_id"
    place = (
        "NULL AS other_list, NULL AS other_sheet, NULL AS other_row"
        if side == "register"
        else ("r.submitted_list_id AS other_list, r.sheet_no AS other_sheet, r.row_no AS other_row")
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {side}_matched AS
        SELECT d.left_id, d.right_id, d.weight, d.evidence, {IDENTITY} AS identity, {facts}, {place},
               CASE WHEN j.answer = 'same' THEN 'linked' ELSE d.outcome END AS outcome,
               CASE WHEN j.answer = 'same' THEN 'judged_same' ELSE d.rule END AS rule,
               r.name AS other_name, {MASKED_NIK} AS other_nik_masked, strftime(r.birth_on, '%d-%m-%Y') AS other_birth,
               r.kelurahan_code AS other_place
        FROM {side}_decided d
        JOIN list_rows l ON l.record_id = d.left_id
        LEFT JOIN {side}_people r ON r.record_id = d.right_id
        LEFT JOIN judgements j ON j.identity = {IDENTITY}
        WHERE d.outcome <> 'new'
        """
    )


def class_matches(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList) -> None:
    """Make `classes` (person_id, class, segments, note): what all sources together say of each matched person's cover."""
    owner = connections["owner"].settings_dict
    staged = f"linkage_staging_people_{submitted_list.content_sha256[:12]}"
    columns.stage(
        owner, staged, connection, "SELECT DISTINCT person_id FROM register_matched WHERE person_id IS NOT NULL"
    )
    covers = f"{staged}_cover"
    found = (
        f"SELECT m.person_id, m.segment, m.payer_kind, m.status, m.note FROM {staged} s"
        " JOIN registry_membership m ON m.person_id = s.person_id WHERE m.vanished_on IS NULL"
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {covers}; CREATE UNLOGGED TABLE {covers} AS {found} LIMIT 0")
    # A person's number is a hash: their records lie anywhere.
    parts = abreast.AT_ONCE if registry.size() > abreast.LARGE else 1
    run = abreast.look_up_abreast if parts > 1 else abreast.look_up
    run([f"INSERT INTO {covers} {found} AND s.person_id %% {parts} = {part}" for part in range(parts)])
    columns.fetch(owner, f"SELECT * FROM {covers}", connection, "known_cover")
    columns.drop(owner, covers)
    columns.drop(owner, staged)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE classes AS
        SELECT person_id, {CLASSES} AS class, count(*) AS memberships,
               string_agg(DISTINCT CASE WHEN status = 'active' THEN segment || ':' || payer_kind END, ', ') AS payers,
               max(CASE WHEN status = 'answered_no' THEN note END) AS note
        FROM known_cover GROUP BY person_id
        """
    )


def store(
    connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList, model_version: str, by: Viewer
) -> int:
    """Store the matches of a list as pairs, in place of those of an earlier run; return how many.

    The other side's name, birth date and place are kept only for pairs that a person must look at.
    """
    owner = connections["owner"].settings_dict
    staged = f"linkage_staging_pairs_{submitted_list.content_sha256[:12]}"
    shown = ", ".join(
        f"CASE WHEN outcome = 'review' THEN {name} END AS {name}"
        for name in ("other_name", "other_nik_masked", "other_birth", "other_place")
    )
    sides = " UNION ALL ".join(
        f"SELECT left_id AS row_id, '{side}' AS other_kind, right_id AS other_id, m.person_id AS other_person, outcome, rule, weight,"
        f" coalesce(evidence, '{{}}')::VARCHAR AS evidence, {other_class} AS other_class, {shown}, identity"
        f" FROM {side}_matched m {join} WHERE right_id IS NOT NULL"
        for side, other_class, join in (
            ("register", "coalesce(c.class, 'inactive')", "LEFT JOIN classes c ON c.person_id = m.person_id"),
            ("list", "'listed'", ""),
        )
    )
    columns.stage(owner, staged, connection, sides)
    fields = "other_kind, other_id, other_person, outcome, rule, weight, other_class, other_name, other_nik_masked, other_birth, other_place, identity"
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="store_pairs")
        cursor.execute(
            "DELETE FROM linkage_pair USING intake_row WHERE linkage_pair.row_id = intake_row.id AND intake_row.submitted_list_id = %s",
            [submitted_list.pk],
        )
        cursor.execute(
            f"INSERT INTO linkage_pair (row_id, office_id, sender_code, evidence, model_version, {fields})"
            f" SELECT s.row_id, r.office_id, r.sender_code, s.evidence::jsonb, %s, {', '.join(f's.{name.strip()}' for name in fields.split(','))}"
            f" FROM {staged} s JOIN intake_row r ON r.id = s.row_id ORDER BY s.row_id",
            [model_version],
        )
        stored = cursor.rowcount
        cursor.execute(f"DROP TABLE {staged}")
    return stored
