"""A month is measured; a measured month is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.coverage import actions, missing_book
from payung.coverage.bulk import CellsDoNotAddUp
from payung.coverage.missing import Sought
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


def _write_missing(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Write one sender's missing people as a workbook. The account's right to reach people is asked by its door.

    :param order: `month` (ISO), `place`, `sender`, `purpose` (as it stands in the trail of the look), `language`.
    :raises Refused: if the month is not measured (any longer).
    """
    tell("write")
    sought = Sought(dt.date.fromisoformat(order["month"]), order["place"], order["sender"])
    try:
        token, people = missing_book.write(
            sought, language=order["language"], purpose=order["purpose"], home=settings.PAYUNG_HOME, by=by, at=at
        )
    except REFUSALS as refused:
        raise Refused([of_refusal(refused)]) from None
    return f"missing:{token}:{people}"


HANDS = {
    "measure_coverage": Hand(do=_measure, steps=measure_coverage.STEPS),
    "publish_coverage": Hand(do=_publish, steps=1),
    "write_missing": Hand(
        do=_write_missing, steps=1, words={"write": Words(id="menulis buku kerja", en="writing the workbook")}
    ),
}
