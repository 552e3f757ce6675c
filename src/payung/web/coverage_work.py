"""Measure a month and publish it: work behind the page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from payung.jobs import actions
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.coverage_asked import OF
from payung.web.language import language, said, t

NO_MONTH = Words(id="“{typed}” bukan bulan. Contoh: 2026-11.", en="“{typed}” is no month. Example: 2026-11.")
NOT_YET = Words(id="Bulan {month} belum tiba.", en="The month {month} has not come yet.")


@require_POST
@asking.door("measure_coverage")
def measure(request: HttpRequest) -> HttpResponse:
    """Ask for a month to be measured."""
    month = _month(request)
    if month is None:
        return redirect("coverage")
    if month.starts_on > asking.today():
        messages.add_message(request, messages.ERROR, said(NOT_YET, month=month), extra_tags="bad")
        return redirect("coverage")
    about = t("Ukur cakupan", "Measure coverage") + f" {month.say(language())}"
    order = {"month": month.starts_on.isoformat()}
    who = asking.viewer(request)
    work = actions.ask(kind="measure_coverage", about=about, order=order, by=who, at=asking.now())
    return redirect("work", work.uuid)


@require_POST
@asking.door("measure_coverage")
def publish(request: HttpRequest) -> HttpResponse:
    """Ask for a measured month to be published."""
    month = _month(request)
    of = request.POST.get("of", "")
    if month is None or of not in OF:
        return redirect("coverage_published")
    basis, population = OF[of]
    about = t("Terbitkan cakupan", "Publish coverage") + f" {month.say(language())}"
    order = {"month": month.starts_on.isoformat(), "basis": basis, "population": population}
    who = asking.viewer(request)
    work = actions.ask(kind="publish_coverage", about=about, order=order, by=who, at=asking.now())
    return redirect("work", work.uuid)


def _month(request: HttpRequest) -> Month | None:
    typed = request.POST.get("month", "")
    try:
        return Month.parse(typed)
    except NotAMonth:
        messages.add_message(request, messages.ERROR, said(NO_MONTH, typed=typed[:40]), extra_tags="bad")
        return None
