"""The rows behind a figure of a receipt; accepting rows that wait, signing refusals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from payung.access.viewer import Viewer
from payung.flows import words_of_lists, words_of_reasons
from payung.intake import actions, overview, queries
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import number, t
from payung.web.lists_one import audit_rows, needs_nik
from payung.web.typed import wholes

#: Numbers so long may be NIK, family cards or member numbers.
_LONG = re.compile(r"\d(?:[ .\-]?\d){10,}")
_PROPOSED = Words(id="diusulkan tidak memenuhi syarat", en="proposed for refusal")

NO_ROWS = Words(id="Centang paling sedikit satu baris.", en="Tick at least one row.")
NO_GROUND = Words(
    id="Tulis dasar keputusan, misalnya nomor berita acara.", en="Write the ground, as the number of the minutes."
)
NOTHING_WAITS = Words(
    id="Tidak satu pun baris itu menunggu keputusan ini; mungkin sudah diputuskan orang lain.",
    en="None of these rows waits for this decision; somebody else may have decided.",
)


@asking.door("see_list")
def rows(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show rows of a list, by verdict or reason, in the order of the workbook."""
    return _page(request, list_id, request.GET, {})


@require_POST
@asking.door("review", "sign_refusal")
def decide(request: HttpRequest, list_id: int) -> HttpResponse:
    """Accept the ticked rows, or sign the refusal of the ticked or of all that are proposed; what is wrong is said at once."""
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    act = request.POST.get("act", "")
    ticked = wholes(request.POST.getlist("row"))
    ground = request.POST.get("ground", "").strip()
    wrong = [] if ticked or act == "refuse_all" else [NO_ROWS]
    wrong += [] if ground else [NO_GROUND]
    typed = {"ground": ground, "ticked": ticked, "wrong": wrong}
    if wrong:
        return _page(request, list_id, request.POST, typed)
    said_by = {"submitted_list": one, "reason": ground, "by": who, "at": asking.now()}
    try:
        if act == "accept":
            done = actions.accept_rows(rows=ticked, **said_by)
            words = t(f"{number(done)} baris diterima.", f"{number(done)} rows accepted.")
        else:
            done = actions.sign_refusals(rows=None if act == "refuse_all" else ticked, **said_by)
            words = t(f"{number(done)} baris ditandatangani TMS.", f"{number(done)} refusals signed.")
    except actions.NothingToSign:
        return _page(request, list_id, request.POST, {**typed, "wrong": [NOTHING_WAITS]})
    messages.success(request, words, "good")
    return redirect(f"{reverse('list_rows', args=[list_id])}?{urlencode(_asked(request.POST))}")


def _asked(given: Any) -> dict[str, str]:
    """Return the filters of a page; what is no verdict and no reason is left out."""
    verdict, reason, after = (given.get(name, "") for name in ("verdict", "reason", "after"))
    asked = {
        "verdict": verdict if verdict in words_of_lists.VERDICTS or verdict == "proposed" else "",
        "reason": reason if reason in words_of_reasons.ids() else "",
        "after": after,
    }
    return {name: text for name, text in asked.items() if text}


def _page(request: HttpRequest, list_id: int, given: Any, typed: dict[str, Any]) -> HttpResponse:
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    asked = _asked(given)
    found = overview.row_page(list_id, seen_by=who, **asked)
    audit_rows(who, one, seen="rows", shown=len(found.rows), **asked)
    filters = {name: text for name, text in asked.items() if name != "after"}
    context = {
        "list": one,
        "asked": asked,
        "filters": urlencode(filters),
        "next": urlencode({**filters, "after": found.after}) if found.after else "",
        "rows": [shown(row, who, typed.get("ticked", ())) for row in found.rows],
        "tabs": [
            (name, words, getattr(one, name), name == asked.get("verdict"))
            for name, words in words_of_lists.VERDICTS.items()
        ],
        "proposed": overview.proposed_refusals(list_id, seen_by=who) if one.verval else 0,
        "proposed_words": _PROPOSED,
        "reason": words_of_reasons.why(asked["reason"]) if "reason" in asked else None,
        "may_accept": "review" in who.may,
        "may_sign": "sign_refusal" in who.may,
        "typed": typed,
    }
    return render(request, "payung/lists/rows.html", context)


def shown(row: Any, who: Viewer, ticked: Sequence[int]) -> dict[str, Any]:
    """Return what a page says of one row: what it was read as, why it stands where it stands, what the sender wrote."""
    is_open = needs_nik(who)
    reasons = sorted(row.reasons.all(), key=lambda one: one.pk)
    return {
        "row": row,
        "nik": row.nik or row.nik_digits,
        "nik_open": is_open,
        "verdict": words_of_lists.VERDICTS[row.verdict],
        "mark": {"accepted": "good", "verval": "warn", "returned": "warn", "refused": "bad"}[row.verdict],
        "waits": row.verdict == "verval",
        "is_proposed": row.verdict == "verval" and any(one.weight == "refuse" for one in reasons),
        "is_ticked": row.pk in ticked,
        "reasons": [
            {
                "why": words_of_reasons.why(one.reason_id),
                "fix": words_of_reasons.fix(one.reason_id) if one.weight != "note" else None,
                "detail": one.detail if is_open else without_numbers(one.detail),
                "proposal": one.proposal if is_open else without_numbers(one.proposal),
            }
            for one in reasons
        ],
        "cells": [cell if is_open else without_numbers(cell) for cell in row.cells],
    }


def without_numbers(text: str) -> str:
    """Return a text in which long numbers show their last four digits only."""
    return _LONG.sub(lambda found: "•" * (len(found.group()) - 4) + found.group()[-4:], text)
