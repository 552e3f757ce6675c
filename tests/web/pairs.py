"""Doubtful pairs of a stored list, as matching leaves them: a typo in the name, a digit of the NIK, another birth day."""

from __future__ import annotations

import itertools

from payung.access.viewer import Viewer
from payung.linkage.models import Pair
from tests.eligibility.stored import row, rows_of, stored_list

_numbers = itertools.count(1)
EVIDENCE = {"identity": "near_birth", "naming": "typo", "house": "home"}


# A list of fewer than ten different names is never compared with the register.
NAMES = (
    "AMINAH",
    "BUDIARTI",
    "CAHYANI",
    "DEWI",
    "FITRIANI",
    "GAYATRI",
    "HALIMAH",
    "KARTINI",
    "LESTARI",
    "MARYAM",
    "PUSPITA",
    "RAHMAWATI",
)


def name_of(number: int) -> str:
    """Return one of the names, in turn."""
    return NAMES[number % len(NAMES)]


def queue(by: Viewer, count: int, *, first: int = 1, second_looks: int = 0, sender: str = "diskop") -> list[Pair]:
    """Store a list of so many rows that wait, each with one pair; the first pairs are due for a second look."""
    rows = [
        row(number, verdict="verval", name=f"SITI {name_of(number)} {number}", name_skeleton=name_of(number))
        for number in range(first, first + count)
    ]
    stored = stored_list(by, rows, sender=sender)
    return [
        Pair.objects.using("owner").create(
            row=one,
            office_id=one.office_id,
            sender_code=one.sender_code,
            other_kind="register",
            other_id=1000 + next(_numbers),
            other_person=place,
            outcome="review",
            rule="near",
            weight=5.0 - place / 100,
            evidence=EVIDENCE,
            model_version="people-1 2026-03-01",
            other_class="inactive",
            other_name=f"SITI {name_of(first + place)} {first + place} BINTI",
            other_nik_masked=f"{one.nik[:14]}××",
            other_birth="05-05-1980",
            other_place=one.kelurahan_code,
            identity=f"{'7' if place < second_looks else 'a'}{one.pk:063d}",
        )
        for place, one in enumerate(rows_of(stored))
    ]
