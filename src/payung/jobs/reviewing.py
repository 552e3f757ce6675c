"""Reviewers' answers reach the rows of their lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.flows import act_on_answers
from payung.intake.queries import NoSuchList
from payung.jobs.hands import Hand, Refused
from payung.vocabulary.words import Words

GONE = Words(id="Daftar {number} tidak ada (lagi).", en="There is no list {number} (any longer).")


def _apply(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Let answers take effect, list after list.

    :param order: `lists`, the numbers of the lists.
    :raises Refused: if one of them is gone; those before it have been done.
    """
    tell("match")
    for number in order["lists"]:
        try:
            act_on_answers.run(number, home=settings.PAYUNG_HOME, by=by, at=at)
        except NoSuchList:
            raise Refused([Words(id=GONE.id.format(number=number), en=GONE.en.format(number=number))]) from None
    return f"list:{order['lists'][-1]}"


_STEPS = {"match": Words(id="Memadankan daftar lagi", en="Matching the lists again")}
HANDS = {"apply_answers": Hand(do=_apply, steps=len(_STEPS), words=_STEPS)}
