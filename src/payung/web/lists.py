"""Lists: what came from whom and what became of its rows; what of mine is under way."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payung.flows import words_of_lists
from payung.intake import overview, queries
from payung.jobs import queries as jobs
from payung.web import asking, list_rows, list_upload, lists_one, work
from payung.web.typed import whole

#: Work of lists that is shown on top.
KINDS = ("receive_list", "return_list", "match_list")
#: How long work that did not end well stays in sight.
IN_SIGHT = dt.timedelta(hours=12)


@asking.door("see_list")
def index(request: HttpRequest) -> HttpResponse:
    """Show the lists that the viewer may see, newest first, with their receipts and the sum."""
    who = asking.viewer(request)
    senders = queries.senders(seen_by=who)
    wanted = request.GET.get("sender", "")
    sender = wanted if wanted in {one.code for one in senders} else ""
    before = request.GET.get("before", "")
    found = overview.lists(seen_by=who, sender=sender, before=whole(before))
    shown = found[: overview.PAGE]
    under_way = jobs.under_way(seen_by=who, kinds=KINDS, since=asking.now() - IN_SIGHT)
    context = {
        "lists": [(one, words_of_lists.KINDS[one.kind], words_of_lists.STATES[one.state]) for one in shown],
        "totals": overview.totals(seen_by=who, sender=sender),
        "before": shown[-1].pk if len(found) > overview.PAGE else None,
        "is_first": not before,
        "senders": senders,
        "sender": sender,
        "works": [work.shown(one) for one in under_way],
        "is_moving": any(one.state in ("waiting", "running") for one in under_way),
        "may_upload": "receive_list" in who.may,
    }
    return render(request, "payung/lists/index.html", context)


urlpatterns = [
    path("", index, name="lists"),
    path("upload/", list_upload.upload, name="list_upload"),
    path("<int:list_id>/", lists_one.receipt, name="list"),
    path("<int:list_id>/take-out/", lists_one.take_out, name="list_take_out"),
    path("<int:list_id>/lift/", lists_one.lift, name="list_lift"),
    path("<int:list_id>/continue/", list_upload.go_on, name="list_continue"),
    path("<int:list_id>/rows/", list_rows.rows, name="list_rows"),
    path("<int:list_id>/rows/decide/", list_rows.decide, name="list_decide"),
    path("<int:list_id>/changes/", lists_one.changes, name="list_changes"),
    path("<int:list_id>/workbook/", lists_one.workbook, name="list_workbook"),
    path("<int:list_id>/workbook/write/", lists_one.write_workbook, name="list_write_workbook"),
]
