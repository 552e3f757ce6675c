"""What papers of one office share: its head, the frame of a letter, the frame of minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from payung.letters.papers.model import (
    Block,
    Column,
    Fields,
    Letterhead,
    Lines,
    NumberPlace,
    Paper,
    Paragraph,
    Points,
    Signatures,
    Signer,
    Space,
    Table,
    Title,
)
from payung.letters.papers.words import day_in_words, in_words, long_day

#: The first line of a paragraph of a letter, in millimetres.
FIRST_LINE = 12.5
CLOSING = "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih."


@dataclass(frozen=True, slots=True)
class Bureau:
    """The office that writes. `city` is where its papers are dated, `lines` its address; `size` what its printers hold."""

    government: str
    name: str
    city: str
    lines: tuple[str, ...] = ()
    logo: bytes = b""
    size: str = "F4"

    @property
    def head(self) -> Letterhead:
        """Return the office's letterhead."""
        return Letterhead(self.government, self.name, self.lines, self.logo)


@dataclass(frozen=True, slots=True)
class Registration:
    """Number and day of a paper; both None until it is registered, and dots on the paper."""

    number: str | None = None
    dated: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts in minutes: a person, in an office."""

    name: str
    title: str
    institution: str
    nip: str = ""
    rank: str = ""

    def signs(self, role: str = "") -> Signer:
        """Return the party as a signer."""
        return Signer(self.title, self.name, self.rank, self.nip, role=role)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is for: a title, in an office, and where."""

    title: str
    place: str = "tempat"
    institution: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of the address."""
        above = (f"Yth. {self.title}", *((self.institution,) if self.institution else ()))
        return (*above, "di", f"      {self.place}")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around a letter's text. `attached` says what goes with it ("1 (satu) berkas"), `nature` how urgent it is."""

    bureau: Bureau
    registration: Registration
    to: Addressee
    signer: Signer
    attached: str = "–"
    nature: str = "Penting"
    copies: tuple[str, ...] = ()


def letter(kind: str, subject: str, envelope: Envelope, body: Sequence[Block]) -> Paper:
    """Return a letter: head, day, number and subject, addressee, text, signature, copies."""
    bureau, registration = envelope.bureau, envelope.registration
    blocks: list[Block] = [
        bureau.head,
        Paragraph(f"{bureau.city}, {long_day(registration.dated)}", align="right"),
        Fields(
            (
                ("Nomor", NumberPlace(number=registration.number).text),
                ("Sifat", envelope.nature),
                ("Lampiran", envelope.attached),
                ("Hal", subject),
            ),
            label_width=22,
        ),
        Space(3),
        Lines(envelope.to.lines),
        Space(3),
        *body,
        said(CLOSING),
        Signatures((envelope.signer,)),
    ]
    if envelope.copies:
        blocks += [Space(5), Lines(("Tembusan:",)), points(envelope.copies)]
    return Paper(kind, subject, tuple(blocks), size=bureau.size)


def minutes(
    kind: str, about: str, bureau: Bureau, registration: Registration, parties: Sequence[Party], body: Sequence[Block]
) -> Paper:
    """Return minutes (berita acara): who met on which day, what they state, their signatures side by side."""
    ranks = ("PIHAK PERTAMA", "PIHAK KEDUA", "PIHAK KETIGA", "PIHAK KEEMPAT")
    blocks: list[Block] = [
        bureau.head,
        Title(("Berita Acara", about), NumberPlace("NOMOR", registration.number)),
        said(f"Pada {day_in_words(registration.dated)}, kami yang bertanda tangan di bawah ini:"),
    ]
    alone = len(parties) == 1
    for place, party in enumerate(parties):
        rows = [("Nama", party.name or None), ("Jabatan", party.title), ("Instansi", party.institution)]
        if party.nip:
            rows.insert(1, ("NIP", party.nip))
        blocks += [Fields(tuple(rows), label_width=24, indent=7)]
        if not alone:
            blocks += [Paragraph(f"selanjutnya disebut {ranks[place]};", indent=7)]
    blocks += [
        *body,
        said(
            "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya, "
            "dan apabila di kemudian hari terdapat kekeliruan akan diperbaiki sebagaimana mestinya."
        ),
        Signatures(tuple(party.signs("" if alone else ranks[place]) for place, party in enumerate(parties))),
    ]
    return Paper(kind, f"Berita Acara {about}", tuple(blocks), size=bureau.size)


def said(text: str) -> Paragraph:
    """Return a paragraph of running text; one that goes on with the sentence before it is not indented."""
    return Paragraph(text, first=0 if text[:1].islower() else FIRST_LINE)


def points(texts: Sequence[str], *, indent: float = 0) -> Points:
    """Return points numbered 1., 2., 3."""
    return Points(tuple((f"{place}.", text) for place, text in enumerate(texts, 1)), indent=indent)


def lettered(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return texts marked a., b., c."""
    return tuple((f"{chr(ord('a') + place)}.", text) for place, text in enumerate(texts))


def pieces(count: int, unit: str = "berkas") -> str:
    """Return how much goes with a letter: "2 (dua) berkas"."""
    return f"{count} ({in_words(count)}) {unit}"


def numbered_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], **more: object) -> Table:
    """Return a table whose first column counts the rows."""
    counted_rows = tuple((str(place), *row) for place, row in enumerate(rows, 1))
    return Table((Column("No.", 10, "right"), *columns), counted_rows, **more)  # type: ignore[arg-type]
