"""What a person asked about their own data takes effect: everything of theirs is looked for, which may take a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.flows import correct_a_person, erase_a_person, words_of_papers, words_of_privacy, write_case_letters
from payung.flows.letterheads import NothingToWrite
from payung.jobs.hands import Hand, Refused
from payung.letters.files import NoRoom
from payung.privacy import queries
from payung.vocabulary.words import Words


def _settle(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Correct or erase, as the case says.

    :param order: `case_id`.
    :raises Refused: if the case does not wait for the account.
    """
    tell("settle")
    case_id = order["case_id"]
    try:
        kind = queries.case(case_id, seen_by=by).kind
        flow = correct_a_person if kind == "correction" else erase_a_person
        flow.run(case_id, home=settings.PAYUNG_HOME, by=by, at=at)
    except words_of_privacy.REFUSALS as refused:
        raise Refused(words_of_privacy.of_case(refused)) from None
    return f"case:{case_id}"


_STEPS = {
    "settle": Words(id="Mencari dan mengubah data orang ini", en="Looking for this person's data and changing them")
}


def _write(order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime) -> str:
    """Write the papers of a case.

    :param order: `case_id`.
    :raises Refused: if the case is not the account's to see, or a request is not settled.
    """
    tell("write")
    case_id = order["case_id"]
    try:
        write_case_letters.run(case_id, home=settings.PAYUNG_HOME, by=by, at=at)
    except words_of_privacy.REFUSALS as refused:
        raise Refused(words_of_privacy.of_case(refused)) from None
    except NothingToWrite as refused:
        raise Refused([refused.words]) from None
    except NoRoom as refused:
        raise Refused(words_of_papers.of_letter(refused)) from None
    return f"letters:case:{case_id}"


_WRITING = {"write": Words(id="Menulis naskah (DOCX dan PDF)", en="Writing the papers (DOCX and PDF)")}
HANDS = {
    "settle_request": Hand(do=_settle, steps=len(_STEPS), words=_STEPS),
    "write_case_letters": Hand(do=_write, steps=len(_WRITING), words=_WRITING),
}
