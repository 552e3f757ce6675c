"""Figures that others printed: read the CSV -> every problem at once, or taken over -> what does not close is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from payung.access.viewer import Viewer
from payung.coverage import actions, printed, referring
from payung.coverage.oddities import Oddity
from payung.coverage.printed import NotReferences

__all__ = ["Loaded", "NotReferences", "run"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many figures the file has, how many are new, and what does not close in those of its places."""

    read: int
    added: int
    oddities: tuple[Oddity, ...]


def run(*, file: Path, on: dt.date | None, source: str, definition: str, by: Viewer, at: dt.datetime) -> Loaded:
    """Take over a file of printed figures; the same file twice adds nothing.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises NotReferences: with every problem of the file; nothing is taken over then.
    """
    by.must("measure_coverage")
    found = printed.read(file.read_bytes(), on=on, source=source, definition=definition)
    added = actions.load_references(printed=found, by=by, at=at)
    places = {(one.place_code, one.place_name) for one in found}
    odd = [one for one in referring.odd_references(seen_by=by) if (one.place_code, one.place_name) in places]
    return Loaded(len(found), added, tuple(odd))
