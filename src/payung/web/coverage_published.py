"""What was published: rounded, small counts withheld; whoever may see no more, sees this."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.access.viewer import Viewer
from payung.coverage.actions import PUBLISHED
from payung.coverage.classes import LEVELS
from payung.coverage.published import Edition, NotPublished, PublishedFigure, editions, published_figures
from payung.coverage.queries import NotKnown, Question, months_measured
from payung.coverage.stated import place_names
from payung.coverage.words import CLASS_WORDS, DIMENSION_WORDS, category_name, of_refusal, ppm_words, title_of
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.coverage_asked import OF, OF_WORDS, Asked, crumbs, place_of
from payung.web.coverage_tables import Sheet, handed_out
from payung.web.language import language, said, t

WITHHELD = Words(id="ditahan", en="withheld")
ROUNDED = Words(
    id="Dibulatkan ke kelipatan lima; 1–4 ditahan, dan sel lain bersamanya supaya tidak dapat dihitung kembali. Jumlah dibulatkan sendiri-sendiri, jadi tidak selalu sama dengan jumlah bagiannya.",
    en="Rounded to five; 1–4 are withheld, and other cells with them so that they cannot be worked out. Totals are rounded on their own, so they need not equal the sum of their parts.",
)
OF_EDITION = {pair: name for name, pair in OF.items()}


@asking.door("see_coverage")
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest edition of a month, by place and dimension, and the list of all editions."""
    who = asking.viewer(request)
    held = editions(seen_by=who)
    context = {
        "editions": [(one, OF_WORDS[OF_EDITION[(one.basis, one.population)]], _address(one)) for one in held],
        "may_publish": "measure_coverage" in who.may and not who.senders,
        "months": tuple(reversed(months_measured(seen_by=who))) if "measure_coverage" in who.may else (),
        "of": list(OF_WORDS.items()),
        "withheld": WITHHELD,
        "rounded": ROUNDED,
    }
    asked = _asked(request, who, held)
    if asked is not None:
        context |= _table(asked, who)
    return render(request, "payung/coverage/published.html", context)


def _address(one: Edition) -> str:
    return f"month={one.month:%Y-%m}&of={OF_EDITION[(one.basis, one.population)]}&place={one.root_code}"


def _asked(request: HttpRequest, who: Viewer, held: list[Edition]) -> Asked | None:
    """Return which of the editions is asked for; the newest month where none of them is named."""
    if not held:
        return None
    problems: list[str] = []
    wanted = (request.GET.get("month", ""), request.GET.get("of", ""))
    one = next(
        (e for e in held if (f"{e.month:%Y-%m}", OF_EDITION[(e.basis, e.population)]) == wanted),
        held[0],
    )
    place = place_of(request.GET.get("place", ""), own=one.root_code, problems=problems) or one.root_code
    question = Question(month=one.month, place=place, basis=one.basis, population=one.population)
    known = dimensions_published(one.population, place)
    by = request.GET.get("by", "")
    return Asked(
        question=replace(question, by=by if by in known else known[0]),
        of=OF_EDITION[(one.basis, one.population)],
        months=(one.month,),
        sort="",
        problems=tuple(problems),
        own=one.root_code,
    )


def dimensions_published(population: str, place: str) -> tuple[str, ...]:
    """Return what a published place may be divided by."""
    below = tuple(name for name, length in LEVELS.items() if length > max(len(place), LEVELS["kabupaten"]))
    return (*below, "total", *PUBLISHED[population])


def _table(asked: Asked, who: Viewer) -> dict[str, object]:
    """Return the rows of a published table, or why there are none."""
    question = asked.question
    context: dict[str, object] = {
        "asked": asked,
        "of_asked": OF_WORDS[asked.of],
        "crumbs": crumbs(asked),
        "place": place_names({question.place}).get(question.place, question.place),
        "tabs": [
            (DIMENSION_WORDS[name], asked.changed(by=name), name == question.by)
            for name in dimensions_published(question.population, question.place)
        ],
        "title": f"{title_of(question, language())} · {DIMENSION_WORDS[question.by].say(language())}",
    }
    try:
        found = published_figures(question, seen_by=who)
        [whole] = published_figures(replace(question, by="total"), seen_by=who)
    except (NotPublished, NotKnown) as refused:
        return context | {"why": said(of_refusal(refused))}
    rows = [(_name(question.by, one), _below(asked, one), one) for one in found]
    return context | {"rows": rows, "whole": whole}


def _name(by: str, one: PublishedFigure) -> str:
    if by in LEVELS:
        return f"{one.place_code} {one.label}"
    return one.label if by == "total" else category_name(by, one.category, language())


def _below(asked: Asked, one: PublishedFigure) -> str:
    """Return where a place leads; the finest lead nowhere."""
    return asked.changed(place=one.place_code) if asked.question.by in LEVELS else ""


@asking.door("see_coverage")
def workbook(request: HttpRequest) -> HttpResponse:
    """Hand a published table out: what is withheld on the page is withheld in the workbook."""
    who = asking.viewer(request)
    asked = _asked(request, who, editions(seen_by=who))
    if asked is None:
        return redirect("coverage_published")
    table = _table(asked, who)
    if "rows" not in table:
        return redirect("coverage_published")
    cells = [
        [name, _shown(one.people), _shown(one.protected), ppm_words(one.of_people_ppm, language())]
        for name, _, one in table["rows"]
    ]  # type: ignore[attr-defined]
    columns = [
        DIMENSION_WORDS[asked.question.by].say(language()),
        t("Orang", "People"),
        CLASS_WORDS["protected"].say(language()),
        t("Bagian", "Share"),
    ]
    name = f"cakupan-terbit-{asked.question.month:%Y-%m}-{asked.of}-{asked.question.place}-{asked.question.by}"
    sheet = Sheet(name, str(table["title"]), columns, cells, [ROUNDED.say(language())])
    return handed_out(request, sheet, about=f"published:{asked.question.month:%Y-%m}")


def _shown(count: int | None) -> object:
    return said(WITHHELD) if count is None else count
