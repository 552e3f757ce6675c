"""Packages that leave and answers that come back, as work behind the page."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.exchanges.outgoing import PART
from payung.flows import send_a_package, stand_by_an_answer, take_an_answer, words_of_answers, write_letters
from payung.flows.words_of_answers import ANSWERING, SENDING
from payung.flows.words_of_papers import LETTER_REFUSALS, of_letter
from payung.jobs.hands import Hand, Refused
from payung.vocabulary.words import Words

Tell = Callable[[str], None]
#: What a person may say about an answer file beside its day.
SETTINGS = ("says", "corrections", "accept_columns", "although_unknown", "takes_newer", "rest_yes")
#: What a person may decide about the answers of a package.
STANDS = ("take_newer", "give_rest", "follow")
GONE = Words(
    id="Berkas unggahan sudah tidak ada; unggah sekali lagi.", en="The uploaded file is gone; upload it once more."
)


def outgoing(office_id: int) -> Path:
    """Return where the files of an office's packages stand until they are fetched: never in the web root."""
    return settings.PAYUNG_HOME / "outgoing" / str(office_id)


def _send(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Send whoever waits, or only count them.

    :param order: `programme`, `purposes`, `decree`, `asked_before` (ISO), `part`, `really`.
    :raises Refused: with every reason. A decree that removes nobody has one package only.
    """
    done, refused = [], []
    for purpose in order["purposes"]:
        tell(purpose)
        try:
            done.append(send_a_package.run(_sending(order, purpose, by), home=settings.PAYUNG_HOME, by=by, at=at))
        except SENDING as one:
            refused.append(words_of_answers.of_sending(one))
    sent = [one for one in done if one.names]
    if refused or not sent:
        raise Refused(list(dict.fromkeys(refused)) or [words_of_answers.NOBODY])
    if not order.get("really"):
        return f"would_send:{sum(one.names for one in sent)}"
    return f"{'package_again' if sent[0].again else 'package'}:{sent[0].package_id}"


def _sending(order: Mapping[str, Any], purpose: str, by: Viewer) -> send_a_package.Order:
    before = order.get("asked_before")
    return send_a_package.Order(
        programme=order["programme"],
        purpose=purpose,
        folder=outgoing(by.office_id),
        decree_id=order.get("decree"),
        asked_before=dt.date.fromisoformat(before) if before else None,
        part=order.get("part") or PART,
        really=bool(order.get("really")),
    )


def _write_package(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Write the files of a package once more; the same package gives the same bytes. `order`: `package`."""
    tell("write")
    try:
        send_a_package.write_again(order["package"], folder=outgoing(by.office_id), by=by, at=at)
    except OSError as full:
        raise Refused([words_of_answers.of_sending(full)]) from None
    return f"package:{order['package']}"


def _take_answer(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Take one answer file for a package.

    A refused upload stays, so that a person can say what it means; a taken one is cleared away: the room keeps its own copy,
    of Disdukcapil none (docs/decisions/0011).

    :param order: `package`, `path`, `answered_on` (ISO), `says`, `corrections`, `accept_columns`, `although_unknown`,
        `takes_newer`, `rest_yes`.
    """
    package = f"package:{order['package']}"
    path = Path(order["path"])
    if not path.is_file():
        raise Refused([GONE], result=package)
    wanted = take_an_answer.Order(
        package_id=order["package"],
        file=path,
        answered_on=dt.date.fromisoformat(order["answered_on"]),
        **{name: order[name] for name in SETTINGS if name in order},
    )
    try:
        done = take_an_answer.run(wanted, home=settings.PAYUNG_HOME, by=by, at=at, tell=tell)
    except ANSWERING as refused:
        raise Refused(words_of_answers.of_answer(refused), result=package) from None
    shutil.rmtree(path.parent, ignore_errors=True)
    return f"{'answer_again' if done.again else 'answer'}:{order['package']}:{done.file.answer_file_id}"


def _stand(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Let a file's newer answers stand, give the rest, or only let register and seats follow.

    :param order: `package`, `file`, `act` (take_newer, give_rest, follow).
    """
    tell(order["act"])
    where = {"package_id": order["package"], "home": settings.PAYUNG_HOME, "by": by, "at": at}
    try:
        if order["act"] == "follow":
            stand_by_an_answer.follow(**where)
        else:
            getattr(stand_by_an_answer, order["act"])(answer_file_id=order["file"], **where)
    except ANSWERING as refused:
        raise Refused(words_of_answers.of_answer(refused), result=f"package:{order['package']}") from None
    return f"package:{order['package']}"


def _write_letters(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Write the letters that go with a package; they are kept, and numbered later. `order`: `package`."""
    tell("write")
    try:
        write_letters.of_package(package_id=order["package"], home=settings.PAYUNG_HOME, by=by, at=at)
    except LETTER_REFUSALS as refused:
        raise Refused(of_letter(refused), result=f"package:{order['package']}") from None
    return f"package:{order['package']}"


_WRITING = {"write": Words(id="menulis berkas", en="writing the files")}
HANDS = {
    "send_package": Hand(do=_send, steps=2, words=words_of_answers.PURPOSES),
    "write_package": Hand(do=_write_package, steps=1, words=_WRITING),
    "write_package_letters": Hand(do=_write_letters, steps=1, words=_WRITING),
    "take_answer_file": Hand(do=_take_answer, steps=len(take_an_answer.STEPS), words=words_of_answers.STEPS),
    "stand_by_answer": Hand(
        do=_stand,
        steps=1,
        words=dict.fromkeys(STANDS, Words(id="menetapkan jawaban", en="settling the answers")),
    ),
}
