"""Named people and accounts that many tests share."""

from __future__ import annotations

import datetime as dt

from payung.access import actions as access
from payung.access import queries
from payung.access.viewer import Viewer
from payung.intake import actions as intake

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
PASSWORD = "kapal-nelayan-biru"


def viewer(
    name: str, *, role: str, office: str = "Disnaker Kota Bontang", kind: str = "pemda", senders: tuple[str, ...] = ()
) -> Viewer:
    """Open an account in an office of Bontang and return it at work."""
    place = access.open_office(name=office, kind=kind, kabupaten_code="64.74", at=NOON)
    access.open_account(
        name=name, full_name=name.title(), office=place, role=role, password=PASSWORD, at=NOON, senders=senders
    )
    return queries.viewer_of(access.sign_in(name=name, password=PASSWORD, at=NOON), on=NOON)


def sender(code: str, *, office_id: int, kind: str = "opd") -> str:
    """Enter who sends lists."""
    intake.open_sender(code=code, name=code.title(), kind=kind, office_id=office_id, at=NOON)
    return code
