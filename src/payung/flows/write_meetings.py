"""A meeting becomes its papers: invitation with the list of guests, attendance list → DOCX and PDF → kept as letters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from payung.access.viewer import Viewer
from payung.flows.letterheads import NothingToWrite, bureau_of, envelope, kept, signer_of
from payung.intake import queries as lists
from payung.letters.papers.kinds.frame import Addressee
from payung.letters.papers.kinds.meetings import Meeting, attendance, invitation
from payung.letters.queries import LetterSeen
from payung.vocabulary.words import Words

LONGEST = 200
MOST_GUESTS = 300
MOST_POINTS = 20

_INCOMPLETE = Words(
    id="Isi nama rapat, waktu, tempat, dan sedikitnya satu acara.",
    en="Give the meeting's name, hours, place, and at least one point of the agenda.",
)
_TOO_LONG = Words(
    id=f"Paling panjang {LONGEST} huruf setiap isian, {MOST_POINTS} acara, dan {MOST_GUESTS} undangan.",
    en=f"At most {LONGEST} letters in a field, {MOST_POINTS} points and {MOST_GUESTS} guests.",
)


def run(
    meeting: Meeting, *, guests: tuple[str, ...], senders_too: bool, home: Path, by: Viewer, at: dt.datetime
) -> list[LetterSeen]:
    """Write the undangan and the daftar hadir of a meeting; what people typed stands in them, and nothing else.

    :param guests: titles or offices, as "Lurah Api-Api". :param senders_too: invite every sender of the office as well.
    :raises NotAllowed: if the viewer may not write letters. :raises NothingToWrite: if something is missing, or far too long.
    """
    by.must("write_letter")
    typed = (meeting.name, meeting.hours, meeting.place, *meeting.agenda)
    if not meeting.agenda or not all(one.strip() for one in typed):
        raise NothingToWrite(_INCOMPLETE)
    senders = tuple(one.name for one in lists.senders(seen_by=by)) if senders_too else ()
    invited = tuple(dict.fromkeys((*guests, *senders)))
    too_long = any(len(one) > LONGEST for one in (*typed, *meeting.notes, *guests))
    if too_long or len(meeting.agenda) > MOST_POINTS or len(invited) > MOST_GUESTS:
        raise NothingToWrite(_TOO_LONG)
    to = Addressee(invited[0] if len(invited) == 1 else "Daftar undangan terlampir")
    papers = {
        "invitation": ("undangan", invitation(envelope(to, by), meeting, invited if len(invited) > 1 else ())),
        "attendance": (
            "daftar-hadir",
            attendance(bureau_of(by), meeting, tuple(("", one) for one in invited), signer_of(by)),
        ),
    }
    about = f"meeting:{meeting.on.isoformat()}"
    return [
        kept(kind, {name: paper}, about=about, subject=paper.title, home=home, by=by, at=at)
        for kind, (name, paper) in papers.items()
    ]
