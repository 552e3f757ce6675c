"""Enact a decree in the browser: number, day, signer, scan; everything that is wrong at once; enacted once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payung.access.viewer import Viewer
from payung.enrolment import enacting, queries, reading
from payung.enrolment.deeds import Deed
from payung.flows.draft_a_decree import ruler_of
from payung.intake.files import NoRoom
from payung.letters import signers
from payung.vocabulary.words import Words
from payung.web import asking, decree_page, orders, scans
from payung.web.dates import NotADay, day_of
from payung.web.decree_acts import whole_office
from payung.web.decree_words import ACTING

#: How many seats that stand in the way are shown by name; enacting names some of them again and counts the rest.
SHOWN = 20
NO_DAY = Words(id="Tanggal SK kosong.", en="The decree has no day.")
DISK = Words(id="Disk penuh: pindaian tidak disimpan.", en="The disk is full: the scan was not kept.")


def _keep_scan(request: HttpRequest) -> None:
    """Put a scan that came with the form into its other fields, so that it waits with them."""
    scan, _ = _scan(request, asking.viewer(request))
    if scan:
        typed = request.POST.copy()
        typed["ticket"] = scans.ticket(scan, asking.viewer(request))
        request.POST = typed  # type: ignore[assignment]


@asking.door("enact_decree")
@asking.recently(keep=_keep_scan)
def enact(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Show what enacting needs and would do; sent, look at the deed and ask for it to be done."""
    who = whole_office(request, "enact_decree")
    one = queries.decree(decree_id, seen_by=who)
    wrong: list[Words] = []
    scan = ""
    if request.method == "POST":
        deed, wrong = _deed(request)
        scan, no_scan = _scan(request, who)
        wrong += no_scan
        if deed is not None:
            wrong += enacting.problems(decree_id=decree_id, deed=deed, by=who, at=asking.now())
            if not wrong:
                signing = signers.Signing(deed.signer_title, deed.signer_name)
                order = _order(decree_id, deed, signers.note(signing, by=who, at=asking.now()), scan)
                return orders.ask(who, "enact_decree", about=one.title, order=order)
    typed = request.POST or {"signer_title": ruler_of(who).title}
    in_the_way = queries.who_already_has_a_seat(decree_id, seen_by=who) if one.state != "enacted" else []
    shown = {
        **decree_page.summary(one, {}),
        "typed": typed,
        "wrong": wrong,
        "acting": ACTING,
        "base": reading.base_problems(decree_id, on=asking.today(), seen_by=who),
        "in_the_way": in_the_way[:SHOWN],
        "more_in_the_way": len(in_the_way) - SHOWN,
        "is_own": one.proposed_by_id == who.account_id,
        "ticket": scans.ticket(scan, who) if scan else "",
    }
    return render(request, "payung/decrees/enact.html", shown, status=400 if wrong else 200)


def _deed(request: HttpRequest) -> tuple[Deed | None, list[Words]]:
    """Return what was typed as a deed, and the days that are none."""
    wrong: list[Words] = []
    days = {}
    for name in ("decided_on", "acting_from", "acting_until"):
        try:
            days[name] = day_of(request.POST.get(name, ""))
        except NotADay as none:
            wrong.append(none.words)
    if not wrong and days["decided_on"] is None:
        wrong.append(NO_DAY)
    if wrong:
        return None, wrong
    texts = {
        name: " ".join(request.POST.get(name, "").split())
        for name in ("number", "signer_name", "signer_title", "acting")
    }
    return Deed(**texts, **days), []


def _scan(request: HttpRequest, who: Viewer) -> tuple[str, list[Words]]:
    """Return the hash of the scan that came with the form, or with an earlier try of it."""
    upload = request.FILES.get("scan")
    if upload is None:
        return scans.of_ticket(request.POST.get("ticket", ""), who), []
    try:
        return scans.keep(upload), []
    except scans.NotAScan as none:
        return "", [none.words]
    except NoRoom:
        return "", [DISK]


def _order(decree_id: int, deed: Deed, signer: int, scan: str) -> dict[str, Any]:
    return {
        "decree_id": decree_id,
        "number": deed.number,
        "decided_on": deed.decided_on.isoformat(),
        "signer": signer,
        "acting": deed.acting,
        "acting_from": deed.acting_from.isoformat() if deed.acting_from else None,
        "acting_until": deed.acting_until.isoformat() if deed.acting_until else None,
        "scan": scan,
    }


urlpatterns = [path("<int:decree_id>/enact/", enact, name="decree_enact")]
