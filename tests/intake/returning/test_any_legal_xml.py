"""Sheets in every form that the format allows, not only in the form that Excel writes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from payung.intake.returning import sheetmap, xmlspots
from payung.intake.returning.marks import HEADERS, RECAP_SHEET
from payung.intake.returning.sheetmap import Region
from payung.intake.returning.styles import add_styles
from tests.intake.returning.conftest import MAIN, OFFICE, hand_made, parts_of, plain_sheet, reading_of, sheet_of

OURS = [words.id for words in HEADERS]
LIST = reading_of(sheet_of(1, "Data", ["NIK", "Nama"]))
TWO = [(1, 2, "returned", "Sebab", "Usul"), (1, 4, "accepted", "", "")]
WHOLE = [
    ["NIK", "Nama", *OURS],
    ["1", "SITI", "Perlu perbaikan", "Sebab", "Usul"],
    [None, None, None, None, None],
    ["2", "BUDI", "Memenuhi syarat", None, None],
]


def _text(reference: str, text: str, tag: str = "c") -> str:
    place = f' r="{reference}"' if reference else ""
    prefix = tag[:-1]
    return f'<{tag}{place} t="inlineStr"><{prefix}is><{prefix}t>{text}</{prefix}t></{prefix}is></{tag}>'


def _grid(path: Path, sheet: str = "Data") -> list[list]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


HEAD = f'<row r="1" spans="1:2">{_text("A1", "NIK")}{_text("B1", "Nama")}</row>'
BODY = (
    f'<row r="2">{_text("A2", "1")}{_text("B2", "SITI")}</row><row r="4">{_text("A4", "2")}{_text("B4", "BUDI")}</row>'
)
FORMS = {
    "plain": plain_sheet(HEAD + BODY),
    "with a blank row that closes itself": plain_sheet(HEAD + BODY.replace('<row r="4">', '<row r="3" /><row r="4">')),
    "without row numbers": plain_sheet(
        (HEAD + BODY).replace('<row r="4">', "<row/><row>").replace('<row r="2">', "<row>")
    ),
    "without cell references": plain_sheet(
        f"<row>{_text('', 'NIK')}{_text('', 'Nama')}</row><row>{_text('', '1')}{_text('', 'SITI')}</row>"
        f"<row/><row>{_text('', '2')}{_text('', 'BUDI')}</row>"
    ),
    "with a prefix": (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">{_text("A1", "NIK", "x:c")}{_text("B1", "Nama", "x:c")}'
        f'</x:row><x:row r="2">{_text("A2", "1", "x:c")}{_text("B2", "SITI", "x:c")}</x:row>'
        f'<x:row r="4">{_text("A4", "2", "x:c")}{_text("B4", "BUDI", "x:c")}</x:row></x:sheetData></x:worksheet>'
    ),
    "with another prefix in one row": plain_sheet(
        HEAD
        + f'<y:row xmlns:y="{MAIN}" r="2">{_text("A2", "1", "y:c")}{_text("B2", "SITI", "y:c")}</y:row>'
        + BODY[BODY.index('<row r="4"') :]
    ),
    "with comments, CDATA and line breaks": plain_sheet(
        f"\n<!-- </row> <row> -->{HEAD}\n"
        + BODY.replace("SITI", "<![CDATA[SITI]]>").replace("</row>", "<!-- > </row> -->\n</row >")
        + "<?baca ini?>"
    ),
    "with > in an attribute and single quotes": plain_sheet(
        HEAD.replace('r="1"', "r='1' customFormat='1' xml:id='a>b'").replace("r='1'", "r = '1'") + BODY
    ),
    "with a dimension and formatted empty cells": plain_sheet(
        HEAD + BODY.replace("</row>", '<c r="C2" s="0"/><c r="D2"></c><c r="H2" s="0"/></row>', 1),
        before='<dimension ref="A1:B4"/><cols><col min="1" max="2" width="9"/><col min="3" max="16384" hidden="1"/></cols>',
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_comes_back_in_any_legal_form(form: str, tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": FORMS[form]})

    back = returned(path, LIST, TWO)

    assert [row[:5] for row in _grid(back)] == WHOLE
    seen = python_calamine.load_workbook(back).get_sheet_by_name("Data").to_python()
    assert [row[:5] for row in seen] == [[cell or "" for cell in row] for row in WHOLE]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_a_sheet_in_another_encoding_comes_back(encoding: str, tmp_path: Path, returned: Callable[..., Path]) -> None:
    named = "utf-8" if encoding == "utf-8-sig" else encoding
    data = f'<?xml version="1.0" encoding="{named}"?>{plain_sheet(HEAD + BODY.replace("SITI", "SITÉ"))}'.encode(
        encoding
    )
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": data})

    back = returned(path, LIST, TWO)

    assert _grid(back)[1][:4] == ["1", "SITÉ", "Perlu perbaikan", "Sebab"]


def test_strict_workbooks_come_back_strict(tmp_path: Path, returned: Callable[..., Path]) -> None:
    strict = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    path = hand_made(tmp_path / "a.xlsx", {"Data": plain_sheet(HEAD + BODY)})
    parts = {name: data.decode() for name, data in parts_of(path).items()}
    for old, new in strict.items():
        parts = {name: text.replace(old, new) for name, text in parts.items()}
    path = hand_made(tmp_path / "daftar.xlsx", {}, **parts)

    after = parts_of(returned(path, LIST, TWO))

    assert b"Perlu perbaikan" in after["xl/worksheets/sheet1.xml"]
    assert b"purl.oclc.org/ooxml/spreadsheetml/main" in after["xl/worksheets/payung1.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/worksheet" in after["xl/_rels/workbook.xml.rels"]


def test_shared_formulas_stay(tmp_path: Path, returned: Callable[..., Path]) -> None:
    rows = '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">B2*2</f><v>2</v></c></row><row r="4"><c r="A4"><f t="shared" si="0"/></c></row>'
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(HEAD + rows)})

    after = parts_of(returned(path, LIST, TWO))["xl/worksheets/sheet1.xml"]

    assert b'<f t="shared" ref="A2:A4" si="0">B2*2</f><v>2</v>' in after
    assert b'<c r="A4"><f t="shared" si="0"/></c><c r="C4"' in after


def test_spans_that_no_longer_hold_are_dropped(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": FORMS["plain"]})

    assert b"spans" not in parts_of(returned(path, LIST, TWO))["xl/worksheets/sheet1.xml"]


def test_our_columns_are_shown_where_the_sender_hid_all_others(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": FORMS["with a dimension and formatted empty cells"]})

    after = parts_of(returned(path, LIST, TWO))["xl/worksheets/sheet1.xml"]

    assert b'<col max="2" min="1"' in after or b'<col min="1" max="2" width="9"/>' in after
    assert b'ref="A1:E4"' in after
    assert b'min="6" max="16384" hidden="1"' in after
    for column in (3, 4, 5):
        assert f'<col min="{column}" max="{column}"'.encode() in after


def test_formatted_cells_in_the_way_are_kept_outside_person_rows(tmp_path: Path, returned: Callable[..., Path]) -> None:
    styled = BODY.replace("</row>", '<c r="D2" s="0"/><c r="G2" s="0"/></row><row r="3"><c r="D3" s="0"/></row>', 1)
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(HEAD + styled)})

    after = parts_of(returned(path, LIST, TWO))["xl/worksheets/sheet1.xml"]

    assert after.count(b'r="D2"') == 1
    assert b'<c r="G2" s="0"/>' in after
    assert b'<row r="3"><c r="D3" s="0"/></row>' in after


def test_a_sender_who_uses_the_name_of_our_sheet_keeps_theirs(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {RECAP_SHEET: plain_sheet(HEAD + BODY)})
    theirs = sheet_of(1, RECAP_SHEET, ["NIK", "Nama"])
    theirs["columns"][0]["field"] = "nik"

    back = returned(path, reading_of(theirs), TWO)

    assert openpyxl.load_workbook(back).sheetnames == [RECAP_SHEET, f"{RECAP_SHEET} 2"]


@pytest.mark.parametrize(
    "styles",
    [
        f'<styleSheet xmlns="{MAIN}"/>',
        f'<styleSheet xmlns="{MAIN}"></styleSheet>',
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><b/><sz val="9"/></font></fonts><cellXfs count="1"><xf/></cellXfs></styleSheet>',
        f'<s:styleSheet xmlns:s="{MAIN}"><s:numFmts count="0"/><s:cellXfs/><s:dxfs count="0"/></s:styleSheet>',
    ],
)
def test_styles_are_added_to_any_styles_part(styles: str) -> None:
    data, numbers = add_styles("xl/styles.xml", styles.encode())

    root = xmlspots.tree("xl/styles.xml", data)
    order = [child.name for child in root.children]
    assert [name for name in order if name in ("fonts", "fills", "borders", "cellXfs")] == [
        "fonts",
        "fills",
        "borders",
        "cellXfs",
    ]
    formats = root.first("cellXfs").children
    assert max(numbers.values()) == len(formats) - 1
    for part, attribute in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
        assert all(int(each.attributes.get(attribute, 0)) < len(root.first(part).children) for each in formats)


class _Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._inner, self._size = io.BytesIO(data), size

    def read(self, _: int = -1) -> bytes:
        return self._inner.read(self._size)


@given(form=st.sampled_from(sorted(FORMS)), size=st.integers(1, 40))
def test_offsets_do_not_depend_on_the_pieces_in_which_a_sheet_is_read(form: str, size: int) -> None:
    data, region = FORMS[form].encode(), Region(1, 9)

    whole = sheetmap.map_sheet("s", io.BytesIO(data), region, (3, 4, 5))
    pieces = sheetmap.map_sheet("s", _Trickle(data, size), region, (3, 4, 5))

    assert whole == pieces
    for start, close in zip(whole.tags, whole.closes, strict=True):
        assert data[start : start + 1] == b"<"
        assert close == 0 or data[start + close : start + close + 2] == b"</"


@given(
    size=st.integers(1, 50),
    cuts=st.lists(st.integers(0, 300), max_size=12).map(sorted),
    text=st.binary(min_size=300, max_size=300),
)
def test_splicing_equals_slicing(size: int, cuts: list[int], text: bytes) -> None:
    edits = [(start, end, b"<new>") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    expected, place = b"", 0
    for start, end, new in edits:
        expected += text[place:start] + new
        place = end

    out: list[bytes] = []
    xmlspots.splice(_Trickle(text, size), edits, out.append)

    assert b"".join(out) == expected + text[place:]
