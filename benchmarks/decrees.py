"""How long a decree takes: proposed, frozen, enacted, answered, for 34,782 people or as many as are named.

PAYUNG_HOME=$(mktemp -d) PYTHONPATH=src:. python benchmarks/decrees.py 34782 1000000
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from tests.enrolment import programme  # noqa: E402

from payung.enrolment import actions, bulk, queries  # noqa: E402
from payung.enrolment.deeds import Deed  # noqa: E402
from payung.enrolment.proposing import Order  # noqa: E402
from payung.flows import enact_a_decree, print_a_decree, propose_a_decree  # noqa: E402
from payung.gateways import embedded  # noqa: E402

NOON = programme.NOON
LATER = NOON + dt.timedelta(days=10)
KELURAHAN = tuple(f"64.74.0{1 + one % 3}.10{one:02d}" for one in range(1, 16))
# Printed papers are measured on their own (benchmarks/papers.py); a million is no annex.
PRINTED = int(os.environ.get("PRINTED", "100000"))


def busy() -> float:
    """Return the processor seconds of this process and of the database's process that works for it (Linux)."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        words = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def timed(what: str, act: Callable[[], object]) -> object:
    start, worked = time.perf_counter(), busy()
    done = act()
    wall, cpu = time.perf_counter() - start, busy() - worked
    print(f"  {what:<28}{wall:8.2f} s, {cpu:8.2f} s of one processor", flush=True)  # noqa: T201 (a benchmark speaks)
    return done


def run(office: programme.Office, people: int, first: int) -> None:
    """Measure one decree of so many people."""
    made = programme.programme(office, code=f"p{people}")
    programme.decided(made, people, first=first, kelurahan=KELURAHAN)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{people:,} people")  # noqa: T201
    home = Path(settings.PAYUNG_HOME)
    draft = timed("propose", lambda: propose_a_decree.run(Order(made.code), by=office.rini, at=NOON))
    assert draft.heads == people
    timed("freeze (hash and code)", lambda: actions.freeze(decree_id=draft.decree_id, by=office.rini, at=NOON))
    actions.initial(decree_id=draft.decree_id, initials="Kabid", by=office.rini, at=NOON)
    if people <= PRINTED:
        order = print_a_decree.Order(draft.decree_id, home)
        timed("print (PDF, XLSX, DOCX)", lambda: print_a_decree.run(order, by=office.rini, at=NOON))
    deed = Deed(f"188/{people}", dt.date(2026, 3, 12), "Nama", "Wali Kota Bontang")
    enact = lambda: enact_a_decree.run(draft.decree_id, deed, scan=None, home=home, by=office.wati, at=LATER)  # noqa: E731
    assert timed("enact (seats)", enact).seats_given == people
    answered(office, made, draft.decree_id)
    timed("take the answers", lambda: bulk.take_answers(decree_id=draft.decree_id, by=office.rini, at=LATER))
    timed("recap by kelurahan", lambda: queries.decree_by_place(draft.decree_id, seen_by=office.wati))


def answered(office: programme.Office, made: object, decree_id: int) -> None:
    """Enter a package in which BPJS says yes to 99 of 100."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchanges_package (office_id, programme_id, purpose, number, about, content_sha256, wadah, letter_number, made_at,"
            " made_by_id, sent, yes, no, unanswered) VALUES (%s, %s, 'bpjs_enrolment', 1, %s, '0', '', '', now(), %s, 0, 0, 0, 0)"
            " RETURNING id",
            [office.rini.office_id, made.pk, f"decree:{decree_id}", office.rini.account_id],
        )
        cursor.execute(
            "INSERT INTO exchanges_item (package_id, office_id, seq, candidate_id, person_id, nik, name, code, reason, kpj, answered_on)"
            " SELECT %s, office_id, row_number() OVER (), candidate_id, person_id, nik, name, CASE WHEN id %% 100 = 0 THEN 'no' ELSE 'yes' END, '',"
            " 'K' || id, '2026-03-20' FROM enrolment_decree_row WHERE decree_id = %s",
            [cursor.fetchone()[0], decree_id],
        )
        cursor.execute("ANALYZE exchanges_item")


def main() -> None:
    if settings.PAYUNG_EMBEDDED:
        embedded.start(settings.PAYUNG_HOME)
    call_command("migrate", database="owner", verbosity=0)
    office = programme.office()
    first = 1
    for people in [int(word) for word in sys.argv[1:]] or [34_782]:
        run(office, people, first)
        first += people


if __name__ == "__main__":
    main()
