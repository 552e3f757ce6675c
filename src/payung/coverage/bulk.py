"""The register's cube: built by person in one pass, then moved by the difference of what changed."""

from __future__ import annotations

import datetime as dt
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.coverage import cube
from payung.coverage.models import Snapshot
from payung.gateways import columns
from payung.vocabulary.month import Month

# Where more rows changed than this share of the register, building anew is cheaper than moving.
REBUILD_FROM = 0.2

# How many months before the newest report are kept apart; older last paid months count as the oldest kept.
MONTHS_KEPT = 6

MEMORY = "2GB"
CELL = "grid, key, place_code, sex, age_band, segment, payer_kind, state, paid_month, people"
FACTS = (
    "id, person_id, source_id, kpj, as_of, vanished_on, status, paid_until, payer_kind, segment, sex, birth_on,"
    " kelurahan_code, kecamatan_code, kabupaten_code"
)


class CellsDoNotAddUp(Exception):
    """The cells of a grid are not the people that were counted; nothing was stored."""


def refresh_register(*, home: Path, by: Viewer, at: dt.datetime, on: dt.date) -> Snapshot | None:
    """Bring the cube of the register up to date and return its snapshot; None where the register is empty.

    The first time, after another ranking of sources, and in a new year (ages are counted on the first of January of the
    year of `on`) it is built anew; otherwise only people whose memberships changed are counted again. Loads and merges
    wait while it runs, so that no row is counted twice or never.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises CellsDoNotAddUp: if a ledger does not close.
    """
    by.must("measure_coverage")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("LOCK TABLE coverage_snapshot IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("LOCK TABLE registry_membership, registry_source IN SHARE MODE")
        snapshot = Snapshot.objects.using("owner").filter(basis="reported", population="register").first()
        reach = _reach(cursor)
        if reach["last_membership"] == 0 and snapshot is None:
            return None
        if snapshot is None or _must_rebuild(cursor, snapshot, reach, on):
            snapshot, how = _rebuild(cursor, reach, home=home, on=on, at=at), "rebuilt"
        else:
            how = _move(cursor, snapshot, reach)
        Snapshot.objects.using("owner").filter(pk=snapshot.pk).update(
            **reach, people=snapshot.people, measured_at=at, measured_by=by.name
        )
        snapshot.refresh_from_db(using="owner")
        audit.record(
            "coverage.measured",
            by=by.name,
            by_id=by.account_id,
            about=f"snapshot:{snapshot.pk}",
            at=at,
            using="owner",
            population="register",
            how=how,
            people=snapshot.people,
        )
    return snapshot


def _reach(cursor: object) -> dict[str, object]:
    """Return how far the register has come: its newest row, newest history and newest report, and the ranking of sources."""
    cursor.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM registry_membership), (SELECT coalesce(max(pgh_id), 0) FROM registry_membership_history),"
        " max(as_of), coalesce(string_agg(id || ':' || rank, ' ' ORDER BY id), '') FROM registry_source"
    )
    return dict(zip(("last_membership", "last_history", "as_of", "sources"), cursor.fetchone(), strict=True))


def _must_rebuild(cursor: object, snapshot: Snapshot, reach: dict[str, object], on: dt.date) -> bool:
    """Say whether the cells cannot be moved: another year, another ranking, a history that went back, or too much."""
    if snapshot.aged_on.year != on.year:
        return True
    # A new source touches only people whom it reports; another rank of a known one touches anybody.
    if not set(snapshot.sources.split()) <= set(str(reach["sources"]).split()):
        return True
    if reach["last_history"] < snapshot.last_history or reach["last_membership"] < snapshot.last_membership:
        return True
    changed = reach["last_history"] - snapshot.last_history + reach["last_membership"] - snapshot.last_membership
    return changed > max(REBUILD_FROM * reach["last_membership"], 10_000)


def _rebuild(cursor: object, reach: dict[str, object], *, home: Path, on: dt.date, at: dt.datetime) -> Snapshot:
    """Count every person anew: PostgreSQL streams two numbers a membership, DuckDB keeps the greatest of each person."""
    newest = reach["as_of"] or on
    aged_on, floor = dt.date(on.year, 1, 1), Month.of(newest).plus(-MONTHS_KEPT).starts_on
    folder = home / "work" / "coverage-cube"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    owner = connections["owner"].settings_dict
    try:
        with columns.workshop(str(folder), memory=MEMORY, file=folder / "workshop.duckdb") as connection:
            queries = _all_memberships(cursor, cube.packed_sql("m", aged_on=aged_on, floor=floor))
            # Half the table each: packing is PostgreSQL's work, and one backend has one core.
            with ThreadPoolExecutor(len(queries)) as threads:
                tasks = [
                    threads.submit(columns.fetch, owner, query, connection.cursor(), f"memberships_{place}")
                    for place, query in enumerate(queries)
                ]
                for task in tasks:
                    task.result()
            all_of_them = " UNION ALL ".join(f"FROM memberships_{place}" for place in range(len(queries)))
            connection.execute(
                "CREATE TABLE counted AS SELECT packed, count(*) AS people FROM"
                f" (SELECT person_id, max(packed) AS packed FROM ({all_of_them}) GROUP BY person_id) GROUP BY packed"
            )
            for place in range(len(queries)):
                connection.execute(f"DROP TABLE memberships_{place}")
            people = int(connection.sql("SELECT coalesce(sum(people), 0) FROM counted").fetchall()[0][0])
            connection.execute(f"CREATE TABLE cells AS {cube.cells_sql('counted', divide='//')}")
            columns.stage(owner, "coverage_staging_cells", connection, f"SELECT {CELL} FROM cells ORDER BY grid, key")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    snapshot, _ = Snapshot.objects.using("owner").update_or_create(
        basis="reported",
        population="register",
        office_id=None,
        month=None,
        defaults={"aged_on": aged_on, "floor_month": floor, "people": people, "rebuilt_at": at, "measured_at": at},
    )
    # Only the register's cube lives here; the index is made after the rows, which takes half the time.
    cursor.execute("TRUNCATE coverage_cell; ALTER TABLE coverage_cell DROP CONSTRAINT one_cell_per_tuple")
    cursor.execute(
        f"INSERT INTO coverage_cell (snapshot_id, {CELL}) SELECT %s, {CELL} FROM coverage_staging_cells", [snapshot.pk]
    )
    cursor.execute("ALTER TABLE coverage_cell ADD CONSTRAINT one_cell_per_tuple UNIQUE (snapshot_id, grid, key)")
    cursor.execute("DROP TABLE coverage_staging_cells; ANALYZE coverage_cell")
    _check(cursor, snapshot)
    return snapshot


def _all_memberships(cursor: object, packed: str) -> list[str]:
    """Return queries of (person_id, packed) that together read every membership which no better report overrules.

    The table is cut in the middle of its pages; nothing can move between the halves while it is locked.
    """
    cursor.execute("SELECT id, rank FROM registry_source ORDER BY rank, id")
    ranked = cursor.fetchall()
    best = ranked[0][0] if len(ranked) == 1 or (ranked and ranked[0][1] < ranked[1][1]) else 0
    cursor.execute("SELECT pg_relation_size('registry_membership') / current_setting('block_size')::int / 2")
    middle = f"'({cursor.fetchone()[0]},0)'::tid"
    own = f"SELECT m.person_id, {packed} AS packed FROM registry_membership m WHERE m.source_id = {best}"
    queries = [f"{own} AND m.ctid < {middle}", f"{own} AND m.ctid >= {middle}"]
    if len(ranked) > 1:
        rows = "(SELECT x.*, s.rank FROM registry_membership x JOIN registry_source s ON s.id = x.source_id)"
        queries.append(
            f"SELECT m.person_id, {packed} AS packed FROM {rows} m WHERE m.source_id <> {best}"
            f" AND NOT ({cube.overruled_sql(rows)})"
        )
    return queries


def _move(cursor: object, snapshot: Snapshot, reach: dict[str, object]) -> str:
    """Move the cells by the people whose memberships changed since the snapshot; say how many there were.

    The history holds the OLD row of every update and delete: for each membership changed since, the oldest of them is
    the row that was counted. Rows that came since were not counted.
    """
    if (reach["last_membership"], reach["last_history"]) == (snapshot.last_membership, snapshot.last_history):
        return "unchanged"
    last = {"rows": snapshot.last_membership, "history": snapshot.last_history}
    cursor.execute(_TOUCHED, last)
    cursor.execute("CREATE INDEX ON touched (person_id); ANALYZE touched; ANALYZE old_rows")
    cursor.execute(_BEFORE, last)
    cursor.execute(_AFTER)
    packed = cube.packed_sql("m", aged_on=snapshot.aged_on, floor=snapshot.floor_month)
    for name in ("people_before", "people_after"):
        cursor.execute(f"CREATE INDEX ON {name} (person_id); ANALYZE {name}")
    counted = " UNION ALL ".join(
        f"SELECT max({packed}) AS packed, {sign} AS people FROM {rows} m WHERE NOT ({cube.overruled_sql(rows)}) GROUP BY m.person_id"
        for rows, sign in (("people_after", 1), ("people_before", -1))
    )
    cursor.execute(
        f"CREATE TEMP TABLE moved ON COMMIT DROP AS SELECT packed, sum(people) AS people FROM ({counted}) p GROUP BY packed HAVING sum(people) <> 0"
    )
    cursor.execute(f"CREATE TEMP TABLE moved_cells ON COMMIT DROP AS {cube.cells_sql('moved', divide='/')}")
    where = "c.snapshot_id = %s AND c.grid = d.grid AND c.key = d.key"
    cursor.execute(
        f"DELETE FROM coverage_cell c USING moved_cells d WHERE {where} AND c.people + d.people = 0", [snapshot.pk]
    )
    emptied = cursor.rowcount
    cursor.execute(
        f"UPDATE coverage_cell c SET people = c.people + d.people FROM moved_cells d WHERE {where}", [snapshot.pk]
    )
    changed = cursor.rowcount
    cursor.execute(
        f"INSERT INTO coverage_cell (snapshot_id, {CELL}) SELECT %s, {CELL} FROM moved_cells d WHERE d.people > 0"
        f" AND NOT EXISTS (SELECT 1 FROM coverage_cell c WHERE {where})",
        [snapshot.pk, snapshot.pk],
    )
    added = cursor.rowcount
    cursor.execute("SELECT count(*), (SELECT coalesce(sum(people), 0) FROM moved) FROM moved_cells")
    cells, more = cursor.fetchone()
    if emptied + changed + added != cells:
        raise CellsDoNotAddUp(f"{emptied} + {changed} + {added} of {cells} cells")
    snapshot.people += int(more)
    _check(cursor, snapshot)
    cursor.execute("SELECT count(*) FROM touched")
    return f"moved by {cursor.fetchone()[0]} people"


def _check(cursor: object, snapshot: Snapshot) -> None:
    """Assert that each grid holds exactly the people counted."""
    cursor.execute("SELECT grid, sum(people) FROM coverage_cell WHERE snapshot_id = %s GROUP BY grid", [snapshot.pk])
    found = dict(cursor.fetchall())
    if any(found.get(grid, 0) != snapshot.people for grid in ("kelurahan", "kabupaten")):
        raise CellsDoNotAddUp(f"{found} is not {snapshot.people}")


_TOUCHED = f"""
CREATE TEMP TABLE old_rows ON COMMIT DROP AS
SELECT DISTINCT ON (id) {FACTS} FROM registry_membership_history WHERE pgh_id > %(history)s AND id <= %(rows)s ORDER BY id, pgh_id;
CREATE TEMP TABLE touched ON COMMIT DROP AS
SELECT person_id FROM old_rows
UNION SELECT person_id FROM registry_membership WHERE id > %(rows)s
UNION SELECT m.person_id FROM registry_membership m JOIN old_rows o ON o.id = m.id
"""

_BEFORE = f"""
CREATE TEMP TABLE people_before ON COMMIT DROP AS
SELECT o.*, s.rank FROM old_rows o JOIN touched USING (person_id) JOIN registry_source s ON s.id = o.source_id
UNION ALL
SELECT {", ".join(f"m.{name.strip()}" for name in FACTS.split(","))}, s.rank
FROM registry_membership m JOIN touched t ON t.person_id = m.person_id JOIN registry_source s ON s.id = m.source_id
WHERE m.id <= %(rows)s AND NOT EXISTS (SELECT 1 FROM old_rows o WHERE o.id = m.id)
"""

_AFTER = f"""
CREATE TEMP TABLE people_after ON COMMIT DROP AS
SELECT {", ".join(f"m.{name.strip()}" for name in FACTS.split(","))}, s.rank
FROM registry_membership m JOIN touched t ON t.person_id = m.person_id JOIN registry_source s ON s.id = m.source_id
"""
