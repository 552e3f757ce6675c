"""What the page of an order asks a person at its end: to do what was only counted, to accept what is doubtful, to say what a file means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from payung.vocabulary.words import Words
from payung.web.language import number, rupiah, said

_WOULD_SEND = Words(
    id="{names} nama akan dikirim. Belum ada yang keluar.", en="{names} names would be sent. Nothing has left."
)
_WOULD_TURN = Words(
    id="Konsep SK akan memuat {heads} orang seharga {amount}. Belum disusun.",
    en="The draft decree would hold {heads} people for {amount}. It is not made.",
)


def asked(work: Any) -> dict[str, Any]:
    """Return the form that follows an ended order (`template`, '' for none) with what it shows."""
    kind, _, which = work.result.partition(":")
    if work.state == "done" and kind == "would_send":
        return {
            "template": "payung/orders/send.html",
            "told": said(_WOULD_SEND, names=number(int(which))),
        }
    if work.state == "done" and kind == "would_turn":
        heads, amount = (int(one) for one in which.split(":"))
        return {
            "template": "payung/orders/turn.html",
            "told": said(_WOULD_TURN, heads=number(heads), amount=rupiah(amount)),
        }
    if work.state == "refused" and kind == "doubtful_payment":
        return {"template": "payung/orders/pay.html", "told": ""}
    if work.state == "refused" and work.kind == "take_answer_file":
        return {
            "template": "payung/orders/read_again.html",
            "told": "",
            "said_words": _pairs(work.order.get("says", {})),
            "said_columns": _pairs(work.order.get("corrections", {})),
        }
    return {"template": "", "told": ""}


def _pairs(said_of: Mapping[str, str | None]) -> str:
    """Write what a person said about words or columns as they type it."""
    return "\n".join(f"{word}={meaning or ''}" for word, meaning in said_of.items())
