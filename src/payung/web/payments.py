"""What was paid: an SP2D recorded beside its bill, money that moves afterwards, and the quarter with the branch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from payung.agreements import queries as agreements
from payung.contributions import checking, payments, protection, queries, reconciling, reports
from payung.contributions.payments import Entered, Paid
from payung.contributions.reconciling import TheirSide
from payung.contributions.refusals import AlreadyEntered, NoSuchBill
from payung.flows.words_of_money import REFUSALS, of_balance, of_doubts, of_money, of_protection
from payung.jobs import queries as jobs
from payung.law.months import add_months
from payung.vocabulary.month import Month
from payung.vocabulary.words import Words
from payung.web import asking, bills, money_words, orders
from payung.web.language import said
from payung.web.typed import Typed, wholes

_SP2D = Words(id="Nomor SP2D", en="Number of the SP2D")
_DATE = Words(id="Tanggal", en="Day")
_FIRST = Words(id="Bulan pertama", en="First month")
_LAST = Words(id="Bulan terakhir", en="Last month")
_HEADS = Words(id="Jumlah orang", en="Number of people")
_AMOUNT = Words(id="Jumlah", en="Amount")
_CODE = Words(id="Kode iuran", en="Kode iuran")
_RECEIPT = Words(id="Bukti bayar BPJS", en="BPJS's receipt")
_DOCUMENT = Words(id="Nomor surat atau bukti", en="Number of the letter or transfer")
_TARGET = Words(id="Tagihan tujuan", en="Bill it goes to")
_WHO = Words(id="Orang: pilih paling sedikit satu.", en="People: choose at least one.")
_MONTHS_THEIRS = Words(id="Orang-bulan menurut cabang", en="Person-months by the branch")
_AMOUNT_THEIRS = Words(id="Rupiah menurut cabang", en="Rupiah by the branch")
_PROGRAMME = Words(id="Program", en="Programme")
_EXPLAIN = Words(id="Penjelasan", en="Explanation")
_NO_TARGET = Words(id="Tagihan tujuan tidak ada.", en="The bill it goes to does not exist.")
_KEPT = Words(id="Rekonsiliasi tersimpan.", en="The reconciliation is kept.")


@require_POST
@asking.door("pay")
@asking.recently()
def record(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Have an SP2D recorded, or only try it. Sent twice, it is recorded once."""
    who = asking.viewer(request)
    bills.the_bill(bill_id, who)
    typed = Typed(request.POST)
    paid = _paid(typed)
    if paid is None:
        return bills.show(request, bill_id, act="pay", wrong=typed.wrong, kept=typed.kept)
    try:
        entered = payments.check(paid=paid, by=who, at=asking.now())
    except AlreadyEntered as again:
        messages.warning(request, said(of_money(again)[0]), extra_tags="warn")
        return redirect("bill", bill_id)
    except REFUSALS as refused:
        wrong = [said(one) for one in of_money(refused)]
        return bills.show(request, bill_id, act="pay", wrong=wrong, kept=typed.kept)
    if request.POST.get("act") != "record":
        return bills.show(request, bill_id, act="pay", told=_told(entered, paid), kept=typed.kept)
    fields = {name: str(value) if isinstance(value, dt.date) else value for name, value in asdict(paid).items()}
    return orders.ask(
        who,
        "record_payment",
        about=f"SP2D {paid.sp2d_number}",
        order={**fields, "bill": entered.bill_id, "accepts": []},
    )


@require_POST
@asking.door("pay")
def accept(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Record an SP2D all the same whose doubts somebody has read; what is doubtful meanwhile is shown anew."""
    who = asking.viewer(request)
    before = orders.named(request, who, kind="record_payment")
    kind, _, doubts = before.result.partition(":")
    if before.order["bill"] != bill_id:
        raise jobs.NoSuchWork
    if kind != "doubtful_payment":
        return redirect("work", before.uuid)
    return orders.ask(who, "record_payment", about=before.about, order={**before.order, "accepts": doubts.split(";")})


def _paid(typed: Typed) -> Paid | None:
    """Read an SP2D as the paper says it; None where something is missing or unreadable."""
    sp2d = typed.text("sp2d", _SP2D)
    paid_on = typed.day("paid_on", _DATE)
    code = typed.text("kode", _CODE)
    first = typed.month("first", _FIRST)
    last = typed.month("last", _LAST, wanted=False) or first
    heads = typed.whole("heads", _HEADS)
    amount = typed.rupiah("amount", _AMOUNT)
    receipt = typed.text("receipt", _RECEIPT, wanted=False)
    if typed.wrong or paid_on is None or first is None or last is None or heads is None or amount is None:
        return None
    return Paid(sp2d, paid_on, code, first.starts_on, last.ends_on, heads, amount, receipt)


def _told(entered: Entered, paid: Paid) -> list[tuple[str, Words]]:
    """Say what would become of a payment, each sentence with its mark."""
    is_exact = not entered.overpaid and not entered.underpaid
    told = [("good" if is_exact else "warn", of_balance(entered))]
    if entered.is_settled:
        days = protection.clock(add_months(paid.end_month, -1))
        told.append(("good", of_protection(paid.heads, paid.end_month, days.ends_on)))
    return told + [("warn", words) for words in of_doubts(entered)]


@require_POST
@asking.door("pay")
@asking.recently()
def correct(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Have it booked that an excess came back, or is carried to another bill."""
    who = asking.viewer(request)
    bills.the_bill(bill_id, who)
    typed = Typed(request.POST)
    amount = typed.rupiah("amount", _AMOUNT)
    document = typed.text("document", _DOCUMENT)
    moved_on = typed.day("moved_on", _DATE)
    target = typed.whole("to_bill", _TARGET, wanted=False)
    if typed.wrong or amount is None or moved_on is None:
        return bills.show(request, bill_id, act="correct", wrong=typed.wrong, kept=typed.kept)
    wrong = _refused(
        lambda: checking.excess(bill_id=bill_id, to_bill_id=target, amount=amount, document=document, by=who)
    )
    if wrong:
        return bills.show(request, bill_id, act="correct", wrong=wrong, kept=typed.kept)
    order = {"bill": bill_id, "to_bill": target, "amount": amount, "document": document}
    return orders.ask(who, "correct_payment", about=document, order={**order, "moved_on": moved_on.isoformat()})


@require_POST
@asking.door("pay")
@asking.recently()
def give_back(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Have it booked that paid months of people who left came back."""
    who = asking.viewer(request)
    bills.the_bill(bill_id, who)
    typed = Typed(request.POST)
    first = typed.month("first", _FIRST)
    document = typed.text("document", _DOCUMENT)
    moved_on = typed.day("moved_on", _DATE)
    people = sorted(set(wholes(request.POST.getlist("person"))))
    if not people:
        typed.wrong.append(said(_WHO))
    if typed.wrong or first is None or moved_on is None:
        return bills.show_people(request, bill_id, wrong=typed.wrong, kept=typed.kept)
    since = first.starts_on
    wrong = _refused(
        lambda: checking.months(bill_id=bill_id, person_ids=people, from_month=since, document=document, by=who)
    )
    if wrong:
        return bills.show_people(request, bill_id, wrong=wrong, kept=typed.kept)
    order = {"bill": bill_id, "people": people, "from_month": since.isoformat(), "document": document}
    return orders.ask(who, "give_back_months", about=document, order={**order, "moved_on": moved_on.isoformat()})


def _refused(look: Callable[[], None]) -> list[str]:
    """Look before a correction is asked for; here the bill that may not be there is the one it goes to."""
    try:
        return bills.refused(look)
    except NoSuchBill:
        return [said(_NO_TARGET)]


@asking.door("see_money")
def reconcile(request: HttpRequest) -> HttpResponse:
    """Show our side of a period beside what the branch says, and keep both with the difference explained."""
    who = asking.viewer(request)
    programmes = {one.code: one for one in agreements.programmes(seen_by=who)}
    typed = Typed(request.POST if request.method == "POST" else request.GET)
    is_asked = "first" in typed.sent
    programme = typed.choice("programme", _PROGRAMME, list(programmes), wanted=is_asked)
    first = typed.month("first", _FIRST, wanted=is_asked)
    last = typed.month("last", _LAST, wanted=False) or (first.plus(2) if first else None)
    ours = None
    if programme and first and last and first <= last:
        ours = reports.our_side(
            programme_id=programmes[programme].pk, first_month=first.starts_on, end_month=last.ends_on, seen_by=who
        )
        if request.method == "POST" and _reconciled(request, typed, programmes[programme].pk, first, last):
            return redirect("reconcile")
    context = {
        "tabs": money_words.tabs("reconcile"),
        "programmes": list(programmes),
        "ours": ours,
        "months": money_words.period(ours.first_month, ours.end_month) if ours else "",
        "kept": typed.kept,
        "wrong": typed.wrong,
        "may_pay": "pay" in who.may,
        "earlier": [
            (one, money_words.period(one.first_month, one.end_month)) for one in queries.reconciliations(seen_by=who)
        ],
    }
    return render(request, "payung/money/reconcile.html", context)


def _reconciled(request: HttpRequest, typed: Typed, programme_id: int, first: Month, last: Month) -> bool:
    """Keep both sides; what is wrong stands in `typed.wrong`."""
    months = typed.whole("their_months", _MONTHS_THEIRS)
    amount = typed.rupiah("their_amount", _AMOUNT_THEIRS)
    explanation = typed.text("explanation", _EXPLAIN, wanted=False)
    if typed.wrong or months is None or amount is None:
        return False
    try:
        reconciling.reconcile(
            programme_id=programme_id,
            first_month=first.starts_on,
            end_month=last.ends_on,
            theirs=TheirSide(months, amount),
            explanation=explanation,
            by=asking.viewer(request),
            at=asking.now(),
        )
    except REFUSALS as refused:
        typed.wrong.extend(said(one) for one in of_money(refused))
        return False
    messages.success(request, said(_KEPT), extra_tags="good")
    return True
