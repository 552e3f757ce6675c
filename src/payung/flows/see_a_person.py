"""One person, looked up for a purpose: asked → counted against the hour → found in lists, candidates, register → recorded → shown whole.

Nobody browses: whoever asks names a number, or a name with its birth date, and says what for. What is not there and what the
viewer may not see are answered alike. The trail holds a keyed hash of the NIK, never the NIK.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import connections, transaction

from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.audit import queries as trail
from payung.contributions import people as contributions
from payung.contributions.people import MonthSeen
from payung.eligibility import queries as eligibility
from payung.eligibility.queries import Candidacy
from payung.enrolment import people as enrolment
from payung.enrolment.people import LineSeen
from payung.exchanges import people as exchanges
from payung.exchanges.people import AnswerSeen
from payung.intake import people as intake
from payung.intake.people import RowSeen
from payung.letters import queries as letters
from payung.letters.queries import LetterSeen
from payung.linkage import queries as linkage
from payung.linkage.queries import Verval
from payung.registry import people as registry
from payung.registry.people import MembershipSeen
from payung.vocabulary.name import Name

#: Whose work it is to look one person up; a proposer knows their own lists and no more.
RIGHTS = ("see_register", "decide", "see_audit")
KINDS = ("candidate", "row", "register")
#: A counter sees thirty people an hour. More is somebody reading the register.
LOOKS_AN_HOUR = 120
LOOKS = ("person.searched", "person.seen", "person.nik_shown", "person.printed")
MOST = 20

Seen = TypeVar("Seen")


class NoSuchPerson(Exception):
    """There is nobody of this number, or nobody whom the viewer may see: the two are not told apart."""


class TooManyLooks(Exception):
    """The account has looked as many people up as an hour allows; `again_at` is when it may go on."""

    def __init__(self, again_at: dt.datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at


class NoPurpose(Exception):
    """Nobody is looked up without saying what for."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whom somebody looks for: by NIK, by KPJ, or by name and birth date."""

    nik: str = ""
    kpj: str = ""
    name: str = ""
    birth_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One person who answers the question; `kind` and `number` lead to the page, `known_from` says where they stand."""

    kind: str
    number: int
    nik: str | None
    name: str | None
    birth_on: dt.date | None
    sex: str | None
    kelurahan_code: str | None
    known_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the viewer may see of one person; None: not the viewer's to see."""

    found: Found
    rows: Sequence[RowSeen]
    verval: Sequence[Verval]
    candidacies: Sequence[Candidacy]
    lines: Sequence[LineSeen] | None
    answers: Sequence[AnswerSeen]
    memberships: Sequence[MembershipSeen] | None
    months: Sequence[MonthSeen] | None
    letters: Sequence[LetterSeen]


def may(viewer: Viewer) -> None:
    """Refuse whoever looks no people up.

    :raises NotAllowed: without one of RIGHTS.
    """
    if not viewer.may.intersection(RIGHTS):
        raise NotAllowed(RIGHTS[0])


def find(question: Question, *, purpose: str, by: Viewer, at: dt.datetime) -> list[Found]:
    """Return whoever answers a question, at most twenty; the search is recorded with its purpose.

    :raises NotAllowed: if looking people up is not the viewer's work.
    :raises NoPurpose: if no purpose is stated.
    :raises TooManyLooks: if the hour is used up.
    """
    may(by)
    how, key = _key(question)
    with transaction.atomic(using="owner"):
        _count_against_the_hour(purpose, by=by, at=at)
        people = _asked(question, by)[:MOST]
        _record("person.searched", f"person:{registry.id_of(key)}", purpose, by=by, at=at, how=how, people=len(people))
    return people


def show(kind: str, number: int, *, purpose: str, by: Viewer, at: dt.datetime, act: str = "person.seen") -> Shown:
    """Return one person with all that the viewer may see; the look is recorded with its purpose, also one that finds nobody.

    :raises NotAllowed: if looking people up is not the viewer's work.
    :raises NoPurpose: if no purpose is stated.
    :raises TooManyLooks: if the hour is used up.
    :raises NoSuchPerson: if there is nobody for the viewer.
    """
    may(by)
    if act == "person.printed":
        by.must("see_audit")
    with transaction.atomic(using="owner"):
        _count_against_the_hour(purpose, by=by, at=at)
        shown = _whole(kind, number, by)
        about = f"{kind}:{number}" if shown is None else f"person:{_trail_id(shown.found)}"
        _record(act, about, purpose, by=by, at=at, page=f"{kind}:{number}", there=shown is not None)
    if shown is None:
        raise NoSuchPerson(kind, number)
    return shown


def _key(question: Question) -> tuple[str, str]:
    """Return how somebody is looked for, and what of it is hashed into the trail."""
    if question.nik:
        return "nik", question.nik
    if question.kpj:
        return "kpj", question.kpj
    return "name", f"{question.name}|{question.birth_on}"


def _trail_id(found: Found) -> int:
    return registry.id_of(found.nik) if found.nik else found.number


def _record(act: str, about: str, purpose: str, *, by: Viewer, at: dt.datetime, **detail: object) -> None:
    audit.record(act, by=by.name, by_id=by.account_id, about=about, at=at, purpose=purpose, using="owner", **detail)


def _count_against_the_hour(purpose: str, *, by: Viewer, at: dt.datetime) -> None:
    if not purpose.strip():
        raise NoPurpose
    with connections["owner"].cursor() as cursor:
        # Two windows of one account wait for each other, or both would be the last look of the hour.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('looks'), %s)", [by.account_id % 2**31])
    hour = dt.timedelta(hours=1)
    oldest = trail.latest_but(LOOKS_AN_HOUR - 1, actor_id=by.account_id, actions=LOOKS, since=at - hour)
    if oldest is not None:
        raise TooManyLooks(oldest + hour)


def _asked(question: Question, by: Viewer) -> list[Found]:
    if question.nik:
        rows = _allowed("see_list", by, lambda: intake.by_nik(question.nik, seen_by=by))
        candidacies = _allowed("see_decision", by, lambda: eligibility.candidacies(seen_by=by, nik=question.nik))
        known = _allowed("see_register", by, lambda: registry.by_nik(question.nik, seen_by=by))
    elif question.kpj:
        rows = []
        seated = _allowed("see_decree", by, lambda: enrolment.candidates_by_kpj(question.kpj, seen_by=by))
        candidacies = [one for number in seated for one in eligibility.candidacies(seen_by=by, candidate_id=number)]
        known = _allowed("see_register", by, lambda: registry.by_kpj(question.kpj, seen_by=by))
    else:
        # Whoever asks need not say the sex: what "M." stands for is tried both ways.
        names = {name for sex in (None, "P") if (name := Name.read(question.name, sex=sex))}
        if not names or question.birth_on is None:
            return []
        born = question.birth_on
        rows = _allowed(
            "see_list", by, lambda: [one for name in names for one in intake.by_name(name, born, seen_by=by)]
        )
        row_ids = [one.row_id for one in rows]
        candidacies = _allowed("see_decision", by, lambda: eligibility.candidacies(seen_by=by, row_ids=row_ids))
        known = _allowed(
            "see_register", by, lambda: [one for name in names for one in registry.by_name(name, born, seen_by=by)]
        )
    found = (
        [_of_candidate(one) for one in candidacies]
        + [_of_row(one) for one in rows]
        + [_of_register(one) for one in known]
    )
    return _each_once(found)


def _allowed(right: str, by: Viewer, ask: Callable[[], list[Seen]]) -> list[Seen]:
    return ask() if right in by.may else []


def _of_candidate(one: Candidacy) -> Found:
    who = one.person
    return Found(
        "candidate", who.candidate_id, who.nik, who.name, who.birth_on, one.sex, who.kelurahan_code, ("candidate",)
    )


def _of_row(one: intake.RowFound) -> Found:
    return Found("row", one.row_id, one.nik, one.name, one.birth_on, one.sex, one.kelurahan_code, ("list",))


def _of_register(one: registry.Known) -> Found:
    return Found("register", one.person_id, one.nik, one.name, one.birth_on, one.sex, one.kelurahan_code, ("register",))


def _each_once(found: Iterable[Found]) -> list[Found]:
    """Return each NIK once, as the candidate before the row before the register; who has no NIK stands alone."""
    people: dict[object, Found] = {}
    for one in found:
        key = one.nik or (one.kind, one.number)
        first = people.setdefault(key, one)
        if not set(one.known_from) <= set(first.known_from):
            people[key] = Found(
                first.kind, first.number, first.nik, first.name, first.birth_on, first.sex, first.kelurahan_code,
                (*first.known_from, *one.known_from),
            )  # fmt: skip
    return list(people.values())


def _whole(kind: str, number: int, by: Viewer) -> Shown | None:
    found = _one(kind, number, by)
    if found is None:
        return None
    nik = found.nik
    of_row = [number] if kind == "row" else []
    candidate_id = number if kind == "candidate" else None
    candidacies = _allowed(
        "see_decision",
        by,
        lambda: eligibility.candidacies(seen_by=by, nik=nik, candidate_id=candidate_id, row_ids=of_row),
    )
    # The row that a candidate is from may spell the NIK otherwise: an answer of Disdukcapil put it right since.
    row_ids = sorted({*of_row, *(one.row_id for one in candidacies)})
    rows = _allowed("see_list", by, lambda: intake.rows_of(row_ids=row_ids, nik=nik, seen_by=by))
    row_ids = [one.row_id for one in rows]
    candidates = [one.person.candidate_id for one in candidacies]
    people = {one.person_id for one in candidacies} | ({number} if kind == "register" else set())
    lines = enrolment.lines(candidates, seen_by=by) if "see_decree" in by.may else None
    answers = _allowed("see_decision", by, lambda: exchanges.answers(candidates, seen_by=by))
    return Shown(
        found=found,
        rows=rows,
        verval=_allowed("see_list", by, lambda: linkage.judged(row_ids, seen_by=by)),
        candidacies=candidacies,
        lines=lines,
        answers=answers,
        memberships=registry.memberships(person_ids=sorted(people), nik=nik, seen_by=by)
        if "see_register" in by.may
        else None,
        months=contributions.months(sorted(people), seen_by=by) if "see_money" in by.may else None,
        letters=_letters(rows, lines or (), answers, by),
    )


def _one(kind: str, number: int, by: Viewer) -> Found | None:
    if kind == "candidate":
        found = [_of_candidate(one) for one in _allowed("see_decision", by, lambda: eligibility.candidacies(seen_by=by, candidate_id=number))]  # fmt: skip
    elif kind == "row":
        found = [_of_row(one) for one in _allowed("see_list", by, lambda: intake.by_id(number, seen_by=by))]
    else:
        found = [_of_register(one) for one in _allowed("see_register", by, lambda: registry.by_id(number, seen_by=by))]
    return found[0] if found else None


def _letters(
    rows: Sequence[RowSeen], lines: Sequence[LineSeen], answers: Sequence[AnswerSeen], by: Viewer
) -> list[LetterSeen]:
    about = {f"list:{one.list_id}" for one in rows}
    about |= {f"decree:{one.decree_id}" for one in lines} | {f"package:{one.package_id}" for one in answers}
    return _allowed("see_list", by, lambda: letters.letters_about(sorted(about), seen_by=by))
