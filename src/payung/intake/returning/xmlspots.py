"""Where things stand in XML, in bytes, so that a part can be changed at a few spots and kept everywhere else."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from payung.intake.returning.refusals import not_patchable

#: A tag longer than this is an attack, not a sheet.
TOKEN_LIMIT = 4 << 20
PIECE = 256 << 10

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_NAME = re.compile(rb"</?([^\s/>]+)")
_ENCODING = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._\-]+)[\"']")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml\b[^>]*\?>")
_HEAD = 1024


def damaged(part: str) -> Exception:
    """Make the refusal of a part that is not well-formed XML."""
    return not_patchable(
        "Bagian {part} di dalam buku kerja rusak.", "The part {part} inside the workbook is damaged.", part=part
    )


class Spots:
    """An expat parser that also knows the raw bytes around what it reports. Entities and DTDs are refused."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.ordered_attributes = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._window = b""
        self._base = 0

    def run(self, stream: IO[bytes]) -> None:
        """Parse a stream of UTF-8.

        :raises NotPatchable: if it is not well-formed, has a DTD, or a tag of absurd length.
        """
        try:
            while piece := stream.read(PIECE):
                self._feed(piece)
            self.parser.Parse(b"", True)
        except expat.ExpatError as broken:
            raise damaged(self.part) from broken

    def tag_at(self, offset: int) -> bytes:
        """Return the raw tag that begins at an offset reported by the current event."""
        tag = _TAG.match(self._window, offset - self._base)
        if tag is None:
            raise damaged(self.part)
        return tag.group()

    def end_of(self, name: bytes) -> tuple[int, int]:
        """Return (start, end) of the end tag of the current end event; both are the element's end if it closed itself."""
        offset = self.parser.CurrentByteIndex
        place = offset - self._base
        # The next tag may be the end of a parent whose name only begins so: Relationship in Relationships.
        found = _NAME.match(self._window, place)
        if found is None or found.group() != b"</" + name:
            return offset, offset
        return offset, self._window.index(b">", place) + 1 + self._base

    def _feed(self, piece: bytes) -> None:
        seen = self.parser.CurrentByteIndex
        if seen > self._base:
            self._window = self._window[seen - self._base :]
            self._base = seen
        if len(self._window) > TOKEN_LIMIT:
            raise damaged(self.part)
        self._window += piece
        self.parser.Parse(piece, False)

    def _refuse_doctype(self, *_: object) -> None:
        raise not_patchable(
            "Bagian {part} di dalam buku kerja memuat DTD atau entitas, yang tidak pernah ada di buku kerja biasa.",
            "The part {part} inside the workbook has a DTD or entities, which no ordinary workbook has.",
            part=self.part,
        )


def raw_name(tag: bytes) -> bytes:
    """Return the name in a raw tag, with its prefix."""
    return _NAME.match(tag).group(1)


def prefix_of(name: bytes) -> str:
    """Return the prefix of a raw name with its colon; "" if it has none."""
    prefix, colon, _ = name.rpartition(b":")
    return (prefix + colon).decode()


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return a raw start tag in which an unprefixed attribute has a value."""
    bare = without_attribute(tag, name)
    head = _NAME.match(bare).end()
    return bare[:head] + f' {name}="{value}"'.encode() + bare[head:]


def without_attribute(tag: bytes, name: str) -> bytes:
    """Return a raw start tag without an attribute."""
    return re.sub(rb"\s+" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", tag, count=1)


@dataclass(slots=True)
class Element:
    """An element of a small part: byte offsets of its start tag, end tag and end (equal where it closes itself)."""

    name: str
    attributes: dict[str, str]
    raw: bytes
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """Return the prefix that its tag uses, with the colon."""
        return prefix_of(raw_name(self.raw))

    @property
    def closes_itself(self) -> bool:
        """Tell whether it is written as one tag."""
        return self.inner_end == self.end

    def all(self, name: str) -> list[Element]:
        """Return its children of a local name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """Return its first child of a local name."""
        return next(iter(self.all(name)), None)


def tree(part: str, data: bytes) -> Element:
    """Return the root of a small part with all its elements and where they stand.

    :raises NotPatchable: if it is not well-formed or has a DTD.
    """
    spots = Spots(part)
    parser = spots.parser
    top = Element("", {}, b"", 0, 0)
    open_elements = [top]

    def start(name: str, attributes: list[str]) -> None:
        offset = parser.CurrentByteIndex
        tag = spots.tag_at(offset)
        named = dict(zip(attributes[::2], attributes[1::2], strict=True))
        element = Element(name.rpartition(" ")[2], named, tag, offset, offset + len(tag))
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        element = open_elements.pop()
        element.inner_end, element.end = spots.end_of(raw_name(element.raw))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    spots.run(_Once(data))
    return top.children[0]


class _Once:
    """Bytes in one piece, as a stream: offsets of a small part then all lie in one window."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, _: int = -1) -> bytes:
        data, self._data = self._data, b""
        return data


#: A change: the bytes from `start` to `end` become what `new` is, or makes of them.
Edit = tuple[int, int, bytes | Callable[[bytes], bytes]]


def append_to(element: Element, new: str, count: int | None = None) -> list[Edit]:
    """Return the edits that add children at the end of an element, and set its `count` if one is given."""
    content = new.encode()
    tag = element.raw if count is None else with_attribute(element.raw, "count", str(count))
    if element.closes_itself:
        opened = re.sub(rb"\s*/>$", b">", tag)
        return [(element.start, element.end, opened + content + b"</" + raw_name(tag) + b">")]
    edits: list[Edit] = [(element.start, element.inner, tag)] if count is not None else []
    return [*edits, (element.inner_end, element.inner_end, content)]


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a small part with edits made; they must not overlap."""
    out: list[bytes] = []
    splice(_Once(data), sorted(edits, key=lambda edit: edit[:2]), out.append)
    return b"".join(out)


def splice(stream: IO[bytes], edits: Iterable[Edit], write: Callable[[bytes], object]) -> None:
    """Copy a stream with edits made at rising offsets, in bounded memory."""
    copier = _Copier(stream, write)
    for start, end, new in edits:
        copier.copy_to(start)
        old = copier.take(end)
        copier.add(new if isinstance(new, bytes) else new(old))
    copier.copy_rest()


class _Copier:
    def __init__(self, stream: IO[bytes], write: Callable[[bytes], object]) -> None:
        self._read = stream.read
        self._write = write
        self._buffer = b""
        self._place = 0
        self._base = 0
        self._ready: list[bytes] = []

    def copy_to(self, offset: int) -> None:
        while self._base + len(self._buffer) < offset:
            self._pass_on()
        self.add(self._buffer[self._place : offset - self._base])
        self._place = offset - self._base

    def take(self, end: int) -> bytes:
        while self._base + len(self._buffer) < end:
            self._base += self._place
            self._buffer = self._buffer[self._place :] + self._more()
            self._place = 0
        old = self._buffer[self._place : end - self._base]
        self._place = end - self._base
        return old

    def add(self, data: bytes) -> None:
        self._ready.append(data)

    def copy_rest(self) -> None:
        self.add(self._buffer[self._place :])
        self._flush()
        while piece := self._read(PIECE):
            self._write(piece)

    def _pass_on(self) -> None:
        self.add(self._buffer[self._place :])
        self._flush()
        self._base += len(self._buffer)
        self._buffer, self._place = self._more(), 0

    def _more(self) -> bytes:
        piece = self._read(PIECE)
        if not piece:
            raise EOFError("an edit lies beyond the end of the part")
        return piece

    def _flush(self) -> None:
        if self._ready:
            self._write(b"".join(self._ready))
            self._ready = []


def as_utf8(part: str, stream: IO[bytes]) -> IO[bytes]:
    """Return a part's stream in UTF-8 whatever legal encoding it has; UTF-8 passes untouched, byte for byte."""
    head = stream.read(_HEAD)
    encoding = _encoding(head)
    if encoding is None:
        return _Stream(_chain(head, stream))
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as unknown:
        raise damaged(part) from unknown
    return _Stream(_transcoded(part, decoder, _chain(head, stream)))


def _encoding(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if head.startswith(b"<\0") else "utf-16-be"
    named = _ENCODING.match(head.removeprefix(codecs.BOM_UTF8))
    name = named.group(1).decode().lower() if named else "utf-8"
    return None if name in ("utf-8", "utf8", "us-ascii", "ascii") else name


def _chain(head: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    yield head
    while piece := stream.read(PIECE):
        yield piece


def _transcoded(part: str, decoder: codecs.IncrementalDecoder, pieces: Iterator[bytes]) -> Iterator[bytes]:
    first = True
    try:
        for piece in pieces:
            text = decoder.decode(piece)
            if first:
                # The declaration names the old encoding; without one XML is UTF-8.
                text, first = _DECLARATION.sub("", text), False
            yield text.encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as broken:
        raise damaged(part) from broken


class _Stream:
    """An iterator of pieces with a `read`; the pieces' sizes are the iterator's own."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _: int = -1) -> bytes:
        return next((piece for piece in self._pieces if piece), b"")
