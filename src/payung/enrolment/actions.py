"""The life of a decree between its proposal and its day: print, initial, take back, withdraw; and what every step shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import connections, transaction

from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.enrolment import annex, money
from payung.enrolment.annex import OPEN
from payung.enrolment.codes import check_code
from payung.enrolment.models import Decree, DecreePaper
from payung.enrolment.refusals import CannotEnact, NoSuchDecree, WrongState
from payung.vocabulary.words import Words


@transaction.atomic(using="owner")
def freeze(*, decree_id: int, by: Viewer, at: dt.datetime) -> Decree:
    """Freeze the annex of a draft for printing, and give it the code that stands on every page.

    Printing again changes nothing: the same version, the same code. A missing legal base does not stop printing (the
    paper circulates while the regulation is on its way); it stops enacting.

    :raises WrongState: if the decree was withdrawn.
    """
    may(by, "propose_decree", act="print_decree")
    decree = held(decree_id, by=by)
    if decree.state in ("printed", "initialled", "enacted"):
        return decree
    must_be(decree, "draft")
    decree.content_sha256 = annex.content_sha256(decree)
    decree.check_code = check_code(decree.content_sha256)
    decree.state, decree.printed_at = "printed", at
    decree.save(using="owner")
    record("decree.printed", decree, by=by, at=at, version=decree.version, code=decree.check_code)
    return decree


@transaction.atomic(using="owner")
def keep_papers(*, decree: Decree, papers: Mapping[str, str], by: Viewer, at: dt.datetime) -> None:
    """Keep the hashes of the files that were written for a version (name → SHA-256 in hex); known ones stay."""
    may(by, "propose_decree", act="keep_papers")
    DecreePaper.objects.using("owner").bulk_create(
        [
            DecreePaper(
                decree=decree,
                office_id=decree.office_id,
                version=decree.version,
                file_name=name,
                content_sha256=content,
                made_at=at,
            )
            for name, content in sorted(papers.items())
        ],
        ignore_conflicts=True,
    )


@transaction.atomic(using="owner")
def initial(*, decree_id: int, initials: str, by: Viewer, at: dt.datetime) -> Decree:
    """Note that the printed annex carries its initials (paraf); `initials` says whose. Noted again, nothing changes.

    :raises WrongState: if the decree is not printed.
    """
    by.must("see_decree")
    may(by, "propose_decree" if "propose_decree" in by.may else "enact_decree", act="initial_decree")
    decree = held(decree_id, by=by)
    if decree.state == "initialled" and decree.initials == initials.strip():
        return decree
    must_be(decree, "printed", "initialled")
    decree.state, decree.initials, decree.initialled_at = "initialled", initials.strip(), at
    decree.save(using="owner")
    record("decree.initialled", decree, by=by, at=at, initials=decree.initials)
    return decree


@transaction.atomic(using="owner")
def take_back(*, decree_id: int, reason: str, by: Viewer, at: dt.datetime) -> Decree:
    """Take a printed or initialled decree back to draft: its code is void from now on, and its version grows.

    :raises WrongState: if it is neither printed nor initialled.
    """
    may(by, "propose_decree", act="take_back_decree")
    decree = held(decree_id, by=by)
    must_be(decree, "printed", "initialled")
    void = decree.check_code
    decree.state, decree.check_code, decree.content_sha256 = "draft", "", ""
    decree.initials, decree.initialled_at, decree.printed_at = "", None, None
    decree.version += 1
    decree.save(using="owner")
    record("decree.taken_back", decree, by=by, at=at, purpose=reason, void_code=void, version=decree.version)
    return decree


@transaction.atomic(using="owner")
def withdraw(*, decree_id: int, reason: str, by: Viewer, at: dt.datetime) -> int:
    """Withdraw a decree that is not enacted and release its money; return how much, in whole rupiah.

    :raises WrongState: if it is enacted, or withdrawn already.
    """
    may(by, "propose_decree" if "propose_decree" in by.may else "enact_decree", act="withdraw_decree")
    decree = held(decree_id, by=by)
    must_be(decree, *OPEN)
    released = money.give_up(decree, by=by, at=at)
    decree.state, decree.withdrawn_at, decree.withdraw_reason = "withdrawn", at, reason.strip()
    decree.save(using="owner")
    record("decree.withdrawn", decree, by=by, at=at, purpose=reason, released=released)
    return released


@transaction.atomic(using="owner")
def attach_scan(*, decree_id: int, scan_sha256: str, by: Viewer, at: dt.datetime) -> None:
    """Keep the hash of the signed decree's scan, where it came after enacting; the same scan twice changes nothing.

    :raises WrongState: if the decree is not enacted. :raises CannotEnact: if it has another scan already.
    """
    may(by, "enact_decree", act="attach_scan")
    decree = held(decree_id, by=by)
    must_be(decree, "enacted")
    if decree.scan_sha256 == scan_sha256:
        return
    if decree.scan_sha256:
        raise CannotEnact(Words(id="SK ini sudah memiliki pindaian.", en="This decree has its scan already."))
    decree.scan_sha256 = scan_sha256
    decree.save(using="owner")
    record("decree.scan_kept", decree, by=by, at=at, scan=scan_sha256)


def hold_seats(programme_id: int) -> None:
    """Hold the seats of a programme until the caller's transaction ends; whoever changes or bills seats calls it first."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM agreements_programme WHERE id = %s FOR NO KEY UPDATE", [programme_id])


def held(decree_id: int, *, by: Viewer) -> Decree:
    """Return a decree of the viewer's office under lock, with the seats of its programme.

    :raises NoSuchDecree: if the office has none of this number.
    """
    found = Decree.objects.using("owner").filter(pk=decree_id, office_id=by.office_id)
    programme_id = found.values_list("programme_id", flat=True).first()
    if programme_id is None:
        raise NoSuchDecree(decree_id)
    # Always the programme first, then the decree, then budget lines: two of them never wait for each other.
    hold_seats(programme_id)
    return found.select_for_update(of=("self",)).select_related("terms", "programme").get()


def may(by: Viewer, right: str, *, act: str) -> None:
    """Name the actor of the transaction, or refuse: a decree is the whole office's, so an account bound to senders has none.

    :raises NotAllowed: if the viewer lacks the right, or sees some senders only.
    """
    by.must(right)
    if by.senders:
        raise NotAllowed(right)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act=act)


def must_be(decree: Decree, *states: str) -> None:
    """Refuse a step in the wrong order.

    :raises WrongState: if the decree is in none of these states.
    """
    if decree.state not in states:
        raise WrongState(decree.pk, decree.state, states)


def record(action: str, decree: Decree, *, by: Viewer, at: dt.datetime, purpose: str = "", **detail: object) -> None:
    """Leave the event of a decree in the trail."""
    audit.record(
        action,
        by=by.name,
        by_id=by.account_id,
        about=f"decree:{decree.pk}",
        at=at,
        purpose=purpose,
        using="owner",
        **detail,
    )
