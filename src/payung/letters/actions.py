"""Keep a letter, give it its number, add the signed scan, hand its files out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.db import IntegrityError, connections, transaction
from django.db.models import Max

from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.letters import files, queries
from payung.letters.kinds import KINDS, register_of
from payung.letters.models import Letter, LetterFile
from payung.letters.papers.safe import printable


class UnknownKind(Exception):
    """No kind of paper has this name."""


class NothingToKeep(Exception):
    """A letter needs at least one file, and what it is about."""


class NameTaken(Exception):
    """The letter has another file of this name, or two of the files have one name."""


class AlreadyNumbered(Exception):
    """The letter has a number; `number` is it."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class NumberTaken(Exception):
    """Another letter of the office has this number in this year."""


class NotANumber(Exception):
    """A letter's number is one line of text."""


def keep(  # noqa: PLR0913 (what a letter's row states)
    *,
    kind: str,
    about: str,
    subject: str,
    paths: Sequence[Path],
    home: Path,
    by: Viewer,
    at: dt.datetime,
    language: str = "id",
) -> queries.LetterSeen:
    """Keep the files of a paper as the next version of its letter; the very same files again are the same letter.

    :raises NotAllowed: if the viewer may not write letters.
    :raises UnknownKind: if no kind has this name.
    :raises NothingToKeep: if there is no file, or nothing that it is about.
    :raises NameTaken: if two files have one name.
    :raises NoRoom: if the disk is full.
    """
    _may_write(by)
    if kind not in KINDS:
        raise UnknownKind(kind)
    if not paths or not about.strip() or not subject.strip():
        raise NothingToKeep
    taken = [name for name, times in Counter(path.name for path in paths).items() if times > 1]
    if taken:
        raise NameTaken(", ".join(taken))
    # Files first: a row whose content is missing would be worse than a content without a row.
    found = [files.known(path) for path in sorted(paths)]
    for one in found:
        files.keep(home, one)
    said = {"kind": kind, "about": about, "subject": printable(subject), "language": language, "made_at": at}
    return queries.letter(_enter(found, said, by=by).pk, seen_by=by)


@transaction.atomic(using="owner")
def _enter(found: Sequence[files.Known], said: dict[str, object], *, by: Viewer) -> Letter:
    content = hashlib.sha256("".join(f"{one.path.name}\0{one.sha256}\n" for one in found).encode()).hexdigest()
    same = {"office_id": by.office_id, "kind": said["kind"], "about": said["about"]}
    with connections["owner"].cursor() as cursor:
        # Two clerks printing the same paper: the versions are given one after the other.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"letters:{by.office_id}:{said['about']}"]
        )
    if before := Letter.objects.using("owner").filter(content_sha256=content, **same).first():
        return before
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="keep_letter")
    last = Letter.objects.using("owner").filter(**same).aggregate(last=Max("version"))["last"] or 0
    made = Letter.objects.using("owner").create(
        office_id=by.office_id,
        register=register_of(str(said["kind"])),
        version=last + 1,
        content_sha256=content,
        made_by_id=by.account_id,
        **said,
    )
    LetterFile.objects.using("owner").bulk_create(_row(made, one, at=said["made_at"]) for one in found)
    audit.record(
        "letter.kept",
        by=by.name,
        by_id=by.account_id,
        about=f"letter:{made.pk}",
        at=said["made_at"],
        using="owner",
        kind=made.kind,
        of=made.about,
        version=made.version,
        files=len(found),
    )
    return made


def number_letter(*, letter_id: int, number: str, dated: dt.date, by: Viewer, at: dt.datetime) -> queries.LetterSeen:
    """Type in the number and day that a letter got when it was registered.

    :raises NotAllowed: if the viewer may not write letters.
    :raises NoSuchLetter: if there is none for the viewer.
    :raises NotANumber: if the number is empty or not one line.
    :raises AlreadyNumbered: if it has another number or day; the same ones again change nothing.
    :raises NumberTaken: if another letter of the office has this number in this year.
    """
    _may_write(by)
    typed = " ".join(number.split())
    if not typed or printable(typed) != typed:
        raise NotANumber(number)
    try:
        _number(letter_id, typed, dated, by=by, at=at)
    except IntegrityError as refused:
        if "letter_number_once_a_year" not in str(refused):
            raise
        raise NumberTaken(typed) from None
    return queries.letter(letter_id, seen_by=by)


@transaction.atomic(using="owner")
def _number(letter_id: int, number: str, dated: dt.date, *, by: Viewer, at: dt.datetime) -> None:
    found = _locked(letter_id, by=by)
    if found.number is not None:
        if (found.number, found.dated) == (number, dated):
            return
        raise AlreadyNumbered(found.number)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="number_letter")
    found.number, found.dated, found.numbered_at, found.numbered_by_id = number, dated, at, by.account_id
    found.save(using="owner", update_fields=["number", "dated", "numbered_at", "numbered_by"])
    audit.record(
        "letter.numbered",
        by=by.name,
        by_id=by.account_id,
        about=f"letter:{letter_id}",
        at=at,
        using="owner",
        number=number,
        dated=dated,
    )


def add_scan(*, letter_id: int, path: Path, home: Path, by: Viewer, at: dt.datetime) -> queries.LetterSeen:
    """Add the signed paper, scanned, to its letter; the same scan again changes nothing.

    :raises NotAllowed: if the viewer may not write letters.
    :raises NoSuchLetter: if there is none for the viewer.
    :raises NameTaken: if the letter has another file of this name.
    :raises NoRoom: if the disk is full.
    """
    _may_write(by)
    one = files.known(path)
    files.keep(home, one)
    with transaction.atomic(using="owner"):
        found = _locked(letter_id, by=by)
        before = LetterFile.objects.using("owner").filter(letter=found, name=path.name).first()
        if before is not None and before.sha256 != one.sha256:
            raise NameTaken(path.name)
        if before is None:
            set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="add_scan")
            row = _row(found, one, at=at)
            row.is_scan = True
            row.save(using="owner", force_insert=True)
            audit.record(
                "letter.scan_added",
                by=by.name,
                by_id=by.account_id,
                about=f"letter:{letter_id}",
                at=at,
                using="owner",
                sha256=one.sha256,
            )
    return queries.letter(letter_id, seen_by=by)


def hand_out(*, letter_id: int, folder: Path, home: Path, by: Viewer, at: dt.datetime) -> list[Path]:
    """Copy the files of a letter into a folder, and record who took them; return where they are.

    :raises NoSuchLetter: if there is none for the viewer.
    :raises FileDamaged: if a kept content is not what was kept; nothing is handed out.
    :raises NoRoom: if a file cannot be written there.
    """
    seen = queries.letter(letter_id, seen_by=by)
    sources = [(one, files.checked(home, one.sha256)) for one in seen.files]
    audit.record(
        "letter.handed_out",
        by=by.name,
        by_id=by.account_id,
        about=f"letter:{letter_id}",
        at=at,
        files=len(sources),
    )
    for one, source in sources:
        files.hand_out(source, folder / one.name)
    return [folder / one.name for one, _ in sources]


def open_file(*, letter_id: int, name: str, home: Path, by: Viewer, at: dt.datetime) -> Path:
    """Return where one file of a letter is kept, and record who took it.

    :raises NoSuchLetter: if there is no such letter, or no such file, for the viewer.
    :raises FileDamaged: if the kept content is not what was kept.
    """
    seen = queries.letter(letter_id, seen_by=by)
    one = next((file for file in seen.files if file.name == name), None)
    if one is None:
        raise queries.NoSuchLetter(letter_id)
    path = files.checked(home, one.sha256)
    audit.record(
        "letter.handed_out", by=by.name, by_id=by.account_id, about=f"letter:{letter_id}", at=at, files=1, name=name
    )
    return path


def _may_write(by: Viewer) -> None:
    by.must("write_letter")
    if by.senders:
        raise NotAllowed("write_letter")


def _row(letter: Letter, one: files.Known, *, at: object) -> LetterFile:
    return LetterFile(
        letter=letter,
        office_id=letter.office_id,
        name=one.path.name,
        format=one.path.suffix.removeprefix(".").lower()[:8],
        sha256=one.sha256,
        size=one.size,
        added_at=at,
    )


def _locked(letter_id: int, *, by: Viewer) -> Letter:
    found = (
        Letter.objects.using("owner")
        .select_for_update(of=("self",))
        .filter(pk=letter_id, office_id=by.office_id)
        .first()
    )
    if found is None:
        raise queries.NoSuchLetter(letter_id)
    return found
