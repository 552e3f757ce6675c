"""Enrol, bill and pay one month for so many people, on an installation of its own: `python -m benchmarks.money 34782`."""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HEADS = int(sys.argv[1]) if len(sys.argv) > 1 else 34_782
os.environ["PAYUNG_HOME"] = str(
    Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.gettempdir()) / f"payung-money-{HEADS}"
)
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from tests.contributions import city as cities  # noqa: E402
from tests.contributions.city import FEB, JAN, Programmed  # noqa: E402
from tests.people import NOON  # noqa: E402

from payung.contributions import actions, bulk, payments, protection  # noqa: E402
from payung.contributions.payments import Paid  # noqa: E402
from payung.enrolment import bulk as answering  # noqa: E402
from payung.enrolment import seats  # noqa: E402
from payung.enrolment.models import Decree  # noqa: E402
from payung.gateways import embedded  # noqa: E402

ASKED = {34_782: "≤ 5 s", 1_000_000: "≤ 60 s"}
TICKS = os.sysconf("SC_CLK_TCK")
LATER = dt.datetime(2026, 12, 1, 12, 0, tzinfo=dt.UTC)


def backend() -> Path:
    """Return where the system tells about the server process that works for us."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path("/proc") / str(cursor.fetchone()[0])


def cpu(process: Path) -> float:
    """Return the seconds of work of this process and of its server process."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICKS


def peak(process: Path) -> float:
    """Return the most memory that both have held, in MB (the server's counts the buffers that it shares)."""
    held = next(line for line in (process / "status").read_text().splitlines() if line.startswith("VmHWM"))
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + int(held.split()[1])) / 1024


@contextmanager
def measured(table: Table, work: str, total: list[float]) -> Iterator[None]:
    """Add the time of a block to the table."""
    server = backend()
    wall, before = time.monotonic(), cpu(server)
    yield
    took = time.monotonic() - wall
    total.append(took)
    table.add_row(work, f"{took:.1f}", f"{cpu(server) - before:.1f}", f"{peak(server):.0f}", "")


def answer(city: Programmed, decree: Decree) -> None:
    """Put a yes of BPJS for everybody whom the decree adds, as `payung bpjs answer` leaves it behind."""
    said = {
        "office": city.rini.office_id,
        "programme": city.programme.pk,
        "decree": decree.pk,
        "about": f"decree:{decree.pk}",
        "heads": HEADS,
        "by": city.rini.account_id,
        "at": NOON,
        "on": NOON.date(),
    }
    with connections["owner"].cursor() as cursor:
        for statement in ANSWERED:
            cursor.execute(statement, said)


ANSWERED = (
    """
    INSERT INTO exchanges_package (office_id, programme_id, purpose, number, about, content_sha256, wadah, letter_number, made_at, made_by_id,
        sent, yes, no, unanswered)
    VALUES (%(office)s, %(programme)s, 'bpjs_enrolment', 1, %(about)s, repeat('0', 64), '', '', %(at)s, %(by)s, %(heads)s, %(heads)s, 0, 0)
    """,
    """
    INSERT INTO exchanges_item (package_id, office_id, seq, candidate_id, person_id, nik, name, code, reason, kpj, answered_on)
    SELECT p.id, r.office_id, row_number() OVER (ORDER BY r.id), r.candidate_id, r.person_id, r.nik, r.name, 'yes', '', 'KPJ' || r.id, %(on)s
    FROM enrolment_decree_row r JOIN exchanges_package p ON p.about = %(about)s WHERE r.decree_id = %(decree)s
    """,
    "ANALYZE exchanges_package; ANALYZE exchanges_item",
)


def main() -> None:
    home = settings.PAYUNG_HOME
    embedded.remove(home)
    shutil.rmtree(home, ignore_errors=True)
    embedded.start(home)
    call_command("migrate", database="owner", verbosity=0)
    city = Programmed()
    line = city.line(100_000_000_000)
    cities.FILL = cities.FILL[:-1]
    city.seats(HEADS, JAN, FEB, reserve=line, amount=HEADS * 16_800)
    table = Table(
        "Work", "Wall s", "CPU s", "Peak MB", "Asked", title=f"One month of {HEADS:,} people".replace(",", ".")
    )
    total: list[float] = []
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    decree = Decree.objects.using("owner").get()
    with measured(table, "enrol", total), transaction.atomic(using="owner"):
        seats.give(decree)
    answer(city, decree)
    with measured(table, "(BPJS's answers)", []):
        answering.take_answers(decree_id=decree.pk, by=city.rini, at=NOON)
    with measured(table, "bill", total):
        [made] = bulk.make_bill(
            programme_id=city.programme.pk, first_month=JAN, end_month=FEB, by=city.rini, at=NOON
        ).bills
    with measured(table, "issue", total):
        bill = actions.issue(bill_id=made.bill_id, kode_iuran="632309048826", by=city.rini, at=NOON)
    with measured(table, "pay", total):
        paper = Paid("900/1/2026", FEB, "632309048826", JAN, FEB, bill.heads, bill.amount)
        entered = payments.record(paid=paper, by=city.tono, at=LATER)
    table.add_row("enrol, bill, pay", f"{sum(total):.1f}", "", "", ASKED.get(HEADS, ""))
    with measured(table, "who is protected", total):
        standings = protection.standings(on=JAN, seen_by=city.rini)
    with measured(table, "who lapses", total):
        [lapse] = protection.lapses(on=dt.date(2026, 1, 20), seen_by=city.rini)
    assert entered.is_settled
    assert standings.people["active"] == lapse.people == HEADS
    assert bill.amount == HEADS * 16_800
    Console(width=100).print(table)
    connections.close_all()
    embedded.remove(home)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
