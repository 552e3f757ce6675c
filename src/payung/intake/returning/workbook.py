"""An xlsx or xlsm goes back as xlsx: the sender's own package without macros, with three columns more per list and our recap as the last sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from payung.intake.returning import commands, marks, recap, sheetpatch, unmacroed
from payung.intake.returning.answers import Answers
from payung.intake.returning.package import (
    CONTENT_TYPES,
    Package,
    SheetPart,
    Writer,
    office_space,
    opened,
    relations_of,
    whole,
)
from payung.intake.returning.recap import Recap
from payung.intake.returning.refusals import not_patchable
from payung.intake.returning.sheetmap import Region, SheetMap, map_sheet
from payung.intake.returning.sheetpatch import Placement, Writing
from payung.intake.returning.source import ListSheet, Source
from payung.intake.returning.styles import MAIN, add_styles
from payung.intake.returning.xmlspots import append_to, edited, splice, tree

_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(slots=True)
class _Changes:
    """What changes in the package: new content by part, parts left out, and what the lists of parts must learn."""

    writers: dict[str, Writer]
    dropped: set[str]
    #: New parts: part name -> (content type, relation type, relation id).
    added: dict[str, tuple[str, str, str]]


#: The file name's ending that Excel demands, by the kind of the workbook part; it refuses a file under another one.
_ENDINGS = {
    "template.main+xml": ".xltx",
    "template.macroEnabled.main+xml": ".xltx",
}


def ending(original: Path) -> str:
    """Return the ending that the returned workbook's name must have, by what it says it is and not by how it came; macros do not go back.

    :raises NotPatchable: if it is broken, or made to trick whoever unpacks it.
    """
    with opened(original) as package:
        name = f"/{package.workbook}".lower()
        types = tree(CONTENT_TYPES, package.xml(CONTENT_TYPES)).all("Override")
        said = next((each for each in types if each.attributes.get("PartName", "").lower() == name), None)
        kind = said.attributes.get("ContentType", "") if said else ""
        return next((ending for mark, ending in _ENDINGS.items() if kind.endswith(mark)), ".xlsx")


def patch(source: Source, target: Path, answers: Answers, shown: Recap) -> None:
    """Write the sender's workbook with its verdicts to a new file.

    :raises NotPatchable: if it cannot be changed in place.
    :raises DoesNotBalance: if a verdict finds no row.
    """
    with opened(source.original) as package:
        commands.refuse(package)
        changes = _Changes({}, unmacroed.parts_to_drop(package), {})
        styles = _styles(package, changes)
        for sheet in source.lists:
            part = _part_of(package, sheet)
            changes.writers[part] = _sheet_writer(package, part, sheet, answers, (shown.language, styles))
        _add_recap(package, source, changes, recap.sheet_xml(shown, styles, _STRICT_MAIN if package.strict else MAIN))
        _announce(package, changes)
        package.copy(target, changes.writers, frozenset(changes.dropped))


def _part_of(package: Package, sheet: ListSheet) -> str:
    """Return the part of a list sheet: by its name, or by its place where the name was read otherwise."""
    by_name = [found for found in package.sheets if found.name == sheet.name]
    if not by_name and sheet.no <= len(package.sheets):
        by_name = [package.sheets[sheet.no - 1]]
    if not by_name or not package.has(by_name[0].part):
        raise not_patchable(
            "Lembar {name} tidak ditemukan di dalam berkas.",
            "The sheet {name} is not in the file.",
            name=repr(sheet.name),
        )
    return package.exact_name(by_name[0].part)


def _styles(package: Package, changes: _Changes) -> Mapping[str, int]:
    """Add our styles; return their numbers."""
    part = package.related(package.workbook, "styles")
    if part is not None and package.has(part):
        part, old = package.exact_name(part), package.xml(part)
    else:
        # Some readers look for styles under this name only.
        part = package.free_name("xl/styles{}.xml") if package.has("xl/styles.xml") else "xl/styles.xml"
        old = None
        changes.added[part] = (_STYLES_TYPE, "styles", package.free_relation_id("rIdPayungStyles"))
    data, numbers = add_styles(part, old)
    changes.writers[part] = whole(data)
    return numbers


def _sheet_writer(
    package: Package, part: str, sheet: ListSheet, answers: Answers, manner: tuple[str, Mapping[str, int]]
) -> Writer:
    """Map a list sheet and return the writer of its new XML."""
    found, placement = _mapped(package, part, sheet, answers.span(sheet.no))
    writing = Writing(sheet.header_rows, *manner)

    def write(out: Callable[[bytes], object]) -> None:
        with package.stream(part) as stream:
            splice(stream, sheetpatch.edits(found, placement, writing, answers.rows(sheet.no)), out)

    return write


def _mapped(package: Package, part: str, sheet: ListSheet, span: tuple[int, int]) -> tuple[SheetMap, Placement]:
    """Return a sheet's map and where our columns go; a second look where the first guess met a cell in use."""
    first = min([row for rows in sheet.headings for row in rows] + [span[0]])
    last = max([row for rows in sheet.headings for row in rows] + [span[1]])
    region = Region(first, last, frozenset(sheet.ours))
    start = sheet.last_column + 1
    for _ in range(3):
        placement = sheetpatch.place(sheet.ours, start)
        with package.stream(part) as stream:
            found = map_sheet(part, stream, region, sheetpatch.touched(placement))
        free = sheetpatch.free_start(sheetpatch.columns_in_use(found, region), sheet.last_column)
        if free == start or not placement.added:
            return found, placement
        start = free
    raise not_patchable("Susunan lembar {part} tidak dipahami.", "The sheet {part} is not understood.", part=part)


def _add_recap(package: Package, source: Source, changes: _Changes, content: bytes) -> None:
    """Add our sheet as the last one, or put it in the place of the one of an earlier round."""
    lists = {sheet.name for sheet in source.lists}
    old = next((sheet for sheet in package.sheets if marks.is_recap(sheet.name) and sheet.name not in lists), None)
    if old is not None and package.has(old.part):
        part = package.exact_name(old.part)
        # Its printer settings and notes were of the old sheet.
        changes.dropped.add(relations_of(part))
    else:
        part = package.free_name("xl/worksheets/payung{}.xml")
        identity = package.free_relation_id("rIdPayungRecap")
        changes.added[part] = (_SHEET_TYPE, "worksheet", identity)
        changes.writers[package.exact_name(package.workbook)] = whole(_with_sheet(package, identity))
    changes.writers[part] = whole(content)


def _with_sheet(package: Package, identity: str) -> bytes:
    """Return the workbook part with our sheet named in it."""
    data = package.xml(package.workbook)
    sheets = tree(package.workbook, data).first("sheets")
    listed = sheets.all("sheet")
    numbers = [int(text) for sheet in listed if (text := sheet.attributes.get("sheetId", "")).isdecimal()]
    name = escape(_free_sheet_name(package.sheets))
    prefix = listed[0].prefix
    new = (
        f'<{prefix}sheet xmlns:r="{office_space(package)}" name="{name}" '
        f'sheetId="{max(numbers, default=0) + 1}" r:id="{identity}"/>'
    )
    return edited(data, append_to(sheets, new))


def _free_sheet_name(sheets: list[SheetPart]) -> str:
    taken = {sheet.name.casefold() for sheet in sheets}
    name, number = marks.RECAP_SHEET, 1
    while name.casefold() in taken:
        number += 1
        name = f"{marks.RECAP_SHEET} {number}"
    return name


def _announce(package: Package, changes: _Changes) -> None:
    """Name new parts in the list of content types and in the workbook's relations."""
    if not changes.added and not changes.dropped:
        # Only a workbook that says of itself that it has macros, and has none, is told otherwise.
        types = unmacroed.content_types(package)
        if types != package.xml(CONTENT_TYPES):
            changes.writers[package.exact_name(CONTENT_TYPES)] = whole(types)
        return
    types = unmacroed.content_types(package)
    root = tree(CONTENT_TYPES, types)
    known = {entry.attributes.get("PartName", "").lower() for entry in root.all("Override")}
    entries = "".join(
        f'<{root.prefix}Override PartName="/{part}" ContentType="{kind}"/>'
        for part, (kind, _, _) in changes.added.items()
        if f"/{part}".lower() not in known
    )
    changes.writers[package.exact_name(CONTENT_TYPES)] = whole(edited(types, append_to(root, entries)))
    name = relations_of(package.workbook)
    relations = unmacroed.relations(package)
    root = tree(name, relations)
    links = "".join(
        f'<{root.prefix}Relationship Id="{identity}" Type="{office_space(package)}/{kind}" Target="/{part}"/>'
        for part, (_, kind, identity) in changes.added.items()
    )
    changes.writers[package.exact_name(name)] = whole(edited(relations, append_to(root, links)))
