"""A year's turn looked at before it is made: the list carried over to new terms → counted by what becomes of each → kept to be read page by page."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from payung.access.viewer import Viewer
from payung.contributions import turning
from payung.flows import turn_the_year

_TOKEN = re.compile("[0-9a-f]{32}")


class Gone(Exception):
    """The rehearsal was cleared away with the other working copies, or never was."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One person of the old list as the rehearsal left them; without NIK."""

    name: str
    kelurahan_code: str
    age: int
    fate: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a turn would bring, as it stood at a moment: months (`end_month` exclusive), people by fate, how many must be decided."""

    at: dt.datetime
    first_month: dt.date
    end_month: dt.date
    fates: tuple[tuple[str, int], ...]
    to_decide: int
    people: tuple[Looked, ...]


def run(*, programme: str, to_terms: dt.date, home: Path, by: Viewer, at: dt.datetime) -> str:
    """Rehearse a turn and keep it for who asked; return its token. Nothing of the programme changes.

    :raises NotAllowed, NoSuchProgramme, NoSuchTerms: as `turn_the_year.turn`.
    """
    by.must("propose_decree")
    turned = turn_the_year.turn(programme=programme, to_terms=to_terms, by=by, at=at, priced=False)
    kept = {
        "at": at.isoformat(),
        "first_month": turned.first_month.isoformat(),
        "end_month": turned.end_month.isoformat(),
        "fates": list(turning.counted(list(turned.people))),
        "to_decide": turned.to_decide,
        "people": [[one.name, one.kelurahan_code, one.age, one.fate, one.is_decided] for one in turned.people],
    }
    token = secrets.token_hex(16)
    path = _place(token, home=home, by=by)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    half.touch(mode=0o600)
    half.write_text(json.dumps(kept))
    half.replace(path)
    return token


def read(token: str, *, home: Path, by: Viewer) -> Rehearsal:
    """Return a rehearsal of the viewer's office; whose order it was is asked by the door.

    :raises NotAllowed: if the viewer may not propose decrees. :raises Gone: if it is not there (any longer).
    """
    by.must("propose_decree")
    path = _place(token, home=home, by=by) if _TOKEN.fullmatch(token) else None
    if path is None or not path.is_file():
        raise Gone(token)
    kept = json.loads(path.read_text())
    return Rehearsal(
        at=dt.datetime.fromisoformat(kept["at"]),
        first_month=dt.date.fromisoformat(kept["first_month"]),
        end_month=dt.date.fromisoformat(kept["end_month"]),
        fates=tuple((fate, count) for fate, count in kept["fates"]),
        to_decide=kept["to_decide"],
        people=tuple(Looked(*one) for one in kept["people"]),
    )


def _place(token: str, *, home: Path, by: Viewer) -> Path:
    return home / "outgoing" / str(by.office_id) / "turns" / f"{token}.json"
