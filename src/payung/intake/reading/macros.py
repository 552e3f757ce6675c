"""Whether a file carries macros. They are never run here; this is only what is said about a file, and what is left out of what goes back."""

from __future__ import annotations

import mmap
import re
import zipfile
from functools import lru_cache
from pathlib import Path

#: Parts of a packed workbook that hold Visual Basic, its signature and its settings, with their relations.
VISUAL_BASIC = re.compile(r"(^|/)(vbaproject[^/]*\.bin|vbadata\.xml)(\.rels)?$")
#: Sheets of Excel 4.0 macros, dialogues of Excel 5, macros of LibreOffice.
_OTHERS = re.compile(r"^(xl/(macrosheets|dialogsheets)/|basic/|scripts/)")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The storage that old Excel keeps Visual Basic in, as its directory spells it.
_STORAGE = "_VBA_PROJECT_CUR".encode("utf-16-le")


def are_sheets(name: str) -> bool:
    """Tell whether a part is a macro that is no Visual Basic: it cannot be taken out without its sheet."""
    return bool(_OTHERS.match(name.lower()))


def carries_macros(path: Path) -> bool:
    """Tell whether a file carries macros: Visual Basic, sheets of Excel 4.0 macros in packed workbooks, LibreOffice's.

    Macro sheets inside old binary workbooks (xls) are not told apart from other sheets. A file that cannot be read carries none that anybody here could pass on.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if head.startswith(b"PK"):
            with zipfile.ZipFile(path) as packed:
                names = [entry.filename.lower().replace("\\", "/") for entry in packed.infolist()]
            return any(VISUAL_BASIC.search(name) or _OTHERS.match(name) for name in names)
        if head == _OLE:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return data.find(_STORAGE) >= 0
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        return False
    return False


@lru_cache(maxsize=4096)
def kept_carries_macros(path: Path) -> bool:
    """Tell the same of a kept file, once: its name is its content."""
    return carries_macros(path)
