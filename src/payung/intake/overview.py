"""Many lists on one page, and the rows of one list page by page: a constant number of queries each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.intake import queries
from payung.intake.models import ListRow, Reason, SubmittedList
from payung.intake.standing import HELD, stands

PAGE = 50


@dataclass(frozen=True, slots=True)
class Totals:
    """The receipts of lists added up: received = accepted + verval + returned + refused."""

    lists: int
    received: int
    accepted: int
    verval: int
    returned: int
    refused: int


@dataclass(frozen=True, slots=True)
class RowPage:
    """Rows of a list in the order of the workbook; `after` names the place where the next page begins, or is empty."""

    rows: tuple[ListRow, ...]
    after: str


def lists(*, seen_by: Viewer, sender: str = "", before: int | None = None) -> list[SubmittedList]:
    """Return up to one page and one of the lists that the viewer may see, newest first, sender and successor loaded.

    :param before: only lists with a smaller number; the one beyond the page tells that there are more.
    """
    seen_by.must("see_list")
    with scope(seen_by):
        found = _of_sender(sender).select_related("sender", "replaced_by", "unjudged").order_by("-pk")
        if before is not None:
            found = found.filter(pk__lt=before)
        return list(found[: PAGE + 1])


def totals(*, seen_by: Viewer, sender: str = "") -> Totals:
    """Return the sum of the lists that the viewer may see. Lists that a newer version replaced, or that are held, are left out."""
    seen_by.must("see_list")
    names = ("received", "accepted", "verval", "returned", "refused")
    with scope(seen_by):
        found = (
            _of_sender(sender)
            .filter(stands())
            .aggregate(lists=Count("pk"), **{f"n_{name}": Sum(name) for name in names})
        )
    return Totals(found["lists"], *(found[f"n_{name}"] or 0 for name in names))


def to_lift(*, seen_by: Viewer) -> list[int]:
    """Return the numbers of held lists whose hold the viewer may lift: those that another person brought in.

    :raises NotAllowed: if the viewer may not lift holds.
    """
    seen_by.must("lift_hold")
    with scope(seen_by):
        held = SubmittedList.objects.filter(state=HELD, replaced_by=None).exclude(received_by_id=seen_by.account_id)
        return list(held.order_by("pk").values_list("pk", flat=True))


def replaceable(*, seen_by: Viewer, limit: int = 200) -> list[SubmittedList]:
    """Return the newest lists that no newer version has replaced, for choosing one to replace."""
    seen_by.must("receive_list")
    with scope(seen_by):
        found = SubmittedList.objects.filter(replaced_by=None).select_related("sender")
        return list(found.order_by("-pk")[:limit])


def replaced_by(list_id: int, *, seen_by: Viewer) -> int | None:
    """Return the number of the newer version that replaced a list, or None."""
    with scope(seen_by):
        return SubmittedList.objects.filter(replaces_id=list_id).values_list("pk", flat=True).first()


def known_content(contents: list[tuple[str, str]], *, seen_by: Viewer) -> dict[tuple[str, str], SubmittedList]:
    """Return which of these (sender code, content digest) came before, as what lists."""
    with scope(seen_by):
        found = SubmittedList.objects.filter(content_sha256__in=[content for _, content in contents])
        return {(one.sender_code, one.content_sha256): one for one in found}


def row_page(list_id: int, *, seen_by: Viewer, verdict: str = "", reason: str = "", after: str = "") -> RowPage:
    """Return a page of rows with their reasons loaded; `verdict` may also be `proposed`: refusals that nobody signed yet.

    :param after: what the page before said.
    :raises NoSuchList: if there is none for the viewer.
    """
    queries.submitted_list(list_id, seen_by=seen_by)
    with scope(seen_by):
        found = _asked_for(ListRow.objects.filter(submitted_list_id=list_id), verdict, reason)
        sheet, row = _place(after)
        if after:
            found = found.filter(Q(sheet_no__gt=sheet) | Q(sheet_no=sheet, row_no__gt=row))
        rows = list(found.order_by("sheet_no", "row_no").prefetch_related("reasons")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return RowPage(tuple(rows[:PAGE]), f"{last.sheet_no}.{last.row_no}" if last else "")


def proposed_refusals(list_id: int, *, seen_by: Viewer) -> int:
    """Return how many rows of a list the checks propose to refuse, and nobody has decided."""
    found = queries.submitted_list(list_id, seen_by=seen_by)
    with scope(seen_by):
        given = Reason.objects.filter(queries.reasons_of(found), weight="refuse")
        return ListRow.objects.filter(pk__in=given.values("row_id"), verdict="verval").count()


def _of_sender(sender: str) -> QuerySet[SubmittedList]:
    return SubmittedList.objects.filter(sender_code=sender) if sender else SubmittedList.objects.all()


def _asked_for(found: QuerySet[ListRow], verdict: str, reason: str) -> QuerySet[ListRow]:
    given = Reason.objects.filter(row=OuterRef("pk"))
    if verdict == "proposed":
        found = found.filter(Exists(given.filter(weight="refuse")), verdict="verval")
    elif verdict:
        found = found.filter(verdict=verdict)
    return found.filter(Exists(given.filter(reason_id=reason))) if reason else found


def _place(after: str) -> tuple[int, int]:
    sheet, _, row = after.partition(".")
    return (int(sheet), int(row)) if sheet.isdecimal() and row.isdecimal() else (0, 0)
