"""Macros stay with us: what goes back to a sender, and from there to others, is a workbook without Visual Basic."""

from __future__ import annotations

from payung.intake.reading.macros import VISUAL_BASIC, are_sheets
from payung.intake.returning.package import CONTENT_TYPES, Package, relations_of
from payung.intake.returning.refusals import not_patchable
from payung.intake.returning.xmlspots import Edit, edited, tree, with_attribute
from payung.vocabulary.words import Words

NOTE = Words(
    id="Berkas ini berisi makro. Makro tidak dijalankan, dan tidak ikut di buku kerja yang dikembalikan.",
    en="This file carries macros. They are not run, and the returned workbook is without them.",
)
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_PLAIN = {
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": f"{_MAIN}sheet.main+xml",
    "application/vnd.ms-excel.addin.macroenabled.main+xml": f"{_MAIN}sheet.main+xml",
    "application/vnd.ms-excel.template.macroenabled.main+xml": f"{_MAIN}template.main+xml",
}


def parts_to_drop(package: Package) -> set[str]:
    """Return the parts that hold Visual Basic.

    :raises NotPatchable: if there are macro sheets: a workbook cannot lose a sheet without its formulas breaking.
    """
    names = [entry.filename for entry in package.entries]
    if any(are_sheets(name) for name in names):
        raise not_patchable(
            "Berkas memuat lembar makro, yang tidak dikembalikan.",
            "The file has macro sheets, which are not returned.",
        )
    return {name for name in names if VISUAL_BASIC.search(name.lower().replace("\\", "/"))}


def content_types(package: Package) -> bytes:
    """Return the list of content types of the same workbook without macros."""
    data = package.xml(CONTENT_TYPES)
    dropped = {f"/{name}".lower() for name in parts_to_drop(package)}
    root = tree(CONTENT_TYPES, data)
    edits: list[Edit] = []
    for entry in root.children:
        kind = entry.attributes.get("ContentType", "").lower()
        if entry.attributes.get("PartName", "").lower() in dropped:
            edits.append((entry.start, entry.end, b""))
        elif kind in _PLAIN:
            edits.append((entry.start, entry.inner, with_attribute(entry.raw, "ContentType", _PLAIN[kind])))
        elif kind.endswith("vbaproject"):
            # The default of every .bin: without Visual Basic what is left are settings of printers.
            edits.append(
                (entry.start, entry.inner, with_attribute(entry.raw, "ContentType", f"{_MAIN}printerSettings"))
            )
    return edited(data, edits) if edits else data


def relations(package: Package) -> bytes:
    """Return the relations of the workbook without those to macros."""
    name = relations_of(package.workbook)
    data = package.xml(name)
    gone = [link for link in tree(name, data).all("Relationship") if _is_visual_basic(link.attributes.get("Type", ""))]
    return edited(data, [(link.start, link.end, b"") for link in gone]) if gone else data


def _is_visual_basic(kind: str) -> bool:
    return kind.rpartition("/")[2].lower().startswith(("vbaproject", "wordvbadata"))
