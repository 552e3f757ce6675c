"""Photos as cameras write them: taken apart, and put together again without where, when and with what they were taken."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
#: Markers of a JPEG that stand alone, those of a frame (its size), and those that only tell about the picture.
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_END, _SCAN, _EXIF, _ADOBE, _COMMENT = 0xD9, 0xDA, 0xE1, 0xEE, 0xFE
_TELLING = frozenset({*range(0xE0, 0xF0), _COMMENT}) - {_ADOBE}
#: Where the pixels of a scan end: a marker that is neither a stuffed byte nor a restart.
_NEXT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
#: What a PNG needs to be drawn; all else tells about it.
_DRAWN = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_ORIENTATION = 0x0112


class NotAPicture(Exception):
    """The bytes are no JPEG or PNG from their first to their last part, whatever they begin with."""


def without_traces(data: bytes) -> bytes:
    """Return the same picture, no pixel changed, without place, moment, device, comments and what hangs behind its end.

    Which way is up stays: a card that was photographed lying would otherwise lie for everybody.

    :raises NotAPicture: if it is none, or broken off.
    """
    try:
        if data.startswith(JPEG):
            return _jpeg(data)
        if data.startswith(PNG):
            return _png(data)
    except (IndexError, struct.error) as broken:
        raise NotAPicture(str(broken)) from None
    raise NotAPicture("neither JPEG nor PNG")


def _jpeg(data: bytes) -> bytes:
    parts, up, has_frame, has_scan = [], 1, False, False
    for marker, part in _segments(data):
        if marker == _EXIF:
            up = _which_way_is_up(part[4:]) or up
        if marker in _TELLING:
            continue
        if marker in _FRAMES:
            has_frame = all(struct.unpack(">HH", part[5:9]))
        has_scan = has_scan or marker == _SCAN
        parts.append(part)
    if not (has_frame and has_scan):
        raise NotAPicture("a JPEG without a picture")
    return b"".join([b"\xff\xd8", _upright(up), *parts, b"\xff\xd9"])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (marker, bytes) of each part between begin and end; the pixels of a scan belong to its part."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise NotAPicture(f"no marker at {at}")
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == _END:
            return
        end = at + 2 if marker in _ALONE else _end_of(data, at, marker)
        yield marker, data[at:end]
        at = end


def _end_of(data: bytes, at: int, marker: int) -> int:
    """Return where a part that begins at a marker ends, the pixels of a scan included."""
    (length,) = struct.unpack(">H", data[at + 2 : at + 4])
    end = at + 2 + length
    if length < 2 or end > len(data):
        raise NotAPicture(f"a part of {length} bytes at {at}")
    if marker != _SCAN:
        return end
    found = _NEXT.search(data, end)
    if found is None:
        raise NotAPicture("broken off")
    return found.end() - 2


def _which_way_is_up(exif: bytes) -> int:
    """Return the orientation (1–8) that a camera wrote; 0 where there is none or it is not understood."""
    if not exif.startswith(b"Exif\0\0"):
        return 0
    tiff = exif[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        (first,) = struct.unpack(f"{order}I", tiff[4:8])
        (count,) = struct.unpack(f"{order}H", tiff[first : first + 2])
        for one in range(min(count, 100)):
            tag, _, _, value = struct.unpack(f"{order}HHIH", tiff[first + 2 + one * 12 : first + 12 + one * 12])
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _upright(up: int) -> bytes:
    """Return the part that says which way is up and nothing else; none for a picture that stands."""
    if up == 1:
        return b""
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, up, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff


def _png(data: bytes) -> bytes:
    parts, at, kinds = [PNG], len(PNG), set()
    while b"IEND" not in kinds:
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        (checked,) = struct.unpack(">I", data[end - 4 : end])
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != checked:
            raise NotAPicture(f"a broken part at {at}")
        if not kinds and (kind != b"IHDR" or not all(struct.unpack(">II", data[at + 8 : at + 16]))):
            raise NotAPicture("a PNG without a size")
        kinds.add(kind)
        if kind in _DRAWN:
            parts.append(data[at:end])
        at = end
    if b"IDAT" not in kinds:
        raise NotAPicture("a PNG without a picture")
    return b"".join(parts)
