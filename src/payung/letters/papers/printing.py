"""A paper printed into a folder, as DOCX and PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from payung.letters.papers.docx import docx
from payung.letters.papers.model import Paper
from payung.letters.papers.pdf import pdf


def print_paper(paper: Paper, folder: Path, name: str, *, on: dt.date) -> tuple[Path, ...]:
    """Write `name.docx` and `name.pdf` and return where they are; each appears whole or not at all.

    The same paper with the same day gives the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for form, content in (("docx", docx(paper, on=on)), ("pdf", pdf(paper, on=on))):
        part, target = folder / f".{name}.{form}.part", folder / f"{name}.{form}"
        part.write_bytes(content)
        part.replace(target)
        made.append(target)
    return tuple(made)
