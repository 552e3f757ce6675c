"""Papers that people order on the page of letters: what a proposer signs, a meeting's papers, the minutes of a reconciliation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.agreements.queries import NoSuchProgramme
from payung.flows import write_meetings, write_proposals, write_reports
from payung.flows.words_of_papers import LETTER_REFUSALS, of_letter
from payung.intake.queries import NoSuchList
from payung.jobs.hands import Hand, Refused
from payung.letters.papers.kinds.meetings import Meeting
from payung.letters.queries import LetterSeen
from payung.vocabulary.words import Words

Tell = Callable[[str], None]

NOT_THERE = Words(
    id="Program atau daftar itu tidak ada bagi akun ini.", en="This programme or list is not there for this account."
)


def _write(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Write papers and keep them as letters.

    :param order: `what` (proposal, meeting, reconciliation) and what that asks for.
    :raises Refused: with every reason.
    """
    tell("write")
    try:
        written = WHAT[order["what"]](order, by, at)
    except LETTER_REFUSALS as refused:
        raise Refused(of_letter(refused)) from None
    except (NoSuchProgramme, NoSuchList):
        raise Refused([NOT_THERE]) from None
    return f"letters:{written[0].about}"


def _proposal(order: Mapping[str, Any], by: Viewer, at: dt.datetime) -> list[LetterSeen]:
    return write_proposals.run(
        list_ids=order["lists"],
        programme_code=order["programme"] or None,
        home=settings.PAYUNG_HOME,
        by=by,
        at=at,
    )


def _meeting(order: Mapping[str, Any], by: Viewer, at: dt.datetime) -> list[LetterSeen]:
    meeting = Meeting(
        order["name"],
        dt.date.fromisoformat(order["on"]),
        order["hours"],
        order["place"],
        tuple(order["agenda"]),
        tuple(order["notes"]),
    )
    return write_meetings.run(
        meeting,
        guests=tuple(order["guests"]),
        senders_too=order["senders_too"],
        home=settings.PAYUNG_HOME,
        by=by,
        at=at,
    )


def _reconciliation(order: Mapping[str, Any], by: Viewer, at: dt.datetime) -> list[LetterSeen]:
    return write_reports.of_reconciliation(
        programme_code=order["programme"],
        year=order["year"],
        quarter=order["quarter"],
        home=settings.PAYUNG_HOME,
        by=by,
        at=at,
    )


WHAT = {"proposal": _proposal, "meeting": _meeting, "reconciliation": _reconciliation}
HANDS = {"write_papers": Hand(do=_write, steps=1, words={"write": Words(id="menulis naskah", en="writing the papers")})}
