"""One file, from bytes to lines and findings. Runs inside the child process only (child.py)."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path
from xml.parsers import expat

from payung.intake.columns import why
from payung.intake.columns.guessing import Column, beside
from payung.intake.reading import delimited, formats, markup, onecell, struck, workbook
from payung.intake.reading.blocks import Block, ahead, rechunk, within
from payung.intake.reading.cells import column_letters
from payung.intake.reading.continued import Continuing
from payung.intake.reading.header import Line
from payung.intake.reading.limits import Limits
from payung.intake.reading.lines import LineWriter
from payung.intake.reading.merging import Merging
from payung.intake.reading.problems import Problem, Unreadable, problem
from payung.intake.reading.result import Reading, Sheet
from payung.intake.reading.tables import Tables, lines_of
from payung.intake.reading.workbook import Source
from payung.vocabulary.sheets import BESIDE
from payung.vocabulary.words import Words

#: Lines looked at before the first is written: headings and what the columns hold are judged on these.
HEAD_LINES = 2_000

#: What a file of an extension may be without a remark.
_EXTENSIONS = {
    ".xlsx": ("xlsx", "xlsm"),
    ".xlsm": ("xlsm", "xlsx"),
    ".xlsb": ("xlsb",),
    ".xls": ("xls",),
    ".ods": ("ods",),
    ".csv": ("text",),
    ".tsv": ("text",),
    ".txt": ("text",),
    ".html": (),
    ".xml": ("xml",),
}

_LIST = Words(id="Lembar ini berisi daftar orang.", en="This sheet holds a list of people.")
_NO_PEOPLE = Words(
    id="Ada judul kolom, tetapi tanpa kolom nama atau NIK.", en="There are headings, but no name or NIK column."
)
_NO_TABLE = Words(id="Tidak ada tabel orang yang dikenali.", en="No table of people was recognised.")
_EMPTY = Words(id="Lembar kosong.", en="The sheet is empty.")
_BY_CONTENT = Words(
    id="Tanpa judul kolom; isinya tampak sebagai daftar orang.",
    en="No headings; the content looks like a list of people.",
)


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    problems: list[Problem] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)


def parse(path: Path, lines: Path, limits: Limits) -> Reading:
    """Read a file and write its lines.

    :raises Unreadable: if the file is no list's format, locked, damaged or too large.
    """
    sha256 = _sha256(path)
    kind = formats.recognise(path, limits)
    found = _Found()
    sources, dialect = _sources(path, kind, found.problems, limits)
    try:
        with LineWriter(lines) as writer:
            for source in sources:
                found.sheets.extend(_read_sheet(source, writer, found.problems))
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError) as broken:
        raise Unreadable(problem("damaged")) from broken
    if not any(sheet.is_list for sheet in found.sheets):
        found.problems.append(problem("no_list"))
    # A sheet that is read once per list on it says each time what it met.
    told = [one for place, one in enumerate(found.problems) if one not in found.problems[:place]]
    name = "csv" if kind == "text" else kind
    return Reading(path.name, sha256, name, path.stat().st_size, tuple(found.sheets), tuple(told), dialect, lines)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sources(path: Path, kind: str, problems: list[Problem], limits: Limits) -> tuple[Iterator[Source], dict[str, str]]:
    """Return the sheets of a file, and how its text is written if it is delimited text."""
    problems.extend(_about_name(path.suffix.lower(), kind))
    if kind in formats.WORKBOOKS:
        return workbook.sources(path, kind, limits), {}
    if kind == "text":
        dialect, noted = delimited.sniff(path)
        problems.extend(noted)
        sheet = Source(1, path.stem, False, lambda: delimited.blocks(path, dialect, problems))
        return iter([sheet]), {key: str(value) for key, value in asdict(dialect).items()}
    reader = markup.web_page if kind == "html" else markup.spreadsheet_xml
    return reader(path), {}


def _about_name(extension: str, kind: str) -> Iterator[Problem]:
    """Say so where a name promises another format than the file is."""
    if kind == "html" and extension not in (".html", ".htm"):
        yield problem("web_page", extension=extension or "?")
    elif extension in _EXTENSIONS and kind not in _EXTENSIONS[extension] and kind != "html":
        yield problem("other_format", format=kind, extension=extension)


def _read_sheet(source: Source, writer: LineWriter, problems: list[Problem]) -> Iterator[Sheet]:
    """Write a sheet's lines with their kinds; yield what the sheet is, and each list that stands beside its first one."""
    problems.extend(source.problems)
    head, rest = rechunk(source.blocks(), HEAD_LINES)
    mark = onecell.separator(_lines(head))
    if mark is not None:
        problems.append(problem("text_in_one_column", sheet_no=source.no, sheet=source.name, separator=mark))
        head = [onecell.split(block, mark) for block in head]
        rest = (onecell.split(block, mark) for block in rest)
    tables = Tables(_lines(head), source.merged)
    spans = beside(tables.first_columns) if mark is None and source.no < BESIDE else ()
    if spans:
        yield from _side_by_side(source, spans, tables.first_columns, writer, problems)
        return
    merging, continuing = Merging(source.merged), Continuing()
    for block in chain(head, ahead(rest)):
        block, kinds = continuing.join(block, tables.kinds(block), tables)
        writer.write(source.no, merging.fill(block, kinds), kinds)
    if merging.filled:
        problems.append(problem("merged_cells", sheet_no=source.no, sheet=source.name, count=merging.filled))
    if continuing.joined:
        problems.append(problem("two_lines", sheet_no=source.no, sheet=source.name, count=continuing.joined))
    sheet = _sheet(source, tables)
    problems.extend(_about(sheet))
    yield sheet


def _sheet(source: Source, tables: Tables) -> Sheet:
    said = (source.no, source.name, source.hidden, tables.is_list, _why(tables))
    found = tables.tables()
    return Sheet(*said, found, dict(tables.counts), struck=struck.rows(source.struck, found))


def _side_by_side(
    source: Source,
    spans: Sequence[tuple[int, int]],
    columns: Sequence[Column],
    writer: LineWriter,
    problems: list[Problem],
) -> Iterator[Sheet]:
    """Read each of the lists that stand side by side on a sheet; those on the right get numbers and names of their own."""
    sheet = _part(source, spans[0], writer)
    right = [replace(c, field=None, accepted=True, why=why.BESIDE_READ) for c in columns if c.index > spans[0][1]]
    first, *others = sheet.tables
    left = tuple(column for column in first.columns if column.index <= spans[0][1])
    sheet = replace(sheet, tables=(replace(first, columns=(*left, *right)), *others))
    problems.extend(_about(sheet))
    yield sheet
    for place, span in enumerate(spans[1:], start=1):
        name = f"{source.name} ({column_letters(span[0])}–{column_letters(span[1])})"
        part = replace(source, no=source.no + place * BESIDE, name=name)
        found = replace(_part(part, span, writer), beside=source.no)
        rows = found.counts.get("row", 0)
        where = f"{column_letters(span[0])}–{column_letters(span[1])}"
        problems.append(problem("side_by_side_read", sheet_no=source.no, sheet=source.name, columns=where, rows=rows))
        problems.extend(_about(found))
        yield found


def _part(source: Source, span: tuple[int, int], writer: LineWriter) -> Sheet:
    """Read one of several lists side by side; the leftmost keeps the whole lines, for they are the sheet's."""
    head, rest = rechunk(source.blocks(), HEAD_LINES)
    tables = Tables(_lines([within(block, *span) for block in head]), source.merged)
    merging = Merging(source.merged)
    for block in chain(head, ahead(rest)):
        part = within(block, *span)
        kinds = tables.kinds(part)
        writer.write(source.no, merging.fill(block if span[0] == 1 else part, kinds), kinds)
    return _sheet(source, tables)


def _lines(blocks: list[Block]) -> list[Line]:
    return [line for block in blocks for line in lines_of(block.slice(0, HEAD_LINES))]


def _why(tables: Tables) -> Words:
    if tables.is_list:
        return _LIST if tables.tables()[0].header_rows else _BY_CONTENT
    if not sum(tables.counts.values()) - tables.counts["blank"]:
        return _EMPTY
    return _NO_PEOPLE if tables.tables() else _NO_TABLE


def _about(sheet: Sheet) -> Iterator[Problem]:
    """Yield what a person should know about a sheet that is a list."""
    if not sheet.is_list:
        return
    rows = sheet.counts.get("row", 0)
    if not rows:
        yield problem("empty_list", sheet_no=sheet.no, sheet=sheet.name)
    elif sheet.hidden:
        yield problem("hidden_list", sheet_no=sheet.no, sheet=sheet.name, rows=rows)
    if not sheet.header_rows:
        yield problem("no_header", sheet_no=sheet.no, sheet=sheet.name)
    elif sheet.doubtful:
        names = ", ".join(f"“{column.header}”" for column in sheet.doubtful)
        yield problem("doubtful_columns", sheet_no=sheet.no, sheet=sheet.name, columns=names)
    yield from _about_columns(sheet)
    if len({tuple((c.index, c.field) for c in table.columns) for table in sheet.tables}) > 1:
        yield problem("several_tables", sheet_no=sheet.no, sheet=sheet.name, count=len(sheet.tables))


def _about_columns(sheet: Sheet) -> Iterator[Problem]:
    """Yield what a person should know about the columns of a list."""
    beside = [column for column in sheet.doubtful if column.why == why.BESIDE]
    if beside:
        span = f"{column_letters(beside[0].index)}–{column_letters(beside[-1].index)}"
        yield problem("side_by_side", sheet_no=sheet.no, sheet=sheet.name, columns=span)
    staff = [column.header for column in sheet.doubtful if column.why == why.STAFF_NUMBER]
    if staff:
        yield problem("staff_number", sheet_no=sheet.no, sheet=sheet.name, columns=", ".join(staff))
