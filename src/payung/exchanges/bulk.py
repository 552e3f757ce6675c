"""A whole package at once: names into a package, answers onto its names, with the ledger asserted in the same transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.exchanges.actions import balance, give_rest, take_newer
from payung.exchanges.models import AnswerFile, Package
from payung.gateways import columns

#: What is sent of a name, in the order of exchanges_item; a relation of candidates must have all of them.
SENT = (
    "candidate_id, person_id, nik, name, birth_on, kelurahan_code, birth_place, sex, phone, address, rt, rw, occupation,"
    " from_month, leaving"
)


class NobodyToSend(Exception):
    """No name waits to be sent for this purpose."""


class NikTwice(Exception):
    """One NIK stands for two candidates; `count` NIKs do. Nothing was packed."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class AlreadyAnswered(Exception):
    """This very file was taken for this package before; `answer_file_id` is where it stands."""

    def __init__(self, answer_file_id: int) -> None:
        super().__init__(answer_file_id)
        self.answer_file_id = answer_file_id


class LedgerBroken(Exception):
    """Names or answers went missing or came twice between two steps; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a package is for: whom it belongs to, what it asks, what it is about, and the group code its file names."""

    programme_id: int
    purpose: str
    about: str = ""
    wadah: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """One answer file as it came: name, content, the day of the answer, and what a person says beside it.

    `really` False: work out what it would do, and store nothing. `file_sha256`: under which the file itself is kept, if it is.
    """

    file_name: str
    content_sha256: str
    answered_on: dt.date
    takes_newer: bool = False
    rest_yes: bool = False
    really: bool = True
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was (or would be) taken: itself, its package as it stands then, the candidates whose answer it gave or changed."""

    answer: AnswerFile
    package: Package
    changed: tuple[int, ...]


def content_of(connection: duckdb.DuckDBPyConnection, relation: str, *, about: str) -> str:
    """Return the hash of the names of a relation and of what they are sent about."""
    names = connection.sql(
        f"SELECT string_agg(concat_ws('|', nik, name, birth_on), chr(10) ORDER BY nik) FROM {relation}"
    ).fetchall()[0][0]
    return hashlib.sha256(f"{about}\n{names}".encode()).hexdigest()


def make_package(
    connection: duckdb.DuckDBPyConnection, relation: str, *, asks: Purpose, by: Viewer, at: dt.datetime
) -> tuple[Package, bool]:
    """Pack the names of a relation; return the package, and whether it was there before: the same names are one package.

    :param relation: SENT, one row per candidate, in the order of the file.
    :raises NotAllowed: if the viewer may not exchange names.
    :raises NobodyToSend: if the relation is empty.
    :raises NikTwice: if one NIK stands for two candidates.
    :raises LedgerBroken: if not every name is packed exactly once.
    """
    by.must("exchange")
    names, niks = connection.sql(f"SELECT count(*), count(DISTINCT nik) FROM {relation}").fetchall()[0]
    if names == 0:
        raise NobodyToSend
    if niks != names:
        raise NikTwice(names - niks)
    content = content_of(connection, relation, about=asks.about)
    query = f"SELECT CAST(row_number() OVER () AS INTEGER) AS seq, {_typed()} FROM {relation}"
    with _staged(f"exchanges_staging_names_{content[:12]}", connection, query) as staged:
        return _pack(staged, names, content, asks=asks, by=by, at=at)


def _typed() -> str:
    """Return SENT with every type said: a column of nothing but NULL has none of its own."""
    types = {"candidate_id": "BIGINT", "person_id": "BIGINT", "birth_on": "DATE", "from_month": "DATE"}
    return ", ".join(f"CAST({name} AS {types.get(name, 'VARCHAR')}) AS {name}" for name in SENT.split(", "))


@contextmanager
def _staged(table: str, connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[str]:
    """Put rows beside the tables for one step; a second run of the same step waits, and finds what a killed one left."""
    owner = connections["owner"].settings_dict
    with columns.alone(owner, table):
        columns.stage(owner, table, connection, query)
        try:
            yield table
        except BaseException:
            columns.drop(owner, table)
            raise
        # By our own login: another one would wait for a transaction that is open around us.
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")


@transaction.atomic(using="owner")
def _pack(staged: str, names: int, content: str, *, asks: Purpose, by: Viewer, at: dt.datetime) -> tuple[Package, bool]:
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="make_package")
    mine: dict[str, Any] = {
        "office_id": by.office_id,
        "programme_id": asks.programme_id,
        "purpose": asks.purpose,
    }
    with connections["owner"].cursor() as cursor:
        # One at a time per programme: two clerks must not send the same names under two numbers.
        cursor.execute("SELECT 1 FROM agreements_programme WHERE id = %s FOR UPDATE", [asks.programme_id])
        packages = Package.objects.using("owner").filter(**mine)
        if before := packages.filter(content_sha256=content).first():
            return before, True
        last = packages.order_by("-number").values_list("number", flat=True).first() or 0
        package = Package.objects.using("owner").create(
            **mine,
            number=last + 1,
            about=asks.about,
            content_sha256=content,
            wadah=asks.wadah,
            made_at=at,
            made_by_id=by.account_id,
            sent=names,
            unanswered=names,
        )
        cursor.execute(
            f"INSERT INTO exchanges_item (package_id, office_id, seq, {SENT}, reason)"
            f" SELECT %s, %s, seq, {SENT}, '' FROM {staged} ORDER BY seq",
            [package.pk, by.office_id],
        )
        if cursor.rowcount != names:
            raise LedgerBroken(f"{names} names, {cursor.rowcount} packed")
    audit.record(
        "package.made",
        by=by.name,
        by_id=by.account_id,
        about=f"package:{package.pk}",
        at=at,
        purpose=asks.purpose,
        using="owner",
        programme=asks.programme_id,
        number=package.number,
        names=names,
        content_sha256=content,
    )
    return package, False


def load_sent(connection: duckdb.DuckDBPyConnection, package: Package) -> int:
    """Make `sent`: the names of a package as they were sent, with the key that names are compared by."""
    columns.fetch(
        connections["owner"].settings_dict,
        f"SELECT id AS item_id, nik, name, birth_on, sex FROM exchanges_item WHERE package_id = {package.pk}",
        connection,
        "items",
    )
    connection.execute(
        "CREATE OR REPLACE TABLE sent AS SELECT * EXCLUDE (sex), name_key_of_person(name_of(name), name_key_of(name_of(name)), sex, nik) AS name_key"
        " FROM items; DROP TABLE items"
    )
    return package.sent


def take_answers(
    connection: duckdb.DuckDBPyConnection, *, package: Package, came: Came, by: Viewer, at: dt.datetime
) -> Taken:
    """Put the answers of `answer_rows` (exchanges.matching) onto the names of a package.

    The first answer to a name stands: one that contradicts it is kept as conflicting until a person takes the newer
    (`came.takes_newer`). What agrees, or adds a KPJ, completes it: files may come in any order and any number of times.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises AlreadyAnswered: if this content was taken before.
    :raises RestNotClear: if `came.rest_yes` and a row names nobody, or contradicts: the rest may be that very person.
    :raises LedgerBroken: if rows are not taken + repeated + unknown + conflicting + unreadable, or sent not yes + no + unanswered.
    """
    by.must("answer_package")
    rows = connection.sql("SELECT count(*) FROM answer_rows").fetchall()[0][0]
    is_kept = package.purpose != "dukcapil"
    table = f"exchanges_staging_answers_{package.pk}_{came.content_sha256[:12]}"
    with _staged(table, connection, _ANSWERS if is_kept else _ANSWERS_WITHOUT_RECORDS) as staged:
        return _take(staged, rows, package=package, came=came, by=by, at=at)


_ANSWERS = (
    "SELECT sheet_no, row_no, nik, name, said, code, reason, kpj, outcome, why, CAST(item_id AS BIGINT) AS item_id,"
    " corrected_nik, corrected_name, CAST(corrected_birth_on AS DATE) AS corrected_birth_on FROM answer_rows"
)
# Of Disdukcapil result and date are kept (Permendagri 102/2019): no name, and its words only where nobody understood them.
_ANSWERS_WITHOUT_RECORDS = _ANSWERS.replace(
    "nik, name, said, code",
    "nik, NULL::VARCHAR AS name, CASE WHEN code IS NULL THEN left(said, 60) ELSE '' END AS said, code",
    1,
).replace("reason, kpj,", "reason, NULL::VARCHAR AS kpj,", 1)


@transaction.atomic(using="owner")
def _take(staged: str, rows: int, *, package: Package, came: Came, by: Viewer, at: dt.datetime) -> Taken:
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="take_answers")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM exchanges_package WHERE id = %s FOR UPDATE", [package.pk])
        known = AnswerFile.objects.using("owner").filter(package=package, content_sha256=came.content_sha256).first()
        if known is not None:
            raise AlreadyAnswered(known.pk)
        cursor.execute(_JUDGED.format(staged=staged))
        counts = _counts(cursor)
        if sum(counts.values()) != rows:
            raise LedgerBroken(f"{rows} rows, {counts}")
        answer = AnswerFile.objects.using("owner").create(
            office_id=by.office_id,
            package=package,
            file_name=came.file_name,
            content_sha256=came.content_sha256,
            file_sha256=came.file_sha256,
            received_at=at,
            received_by_id=by.account_id,
            answered_on=came.answered_on,
            rows=rows,
            **counts,
        )
        cursor.execute(_KEEP_ROWS.format(staged=staged), [answer.pk, package.office_id])
        if cursor.rowcount != rows:
            raise LedgerBroken(f"{rows} rows, {cursor.rowcount} kept")
        cursor.execute(_ANSWER_ITEMS, {"file": answer.pk, "on": came.answered_on})
        cursor.execute("DROP TABLE exchanges_judged, exchanges_outcomes")
    balance(package.pk)
    audit.record(
        "answers.taken",
        by=by.name,
        by_id=by.account_id,
        about=f"package:{package.pk}",
        at=at,
        purpose=package.purpose,
        using="owner",
        answer_file=answer.pk,
        content_sha256=came.content_sha256,
        rows=rows,
        **counts,
    )
    if came.takes_newer:
        take_newer(answer_file_id=answer.pk, by=by, at=at)
    if came.rest_yes:
        give_rest(answer_file_id=answer.pk, by=by, at=at)
    answer.refresh_from_db(using="owner")
    now = Package.objects.using("owner").select_related("programme").get(pk=package.pk)
    taken = Taken(answer, now, changed_by(answer))
    if not came.really:
        transaction.set_rollback(True, using="owner")
    return taken


def changed_by(answer: AnswerFile) -> tuple[int, ...]:
    """Return the candidates that a file answered: by a row that was taken, or as the rest."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT candidate_id FROM exchanges_item WHERE package_id = %s AND answer_file_id = %s"
            " UNION SELECT i.candidate_id FROM exchanges_answer_row r JOIN exchanges_item i ON i.id = r.item_id"
            " WHERE r.answer_file_id = %s AND r.outcome = 'taken' ORDER BY 1",
            [answer.package_id, answer.pk, answer.pk],
        )
        return tuple(candidate for (candidate,) in cursor.fetchall())


# What a file says of each name, and what that is beside what stands. Two rows of one file that differ are no answer.
_JUDGED = """
CREATE TEMP TABLE exchanges_judged ON COMMIT DROP AS
WITH given AS (
    SELECT item_id, min(code) AS code, min(kpj) AS kpj,
           (array_agg(reason ORDER BY sheet_no, row_no) FILTER (WHERE reason <> ''))[1] AS reason,
           (array_agg(corrected_nik ORDER BY sheet_no, row_no) FILTER (WHERE corrected_nik IS NOT NULL))[1] AS corrected_nik,
           (array_agg(corrected_name ORDER BY sheet_no, row_no) FILTER (WHERE corrected_name IS NOT NULL))[1] AS corrected_name,
           (array_agg(corrected_birth_on ORDER BY sheet_no, row_no) FILTER (WHERE corrected_birth_on IS NOT NULL))[1] AS corrected_birth_on,
           min(code) <> max(code) OR min(kpj) <> max(kpj) AS differs
    FROM {staged} WHERE outcome IS NULL GROUP BY item_id
)
SELECT g.*, CASE
        WHEN g.differs THEN 'conflicting'
        WHEN g.code <> i.code OR g.kpj <> i.kpj THEN 'conflicting'
        WHEN (i.code IS NULL AND g.code IS NOT NULL) OR (i.kpj IS NULL AND g.kpj IS NOT NULL) THEN 'taken'
        ELSE 'repeated' END AS outcome,
    CASE WHEN g.differs THEN 'differs_in_file' WHEN g.code <> i.code THEN 'other_answer' WHEN g.kpj <> i.kpj THEN 'other_kpj' ELSE '' END AS why
FROM given g JOIN exchanges_item i ON i.id = g.item_id;

CREATE TEMP TABLE exchanges_outcomes ON COMMIT DROP AS
SELECT s.sheet_no, s.row_no, coalesce(s.outcome,
        -- The first row of a name is taken; a second one that says the same repeats it.
        CASE WHEN j.outcome = 'taken' AND row_number() OVER (PARTITION BY s.item_id ORDER BY s.sheet_no, s.row_no) > 1
             THEN 'repeated' ELSE j.outcome END) AS outcome,
    CASE WHEN j.outcome = 'conflicting' THEN j.why ELSE s.why END AS why
FROM {staged} s LEFT JOIN exchanges_judged j ON j.item_id = s.item_id AND s.outcome IS NULL;
"""
_KEEP_ROWS = """
INSERT INTO exchanges_answer_row (answer_file_id, office_id, sheet_no, row_no, nik, name, said, code, reason, kpj, item_id, outcome, why)
SELECT %s, %s, s.sheet_no, s.row_no, s.nik, s.name, s.said, s.code, s.reason, s.kpj, s.item_id, o.outcome, o.why
FROM {staged} s JOIN exchanges_outcomes o USING (sheet_no, row_no) ORDER BY s.sheet_no, s.row_no
"""
_ANSWER_ITEMS = """
UPDATE exchanges_item i SET
    code = coalesce(i.code, j.code), kpj = coalesce(i.kpj, j.kpj),
    reason = CASE WHEN i.reason = '' THEN coalesce(j.reason, '') ELSE i.reason END,
    answered_on = greatest(i.answered_on, %(on)s), answer_file_id = coalesce(i.answer_file_id, %(file)s),
    corrected_nik = coalesce(i.corrected_nik, j.corrected_nik), corrected_name = coalesce(i.corrected_name, j.corrected_name),
    corrected_birth_on = coalesce(i.corrected_birth_on, j.corrected_birth_on)
FROM exchanges_judged j
WHERE j.item_id = i.id AND j.outcome IN ('taken', 'repeated')
"""


def _counts(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT outcome, count(*) FROM exchanges_outcomes GROUP BY outcome")
    found = dict(cursor.fetchall())
    return {name: found.get(name, 0) for name in ("taken", "repeated", "unknown", "conflicting", "unreadable")}
