"""An xlsx or xlsm package: its sheets and parts, and a copy of it in which a few parts are changed."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from payung.intake.returning.refusals import not_patchable
from payung.intake.returning.xmlspots import PIECE, Element, as_utf8, damaged, tree

#: The largest part that is taken into memory (workbook, styles, relations); sheets are streamed.
SMALL_PART = 32 << 20
#: What a package may unpack to, and into how many parts.
UNPACKED = 8 << 30
MOST_PARTS = 20_000

CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)

#: Writes the new content of a part.
Writer = Callable[[Callable[[bytes], object]], None]


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: `target` is a part name without the leading slash."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook names it, and the part that holds its cells."""

    name: str
    part: str


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a workbook's package for patching.

    :raises NotPatchable: if it is broken, or made to trick whoever unpacks it.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            yield Package(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
        raise damaged(path.name) from broken


class Package:
    """A workbook's parts. Part names are compared without case, as the format says."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.entries = packed.infolist()
        self._by_name = {entry.filename.lower(): entry for entry in self.entries}
        self._refuse_tricks()
        self.workbook = self._workbook()
        self.strict = self._is_strict
        self.sheets = self._sheets()

    def has(self, part: str) -> bool:
        """Tell whether there is a part of this name."""
        return part.lower() in self._by_name

    @contextmanager
    def stream(self, part: str) -> Iterator[IO[bytes]]:
        """Open a part's XML as UTF-8."""
        with self._packed.open(self._entry(part)) as stream:
            yield as_utf8(part, stream)

    def xml(self, part: str) -> bytes:
        """Return a small part's XML as UTF-8."""
        if self._entry(part).file_size > SMALL_PART:
            raise damaged(part)
        pieces, size = [], 0
        with self.stream(part) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > 4 * SMALL_PART:
                    raise damaged(part)
                pieces.append(piece)
        return b"".join(pieces)

    def relations(self, part: str) -> list[Relation]:
        """Return the relations of a part; [] if it has none."""
        name = relations_of(part)
        if not self.has(name):
            return []
        folder = posixpath.dirname(part)
        return [
            Relation(found.attributes.get("Id", ""), found.attributes.get("Type", ""), _target(folder, found))
            for found in tree(name, self.xml(name)).all("Relationship")
        ]

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that a part names as its styles, theme …; None if it names none."""
        return next((link.target for link in self.relations(part) if link.kind.rpartition("/")[2] == kind), None)

    def exact_name(self, part: str) -> str:
        """Return a part's name as the container spells it."""
        return self._entry(part).filename

    def free_name(self, pattern: str) -> str:
        """Return the first part name of a pattern with {} that is not taken."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def free_relation_id(self, stem: str) -> str:
        """Return an id that no relation of the workbook has."""
        taken = {link.id for link in self.relations(self.workbook)}
        return next(name for number in range(len(taken) + 1) if (name := f"{stem}{number or ''}") not in taken)

    def copy(self, target: Path, changed: Mapping[str, Writer], dropped: frozenset[str] = frozenset()) -> None:
        """Write the package anew: changed parts by their writers (new ones at the end), all others as they are."""
        writers = {name.lower(): writer for name, writer in changed.items()}
        gone = {name.lower() for name in dropped}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out:
            for entry in self.entries:
                name = entry.filename.lower()
                if name in gone:
                    continue
                writer = writers.pop(name, None) or self._copier(entry)
                _write(out, _like(entry), writer)
            for name, writer in changed.items():
                if name.lower() in writers:
                    _write(out, zipfile.ZipInfo(name, _FIXED_DATE), writer)

    def _copier(self, entry: zipfile.ZipInfo) -> Writer:
        def copy(write: Callable[[bytes], object]) -> None:
            with self._packed.open(entry) as stream:
                while piece := stream.read(PIECE):
                    write(piece)

        return copy

    def _entry(self, part: str) -> zipfile.ZipInfo:
        entry = self._by_name.get(part.lower())
        if entry is None:
            raise damaged(part)
        return entry

    def _refuse_tricks(self) -> None:
        names = [entry.filename for entry in self.entries]
        strange = next((name for name in names if _is_strange(name)), None)
        if strange is not None:
            raise not_patchable(
                "Berkas memuat nama bagian yang tidak wajar ({name!r}).",
                "The file holds a part with an improper name ({name!r}).",
                name=strange[:80],
            )
        if len(self._by_name) < len(names):
            raise not_patchable(
                "Berkas memuat dua bagian dengan nama yang sama.", "The file holds two parts of the same name."
            )
        if len(names) > MOST_PARTS or sum(entry.file_size for entry in self.entries) > UNPACKED:
            raise not_patchable("Isi berkas terlalu besar.", "The file unpacks to too much.")

    def _workbook(self) -> str:
        for link in self.relations(""):
            if link.kind.rpartition("/")[2] == "officeDocument" and self.has(link.target):
                self._is_strict = link.kind.startswith(_OFFICE[1])
                return link.target
        raise damaged("_rels/.rels")

    def _sheets(self) -> list[SheetPart]:
        targets = {link.id: link.target for link in self.relations(self.workbook)}
        listed = tree(self.workbook, self.xml(self.workbook)).first("sheets")
        sheets = []
        for sheet in listed.all("sheet") if listed else []:
            relation = next((value for name, value in sheet.attributes.items() if name.endswith(" id")), "")
            sheets.append(SheetPart(sheet.attributes.get("name", ""), targets.get(relation, "")))
        parts = [sheet.part.lower() for sheet in sheets]
        if not sheets or len(set(parts)) < len(parts):
            raise damaged(self.workbook)
        return sheets


def relations_of(part: str) -> str:
    """Return the name of the part that holds a part's relations; "" stands for the whole package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def office_space(package: Package) -> str:
    """Return the namespace of relation types and `r:id`: strict files have their own."""
    return _OFFICE[package.strict]


def whole(data: bytes) -> Writer:
    """Return a writer of content that is in memory."""
    return lambda write: write(data)


def _target(folder: str, found: Element) -> str:
    if found.attributes.get("TargetMode") == "External":
        return ""
    target = unquote(found.attributes.get("Target", "")).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _is_strange(name: str) -> bool:
    """Tell whether a part's name points outside the package or hides something."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or not name.isprintable() or len(name) > 500


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(entry.filename, entry.date_time)
    info.compress_type = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    info.external_attr = entry.external_attr
    # The size is only a hint for the container: larger parts get its 64-bit form.
    info.file_size = entry.file_size
    return info


def _write(out: zipfile.ZipFile, info: zipfile.ZipInfo, writer: Writer) -> None:
    if info.date_time == _FIXED_DATE:
        info.compress_type = zipfile.ZIP_DEFLATED
    large = info.file_size > 1 << 30
    with out.open(info, "w", force_zip64=large) as stream:
        buffered = io.BufferedWriter(_Raw(stream), PIECE)
        writer(buffered.write)
        buffered.flush()


class _Raw(io.RawIOBase):
    """Lets a container's stream be buffered."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        return self._stream.write(bytes(data))
