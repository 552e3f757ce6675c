"""Files made to hurt, and verdicts that do not fit: refused in words, nothing left behind."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from payung.intake.returning.answers import Answers
from payung.intake.returning.recap import Summary
from payung.intake.returning.refusals import DoesNotBalance, NotPatchable
from payung.intake.returning.source import Source
from payung.intake.returning.write_back import write_back
from tests.intake.returning.conftest import Verdict, hand_made, plain_sheet, reading_of, sheet_of, summary_of

LIST = reading_of(sheet_of(1, "Data", ["NIK"]))
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
ONE = [(1, 2, "accepted", "", "")]


def _refused(returned: Callable[..., Path], path: Path, verdicts: Sequence[Verdict] = ONE) -> NotPatchable:
    before = path.read_bytes()
    with pytest.raises(NotPatchable) as refusal:
        returned(path, LIST, verdicts)
    assert path.read_bytes() == before
    assert os.listdir(path.parent / "returned") == []
    assert refusal.value.words.id
    return refusal.value


@pytest.mark.parametrize(
    "xml",
    [
        f'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{plain_sheet(ROWS)}',
        f'<!DOCTYPE w SYSTEM "http://example.org/x.dtd">{plain_sheet(ROWS)}',
        plain_sheet(ROWS).replace("<v>1</v>", "<v>&lol;</v>"),
        plain_sheet(ROWS).replace("</sheetData>", ""),
        plain_sheet(ROWS)[:90],
        "",
        "bukan xml",
        plain_sheet(ROWS).replace('r="2"', 'r="1"'),
        plain_sheet(ROWS.replace('<row r="2">', '<row r="-2">')),
        plain_sheet('<row r="1"><c r="D1"/><c r="C1"/></row>'),
        plain_sheet('<row r="1"><c r="AAAA1"/></row>'),
        plain_sheet(ROWS).replace("<sheetData>", f'<sheetPr codeName="{"A" * 9_000_000}"/><sheetData>'),
    ],
    ids=range(12),
)
def test_sheets_that_lie_are_refused(xml: str, tmp_path: Path, returned: Callable[..., Path]) -> None:
    _refused(returned, hand_made(tmp_path / "daftar.xlsx", {"Data": xml}))


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x.xml", "xl\\..\\..\\x", "C:/x.xml", "xl/a\x01b.xml"])
def test_parts_that_point_outside_are_refused(name: str, tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(ROWS)}, **{name: "x"})

    _refused(returned, path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.XML"])
def test_a_part_that_stands_twice_is_refused(name: str, tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(ROWS)})
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(name, plain_sheet(""))

    _refused(returned, path)


def test_broken_containers_are_refused(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(ROWS)})
    data = path.read_bytes()
    for place, broken in enumerate([data[:200], b"PK\x03\x04", data.replace(b"sheetData", b"sheetDatx"), b""]):
        path = tmp_path / f"rusak{place}.xlsx"
        path.write_bytes(broken)
        if broken != data:
            _refused(returned, path)


def test_a_part_whose_bytes_were_changed_is_refused(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = tmp_path / "daftar.xlsx"
    hand_made(path, {"Data": plain_sheet(ROWS)}, **{"xl/media/gambar.bin": os.urandom(4000)})
    data = bytearray(path.read_bytes())
    place = data.index(b"xl/media/gambar.bin") + 500
    data[place] ^= 0xFF
    path.write_bytes(data)

    _refused(returned, path)


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(ROWS)})
    with pytest.raises(NotPatchable):
        returned(path, reading_of(sheet_of(5, "Lain", ["NIK"])), [(5, 2, "accepted", "", "")])


def test_a_verdict_without_a_row_stops_everything(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(ROWS)})
    for verdicts in ([*ONE, (1, 7, "accepted", "", "")], [(1, 0, "accepted", "", ""), *ONE]):
        with pytest.raises(DoesNotBalance):
            returned(path, LIST, verdicts)
    assert os.listdir(tmp_path / "returned") == []


def test_a_row_with_two_verdicts_or_an_unknown_one_stops_everything(
    tmp_path: Path, returned: Callable[..., Path], answered: Callable[[Sequence[Verdict]], Answers]
) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(ROWS)})
    with pytest.raises(DoesNotBalance, match="two verdicts"):
        returned(path, LIST, [*ONE, (1, 2, "verval", "", "")])
    with pytest.raises(DoesNotBalance, match="mungkin"):
        write_back(
            Source(path, LIST), tmp_path, answers=answered([(1, 2, "mungkin", "", "")]), summary=Summary(0, 0, 0, 0)
        )


def test_a_receipt_that_says_otherwise_stops_everything(
    tmp_path: Path, answered: Callable[[Sequence[Verdict]], Answers]
) -> None:
    path = hand_made(tmp_path / "daftar.xlsx", {"Data": plain_sheet(ROWS)})
    with pytest.raises(DoesNotBalance):
        Summary(3, 1, 1, 0)
    with pytest.raises(DoesNotBalance):
        write_back(Source(path, LIST), tmp_path, answers=answered(ONE), summary=summary_of([(1, 2, "verval", "", "")]))
