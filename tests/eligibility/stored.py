"""Lists as they stand in the database after matching, made without files: rows that are accepted, links, cover."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

from django.db import connections

from payung.access.viewer import Viewer
from payung.eligibility.models import Decision
from payung.flows import decide_a_programme, take_over_a_programme
from payung.intake.models import ListRow, Sender, SubmittedList
from payung.linkage.models import Pair
from payung.registry.models import Membership, Source
from tests.people import NOON

DAY = dt.date(2026, 3, 2)
_numbers = itertools.count(1)

PROGRAMME = """
code: rentan
name: Pekerja Rentan
kind: vulnerable
terms:
  - from: 2026-01-01
    income: 1000000
    payer: pemkab
    source: apbd
    first_month: 2026-04
    months: 9
    place: 64.74
    rank_by: [disability, listed_first]
"""


def nik_of(number: int) -> str:
    """Return a NIK of Bontang that belongs to one number."""
    return f"647401{number % 28 + 1:02d}0{number % 9 + 1}80{number:04d}"


def row(number: int, **said: object) -> dict[str, object]:
    """Return one accepted row of a man born in 1980 who lives in Api-Api and sells vegetables."""
    return {
        "nik": nik_of(number),
        "nik_digits": nik_of(number),
        "nik_state": "valid",
        "kk": f"6474010101{number:06d}",
        "name": f"ORANG KE {number}",
        "name_key": f"ORANG KE {number}",
        "birth_on": dt.date(1980, number % 9 + 1, number % 28 + 1),
        "sex": "L",
        "kelurahan_code": "64.74.01.1003",
        "kecamatan_code": "64.74.01",
        "kabupaten_code": "64.74",
        "place_state": "found",
        "occupation": "PEDAGANG SAYUR",
        "verdict": "accepted",
        "cells": [],
        **said,
    }


def stored_list(by: Viewer, rows: list[dict[str, object]], *, sender: str = "diskop", **said: object) -> SubmittedList:
    """Store a matched list of a sender with these rows."""
    whose, _ = Sender.objects.using("owner").get_or_create(
        office_id=by.office_id, code=sender, defaults={"name": sender.title(), "kind": "opd"}
    )
    accepted = sum(one["verdict"] == "accepted" for one in rows)
    stored = SubmittedList.objects.using("owner").create(
        **{
            "office_id": by.office_id,
            "sender": whose,
            "sender_code": sender,
            "kind": "proposal",
            "file_name": "usulan.xlsx",
            "content_sha256": f"{next(_numbers):064d}",
            "size": 1,
            "purpose": "usulan",
            "list_on": DAY,
            "received_at": NOON,
            "received_by_id": by.account_id,
            "state": "matched",
            "match_state": "register",
            "received": len(rows),
            "accepted": accepted,
            "verval": len(rows) - accepted,
            "returned": 0,
            "refused": 0,
            **said,
        }
    )
    ListRow.objects.using("owner").bulk_create(
        [
            ListRow(submitted_list=stored, office_id=by.office_id, sender_code=sender, sheet_no=1, row_no=place, **one)
            for place, one in enumerate(rows, 2)
        ]
    )
    return stored


def rows_of(stored: SubmittedList) -> list[ListRow]:
    return list(ListRow.objects.using("owner").filter(submitted_list=stored).order_by("row_no"))


def linked(one: ListRow, *, other_id: int, kind: str = "list", person: int | None = None) -> None:
    """Say that matching linked a row to an earlier row, or to a person of the register."""
    Pair.objects.using("owner").create(
        row=one,
        office_id=one.office_id,
        sender_code=one.sender_code,
        other_kind=kind,
        other_id=other_id,
        other_person=person,
        outcome="linked",
        rule="same_nik",
        model_version="test",
        other_class="inactive",
        identity=f"{next(_numbers):064d}",
    )


def covered(one: ListRow, *, status: str, payer: str, segment: str = "BPU", person: int = 77) -> None:
    """Say that the register knows a row's person, with this cover."""
    source, _ = Source.objects.using("owner").get_or_create(name="BPJS", defaults={"kind": "bpjs_extract", "rank": 10})
    member = Membership.objects.using("owner").create(
        source=source,
        source_key=str(next(_numbers)),
        person_id=person,
        row_hash=1,
        nik=one.nik,
        segment=segment,
        payer_kind=payer,
        status=status,
        as_of=DAY,
    )
    linked(one, other_id=member.pk, kind="register", person=person)


def set_up(by: Viewer, text: str = PROGRAMME, **said: object) -> None:
    """Take a programme over; `said` replaces or adds fields of its terms."""
    lines = [line for line in text.splitlines() if line.strip().split(":")[0] not in said]
    place = next(number for number, line in enumerate(lines) if line.strip().startswith("place:"))
    extra = [f"    {name}: {value}" for name, value in said.items() if name not in ("quota", "place")]
    if "quota" in said:
        lines += ["quota:", *(f"  - {{place: {code}, seats: {seats}}}" for code, seats in dict(said["quota"]).items())]
    lines[place + 1 : place + 1] = extra
    take_over_a_programme.run("\n".join(lines), by=by, at=NOON, really=True)


def decide(
    by: Viewer, home: Path, *, code: str = "rentan", really: bool = True, **said: object
) -> decide_a_programme.Done:
    """Run a programme over every ready list."""
    order = decide_a_programme.Order(**{"code": code, "on": DAY, "lists": None, "really": really, **said})
    return decide_a_programme.run(order, home=home, by=by, at=NOON, tell=lambda step: None)


def settle(by: Viewer, home: Path, *, outcome: str, code: str = "rentan", **said: object) -> int:
    """Decide by hand, and deal the seats out anew."""
    order = decide_a_programme.Order(code=code, on=DAY, lists=(), really=True)
    whom = {"candidates": None, "reason": None, "note": "berita acara 7", **said}
    count, _ = decide_a_programme.settle(
        order, outcome=outcome, **whom, home=home, by=by, at=NOON, tell=lambda step: None
    )
    return count


def decision_of(number: int, *, code: str = "rentan") -> Decision:
    return (
        Decision.objects.using("owner")
        .select_related("candidate")
        .get(candidate__nik=nik_of(number), candidate__programme__code=code)
    )


def everything() -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(c)::text, to_jsonb(d)::text FROM eligibility_candidate c JOIN eligibility_decision d ON d.candidate_id = c.id ORDER BY c.id"
        )
        return cursor.fetchall()


def count(statement: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
