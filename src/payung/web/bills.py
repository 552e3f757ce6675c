"""One bill: its months, prices and decrees, who is behind it, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from payung.access.viewer import Viewer
from payung.agreements import queries as agreements
from payung.agreements.telling import VALUES
from payung.contributions import checking, looking, queries
from payung.contributions.queries import BillShown
from payung.contributions.refusals import NoSuchBill
from payung.flows import request_a_payment
from payung.flows.words_of_money import REFUSALS, of_money
from payung.law.explaining import CONFIDENCE_WORDS
from payung.law.figures import WEAK
from payung.law.holidays import unentered
from payung.letters import queries as letters
from payung.letters import signers
from payung.vocabulary.words import Words
from payung.web import asking, money_words, orders
from payung.web.language import said, t
from payung.web.typed import Typed

_UNKNOWN = Words(id="tidak diketahui", en="unknown")
_PROGRAMME = Words(id="Program", en="Programme")
_FIRST = Words(id="Bulan pertama", en="First month")
_LAST = Words(id="Bulan terakhir", en="Last month")
_LINE = Words(id="Mata anggaran", en="Budget line")
_HOLIDAY = Words(id="Hari libur di sekitar jatuh tempo", en="Holiday near the due day")
_CODE = Words(id="Kode iuran", en="Kode iuran")
_REASON = Words(id="Alasan", en="Reason")
_TO = Words(id="Kepada", en="To")
_SIGNER = Words(id="Jabatan penanda tangan", en="Title of the signer")
_BACKWARDS = Words(
    id="Bulan terakhir lebih awal daripada bulan pertama.", en="The last month is before the first month."
)


def the_bill(bill_id: int, who: Viewer) -> BillShown:
    """Return a bill of the viewer's office, without the look for what changed.

    :raises NoSuchBill: if there is none for them.
    """
    found = next(iter(queries.bills(seen_by=who, bill_id=bill_id, with_changes=False)), None)
    if found is None:
        raise NoSuchBill(bill_id)
    return found


@asking.door("see_money")
def bill(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Show one bill."""
    return show(request, bill_id)


def show(
    request: HttpRequest,
    bill_id: int,
    *,
    act: str = "",
    wrong: Sequence[str] = (),
    kept: Mapping[str, str] | None = None,
    told: Sequence[tuple[str, Words]] = (),
) -> HttpResponse:
    """Show one bill, with what was wrong in one of its forms and what was typed there.

    :param told: what would become of a payment that was only tried: a mark and a sentence each.
    """
    who = asking.viewer(request)
    found = the_bill(bill_id, who)
    prices = queries.prices_of(bill_id, seen_by=who)
    context = {
        "tabs": money_words.tabs("bills"),
        "bill": found,
        "months": money_words.period(found.first_month, found.end_month),
        "state": money_words.STATES[found.state],
        "badge": money_words.BADGES[found.state],
        "is_late": found.state in ("draft", "issued") and found.due_on < asking.today(),
        "is_standing": found.state in ("draft", "issued"),
        "unentered": unentered([found.due_on] if found.state in ("draft", "issued") else []),
        "prices": [{"one": one, "amount": one.people * (one.jkk + one.jkm + one.jht)} for one in prices],
        "rests_on": list(
            dict.fromkeys(
                (one.cited, CONFIDENCE_WORDS.get(one.weakest, _UNKNOWN), one.weakest in WEAK) for one in prices
            )
        ),
        "decrees": queries.decrees_of(bill_id, seen_by=who),
        "payments": queries.payments(seen_by=who, bill_id=bill_id),
        "corrections": [
            (one, money_words.CORRECTIONS[one.kind]) for one in queries.corrections_of(bill_id, seen_by=who)
        ],
        "papers": _papers(bill_id, who),
        "treasury": request_a_payment.TREASURY,
        "act": act,
        "wrong": wrong,
        "kept": kept or {},
        "told": told,
        **_may(found, who),
    }
    return render(request, "payung/money/bill.html", context)


def _may(found: BillShown, who: Viewer) -> dict[str, Any]:
    """Return what this account may do with a bill as it stands; the actions ask again."""
    pays = "pay" in who.may and found.made_by != who.name
    targets = []
    if pays and found.difference > 0:
        issued = queries.bills(seen_by=who, states=("issued",), with_changes=False)
        targets = [one for one in issued if one.bill_id != found.bill_id]
    return {
        "may_issue": "bill" in who.may and found.state == "draft",
        "may_void": "bill" in who.may and found.state in ("draft", "issued"),
        "may_receipt": "write_letter" in who.may and not who.senders and found.state == "paid" and not found.difference,
        "may_request": "write_letter" in who.may and not who.senders and found.state == "issued",
        "may_pay": pays and found.state == "issued",
        "may_correct": pays and found.difference > 0,
        "is_maker": "pay" in who.may and found.made_by == who.name,
        "may_see_names": looking.may_see_names(who),
        "targets": targets,
    }


def _papers(bill_id: int, who: Viewer) -> list[letters.LetterSeen]:
    if who.senders or not who.may & {"write_letter", "see_audit", "pay"}:
        return []
    return letters.letters(seen_by=who, about=f"bill:{bill_id}")


@asking.door("see_money")
def changes(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Look line by line for what changed since the bill was made; part of its page, and a page without script."""
    who = asking.viewer(request)
    found = next(iter(queries.bills(seen_by=who, bill_id=bill_id)), None)
    if found is None:
        raise NoSuchBill(bill_id)
    return render(request, "payung/money/changes.html", {"bill": found, "tabs": money_words.tabs("bills")})


@asking.door("see_money")
def people(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Show who is billed, a page at a time; the look is recorded."""
    return show_people(request, bill_id)


def show_people(
    request: HttpRequest, bill_id: int, *, wrong: Sequence[str] = (), kept: Mapping[str, str] | None = None
) -> HttpResponse:
    """Show who is billed, with what was wrong in the form that gives months back."""
    who = asking.viewer(request)
    found = the_bill(bill_id, who)
    page = looking.people_of_bill(bill_id, seen_by=who, at=asking.now(), after=request.GET.get("after", ""))
    context = {
        "tabs": money_words.tabs("bills"),
        "bill": found,
        "months": money_words.period(found.first_month, found.end_month),
        "page": page,
        "may_give_back": "pay" in who.may and found.made_by != who.name and found.state == "paid",
        "wrong": wrong,
        "kept": kept or {},
        "ticked": request.POST.getlist("person"),
    }
    return render(request, "payung/money/people.html", context)


@asking.door("bill")
def new(request: HttpRequest) -> HttpResponse:
    """Ask for bills of a programme's months; they are made in the background."""
    who = asking.viewer(request)
    queries.whole_office(who)
    programmes = [one.code for one in agreements.programmes(seen_by=who)]
    lines = agreements.budget_lines(seen_by=who)
    wrong: list[str] = []
    kept: Mapping[str, str] = request.GET.dict()
    if request.method == "POST":
        typed = Typed(request.POST)
        order = _order(typed, programmes, [str(one.pk) for one in lines])
        if not typed.wrong:
            return orders.ask(who, "make_bills", about=order["programme"], order=order)
        wrong, kept = typed.wrong, typed.kept
    context = {
        "tabs": money_words.tabs("bills"),
        "programmes": programmes,
        "lines": [(one, VALUES["source"].get(one.source)) for one in lines],
        "wrong": wrong,
        "kept": kept,
    }
    return render(request, "payung/money/new.html", context)


def _order(typed: Typed, programmes: Sequence[str], lines: Sequence[str]) -> dict[str, Any]:
    programme = typed.choice("programme", _PROGRAMME, programmes)
    first = typed.month("first", _FIRST)
    last = typed.month("last", _LAST, wanted=False) or first
    line = typed.choice("line", _LINE, lines, wanted=False)
    holiday = typed.day("holiday", _HOLIDAY, wanted=False)
    if first and last and last < first:
        typed.wrong.append(said(_BACKWARDS))
    return {
        "programme": programme,
        "first": first.starts_on.isoformat() if first else "",
        "end": last.ends_on.isoformat() if last else "",
        "line": int(line) if line else None,
        "holidays": [holiday.isoformat()] if holiday else [],
    }


@require_POST
@asking.door("bill")
def issue(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Have a bill given its kode iuran; its list is compared line by line in the background."""
    who = asking.viewer(request)
    typed = Typed(request.POST)
    code = typed.text("kode", _CODE)
    wrong = typed.wrong or refused(lambda: checking.issue(bill_id=bill_id, kode_iuran=code, by=who))
    if wrong:
        return show(request, bill_id, act="issue", wrong=wrong, kept=typed.kept)
    return orders.ask(who, "issue_bill", about=_named(bill_id), order={"bill": bill_id, "kode": code})


@require_POST
@asking.door("bill")
def void(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Have a bill voided, with a reason."""
    who = asking.viewer(request)
    typed = Typed(request.POST)
    reason = typed.text("reason", _REASON)
    wrong = typed.wrong or refused(lambda: checking.void(bill_id=bill_id, by=who))
    if wrong:
        return show(request, bill_id, act="void", wrong=wrong, kept=typed.kept)
    return orders.ask(who, "void_bill", about=_named(bill_id), order={"bill": bill_id, "reason": reason})


def refused(look: Callable[[], None]) -> list[str]:
    """Look before work is asked for and return what is wrong; a bill that is not there is no message but a 404."""
    try:
        look()
    except NoSuchBill:
        raise
    except REFUSALS as no:
        return [said(one) for one in of_money(no)]
    return []


def _named(bill_id: int) -> str:
    return t(f"Tagihan {bill_id}", f"Bill {bill_id}")


@require_POST
@asking.door("write_letter")
def request_payment(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Have the request to pay a bill written."""
    who = asking.viewer(request)
    the_bill(bill_id, who)
    typed = Typed(request.POST)
    to = typed.text("to", _TO)
    title, name, nip = (typed.text(field, _SIGNER, wanted=False) for field in ("title", "name", "nip"))
    if typed.wrong:
        return show(request, bill_id, act="paper", wrong=typed.wrong, kept=typed.kept)
    signer = signers.note(signers.Signing(title, name, nip), by=who, at=asking.now()) if title else None
    order = {"bill": bill_id, "to": to, "signer": signer}
    return orders.ask(who, "request_payment", about=_named(bill_id), order=order)


@require_POST
@asking.door("write_letter")
def write_receipt(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Have the receipt of a settled bill written."""
    who = asking.viewer(request)
    the_bill(bill_id, who)
    return orders.ask(who, "request_payment", about=_named(bill_id), order={"bill": bill_id, "receipt": True})
