"""The name that somebody gave a file, as it may be written to a disk and shown on a page."""

from __future__ import annotations

import unicodedata

#: Longest name in bytes: a folder and an ending for what comes back must still fit beside it.
LONGEST = 180
_ENDING = 8


def safe_name(name: str, *, nameless: str) -> str:
    """Return a file's name without folders, signs that nobody sees or that turn the reading direction, and what disks refuse.

    Its ending stays; `nameless` is what is left of a name of which nothing is left.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if _prints(sign)).strip(". ") or nameless
    stem, dot, ending = plain.rpartition(".")
    if not dot or not stem or len(ending) > _ENDING:
        stem, dot, ending = plain, "", ""
    while len(f"{stem}{dot}{ending}".encode()) > LONGEST:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}"


def _prints(sign: str) -> bool:
    return unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*'
