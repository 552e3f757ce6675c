"""A programme whose months lie ahead of today, and the people at its desk, for the pages of decrees and letters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from payung.agreements.models import Agreement, BudgetLine
from payung.audit.models import Event
from payung.enrolment import actions
from payung.enrolment.models import Decree
from payung.flows import enact_a_decree, enrol_the_answered, print_a_decree, propose_a_decree
from payung.vocabulary.month import Month
from tests import people
from tests.enrolment import programme, steps
from tests.enrolment.programme import Office, answers, decided, nik
from tests.web.browser import NARROW, WIDE, Visitor, keep_a_picture

PICTURES = Path("decrees")
#: Wati enacts what Rini proposed; Tono pays, Lestari inspects, Dkp is bound to one sender, Tamu is of Medan.
OTHERS = {"tono": "treasurer", "lestari": "inspector", "opd": "proposer"}


def a_desk(heads: int = 9, **terms: object) -> Office:
    """A programme from next month on, for nine months, with a budget line of every year and people who were decided."""
    desk = programme.office()
    first = Month.of(timezone.localdate()).plus(1)
    programme.programme(desk, **{"first_month": first.starts_on, "months": 9, **terms})
    Agreement.objects.using("owner").update(ends_on=dt.date(2199, 1, 1))
    for year in {first.year, first.plus(9).year}:
        BudgetLine.objects.using("owner").get_or_create(
            office_id=desk.rini.office_id,
            programme=desk.programme,
            fiscal_year=year,
            source="apbd",
            account="5.1.02.02.01.0080",
            defaults={"amount": 10**12},
        )
    for name, role in OTHERS.items():
        people.viewer(name, role=role)
    people.viewer("tamu", role="verifier", office="Disnaker Kota Medan")
    if heads:
        decided(desk.programme, heads)
    return desk


def proposed(desk: Office) -> int:
    return propose_a_decree.run(propose_a_decree.Order("rentan"), by=desk.rini, at=timezone.now()).decree_id


def printed(desk: Office) -> int:
    decree_id = proposed(desk)
    for shown in ("full", "last_four"):
        order = print_a_decree.Order(decree_id, settings.PAYUNG_HOME, nik_shown=shown)
        print_a_decree.run(order, by=desk.rini, at=timezone.now())
    return decree_id


def initialled(desk: Office) -> int:
    decree_id = proposed(desk)
    actions.freeze(decree_id=decree_id, by=desk.rini, at=timezone.now())
    actions.initial(decree_id=decree_id, initials="Kabid HI", by=desk.rini, at=timezone.now())
    return decree_id


def enacted(desk: Office) -> int:
    decree_id = initialled(desk)
    deed = steps.deed(decided_on=timezone.localdate())
    enact_a_decree.run(decree_id, deed, scan=None, home=Path(settings.PAYUNG_HOME), by=desk.wati, at=timezone.now())
    return decree_id


def with_members(desk: Office) -> int:
    """A decree of which BPJS took two people and refused a third."""
    decree_id = enacted(desk)
    said = {nik(1): ("yes", "11111111111"), nik(2): ("yes", None), nik(3): ("no", None)}
    answers(desk, decree_id, said)
    enrol_the_answered.of_decree(decree_id=decree_id, by=desk.rini, at=timezone.now())
    return decree_id


def deed_typed(**more: str) -> dict[str, str]:
    """What a person types to enact."""
    return {
        "number": "188/1/2026",
        "decided_on": timezone.localdate().isoformat(),
        "signer_name": "Nama Contoh",
        "signer_title": "Wali Kota Bontang",
        "acting": "",
        **more,
    }


def state(decree_id: int) -> str:
    """Return the state of a decree."""
    return Decree.objects.using("owner").get(pk=decree_id).state


def told(action: str) -> list[dict]:
    """Return what the trail says of an act, in its order."""
    return list(Event.objects.using("owner").filter(action=action).order_by("pk").values_list("detail", flat=True))


def looks_at_both_sizes(visitor: Visitor, name: str) -> None:
    """See that a page has no barrier, and keep pictures of it."""
    visitor.finds_no_barrier_at_either_width()
    for size, called in ((NARROW, "narrow"), (WIDE, "wide")):
        visitor.page.set_viewport_size(size)
        keep_a_picture(visitor.page, PICTURES, f"{name}-{called}")
