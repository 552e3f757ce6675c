"""Workbooks as senders make them, and verdicts for their rows."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from payung.intake.returning.answers import Answers
from payung.intake.returning.recap import ReasonCount, Summary
from payung.intake.returning.source import Source
from payung.intake.returning.write_back import write_back

#: (sheet_no, row_no, verdict, reasons_text, proposal_text)
Verdict = tuple[int, int, str, str, str]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty DuckDB."""
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def answered(connection: duckdb.DuckDBPyConnection) -> Callable[[Sequence[Verdict]], Answers]:
    """Make a table of verdicts."""

    def make(verdicts: Sequence[Verdict]) -> Answers:
        connection.execute(
            "CREATE OR REPLACE TABLE answers "
            "(sheet_no INTEGER, row_no INTEGER, verdict VARCHAR, reasons_text VARCHAR, proposal_text VARCHAR)"
        )
        if verdicts:
            connection.executemany("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", verdicts)
        return Answers.table(connection, "answers")

    return make


@pytest.fixture
def returned(tmp_path: Path, answered: Callable[[Sequence[Verdict]], Answers]) -> Callable[..., Path]:
    """Write a file back with verdicts; the receipt is counted from them."""

    def write(original: Path, reading: dict, verdicts: Sequence[Verdict], **options: object) -> Path:
        folder = tmp_path / "returned"
        folder.mkdir(exist_ok=True)
        lines = options.pop("lines", None)
        source = Source(original, reading, lines)
        return write_back(source, folder, answers=answered(verdicts), summary=summary_of(verdicts), **options)

    return write


def summary_of(verdicts: Sequence[Verdict]) -> Summary:
    """Count verdicts into a receipt."""
    counts = {name: sum(verdict[2] == name for verdict in verdicts) for name in ("accepted", "verval", "returned")}
    reasons = [ReasonCount("NIK harus 16 angka.", "returned", counts["returned"])] if counts["returned"] else []
    return Summary(len(verdicts), **counts, reasons=reasons)


def reading_of(*sheets: dict, format: str = "xlsx", **more: object) -> dict:
    """Return a reading.json of sheets."""
    return {"format": format, "dialect": {}, "sheets": list(sheets), "problems": [], **more}


def sheet_of(no: int, name: str, headers: Sequence[str], header_rows: Sequence[int] = (1,), **more: object) -> dict:
    """Return a list sheet as reading.json has it."""
    columns = [{"index": place, "header": header, "field": None} for place, header in enumerate(headers, start=1)]
    return {
        "no": no,
        "name": name,
        "hidden": False,
        "is_list": True,
        "header_rows": list(header_rows),
        "columns": columns,
        **more,
    }


def parts_of(path: Path) -> dict[str, bytes]:
    """Return a package's parts."""
    with zipfile.ZipFile(path) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


def hand_made(path: Path, sheets: dict[str, str | bytes], **parts: str | bytes) -> Path:
    """Write a workbook by hand: sheet XML by name, and any other parts (`styles`, or by part name)."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, start=1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    if "xl/styles.xml" in parts:
        links += f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>'
    content = {
        "[Content_Types].xml": (
            f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{_styles_type(parts)}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), start=1)},
        **parts,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in content.items():
            packed.writestr(name, data)
    return path


def plain_sheet(rows: str, before: str = "", after: str = "") -> str:
    """Return a worksheet around rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def _styles_type(parts: dict[str, str | bytes]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    return f'<Override PartName="/xl/styles.xml" ContentType="{kind}"/>' if "xl/styles.xml" in parts else ""
