"""frozen annex → lines by kelurahan → a PDF for each, the recap, a workbook, the decree's text → the hashes of what was written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.enrolment import actions, queries
from payung.enrolment.models import Decree
from payung.enrolment.queries import AnnexLine
from payung.flows import draft_a_decree
from payung.letters.papers import annex
from payung.letters.papers.annex_pages import AnnexHead
from payung.letters.papers.annex_rows import NOWHERE, Place, Section, section
from payung.letters.papers.model import Signer
from payung.vocabulary.wilayah.codes import place_name

_CHANGES = {"add": "masuk", "remove": "keluar"}
_KINDS = {
    "decree": "Keputusan {head}",
    "amendment": "Keputusan {head}",
    "decision": "Keputusan Kepala Dinas",
    "minutes": "Berita Acara Penggantian",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What to print where. `nik_shown`: full, or last_four for copies that leave the office."""

    decree_id: int
    home: Path
    folder: Path | None = None
    nik_shown: str = "full"


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written for which version; `files` are names with their SHA-256."""

    decree_id: int
    version: int
    check_code: str
    content_sha256: str
    heads: int
    folder: Path
    files: tuple[tuple[str, str], ...]


def run(order: Order, *, by: Viewer, at: dt.datetime) -> Printed:
    """Freeze a draft and print its annex; again, or after a run that was killed, the same bytes are written.

    Without a folder the files land under the installation's letters, one folder for each version.

    :raises NoSuchDecree, WrongState, NotAllowed: as `enrolment.actions.freeze` does.
    :raises letters.papers.annex.AlreadyPrinting: if another process writes into the folder.
    """
    decree = actions.freeze(decree_id=order.decree_id, by=by, at=at)
    folder = order.folder or folder_of(order.home, decree.pk, decree.version, order.nik_shown)
    printed = annex.print_annex(sections(decree, seen_by=by), _head(decree, order.nik_shown, seen_by=by), folder)
    text = {} if order.nik_shown != "full" else draft_a_decree.run(decree, seen_by=by)
    for name, content in text.items():
        _write(folder / name, content)
    files = (
        *((one.name, one.sha256) for one in printed.files),
        *((name, hashlib.sha256(content).hexdigest()) for name, content in text.items()),
    )
    actions.keep_papers(decree=decree, papers=dict(files), by=by, at=at)
    return Printed(
        decree_id=decree.pk,
        version=decree.version,
        check_code=decree.check_code,
        content_sha256=decree.content_sha256,
        heads=printed.totals.heads,
        folder=folder,
        files=files,
    )


def sections(decree: Decree, *, seen_by: Viewer) -> Iterator[Section]:
    """Yield the people of an annex kelurahan by kelurahan, as the printed rows need them."""
    is_first = decree.kind == "decree"
    lines = queries.annex_lines(decree.pk, seen_by=seen_by)
    for code, of_place in groupby(lines, key=lambda one: one.kelurahan_code):
        yield section(_place(code), [_row(one, is_first) for one in of_place])


def _row(line: AnnexLine, is_first: bool) -> tuple[object, ...]:
    return (
        line.seq,
        line.name,
        line.nik,
        line.birth_on,
        line.sex,
        line.address,
        line.rt,
        line.rw,
        line.occupation,
        line.disability,
        line.proposer,
        "" if is_first else _CHANGES[line.change],
        line.replaces,
    )


def _place(code: str) -> Place:
    if not code:
        return NOWHERE
    return Place(code, place_name(code), place_name(code.rpartition(".")[0]))


def folder_of(home: Path, decree_id: int, version: int, nik_shown: str) -> Path:
    """Return where the files of a version are printed by themselves."""
    shown = "" if nik_shown == "full" else "-umum"
    return home / "letters" / f"sk-{decree_id}" / f"versi-{version}{shown}"


def _write(path: Path, content: bytes) -> None:
    """Put a file in its place, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _head(decree: Decree, nik_shown: str, *, seen_by: Viewer) -> AnnexHead:
    head = draft_a_decree.ruler_of(seen_by).title
    return AnnexHead(
        decree=_KINDS[decree.kind].format(head=head),
        about=decree.title,
        people=f"Daftar peserta {decree.programme.name}, {office_of(seen_by).name}",
        version=decree.version,
        check_code=decree.check_code,
        signer=Signer(title=decree.signer_title or head, name=decree.signer_name, acting=decree.signer_acting),
        printed_on=timezone.localdate(decree.printed_at),
        number=decree.number,
        dated=decree.decided_on,
        is_amendment=decree.kind != "decree",
        nik_shown=nik_shown,
    )
