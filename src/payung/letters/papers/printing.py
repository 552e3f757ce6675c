"""Papers printed into a folder, as DOCX and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from payung.letters.papers.docx import docx
from payung.letters.papers.drawing import Order, drawn
from payung.letters.papers.model import Paper, Table
from payung.letters.papers.pdf import as_data, moment, pdf

#: Papers with more rows are drawn in processes of their own: what Typst has laid out stays in the memory of its process.
_ROWS_HERE = 200


def print_paper(paper: Paper, folder: Path, name: str, *, on: dt.date) -> tuple[Path, ...]:
    """Write `name.docx` and `name.pdf` and return where they are; each appears whole or not at all.

    The same paper with the same day gives the same bytes.

    :raises PaperNotDrawn: if the PDF could not be drawn.
    """
    return print_papers({name: paper}, folder, on=on)


def print_papers(papers: Mapping[str, Paper], folder: Path, *, on: dt.date, workers: int = 2) -> tuple[Path, ...]:
    """Write many papers by their names, as `print_paper` does; long lists are drawn beside each other.

    :raises PaperNotDrawn: if a PDF could not be drawn; all of them are named.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    long = {name: rows for name, paper in papers.items() if (rows := _rows(paper)) > _ROWS_HERE}
    orders = (
        Order("paper.typ", as_data(papers[name]), folder / f"{name}.pdf", moment(on), long[name])
        for name in sorted(long, key=lambda name: -long[name])
    )
    with drawn(orders, workers=min(workers, len(long))):
        for name, paper in papers.items():
            _write(folder / f"{name}.docx", docx(paper, on=on))
            if _rows(paper) <= _ROWS_HERE:
                _write(folder / f"{name}.pdf", pdf(paper, on=on))
    return tuple(folder / f"{name}.{form}" for name in papers for form in ("docx", "pdf"))


def _rows(paper: Paper) -> int:
    return sum(len(block.rows) for block in paper.blocks if isinstance(block, Table))


def _write(target: Path, content: bytes) -> None:
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(content)
    part.replace(target)
