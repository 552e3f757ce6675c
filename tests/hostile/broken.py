"""Files that are no lists, attack the reader, or broke on the way; each with the problem that must be named."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlwt
from xlwt.CompoundDoc import XlsDoc

from hostile import writers
from hostile.grid import PLAIN, Habits, dress, person

GRID = dress(PLAIN, [person(seed) for seed in range(300)], Habits())
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _packed(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries:
            packed.writestr(name, data)
    return out.getvalue()


def _workbook(path: Path, extension: str) -> bytes:
    made = path.with_name(f"whole.{extension}")
    writers.WORKBOOKS[extension](made, {"A": GRID})
    return made.read_bytes()


def _bomb(_: Path) -> bytes:
    """300 MB of one letter in a sheet."""
    return _packed(
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", b"A" * (300 << 20)),
    )


def _many_entries(_: Path) -> bytes:
    return _packed(("xl/workbook.xml", b"<workbook/>"), *((f"xl/{n}", b"") for n in range(20_001)))


def _locked_xls(_: Path) -> bytes:
    """A BIFF8 workbook whose stream says FilePass (0x2F) right after its beginning."""
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "NIK")
    stream = book.get_biff_data()
    first = 4 + struct.unpack("<H", stream[2:4])[0]
    locked = stream[:first] + struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1) + b"\0\0" + stream[first:]
    out = io.BytesIO()
    XlsDoc().save(out, locked)
    return out.getvalue()


def _ole(*names: str) -> bytes:
    return (
        _OLE
        + b"\0" * 504
        + b"".join((name.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for name in names)
        + b"\0" * 4096
    )


#: name -> (file name, bytes, problem id)
BROKEN: dict[str, tuple[str, Callable[[Path], bytes], str]] = {
    "empty": ("a.xlsx", lambda _: b"", "empty"),
    "only zeros": ("a.xlsx", lambda _: b"\0" * 10_000, "empty"),
    "only spaces": ("a.csv", lambda _: b" \r\n\r\n\t ", "empty"),
    "picture": ("a.xlsx", lambda _: b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\1" * 3000, "picture"),
    "png": ("a.xls", lambda _: b"\x89PNG\r\n\x1a\n" + b"\1" * 300, "picture"),
    "photo of a phone": ("a.xlsx", lambda _: b"\0\0\0\x18ftypheic" + b"\1" * 300, "picture"),
    "pdf": ("a.xlsx", lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 300, "document"),
    "docx": (
        "a.xlsx",
        lambda _: _packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")),
        "document",
    ),
    "pptx": (
        "a.xlsx",
        lambda _: _packed(("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<w/>")),
        "document",
    ),
    "numbers": ("a.xlsx", lambda _: _packed(("Index/Document.iwa", b"x")), "document"),
    "odt": ("a.ods", lambda _: _packed(("mimetype", b"application/vnd.oasis.opendocument.text")), "document"),
    "doc": ("a.xls", lambda _: _ole("Root Entry", "WordDocument"), "document"),
    "rtf": ("a.xls", lambda _: b"{\\rtf1\\ansi x}", "document"),
    "zip of workbooks": ("a.xlsx", lambda path: _packed(("daftar.xlsx", _workbook(path, "xlsx"))), "archive"),
    "rar": ("a.xlsx", lambda _: b"Rar!\x1a\x07\x01\0" + b"x" * 100, "archive"),
    "random bytes": ("a.xlsx", lambda _: bytes(range(256)) * 20, "unknown_format"),
    "other xml": ("a.xml", lambda _: b"<?xml version='1.0'?><rss></rss>", "unknown_format"),
    "zip bomb": ("a.xlsx", _bomb, "bomb"),
    "20,001 entries": ("a.xlsx", _many_entries, "bomb"),
    "locked xlsx": ("a.xlsx", lambda _: _ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "encrypted"),
    "locked xls": ("a.xls", _locked_xls, "encrypted"),
    "locked ods": (
        "a.ods",
        lambda _: _packed(
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>"),
            ("content.xml", b"\1\2\3"),
        ),
        "encrypted",
    ),
    "half an xlsx": ("a.xlsx", lambda path: (data := _workbook(path, "xlsx"))[: len(data) // 2], "damaged"),
    "half an xls": ("a.xls", lambda path: (data := _workbook(path, "xls"))[: len(data) // 2], "damaged"),
    "half an ods": ("a.ods", lambda path: (data := _workbook(path, "ods"))[: len(data) // 2], "damaged"),
    "half an xlsb": ("a.xlsb", lambda path: (data := _workbook(path, "xlsb"))[: len(data) // 2], "damaged"),
    "an xlsx without sheets": (
        "a.xlsx",
        lambda _: _packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook")),
        "damaged",
    ),
    "entities that explode": (
        "a.xml",
        lambda _: (
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&b;</Workbook>'
        ),
        "damaged",
    ),
}
