"""A list of three rows as its tables hold it, two of one person, without the work of receiving it."""

from __future__ import annotations

import datetime as dt

from payung.access.viewer import Viewer
from payung.intake.models import ListRow, Sender, SubmittedList
from payung.vocabulary import one_person
from tests.people import NOON

NIKS = ("6474011201630001", "6474011201630001", "6474011202650002")


def a_list(by: Viewer) -> int:
    """Enter the list and return the number of its first row."""
    sender = Sender.objects.using("owner").get(office_id=by.office_id, code="diskop")
    counts = {"received": 3, "accepted": 1, "verval": 2, "returned": 0, "refused": 0}
    submitted = SubmittedList.objects.using("owner").create(
        office_id=by.office_id,
        sender=sender,
        sender_code=sender.code,
        kind="proposal",
        file_name="usulan.xlsx",
        content_sha256="a" * 64,
        size=1,
        purpose="usulan 2026",
        list_on=dt.date(2026, 3, 1),
        received_at=NOON,
        received_by_id=by.account_id,
        state="judged",
        **counts,
    )
    rows = [
        ListRow(
            submitted_list=submitted,
            office_id=by.office_id,
            sender_code=sender.code,
            sheet_no=1,
            row_no=place,
            cells=[str(place), nik, "Siti Aminah"],
            nik=nik,
            nik_digits=nik,
            nik_state="ok",
            place_state="ok",
            kelurahan_code="64.74.02.1003",
            address="Jl. Mawar",
            verdict="verval" if place < 3 else "accepted",
            **one_person.columns({"name": "SITI AMINAH", "birth_on": "1963-01-12", "sex": "L"}, {"nik": nik}),
        )
        for place, nik in enumerate(NIKS, 1)
    ]
    ListRow.objects.using("owner").bulk_create(rows)
    return ListRow.objects.using("owner").earliest("pk").pk
