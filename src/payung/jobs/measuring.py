"""A month is measured; a measured month is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.coverage import actions
from payung.coverage.bulk import CellsDoNotAddUp
from payung.coverage.queries import Question
from payung.coverage.words import REFUSALS, of_overlap, of_refusal
from payung.flows import measure_coverage
from payung.jobs.hands import Hand, Refused
from payung.vocabulary.words import Words

NOT_CLOSED = Words(
    id="Hitungan tidak tertutup, tidak ada yang disimpan: {what}",
    en="The count does not close, nothing was stored: {what}",
)


def _measure(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Measure the `month` (ISO) of an order.

    :raises Refused: if a ledger does not close.
    """
    month = dt.date.fromisoformat(order["month"])
    try:
        measure_coverage.run(month=month, home=settings.PAYUNG_HOME, by=by, at=at, tell=tell)
    except CellsDoNotAddUp as broken:
        raise Refused([Words(NOT_CLOSED.id.format(what=broken), NOT_CLOSED.en.format(what=broken))]) from None
    return f"coverage:{month:%Y-%m}"


def _publish(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Publish the `month` (ISO) of an order on a `basis` and `population`, of the office's own place.

    :raises Refused: if there is nothing to publish, or a place above or below is published.
    """
    month = dt.date.fromisoformat(order["month"])
    asked = Question(month=month, place=by.kabupaten_code, basis=order["basis"], population=order["population"])
    tell("menahan yang kecil / withholding the small")
    try:
        done = actions.publish(asked=asked, by=by, at=at)
    except actions.OverlapsPublished as refused:
        raise Refused([of_overlap(refused.place)]) from None
    except REFUSALS as refused:
        raise Refused([of_refusal(refused)]) from None
    return f"publication:{done.month:%Y-%m}"


measure = Hand(do=_measure, steps=measure_coverage.STEPS)
publish = Hand(do=_publish, steps=1)
