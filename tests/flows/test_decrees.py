"""A decree from proposal to cover as flows: rehearsed, printed, billed in between, killed in the middle."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction
from pypdf import PdfReader

from payung.agreements.models import BudgetLine, Terms
from payung.audit.models import Event
from payung.contributions import pricing
from payung.contributions.models import Bill, BillLine
from payung.enrolment import prices
from payung.enrolment.amending import Removal
from payung.enrolment.models import Decree, DecreePaper, Enrolment
from payung.enrolment.proposing import Order
from payung.enrolment.refusals import AlreadyEnacted, BilledMeanwhile, MissingLegalBase
from payung.flows import amend_a_decree, enact_a_decree, enrol_the_answered, print_a_decree, propose_a_decree
from payung.gateways.columns import address
from tests import people
from tests.enrolment import programme, steps
from tests.enrolment.programme import MAY, NOON, Office, answers, decided, nik

EARLY = dt.datetime(2026, 4, 10, 5, tzinfo=dt.UTC)


@pytest.fixture
def desk(database: None) -> Office:
    office = programme.office()
    programme.programme(office)
    decided(office.programme, 9)
    return office


def test_a_rehearsal_says_all_and_leaves_nothing(desk: Office, tmp_path: Path) -> None:
    shown = propose_a_decree.rehearse(Order("rentan"), by=desk.rini, at=NOON)
    assert (shown.heads, Decree.objects.using("owner").count(), Event.objects.using("owner").filter(action="decree.proposed").count()) == (9, 0, 0)  # fmt: skip
    done = propose_a_decree.run(Order("rentan"), by=desk.rini, at=NOON)
    steps.to_initials(desk, done.decree_id)

    would = enact_a_decree.rehearse(done.decree_id, steps.deed(), by=desk.wati, at=steps.LATER)

    assert (would.seats_given, Enrolment.objects.using("owner").count()) == (9, 0)
    assert Decree.objects.using("owner").get().state == "initialled"


def test_the_annex_is_printed_by_kelurahan_and_again_the_same(desk: Office, tmp_path: Path) -> None:
    done = propose_a_decree.run(Order("rentan"), by=desk.rini, at=NOON)
    order = print_a_decree.Order(done.decree_id, tmp_path)

    printed = print_a_decree.run(order, by=desk.rini, at=NOON)
    again = print_a_decree.run(order, by=desk.rini, at=steps.LATER)

    assert printed.files == again.files
    assert printed.heads == 9
    names = [name for name, _ in printed.files]
    assert sum(name.startswith("lampiran-64") for name in names) == 3
    assert {"lampiran.xlsx", "lampiran-00-rekap.pdf", "konsep-sk.docx"} <= set(names)
    for name in names:
        if name.startswith("lampiran-64"):
            pages = PdfReader(printed.folder / name).pages
            assert all(printed.check_code in page.extract_text() for page in pages)
    assert DecreePaper.objects.using("owner").count() == len(names)


def test_a_scan_is_kept_by_its_content_and_may_come_later(desk: Office, tmp_path: Path) -> None:
    done = propose_a_decree.run(Order("rentan"), by=desk.rini, at=NOON)
    steps.to_initials(desk, done.decree_id)
    enact_a_decree.run(done.decree_id, steps.deed(), scan=None, home=tmp_path, by=desk.wati, at=steps.LATER)
    scan = tmp_path / "sk.pdf"
    scan.write_bytes(b"%PDF-1.7 sk")

    content = enact_a_decree.attach_scan(done.decree_id, scan, home=tmp_path, by=desk.wati, at=steps.LATER)

    assert Decree.objects.using("owner").get().scan_sha256 == content
    assert (tmp_path / "files" / content[:2] / content).read_bytes() == b"%PDF-1.7 sk"


def test_a_replacement_after_the_bill_and_a_bill_after_the_replacement(desk: Office, tmp_path: Path) -> None:
    decided(desk.programme, 9, first=100, has_seat=False)
    done, _ = steps.enacted(desk)
    seat = Enrolment.objects.using("owner").get(decree_row__nik=nik(1))
    bill(desk, seat, MAY)

    change = amend_a_decree.run(done.decree_id, [Removal(nik(1), "died"), Removal(nik(2), "died")], fill="kelurahan", by=desk.rini, at=EARLY)  # fmt: skip

    starts = {
        row.nik: row.from_month for row in Decree.objects.using("owner").get(amends__isnull=False).annex.using("owner").filter(change="remove")
    }  # fmt: skip
    assert starts == {nik(1): dt.date(2026, 6, 1), nik(2): MAY}
    steps.to_initials(desk, change.proposal.decree_id)
    bill(desk, Enrolment.objects.using("owner").get(decree_row__nik=nik(2)), MAY)
    with pytest.raises(BilledMeanwhile):
        enact_a_decree.run(
            change.proposal.decree_id, steps.deed("188/2/2026"), scan=None, home=tmp_path, by=desk.wati, at=EARLY
        )


def test_answers_of_a_package_become_seats(desk: Office) -> None:
    done, _ = steps.enacted(desk)
    answers(desk, done.decree_id, {nik(1): ("yes", "KPJ1"), nik(2): ("no", None)})

    found = enrol_the_answered.run(package_id=1, by=desk.rini, at=NOON)

    assert (found.member, found.rejected, found.waiting) == (1, 1, 7)
    assert amend_a_decree.answered_no(done.decree_id, by=desk.rini) == [Removal(nik(2), "answered_no")]
    stranger = people.viewer("togar", role="verifier", office="Disnaker Kota Medan")
    with pytest.raises(enrol_the_answered.NotAnEnrolment):
        enrol_the_answered.run(package_id=1, by=stranger, at=NOON)


def bill(desk: Office, seat: Enrolment, month: dt.date) -> None:
    line = BudgetLine.objects.using("owner").get(fiscal_year=2026)
    made = Bill.objects.using("owner").create(
        office_id=desk.rini.office_id,
        programme=desk.programme,
        budget_line=line,
        first_month=month,
        end_month=month + dt.timedelta(days=31),
        heads=1,
        person_months=1,
        jkk=10_000,
        jkm=6_800,
        jht=0,
        amount=16_800,
        content_sha256="0" * 64,
        due_on=month,
        weakest="law",
        made_at=NOON,
        made_by_id=desk.rini.account_id,
    )
    BillLine.objects.using("owner").create(
        bill=made,
        office_id=desk.rini.office_id,
        sender_code="diskop",
        enrolment=seat,
        person_id=seat.person_id,
        month=month,
        jkk=10_000,
        jkm=6_800,
        jht=0,
    )


_CHILD = """
import datetime as dt, os, sys
from pathlib import Path
import django
django.setup()
from payung.access.viewer import ROLES, Viewer
from payung.enrolment.proposing import Order
from payung.flows import enact_a_decree, print_a_decree, propose_a_decree
from tests.enrolment import steps
from tests.enrolment.programme import NOON
role, account, office, step, home = sys.argv[1:]
by = Viewer(int(account), role, int(office), "64.74", ROLES[role])
if step == "propose":
    propose_a_decree.run(Order("rentan"), by=by, at=NOON)
elif step == "print":
    print_a_decree.run(print_a_decree.Order(1, Path(home)), by=by, at=NOON)
else:
    enact_a_decree.run(1, steps.deed(), scan=None, home=Path(home), by=by, at=steps.LATER)
"""


def child(desk: Office, step: str, home: Path) -> subprocess.Popen:
    who, role = (desk.wati, "section_head") if step == "enact" else (desk.rini, "verifier")
    said = {
        **os.environ,
        "DATABASE_URL": address(settings.DATABASES["owner"]),
        "DATABASE_APP_URL": address(settings.DATABASES["default"]),
        "PYTHONPATH": os.pathsep.join(["src", str(Path(__file__).parents[2])]),
    }
    words = [sys.executable, "-c", _CHILD, role, str(who.account_id), str(who.office_id), step, str(home)]
    home.mkdir(parents=True, exist_ok=True)
    with (home.parent / "stderr.txt").open("wb") as told:
        return subprocess.Popen(words, env=said, cwd=Path(__file__).parents[2], stderr=told)


def kill_while(work: subprocess.Popen, reached: object) -> None:
    """Kill a process as soon as it got somewhere; it must not have ended by itself."""
    for _ in range(600):
        if reached():
            break
        assert work.poll() is None
        time.sleep(0.1)
    work.send_signal(signal.SIGKILL)
    work.wait()
    assert work.returncode == -signal.SIGKILL


def a_lock_is_waited_for() -> bool:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def test_a_proposal_killed_at_the_budget_leaves_nothing_and_goes_through_again(desk: Office, tmp_path: Path) -> None:
    with transaction.atomic(using="owner"):
        list(BudgetLine.objects.using("owner").select_for_update())
        kill_while(child(desk, "propose", tmp_path), a_lock_is_waited_for)

    assert not Decree.objects.using("owner").exists()
    done = propose_a_decree.run(Order("rentan"), by=desk.rini, at=NOON)
    assert (done.heads, BudgetLine.objects.using("owner").get(fiscal_year=2026).reserved) == (9, 9 * 9 * 16_800)


def test_an_enactment_killed_at_its_last_step_gives_no_seat_and_goes_through_again(
    desk: Office, tmp_path: Path
) -> None:
    steps.initialled(desk)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("LOCK TABLE audit_event IN EXCLUSIVE MODE")
        kill_while(child(desk, "enact", tmp_path), a_lock_is_waited_for)

    assert not Enrolment.objects.using("owner").exists()
    work = child(desk, "enact", tmp_path)
    assert work.wait() == 0, (tmp_path.parent / "stderr.txt").read_text()
    assert Enrolment.objects.using("owner").count() == 9
    with pytest.raises(AlreadyEnacted):
        enact_a_decree.run(1, steps.deed(), scan=None, home=tmp_path, by=desk.wati, at=steps.LATER)


def test_a_print_killed_in_the_middle_prints_the_same_files_again(desk: Office, tmp_path: Path) -> None:
    decided(desk.programme, 600, first=1000)
    propose_a_decree.run(Order("rentan"), by=desk.rini, at=NOON)
    kill_while(child(desk, "print", tmp_path / "a"), lambda: any((tmp_path / "a").rglob("*.pdf")))

    again = print_a_decree.run(print_a_decree.Order(1, tmp_path / "a"), by=desk.rini, at=NOON)
    apart = print_a_decree.run(print_a_decree.Order(1, tmp_path / "b"), by=desk.rini, at=NOON)

    assert again.files == apart.files
    assert {path.name for path in again.folder.iterdir() if not path.name.startswith(".")} == {
        name for name, _ in again.files
    }
    assert Event.objects.using("owner").filter(action="decree.printed").count() == 1


def test_a_missing_base_is_told_by_the_flow_and_changes_nothing(desk: Office, tmp_path: Path) -> None:
    done = steps.initialled(desk)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE agreements_terms SET agreement_id = NULL")

    with pytest.raises(MissingLegalBase):
        enact_a_decree.run(done.decree_id, steps.deed(), scan=None, home=tmp_path, by=desk.wati, at=steps.LATER)


@pytest.mark.parametrize(
    ("payer", "source", "ruling"),
    [
        ("pemkab", "apbd", "none"),
        ("desa", "apbd", "none"),
        ("csr", "csr", "entitled"),
        ("sponsor", "hibah", "excluded"),
    ],
)
def test_what_is_set_aside_is_what_will_be_billed(payer: str, source: str, ruling: str) -> None:
    terms = Terms(income=1_000_000, payer=payer, source=source, ruling=ruling, schemes=["jkk", "jkm"])
    said = prices.price_list(terms, dt.date(2026, 1, 1), dt.date(2027, 7, 1))

    billed = [pricing.price(one.month, one.relief, None, pricing.Bought.under(terms)) for one in said]

    assert [(one.jkk, one.jkm, one.jht) for one in said] == [(one.jkk, one.jkm, one.jht) for one in billed]
