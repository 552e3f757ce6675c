"""A whole list at once: judged rows and reasons of later floors into the database, with the ledger in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit.history import set_actor
from payung.audit.rebuilding import FEW, rebuilt
from payung.gateways import columns
from payung.gateways.columns import Written
from payung.intake.actions import balance
from payung.intake.holding import take_place
from payung.intake.ledger import LedgerBroken
from payung.intake.models import SubmittedList
from payung.registry.rekeying import Stored
from payung.vocabulary.match_keys import MATCH_KEYS, key_columns

KEYS = ", ".join(key.column for key in MATCH_KEYS)
WITH_KEYS = Stored("intake_row", "nik_digits")

# What a row keeps of its cleaning, in the order of intake_row.
KEPT = (
    "nik, nik_digits, nik_state, kk, name, name_key, name_first, name_skeleton, birth_on, birth_place, sex, phone, rt, rw, address,"
    " kelurahan_code, kecamatan_code, kabupaten_code, place_state, occupation, disability, mother_name"
)


class RowsChangedBeneath(Exception):
    """The list was closed or judged by hand while a step was running; the step was not stored."""


def _staging(submitted_list: SubmittedList, what: str) -> str:
    return f"intake_staging_{what}_{submitted_list.content_sha256[:12]}"


def store_judged(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList, by: Viewer) -> None:
    """Store the table `judged` (with `lines` for the cells) as the rows and check reasons of a list.

    Running it twice ends in the same state: what a stopped run left is replaced in one transaction.

    :raises LedgerBroken: if not every received row is stored with exactly one verdict.
    :raises WrongReplacement: if it was sent for a list that another version has replaced meanwhile.
    """
    owner = connections["owner"].settings_dict
    rows, reasons = _staging(submitted_list, "rows"), _staging(submitted_list, "reasons")
    received = columns.stage(
        owner,
        rows,
        connection,
        f"SELECT CAST(sheet_no AS INTEGER) AS sheet_no, CAST(row_no AS INTEGER) AS row_no, cells, {KEPT}, verdict, {key_columns()}"
        " FROM judged JOIN (SELECT sheet_no, row_no, cells FROM lines) USING (sheet_no, row_no) ORDER BY sheet_no, row_no",
    )
    columns.stage(
        owner,
        reasons,
        connection,
        "SELECT CAST(sheet_no AS INTEGER) AS sheet_no, CAST(row_no AS INTEGER) AS row_no, CAST(place AS INTEGER) AS place,"
        " reason.id AS reason_id, coalesce(reason.detail, '') AS detail, coalesce(reason.proposal, '') AS proposal, weight"
        " FROM (SELECT sheet_no, row_no, unnest(reasons) AS reason, generate_subscripts(reasons, 1) AS place FROM judged)"
        " JOIN check_weights ON check_weights.id = reason.id",
    )
    expected = connection.sql("SELECT count(*) FROM judged").fetchall()[0][0]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="store_judged")
        cursor.execute("SELECT state FROM intake_list WHERE id = %s FOR UPDATE", [submitted_list.pk])
        found = cursor.fetchone()
        if found is None or found[0] not in ("received", "read", "judged"):
            raise RowsChangedBeneath
        _replace(cursor, submitted_list)
        cursor.execute("DELETE FROM intake_row WHERE submitted_list_id = %s", [submitted_list.pk])
        cursor.execute(
            f"INSERT INTO intake_row (submitted_list_id, office_id, sender_code, sheet_no, row_no, cells, {KEPT}, verdict, {KEYS})"
            f" SELECT %s, %s, %s, sheet_no, row_no, cells, {KEPT}, verdict, {KEYS} FROM {rows} ORDER BY sheet_no, row_no",
            [submitted_list.pk, submitted_list.office_id, submitted_list.sender_code],
        )
        stored = cursor.rowcount
        _insert_reasons(cursor, reasons, submitted_list, "check")
        if not received == stored == expected:
            raise LedgerBroken(f"received {expected}, staged {received}, stored {stored}")
        cursor.execute(
            "UPDATE intake_list SET state = 'judged', received = %s, accepted = 0, verval = %s, returned = 0, refused = 0 WHERE id = %s",
            [stored, stored, submitted_list.pk],
        )
        balance(submitted_list.pk)
        cursor.execute(f"DROP TABLE {rows}, {reasons}")
    submitted_list.refresh_from_db(using="owner")


def _replace(cursor: Any, submitted_list: SubmittedList) -> None:
    """Let a list that is being judged take the place of the one it was sent for."""
    cursor.execute(
        "DELETE FROM intake_unjudged WHERE submitted_list_id = %s RETURNING means_to_replace_id", [submitted_list.pk]
    )
    found = cursor.fetchone()
    if found is not None and found[0] is not None:
        take_place(submitted_list.pk, found[0])


def record_reasons(
    connection: duckdb.DuckDBPyConnection, table: str, *, submitted_list: SubmittedList, floor: str, by: Viewer
) -> None:
    """Store what a floor upstairs found about the rows of a list, replacing what it said before.

    `table`: row_id, reason_id, weight, detail, proposal. Verdicts follow from all reasons of all floors; rows that a
    person has decided (accepted by review, refused by signature) keep theirs.
    """
    owner = connections["owner"].settings_dict
    staged = _staging(submitted_list, floor)
    columns.stage(
        owner,
        staged,
        connection,
        f"SELECT CAST(row_id AS BIGINT) AS row_id, reason_id, weight, coalesce(detail, '') AS detail, coalesce(proposal, '') AS proposal FROM {table}",
    )
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act=f"record_reasons:{floor}")
        cursor.execute("SELECT 1 FROM intake_list WHERE id = %s FOR UPDATE", [submitted_list.pk])
        cursor.execute(
            "DELETE FROM intake_reason USING intake_row WHERE intake_reason.row_id = intake_row.id"
            " AND intake_row.submitted_list_id = %s AND floor = %s",
            [submitted_list.pk, floor],
        )
        cursor.execute(
            "INSERT INTO intake_reason (row_id, office_id, sender_code, floor, reason_id, weight, detail, proposal)"
            f" SELECT s.row_id, r.office_id, r.sender_code, %s, s.reason_id, s.weight, s.detail, s.proposal"
            f" FROM {staged} s JOIN intake_row r ON r.id = s.row_id WHERE r.submitted_list_id = %s ORDER BY s.row_id",
            [floor, submitted_list.pk],
        )
        cursor.execute(
            """
            UPDATE intake_row SET verdict = found.verdict
            FROM (SELECT r.id, CASE WHEN bool_or(c.weight = 'return') THEN 'returned'
                                    WHEN bool_or(c.weight IN ('review', 'refuse')) THEN 'verval' ELSE 'accepted' END AS verdict
                  FROM intake_row r LEFT JOIN intake_reason c ON c.row_id = r.id
                  WHERE r.submitted_list_id = %s AND r.decided_by_id IS NULL GROUP BY r.id) AS found
            WHERE intake_row.id = found.id AND intake_row.verdict <> found.verdict
            """,
            [submitted_list.pk],
        )
        balance(submitted_list.pk)
        cursor.execute(f"DROP TABLE {staged}")
    submitted_list.refresh_from_db(using="owner")


@dataclass(frozen=True, slots=True)
class Notes:
    """What a floor upstairs notes anew beside the rows of these lists, waiting in a file, and the keys of the notes that it takes away."""

    floor: str
    lists: tuple[SubmittedList, ...]
    new: Written
    gone: tuple[int, ...]


def write_notes(
    connection: duckdb.DuckDBPyConnection, *, told: str, gone: str, lists: list[SubmittedList], floor: str
) -> Notes:
    """Write out what `record_notes` stores.

    `told`: list_id, row_id, reason_id. `gone`: list_id, reason_key, the keys of reasons that were notes of this floor too. What is said
    there of other lists is left out.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE noted_lists (list_id BIGINT, office_id BIGINT, sender_code VARCHAR)"
    )
    if lists:
        connection.executemany(
            "INSERT INTO noted_lists VALUES (?, ?, ?)", [(one.pk, one.office_id, one.sender_code) for one in lists]
        )
    keys = connection.execute(f"SELECT reason_key FROM {gone} SEMI JOIN noted_lists USING (list_id)").fetchall()
    new = columns.write_out(
        connection,
        f"SELECT row_id, office_id, sender_code, '{floor}', reason_id, 'note', '', '' FROM {told} JOIN noted_lists USING (list_id) ORDER BY row_id",
    )
    return Notes(floor, tuple(lists), new, tuple(key for (key,) in keys))


def record_notes(notes: Notes, *, by: Viewer) -> None:
    """Put beside the rows of many lists at once what a floor upstairs notes anew, and take away what it notes no more.

    Notes weigh nothing, so no verdict changes by them; whose reasons weigh anything wants `record_reasons`.

    :raises LedgerBroken: if not every new note was stored.
    """
    new = notes.new.rows
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act=f"record_notes:{notes.floor}")
        cursor.execute(
            "SELECT 1 FROM intake_list WHERE id = ANY (%s) ORDER BY id FOR UPDATE", [[one.pk for one in notes.lists]]
        )
        if notes.gone:
            cursor.execute(
                "DELETE FROM intake_reason WHERE id = ANY (%s) AND floor = %s AND weight = 'note'",
                [list(notes.gone), notes.floor],
            )
        with rebuilt("intake_reason", rows=new, primary=True):
            stored = columns.take_in(
                cursor,
                "intake_reason (row_id, office_id, sender_code, floor, reason_id, weight, detail, proposal)",
                notes.new,
            )
        if stored != new:
            raise LedgerBroken(f"{stored} of {new} notes stored")
        if new > FEW:
            cursor.execute("ANALYZE intake_reason")


def _insert_reasons(cursor: object, staged: str, submitted_list: SubmittedList, floor: str) -> None:
    cursor.execute(
        "INSERT INTO intake_reason (row_id, office_id, sender_code, floor, reason_id, weight, detail, proposal)"
        " SELECT r.id, r.office_id, r.sender_code, %s, s.reason_id, s.weight, s.detail, s.proposal"
        f" FROM {staged} s JOIN intake_row r ON r.submitted_list_id = %s AND r.sheet_no = s.sheet_no AND r.row_no = s.row_no"
        " ORDER BY r.id, s.place",
        [floor, submitted_list.pk],
    )
