"""The monthly "masih ada?" as the verifier sees it: who is asked where, how far each kelurahan is, what was reported and follows."""

from __future__ import annotations

import datetime as dt
import urllib.parse
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from payung.access.viewer import Viewer
from payung.enrolment.refusals import NoSuchDecree
from payung.fieldwork import actions, monthly, queries
from payung.fieldwork.actions import Given, Task
from payung.fieldwork.sightings import MonthErrand
from payung.flows import ask_who_is_still_here
from payung.flows.ask_who_is_still_here import PlaceMonth
from payung.flows.words_of_papers import DECREE_REFUSALS, of_decree
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.wilayah.codes import name_with_kecamatan
from payung.vocabulary.words import Words
from payung.web import asking, orders
from payung.web.decree_acts import tell, whole_office
from payung.web.decree_words import FILLS
from payung.web.field_words import STILL_HERE, part_of
from payung.web.language import day, number, t
from payung.web.language import month as month_said
from payung.web.typed import whole, wholes

#: What waits for a verifier is shown so many at a time; the others follow once these are settled.
SHOWN = 50
DAYS = 14
NOBODY_CHOSEN = Words(
    id="Pilih laporannya, dan dari mana penggantinya.", en="Choose the reports, and where replacements come from."
)
NOBODY_LEFT = Words(
    id="Tidak ada yang disusun: yang dipilih sudah ada di kertas lain, atau tidak dilaporkan keluar.",
    en="Nothing was drafted: whom you chose is on another paper already, or was not reported as gone.",
)


@asking.door("review")
def index(request: HttpRequest) -> HttpResponse:
    """Show how far each kelurahan is in a month, its operators, and whom to remind; give a place to an operator."""
    who = whole_office(request, "review")
    month = _month(request)
    typed = {name: request.POST.get(name, "").strip() for name in ("kelurahan", "rw", "rt", "holder")}
    typed["days"] = request.POST.get("days", str(DAYS)).strip()
    errors: list[str] = []
    if request.method == "POST":
        errors, given = _give(typed, month, who)
        if given is not None:
            return _told(request, given)
    places = ask_who_is_still_here.standing(month, seen_by=who)
    shown = {
        **_months(month),
        "places": [(one, name_with_kecamatan(one.kelurahan_code)) for one in places],
        "errands": [_running(one, place) for place in places for one in place.errands],
        "before": _asked_before(month, who),
        "sums": {
            "covered": sum(one.covered for one in places),
            "answered": sum(one.said.answered for one in places),
            "open": sum(one.open for one in places),
        },
        "everybody": _to_everybody(month, places),
        "reports": ask_who_is_still_here.count_reports(seen_by=who),
        "typed": typed,
        "errors": errors,
        "now": asking.now(),
    }
    return render(request, "payung/field/still_here.html", shown, status=422 if errors else 200)


def _month(request: HttpRequest) -> dt.date:
    """Return the month that an address or a form names; this month where it names none."""
    try:
        return Month.parse(request.POST.get("month") or request.GET.get("month", "")).starts_on
    except NotAMonth:
        return Month.of(asking.today()).starts_on


def _months(month: dt.date) -> dict[str, object]:
    this = Month.of(month)
    return {"month": month, "earlier": this.plus(-1).starts_on, "later": this.plus(1).starts_on}


def _give(typed: dict[str, str], month: dt.date, who: Viewer) -> tuple[list[str], Given | None]:
    """Give a place to an operator, or say all that is wrong with it."""
    errors = []
    if not typed["holder"]:
        errors.append(t("Isi nama petugas.", "Name the operator."))
    if not typed["kelurahan"]:
        errors.append(t("Pilih kelurahan.", "Choose a kelurahan."))
    if not 1 <= (whole(typed["days"], digits=3) or 0) <= actions.LONGEST_DAYS:
        longest = actions.LONGEST_DAYS
        errors.append(t(f"Lama tugas 1 sampai {longest} hari.", f"An errand lasts 1 to {longest} days."))
    if errors:
        return errors, None
    task = Task(typed["kelurahan"], typed["holder"], int(typed["days"]), month, typed["rw"], typed["rt"])
    try:
        return [], monthly.give(task, by=who, at=asking.now())
    except actions.NotAKelurahan:
        said = t("Kelurahan itu tidak ada di kabupaten/kota Anda.", "There is no such kelurahan in your region.")
    except monthly.NotAPart:
        said = t(
            "RW dan RT berupa angka; RT disebut bersama RW-nya.", "RW and RT are numbers; an RT is named with its RW."
        )
    except monthly.AlreadyGiven:
        said = t(
            "Tempat ini sudah ada petugasnya untuk bulan itu. Tautannya hilang? Buka petugasnya, lalu beri tautan baru.",
            "This place has its operator for that month. Was the link lost? Open the operator and give a new link.",
        )
    return [said], None


def _told(request: HttpRequest, given: Given) -> HttpResponse:
    """Show what is told once: the link, and a message to paste; the code goes another way."""
    errand = queries.errand(given.errand_id, seen_by=asking.viewer(request))
    assert errand.month is not None, "a monthly errand has its month"
    link = request.build_absolute_uri(reverse("errand_code", args=[given.token]))
    where = name_with_kecamatan(errand.kelurahan_code) + part_of(errand.rw, errand.rt)
    text = t(
        f"Yth. {errand.holder}, mohon periksa apakah peserta BPJS Ketenagakerjaan di {where} masih ada untuk bulan {month_said(errand.month)}, paling lambat {day(errand.ends_at)}: {link} — kode akses kami sampaikan terpisah.",
        f"Dear {errand.holder}, please check whether the members of {where} are still there for {month_said(errand.month)}, by {day(errand.ends_at)}: {link} — the code comes separately.",
    )
    shown = {
        "given": given,
        "errand": errand,
        "text": text,
        "whatsapp": _whatsapp(text),
        "back": _address(errand.month),
    }
    return render(request, "payung/field/given.html", shown)


def _running(one: MonthErrand, place: PlaceMonth) -> dict[str, object]:
    """Return an operator with the words that remind them; no name of a member leaves the site this way."""
    where = name_with_kecamatan(one.kelurahan_code) + part_of(one.rw, one.rt)
    text = t(
        f"Yth. {one.holder}, masih ada peserta {where} yang belum dijawab pada “Masih ada?” (kelurahan ini: {number(place.open)} orang). Mohon diselesaikan paling lambat {day(one.ends_at)} lewat tautan yang kami kirim; bila hilang, mintalah tautan baru. Terima kasih.",
        f"Dear {one.holder}, members of {where} are not answered for yet (this kelurahan: {number(place.open)}). Please finish by {day(one.ends_at)} with the link that we sent; if it is lost, ask for a new one. Thank you.",
    )
    over = one.ended_at is not None or one.ends_at <= asking.now()
    return {"one": one, "where": where, "over": over, "open": place.open, "text": text, "whatsapp": _whatsapp(text)}


def _to_everybody(month: dt.date, places: Sequence[PlaceMonth]) -> str:
    """Return a message to a group: how far each kelurahan is, the ones with most open first."""
    asked = [one for one in places if one.errands]
    lines = [
        f"{name_with_kecamatan(one.kelurahan_code)}: {number(one.said.answered)}/{number(one.covered)}"
        for one in asked
        if one.open
    ]
    if not lines:
        return ""
    head = t(
        f"“Masih ada?” {month_said(month)}, yang sudah dijawab:", f"“Still here?” {month_said(month)}, answered so far:"
    )
    return "\n".join(
        [
            head,
            *lines,
            t("Mohon yang lain segera diselesaikan. Terima kasih.", "Please finish the others soon. Thank you."),
        ]
    )


def _asked_before(month: dt.date, who: Viewer) -> list[dict[str, str]]:
    """Return last time's operators whose place nobody has this month: one click gives it to them again."""
    return [
        {
            "code": one.kelurahan_code,
            "rw": one.rw,
            "rt": one.rt,
            "holder": one.holder,
            "where": name_with_kecamatan(one.kelurahan_code) + part_of(one.rw, one.rt),
        }
        for one in ask_who_is_still_here.not_asked(month, seen_by=who)
    ]


@asking.door("review")
def show(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Show one operator of a month and the newest answers."""
    who = whole_office(request, "review")
    errand = _monthly(errand_id, who)
    found = ask_who_is_still_here.through(errand_id, seen_by=who, limit=200)
    shown = {
        "errand": errand,
        "where": name_with_kecamatan(errand.kelurahan_code) + part_of(errand.rw, errand.rt),
        "found": [(one, t(*STILL_HERE[one.sighting.answer])) for one in found],
        "back": _address(errand.month),
        "days": DAYS,
        "is_over": errand.ended_at is not None or errand.ends_at <= asking.now(),
    }
    return render(request, "payung/field/still_here_errand.html", shown)


@require_POST
@asking.door("review")
def renew(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Give the operator a new link and code; the old ones open nothing any longer."""
    who = whole_office(request, "review")
    _monthly(errand_id, who)
    return _told(request, actions.renew(errand_id=errand_id, days=DAYS, by=who, at=asking.now()))


@require_POST
@asking.door("review")
def end(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Shut the operator's link."""
    who = whole_office(request, "review")
    _monthly(errand_id, who)
    actions.end(errand_id=errand_id, by=who, at=asking.now())
    messages.success(request, t("Tautan ditutup.", "The link is shut."), extra_tags="good")
    return redirect("still_here_errand", errand_id)


def _monthly(errand_id: int, who: Viewer) -> queries.ErrandSeen:
    """Return an errand about members.

    :raises NoSuchErrand: if there is none for the viewer, or it is about rows of lists.
    """
    found = queries.errand(errand_id, seen_by=who)
    if found.month is None:
        raise queries.NoSuchErrand(errand_id)
    return found


@asking.door("review")
def reports(request: HttpRequest) -> HttpResponse:
    """Show what operators reported: who left, decree by decree, ready to be replaced; what is to be corrected."""
    who = whole_office(request, "review")
    count = ask_who_is_still_here.count_reports(seen_by=who)
    found = ask_who_is_still_here.reports(seen_by=who, limit=SHOWN) if count else []
    return render(request, "payung/field/reports.html", _reported(found, count, who))


def _reported(shown: Sequence[ask_who_is_still_here.Report], count: int, who: Viewer) -> dict[str, object]:
    decrees: dict[int, list[dict[str, object]]] = {}
    for one in shown:
        if one.may_be_replaced:
            decrees.setdefault(one.line.decree_id, []).append(_report(one))
    return {
        "decrees": [(rows[0]["decree"], decree_id, rows) for decree_id, rows in decrees.items()],
        "drafted": [
            _report(one) for one in shown if one.line.paper_id is not None and one.sighting.answer != "corrected"
        ],
        "corrections": [_report(one) for one in shown if one.sighting.answer == "corrected"],
        "count": count,
        "more": max(count - SHOWN, 0),
        "fills": FILLS,
        "may_propose": "propose_decree" in who.may,
    }


def _report(one: ask_who_is_still_here.Report) -> dict[str, object]:
    said = one.sighting
    return {
        "id": said.pk,
        "name": one.line.name,
        "nik_end": one.line.nik_end,
        "place": name_with_kecamatan(one.line.kelurahan_code),
        "decree": one.line.decree,
        "paper": one.line.paper_id,
        "answer": t(*STILL_HERE[said.answer]),
        "note": said.note,
        "has_photo": bool(said.photo_sha256),
        "holder": said.errand.holder,
        "month": said.month,
        "found_at": said.found_at,
    }


@require_POST
@asking.door("propose_decree")
def replace(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Ask for the paper that replaces whom the chosen reports name: an amendment, a decision or minutes, as the programme says."""
    who, fill = whole_office(request, "propose_decree"), request.POST.get("fill", "")
    chosen = _chosen(request)
    if not chosen or fill not in FILLS:
        tell(request, NOBODY_CHOSEN)
        return redirect("still_here_reports")
    try:
        lines = ask_who_is_still_here.proposal(decree_id, chosen, by=who, at=asking.now())
    except NoSuchDecree:
        raise
    except DECREE_REFUSALS as refused:
        tell(request, *of_decree(refused))
        return redirect("still_here_reports")
    if not lines:
        tell(request, NOBODY_LEFT)
        return redirect("still_here_reports")
    order = {"decree_id": decree_id, "lines": [list(one) for one in lines], "answered_no": False, "fill": fill}
    return orders.ask(who, "amend_decree", about=t("Laporan “Masih ada?”", "Reports of “Still here?”"), order=order)


@require_POST
@asking.door("review")
def settle(request: HttpRequest) -> HttpResponse:
    """Settle chosen reports without a paper, with the reason."""
    who, chosen = whole_office(request, "review"), _chosen(request)
    try:
        count = monthly.settle(chosen, because=request.POST.get("because", ""), by=who, at=asking.now())
    except monthly.NoReason:
        messages.error(
            request, t("Tulis sebabnya: dicatat di jejak.", "Say why: it stands in the trail."), extra_tags="bad"
        )
        return redirect("still_here_reports")
    if not count:
        tell(request, NOBODY_CHOSEN)
    else:
        messages.success(
            request, t(f"{number(count)} laporan selesai.", f"{number(count)} reports settled."), extra_tags="good"
        )
    return redirect("still_here_reports")


def _chosen(request: HttpRequest) -> list[int]:
    return wholes(request.POST.getlist("report")[:SHOWN])


def _address(month: dt.date | None) -> str:
    return f"{reverse('still_here')}?month={month:%Y-%m}" if month else reverse("still_here")


def _whatsapp(text: str) -> str:
    return f"https://wa.me/?text={urllib.parse.quote(text)}"


urlpatterns = [
    path("", index, name="still_here"),
    path("reports/", reports, name="still_here_reports"),
    path("reports/settle/", settle, name="still_here_settle"),
    path("reports/<int:decree_id>/replace/", replace, name="still_here_replace"),
    path("<int:errand_id>/", show, name="still_here_errand"),
    path("<int:errand_id>/renew/", renew, name="still_here_renew"),
    path("<int:errand_id>/end/", end, name="still_here_end"),
]
