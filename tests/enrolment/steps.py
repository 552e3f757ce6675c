"""The steps of a decree as tests take them."""

from __future__ import annotations

import datetime as dt

from payung.enrolment import actions, enacting, proposing
from payung.enrolment.deeds import Deed
from payung.enrolment.enacting import Enacted
from payung.enrolment.proposing import Order, Proposal
from tests.enrolment.programme import NOON, Office

LATER = NOON + dt.timedelta(days=10)
SIGNED = dt.date(2026, 3, 12)


def deed(number: str = "188/1/2026", **more: object) -> Deed:
    return Deed(
        **{
            "number": number,
            "decided_on": SIGNED,
            "signer_name": "Nama Contoh",
            "signer_title": "Wali Kota Bontang",
            **more,
        }
    )


def proposed(desk: Office, **more: object) -> Proposal:
    return proposing.propose(Order(programme=desk.programme.code, **more), by=desk.rini, at=NOON)


def initialled(desk: Office, **more: object) -> Proposal:
    done = proposed(desk, **more)
    to_initials(desk, done.decree_id)
    return done


def to_initials(desk: Office, decree_id: int) -> None:
    actions.freeze(decree_id=decree_id, by=desk.rini, at=NOON)
    actions.initial(decree_id=decree_id, initials="Kabid HI", by=desk.rini, at=NOON)


def enacted(desk: Office, number: str = "188/1/2026", **more: object) -> tuple[Proposal, Enacted]:
    done = initialled(desk, **more)
    return done, sign(desk, done.decree_id, number)


def sign(desk: Office, decree_id: int, number: str = "188/1/2026", **more: object) -> Enacted:
    return enacting.enact(decree_id=decree_id, deed=deed(number, **more), billed_until={}, by=desk.wati, at=LATER)
