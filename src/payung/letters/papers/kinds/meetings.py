"""Undangan and daftar hadir of a meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Envelope, letter, points, said
from payung.letters.papers.model import Block, Column, Fields, Lines, PageBreak, Paper, Signatures, Signer, Table, Title
from payung.letters.papers.words import long_day

# Signatures stand left and right in turn, so that one does not run into the next.
_RIGHT = "\u00a0" * 14
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: the day, the hours as they are said ("09.00 WITA s.d. selesai"), where, what about."""

    name: str
    on: dt.date
    hours: str
    place: str
    agenda: tuple[str, ...]
    notes: tuple[str, ...] = ()


def invitation(envelope: Envelope, meeting: Meeting, invited: tuple[str, ...] = ()) -> Paper:
    """Return the undangan; more than one guest are listed on a second page."""
    body: list[Block] = [
        said(f"Dengan hormat mengundang Saudara untuk hadir pada {meeting.name}, yang akan dilaksanakan pada:"),
        Fields(
            (
                ("Hari, tanggal", f"{_DAYS[meeting.on.weekday()]}, {long_day(meeting.on)}"),
                ("Waktu", meeting.hours),
                ("Tempat", meeting.place),
            ),
            label_width=30,
            indent=12,
        ),
        said("Acara:"),
        points(meeting.agenda, indent=12),
    ]
    if meeting.notes:
        body += [said("Catatan:"), points(meeting.notes, indent=12)]
    paper = letter("invitation", f"Undangan {meeting.name}", envelope, body)
    if not invited:
        return paper
    listed = (PageBreak(), Lines(("Lampiran: daftar undangan",), bold=True), points(invited))
    return Paper(paper.kind, paper.title, (*paper.blocks, *listed), size=paper.size)


def attendance(
    bureau: Bureau, meeting: Meeting, expected: tuple[tuple[str, str], ...], signer: Signer, *, empty_rows: int = 10
) -> Paper:
    """Return the daftar hadir: (name, institution) of those expected, then empty rows, signatures left and right in turn."""
    people = [*expected, *[("", "")] * empty_rows]
    rows = tuple(
        (
            str(place),
            name,
            institution,
            "",
            f"{place}. ……………" if place % 2 else f"{_RIGHT}{place}. ……………",
        )
        for place, (name, institution) in enumerate(people, 1)
    )
    columns = (
        Column("No.", 10, "right"),
        Column("Nama", 46),
        Column("Instansi / jabatan", 44),
        Column("No. HP", 26),
        Column("Tanda tangan", 46),
    )
    blocks = (
        bureau.head,
        Title(("Daftar Hadir", meeting.name)),
        Fields(
            (
                ("Hari, tanggal", f"{_DAYS[meeting.on.weekday()]}, {long_day(meeting.on)}"),
                ("Waktu", meeting.hours),
                ("Tempat", meeting.place),
            ),
            label_width=28,
        ),
        Table(columns, rows, row_height=9),
        Signatures((signer,)),
    )
    return Paper("attendance", f"Daftar Hadir {meeting.name}", blocks, size=bureau.size)
