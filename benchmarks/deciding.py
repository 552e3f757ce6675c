"""Decide a list of any size that stands in the database matched: first run, second run with nothing new, and after a batch by hand."""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import sys
import time
from pathlib import Path

HOME, ROWS = sys.argv[1], int(sys.argv[2])
os.environ["PAYUNG_HOME"] = str(Path(HOME) / f"deciding-{ROWS}")
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from payung.access import actions as access  # noqa: E402
from payung.access import queries  # noqa: E402
from payung.access.viewer import Viewer  # noqa: E402
from payung.flows import decide_a_programme, set_up_an_office, take_over_a_programme  # noqa: E402
from payung.gateways import embedded  # noqa: E402

DAY = dt.date(2026, 3, 2)
PASSWORD = "kapal-nelayan-biru"
LIST_ROWS = 50_000

PROGRAMME = """
code: bench
name: Bench
kind: provincial
terms:
  - from: 2026-01-01
    income: 1000000
    payer: pemkab
    source: apbd
    first_month: 2026-04
    months: 9
    place: 64
    residence: province
    per_family: 1
    decile_max: 6
    occupations_closed: [asn, tni_polri]
    rank_by: [disability, decile, listed_first]
quota:
  - {place: 64, seats: 600000}
"""

# One person each, 2.7 to a family card; every twentieth is known to the register, every thirtieth is too old.
_ROWS = """
INSERT INTO intake_row (submitted_list_id, office_id, sender_code, sheet_no, row_no, cells, nik, nik_digits, nik_state, kk, name, name_key, birth_on,
    sex, phone, rt, rw, address, kelurahan_code, kecamatan_code, kabupaten_code, place_state, occupation, disability, verdict)
SELECT 1 + (n - 1) / %(of_list)s, %(office)s, 'opd', 1, n %% %(of_list)s + 2, ARRAY[n::text, 'ORANG KE ' || n, 'Jl. Mawar ' || n, 'Pedagang', 'L'],
    '647401' || lpad(n::text, 10, '0'), n::text, 'valid', '647401' || lpad((n * 10 / 27)::text, 10, '0'),
    'ORANG KE ' || n, 'ORANG KE ' || n, DATE '1980-01-01' - (n %% 7300 + CASE WHEN n %% 30 = 0 THEN 9000 ELSE 0 END)::int, CASE WHEN n %% 2 = 0 THEN 'L' ELSE 'P' END,
    '08' || n, '001', '002', 'Jl. Mawar ' || n, p.kelurahan, left(p.kelurahan, 8), left(p.kelurahan, 5), 'found', o.occupation,
    CASE WHEN n %% 100 = 0 THEN 'DAKSA' END, 'accepted'
FROM generate_series(1, %(rows)s) AS n
JOIN (VALUES (0, 'PEDAGANG SAYUR'), (1, 'NELAYAN'), (2, 'PETANI'), (3, 'OJEK ONLINE'), (4, 'BURUH HARIAN LEPAS'), (5, 'PENJAHIT'), (6, 'SOPIR'), (7, 'KETUA RT'),
    (8, 'PNS'), (9, 'IBU RUMAH TANGGA')) o (no, occupation) ON o.no = CASE WHEN n %% 50 < 8 THEN 8 + n %% 2 ELSE n %% 8 END
JOIN (VALUES (0, '64.74.01.1003'), (1, '64.74.02.1001'), (2, '64.74.03.1001'), (3, '64.02.06.1001'), (4, '64.72.01.1001')) p (no, kelurahan) ON p.no = n %% 5
"""
_REGISTER = """
INSERT INTO registry_source (name, kind, rank) VALUES ('BPJS', 'bpjs_extract', 10);
INSERT INTO registry_membership (source_id, source_key, person_id, row_hash, nik, segment, payer_kind, status, as_of)
SELECT 1, id::text, id, 1, nik, 'BPU', CASE WHEN id % 3 = 0 THEN 'pemprov' ELSE 'pemkab' END, CASE WHEN id % 2 = 0 THEN 'active' ELSE 'inactive' END, DATE '2026-02-28'
FROM intake_row WHERE id % 20 = 0;
INSERT INTO linkage_pair (row_id, office_id, sender_code, other_kind, other_id, other_person, outcome, rule, evidence, model_version, other_class, identity)
SELECT r.id, r.office_id, r.sender_code, 'register', m.id, m.person_id, 'linked', 'same_nik', '[]', 'bench', 'inactive', ''
FROM registry_membership m JOIN intake_row r ON r.id = m.person_id;
INSERT INTO eligibility_social_fact (office_id, nik, decile, social_aid, source, as_of)
SELECT office_id, nik, id % 7 + 1, id % 7 < 3, 'DTSEN', DATE '2026-02-28' FROM intake_row;
ANALYZE
"""


def world(by: Viewer) -> None:
    """Make an office whose lists are received, checked and matched."""
    lists = -(-ROWS // LIST_ROWS)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_list (office_id, sender_id, sender_code, kind, file_name, content_sha256, size, purpose, list_on, received_at,"
            " received_by_id, state, match_state, received, accepted, verval, returned, refused)"
            " SELECT %s, (SELECT id FROM intake_sender), 'opd', 'proposal', n || '.csv', n::text, 1, 'bench', %s, now(), %s, 'matched', 'register', least(%s, %s - (n - 1) * %s), least(%s, %s - (n - 1) * %s), 0, 0, 0"
            " FROM generate_series(1, %s) n",
            [by.office_id, DAY, by.account_id, *[LIST_ROWS, ROWS, LIST_ROWS] * 2, lists],
        )
        cursor.execute(_ROWS, {"rows": ROWS, "of_list": LIST_ROWS, "office": by.office_id})
        cursor.execute(_REGISTER)


def timed(act: object) -> tuple[object, str]:
    """Return what an act returns, and its seconds: wall, and CPU of this process and of the database server."""
    started, used, theirs = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF), server_cpu()
    done = act()
    wall, now = time.monotonic() - started, resource.getrusage(resource.RUSAGE_SELF)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return done, f"{wall:.1f} s (CPU {cpu:.1f} + server {server_cpu() - theirs:.1f})"


def server_cpu() -> float:
    """Return the CPU seconds of the embedded server: its main process, those it has waited for, and those at work."""
    main_id = int((embedded.cluster(settings.PAYUNG_HOME).data / "postmaster.pid").read_text().split()[0])
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == main_id:
            ticks += sum(map(int, fields[11:15]))
        elif int(fields[1]) == main_id:
            ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def opened() -> tuple[Viewer, Viewer]:
    """Open a fresh installation with an office, its lists and its programme; return the verifier and the section head."""
    home = settings.PAYUNG_HOME
    embedded.remove(home)
    shutil.rmtree(home, ignore_errors=True)
    embedded.start(home)
    call_command("migrate", database="owner", verbosity=0)
    now = timezone.now()
    accounts = [
        {"name": name, "full_name": name, "role": role}
        for name, role in (("rini", "verifier"), ("hasan", "section_head"))
    ]
    plan = {
        "office": {"name": "Disnaker", "kind": "pemda", "kabupaten": "64.74"},
        "accounts": accounts,
        "senders": [{"code": "opd", "name": "OPD", "kind": "opd"}],
    }
    set_up_an_office.apply(
        set_up_an_office.read_plan(plan), passwords=dict.fromkeys(("rini", "hasan"), PASSWORD), at=now
    )
    rini, hasan = (
        queries.viewer_of(access.sign_in(name=name, password=PASSWORD, at=now), on=now) for name in ("rini", "hasan")
    )
    world(rini)
    take_over_a_programme.run(PROGRAMME, by=hasan, at=now, really=True)
    return rini, hasan


def main() -> None:
    home, now = settings.PAYUNG_HOME, timezone.now()
    rini, _ = opened()
    order = decide_a_programme.Order(code="bench", on=DAY, lists=None, really=True)
    steps: list[str] = []
    started = time.monotonic()

    def told(step: str) -> None:
        steps.append(f"{step} at {time.monotonic() - started:.1f}")

    first, took = timed(lambda: decide_a_programme.run(order, home=home, by=rini, at=now, tell=told))
    again, second = timed(lambda: decide_a_programme.run(order, home=home, by=rini, at=now, tell=lambda step: None))
    (_, _), third = timed(
        lambda: decide_a_programme.settle(
            order,
            outcome="not_eligible",
            note="BA 1",
            candidates=None,
            reason="other_scheme",
            home=home,
            by=rini,
            at=now,
            tell=lambda step: None,
        )
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    connections.close_all()
    if not os.environ.get("KEEP"):
        embedded.remove(home)
    found = first.decided
    sys.stdout.write(
        f"{found.candidates} candidates = {found.eligible} + {found.doubtful} + {found.not_eligible}; first {took} [{', '.join(steps)}]; again {second},"
        f" changed {again.decided.new + again.decided.changed}; after a batch by hand {third}; peak {peak:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
