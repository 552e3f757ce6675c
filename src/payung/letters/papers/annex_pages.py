"""How the rows of an annex lie on its pages: the same number on every page, so that a person's page is known without printing."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Literal

from payung.letters.papers.annex_rows import CHANGES, Section, Totals, totals
from payung.letters.papers.fitting import LETTER, fit
from payung.letters.papers.model import SIZES, Signer
from payung.letters.papers.safe import printable
from payung.letters.papers.words import counted, long_day, masked_nik, short_day

#: Millimetres: what the head and the foot of a page take, the table's head, a row of two lines, and the signature.
TOP, BOTTOM, SIDE, TABLE_HEAD, ROW, CLOSING = 42, 14, 10, 8, 6.6, 58
#: A document longer than this becomes several: Typst's memory grows with the rows of one document.
ROWS_PER_DOCUMENT = 1_500

_FIRST = (
    ("No.", 9.5, "right"),
    ("Nama", 37, "left"),
    ("NIK", 25.5, "center"),
    ("Tanggal lahir", 16.5, "center"),
    ("L/P", 7.5, "center"),
    ("Alamat", 37, "left"),
    ("RT/RW", 13.5, "center"),
    ("Pekerjaan", 21, "left"),
    ("Disabilitas", 15, "left"),
)
_LAST = ("Pengusul", 20, "left")
_CHANGE = ("Perubahan", 24, "left")
_POINTS_PER_MM = 2.8346
_INSET_X, _INSET_Y = 1.4, 0.8


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """What stands on every page. `number` and `dated` are None until the decree is enacted; `printed_on` is the day of freezing.

    `decree` is its kind ("Keputusan Wali Kota Bontang"), `people` the title over the list, `check_code` what binds a page to this version.
    `nik_shown` "last_four" is for copies that leave the office; `tagged` also describes each cell to screen readers (13 times the size).
    """

    decree: str
    about: str
    people: str
    version: int
    check_code: str
    signer: Signer
    printed_on: dt.date
    number: str | None = None
    dated: dt.date | None = None
    is_amendment: bool = False
    size: str = "F4"
    nik_shown: Literal["full", "last_four"] = "full"
    tagged: bool = False

    def __post_init__(self) -> None:
        if self.size not in SIZES:
            raise ValueError(f"no paper size {self.size!r}; known: {', '.join(SIZES)}")


@dataclass(frozen=True, slots=True)
class Document:
    """One PDF of the annex: rows `first` to `last` (exclusive, counted from 0) of a kelurahan, and the pages they take."""

    name: str
    title: str
    first: int
    last: int
    first_page: int
    pages: int


def rows_on_a_page(size: str) -> int:
    """Return how many people a page of this paper holds."""
    return int((SIZES[size][1] - TOP - BOTTOM - TABLE_HEAD) // ROW)


def pages_of(heads: int, size: str) -> int:
    """Return how many pages a kelurahan of so many people takes, its signature included."""
    each = rows_on_a_page(size)
    full, rest = divmod(heads, each)
    room = SIZES[size][1] - TOP - BOTTOM - TABLE_HEAD - (rest or each) * ROW
    return full + bool(rest) + (room < CLOSING)


def page_of(position: int, size: str) -> int:
    """Return the page on which the person at a position of the kelurahan's list (from 1) stands."""
    return (position - 1) // rows_on_a_page(size) + 1


def documents(section: Section, size: str) -> tuple[Document, ...]:
    """Return the PDFs of a kelurahan: one, or several with whole pages where it is large; numbering goes on."""
    heads, each = section.rows.num_rows, rows_on_a_page(size)
    step = ROWS_PER_DOCUMENT // each * each
    starts = range(0, heads, step)
    all_pages, place = pages_of(heads, size), section.place
    made = []
    for number, start in enumerate(starts, 1):
        last = number == len(starts)
        first_page = start // each + 1
        pages = (all_pages if last else (start + step) // each) - first_page + 1
        part = f"-bagian-{number}-dari-{len(starts)}" if len(starts) > 1 else ""
        made.append(
            Document(
                name=f"lampiran-{_slug(place.code)}-{_slug(place.kelurahan)}{part}.pdf",
                title=f"Lampiran, Kecamatan {place.kecamatan}, Kelurahan/Desa {place.kelurahan}",
                first=start,
                last=min(start + step, heads),
                first_page=first_page,
                pages=pages,
            )
        )
    return tuple(made)


def as_data(document: Document, section: Section, head: AnnexHead) -> str:
    """Return what annex.typ reads for one document."""
    columns = (*_FIRST, _CHANGE, _LAST) if head.is_amendment else (*_FIRST, _LAST)
    width, height = SIZES[head.size]
    share = (width - 2 * SIDE) / sum(column[1] for column in columns)
    widths = [column[1] * share for column in columns]
    shown = section.rows.slice(document.first, document.last - document.first)
    closes = document.last == section.rows.num_rows
    place = section.place
    data = {
        "title": f"{head.decree}: {document.title}",
        "millimetres": [width, height],
        "frame": {"top": TOP, "bottom": BOTTOM, "side": SIDE, "head": TABLE_HEAD, "row": ROW},
        "decree": _short(f"Lampiran {head.decree}".upper(), width - 92),
        "lines": [
            ["Nomor", _short(head.number or "………………………", width - 110)],
            ["Tanggal", _short(long_day(head.dated), width - 110)],
            ["Tentang", _short(head.about, width - 110, lines=3)],
        ],
        "place": [
            ["Kecamatan", _short(place.kecamatan, 34)],
            ["Kelurahan/Desa", _short(place.kelurahan, 34)],
            ["Versi", _short(str(head.version), 34)],
            ["Kode periksa", _short(head.check_code, 34)],
        ],
        "people": _short(head.people.upper(), (width - 2 * SIDE) * 0.82),
        "check_code": head.check_code,
        "version": head.version,
        "first_page": document.first_page,
        "pages": pages_of(section.rows.num_rows, head.size),
        "rows_on_a_page": rows_on_a_page(head.size),
        "columns": [
            [_short(title, (wide - _INSET_X) * 0.88, lines=2), wide, align]
            for (title, _, align), wide in zip(columns, widths, strict=True)
        ],
        "letter": LETTER,
        "closing": _closing(totals(section.rows), head) if closes else None,
        "tagged": head.tagged,
    }  # fmt: skip
    # The cells are made printable where they are fitted.
    return json.dumps(_printable(data) | {"rows": _cells(shown, widths, head)}, ensure_ascii=False)


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return value


def _cells(rows: object, widths: list[float], head: AnnexHead) -> list[list[object]]:
    """Return the cells row by row: a text, or a text with its smaller letter in points."""
    rooms = [(wide - _INSET_X) * _POINTS_PER_MM for wide in widths]
    high = (ROW - _INSET_Y) * _POINTS_PER_MM
    return [
        [_fitted(text, room, high) for text, room in zip(texts, rooms, strict=True)] for texts in texts_of(rows, head)
    ]


def texts_of(rows: object, head: AnnexHead) -> list[list[str]]:
    """Return the texts of rows as they are printed, column by column."""
    names = ("seq", "name", "nik", "birth_on", "sex", "address", "rt", "rw", "occupation", "disability", "proposer", "change", "replaces")  # fmt: skip
    columns = [rows.column(name).to_pylist() for name in names]  # type: ignore[attr-defined]
    made = []
    for seq, name, nik, birth_on, sex, address, rt, rw, occupation, disability, proposer, change, replaces in zip(*columns, strict=True):  # fmt: skip
        texts = [
            str(seq),
            name,
            nik if head.nik_shown == "full" else masked_nik(nik),
            short_day(birth_on),
            sex or "",
            address or "",
            f"{rt or '–'}/{rw or '–'}" if rt or rw else "",
            occupation or "",
            disability or "",
        ]
        if head.is_amendment:
            texts.append(change_said(change, replaces))
        made.append([*texts, proposer or ""])
    return made


def change_said(change: str | None, replaces: str | None) -> str:
    """Return what an amendment does to a person: "Masuk, menggantikan BUDI", "Keluar: meninggal dunia"."""
    said = CHANGES[change or ""]
    if not replaces:
        return said
    return f"{said}, menggantikan {replaces}" if said == "Masuk" else f"{said}: {replaces}"


def _fitted(text: str, room: float, high: float) -> object:
    said, size = fit(printable(text), room, high)
    return said if size == LETTER else [said, size]


def _short(text: str, room: float, *, lines: int = 1) -> list[object]:
    """Return a text of the page's head with the letter that keeps it within its millimetres and lines."""
    return list(fit(printable(text), room * _POINTS_PER_MM, LETTER * (0.9 + 0.96 * (lines - 1)) + 0.1))


def _closing(sums: Totals, head: AnnexHead) -> dict[str, object]:
    said = f"Jumlah {counted(sums.heads)} orang: laki-laki {counted(sums.men)}, perempuan {counted(sums.women)}"
    if sums.unknown:
        said += f", jenis kelamin tidak tercatat {counted(sums.unknown)}"
    said += f"; penyandang disabilitas {counted(sums.disabled)}."
    if head.is_amendment:
        said += f" Masuk {counted(sums.coming)}, keluar {counted(sums.leaving)}."
    return {
        "said": said,
        "room": CLOSING,
        "head": head.signer.head,
        "named": head.signer.named,
        "foot": head.signer.foot,
    }


def _slug(text: str) -> str:
    kept = "".join(letter.lower() if letter.isascii() and letter.isalnum() else " " for letter in text.replace(".", ""))
    return "-".join(kept.split()) or "tanpa-nama"
