"""The steps of a decree that need no form of their own: print, draw again, initial, take back, withdraw, write letters, late scan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from payung.access.viewer import NotAllowed, Viewer
from payung.enrolment import actions, queries
from payung.enrolment.refusals import NoSuchDecree
from payung.flows import enact_a_decree
from payung.flows.words_of_papers import DECREE_REFUSALS, of_decree
from payung.vocabulary.words import Words
from payung.web import asking, orders, scans
from payung.web.dates import NotADay, day_of
from payung.web.language import rupiah, said

NO_REASON = Words(id="Sebutkan sebabnya: dicatat di jejak.", en="State the reason: it stands in the trail.")
NO_INITIALS = Words(id="Sebutkan siapa yang memaraf.", en="State whose initials they are.")
NO_FILE = Words(id="Pilih berkas pindaiannya.", en="Choose the file of the scan.")


def whole_office(request: HttpRequest, right: str) -> Viewer:
    """Return who asks, or refuse: a decree is the whole office's, so an account bound to some senders changes none.

    :raises NotAllowed: if the account sees some senders only.
    """
    who = asking.viewer(request)
    if who.senders:
        raise NotAllowed(right)
    return who


def tell(request: HttpRequest, *wrong: Words) -> None:
    """Say what was wrong on the next page."""
    for words in wrong:
        messages.error(request, said(words), extra_tags="bad")


def done(request: HttpRequest, act: Callable[[], Words]) -> bool:
    """Make one change and say on the next page what came of it; a decree that is not there is no message but a 404."""
    try:
        words = act()
    except NoSuchDecree:
        raise
    except DECREE_REFUSALS as refused:
        tell(request, *of_decree(refused))
        return False
    messages.success(request, said(words), extra_tags="good")
    return True


@require_POST
@asking.door("propose_decree")
def print_annex(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Ask for the annex to be frozen and printed."""
    who = whole_office(request, "propose_decree")
    one = queries.decree(decree_id, seen_by=who)
    return orders.ask(who, "print_decree", about=one.title, order={"decree_id": decree_id})


@require_POST
@asking.door("propose_decree")
def again(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Ask for a draft to be drawn anew from today's decisions."""
    who = whole_office(request, "propose_decree")
    one = queries.decree(decree_id, seen_by=who)
    return orders.ask(who, "propose_decree", about=one.title, order={"again": decree_id, "lines": {}})


@require_POST
@asking.door("propose_decree", "enact_decree")
def initial(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Note whose initials the printed annex carries."""
    who, initials = whole_office(request, "propose_decree"), request.POST.get("initials", "").strip()
    queries.decree(decree_id, seen_by=who)

    def act() -> Words:
        actions.initial(decree_id=decree_id, initials=initials, by=who, at=asking.now())
        return Words(id="Paraf dicatat.", en="The initials are noted.")

    if initials:
        done(request, act)
    else:
        tell(request, NO_INITIALS)
    return redirect("decree", decree_id)


@require_POST
@asking.door("propose_decree")
def take_back(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Make a printed decree a draft again."""
    who = whole_office(request, "propose_decree")

    def act(reason: str) -> Words:
        taken = actions.take_back(decree_id=decree_id, reason=reason, by=who, at=asking.now())
        return Words(
            id=f"SK {decree_id} kembali menjadi konsep, versi {taken.version}; kode lama batal.",
            en=f"Decree {decree_id} is a draft again, version {taken.version}; the old code is void.",
        )

    return _with_a_reason(request, decree_id, who, act)


@require_POST
@asking.door("propose_decree", "enact_decree")
def withdraw(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Withdraw a decree that is not enacted, and release its money."""
    who = whole_office(request, "propose_decree")

    def act(reason: str) -> Words:
        released = rupiah(actions.withdraw(decree_id=decree_id, reason=reason, by=who, at=asking.now()))
        return Words(
            id=f"SK {decree_id} ditarik; {released} dilepas.",
            en=f"Decree {decree_id} is withdrawn; {released} released.",
        )

    return _with_a_reason(request, decree_id, who, act)


def _with_a_reason(request: HttpRequest, decree_id: int, who: Viewer, act: Callable[[str], Words]) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    queries.decree(decree_id, seen_by=who)
    if reason:
        done(request, lambda: act(reason))
    else:
        tell(request, NO_REASON)
    return redirect("decree", decree_id)


@require_POST
@asking.door("enact_decree")
def late_scan(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Keep the scan of a decree whose paper came back after it was enacted."""
    who = whole_office(request, "enact_decree")
    queries.decree(decree_id, seen_by=who)
    upload = request.FILES.get("scan")
    if upload is None:
        tell(request, NO_FILE)
        return redirect("decree", decree_id)
    try:
        scan = scans.looked_at(upload)
    except scans.NotAScan as none:
        tell(request, none.words)
        return redirect("decree", decree_id)

    def act() -> Words:
        enact_a_decree.attach_scan(decree_id, scan, home=settings.PAYUNG_HOME, by=who, at=asking.now())
        return Words(id="Pindaian disimpan.", en="The scan is kept.")

    done(request, act)
    return redirect("decree", decree_id)


@require_POST
@asking.door("write_letter")
def write(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Ask for the announcements and card receipts of a decree."""
    who = whole_office(request, "write_letter")
    one = queries.decree(decree_id, seen_by=who)
    try:
        until = day_of(request.POST.get("until", ""))
    except NotADay as wrong:
        tell(request, wrong.words)
        return redirect("decree", decree_id)
    order = {
        "decree_id": decree_id,
        "until": _iso(until),
        "kelurahan": request.POST.get("kelurahan") or None,
    }
    return orders.ask(who, "write_letters", about=one.title, order=order)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


urlpatterns = [
    path("<int:decree_id>/print/", print_annex, name="decree_print"),
    path("<int:decree_id>/again/", again, name="decree_again"),
    path("<int:decree_id>/initial/", initial, name="decree_initial"),
    path("<int:decree_id>/take-back/", take_back, name="decree_take_back"),
    path("<int:decree_id>/withdraw/", withdraw, name="decree_withdraw"),
    path("<int:decree_id>/late-scan/", late_scan, name="decree_late_scan"),
    path("<int:decree_id>/letters/", write, name="decree_letters"),
]
