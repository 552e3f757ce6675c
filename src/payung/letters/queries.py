"""Letters of an office, as far as the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.letters.kinds import OF_BREACHES
from payung.letters.models import Letter

# What whoever pays must read before paying. Other papers may name people whom they have nothing to do with.
FOR_WHO_PAYS = ("payment_request", "payment_receipt")
#: What Disdukcapil is asked by, and the minutes of what it answered; nothing else of the office is written to it.
FOR_WHO_ANSWERS = ("nik_request", "nik_minutes")


class NoSuchLetter(Exception):
    """No letter of this number, or one that the viewer may not see: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file of a letter; `size` in bytes."""

    name: str
    format: str
    sha256: str
    size: int
    is_scan: bool


@dataclass(frozen=True, slots=True)
class LetterSeen:
    """One letter with its files in the order of their names."""

    letter_id: int
    kind: str
    about: str
    subject: str
    version: int
    language: str
    number: str | None
    dated: dt.date | None
    made_at: dt.datetime
    made_by: str
    files: tuple[FileSeen, ...]


def letters(
    *,
    seen_by: Viewer,
    about: str | None = None,
    kind: str | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[LetterSeen]:
    """Return the letters of the viewer's office, newest first; `about` and `kind` narrow them down.

    Who pays and sees no lists reads what is paid by (FOR_WHO_PAYS) and nothing else; Disdukcapil the papers of its packages.
    An account that is bound to senders sees none: an annex names everybody's people.

    :param before: only letters with a smaller number: the next page begins there. :param limit: at most so many.
    :raises NotAllowed: if the viewer may neither see lists, nor pay, nor answer packages.
    """
    _must_read(seen_by)
    wanted = {name: value for name, value in (("about", about), ("kind", kind)) if value is not None}
    with scope(seen_by):
        found = _readable(seen_by).filter(**wanted).select_related("made_by").prefetch_related("files").order_by("-pk")
        if before is not None:
            found = found.filter(pk__lt=before)
        return [_seen(one) for one in found[:limit]]


def letters_about(abouts: Sequence[str], *, seen_by: Viewer) -> list[LetterSeen]:
    """Return the letters about any of some things, newest first.

    :raises NotAllowed: if the viewer may neither see lists, nor pay, nor answer packages.
    """
    _must_read(seen_by)
    with scope(seen_by):
        found = _readable(seen_by).filter(about__in=abouts).select_related("made_by").prefetch_related("files")
        return [_seen(one) for one in found.order_by("-pk")]


def letter(letter_id: int, *, seen_by: Viewer) -> LetterSeen:
    """Return one letter.

    :raises NotAllowed: if the viewer may neither see lists, nor pay, nor answer packages.
    :raises NoSuchLetter: if there is none for the viewer.
    """
    _must_read(seen_by)
    with scope(seen_by):
        found = _readable(seen_by).filter(pk=letter_id).select_related("made_by").prefetch_related("files").first()
        if found is None:
            raise NoSuchLetter(letter_id)
        return _seen(found)


def _must_read(viewer: Viewer) -> None:
    if not viewer.may & {"pay", "answer_package"}:
        viewer.must("see_list")


def _readable(viewer: Viewer) -> QuerySet[Letter]:
    """Return the letters that the viewer's role reads, inside a scope: what it pays by or answers, or all but notices of a breach.

    Those are for whoever handles breaches or checks them: it may have been a colleague.
    """
    if "see_list" not in viewer.may:
        return Letter.objects.filter(kind__in=FOR_WHO_PAYS if "pay" in viewer.may else FOR_WHO_ANSWERS)
    reads_all = viewer.may & {"handle_breach", "see_privacy"}
    return Letter.objects.all() if reads_all else Letter.objects.exclude(kind__in=OF_BREACHES)


def _seen(one: Letter) -> LetterSeen:
    files = sorted(one.files.all(), key=lambda file: file.name)
    return LetterSeen(
        letter_id=one.pk,
        kind=one.kind,
        about=one.about,
        subject=one.subject,
        version=one.version,
        language=one.language,
        number=one.number,
        dated=one.dated,
        made_at=one.made_at,
        made_by=one.made_by.name,
        files=tuple(FileSeen(file.name, file.format, file.sha256, file.size, file.is_scan) for file in files),
    )
