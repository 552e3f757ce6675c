"""A request to put data right: what is wanted → what differs where (shown) → checked by a second person → written by each room → lists matched again.

A printed annex does not change: the answer says that an amendment is needed. The register changes only where the second person keeps it.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from payung.access.viewer import Viewer
from payung.audit.history import set_actor
from payung.eligibility import correcting as candidates
from payung.flows import furnished, match_a_list, personal_data
from payung.intake import correcting as rows
from payung.intake.models import ListRow, SubmittedList
from payung.intake.standing import stands
from payung.privacy import actions, queries
from payung.privacy.models import Corrected
from payung.privacy.refusals import NoSuchCase, WrongState
from payung.registry import correcting as registry
from payung.vocabulary.words import Words

#: What a correction touches, and what it leaves with the reason.
TOUCHED = {
    "rows": Words(id="baris daftar", en="rows of lists"),
    "candidates": Words(id="calon peserta", en="candidates"),
    "memberships": Words(id="kepesertaan di register", en="memberships of the register"),
}
LEFT = {
    "annex": Words(
        id="baris lampiran SK yang sudah dicetak: diperbaiki dengan SK Perubahan",
        en="lines of decrees as printed: put right by an amendment",
    ),
    "register": Words(
        id="kepesertaan di register: diteruskan ke BPJS Ketenagakerjaan",
        en="memberships of the register: passed on to BPJS Ketenagakerjaan",
    ),
    "sent": Words(
        id="nama di paket yang sudah terkirim: ikut paket berikutnya",
        en="names in packages that were sent: the next package carries the right ones",
    ),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be put right (`removed` of an erasure's plan is here `changed`), and what is left: class → how many."""

    changed: Mapping[str, int]
    left: Mapping[str, int]


def plan(case_id: int, *, by: Viewer) -> Plan:
    """Return where something would be put right, and what would be left; nothing changes.

    :raises NotAllowed: if requests are not the viewer's work. :raises NoSuchCase: if there is no such request of correction for them.
    """
    personal_data.may_plan(by)
    found = queries.detail(case_id, seen_by=by)
    if found.case.kind != "correction":
        raise NoSuchCase(case_id)
    if found.case.state in ("applied", "closed"):
        return Plan(found.case.removed, found.case.kept)
    ids = personal_data.resolve(found.case.subject_kind, found.case.subject_number or 0, office_id=by.office_id)
    may_keep = "see_register" in by.may
    there = {"rows": len(ids["rows"]), "candidates": len(ids["candidates"]), "memberships": len(ids["memberships"]) if may_keep else 0}  # fmt: skip
    return Plan({name: count for name, count in there.items() if count}, _left(ids, by))


def run(case_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> Plan:
    """Put right what a person asked for, and match their lists again. Asked again, only the matching is done again.

    :raises NotAllowed: if the viewer is no second pair of eyes. :raises NoSuchCase, WrongState: if the request does not wait for them.
    :raises MakerMayNotCheck: if they proposed it.
    """
    by.must("check_request")
    seen = queries.detail(case_id, seen_by=by)
    if seen.case.kind != "correction":
        raise NoSuchCase(case_id)
    if seen.case.state in ("open", "refused", "closed"):
        raise WrongState(seen.case.state)
    done = Plan(seen.case.removed, seen.case.kept) if seen.case.state == "applied" else _correct(case_id, by=by, at=at)
    for list_id in _lists_of(case_id):
        _match_again(list_id, home=home, by=by, at=at)
    return done


@transaction.atomic(using="owner")
def _correct(case_id: int, *, by: Viewer, at: dt.datetime) -> Plan:
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="correct_a_person")
    case = actions.to_check(case_id, by=by)
    values = dict(case.wanted.order_by("pk").values_list("field", "value"))
    ids = personal_data.resolve(case.subject_kind, case.subject_number or 0, office_id=by.office_id)
    changes = rows.correct(ids["rows"], values, by=by)
    Corrected.objects.using("owner").bulk_create(
        [
            Corrected(
                case=case,
                office_id=by.office_id,
                row_id=one.row_id,
                field=one.field,
                before=one.before,
                after=one.after,
                at=at,
            )
            for one in changes
        ]
    )
    changed = {
        "rows": len({one.row_id for one in changes}),
        "candidates": candidates.correct(ids["candidates"], values, by=by),
        "memberships": registry.correct(ids["memberships"], values, by=by) if "see_register" in by.may else 0,
    }
    changed = {name: count for name, count in changed.items() if count}
    left = _left(ids, by)
    actions.mark_applied(case, removed=changed, kept=left, leftover=(), by=by, at=at)
    return Plan(changed, left)


def _left(ids: Mapping[str, Any], by: Viewer) -> dict[str, int]:
    register = 0 if "see_register" in by.may else len(ids["memberships"])
    left = {"annex": len(ids["lines"]), "register": register, "sent": len(ids["items"])}
    return {name: count for name, count in left.items() if count}


def _lists_of(case_id: int) -> list[int]:
    row_ids = Corrected.objects.using("owner").filter(case_id=case_id).values_list("row_id", flat=True)
    lists = ListRow.objects.using("owner").filter(pk__in=list(row_ids)).values_list("submitted_list_id", flat=True)
    return sorted(set(lists))


def _match_again(list_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> None:
    """Match a list again: what a corrected row is like is no longer what it was like."""
    submitted = SubmittedList.objects.using("owner").filter(stands(), pk=list_id, kind="proposal").first()
    if submitted is None or submitted.state not in ("matched", "closed"):
        return
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=work) as folder, furnished.workshop(folder) as connection:
        match_a_list.run(connection, submitted_list=submitted, by=by, at=at)
