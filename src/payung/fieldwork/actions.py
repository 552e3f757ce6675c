"""Give an errand, open it with its code, answer a row, end it."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.fieldwork import queries
from payung.fieldwork.models import ANSWERS, Errand, Finding
from payung.fieldwork.queries import NoSuchErrand
from payung.vocabulary.wilayah.codes import NoSuchPlace, NotAPlaceCode, Wilayah

LONGEST_DAYS = 31
#: So many wrong codes end an errand: a link that went astray is worth nothing.
MOST_WRONG_CODES = 5


class NoHolder(Exception):
    """An errand is given to somebody: a name is missing."""


class NotAKelurahan(Exception):
    """The code is no kelurahan or desa that we know, or lies in another kabupaten."""


class TooLong(Exception):
    """An errand lasts 1 to LONGEST_DAYS days."""


class WrongCode(Exception):
    """The code is not the errand's; `left` tries are left."""

    def __init__(self, left: int) -> None:
        super().__init__(str(left))
        self.left = left


class NotAnAnswer(Exception):
    """The answer is none of ANSWERS, or a correction says nothing."""


class NotYours(Exception):
    """The row does not wait in this errand's kelurahan (any longer)."""


@dataclass(frozen=True, slots=True)
class Given:
    """A new errand. Token and code are told once; what is kept are hashes."""

    errand_id: int
    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Task:
    """What an operator is to do where; `month`: ask after the covered members of that month, in one RW or RT if named."""

    kelurahan_code: str
    holder: str
    days: int
    month: dt.date | None = None
    rw: str = ""
    rt: str = ""


def give(*, kelurahan_code: str, holder: str, days: int, by: Viewer, at: dt.datetime) -> Given:
    """Give an operator an errand in a kelurahan of the office's kabupaten.

    :raises NotAllowed: if the viewer may not review. :raises NoHolder, NotAKelurahan, TooLong: if it makes no sense.
    """
    return make(Task(kelurahan_code, holder, days), by=by, at=at)


def make(task: Task, *, by: Viewer, at: dt.datetime) -> Given:
    """Write an errand down and return its link and code, told once.

    :raises NotAllowed, NoHolder, NotAKelurahan, TooLong: as `give`.
    """
    by.must("review")
    if not task.holder.strip():
        raise NoHolder
    _must_last(task.days)
    try:
        Wilayah(task.kelurahan_code).name  # noqa: B018 (asked only for its refusal)
    except (NoSuchPlace, NotAPlaceCode):
        raise NotAKelurahan from None
    if len(task.kelurahan_code) != 13 or not task.kelurahan_code.startswith(office_of(by).kabupaten_code):
        raise NotAKelurahan
    token, code = _secrets()
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="give_errand")
        made = Errand.objects.using("owner").create(
            office_id=by.office_id,
            kelurahan_code=task.kelurahan_code,
            holder=task.holder.strip(),
            token_sha256=_digest(token),
            code_hash=make_password(code),
            given_at=at,
            given_by_id=by.account_id,
            ends_at=at + dt.timedelta(days=task.days),
            month=task.month,
            rw=task.rw,
            rt=task.rt,
        )
        _record("errand.given", made, by.name, by.account_id, at, kelurahan=task.kelurahan_code)
    return Given(made.pk, token, code)


def renew(*, errand_id: int, days: int, by: Viewer, at: dt.datetime) -> Given:
    """Give an errand a new link and code, for so many days from now; the old ones open nothing any longer.

    :raises NotAllowed: if the viewer may not review. :raises NoSuchErrand: if there is none for them. :raises TooLong: as `give`.
    """
    queries.errand(errand_id, seen_by=by)
    _must_last(days)
    token, code = _secrets()
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="renew_errand")
        found = Errand.objects.using("owner").select_for_update(of=("self",)).get(pk=errand_id)
        Errand.objects.using("owner").filter(pk=errand_id).update(
            token_sha256=_digest(token),
            code_hash=make_password(code),
            wrong_codes=0,
            ends_at=at + dt.timedelta(days=days),
            ended_at=None,
        )
        _record("errand.renewed", found, by.name, by.account_id, at)
    return Given(errand_id, token, code)


def _must_last(days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise TooLong


def _secrets() -> tuple[str, str]:
    """Return the token of a link and the code that opens it."""
    return secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"


def open_with_code(*, token: str, code: str, at: dt.datetime) -> Errand:
    """Return the errand of a link for whoever has its code.

    :raises NoSuchErrand: if the link is no errand's, or it is over. :raises WrongCode: if the code is another.
    """
    with transaction.atomic(using="owner"):
        found = (
            Errand.objects.using("owner").select_for_update(of=("self",)).filter(token_sha256=_digest(token)).first()
        )
        if found is None or not is_running(found, at=at):
            raise NoSuchErrand
        set_actor(using="owner", actor=_name(found), actor_id=None, act="open_errand")
        if check_password(code.strip(), found.code_hash):
            Errand.objects.using("owner").filter(pk=found.pk).update(wrong_codes=0, opened_at=found.opened_at or at)
            _record("errand.opened", found, _name(found), None, at)
            return found
        wrong = found.wrong_codes + 1
        Errand.objects.using("owner").filter(pk=found.pk).update(
            wrong_codes=F("wrong_codes") + 1, ended_at=at if wrong >= MOST_WRONG_CODES else None
        )
        _record("errand.wrong_code", found, _name(found), None, at)
    # Outside the transaction: what was counted must stay counted.
    raise WrongCode(MOST_WRONG_CODES - wrong)


def key_of(errand: Errand) -> str:
    """Return what a browser keeps that opened an errand: worth nothing once the errand has a new link."""
    return errand.token_sha256[:32]


def running(*, errand_id: int, key: str, at: dt.datetime) -> Errand:
    """Return an errand that somebody has opened with its code; `key` is the one of the link that was opened.

    :raises NoSuchErrand: if it is over, or has a new link since.
    """
    found = Errand.objects.using("owner").filter(pk=errand_id).first()
    if found is None or not is_running(found, at=at) or not secrets.compare_digest(key_of(found), key):
        raise NoSuchErrand
    return found


def is_running(errand: Errand, *, at: dt.datetime) -> bool:
    """Whether an errand may be worked on at a moment."""
    return errand.ended_at is None and at < errand.ends_at


def viewer_of(errand: Errand) -> Viewer:
    """Return the operator at work: sees rows of the office through queries of this room only, and may nothing else."""
    return Viewer(
        account_id=0,
        name=_name(errand),
        office_id=errand.office_id,
        kabupaten_code=errand.kelurahan_code[:5],
        may=frozenset(),
    )


def answer(
    *, errand: Errand, row_id: int, answer: str, note: str = "", photo_sha256: str = "", at: dt.datetime
) -> None:
    """Write down what the operator found about a row; the same row again replaces it, until it has taken effect.

    :raises NotAnAnswer: if it is none. :raises NotYours: if the row does not wait in this kelurahan.
    """
    if answer not in ANSWERS or (answer == "corrected" and not note.strip()):
        raise NotAnAnswer(answer)
    # Who is asked after members of an RT settles no rows of the kelurahan.
    if errand.month is not None or not queries.one_open_row(errand, row_id, seen_by=viewer_of(errand)):
        raise NotYours(row_id)
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=_name(errand), actor_id=None, act="answer_in_the_field")
        said = {"answer": answer, "note": note.strip()[:500], "found_at": at, "errand": errand}
        if photo_sha256:
            said["photo_sha256"] = photo_sha256
        Finding.objects.using("owner").update_or_create(
            row_id=row_id, defaults=said, create_defaults={**said, "office_id": errand.office_id}
        )
        audit.record(
            "errand.answered",
            by=_name(errand),
            by_id=None,
            about=f"row:{row_id}",
            at=at,
            purpose=f"errand:{errand.pk}",
            using="owner",
            answer=answer,
        )


def keep_letter(*, errand: Errand, letter_sha256: str, at: dt.datetime) -> None:
    """Remember the photo of the signed letter of an errand."""
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=_name(errand), actor_id=None, act="keep_letter_of_errand")
        Errand.objects.using("owner").filter(pk=errand.pk).update(letter_sha256=letter_sha256)
        _record("errand.letter_kept", errand, _name(errand), None, at)


def end(*, errand_id: int, by: Viewer, at: dt.datetime) -> None:
    """End an errand: its link opens nothing any longer. Ending it twice changes nothing.

    :raises NotAllowed: if the viewer may not review. :raises NoSuchErrand: if there is none for them.
    """
    queries.errand(errand_id, seen_by=by)
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="end_errand")
        found = Errand.objects.using("owner").select_for_update(of=("self",)).get(pk=errand_id)
        if found.ended_at is None:
            Errand.objects.using("owner").filter(pk=errand_id).update(ended_at=at)
            _record("errand.ended", found, by.name, by.account_id, at)


def mark_applied(*, findings: list[int], at: dt.datetime) -> None:
    """Say that findings have taken effect on their rows: they stand from now on."""
    Finding.objects.using("owner").filter(pk__in=findings, applied_at=None).update(applied_at=at)


def _name(errand: Errand) -> str:
    return f"lapangan: {errand.holder}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _record(act: str, errand: Errand, by: str, by_id: int | None, at: dt.datetime, **detail: object) -> None:
    audit.record(act, by=by, by_id=by_id, about=f"errand:{errand.pk}", at=at, using="owner", **detail)
