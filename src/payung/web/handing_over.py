"""An account's open work as its page shows it, and the one act that gives it to a successor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from payung.access import succession
from payung.access.administering import LastAdministrator
from payung.access.succession import NotASuccessor
from payung.access.viewer import Viewer
from payung.flows.hand_over_an_account import WORK
from payung.jobs import handing
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import number as written
from payung.web.language import said, t
from payung.web.typed import whole

LAST = Words(
    id="Ini pengelola akun terakhir di kantor ini. Buka pengelola lain dulu, supaya selalu ada yang dapat membuka akun.",
    en="This is the office's last administrator. Open another first, so that somebody can always open accounts.",
)
NO_SUCCESSOR = Words(
    id="Pilih pengganti: akun terbuka di kantor ini dengan peran yang sama dan paling sedikit pengirim yang sama.",
    en="Choose a successor: an open account of this office with the same role and at least the same senders.",
)


def shown(account_id: int, who: Viewer) -> dict[str, Any]:
    """Return what the page of an account says about handing over; nothing to whoever may only read accounts."""
    if "administer" not in who.may:
        return {}
    counts = handing.open_work(account_id, at=asking.now(), by=who)
    return {
        "open_work": [(WORK[name], count) for name, count in counts.items()],
        "successors": succession.successors(account_id, seen_by=who),
    }


def handed(request: HttpRequest, account_id: int) -> list[tuple[str, Words]]:
    """Hand an account's work over as the form says; return what is wrong with it, and say it where nothing is."""
    chosen = request.POST.get("successor", "")
    closes = request.POST.get("closes") == "yes"
    try:
        to, given = handing.hand_over(
            account_id,
            to_account=whole(chosen) or 0,
            closes=closes,
            by=asking.viewer(request),
            at=asking.now(),
        )
    except NotASuccessor:
        return [("successor", NO_SUCCESSOR)]
    except LastAdministrator:
        return [("successor", LAST)]
    counts = ", ".join(f"{said(WORK[name])}: {written(count)}" for name, count in given.items())
    end = t(" Akun ditutup.", " The account is closed.") if closes else ""
    messages.success(request, t(f"Diserahkan kepada {to} ({counts}).", f"Handed over to {to} ({counts}).") + end, extra_tags="good")  # fmt: skip
    return []
