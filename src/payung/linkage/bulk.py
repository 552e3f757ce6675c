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

# Bits of a pair that a person judged the same: whatever the model says, nobody else fits better.
CERTAIN = 99

# Behind every source's rank.
LAST_RANK = 1_000_000

# Who two records are, as they stand: while neither changes, a judgement about them holds.
_IDENTITY = "concat_ws('|', {side}.nik, {side}.name, {side}.birth_on, {side}.kelurahan_code)"
IDENTITY = f"sha256({_IDENTITY.format(side='l')} || '#' || {_IDENTITY.format(side='r')})"

# Digits of the register's NIK are shown only where the list has as good as the same number: of a place, a birth date or a serial
# that differs by more than one slip, none. Else ten rows of one person, each with one digit sixteen times, would read it out.
_BLOCKS = ((1, 6), (7, 12), (13, 16))
_SLIP = "length(l.nik_digits) = 16 AND damerau_levenshtein(l.nik_digits, r.nik) <= 1"
MASKED_NIK = (
    "CASE WHEN r.nik IS NOT NULL THEN "
    + " || ".join(
        f"CASE WHEN l.nik_digits[{first}:{last}] = r.nik[{first}:{last}] THEN r.nik[{first}:{last}] WHEN {_SLIP} THEN"
        f" array_to_string(list_transform(range({first}, {last + 1}), lambda i:"
        " CASE WHEN substr(l.nik_digits, i, 1) = substr(r.nik, i, 1) THEN substr(r.nik, i, 1) ELSE '×' END), '')"
        f" ELSE repeat('×', {last - first + 1}) END"
        for first, last in _BLOCKS
    )
    + " END"
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


def names_asked(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many different names `list_rows` asks about: copies, other spellings and other numbers of one name are one."""
    return connection.execute("SELECT count(DISTINCT name_skeleton) FROM list_rows").fetchall()[0][0]


def remember(connection: duckdb.DuckDBPyConnection, side: str, *, submitted_list: SubmittedList, least: float) -> None:
    """Let what people answered stand over what `scored` says: judged different is no pair, judged the same is certain.

    Makes `judgements`. :param least: bits below which a pair is no candidate; nobody is asked about such, so none was answered.
    """
    columns.fetch(
        connections["owner"].settings_dict,
        f"SELECT identity, answer FROM linkage_judgement WHERE office_id = {submitted_list.office_id} AND withdrawn_at IS NULL",
        connection,
        "judgements",
    )
    # Hashing every pair only to find that nobody answered anything would cost as much as scoring them.
    if not connection.execute("SELECT 1 FROM judgements WHERE answer <> 'cannot_tell' LIMIT 1").fetchall():
        return
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE remembered AS SELECT s.left_id, s.right_id, j.answer FROM scored s"
        f" JOIN list_rows l ON l.record_id = s.left_id JOIN {side}_people r ON r.record_id = s.right_id"
        f" JOIN judgements j ON j.identity = {IDENTITY} WHERE s.weight >= {least} AND j.answer <> 'cannot_tell'"
    )
    pair = "scored.left_id = m.left_id AND scored.right_id = m.right_id"
    connection.execute(f"DELETE FROM scored USING remembered AS m WHERE {pair} AND m.answer = 'different'")
    connection.execute(f"UPDATE scored SET weight = {CERTAIN} FROM remembered AS m WHERE {pair} AND m.answer = 'same'")


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
