"""What a file really is, by its first bytes and by what it packs; never by its name."""

from __future__ import annotations

import mmap
import zipfile
from pathlib import Path

from payung.intake.reading.limits import Limits
from payung.intake.reading.problems import Unreadable, problem

#: Formats of the calamine reader.
WORKBOOKS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})

_PICTURES = (
    (b"\xff\xd8\xff", "JPG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_ARCHIVES = ((b"7z\xbc\xaf", "7z"), (b"Rar!", "RAR"), (b"\x1f\x8b", "GZIP"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<body", b"<style", b"<div")


def recognise(path: Path, limits: Limits) -> str:
    """Return the format of a file: xlsx, xlsm, xlsb, xls, ods, html, xml (spreadsheet 2003) or text.

    :raises Unreadable: for everything that is not a list's format, saying what to do.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Unreadable(problem("too_large", size_mb=size >> 20, limit_mb=limits.file_bytes >> 20))
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(problem("empty"))
    if head.startswith(b"PK"):
        return _zip(path, limits)
    if head.startswith(_OLE):
        return _ole(path)
    _refuse_others(head)
    return _text(head)


def _refuse_others(head: bytes) -> None:
    for magic, what in _PICTURES:
        if head.startswith(magic):
            raise Unreadable(problem("picture", what=what))
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        raise Unreadable(problem("picture", what="HEIC/WEBP"))
    for magic, what in _ARCHIVES:
        if head.startswith(magic):
            raise Unreadable(problem("archive", what=what))
    if b"%PDF-" in head[:1024]:
        raise Unreadable(problem("document", what="PDF"))
    if head.startswith(b"{\\rtf"):
        raise Unreadable(problem("document", what="RTF"))


def _text(head: bytes) -> str:
    """Tell html, XML spreadsheets and plain text apart; refuse other bytes."""
    start = (
        head.replace(b"\0", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .lstrip()
        .lower()
    )
    if start.startswith(b"mime-version:") or b"content-type: multipart/related" in start[:512]:
        raise Unreadable(problem("document", what="MHTML"))
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "xml"
    if start.startswith(_HTML) or (start.startswith((b"<?xml", b"<!--")) and any(tag in start for tag in _HTML)):
        return "html"
    if start.startswith(b"<?xml"):
        raise Unreadable(problem("unknown_format"))
    if _is_binary(head):
        raise Unreadable(problem("unknown_format"))
    return "text"


def _is_binary(head: bytes) -> bool:
    """Tell whether bytes are no text in any encoding we read: control characters, and not as UTF-16 has them."""
    wide = (
        head.startswith((b"\xff\xfe", b"\xfe\xff")) or max(head[0::2].count(0), head[1::2].count(0)) > len(head) * 0.2
    )
    if wide and min(head[0::2].count(0), head[1::2].count(0)) < len(head) * 0.1:
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 26, 27) for byte in head)
    return controls > len(head) * 0.02


def _zip(path: Path, limits: Limits) -> str:
    """Look into a zip container before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            _refuse_bomb(entries, limits)
            return _kind_of_zip({entry.filename for entry in entries}, packed)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as broken:
        raise Unreadable(problem("damaged")) from broken


def _refuse_bomb(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse containers that would unpack to more than any real list does."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    swollen = unpacked > limits.ratio_from_bytes and unpacked / packed > limits.ratio
    if unpacked > limits.unpacked_bytes or swollen or len(entries) > limits.entries:
        raise Unreadable(
            problem(
                "bomb", unpacked_mb=unpacked >> 20, limit_mb=min(limits.unpacked_bytes, packed * limits.ratio) >> 20
            )
        )


def _kind_of_zip(names: set[str], packed: zipfile.ZipFile) -> str:
    lower = {name.lower().replace("\\", "/") for name in names}
    if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in lower):
        return "xlsb"
    if any(name.startswith("xl/") and "workbook" in name and name.endswith(".xml") for name in lower):
        return "xlsm" if any(name.endswith("vbaproject.bin") for name in lower) else "xlsx"
    if "mimetype" in lower:
        return _open_document(packed)
    for start, what in (("word/", "Word"), ("ppt/", "PowerPoint")):
        if any(name.startswith(start) for name in lower):
            raise Unreadable(problem("document", what=what))
    if any(name.endswith(".iwa") for name in lower):
        raise Unreadable(problem("document", what="Apple Numbers/Pages"))
    raise Unreadable(problem("archive", what="ZIP"))


def _open_document(packed: zipfile.ZipFile) -> str:
    kind = packed.read("mimetype")[:200].decode("ascii", "replace")
    if "opendocument.spreadsheet" not in kind:
        raise Unreadable(problem("document", what="OpenDocument"))
    if b"encryption-data" in packed.read("META-INF/manifest.xml")[: 1 << 20]:
        raise Unreadable(problem("encrypted"))
    return "ods"


def _ole(path: Path) -> str:
    """Tell old Excel, locked new Excel and Word apart by the names of their streams."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(_stream("EncryptedPackage")) >= 0:
            raise Unreadable(problem("encrypted"))
        if data.find(_stream("Workbook")) >= 0 or data.find(_stream("Book")) >= 0:
            return "xls"
        if data.find(_stream("WordDocument")) >= 0:
            raise Unreadable(problem("document", what="Word"))
        if data.find(_stream("PowerPoint Document")) >= 0:
            raise Unreadable(problem("document", what="PowerPoint"))
    raise Unreadable(problem("damaged"))


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"
