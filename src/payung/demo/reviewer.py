"""A careful verifier for the demo: answers only what was put to a person, as somebody who has asked the family would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from rapidfuzz import fuzz

from payung.access.viewer import Viewer
from payung.demo.truth import LISTS_FILE, PEOPLE_FILE
from payung.intake import actions as intake
from payung.intake import queries as lists
from payung.intake.queries import Receipt
from payung.linkage import actions as linkage

# Two spellings of one name are that much alike; brothers and twins are not.
SAME_NAME = 75
ALL = 1_000_000
REASON = "demo: ditanyakan kepada keluarga dan kelurahan"


@dataclass(frozen=True, slots=True)
class Known:
    """What is true about the person of a row."""

    person_id: int
    nik: str
    name: str
    born_on: dt.date
    is_eligible: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the reviewer did: rows accepted, rows refused with a signature, rows left waiting."""

    accepted: int
    refused: int
    waiting: int


Rows = dict[tuple[str, int, int], Known]


def rows_of_truth(truth: Path) -> Rows:
    """Return who really stands on each row: (file, sheet_no, row_no) -> person."""
    wanted = ["person_id", "nik", "name", "born_on", "eligible"]
    people = {
        person["person_id"]: Known(
            person["person_id"], person["nik"], person["name"], person["born_on"], person["eligible"]
        )
        for person in pq.read_table(truth / PEOPLE_FILE, columns=wanted).to_pylist()
    }
    rows = pq.read_table(truth / LISTS_FILE, columns=["file", "sheet_no", "row_no", "person_id"]).to_pylist()
    return {(row["file"], row["sheet_no"], row["row_no"]): people[row["person_id"]] for row in rows}


def is_same(known: Known, name: str | None, birth: str | None) -> bool:
    """Whether the other side of a pair, as a reviewer sees it, is this person."""
    if birth and birth != f"{known.born_on:%d-%m-%Y}":
        return False
    return fuzz.ratio(known.name, (name or "").upper()) >= SAME_NAME


def answer_pairs(receipts: Sequence[Receipt], truth: Path, *, by: Viewer, at: dt.datetime) -> int:
    """Answer every open pair of these lists, and return how many; what it changes is another step (`flows.act_on_answers`)."""
    rows = rows_of_truth(truth)
    names = {receipt.list_id: receipt.file_name for receipt in receipts}
    answered = 0
    while taken := linkage.take(limit=linkage.MOST_TAKEN, by=by, at=at):
        for pair in taken:
            known = rows[names[pair.row.submitted_list_id], pair.row.sheet_no, pair.row.row_no]
            same = is_same(known, pair.other_name, pair.other_birth)
            linkage.answer(pair_id=pair.pk, answer="same" if same else "different", by=by, at=at, note=REASON)
        answered += len(taken)
    return answered


def review(receipts: Sequence[Receipt], truth: Path, *, by: Viewer, at: dt.datetime) -> Reviewed:
    """Accept, refuse or leave each row that waits."""
    rows = rows_of_truth(truth)
    accepted = refused = left = 0
    for receipt in receipts:
        yes, no, rest = _judged(receipt, rows, by)
        submitted = lists.submitted_list(receipt.list_id, seen_by=by)
        if yes:
            accepted += intake.accept_rows(submitted_list=submitted, rows=yes, reason=REASON, by=by, at=at)
        if no:
            refused += intake.sign_refusals(submitted_list=submitted, rows=no, reason=REASON, by=by, at=at)
        left += rest
    return Reviewed(accepted, refused, left)


def _judged(receipt: Receipt, rows: Rows, by: Viewer) -> tuple[list[int], list[int], int]:
    """Return the waiting rows of a list to accept and to refuse, and how many must wait for the sender."""
    yes: list[int] = []
    no: list[int] = []
    waiting = lists.rows(receipt.list_id, seen_by=by, verdict="verval", limit=ALL)
    for row in waiting:
        known = rows[receipt.file_name, row.sheet_no, row.row_no]
        is_proposed_refusal = any(reason.weight == "refuse" for reason in row.reasons.all())
        if known.is_eligible and row.nik == known.nik and not is_proposed_refusal:
            yes.append(row.pk)
        elif is_proposed_refusal:
            no.append(row.pk)
    return yes, no, len(waiting) - len(yes) - len(no)
