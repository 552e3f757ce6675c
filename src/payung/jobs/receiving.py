"""A dropped workbook becomes a judged list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import receive_a_list, words_of_refusals
from payung.jobs.hands import Hand, Refused


def _receive(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Receive the file of an order.

    :param order: `path` (where the upload was put), `sender`, `purpose`, `list_on` (ISO), `kind`, `replaces`,
        `accept_columns`, `corrections` (heading -> field or None), `language`.
    :raises Refused: with every reason; `result` is "columns" where a person must settle them.
    """
    wanted = receive_a_list.Order(
        file=Path(order["path"]),
        sender=order["sender"],
        purpose=order["purpose"],
        list_on=dt.date.fromisoformat(order["list_on"]),
        kind=order.get("kind", "proposal"),
        replaces=order.get("replaces"),
        accept_columns=order.get("accept_columns", False),
        corrections=order.get("corrections", {}),
        language=order.get("language", "id"),
    )
    try:
        done = receive_a_list.run(wanted, home=settings.PAYUNG_HOME, by=by, at=at, tell=tell)
    except NotAllowed:
        raise
    except receive_a_list.REFUSALS as refused:
        asks = isinstance(refused, receive_a_list.ColumnsNeedAPerson)
        raise Refused(words_of_refusals.of_list(refused), result="columns" if asks else "") from None
    return f"list:{done.receipt.list_id}"


receive_list = Hand(do=_receive, steps=len(receive_a_list.STEPS))
