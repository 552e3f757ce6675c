"""A request to be forgotten: everything found → weighed (shown) → erased in one transaction, checked by a second person → files gone.

What money and its proof rest on stays and is named. Killed in the middle, either nothing happened, or the rows are gone and the case
knows which files are still to go: run again, it ends in the same state.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit.history import set_actor
from payung.exchanges.models import AnswerFile, Package
from payung.fieldwork.models import Finding, Sighting
from payung.flows import personal_data, send_a_package
from payung.intake import actions as intake
from payung.intake import files
from payung.intake.models import SubmittedList
from payung.privacy import actions, queries
from payung.privacy.models import Case
from payung.privacy.queries import CaseSeen
from payung.privacy.refusals import NoSuchCase, WrongState


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go and what would stay: class → how many; `is_bound` where a decree names the person."""

    removed: Mapping[str, int]
    kept: Mapping[str, int]
    is_bound: bool


def plan(case_id: int, *, home: Path, by: Viewer) -> Plan:
    """Return what an erasure would take and what it would leave; nothing changes.

    :raises NotAllowed: if requests are not the viewer's work. :raises NoSuchCase: if there is no such request of erasure for them.
    """
    personal_data.may_plan(by)
    case = queries.case(case_id, seen_by=by)
    if case.kind != "erasure":
        raise NoSuchCase(case_id)
    if case.state in ("applied", "closed"):
        return Plan(case.removed, case.kept, is_bound="annex" in case.kept)
    ids = _found(case, by)
    removed = personal_data.counted(personal_data.parts(ids), ids)
    if paths := _files(ids, home):
        removed["files"] = len(paths)
    return Plan(removed, personal_data.counted(personal_data.KEPT, ids), personal_data.is_bound(ids))


def run(case_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> Plan:
    """Erase what may go. Asked again, it removes the files that a crash left, and changes nothing else.

    :raises NotAllowed: if the viewer is no second pair of eyes. :raises NoSuchCase, WrongState: if the request does not wait for them.
    :raises MakerMayNotCheck: if they proposed it.
    """
    by.must("check_request")
    if queries.case(case_id, seen_by=by).kind != "erasure":
        raise NoSuchCase(case_id)
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="erase_a_person")
        done = _erased_before(case_id, by) or _erase(case_id, home=home, by=by, at=at)
    # Files last: what a crash leaves here stands in the case, under names that tell nobody anything.
    found = Case.objects.using("owner").get(pk=case_id)
    for path in found.leftover:
        _remove(home / path)
    gone = [path for path in found.leftover if not (home / path).exists()]
    actions.forget_leftover(case_id, paths=gone, by=by)
    return done


def _erased_before(case_id: int, by: Viewer) -> Plan | None:
    found = actions.held(case_id, by=by, kinds=("erasure",))
    if found.state in ("open", "refused", "closed"):
        raise WrongState(found.state)
    return Plan(found.removed, found.kept, is_bound="annex" in found.kept) if found.state == "applied" else None


def _erase(case_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> Plan:
    case = actions.to_check(case_id, by=by)
    _hold(by.office_id)
    ids = personal_data.resolve(case.subject_kind, case.subject_number or 0, office_id=by.office_id)
    what = personal_data.parts(ids)
    removed, kept = personal_data.counted(what, ids), personal_data.counted(personal_data.KEPT, ids)
    # Which photos there are is known from the rows that are about to forget them.
    paths = _files(ids, home)
    with connections["owner"].cursor() as cursor:
        for part in what.values():
            for statement in part.erases:
                cursor.execute(statement, ids)
    for list_id in ids["lists"]:
        intake.balance(list_id)
    if paths:
        removed["files"] = len(paths)
    actions.mark_applied(case, removed=removed, kept=kept, leftover=paths, by=by, at=at)
    return Plan(removed, kept, personal_data.is_bound(ids))


def _hold(office_id: int) -> None:
    """Wait for whoever decides a programme or takes a report over: what they read before would come back after the erasure."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM agreements_programme WHERE office_id = %s ORDER BY id FOR UPDATE", [office_id])
        cursor.execute("SELECT 1 FROM registry_source ORDER BY id FOR UPDATE")
        cursor.execute("SELECT 1 FROM intake_list WHERE office_id = %s ORDER BY id FOR UPDATE", [office_id])


def _found(case: CaseSeen, by: Viewer) -> dict[str, Any]:
    return personal_data.resolve(case.subject_kind, case.subject_number or 0, office_id=by.office_id)


def _files(ids: Mapping[str, Any], home: Path) -> list[str]:
    """Return the files that go, by their place under the home: photos, copies that can be written again, lists that prove nothing."""
    findings = Finding.objects.using("owner").exclude(photo_sha256="")
    photos = set(findings.filter(row_id__in=ids["rows"]).values_list("photo_sha256", flat=True))
    # One photo may show a whole family: it goes with the last of them.
    photos -= set(findings.exclude(row_id__in=ids["rows"]).filter(photo_sha256__in=photos).values_list("photo_sha256", flat=True))  # fmt: skip
    seen = Sighting.objects.using("owner").exclude(photo_sha256="")
    photos |= set(seen.filter(line_id__in=ids["lines"]).values_list("photo_sha256", flat=True))
    photos -= set(seen.exclude(line_id__in=ids["lines"]).filter(photo_sha256__in=photos).values_list("photo_sha256", flat=True))  # fmt: skip
    free = [] if personal_data.is_bound(ids) else [one for one in ids["lists"] if one not in ids["bound_lists"]]
    received = SubmittedList.objects.using("owner").filter(pk__in=free).values_list("content_sha256", flat=True)
    elsewhere = SubmittedList.objects.using("owner").exclude(pk__in=free).filter(content_sha256__in=received)
    contents = photos | (set(received) - set(elsewhere.values_list("content_sha256", flat=True)))
    contents -= set(AnswerFile.objects.using("owner").filter(file_sha256__in=contents).values_list("file_sha256", flat=True))  # fmt: skip
    paths = [files.place_of(home, one) for one in contents]
    paths += [files.place_of_returned(home, one) for one in ids["lists"]]
    for package in Package.objects.using("owner").select_related("programme").filter(pk__in=ids["packages"]):
        paths += send_a_package.files_of(package, folder=home / "outgoing" / str(ids["office"]))
    return sorted(str(path.relative_to(home)) for path in paths if path.exists())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
