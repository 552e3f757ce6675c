"""Doubtful rows one by one: what the sender wrote, why it waits, one key a decision, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from payung.access.viewer import NotAllowed, Viewer
from payung.flows.words_of_lists import VERDICTS
from payung.intake.actions import NothingToSign
from payung.intake.settling import OUTCOMES, NotAnOutcome
from payung.linkage import doubtful, telling
from payung.linkage.actions import TakenByAnother
from payung.vocabulary.words import Words
from payung.web import asking, list_rows
from payung.web.language import t
from payung.web.typed import whole

#: So many rows lie before one reviewer; the others are for the next who asks.
BATCH = 10
LONGEST_GROUND = 300
#: So many rows a reviewer may put off in one sitting before the first of them come again.
MOST_PUT_OFF = 200


@require_GET
@asking.door("review")
def index(request: HttpRequest) -> HttpResponse:
    """Show the next row of the viewer's queue."""
    template = "payung/review/next_row.html" if request.htmx else "payung/review/rows.html"  # type: ignore[attr-defined]
    return render(request, template, _queue(request))


def _queue(request: HttpRequest) -> dict[str, object]:
    """Return what stands in the frame of the queue: the row in words, and how fast the viewer is."""
    is_whole = not request.htmx  # type: ignore[attr-defined]
    who, at = asking.viewer(request), asking.now()
    before = doubtful.taken(seen_by=who, at=at)
    is_new_batch = not before
    if is_new_batch and doubtful.take(limit=BATCH, by=who, at=at, without=_put_off(request)):
        before = doubtful.taken(seen_by=who, at=at)
    pace = doubtful.pace(seen_by=who, at=at)
    row = before[0] if before else None
    counted = {"waiting": doubtful.waiting(seen_by=who), "counted_at": at} if is_new_batch or is_whole else {}
    return counted | {
        "row": list_rows.shown(row, who, ()) if row else None,
        "list": row.submitted_list if row else None,
        "differing": _differing(row.pk, who) if row else None,
        "place": telling.place(row.kelurahan_code) if row else "",
        "before": len(before),
        "pace": pace,
        "last": VERDICTS.get(pace.last_outcome),
        "may_sign": "sign_refusal" in who.may,
        "ground": request.session.get("review_ground", ""),
        "longest": LONGEST_GROUND,
    }


def _differing(row_id: int, who: Viewer) -> tuple[Words, Words] | None:
    """Return what two colleagues decided otherwise where the viewer settles which counts."""
    found = doubtful.differing(row_id, seen_by=who)
    return (VERDICTS[found[0]], VERDICTS[found[1]]) if found else None


@require_POST
@asking.door("review")
def settle(request: HttpRequest) -> HttpResponse:
    """Settle a row, or put it off, and put the next in its place."""
    who, at = asking.viewer(request), asking.now()
    number, outcome = _number(request), request.POST.get("outcome", "")
    # The ground holds for a sitting: it is typed once, as the number of the minutes.
    ground = request.session["review_ground"] = request.POST.get("ground", "").strip()[:LONGEST_GROUND]
    if outcome == "none":
        # Enter in the field of the ground: kept, and nothing decided.
        return _next(request)
    if number is None or outcome not in (*OUTCOMES, "later"):
        _warn(request, t("Pilih satu keputusan untuk satu baris.", "Choose one decision for one row."))
    elif outcome == "refused" and not ground:
        _warn(
            request,
            t(
                "Tulis dulu dasar keputusan, misalnya nomor berita acara: tanpa itu tidak ada yang ditolak.",
                "Write the ground first, as the number of the minutes: without it nobody is refused.",
            ),
        )
    elif outcome == "later":
        doubtful.put_off(row_id=number, by=who)
        request.session["rows_put_off"] = [*_put_off(request), number][-MOST_PUT_OFF:]
    else:
        said_ground = ground or t("diperiksa per baris", "looked at one by one")
        _tried(request, lambda: doubtful.settle(row_id=number, outcome=outcome, ground=said_ground, by=who, at=at))
    return _next(request)


@require_POST
@asking.door("review")
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last decision back, and put its row before the viewer again."""
    number = _number(request)
    if number is not None:
        _tried(request, lambda: doubtful.undo(row_id=number, by=asking.viewer(request), at=asking.now()))
    return _next(request)


def _put_off(request: HttpRequest) -> list[int]:
    return [int(one) for one in request.session.get("rows_put_off", [])]


def _number(request: HttpRequest) -> int | None:
    text = request.POST.get("row", "")
    return whole(text)


def _warn(request: HttpRequest, words: str) -> None:
    messages.warning(request, words, extra_tags="warn")


def _tried(request: HttpRequest, act: Callable[[], Any]) -> None:
    """Act, and say in words what was refused; the next row comes in either case."""
    try:
        act()
    except TakenByAnother as other:
        _warn(request, t(f"Sedang diperiksa oleh {other.by}.", f"{other.by} is looking at it."))
    except NothingToSign:
        _warn(
            request,
            t(
                "Baris itu tidak (lagi) menunggu keputusan ini.",
                "This row does not wait (any longer) for this decision.",
            ),
        )
    except doubtful.NothingToUndo:
        _warn(request, t("Tidak ada keputusan Anda yang dapat diurungkan.", "There is no decision of yours to undo."))
    except NotAnOutcome:
        raise NotAllowed("review") from None


def _next(request: HttpRequest) -> HttpResponse:
    """Answer with the next row: as a fragment where the page asks for one, else by going to the page."""
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "payung/review/next_row.html", _queue(request))
    return redirect("review_rows")
