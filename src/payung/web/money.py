"""The money of a programme: budget lines with their ledger, bills, payments, quarters. Every figure opens what stands behind it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from payung.access.viewer import Viewer
from payung.agreements import queries as agreements
from payung.agreements.telling import VALUES
from payung.contributions import queries, reports
from payung.contributions.queries import BillShown
from payung.law.holidays import unentered
from payung.law.months import add_months
from payung.web import asking, bills, lapses, money_words, payments, year
from payung.web.typed import whole

PAGE = 50
_STATES = tuple(money_words.STATES)


@asking.door("see_money")
def index(request: HttpRequest) -> HttpResponse:
    """Show each budget line with what is left and for how long, and what waits."""
    who, today = asking.viewer(request), asking.today()
    lines = reports.months_left(seen_by=who)
    standing = queries.bills(seen_by=who, states=("draft", "issued"), with_changes=False)
    issued = [one for one in standing if one.state == "issued"]
    context = {
        "tabs": money_words.tabs("money"),
        "lines": [_line(one) for one in lines],
        "total": {name: sum(getattr(one, name) for one in lines) for name in ("amount", "reserved", "spent", "left")},
        "drafts": sum(one.state == "draft" for one in standing),
        "issued": len(issued),
        "to_pay": sum(max(-one.difference, 0) for one in issued),
        "overdue": sum(one.due_on < today for one in standing),
        "year_ends_in": (dt.date(today.year, 12, 31) - today).days,
        "today": today,
    }
    return render(request, "payung/money/index.html", context)


def _line(one: reports.LineLeft) -> dict[str, Any]:
    return {
        "line": one,
        "source": VALUES["source"].get(one.source),
        "last": None if one.until is None else add_months(one.until, -1),
        "used": one.reserved + one.spent,
    }


@asking.door("see_money")
def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """Show one budget line: how its figures come about, and every movement."""
    who = asking.viewer(request)
    found = next(iter(reports.months_left(seen_by=who, line_id=line_id)), None)
    if found is None:
        raise agreements.NoSuchLine(line_id)
    before = request.GET.get("before", "")
    moved = agreements.movements(line_id, seen_by=who, before=whole(before), limit=PAGE + 1)
    context = {
        **_line(found),
        "tabs": money_words.tabs("money"),
        "free": max(found.amount - found.spent - found.billed_unpaid, 0),
        "moved": [
            {"one": one, "words": money_words.MOVEMENTS[one.kind], "about": _about(one.about, who)}
            for one in moved[:PAGE]
        ],
        "before": moved[PAGE - 1].entry_id if len(moved) > PAGE else None,
    }
    return render(request, "payung/money/line.html", context)


def _about(about: str, who: Viewer) -> dict[str, str]:
    """Return what a movement is for, with the page of it where the viewer may open it."""
    kind, _, rest = about.partition(":")
    number = rest.split(":")[0].split("#")[0]
    may_open = number.isdecimal() and (kind == "bill" or (kind == "decree" and "see_decree" in who.may))
    return {"kind": kind, "number": number, "address": reverse(kind, args=[number]) if may_open else "", "text": about}


@asking.door("see_money")
def bill_list(request: HttpRequest) -> HttpResponse:
    """Show the bills of the office, newest months first, a page at a time."""
    who, today = asking.viewer(request), asking.today()
    state = request.GET.get("state", "")
    wanted = ("draft", "issued") if state == "overdue" else (state,) if state in _STATES else ()
    found = queries.bills(seen_by=who, states=wanted, with_changes=False)
    if state == "overdue":
        found = [one for one in found if one.due_on < today]
    found.reverse()
    start = _start(request)
    context = {
        "tabs": money_words.tabs("bills"),
        "states": [(name, words, name == state) for name, words in money_words.STATES.items()],
        "state": state,
        "bills": [_bill(one, today) for one in found[start : start + PAGE]],
        "unentered": unentered(one.due_on for one in found[start : start + PAGE] if one.state in ("draft", "issued")),
        "count": len(found),
        "amount": sum(one.amount for one in found if one.state != "void"),
        "next": start + PAGE if len(found) > start + PAGE else None,
        "may_bill": "bill" in who.may,
    }
    return render(request, "payung/money/bills.html", context)


def _bill(one: BillShown, today: dt.date) -> dict[str, Any]:
    return {
        "bill": one,
        "months": money_words.period(one.first_month, one.end_month),
        "state": money_words.STATES[one.state],
        "badge": money_words.BADGES[one.state],
        "is_late": one.state in ("draft", "issued") and one.due_on < today,
    }


def _start(request: HttpRequest) -> int:
    start = request.GET.get("start", "")
    return whole(start, digits=8) or 0


@asking.door("see_money")
def payment_list(request: HttpRequest) -> HttpResponse:
    """Show every SP2D as it was entered, newest day first."""
    found = queries.payments(seen_by=asking.viewer(request))
    start = _start(request)
    context = {
        "tabs": money_words.tabs("payments"),
        "payments": found[start : start + PAGE],
        "count": len(found),
        "amount": sum(one.amount for one in found),
        "next": start + PAGE if len(found) > start + PAGE else None,
    }
    return render(request, "payung/money/payments.html", context)


@asking.door("see_money")
def quarters(request: HttpRequest) -> HttpResponse:
    """Show what each quarter of a fiscal year moved on its lines: the laporan triwulan."""
    who, today = asking.viewer(request), asking.today()
    asked = request.GET.get("year", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    years = sorted({one.fiscal_year for one in agreements.budget_lines(seen_by=who)} | {today.year}, reverse=True)
    context = {
        "tabs": money_words.tabs("quarters"),
        "chosen": chosen,
        "years": [(one, one == chosen) for one in years],
        "rows": reports.budget_use(year=chosen, seen_by=who),
    }
    return render(request, "payung/money/quarters.html", context)


urlpatterns = [
    path("", index, name="money"),
    path("lines/<int:line_id>/", line, name="budget_line"),
    path("bills/", bill_list, name="bills"),
    path("bills/new/", bills.new, name="new_bills"),
    path("bills/<int:bill_id>/", bills.bill, name="bill"),
    path("bills/<int:bill_id>/changes/", bills.changes, name="bill_changes"),
    path("bills/<int:bill_id>/people/", bills.people, name="bill_people"),
    path("bills/<int:bill_id>/issue/", bills.issue, name="issue_bill"),
    path("bills/<int:bill_id>/void/", bills.void, name="void_bill"),
    path("bills/<int:bill_id>/paper/", bills.request_payment, name="request_payment"),
    path("bills/<int:bill_id>/receipt/", bills.write_receipt, name="write_receipt"),
    path("bills/<int:bill_id>/pay/", payments.record, name="pay_bill"),
    path("bills/<int:bill_id>/pay/accept/", payments.accept, name="accept_payment"),
    path("bills/<int:bill_id>/correct/", payments.correct, name="correct_bill"),
    path("bills/<int:bill_id>/people/back/", payments.give_back, name="give_back_months"),
    path("payments/", payment_list, name="payments"),
    path("quarters/", quarters, name="quarters"),
    path("reconcile/", payments.reconcile, name="reconcile"),
    path("lapses/", lapses.index, name="lapses"),
    path("lapses/<str:programme>/<int:of_year>-<int:of_month>/", lapses.people, name="lapsing_people"),
    path("others/", lapses.others, name="others"),
    path("others/<str:programme>/", lapses.others_people, name="others_people"),
    path("year/", year.index, name="year"),
    path("year/rehearsal/<uuid:number>/", year.rehearsal, name="year_rehearsal"),
]
