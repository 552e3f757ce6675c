"""What coverage is held against: stated universes, figures that others printed, and rank in the province."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.access.viewer import NotAllowed, Viewer
from payung.coverage import actions, referring
from payung.coverage.figures import StatedUniverse
from payung.coverage.oddities import Oddity
from payung.coverage.queries import NotYourPlace
from payung.coverage.stated import place_names, stated_universes
from payung.coverage.words import UNIVERSE_WORDS, of_refusal
from payung.flows import load_reference
from payung.vocabulary.wilayah import NoSuchPlace, NotAPlaceCode, Wilayah
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import day, language, number, said
from payung.web.typed import whole

PAGE = 50
LARGEST_CSV = 1024 * 1024
LONGEST_WORDS = 300
KINDS = ("workers", "informal_workers", "vulnerable_workers")
SEGMENTS = ("all", "PU", "BPU", "JAKON", "PMI")
QUANTITY_WORDS = {
    "pct": Words(id="cakupan (%)", en="coverage (%)"),
    "target_pct": Words(id="target (%)", en="target (%)"),
    "covered": Words(id="terlindungi", en="covered"),
    "uncovered": Words(id="belum terlindungi", en="not covered"),
    "universe": Words(id="semesta", en="universe"),
    "gap": Words(id="kekurangan", en="gap"),
    "people": Words(id="orang", en="people"),
    "months": Words(id="bulan", en="months"),
    "rate": Words(id="iuran (Rp)", en="contribution (Rp)"),
    "budget": Words(id="anggaran (Rp)", en="budget (Rp)"),
    "budget_computed": Words(id="anggaran hasil hitung (Rp)", en="computed budget (Rp)"),
}

NO_FILE = Words(id="Pilih berkas CSV.", en="Choose a CSV file.")
TOO_LARGE = Words(
    id="Berkas lebih dari 1 MB: bukan tabel angka tercetak.", en="Over 1 MB: no table of printed figures."
)
NO_DAY = Words(id="“{typed}” bukan tanggal. Contoh: 31-12-2025.", en="“{typed}” is no day. Example: 31-12-2025.")
NO_PEOPLE = Words(id="“{typed}” bukan jumlah orang.", en="“{typed}” is no number of people.")
NO_WORDS = Words(id="Sebutkan sumber dan definisinya.", en="State the source and the definition.")
NO_KIND = Words(id="Pilih apa yang dihitung dan segmennya.", en="Choose what is counted, and the segment.")
LOADED = Words(id="{read} angka dibaca, {added} baru.", en="{read} figures read, {added} new.")
STATED = Words(id="Dinyatakan: {place}, {people} ({source}).", en="Stated: {place}, {people} ({source}).")


@asking.door("see_coverage")
def references(request: HttpRequest) -> HttpResponse:
    """Show what others printed, ranked within its province, with what does not close; take a file of more over."""
    who = asking.viewer(request)
    problems: list[str] = []
    if request.method == "POST":
        problems = _load(request, who)
        if not problems:
            return redirect("coverage_reference")
    printed = referring.references(seen_by=who)
    odd = referring.odd_references(seen_by=who)
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in odd:
        by_place[(one.place_code, one.place_name)].append(one.say(language()))
    page = _page(request, len(printed))
    context = {
        "problems": problems,
        "typed": request.POST,
        "rankings": [
            (ranking, [(rank, one, by_place[(one.place_code, one.place_name)]) for rank, one in ranking.places])
            for ranking in referring.rankings(printed)
        ],
        "provinces": place_names({one.place_code[:2] for one in printed if one.place_code}),
        "printed": [
            (one, QUANTITY_WORDS.get(one.quantity, Words(id=one.quantity, en=one.quantity)))
            for one in printed[(page - 1) * PAGE : page * PAGE]
        ],
        "odd": _odd(odd),
        "own": who.kabupaten_code,
        "page": page,
        "is_last": page * PAGE >= len(printed),
        "may_load": "measure_coverage" in who.may,
    }
    return render(request, "payung/coverage/reference.html", context, status=422 if problems else 200)


def _odd(found: list[Oddity]) -> list[tuple[str, str]]:
    return [(one.place_name, one.say(language())) for one in found]


def _page(request: HttpRequest, rows: int) -> int:
    typed = request.GET.get("page", "1")
    page = whole(typed, digits=5) or 1
    return min(max(page, 1), max(1, -(-rows // PAGE)))


def _load(request: HttpRequest, who: Viewer) -> list[str]:
    """Take a file over; return every problem of form and file at once."""
    who.must("measure_coverage")
    problems: list[str] = []
    file = request.FILES.get("file")
    if file is None:
        problems.append(said(NO_FILE))
    elif (file.size or 0) > LARGEST_CSV:
        problems.append(said(TOO_LARGE))
    on = _day(request.POST.get("on", ""), problems, is_needed=False)
    if problems or file is None:
        return problems
    try:
        done = load_reference.run(
            file=Path(file.temporary_file_path()),
            on=on,
            source=request.POST.get("source", "").strip()[:LONGEST_WORDS],
            definition=request.POST.get("definition", "").strip()[:LONGEST_WORDS],
            by=who,
            at=asking.now(),
        )
    except load_reference.NotReferences as refused:
        return [said(one) for one in refused.problems]
    messages.add_message(
        request, messages.SUCCESS, said(LOADED, read=number(done.read), added=number(done.added)), extra_tags="good"
    )
    for one in done.oddities[:PAGE]:
        messages.add_message(request, messages.WARNING, f"{one.place_name}: {one.say(language())}", extra_tags="warn")
    return []


def _day(typed: str, problems: list[str], *, is_needed: bool) -> dt.date | None:
    typed = typed.strip()
    for form in ("%d-%m-%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(typed, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    if typed or is_needed:
        problems.append(said(NO_DAY, typed=typed[:40]))
    return None


@asking.door("see_coverage")
def universes(request: HttpRequest) -> HttpResponse:
    """Show the stated denominators of the office's place; state one more. What looks odd is stored and said."""
    who = asking.viewer(request)
    problems: list[str] = []
    if request.method == "POST":
        problems = _state(request, who)
        if not problems:
            return redirect("coverage_universes")
    stated = stated_universes(seen_by=who)
    names = place_names({one.place_code for one in stated})
    context = {
        "problems": problems,
        "typed": request.POST,
        "stated": [
            (
                one,
                names.get(one.place_code, one.place_code),
                UNIVERSE_WORDS.get(one.counts, Words(one.counts, one.counts)),
            )
            for one in stated[: 4 * PAGE]
        ],
        "kinds": [(kind, UNIVERSE_WORDS[kind]) for kind in KINDS],
        "segments": SEGMENTS,
        "own": who.kabupaten_code,
        "may_state": "measure_coverage" in who.may,
    }
    return render(request, "payung/coverage/universes.html", context, status=422 if problems else 200)


def _state(request: HttpRequest, who: Viewer) -> list[str]:
    """State what the form says; return all that is wrong with it at once."""
    if "measure_coverage" not in who.may:
        raise NotAllowed("measure_coverage")
    problems: list[str] = []
    stated = _stated(request, problems)
    if stated is None or problems:
        return problems
    try:
        warnings = actions.state_universe(stated=stated, by=who, at=asking.now())
    except NotYourPlace as refused:
        return [said(of_refusal(refused))]
    done = said(STATED, place=stated.place_code, people=number(stated.people), source=stated.source)
    messages.add_message(request, messages.SUCCESS, f"{done} {day(stated.on)}", extra_tags="good")
    for warning in warnings:
        messages.add_message(request, messages.WARNING, warning.say(language()), extra_tags="warn")
    return []


def _stated(request: HttpRequest, problems: list[str]) -> StatedUniverse | None:
    typed = {name: value.strip()[:LONGEST_WORDS] for name, value in request.POST.items()}
    place = place_typed(typed.get("place", ""), problems)
    digits = typed.get("people", "").replace(".", "").replace(",", "").replace(" ", "")
    if not digits.isdecimal() or len(digits) > 12:
        problems.append(said(NO_PEOPLE, typed=typed.get("people", "")[:40]))
    on = _day(typed.get("on", ""), problems, is_needed=True)
    if typed.get("counts") not in KINDS or typed.get("segment") not in SEGMENTS:
        problems.append(said(NO_KIND))
    if not typed.get("source") or not typed.get("definition"):
        problems.append(said(NO_WORDS))
    if problems or on is None:
        return None
    return StatedUniverse(
        place, typed["counts"], typed["segment"], int(digits), on, typed["source"], typed["definition"]
    )


def place_typed(typed: str, problems: list[str]) -> str:
    """Return the code of a place that was typed, or say what is wrong with it."""
    try:
        place = Wilayah.parse(typed)
        if not place.exists:
            raise NoSuchPlace(typed)
    except (NotAPlaceCode, NoSuchPlace) as refused:
        problems.append(refused.words.say(language(), code=repr(typed[:40]), scheme="Kemendagri"))
        return ""
    return place.code
