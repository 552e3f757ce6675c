"""Look people up through the site's own pages, against a register of any size, and read a long trail: milliseconds a page.

python -m benchmarks.looks HOME ROWS REGISTER.parquet [events]: an installation of its own under HOME, removed at the end.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

HOME, ROWS, REGISTER = sys.argv[1:4]
EVENTS = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000_000
os.environ["PAYUNG_HOME"] = str(Path(HOME) / f"installation-looks-{ROWS}")
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from payung.access import queries  # noqa: E402
from payung.flows import load_a_register, see_a_person, set_up_an_office  # noqa: E402
from payung.gateways import embedded  # noqa: E402

PASSWORD = "kapal-nelayan-biru"
PURPOSE = {"purpose": "uji kecepatan"}
TIMES = 300


def fresh() -> None:
    """Make an installation of a branch that knows so many members."""
    home = settings.PAYUNG_HOME
    embedded.remove(home)
    shutil.rmtree(home, ignore_errors=True)
    embedded.start(home)
    call_command("migrate", database="owner", verbosity=0)
    people = [("andi", "branch_officer"), ("lestari", "inspector")]
    plan = set_up_an_office.read_plan(
        {
            "office": {"name": "Cabang", "kind": "branch", "kabupaten": "64.74"},
            "accounts": [{"name": name, "full_name": name.title(), "role": role} for name, role in people],
            "senders": [{"code": "opd", "name": "OPD", "kind": "opd"}],
        }
    )
    set_up_an_office.apply(plan, passwords={name: PASSWORD for name, _ in people}, at=timezone.now())
    viewer = queries.viewer_for(get_user_model().objects.get(name="andi").pk)
    order = load_a_register.Order(file=Path(REGISTER), as_of=dt.date(2023, 10, 1), source="BPJS", really=True)
    load_a_register.run(order, home=home, by=viewer, at=timezone.now(), tell=lambda step: None)


def a_long_trail() -> None:
    """Write events of an office's years."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (at, actor_id, actor, action, about, purpose, detail)"
            " SELECT now() - (%s - n) * interval '30 seconds', 1, 'andi', CASE WHEN n %% 1000 = 0 THEN 'decree.enacted' ELSE 'pair.answered' END,"
            " 'pair:' || n, '', '{}' FROM generate_series(1, %s) AS n",
            [EVENTS, EVENTS],
        )
        cursor.execute("VACUUM ANALYZE audit_event")


def timed(what: str, ask: Callable[[int], int], wanted: int) -> str:
    """Return the median and p95 of a page in milliseconds, and the processor's share of it: on a busy machine the rest is waiting."""
    times = []
    worked = time.process_time()
    for number in range(TIMES):
        started = time.perf_counter()
        status = ask(number)
        times.append((time.perf_counter() - started) * 1000)
        assert status == wanted, (what, status)
    worked = (time.process_time() - worked) * 1000 / TIMES
    times.sort()
    return f"{what} median {statistics.median(times):.0f} ms, p95 {times[int(TIMES * 0.95)]:.0f} ms, worked {worked:.0f} ms"


def client(name: str) -> Client:
    """Return somebody signed in."""
    signed_in = Client()
    signed_in.force_login(get_user_model().objects.get(name=name))
    signed_in.post("/people/purpose/", PURPOSE)
    return signed_in


def main() -> None:
    """Measure, and leave nothing."""
    fresh()
    a_long_trail()
    setup_test_environment()
    see_a_person.LOOKS_AN_HOUR = 10**6
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT nik, name, birth_on, person_id FROM registry_membership TABLESAMPLE SYSTEM (1) WHERE nik IS NOT NULL AND name IS NOT NULL AND birth_on IS NOT NULL LIMIT 5000")  # fmt: skip
        people = random.Random(7).sample(cursor.fetchall(), TIMES)
    andi, lestari = client("andi"), client("lestari")
    said = [
        timed("search by NIK", lambda n: andi.post("/people/", {**PURPOSE, "nik": people[n][0]}).status_code, 302),
        timed("search by name and birth date", lambda n: _ok(andi.post("/people/", {**PURPOSE, "name": people[n][1], "birth": people[n][2].isoformat()}).status_code), 1),
        timed("a NIK that nobody has", lambda n: andi.post("/people/", {**PURPOSE, "nik": f"99{n:014d}"}).status_code, 200),
        timed("page of a person", lambda n: andi.get(f"/people/register/{people[n][3]}/").status_code, 200),
        timed("first page of the trail", lambda n: lestari.get("/trail/").status_code, 200),
        timed("trail by rare act", lambda n: lestari.get("/trail/?act=decree.").status_code, 200),
        timed("trail by account", lambda n: lestari.get("/trail/?actor=andi").status_code, 200),
        timed("trail of a day", lambda n: lestari.get("/trail/?since=01-11-2026&until=01-11-2026").status_code, 200),
        timed("trail deep down", lambda n: lestari.get(f"/trail/?before={1000 + n}").status_code, 200),
    ]  # fmt: skip
    sys.stdout.write("; ".join(said) + "\n")
    connections.close_all()
    embedded.stop(settings.PAYUNG_HOME)
    embedded.remove(settings.PAYUNG_HOME)


def _ok(status: int) -> int:
    return int(status in (200, 302))


if __name__ == "__main__":
    main()
