"""A case becomes its papers: a breach's notices to the person and to the agency, a request's answer → DOCX and PDF → kept as letters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.flows import words_of_privacy
from payung.flows.letterheads import NothingToWrite, bureau_of, envelope, kept
from payung.letters.papers.kinds.frame import Addressee
from payung.letters.papers.kinds.personal_data import (
    BreachNotice,
    DataAnswer,
    breach_agency,
    breach_person,
    data_answer,
)
from payung.letters.queries import LetterSeen
from payung.privacy import queries
from payung.privacy.data import DATA, SPECIFIC
from payung.privacy.queries import CaseSeen, Detail
from payung.vocabulary import zones
from payung.vocabulary.words import Words

#: Nobody's name: a person's name is written on the paper by hand, so that the request's record never holds it.
PERSON = Addressee("Saudara ……………………………")
AGENCY = Addressee("Kepala lembaga pelindungan data pribadi (UU 27/2022 Pasal 58)", place="Jakarta")
_ASKS = {"correction": "perbaikan data pribadi", "erasure": "penghapusan data pribadi"}
NOT_SETTLED = Words(
    id="Permohonan belum diputus; jawaban ditulis sesudahnya.",
    en="The request is not settled; its answer is written afterwards.",
)


def run(case_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> list[LetterSeen]:
    """Write the papers of a case as it stands; written again after a change, they are the next version.

    :raises NotAllowed: if the viewer may not see the case or write letters. :raises NoSuchCase: if there is none for them.
    :raises NothingToWrite: if a request is not settled yet.
    """
    by.must("write_letter")
    found = queries.detail(case_id, seen_by=by)
    about, one = f"case:{case_id}", found.case
    if found.breach is not None:
        told = _notice(found, by)
        to_agency = replace(told, envelope=envelope(AGENCY, by))
        papers = {"breach_person": breach_person(told), "breach_agency": breach_agency(to_agency)}
    elif one.state in ("applied", "refused", "closed"):
        papers = {"data_answer": data_answer(_answer(one, by))}
    else:
        raise NothingToWrite(NOT_SETTLED)
    return [
        kept(kind, {kind: paper}, about=about, subject=f"{paper.title}, {one.reference}", home=home, by=by, at=at)
        for kind, paper in papers.items()
    ]


def _notice(found: Detail, by: Viewer) -> BreachNotice:
    breach = found.breach
    assert breach is not None
    since, until = breach.happened_from, breach.happened_until
    when = " s.d. ".join(_moment(one) for one in (since, until) if one) or "waktunya masih diteliti"
    return BreachNotice(
        envelope=envelope(PERSON, by),
        reference=found.case.reference,
        found_said=f"{_moment(found.case.came_at)} oleh {breach.found_by}",
        happened_said=f"{when}.",
        how=breach.how,
        data=tuple(DATA[one].id for one in breach.data),
        specific=tuple(SPECIFIC[one].id for one in breach.data if one in SPECIFIC),
        people=breach.people,
        people_said=words_of_privacy.BASES[breach.people_basis].id,
        handling=breach.handling,
        contact=office_of(by).name,
    )


def _answer(one: CaseSeen, by: Viewer) -> DataAnswer:
    changed = words_of_privacy.changed(one.kind, one.removed)
    left = words_of_privacy.kept(one.kind, one.kept)
    return DataAnswer(
        envelope=envelope(PERSON, by),
        reference=one.reference,
        came_said=_moment(one.came_at),
        asks=_ASKS[one.kind],
        article=one.rests_on,
        changed=tuple(f"{words.id}: {count}" for words, count in changed),
        kept=tuple((f"{words.id}: {count}", why.id) for words, count, why in left),
        refusal=one.refusal,
        caution=caution.id if (caution := words_of_privacy.caution(one.kind, left)) else "",
        contact=bureau_of(by).name,
    )


def _moment(value: dt.datetime) -> str:
    """Return a moment as a letter says it: 21-11-2026 17.30 WITA."""
    return zones.said(timezone.localtime(value))
