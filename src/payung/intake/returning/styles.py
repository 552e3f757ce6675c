"""The few cell styles that we add to a workbook's styles, and the styles of a workbook that has none."""

from __future__ import annotations

from collections.abc import Mapping

from payung.intake.returning.refusals import not_patchable
from payung.intake.returning.xmlspots import Edit, Element, append_to, edited, tree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Excel refuses workbooks with more cell styles.
MOST_STYLES = 64_000

#: Light fills (ARGB), chosen to leave black text at a contrast above 12 : 1. The words say the same: colour is no carrier.
FILLS = {
    "header": "FFD9E1F2",
    "accepted": "FFE2EFDA",
    "verval": "FFFFF2CC",
    "returned": "FFFCE4D6",
    "refused": "FFE7E6E6",
}
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()


def add_styles(part: str, data: bytes | None) -> tuple[bytes, Mapping[str, int]]:
    """Return a styles part with ours added, and their numbers: header, text, title, number and one per verdict.

    :param data: the part in UTF-8, or None if the workbook has none.
    :raises NotPatchable: if it is broken or full.
    """
    data = data or _EMPTY
    root = tree(part, data)
    prefix = root.prefix
    found = {name: root.first(name) for name in _ORDER}
    fonts, fills, borders, styles = (_count(found[name], spare) for name, spare in _SPARES)
    if styles > MOST_STYLES:
        raise not_patchable("Buku kerja penuh dengan gaya sel.", "The workbook is full of cell styles.")
    new_fills = "".join(_fill(prefix, colour) for colour in FILLS.values())
    named_styles = found["cellStyleXfs"]
    base = ' xfId="0"' if named_styles is not None and named_styles.children else ""
    numbers, new_styles = _formats(prefix, (fonts, fills, borders), styles, base)
    wanted = {
        "fonts": (_bold(prefix, found["fonts"], data), 1, f"<{prefix}font/>"),
        "fills": (new_fills, len(FILLS), _default_fills(prefix)),
        "borders": (_border(prefix), 1, f"<{prefix}border/>"),
        "cellXfs": (new_styles, len(numbers), f"<{prefix}xf/>"),
    }
    edits: list[Edit] = []
    missing: dict[int, str] = {}
    for name, (content, added, default) in wanted.items():
        element = found[name]
        if element is not None and element.children:
            edits += append_to(element, content, len(element.children) + added)
            continue
        whole = f"<{prefix}{name}>{default}{content}</{prefix}{name}>"
        if element is not None:
            edits.append((element.start, element.end, whole.encode()))
        else:
            spot = _spot_for(name, found, root)
            missing[spot] = missing.get(spot, "") + whole
    if root.closes_itself:
        edits = append_to(root, "".join(missing.values()))
    else:
        edits += [(spot, spot, content.encode()) for spot, content in missing.items()]
    return edited(data, edits), numbers


#: The parts of a style and how many defaults one has that is missing.
_SPARES = (("fonts", 1), ("fills", 2), ("borders", 1), ("cellXfs", 1))


def _count(element: Element | None, spare: int) -> int:
    return len(element.children) if element is not None and element.children else spare


def _spot_for(name: str, found: Mapping[str, Element | None], root: Element) -> int:
    """Return where a missing part of the styles belongs: after the nearest one that precedes it."""
    before = [found[earlier] for earlier in _ORDER[: _ORDER.index(name)] if found[earlier] is not None]
    return before[-1].end if before else root.inner


def _bold(prefix: str, fonts: Element | None, data: bytes) -> str:
    """Return the workbook's own default font in bold."""
    font = fonts.children[0] if fonts is not None and fonts.children else None
    inside = "" if font is None or font.closes_itself else data[font.inner : font.inner_end].decode()
    if font is not None and font.first("b") is not None:
        return f"<{prefix}font>{inside}</{prefix}font>"
    return f"<{prefix}font><{prefix}b/>{inside}</{prefix}font>"


def _fill(p: str, colour: str) -> str:
    return (
        f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
        f"</{p}patternFill></{p}fill>"
    )


def _default_fills(p: str) -> str:
    return "".join(f'<{p}fill><{p}patternFill patternType="{kind}"/></{p}fill>' for kind in ("none", "gray125"))


def _border(p: str) -> str:
    sides = "".join(
        f'<{p}{side} style="thin"><{p}color rgb="FFBFBFBF"/></{p}{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<{p}border>{sides}<{p}diagonal/></{p}border>"


def _formats(p: str, firsts: tuple[int, int, int], count: int, base: str) -> tuple[dict[str, int], str]:
    """Return the numbers of our styles and their XML. `firsts`: the numbers of our font, first fill and border."""
    font, fill, border = firsts
    fills = {name: fill + place for place, name in enumerate(FILLS)}
    recipes = {
        "header": (font, fills["header"], border),
        "text": (0, 0, border),
        "title": (font, 0, None),
        "number": (0, 0, border),
        **{verdict: (0, fills[verdict], border) for verdict in FILLS if verdict != "header"},
    }
    numbers, xml = {}, ""
    for place, (name, (used_font, used_fill, used_border)) in enumerate(recipes.items()):
        numbers[name] = count + place
        wrap = "" if name in ("title", "number") else ' wrapText="1"'
        # 3 is Excel's built-in #,##0, shown with the separators of the reader's country.
        shown = 3 if name == "number" else 0
        xml += (
            f'<{p}xf numFmtId="{shown}" fontId="{used_font}" fillId="{used_fill}" borderId="{used_border or 0}"{base}'
            ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<{p}alignment vertical="top"{wrap}/></{p}xf>'
        )
    return numbers, xml
