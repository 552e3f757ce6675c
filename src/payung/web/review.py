"""Review: pairs side by side, one key a decision, the answers brought to their lists, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from payung.flows.words_of_lists import VERDICTS
from payung.jobs import actions as jobs
from payung.linkage import actions, queries, second_opinion, telling
from payung.web import asking, review_rows, working
from payung.web.language import t
from payung.web.typed import whole, wholes

#: So many pairs lie before one reviewer; the others are for the next who asks.
BATCH = 10
KINDS = ("apply_answers",)
APART_ON_A_PAGE = 50


@require_GET
@asking.door("review")
def index(request: HttpRequest) -> HttpResponse:
    """Show the next pair of the viewer's queue: what lies before them, else the likeliest that lies before nobody."""
    who, at = asking.viewer(request), asking.now()
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "payung/review/next.html", _queue(request))
    more = {
        "unapplied": queries.unapplied(seen_by=who),
        **working.shown(request, kinds=KINDS, about="", address=reverse("review_works")),
    }
    return render(request, "payung/review/index.html", _queue(request) | more | {"at": at})


def _queue(request: HttpRequest) -> dict[str, object]:
    """Return what stands in the frame of the queue: the pair in words, and how fast the viewer is.

    How many wait is counted for a whole page and for each new batch, not for every decision: it stands there with its time.
    """
    is_whole = not request.htmx  # type: ignore[attr-defined]
    who, at = asking.viewer(request), asking.now()
    before = queries.taken(seen_by=who, at=at)
    is_new_batch = not before
    if is_new_batch and actions.take(limit=BATCH, by=who, at=at):
        before = queries.taken(seen_by=who, at=at)
    pace = queries.pace(seen_by=who, at=at)
    pair = before[0] if before else None
    counted = {"waiting": queries.open_count(seen_by=who), "counted_at": at} if is_new_batch or is_whole else {}
    return counted | {
        "pair": pair,
        "told": telling.tell(pair) if pair else None,
        "place": telling.place(pair.row.kelurahan_code) if pair else "",
        "before": len(before),
        "pace": pace,
        "last_answer": telling.ANSWERS.get(pace.last_answer),
    }


@require_POST
@asking.door("review")
def answer(request: HttpRequest) -> HttpResponse:
    """Take an answer, and put the next pair in its place."""
    number = _number(request)
    given = request.POST.get("answer", "")
    if given == "none":
        # Enter in the note decides nothing.
        return _next(request)
    if number is None:
        messages.error(request, t("Pasangan tidak disebut.", "No pair was named."), extra_tags="bad")
        return _next(request)
    _tried(
        request,
        lambda: actions.answer(
            pair_id=number,
            answer=given,
            note=request.POST.get("note", "").strip()[:500],
            by=asking.viewer(request),
            at=asking.now(),
        ),
    )
    return _next(request)


@require_POST
@asking.door("review")
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last answer back, and put its pair before the viewer again."""
    number = _number(request)
    if number is not None:
        _tried(request, lambda: actions.take_back(pair_id=number, by=asking.viewer(request), at=asking.now()))
    return _next(request)


@require_POST
@asking.door("review")
def leave(request: HttpRequest) -> HttpResponse:
    """Give back what lies before the viewer."""
    count = actions.leave(by=asking.viewer(request))
    messages.success(
        request,
        t(
            f"{count} pasangan dikembalikan; petugas lain dapat mengambilnya.",
            f"{count} pairs were given back; others can take them.",
        ),
        extra_tags="good",
    )
    return redirect("dashboard")


@require_POST
@asking.door("review")
def apply(request: HttpRequest) -> HttpResponse:
    """Let the answers of a list, or of all lists that have some, take effect: as work in the background."""
    who = asking.viewer(request)
    open_lists = {one.list_id: one for one in queries.unapplied(seen_by=who)}
    named = request.POST.get("list", "")
    chosen = list(open_lists) if named == "all" else [one for one in wholes([named]) if one in open_lists]
    if not chosen:
        messages.warning(
            request, t("Tidak ada jawaban yang belum diterapkan.", "No answer waits to be applied."), extra_tags="warn"
        )
        return redirect("review")
    about = ", ".join(open_lists[number].file_name for number in chosen)[:200]
    jobs.ask(kind="apply_answers", about=about, order={"lists": chosen}, by=who, at=asking.now())
    return redirect(reverse("review") + "#works")


@require_GET
@asking.door("review")
def works(request: HttpRequest) -> HttpResponse:
    """Show how the applying goes."""
    return working.fragment(request, kinds=KINDS, about="", address=reverse("review_works"))


@require_GET
@asking.door("review")
def agreement(request: HttpRequest) -> HttpResponse:
    """Show how far first and second answers agree, and where they do not."""
    found = queries.agreement(seen_by=asking.viewer(request))
    page = Paginator(found.disagreements, APART_ON_A_PAGE).get_page(request.GET.get("page"))
    apart = [(one, telling.ANSWERS[one.first], telling.ANSWERS[one.second]) for one in page.object_list]
    rows = second_opinion.agreement(seen_by=asking.viewer(request))
    differing = [(one, *(VERDICTS.get(said) for said in (one.first, one.second, one.third))) for one in rows.differences[:APART_ON_A_PAGE]]  # fmt: skip
    shown = {"found": found, "page": page, "apart": apart, "rows": rows, "differing": differing}
    return render(request, "payung/review/agreement.html", shown)


def _number(request: HttpRequest) -> int | None:
    text = request.POST.get("pair", "")
    return whole(text)


def _tried(request: HttpRequest, act: Callable[[], None]) -> None:
    """Act, and say in words what was refused; the next pair comes in either case."""
    try:
        act()
    except actions.AlreadyAnswered as first:
        words = t(f"Sudah dijawab oleh {first.by}.", f"{first.by} answered it already.")
    except actions.TakenByAnother as other:
        words = t(f"Sedang diperiksa oleh {other.by}.", f"{other.by} is looking at it.")
    except actions.NoSuchPair:
        words = t("Pasangan itu tidak menunggu lagi.", "This pair does not wait any longer.")
    except actions.NotAnAnswer:
        words = t("Pilih sama, beda, atau tidak tahu.", "Choose same, different or cannot tell.")
    except actions.NothingToUndo:
        words = t("Tidak ada jawaban Anda pada pasangan itu.", "You gave no answer to this pair.")
    else:
        return
    messages.warning(request, words, extra_tags="warn")


def _next(request: HttpRequest) -> HttpResponse:
    """Answer with the next pair: as a fragment where the page asks for one, else by going to the page."""
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "payung/review/next.html", _queue(request))
    return redirect("review")


urlpatterns = [
    path("", index, name="review"),
    path("answer/", answer, name="review_answer"),
    path("undo/", undo, name="review_undo"),
    path("leave/", leave, name="review_leave"),
    path("apply/", apply, name="review_apply"),
    path("works/", works, name="review_works"),
    path("rows/", review_rows.index, name="review_rows"),
    path("rows/settle/", review_rows.settle, name="review_rows_settle"),
    path("rows/undo/", review_rows.undo, name="review_rows_undo"),
    path("agreement/", agreement, name="review_agreement"),
]
