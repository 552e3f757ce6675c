"""Who is missing, as a workbook for the sender who can reach them: whole NIKs, because its rows are found by them."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from dataclasses import replace
from pathlib import Path

from payung.access.viewer import NotAllowed, Viewer
from payung.coverage import workbook
from payung.coverage.missing import MissingPerson, Sought, missing_named
from payung.coverage.words import CLASS_WORDS
from payung.vocabulary.words import Words

# Whose work it is to reach people: those who collect them, check them or ask for them.
REACHES = ("receive_list", "review", "decide")
_HEADINGS = (
    Words(id="Daftar", en="List"),
    Words(id="Lembar", en="Sheet"),
    Words(id="Baris", en="Row"),
    Words(id="Nama", en="Name"),
    Words(id="NIK", en="NIK"),
    Words(id="Kelurahan/desa", en="Kelurahan/desa"),
    Words(id="RT", en="RT"),
    Words(id="Pekerjaan", en="Occupation"),
    Words(id="Telepon", en="Phone"),
    Words(id="Menurut laporan", en="As reported"),
    Words(id="Hitungan sendiri", en="Our own count"),
)
_TITLE = Words(id="Belum terlindungi: {sender}, {month}", en="Not covered: {sender}, {month}")
_SHEET = Words(id="Cakupan", en="Coverage")
_TOKEN = re.compile("[0-9a-f]{32}")


class Gone(Exception):
    """The file was cleared away when its time was over, or never was."""


def write(sought: Sought, *, language: str, purpose: str, home: Path, by: Viewer, at: dt.datetime) -> tuple[str, int]:
    """Write one sender's missing people where files wait to be fetched; return the file's token and how many people it names.

    The look is recorded with its purpose. Files that wait are cleared away with the other working copies (`payung database purge`).

    :raises NotAllowed: if it is not the viewer's work to reach people.
    :raises NotMeasured: as `coverage.missing.missing_named`.
    """
    if not by.may.intersection(REACHES):
        raise NotAllowed(REACHES[0])
    found = missing_named(replace(sought, limit=None, offset=0), seen_by=by, at=at, purpose=purpose)
    token = secrets.token_hex(16)
    path = _place(token, home=home, by=by)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    workbook.write(
        half,
        sheet=_SHEET.say(language),
        columns=[one.say(language) for one in _HEADINGS],
        rows=[_cells(one, language) for one in found],
        notes=[_TITLE.say(language, sender=sought.sender, month=f"{sought.month:%Y-%m}")],
    )
    half.chmod(0o600)
    half.replace(path)
    return token, len(found)


def written(token: str, *, home: Path, by: Viewer) -> Path:
    """Return a file that was written for the viewer's office; whose order it was is asked by the door.

    :raises Gone: if it is not there (any longer).
    """
    by.must("see_list")
    path = _place(token, home=home, by=by) if _TOKEN.fullmatch(token) else None
    if path is None or not path.is_file():
        raise Gone(token)
    return path


def _place(token: str, *, home: Path, by: Viewer) -> Path:
    return home / "outgoing" / str(by.office_id) / "missing" / f"{token}.xlsx"


def _cells(one: MissingPerson, language: str) -> list[object]:
    return [
        str(one.list_id),
        str(one.sheet_no),
        str(one.row_no),
        one.name,
        one.nik,
        one.kelurahan or one.kelurahan_code,
        one.rt,
        one.occupation,
        one.phone,
        _class(one.reported, language) if one.reported else "-",
        _class(one.computed, language),
    ]


def _class(name: str, language: str) -> str:
    return CLASS_WORDS.get(name, Words(id=name, en=name)).say(language)
