"""Where the heading of a table stands: one to four rows, merged or not, anywhere among the first lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from payung.intake.columns.synonyms import GROUP_MARK, Match, match, normal

#: A line in hand: its row number, its texts, its type letters.
Line = tuple[int, list[str], str]

#: Header rows of one table at most.
MAX_ROWS = 4
#: A heading's text is at most this long; longer is prose.
MAX_LETTERS = 80
_SURE = 0.75
_EXACT = 0.92
_ALONE = frozenset({"nik", "name", "kk", "kpj"})
_DATA = re.compile(r"\d{6,}|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d[.,]\d+E\+\d+", re.I)
_NUMBERING = re.compile(r"^[\s(\[]*(\d{1,3}|[a-z]|[ivx]{1,5})[\s.)\]]*(?:=.*)?$", re.I)
_TICKS = frozenset({"l", "p"})


_HINT = re.compile(
    r"^\W*(?:wajib|opsional|tidak wajib|boleh kosong|diisi|isi|contoh|pilih|format|sesuai|text|teks|angka|numerik|huruf|l\s*/\s*p|y\s*/\s*t|"
    r"\d+\s*(?:digit|angka|karakter|huruf)|[dhty]{1,2}[-/.]?[mb]{2,4}[-/.]?[yt]{2,4})\b.*$",
    re.I,
)
_MAY_BEGIN = re.compile(
    r"\bn\W?i\W?k\b|\bnama|name\b|\bktp\b|\bkpj\b|\bkk\b|kependudukan|identitas|pekerja|lahir|alamat", re.I
)


@dataclass(frozen=True, slots=True)
class Header:
    """A table's heading: its row numbers, and (group, heading) per column from Excel's column A on."""

    rows: tuple[int, ...]
    headings: tuple[tuple[str, str], ...]
    #: The plain words of each header row, to know the same header again further down.
    prints: frozenset[tuple[str, ...]]


def find(lines: Sequence[Line], merged: Sequence[tuple[int, int, int, int]] = ()) -> Header | None:
    """Return the first heading among some lines, or None."""
    for place, line in enumerate(lines):
        fields = fields_named(line)
        if fields and (fields >= 2 or _followed(lines, place)):
            return assemble(lines, place, merged)
    return None


def _followed(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a lone heading ("NIK") has lines of one cell below it, all in its column."""
    column = next(i for i, text in enumerate(lines[place][1]) if text.strip())
    below = [line for line in lines[place + 1 : place + 6] if any(text.strip() for text in line[1])]
    return bool(below) and all(len(line[1]) > column and line[1][column].strip() for line in below)


def may_begin(line: Line) -> bool:
    """Tell cheaply whether a line may be a heading: headings of people name one of a few words."""
    return _MAY_BEGIN.search("\n".join(line[1])) is not None


def fields_named(line: Line) -> int:
    """Return how many different fields a line names if it reads as a heading, else 0."""
    texts = _texts(line)
    if not texts or _is_data(line):
        return 0
    matches = [match(text) for _, text in texts]
    fields = {m.field for m in matches if m is not None and m.field and m.confidence >= _SURE}
    known = sum(m is not None for m in matches)
    if len(fields) >= 3 and known >= 0.4 * len(texts):
        return len(fields)
    if len(fields) >= 2 and (known >= 0.6 * len(texts) or _neighbours(matches)):
        return len(fields)
    alone = (
        len(texts) == 1 and fields and fields <= _ALONE and matches[0] is not None and matches[0].confidence >= _EXACT
    )
    return 1 if alone else 0


def _neighbours(matches: Sequence[Match | None]) -> bool:
    """Tell whether two sure headings stand side by side, one of them naming a person: strange columns may surround them."""
    fields = [m.field if m is not None and m.confidence >= _EXACT else None for m in matches]
    return any(one and two and one != two and {one, two} & _ALONE for one, two in itertools.pairwise(fields))


def _texts(line: Line) -> list[tuple[int, str]]:
    return [(place, text.strip()) for place, text in enumerate(line[1]) if text.strip()]


def _is_data(line: Line) -> bool:
    """Tell whether a line holds what headings do not hold: dates, long numbers, prose, "Nama : …" pairs."""
    _, cells, types = line
    texts = [text.strip() for text in cells if text.strip()]
    if "b" in types or types.count("n") > 0.3 * len(texts) or any(text.startswith(":") for text in texts):
        return True
    if 0 < sum(text.endswith(":") for text in texts) < 0.6 * len(texts):
        return True
    # One heading among many may name a day ("Iuran per 1-10-2023") or explain itself at length.
    odd = types.count("d") + sum(len(text) > MAX_LETTERS or bool(_DATA.search(text)) for text in texts)
    return odd > 0.15 * len(texts)


def assemble(lines: Sequence[Line], anchor: int, merged: Sequence[tuple[int, int, int, int]] = ()) -> Header:
    """Take the rows above and below an anchor row that belong to its heading, and join them per column."""
    first = last = anchor
    while last + 1 < len(lines) and last - first + 1 < MAX_ROWS and _continues(lines, last):
        last += 1
    while first > 0 and last - first + 1 < MAX_ROWS and _belongs_above(lines[first - 1], lines[first]):
        first -= 1
    rows = list(lines[first : last + 1])
    prints = frozenset(words(line) for line in rows)
    return Header(tuple(row_no for row_no, _, _ in rows), _headings(rows, merged), prints)


def words(line: Line) -> tuple[str, ...]:
    """Return a line's plain words per non-empty cell: the same header has the same words."""
    return tuple(normal(text) for _, text in _texts(line))


def _continues(lines: Sequence[Line], last: int) -> bool:
    """Tell whether the line below `last` is one more row of the heading ("Tempat" | "Tanggal" under "Kelahiran")."""
    above, line = lines[last], lines[last + 1]
    texts = _texts(line)
    if line[0] != above[0] + 1 or not texts or _holds_values(line) or is_hint(line):
        return False
    groups = _fill(above[1], line[1])
    ticks = {text.casefold().strip(" .") for _, text in texts} >= {"l", "p"}
    open_columns = known = 0
    for place, text in texts:
        here, right = _at(above[1], place), _at(above[1], place + 1)
        open_columns += not here or (not right and bool(_at(line[1], place + 1)))
        known += _is_heading(text, _at(groups, place), here) or (ticks and text.casefold().strip(" .") in _TICKS)
    return known >= 0.5 * len(texts) and (open_columns >= 0.5 * len(texts) or known == len(texts) >= 2)


def _holds_values(line: Line) -> bool:
    """Tell whether any cell is a value: below or above a heading's main row one is enough to know a person's line."""
    return _is_data(line) or any(text.replace(" ", "").isdecimal() or _DATA.search(text) for _, text in _texts(line))


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place].strip() if place < len(texts) else ""


def _is_heading(text: str, group: str, above: str) -> bool:
    found = match(text, group)
    joined = match(f"{above} {text}") if above and not any(letter.isdecimal() for letter in text) else None
    return (found is not None and found.confidence >= _SURE) or (joined is not None and joined.confidence >= 0.9)


def _belongs_above(line: Line, below: Line) -> bool:
    """Tell whether a line above the anchor is part of its heading, and no title."""
    texts = _texts(line)
    if line[0] != below[0] - 1 or not texts or _holds_values(line):
        return False
    known = sum(match(text) is not None for _, text in texts)
    if len(texts) == 1:
        place, text = texts[0]
        return known == 1 and len(text) <= 30 and place > 0 and place < len(below[1])
    under = sum(place < len(below[1]) and not below[1][place].strip() for place, _ in texts)
    return known >= 0.5 * len(texts) or (under > 0 and known > 0)


def _fill(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Carry a group heading to the right, over blank cells that have a heading of their own below."""
    filled = []
    carried = ""
    for place, text in enumerate(above):
        under = place < len(below) and below[place].strip()
        carried = text.strip() or (carried if under else "")
        filled.append(carried)
    tail = [carried if text.strip() else "" for text in below[len(above) :]]
    return filled + tail


def _headings(rows: Sequence[Line], merged: Sequence[tuple[int, int, int, int]]) -> tuple[tuple[str, str], ...]:
    """Return (group, heading) per column: the lowest text is the heading, what stands above it the group."""
    width = max(len(cells) for _, cells, _ in rows)
    grid = [[text.strip() for text in cells] + [""] * (width - len(cells)) for _, cells, _ in rows]
    for level in range(len(grid) - 2, -1, -1):
        grid[level] = _group(rows[level], grid[level], grid[level + 1], merged)
    grid[-1] = _over_several(rows[-1], grid[-1], merged)
    headings = []
    for place in range(width):
        stack = list(dict.fromkeys(grid[level][place] for level in range(len(grid)) if grid[level][place]))
        heading = _one_line(stack[-1]) if stack else ""
        headings.append((GROUP_MARK.join(map(_one_line, stack[:-1])), heading))
    return tuple(headings)


def _group(line: Line, texts: list[str], below: list[str], merged: Sequence[tuple[int, int, int, int]]) -> list[str]:
    """Spread a group row's texts over their merged cells, or over blanks where the file knows of no merging."""
    row = line[0] - 1
    spans = [(left, right) for top, left, bottom, right in merged if top <= row <= bottom and right > left]
    if not spans:
        return _fill(texts, below)
    filled = list(texts)
    for left, right in spans:
        for place in range(left, min(right + 1, len(filled))):
            filled[place] = filled[place] or texts[left]
    return filled


def _over_several(line: Line, texts: list[str], merged: Sequence[tuple[int, int, int, int]]) -> list[str]:
    """Repeat "Alamat" over the columns that its cell is merged over: street, RT and kelurahan stand apart below it."""
    filled = list(texts)
    for top, left, bottom, right in merged:
        if not top <= line[0] - 1 <= bottom or left >= len(texts):
            continue
        found = match(texts[left]) if texts[left] else None
        if found is not None and found.field == "address":
            for place in range(left + 1, min(right + 1, len(filled))):
                filled[place] = filled[place] or texts[left]
    return filled


def _one_line(text: str) -> str:
    return " ".join(text.split())


def is_numbering(line: Line) -> bool:
    """Tell whether a line only numbers the columns: 1 2 3 4, (1) (2) (3), a b c."""
    marks = [_NUMBERING.match(text) for _, text in _texts(line)]
    if len(marks) < 2 or not all(marks):
        return False
    values = [mark.group(1).casefold() for mark in marks if mark]
    if all(value.isdecimal() for value in values):
        steps = [int(b) - int(a) for a, b in itertools.pairwise(values)]
        return sum(step == 1 for step in steps) >= 0.75 * len(steps) and int(values[0]) <= 2
    letters = [ord(value) for value in values if len(value) == 1]
    return len(letters) == len(values) >= 3 and all(b - a == 1 for a, b in itertools.pairwise(letters))


def is_hint(line: Line) -> bool:
    """Tell whether a line below a heading says how to fill in the columns ("wajib", "16 digit", "dd/mm/yyyy")."""
    texts = [text for _, text in _texts(line)]
    return len(texts) >= 2 and sum(bool(_HINT.match(text)) for text in texts) >= 0.6 * len(texts)
