"""Load a register of any size, then match one list against it, cold and warm, on an installation of its own."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import time
from pathlib import Path

HOME, ROWS, LIST_ROWS = sys.argv[1:4]
os.environ["PAYUNG_HOME"] = str(Path(HOME) / f"installation-{ROWS}")
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks import row_by_row  # noqa: E402
from payung.access import actions as access  # noqa: E402
from payung.access import queries  # noqa: E402
from payung.demo.big_lists import write_list_against  # noqa: E402
from payung.demo.making import make_world  # noqa: E402
from payung.demo.places import load_places  # noqa: E402
from payung.demo.register import write_register  # noqa: E402
from payung.demo.scene import BONTANG  # noqa: E402
from payung.flows import load_a_register, match_a_list, receive_a_list, set_up_an_office  # noqa: E402
from payung.gateways import columns, embedded  # noqa: E402
from payung.intake import queries as lists  # noqa: E402

DAY = dt.date(2023, 10, 1)
PASSWORD = "kapal-nelayan-biru"


def world(folder: Path) -> tuple[Path, Path]:
    """Write register and list once; return both."""
    register, target = folder / f"register-{ROWS}.parquet", folder / f"list-{LIST_ROWS}-against-{ROWS}.csv"
    truth = folder / f"truth-{ROWS}"
    if not target.exists():
        made = make_world(BONTANG.scaled(2000), load_places(), folder / "city")
        truth.mkdir(exist_ok=True)
        write_register(register, int(ROWS), made.city, truth)
        write_list_against(target, int(LIST_ROWS), truth, BONTANG, load_places())
    return register, target


def fresh() -> None:
    """Make an empty installation of a branch."""
    home = settings.PAYUNG_HOME
    embedded.remove(home)
    shutil.rmtree(home, ignore_errors=True)
    embedded.start(home)
    call_command("migrate", database="owner", verbosity=0)
    plan = set_up_an_office.read_plan(
        {
            "office": {"name": "Cabang", "kind": "branch", "kabupaten": "64.74"},
            "accounts": [{"name": "andi", "full_name": "Andi", "role": "branch_officer"}],
            "senders": [{"code": "opd", "name": "OPD", "kind": "opd"}],
        }
    )
    set_up_an_office.apply(plan, passwords={"andi": PASSWORD}, at=timezone.now())


def load(register: Path) -> float:
    """Load the register; return the seconds."""
    now = timezone.now()
    viewer = queries.viewer_of(access.sign_in(name="andi", password=PASSWORD, at=now), on=now)
    started = time.monotonic()
    order = load_a_register.Order(file=register, as_of=DAY, source="BPJS", really=True)
    load_a_register.run(order, home=settings.PAYUNG_HOME, by=viewer, at=now, tell=lambda step: None)
    return time.monotonic() - started


def match(target: Path) -> str:
    """Receive the list once, then match it again cold and warm; return the line of the table."""
    home, now = settings.PAYUNG_HOME, timezone.now()
    embedded.start(home)
    viewer = queries.viewer_of(access.sign_in(name="andi", password=PASSWORD, at=now), on=now)
    order = receive_a_list.Order(file=target, sender="opd", purpose="bench", list_on=DAY, accept_columns=True)
    started = time.monotonic()
    done = receive_a_list.run(order, home=home, by=viewer, at=now, tell=lambda step: None)
    received = time.monotonic() - started
    submitted = lists.submitted_list(done.receipt.list_id, seen_by=viewer)
    times = []
    for is_cold in (True, False):
        if is_cold:
            # Stop the server and drop the page cache where we may (root); elsewhere only the server's own cache is cold.
            connections.close_all()
            embedded.stop(home)
            drop = Path("/proc/sys/vm/drop_caches")
            if os.access(drop, os.W_OK):
                drop.write_text("3")
            embedded.start(home)
        started = time.monotonic()
        with columns.workshop(str(home / "work"), memory="1GB") as connection:
            match_a_list.run(connection, submitted_list=submitted, by=viewer, at=now)
        times.append(time.monotonic() - started)
    received_rows = submitted.received or 1
    searched, looked_up = (way(submitted.pk, received_rows) for way in (row_by_row.by_search, row_by_row.by_index))
    witness = "; ".join(
        f"row by row {how} {one.whole:.0f} s ({one.whole / times[1]:.0f} x warm; extrapolated from {one.timed} rows)"
        for how, one in (("as peers search", searched), ("with a name index", looked_up))
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('registry_membership') / 1000000")
        size = cursor.fetchone()[0]
    return f"{size} MB; list in all {received:.1f} s; match cold {times[0]:.1f} s, warm {times[1]:.1f} s; {witness}"


def main() -> None:
    """Do it all and leave nothing; `load` alone leaves the installation, `match` alone uses it as it stands."""
    parts = sys.argv[4:] or ["load", "match", "remove"]
    register, target = world(Path(HOME))
    told = []
    if "load" in parts:
        fresh()
        told.append(f"load {load(register):.0f} s")
    if "match" in parts:
        told.append(match(target))
    sys.stdout.write("; ".join(told) + "\n")
    connections.close_all()
    embedded.stop(settings.PAYUNG_HOME)
    if "remove" in parts:
        embedded.remove(settings.PAYUNG_HOME)


if __name__ == "__main__":
    main()
