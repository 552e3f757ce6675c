"""Build the coverage cube of a register of any size, then move it by the difference of one more load.

`python -m benchmarks.coverage_cube ROWS [FOLDER]`: a scratch installation is filled with synthetic memberships by one
statement for each million rows, in the width of real ones; its last line says seconds, memory and sizes.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
HOME = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="payung-cube-"))
os.environ["PAYUNG_HOME"] = str(HOME / f"cube-{ROWS}")
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from payung.access.viewer import Viewer  # noqa: E402
from payung.coverage import bulk  # noqa: E402
from payung.flows import set_up_an_office  # noqa: E402
from payung.gateways import embedded  # noqa: E402

MILLION = 1_000_000
DAY = dt.date(2026, 3, 31)

# One person has 1.15 memberships; paid months, segments and payers are spread as the demo's register spreads them.
FILL = """
INSERT INTO registry_membership (source_id, source_key, person_id, row_hash, kpj, nik, name, name_key, name_first, name_skeleton,
    birth_on, birth_place, sex, phone, mother_name, kelurahan_code, kecamatan_code, kabupaten_code, key_nik15, key_birth_first,
    key_birth_skeleton, key_birth_kabupaten, key_phone, key_skeleton_year, key_home_name, segment, payer_kind, payer_name, npp,
    programmes, status, paid_until, branch_code, as_of)
SELECT 1, 'K' || i, p.person_id, i, lpad(i::text, 11, '0'), lpad(p.person_id::text, 16, '0'), 'SITI NUR ' || h, 'SITI NUR ' || h, 'SITI', 'STNR' || h % 999,
    DATE '1955-01-01' + (h % 18000)::int, 'BONTANG', CASE WHEN h % 2 = 0 THEN 'L' ELSE 'P' END, '0812' || h, 'AMINAH ' || h % 999,
    k.code, left(k.code, 8), left(k.code, 5), h, h, h, h, h, h, h,
    CASE WHEN i % 10 < 6 THEN 'PU' WHEN i % 10 < 9 THEN 'BPU' ELSE 'JAKON' END,
    CASE WHEN i % 10 < 6 THEN 'employer' WHEN i % 10 < 7 THEN 'pemkab' ELSE 'self' END, 'CV MAJU ' || h % 9999, lpad((h % 99999)::text, 8, '0'),
    'JKK JKM', CASE WHEN i % 16 < 11 THEN 'active' WHEN i % 16 < 13 THEN 'arrears' WHEN i % 16 < 15 THEN 'inactive' ELSE 'registered' END,
    DATE '2026-03-01' - make_interval(months => (i % 7 * (i % 3 / 2))::int), '0512', DATE '2026-03-31'
FROM generate_series({first}::bigint, {last}::bigint) i
CROSS JOIN LATERAL (SELECT i * 20 / 23 AS person_id, (i * 2654435761 % 2147483647) AS h) p
JOIN scratch_kelurahan k ON k.seq = p.person_id / 360 % {places}
"""


def fill(rows: int) -> None:
    """Fill the register; its matching indexes, which coverage never reads, are left out to save disk."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'registry_membership' AND indexname LIKE 'member%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(
            "INSERT INTO registry_source (id, name, kind, rank, as_of) VALUES (1, 'BPJS', 'bpjs_extract', 10, %s)",
            [DAY],
        )
        cursor.execute(
            "CREATE UNLOGGED TABLE scratch_kelurahan AS SELECT row_number() OVER (ORDER BY code) - 1 AS seq, code FROM registry_place"
            " WHERE level = 'kelurahan' AND valid_to IS NULL"
        )
        cursor.execute("SELECT count(*) FROM scratch_kelurahan")
        places = cursor.fetchone()[0]
        cursor.execute("ANALYZE scratch_kelurahan; SET synchronous_commit = off")
        for first in range(1, rows + 1, MILLION):
            cursor.execute(FILL.format(first=first, last=min(first + MILLION - 1, rows), places=places))
        cursor.execute("CREATE INDEX membership_by_person ON registry_membership (person_id)")
        cursor.execute("VACUUM ANALYZE registry_membership")


def one_more_load(rows: int) -> int:
    """Change what one month changes: 2 in 100 pay on, 1 in 1000 vanish, 1 in 1000 are new; return how many rows."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE registry_membership SET paid_until = DATE '2026-04-01', as_of = '2026-04-30' WHERE id %% 50 = 0", []
        )
        changed = cursor.rowcount
        cursor.execute("UPDATE registry_membership SET vanished_on = '2026-04-30' WHERE id %% 1000 = 1", [])
        changed += cursor.rowcount
        cursor.execute("SELECT count(*) FROM scratch_kelurahan")
        added = FILL.format(first=rows + 1, last=rows + rows // 1000, places=cursor.fetchone()[0])
        cursor.execute(added)
        return changed + cursor.rowcount


def filled(home: Path, now: dt.datetime) -> float:
    """Make the installation and fill it; with --keep an earlier one is used again. Return the seconds it took."""
    started = time.monotonic()
    embedded.start(home)
    call_command("migrate", database="owner", verbosity=0)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('scratch_kelurahan') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute("DELETE FROM coverage_snapshot; TRUNCATE coverage_cell")
            return 0.0
    plan = {"office": {"name": "Cabang", "kind": "branch", "kabupaten": "64.74"}, "accounts": [], "senders": []}
    set_up_an_office.apply(set_up_an_office.read_plan(plan), passwords={}, at=now)
    fill(ROWS)
    return time.monotonic() - started


def main() -> None:
    home, now = settings.PAYUNG_HOME, timezone.now()
    is_kept = "--keep" in sys.argv
    if not is_kept:
        embedded.remove(home)
        shutil.rmtree(home, ignore_errors=True)
    by = Viewer(account_id=1, name="andi", office_id=1, kabupaten_code="64.74", may=frozenset({"measure_coverage"}))
    took = filled(home, now)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_membership")
        rows = cursor.fetchone()[0]
    started = time.monotonic()
    bulk.refresh_register(home=home, by=by, at=now, on=DAY)
    built = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss / 1024
    changed = one_more_load(rows)
    started = time.monotonic()
    bulk.refresh_register(home=home, by=by, at=now, on=DAY)
    moved = time.monotonic() - started
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_total_relation_size('registry_membership') / 1000000, pg_total_relation_size('coverage_cell') / 1000000,"
            " (SELECT count(*) FROM coverage_cell)"
        )
        register, cube, cells = cursor.fetchone()
    connections.close_all()
    if not is_kept:
        embedded.remove(home)
        shutil.rmtree(home, ignore_errors=True)
    sys.stdout.write(
        f"cube of {rows} memberships ({register} MB): {built:.1f} s ({used.ru_utime + used.ru_stime:.0f} s of processor beside PostgreSQL), {peak:.0f} MB, {cells} cells ({cube} MB);"
        f" {changed} changed rows moved it in {moved:.1f} s; filled in {took:.0f} s;"
        f" load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    main()
