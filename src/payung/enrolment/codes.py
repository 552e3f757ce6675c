"""The check code of a printed annex: short enough to be read out over the telephone, born from the content."""

from __future__ import annotations

import hashlib

# Crockford's alphabet: no I, L, O, U, so nothing is misread.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12


def check_code(content_sha256: str) -> str:
    """Return the code of a content hash (hex): three groups of four, `7K2M-9QXT-04VC`; 60 bits of the hash."""
    bits = int(content_sha256, 16) >> (256 - 5 * _LENGTH)
    letters = "".join(_LETTERS[bits >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(letters[i : i + 4] for i in range(0, _LENGTH, 4))


def content_hash(header: list[str], parts: list[tuple[str, str]]) -> str:
    """Return the hash of an annex: of its header, and of each kelurahan (code, hash of its lines) in order of code."""
    said = "\n".join([*header, *[f"{code}\t{part}" for code, part in sorted(parts)]])
    return hashlib.sha256(said.encode()).hexdigest()
