"""Photos as a telephone writes them, made by hand: with place, moment and device, lying on their side, with a film behind them."""

from __future__ import annotations

import struct
import zlib

#: What must not leave a telephone with a photo.
SECRETS = (b"Telepon Bu Lurah", b"2026:11:21 08:00:00", b"GPSHERE", b"catatan kamera", b"film di belakang")


def segment(marker: int, content: bytes) -> bytes:
    """Return one part of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def exif(up: int, order: str = ">") -> bytes:
    """Return what a camera says of a photo: which way is up, its maker, the moment, the place."""
    model, moment, place = SECRETS[0] + b"\0", SECRETS[1] + b"\0", SECRETS[2] + b"\0"
    entries = [(0x0110, 2, len(model)), (0x0112, 3, 1), (0x0132, 2, len(moment)), (0x8825, 4, 1)]
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    after = 8 + 2 + len(entries) * 12 + 4
    table = struct.pack(f"{order}H", len(entries))
    for tag, kind, count in entries:
        value = struct.pack(f"{order}HH", up, 0) if tag == 0x0112 else struct.pack(f"{order}I", after)
        table += struct.pack(f"{order}HHI", tag, kind, count) + value
    return segment(0xE1, b"Exif\0\0" + head + table + b"\0\0\0\0" + model + moment + place)


def a_jpeg(
    up: int = 6, *, traces: bool = True, order: str = ">", pixels: bytes = b"\x12\xff\x00\x34\xff\xd0\x56"
) -> bytes:
    """Return a small JPEG; its pixels hold a stuffed byte and a restart, as real ones do."""
    told = exif(up, order) + segment(0xE2, b"MPF\0" + b"zweite") + segment(0xFE, SECRETS[3]) if traces else b""
    frame = segment(0xC0, b"\x08" + struct.pack(">HH", 8, 8) + b"\x01\x01\x11\x00")
    tables = segment(0xDB, b"\0" + bytes(range(1, 65))) + segment(0xC4, b"\0" + b"\0" * 16)
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + pixels
    behind = SECRETS[4] if traces else b""
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + told + tables + frame + scan + b"\xff\xd9" + behind
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return one part of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def a_png() -> bytes:
    """Return a PNG of one white dot, with words and EXIF in it and a film behind it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    told = chunk(b"tEXt", b"Comment\0" + SECRETS[3]) + chunk(b"eXIf", SECRETS[2])
    return (
        b"\x89PNG\r\n\x1a\n" + head + told + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"") + SECRETS[4]
    )
