"""What a paper of the office is made of, whatever it is written as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
#: Width and height in millimetres, upright. F4 (folio) is what offices load their printers with.
SIZES: dict[str, tuple[int, int]] = {"F4": (215, 330), "A4": (210, 297)}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an office: government, office, address lines, over a double rule. `logo` is a PNG or nothing."""

    government: str
    office: str
    lines: tuple[str, ...] = ()
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class StateHead:
    """The head of a decree: emblem above, the lines of who decides below, no rule. Without a picture its place stays free."""

    lines: tuple[str, ...]
    emblem: bytes = b""


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where the number goes: typed in after registration, until then a dotted place."""

    label: str = "Nomor"
    number: str | None = None

    @property
    def text(self) -> str:
        """Return the number, or the dots it will be written on."""
        return self.number or "……………………………………"


@dataclass(frozen=True, slots=True)
class Title:
    """The centred title, its number below; `about` stands under "TENTANG" where there is one."""

    lines: tuple[str, ...]
    number: NumberPlace | None = None
    about: tuple[str, ...] = ()
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `indent` is millimetres from the left, `first` those of the first line."""

    text: str
    align: Align = "justify"
    bold: bool = False
    indent: float = 0
    first: float = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Short lines that stand under each other: an addressee, copies to."""

    lines: tuple[str, ...]
    indent: float = 0
    align: Align = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with their values, the colons under each other. A value None is a dotted place."""

    rows: tuple[tuple[str, str | None], ...]
    label_width: float = 34
    indent: float = 0


@dataclass(frozen=True, slots=True)
class Clauses:
    """A label and what stands under it point by point (Menimbang, Mengingat, KESATU); a marker may be empty."""

    label: str
    items: tuple[tuple[str, str], ...]
    label_width: float = 30


@dataclass(frozen=True, slots=True)
class Points:
    """Numbered points: each a marker and a text."""

    items: tuple[tuple[str, str], ...]
    indent: float = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is a share of the paper's width."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head comes back on every page. `total` is a last row in bold. `row_height` (mm) leaves room for signatures."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    row_height: float = 0
    small: bool = False

    def __post_init__(self) -> None:
        wrong = [row for row in (*self.rows, *([self.total] if self.total else [])) if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"{len(self.columns)} columns, but a row of {len(wrong[0])} cells")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. `acting` is empty, "Plt.", "Plh." or "a.n."; with "a.n." the title is whose name it is, `as_title` the signer's own.

    `role` stands above ("PIHAK PERTAMA", "Mengetahui,"). `nip` is empty for who has none (a mayor, BPJS's people).
    """

    title: str
    name: str = ""
    rank: str = ""
    nip: str = ""
    acting: Literal["", "Plt.", "Plh.", "a.n."] = ""
    as_title: str = ""
    role: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """Return the lines above the signature."""
        above = (self.role,) if self.role else ()
        titled = f"{self.acting} {self.title}" if self.acting else self.title
        if self.as_title:
            return (*above, titled, f"{self.as_title},")
        return (*above, f"{titled},")

    @property
    def named(self) -> str:
        """Return the name, or the dots it will be written on."""
        return self.name or "………………………………"

    @property
    def foot(self) -> tuple[str, ...]:
        """Return the lines below the name."""
        return tuple(line for line in (self.rank, f"NIP {self.nip}" if self.nip else "") if line)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signers beside each other (two or three in a row); `place_and_day` stands over the last, `stamp` is the duty stamp's place."""

    signers: tuple[Signer, ...]
    place_and_day: str = ""
    stamp: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """An empty height in millimetres."""

    mm: float = 4


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts on a new page."""


Block = (
    Letterhead
    | StateHead
    | Title
    | Paragraph
    | Lines
    | Fields
    | Clauses
    | Points
    | Table
    | Signatures
    | Space
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `kind` is the name of its kind, `title` what a reader's window shows, `foot` stands on every page beside its number."""

    kind: str
    title: str
    blocks: tuple[Block, ...]
    size: str = "F4"
    landscape: bool = False
    foot: str = ""
    font_size: float = 11.5

    def __post_init__(self) -> None:
        if self.size not in SIZES:
            raise ValueError(f"no paper size {self.size!r}; known: {', '.join(SIZES)}")

    @property
    def millimetres(self) -> tuple[int, int]:
        """Return width and height as the paper lies."""
        width, height = SIZES[self.size]
        return (height, width) if self.landscape else (width, height)
