"""One case of personal data as its page shows it, with the clock in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.access.viewer import Viewer
from payung.flows import correct_a_person, erase_a_person
from payung.flows import words_of_privacy as words
from payung.privacy import queries
from payung.privacy.data import DATA, FIELDS
from payung.privacy.queries import CaseSeen, Detail
from payung.vocabulary.words import Words
from payung.web import asking, privacy_typed
from payung.web.language import number, t
from payung.web.trail_words import act

Problems = Sequence[tuple[str, Words]]


def clock(one: CaseSeen, now: dt.datetime) -> dict[str, str]:
    """Return what is left of a case's clock in words, and how loud it is."""
    if not one.is_running:
        late = one.closed_at is not None and one.closed_at > one.due_at
        return {"words": t("lewat batas", "late") if late else t("dalam batas", "in time"), "mark": "warn" if late else "good"}  # fmt: skip
    minutes = int(abs(one.due_at - now).total_seconds() // 60)
    hours = f"{number(minutes // 60)} {t('jam', 'h')} {minutes % 60} {t('menit', 'min')}"
    if one.is_overdue(now):
        return {"words": t(f"lewat {hours}", f"overdue by {hours}"), "mark": "bad"}
    return {"words": t(f"sisa {hours}", f"{hours} left"), "mark": "warn" if one.is_soon(now) else "blue"}


def case_page(request: HttpRequest, case_id: int, problems: Problems = ()) -> HttpResponse:
    """Show one case, with what was wrong with a step; what was typed stays in its form."""
    who, now = asking.viewer(request), asking.now()
    found = queries.detail(case_id, seen_by=who)
    one = found.case
    shown = {
        "one": one,
        "kind": words.KINDS[one.kind],
        "state": words.STATES[one.state],
        "clock": clock(one, now),
        "weak": words.clock_warning(one),
        "problems": problems,
        "typed": privacy_typed.kept(request) if request.method == "POST" else {"told_at": privacy_typed.written(now)},
        "tellings": [(telling, words.WHOM[telling.whom]) for telling in found.tellings],
        "may": _may(one, who),
        "may_see_letters": bool(who.may & {"write_letter", "see_audit"}),
        **(_breach(found, who) if found.breach else _request(found, who)),
    }
    return render(request, "payung/privacy/case.html", shown, status=422 if problems else 200)


def _may(one: CaseSeen, who: Viewer) -> dict[str, bool]:
    handles = bool(who.may & ({"handle_breach"} if one.kind == "breach" else {"handle_request", "check_request"}))
    checks = "check_request" in who.may and one.proposed_by_id != who.account_id
    return {
        "describe": one.kind == "breach" and one.state == "open" and handles,
        "propose": one.kind != "breach" and one.state == "open" and "handle_request" in who.may,
        "settle": checks and (one.state == "proposed" or (one.state == "applied" and one.leftover > 0)),
        "refuse": checks and one.state == "proposed",
        "tell": handles and one.is_running,
        "close": handles and one.is_running,
        "write": "write_letter" in who.may and (one.kind == "breach" or one.state in ("applied", "refused", "closed")),
    }


def _breach(found: Detail, who: Viewer) -> dict[str, Any]:
    breach = found.breach
    assert breach is not None
    whom = [(name, said) for name, said in words.WHOM.items() if name not in found.case.told]
    return {
        "breach": breach,
        "data": [DATA[name] for name in breach.data],
        "basis": words.BASES[breach.people_basis],
        "exposures": [(one, act(one.act)) for one in found.exposures],
        "accounts": queries.accounts(seen_by=who) if "handle_breach" in who.may else [],
        "since": privacy_typed.written(breach.happened_from),
        "until": privacy_typed.written(breach.happened_until),
        "whom": whom,
    }


def _request(found: Detail, who: Viewer) -> dict[str, Any]:
    one = found.case
    shown: dict[str, Any] = {
        "wanted": [(FIELDS[field], value, field == "nik") for field, value in found.wanted.items()],
        "whom": [("person", words.WHOM["person"])] if "person" not in one.told else [],
        "is_settled": one.state in ("applied", "refused", "closed"),
    }
    changed, left = one.removed, one.kept
    if one.state in ("open", "proposed") and who.may & {"handle_request", "check_request"}:
        if one.kind == "erasure":
            plan = erase_a_person.plan(one.case_id, home=settings.PAYUNG_HOME, by=who)
            changed, left = plan.removed, plan.kept
        else:
            wish = correct_a_person.plan(one.case_id, by=who)
            changed, left = wish.changed, wish.left
    return shown | {"changed": words.changed(one.kind, changed), "kept": words.kept(one.kind, left), "weak_grounds": words.caution(one.kind, left)}  # fmt: skip
