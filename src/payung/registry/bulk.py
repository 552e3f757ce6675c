"""What a source reports, taken over as a difference: compared, shown, then applied in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.gateways import columns
from payung.registry.models import Load, Source
from payung.registry.person_ids import born, born_in_columns
from payung.vocabulary import wilayah
from payung.vocabulary.match_keys import MATCH_KEYS, key_columns

# Which source wins where two differ about a person (lower first); docs/decisions/0004.
RANKS = {"bpjs_extract": 10, "bpjs_answer": 20, "province_list": 30, "own_list": 40}

# A full extract in which more than this share of the standing rows is missing is a broken file, not a wave of exits.
MOST_THAT_MAY_VANISH = 0.05
FEW = 100

# From this share of new and changed rows on, building the indexes anew is cheaper than adding to them.
REBUILD_FROM = 0.3

IDENTITY = (
    "kpj, nik, kk, name, name_key, name_first, name_skeleton, birth_on, birth_place, sex, phone, mother_name,"
    " kelurahan_code, kecamatan_code, kabupaten_code"
)
COVER = "segment, payer_kind, payer_name, npp, programmes, status, paid_until, branch_code, note"
KEYS = ", ".join(key.column for key in MATCH_KEYS)
# What questions look by. Statistics of all forty columns, most of them texts that nothing compares, took twice the work.
ASKED_BY = f"source_id, source_key, person_id, kpj, nik, birth_on, kabupaten_code, segment, payer_kind, status, paid_until, vanished_on, {KEYS}"

# The people of one kabupaten lie together on disk, and whoever shares a birth date there, most of all that a list row is compared
# with, on one page.
_ORDER = "ORDER BY kabupaten_code, birth_on"

COUNTS = ("received", "kept", "returned", "added", "changed", "vanished", "same")


class TooMuchWouldVanish(Exception):
    """The extract lacks more standing rows than MOST_THAT_MAY_VANISH allows."""

    def __init__(self, vanished: int, standing: int) -> None:
        super().__init__(f"{vanished} of {standing}")
        self.vanished = vanished
        self.standing = standing


class OlderThanApplied(Exception):
    """A newer report of this source was applied; `as_of` is its day."""

    def __init__(self, as_of: dt.date) -> None:
        super().__init__(as_of.isoformat())
        self.as_of = as_of


class LedgerBroken(Exception):
    """The database took over another number of rows than the difference showed; nothing was applied."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What applying a report would change. received = kept + returned; kept = added + changed + same."""

    received: int
    kept: int
    returned: int
    added: int
    changed: int
    vanished: int
    same: int
    standing: int


def mirror_places(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Put the places and codes of `vocabulary.wilayah` into the database, and its populations among the universes.

    Returns (places, codes). Running it again after a new release of the data replaces what stood.
    """
    owner = connections["owner"].settings_dict
    for name, table in (
        ("places", wilayah.places_table()),
        ("codes", wilayah.crosswalk_table()),
        ("people", wilayah.population_table()),
    ):
        connection.register("mirrored", table)
        columns.stage(owner, f"registry_staging_{name}", connection, "FROM mirrored")
        connection.unregister("mirrored")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "DELETE FROM registry_place; DELETE FROM registry_place_code; DELETE FROM registry_universe WHERE counts = 'population'"
        )
        cursor.execute(
            "INSERT INTO registry_place (code, level, kind, name, parent_code, valid_from, valid_to, successor_code, basis)"
            " SELECT code, level, kind, name, parent, valid_from, valid_to, successor, basis FROM registry_staging_places"
        )
        places = cursor.rowcount
        cursor.execute(
            "INSERT INTO registry_place_code (scheme, code, place_code, valid_from, valid_to, confidence)"
            " SELECT scheme, scheme_code, code, valid_from, valid_to, confidence FROM registry_staging_codes"
        )
        codes = cursor.rowcount
        cursor.execute(
            'INSERT INTO registry_universe (place_code, counts, segment, people, "on", source, definition)'
            " SELECT code, 'population', 'all', people, as_of, source, 'penduduk' FROM registry_staging_people"
        )
        cursor.execute("DROP TABLE registry_staging_places, registry_staging_codes, registry_staging_people")
    return places, codes


def source(*, name: str, kind: str) -> Source:
    """Return who reports what, entered at its first report with the rank of its kind.

    BPJS sends extracts and answers under one name: what the one says is never a change of what the other said.
    """
    found, _ = Source.objects.using("owner").get_or_create(name=name, kind=kind, defaults={"rank": RANKS[kind]})
    return found


@contextmanager
def holding(source: Source) -> Iterator[None]:
    """Let only one report of a source be compared and applied at a time: a difference is true of what stood when it was made."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM registry_source WHERE id = %s FOR UPDATE", [source.pk])
        yield


_DIFFERING = """
CREATE OR REPLACE TABLE differing AS
SELECT coalesce(r.source_key, s.source_key) AS source_key,
       CASE WHEN s.source_key IS NULL THEN 'added'
            WHEN r.source_key IS NULL THEN 'vanished'
            WHEN r.row_hash <> s.row_hash OR s.gone THEN 'changed' END AS change
FROM reported r FULL JOIN standing s USING (source_key)
WHERE s.source_key IS NULL OR (r.source_key IS NULL AND NOT s.gone) OR r.row_hash <> s.row_hash OR (r.source_key IS NOT NULL AND s.gone)
"""


def compare(connection: duckdb.DuckDBPyConnection, *, source: Source, is_full: bool, received: int) -> Difference:
    """Compare the relation `reported` with what stands of a source; make `difference` (source_key, change) and `written` (reported, change).

    `reported` has one row per source_key: IDENTITY, COVER, nik_digits, row_hash BIGINT. Rows of the file that did not
    get into it are returned (`received` counts all). `is_full`: rows that stand but are not reported have vanished.
    """
    standing = columns.fetch(
        connections["owner"].settings_dict,
        f"SELECT source_key, row_hash, vanished_on IS NOT NULL AS gone FROM registry_membership WHERE source_id = {source.pk}",
        connection,
        "standing",
    )
    if standing:
        connection.execute(_DIFFERING)
        difference = "FROM differing" if is_full else "FROM differing WHERE change <> 'vanished'"
        written = (
            "SELECT r.*, d.change FROM reported r JOIN difference d USING (source_key) WHERE d.change <> 'vanished'"
        )
    else:
        # A source's first report is new as it stands: nothing of it has to be looked for.
        difference = "SELECT source_key, 'added' AS change FROM reported"
        written = "SELECT *, 'added' AS change FROM reported"
    connection.execute(
        f"CREATE OR REPLACE VIEW difference AS {difference}; CREATE OR REPLACE VIEW written AS {written}"
    )
    count = dict(connection.sql("SELECT change, count(*) FROM difference GROUP BY change").fetchall())
    kept = connection.sql("SELECT count(*) FROM reported").fetchall()[0][0]
    added, changed = count.get("added", 0), count.get("changed", 0)
    return Difference(
        received=received,
        kept=kept,
        returned=received - kept,
        added=added,
        changed=changed,
        vanished=count.get("vanished", 0),
        same=kept - added - changed,
        standing=standing,
    )


def check_breaker(difference: Difference) -> None:
    """Refuse a report in which too much is missing.

    :raises TooMuchWouldVanish: if more than FEW rows and more than MOST_THAT_MAY_VANISH of the standing ones vanish.
    """
    if difference.vanished > max(FEW, MOST_THAT_MAY_VANISH * difference.standing):
        raise TooMuchWouldVanish(difference.vanished, difference.standing)


def apply(  # noqa: PLR0913 (what the load's record states)
    connection: duckdb.DuckDBPyConnection,
    difference: Difference,
    *,
    source: Source,
    content_sha256: str,
    as_of: dt.date,
    by: Viewer,
    at: dt.datetime,
) -> Load:
    """Apply a compared report in one transaction; the same content and day twice is applied once.

    :raises OlderThanApplied: if the source reported later than this before.
    :raises LedgerBroken: if the database's counts are not those of the difference.
    """
    done = Load.objects.using("owner").filter(source=source, content_sha256=content_sha256, as_of=as_of).first()
    if done is not None:
        return done
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="load_register")
        cursor.execute("SELECT as_of FROM registry_source WHERE id = %s FOR UPDATE", [source.pk])
        newest = cursor.fetchone()[0]
        if newest and newest > as_of:
            raise OlderThanApplied(newest)
        if _is_first(cursor):
            indexes = _drop_indexes(cursor) if difference.added > FEW else []
            counts = (_pour(cursor, connection, source=source, as_of=as_of), 0, 0)
        else:
            staged, gone = _stage(connection, content_sha256)
            indexes = _drop_indexes(cursor) if _is_most(cursor, difference) else []
            counts = _take_over(cursor, staged, gone, difference, source=source, as_of=as_of)
            cursor.execute(f"DROP TABLE {staged}, {gone}")
        if counts != (difference.added, difference.changed, difference.vanished):
            raise LedgerBroken(f"{counts} is not {difference}")
        for definition in indexes:
            cursor.execute(definition)
        Source.objects.using("owner").filter(pk=source.pk).update(as_of=as_of)
        counted = {name: getattr(difference, name) for name in COUNTS}
        load = Load.objects.using("owner").create(
            source=source, content_sha256=content_sha256, as_of=as_of, applied_at=at, applied_by=by.name, **counted
        )
        audit.record(
            "register.loaded",
            by=by.name,
            by_id=by.account_id,
            about=f"load:{load.pk}",
            at=at,
            using="owner",
            source=source.name,
            **counted,
        )
        cursor.execute(f"ANALYZE registry_membership ({ASKED_BY})")
    return load


def _is_first(cursor: object) -> bool:
    """Say whether nothing stands of any source: then nobody else reaches the register until this transaction ends.

    A table made empty in it needs no log of what is written into it, and its rows are born frozen: nobody has to read them
    all again to see that they are old.
    """
    cursor.execute("SELECT EXISTS (SELECT 1 FROM registry_membership)")
    if cursor.fetchone()[0]:
        return False
    cursor.execute("LOCK TABLE registry_membership, registry_merged_membership IN ACCESS EXCLUSIVE MODE")
    cursor.execute("SELECT EXISTS (SELECT 1 FROM registry_membership)")
    if cursor.fetchone()[0]:
        return False
    cursor.execute("TRUNCATE registry_membership, registry_merged_membership")
    return True


def _is_most(cursor: object, difference: Difference) -> bool:
    cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE relname = 'registry_membership'")
    return difference.added + difference.changed > max(REBUILD_FROM * cursor.fetchone()[0], FEW)


def _pour(cursor: object, connection: duckdb.DuckDBPyConnection, *, source: Source, as_of: dt.date) -> int:
    """Write the first report of all as it is reported, in the order of `_ORDER`; return its rows."""
    cursor.execute("SELECT value FROM registry_person_salt")
    connection.execute("SET VARIABLE person_salt = ?", [cursor.fetchone()[0]])
    person = born_in_columns(f"coalesce(nik, '{source.pk}:' || source_key)", salt="getvariable('person_salt')")
    return columns.pour(
        cursor,
        f"registry_membership (source_id, source_key, person_id, row_hash, {IDENTITY}, {COVER}, {KEYS}, as_of)",
        connection,
        f"SELECT {source.pk}, source_key, {person}, row_hash, {IDENTITY}, {COVER}, {key_columns()}, DATE '{as_of}' FROM written {_ORDER}",
        options=", FREEZE",
    )


def _stage(connection: duckdb.DuckDBPyConnection, content_sha256: str) -> tuple[str, str]:
    """Put the difference into two staging tables and return their names: rows to write, keys that vanished."""
    owner = connections["owner"].settings_dict
    staged, gone = f"registry_staging_rows_{content_sha256[:12]}", f"registry_staging_gone_{content_sha256[:12]}"
    columns.stage(
        owner,
        staged,
        connection,
        f"SELECT source_key, change, row_hash, {IDENTITY}, {COVER}, {key_columns()} FROM written {_ORDER}",
    )
    columns.stage(owner, gone, connection, "SELECT source_key FROM difference WHERE change = 'vanished'")
    return staged, gone


def _take_over(
    cursor: object, staged: str, gone: str, difference: Difference, *, source: Source, as_of: dt.date
) -> tuple[int, int, int]:
    """Insert, update and mark as vanished; return how many of each. What the difference does not hold is not looked for."""
    # The person of a new row: whoever already has this NIK, else an id born from the NIK (or the row) by a keyed hash.
    new = born("coalesce(s.nik, %s || ':' || s.source_key)", salt="salt.value")
    cursor.execute(
        f"""
        INSERT INTO registry_membership (source_id, source_key, person_id, row_hash, {IDENTITY}, {COVER}, {KEYS}, as_of)
        SELECT %s, s.source_key, coalesce(known.person_id, {new}), s.row_hash,
               {IDENTITY.replace("kpj, nik", "s.kpj, s.nik")}, {COVER}, {KEYS}, %s
        FROM {staged} s
        CROSS JOIN registry_person_salt salt
        LEFT JOIN (SELECT nik, min(person_id) AS person_id FROM registry_membership
                   WHERE nik IN (SELECT nik FROM {staged} WHERE change = 'added') GROUP BY nik) known ON known.nik = s.nik
        WHERE s.change = 'added'
        """,
        [source.pk, str(source.pk), as_of],
    )
    added = cursor.rowcount
    changed = vanished = 0
    if difference.changed:
        fields = [name.strip() for name in f"row_hash, {IDENTITY}, {COVER}, {KEYS}".split(",")]
        cursor.execute(
            f"UPDATE registry_membership m SET {', '.join(f'{name} = s.{name}' for name in fields)}, as_of = %s, vanished_on = NULL"
            f" FROM {staged} s WHERE m.source_id = %s AND m.source_key = s.source_key AND s.change = 'changed'",
            [as_of, source.pk],
        )
        changed = cursor.rowcount
    if difference.vanished:
        cursor.execute(
            f"UPDATE registry_membership m SET vanished_on = %s FROM {gone} g WHERE m.source_id = %s AND m.source_key = g.source_key",
            [as_of, source.pk],
        )
        vanished = cursor.rowcount
    return added, changed, vanished


def _drop_indexes(cursor: object) -> list[str]:
    """Drop the indexes of the register and return how to make them again, in the same transaction.

    The unique one goes too: thirty million random insertions into it take longer than all the sorting; made anew it still
    refuses a key that came twice.
    """
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'registry_membership' AND indexname LIKE 'member%'"
    )
    found = cursor.fetchall()
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    cursor.execute("ALTER TABLE registry_membership DROP CONSTRAINT one_row_per_source_and_key")
    unique = "ALTER TABLE registry_membership ADD CONSTRAINT one_row_per_source_and_key UNIQUE (source_id, source_key)"
    return [unique, *(definition for _, definition in found)]
