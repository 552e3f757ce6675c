"""Targets of coverage: state one, read the path to it by year and by month, take it away as a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.access.viewer import NotAllowed, Viewer
from payung.coverage import path_words, targets
from payung.coverage.path import Path, StatedTarget
from payung.coverage.path_words import CONFIDENCE_WORDS
from payung.coverage.queries import NotMeasured, NotYourPlace, PublishedOnly, TooEarly
from payung.coverage.stated import place_names
from payung.coverage.words import UNIVERSE_WORDS, of_refusal, ppm_words
from payung.coverage.workbook import Page
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.coverage_asked import OF_WORDS, Asked, crumbs, read
from payung.web.coverage_sources import KINDS, LONGEST_WORDS, NO_KIND, NO_WORDS, SEGMENTS, place_typed
from payung.web.coverage_tables import Sheet, handed_out
from payung.web.language import language, said, t

SHARE = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<part>\d{1,4}))?\s*%?")

NO_YEAR = Words(
    id="“{typed}” bukan tahun target (2000 sampai 2100).", en="“{typed}” is no year of a target (2000 to 2100)."
)
NO_SHARE = Words(
    id="“{typed}” bukan persentase di atas 0 sampai 100.", en="“{typed}” is no percentage above 0 up to 100."
)
NO_SURENESS = Words(id="Pilih seberapa yakin sumbernya.", en="Choose how sure the source is.")
STATED = Words(
    id="Target dinyatakan: {place}, {year}: {share} ({source}).",
    en="Target stated: {place}, {year}: {share} ({source}).",
)


@asking.door("see_coverage")
def index(request: HttpRequest) -> HttpResponse:
    """Show the targets and the paths to them; state one more."""
    who, problems = asking.viewer(request), []
    if request.method == "POST":
        problems = _state(request, who)
        if not problems:
            return redirect("coverage_targets")
    asked = read(request.GET, by=who)
    found, why = _paths(asked, who)
    stated = targets.stated_targets(seen_by=who)
    names = place_names({one.place_code for one in stated})
    shown: dict[str, Any] = {
        "asked": asked,
        "crumbs": crumbs(asked) if asked else [],
        "of": list(OF_WORDS.items()),
        "paths": [shown_path(one) for one in found],
        "why": why,
        "problems": problems,
        "typed": request.POST,
        "stated": [
            (one, names.get(one.place_code, ""), UNIVERSE_WORDS.get(one.counts, Words(one.counts, one.counts)), ppm_words(one.ppm, language()), CONFIDENCE_WORDS[one.confidence])
            for one in stated[:200]
        ],
        "kinds": [(kind, UNIVERSE_WORDS[kind]) for kind in KINDS],
        "segments": SEGMENTS,
        "sureness": list(CONFIDENCE_WORDS.items()),
        "own": who.kabupaten_code,
        "may_state": "measure_coverage" in who.may,
    }  # fmt: skip
    return render(request, "payung/coverage/targets.html", shown, status=422 if problems else 200)


def _paths(asked: Asked | None, who: Viewer) -> tuple[list[Path], str]:
    """Return the paths of the place asked, or why there are none."""
    if asked is None:
        return [], t("Belum ada bulan yang diukur: jalur dihitung dari angka terbaru.", "No month was measured: a path starts from the newest figure.")  # fmt: skip
    try:
        return targets.paths(asked.question, seen_by=who), ""
    except (NotMeasured, PublishedOnly, NotYourPlace, TooEarly) as refused:
        return [], said(of_refusal(refused))


def shown_path(path: Path) -> dict[str, Any]:
    """Return a path as a page shows it."""
    spoken = language()
    return {
        "universe": path_words.universe_words(path, spoken),
        "has_universe": path.universe is not None,
        "columns": path_words.headings(path_words.COLUMNS[:-1], spoken),
        "rows": [
            (row[:-1], step.reaches)
            for row, step in zip(path_words.steps_in_cells(path, spoken), path.steps, strict=True)
        ],
        "year_columns": path_words.headings(path_words.YEAR_COLUMNS, spoken),
        "years": path_words.years_in_cells(path),
        "month_columns": path_words.headings(path_words.MONTH_COLUMNS, spoken),
        "months": path_words.months_in_cells(path, spoken),
        "notes": path_words.notes(path, spoken),
    }


@asking.door("see_coverage")
def workbook(request: HttpRequest) -> HttpResponse:
    """Hand the paths of a place out as a workbook: by year, then month by month."""
    who = asking.viewer(request)
    asked = read(request.GET, by=who)
    found, _ = _paths(asked, who)
    if asked is None or not found:
        return redirect("coverage_targets")
    spoken = language()
    rows: list[list[object]] = []
    for path in found:
        rows += path_words.steps_in_cells(path, spoken)
    more = [
        _sheet(t("Tahun demi tahun", "Year by year"), path_words.YEAR_COLUMNS, found, path_words.years_in_cells),
        _sheet(
            t("Bulan demi bulan", "Month by month"),
            path_words.MONTH_COLUMNS,
            found,
            lambda path: path_words.months_in_cells(path, spoken),
        ),
    ]
    notes = list(dict.fromkeys(note for path in found for note in path_words.notes(path, spoken)))
    question = asked.question
    name = f"jalur-target-{question.month:%Y-%m}-{asked.of}-{asked.place_asked}"
    title = f"{t('Jalur menuju target', 'Path to the target')} · {asked.place_asked}"
    sheet = Sheet(name, title, path_words.headings(path_words.COLUMNS, spoken), rows, notes, more)
    return handed_out(request, sheet, about=f"targets:{question.month:%Y-%m}")


def _sheet(
    name: str, columns: Sequence[Words], paths: Sequence[Path], rows_of: Callable[[Path], list[list[object]]]
) -> Page:
    """Return a sheet that holds the rows of every path, each beside its universe."""
    headings = [t("Semesta", "Universe"), *path_words.headings(columns, language())]
    rows = [[path_words.universe_words(path, language()), *row] for path in paths for row in rows_of(path)]
    return Page(name, headings, rows)


def _state(request: HttpRequest, who: Viewer) -> list[str]:
    """State what the form says; return all that is wrong with it at once."""
    if "measure_coverage" not in who.may:
        raise NotAllowed("measure_coverage")
    problems: list[str] = []
    stated = _stated({name: value.strip()[:LONGEST_WORDS] for name, value in request.POST.items()}, problems)
    if stated is None:
        return problems
    try:
        targets.state_target(stated=stated, by=who, at=asking.now())
    except NotYourPlace as refused:
        return [said(of_refusal(refused))]
    done = said(
        STATED, place=stated.place_code, year=stated.year, share=ppm_words(stated.ppm, language()), source=stated.source
    )
    messages.success(request, done, extra_tags="good")
    return []


def _stated(typed: dict[str, str], problems: list[str]) -> StatedTarget | None:
    place = place_typed(typed.get("place", ""), problems)
    year = typed.get("year", "")
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and 2000 <= int(year) <= 2100):
        problems.append(said(NO_YEAR, typed=year[:40]))
    ppm = share_of(typed.get("share", ""))
    if ppm is None:
        problems.append(said(NO_SHARE, typed=typed.get("share", "")[:40]))
    if typed.get("counts") not in KINDS or typed.get("segment") not in SEGMENTS:
        problems.append(said(NO_KIND))
    if typed.get("confidence") not in CONFIDENCE_WORDS:
        problems.append(said(NO_SURENESS))
    if not typed.get("source") or not typed.get("definition"):
        problems.append(said(NO_WORDS))
    if problems or ppm is None:
        return None
    return StatedTarget(
        place,
        int(year),
        typed["counts"],
        typed["segment"],
        ppm,
        typed["source"],
        typed["definition"],
        typed["confidence"],
    )


def share_of(typed: str) -> int | None:
    """Read a percentage (81,91 or 81.91 %) as millionths; None where it is none above 0 up to 100."""
    found = SHARE.fullmatch(typed.strip())
    if found is None:
        return None
    ppm = int(found["whole"]) * 10_000 + int((found["part"] or "").ljust(4, "0"))
    return ppm if 0 < ppm <= 1_000_000 else None
