"""Change an enacted decree in the browser: who leaves and why, who comes from the waiting list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payung.access.viewer import Viewer
from payung.enrolment import queries
from payung.enrolment.amending import Removal
from payung.enrolment.refusals import NoSuchDecree
from payung.flows import amend_a_decree
from payung.flows.words_of_papers import DECREE_REFUSALS, of_decree
from payung.vocabulary.words import Words
from payung.web import asking, decree_page, orders
from payung.web.decree_acts import whole_office
from payung.web.decree_words import FILLS, LEAVING, leaving_of

ROWS = 5
#: A person types or pastes; whole files of answers come by the package.
MOST = 2_000


@asking.door("propose_decree")
def amend(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Show the form of a change; sent, draft it as the programme replaces people."""
    who = whole_office(request, "propose_decree")
    one = queries.decree(decree_id, seen_by=who)
    refused = amend_a_decree.answered_no(decree_id, by=who)
    rows, wrong = _rows(request), []
    if request.method == "POST":
        removals, wrong = _removals(request, rows)
        fill = request.POST.get("fill", "")
        lines, problems = _lines(decree_id, removals, who) if removals or not wrong else ([], [])
        wrong += problems
        if not wrong and fill in FILLS:
            order = {"lines": lines, "answered_no": bool(request.POST.get("answered_no")), "fill": fill}
            return orders.ask(who, "amend_decree", about=one.title, order={"decree_id": decree_id, **order})
    shown = {
        **decree_page.summary(one, {}),
        "rows": rows,
        "wrong": wrong,
        "typed": request.POST,
        "refused": len(refused),
        "reasons": {code: words for code, words in LEAVING.items() if code != "answered_no"},
        "fills": FILLS,
    }
    return render(request, "payung/decrees/amend.html", shown, status=400 if wrong else 200)


def _lines(decree_id: int, removals: Sequence[Removal], who: Viewer) -> tuple[list[list[object]], list[Words]]:
    """Return the lines of whoever leaves, with the reasons, and everything that is wrong with them."""
    try:
        found = amend_a_decree.look(decree_id, removals, by=who, at=asking.now())
    except NoSuchDecree:
        raise
    except DECREE_REFUSALS as no:
        return [], of_decree(no)
    return [[line, leaving] for line, leaving in found], []


def _rows(request: HttpRequest) -> list[tuple[int, str, str]]:
    """Return the typed rows of the form: place, NIK, reason."""
    return [
        (place, request.POST.get(f"nik_{place}", "").strip(), request.POST.get(f"reason_{place}", ""))
        for place in range(1, ROWS + 1)
    ]


def _removals(request: HttpRequest, rows: Sequence[tuple[int, str, str]]) -> tuple[list[Removal], list[Words]]:
    """Return who leaves by the form's rows and by the pasted lines, and every line that says no NIK or no reason."""
    found, wrong = [], []
    pasted = [line for line in request.POST.get("pasted", "").splitlines() if line.strip()]
    typed = [(Words(id=f"{place}", en=f"{place}"), nik, reason) for place, nik, reason in rows if nik or reason]
    for place, line in enumerate(pasted[:MOST], 1):
        parts = re.split(r"[\t;,=]", line, maxsplit=1)
        typed.append(
            (Words(id=f"tempel {place}", en=f"{place} of the pasted"), parts[0], parts[1] if len(parts) > 1 else "")
        )
    for place, nik, reason in typed:
        digits = re.sub(r"[\s.'-]", "", nik)
        if not re.fullmatch("[0-9]{16}", digits):
            wrong.append(
                Words(id=f"Baris {place.id}: NIK harus 16 angka.", en=f"Line {place.en}: a NIK has 16 digits.")
            )
        elif leaving_of(reason) not in LEAVING:
            wrong.append(
                Words(
                    id=f"Baris {place.id}: alasannya kosong atau tidak dikenal.",
                    en=f"Line {place.en}: no reason, or an unknown one.",
                )
            )
        else:
            found.append(Removal(digits, leaving_of(reason)))
    if len(pasted) > MOST:
        wrong.append(Words(id=f"Paling banyak {MOST} baris sekali tempel.", en=f"At most {MOST} lines at a time."))
    return found, wrong


urlpatterns = [path("<int:decree_id>/amend/", amend, name="decree_amend")]
