"""which printed files may this role take → checked against the hashes that printing left → the trail → the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.enrolment import queries, reading
from payung.enrolment.queries import DecreeSeen
from payung.enrolment.reading import may_read_niks
from payung.flows.print_a_decree import folder_of
from payung.intake import files as received
from payung.letters.files import FileDamaged, known

#: The two copies of an annex: with whole NIKs for those who work on it, with the last four digits for all others.
COPIES = ("full", "last_four")


class NoSuchPaper(Exception):
    """No file of this name was printed for the version that stands, or the viewer may not take this copy."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed file; `size` in bytes."""

    name: str
    copy: str
    size: int


def papers(decree: DecreeSeen, *, home: Path, seen_by: Viewer) -> list[Paper]:
    """Return the printed files that the viewer may take; an account bound to some senders takes none: an annex names everybody.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    names = reading.printed_hashes(decree.decree_id, seen_by=seen_by)
    found = []
    for copy in copies_for(seen_by):
        folder = folder_of(home, decree.decree_id, decree.version, copy)
        found += [
            Paper(name, copy, (folder / name).stat().st_size) for name in sorted(names) if (folder / name).is_file()
        ]
    return found


def copies_for(viewer: Viewer) -> tuple[str, ...]:
    """Return the copies that a viewer may take."""
    if viewer.senders:
        return ()
    return COPIES if may_read_niks(viewer) else ("last_four",)


def take(
    decree_id: int, names: Sequence[str], copy: str, *, home: Path, by: Viewer, at: dt.datetime
) -> list[tuple[str, Path]]:
    """Return where printed files lie (name, path), having read them through and left an event in the trail.

    :param names: which files; empty: all of the copy.
    :raises NoSuchDecree, NoSuchPaper: if there is none for the viewer. :raises FileDamaged: if one is not what was printed.
    """
    decree = queries.decree(decree_id, seen_by=by)
    there = [one.name for one in papers(decree, home=home, seen_by=by) if one.copy == copy]
    wanted = list(names) or there
    if not wanted or not set(wanted) <= set(there):
        raise NoSuchPaper(decree_id)
    folder = folder_of(home, decree_id, decree.version, copy)
    hashes = reading.printed_hashes(decree_id, seen_by=by)
    for name in wanted:
        if known(folder / name).sha256 not in hashes[name]:
            raise FileDamaged(name)
    _note(decree_id, by, at, what=", ".join(names) or "all", copy=copy, version=decree.version, files=len(wanted))
    return [(name, folder / name) for name in wanted]


def take_scan(decree_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> Path:
    """Return where the scan of an enacted decree lies, and leave an event in the trail.

    :raises NoSuchDecree, NoSuchPaper: if there is none for the viewer. :raises FileDamaged: if it is not what was kept.
    """
    decree = queries.decree(decree_id, seen_by=by)
    if by.senders:
        raise NotAllowed("see_decree")
    if not decree.scan_sha256:
        raise NoSuchPaper(decree_id)
    path = received.place_of(home, decree.scan_sha256)
    if not path.is_file() or received.digest(path) != decree.scan_sha256:
        raise FileDamaged(decree.scan_sha256)
    _note(decree_id, by, at, what="scan", copy="full", version=decree.version, files=1)
    return path


def _note(decree_id: int, by: Viewer, at: dt.datetime, **detail: object) -> None:
    audit.record("decree.paper_taken", by=by.name, by_id=by.account_id, about=f"decree:{decree_id}", at=at, **detail)
