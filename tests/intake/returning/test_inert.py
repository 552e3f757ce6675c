"""Whatever stands in a name, it leaves as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from payung.intake.returning.inert import CELL_LIMIT, csv_row, csv_text, plain, plain_row, xml_text
from payung.intake.returning.xmlspots import tree
from tests.intake.returning.conftest import hand_made, plain_sheet, reading_of, sheet_of

ANY = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "+62811", "-", "@SUM(A1)", "\t=x", "_x0041_", "]]>", "&amp;", "<b>"]
)


@given(ANY)
@example("\x00\x0b\ufffe\ud800 a")
def test_any_text_becomes_legal_xml(text: str) -> None:
    content = f"<t>{xml_text(text)}</t>".encode()

    assert tree("t", content).name == "t"


@given(ANY)
def test_a_csv_text_never_begins_like_a_formula(text: str) -> None:
    assert csv_text(text).lstrip()[:1] not in set("=+-@|%")


@given(st.lists(st.text('aZ 0.,;|"=+-@%\t\n\r\u200b_é', max_size=9), min_size=1, max_size=3))
@example(['";"a', "b"])
@example(["a, =1+1(2)"])
@example(["a" * CELL_LIMIT, ""])
def test_a_row_says_what_its_cells_say_one_by_one(cells: list[str]) -> None:
    said = io.StringIO(newline="")
    csv.writer(said, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="").writerow(map(csv_text, cells))

    assert csv_row(cells) == said.getvalue()
    assert plain_row(cells) == [plain(cell) for cell in cells]


def test_texts_are_cut_to_what_a_cell_holds() -> None:
    for letter in ("a", "😀"):
        cut = plain(letter * 40_000)
        assert len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
        assert cut.endswith("…")
    assert plain("a" * CELL_LIMIT) == "a" * CELL_LIMIT


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reasons=ANY, proposal=ANY)
@example(reasons="=cmd|' /C calc'!A0", proposal="_x000D_ \n baris")
def test_texts_arrive_as_they_were_and_as_text(
    reasons: str, proposal: str, tmp_path: Path, returned: Callable[..., Path]
) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(rows)})
    # DuckDB, like XML, has no lone surrogates.
    reasons, proposal = (text.encode("utf-8", "ignore").decode() for text in (reasons, proposal))

    back = returned(path, reading_of(sheet_of(1, "Data", ["1"])), [(1, 2, "returned", reasons, proposal)])

    sheet = openpyxl.load_workbook(back)["Data"]
    assert {cell.data_type for cell in sheet[2][1:]} <= {"s", "inlineStr", "n"}
    assert [cell.value for cell in sheet[2][2:]] == [xml_seen(reasons) or None, xml_seen(proposal) or None]
    assert python_calamine.load_workbook(back).get_sheet_by_name("Data").to_python()[1][1] == "Perlu perbaikan"


def xml_seen(text: str) -> str:
    """Return a text as openpyxl gives it: it does not read Excel's escapes back."""
    return xml_text(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
