"""A programme decided anew, and people decided by hand in one batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import decide_a_programme, words_of_decisions
from payung.jobs.hands import Hand, Refused
from payung.vocabulary.words import Words


def _order(order: Mapping[str, Any]) -> decide_a_programme.Order:
    lists = order.get("lists", ())
    return decide_a_programme.Order(
        code=order["code"],
        on=dt.date.fromisoformat(order["on"]),
        lists=None if lists is None else tuple(lists),
        really=True,
    )


def _decide(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Decide a programme and store it.

    :param order: `code`, `on` (ISO), `lists` (numbers; None: every ready list).
    :raises Refused: with the reason.
    """
    try:
        decide_a_programme.run(_order(order), home=settings.PAYUNG_HOME, by=by, at=at, tell=tell)
    except NotAllowed:
        raise
    except words_of_decisions.REFUSALS as refused:
        raise Refused([words_of_decisions.of_refusal(refused)]) from None
    return f"programme:{order['code']}"


def _settle(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Decide by hand everybody who has one reason, then deal the seats out anew.

    :param order: `code`, `on` (ISO), `outcome`, `note`, `reason`.
    :raises Refused: with the reason.
    """
    try:
        decide_a_programme.settle(
            _order(order),
            outcome=order["outcome"],
            note=order["note"],
            candidates=None,
            reason=order["reason"],
            home=settings.PAYUNG_HOME,
            by=by,
            at=at,
            tell=tell,
        )
    except NotAllowed:
        raise
    except words_of_decisions.REFUSALS as refused:
        raise Refused([words_of_decisions.of_refusal(refused)]) from None
    return f"programme:{order['code']}"


_STEPS = {
    "gather": Words(id="Mengumpulkan orang dari daftar", en="Gathering people from the lists"),
    "decide": Words(id="Menjalankan aturan", en="Running the rules"),
    "store": Words(id="Menyimpan keputusan", en="Storing the decisions"),
    "tell": Words(id="Memberi tahu pengusul", en="Telling the senders"),
}
HANDS = {
    "decide": Hand(do=_decide, steps=len(decide_a_programme.STEPS), words=_STEPS),
    "settle": Hand(do=_settle, steps=len(decide_a_programme.STEPS), words=_STEPS),
}
