"""A dropped workbook becomes a judged list; a list's workbook is written again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import lift_a_hold, receive_a_list, return_a_list, words_of_lists, words_of_refusals
from payung.flows.columns_of_a_list import ColumnsNeedAPerson
from payung.intake import files, uploads
from payung.intake.queries import NoSuchList
from payung.intake.returning.refusals import CannotReturn
from payung.jobs.hands import Hand, Refused
from payung.vocabulary.words import Words

GONE = Words(
    id="Berkas unggahan sudah tidak ada; unggah sekali lagi.", en="The uploaded file is gone; upload it once more."
)
ORIGINAL_GONE = Words(
    id="Berkas asli daftar ini sudah dihapus karena masa simpannya berakhir.",
    en="The original file of this list was removed when its time was over.",
)


def _receive(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Receive the file of an order. The upload goes when its list is in, or refused for good.

    :param order: `path` (where the upload was put), `file_name` (how the sender calls it), `content` (its digest), `sender`,
        `purpose`, `list_on` (ISO), `kind`, `replaces`, `accept_columns`, `corrections` (heading or place -> field or None), `language`.
    :raises Refused: with every reason; `result` is "columns" where a person must settle them.
    """
    home = settings.PAYUNG_HOME
    upload = Path(order["path"])
    # What was taken in once is kept under its content: an order that comes again finds it there.
    file = upload if upload.exists() else files.place_of(home, order.get("content", ""))
    if not file.is_file():
        raise Refused([GONE])
    try:
        done = receive_a_list.run(_wanted(order, file), home=home, by=by, at=at, tell=tell)
    except ColumnsNeedAPerson as asked:
        uploads.write_preview(upload, _preview(asked))
        raise Refused(words_of_refusals.of_list(asked), result="columns") from None
    except receive_a_list.REFUSALS as refused:
        uploads.remove(home, upload)
        if isinstance(refused, NotAllowed):
            raise
        raise Refused(words_of_refusals.of_list(refused)) from None
    uploads.remove(home, upload)
    return f"list:{done.receipt.list_id}"


def _wanted(order: Mapping[str, Any], file: Path) -> receive_a_list.Order:
    return receive_a_list.Order(
        file=file,
        file_name=order.get("file_name", ""),
        sender=order["sender"],
        purpose=order["purpose"],
        list_on=dt.date.fromisoformat(order["list_on"]),
        kind=order.get("kind", "proposal"),
        replaces=order.get("replaces"),
        accept_columns=order.get("accept_columns", False),
        corrections=order.get("corrections", {}),
        language=order.get("language", "id"),
    )


def _preview(asked: ColumnsNeedAPerson) -> str:
    """Return what the page of columns shows, as JSON: every table with its columns, and the first rows of its sheet."""
    doubtful = {(one.sheet_no, one.column.index) for one in asked.settled.questions}
    tables = [
        {
            "sheet_no": shown.sheet_no,
            "sheet": shown.sheet,
            "table": place,
            "columns": [
                {
                    "index": column.index,
                    "header": column.header,
                    "group": column.group,
                    "field": column.field,
                    "part": column.part,
                    "why": {"id": column.why.id, "en": column.why.en},
                    "doubtful": (shown.sheet_no, column.index) in doubtful and not column.accepted,
                }
                for column in columns
            ],
            "rows": shown.rows,
        }
        for shown in asked.sheets
        for place, columns in enumerate(asked.settled.mappings[shown.sheet_no])
    ]
    return json.dumps({"tables": tables}, ensure_ascii=False)


def _return(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Write a list's workbook again.

    :param order: `list_id`, `language`.
    :raises Refused: if the list is not there for the account, its file is gone, or cannot be written.
    """
    list_id = order["list_id"]
    try:
        return_a_list.again(list_id, home=settings.PAYUNG_HOME, by=by, language=order.get("language", "id"), tell=tell)
    except NoSuchList:
        raise NotAllowed("see_list") from None
    except return_a_list.OriginalGone:
        raise Refused([ORIGINAL_GONE]) from None
    except CannotReturn as refused:
        raise Refused([refused.words]) from None
    return f"workbook:{list_id}"


def _match(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Match a list whose hold was lifted.

    :param order: `list_id`.
    :raises Refused: if the list is not there for the account.
    """
    list_id = order["list_id"]
    tell("match")
    try:
        lift_a_hold.go_on(list_id, home=settings.PAYUNG_HOME, by=by, at=at)
    except NoSuchList:
        raise NotAllowed("see_list") from None
    return f"list:{list_id}"


HANDS = {
    "receive_list": Hand(do=_receive, steps=len(receive_a_list.STEPS), words=words_of_lists.STEPS),
    "return_list": Hand(do=_return, steps=len(return_a_list.STEPS), words=words_of_lists.STEPS),
    "match_list": Hand(do=_match, steps=1, words=words_of_lists.STEPS),
}
