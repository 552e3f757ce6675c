"""The annex of a decree, by name by address: a PDF for each kelurahan, a recap, a workbook."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from payung.letters.papers import pdf as drawn_as
from payung.letters.papers.annex_book import write_book
from payung.letters.papers.annex_pages import AnnexHead, as_data, documents
from payung.letters.papers.annex_recap import RecapLine, grand_total, recap, recap_lines
from payung.letters.papers.annex_rows import Section, Totals, checked
from payung.letters.papers.docx import docx
from payung.letters.papers.drawing import Order, drawn
from payung.letters.papers.pdf import moment

RECAP, BOOK = "lampiran-00-rekap", "lampiran.xlsx"
_LOCK, _BENCH = ".lampiran.kunci", ".lampiran.kerja"


class AlreadyPrinting(Exception):
    """Another process is writing an annex into this folder."""


@dataclass(frozen=True, slots=True)
class AnnexFile:
    """One file of a printed annex. `first_page` and `pages` are 0 where a format has none of its own."""

    name: str
    format: str
    sha256: str
    size: int
    rows: int
    first_page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    """What was written: files in the order of their names, lines of the recap, heads of all."""

    folder: Path
    files: tuple[AnnexFile, ...]
    lines: tuple[RecapLine, ...]
    totals: Totals


def print_annex(sections: Iterable[Section], head: AnnexHead, folder: Path, *, workers: int = 2) -> PrintedAnnex:
    """Write the annex into a folder; again with the same rows and head gives the same bytes.

    Each file appears whole or not at all. What an earlier, longer annex left in the folder is removed; a run that
    was killed is repaired by running again.

    :raises AnnexNotPrintable: if the rows contradict themselves; nothing is written.
    :raises AlreadyPrinting: if another process writes into this folder.
    :raises PaperNotDrawn: if a document could not be drawn.
    """
    kept = checked(sections)
    lines = recap_lines(kept, head.size)
    sums = grand_total(lines)
    assert sums.heads == sum(one.rows.num_rows for one in kept)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        _sweep(folder, keep=())
        wanted = [(section, one) for section in kept for one in documents(section, head.size)]
        orders = (
            Order("annex.typ", as_data(one, section, head), folder / one.name, moment(head.printed_on), one.last - one.first)
            for section, one in sorted(wanted, key=lambda drawn: drawn[1].first - drawn[1].last)
        )  # fmt: skip
        with drawn(orders, workers=workers):
            _write_book(folder / BOOK, kept, lines, head)
            _write_recap(folder, lines, head)
        made = [
            _filed(folder / BOOK, rows=sums.heads),
            *[_filed(folder / f"{RECAP}.{form}") for form in ("pdf", "docx")],
        ]
        made += [_filed(folder / one.name, one.last - one.first, one.first_page, one.pages) for _, one in wanted]
        _sweep(folder, keep=[one.name for one in made])
    return PrintedAnnex(folder, tuple(sorted(made, key=lambda one: one.name)), lines, sums)


def _write_book(path: Path, sections: Sequence[Section], lines: Sequence[RecapLine], head: AnnexHead) -> None:
    # The writer keeps rows in files of names unknown to us until it is done: a folder of their own is swept as a whole.
    bench = path.with_name(_BENCH)
    bench.mkdir(mode=0o700)
    write_book(bench / path.name, sections, lines, head)
    (bench / path.name).replace(path)
    bench.rmdir()


def _write_recap(folder: Path, lines: Sequence[RecapLine], head: AnnexHead) -> None:
    paper = recap(lines, head)
    for form, content in (
        ("pdf", drawn_as.pdf(paper, on=head.printed_on)),
        ("docx", docx(paper, on=head.printed_on)),
    ):
        part = folder / f".{RECAP}.{form}.part"
        part.write_bytes(content)
        part.replace(folder / f"{RECAP}.{form}")


def _filed(path: Path, rows: int = 0, first_page: int = 0, pages: int = 0) -> AnnexFile:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return AnnexFile(path.name, path.suffix[1:], sha256, path.stat().st_size, rows, first_page, pages)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder: of two runs at once the second is refused; a killed run holds nothing."""
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyPrinting(folder) from None
        yield


def _sweep(folder: Path, *, keep: Sequence[str]) -> None:
    """Remove what a killed run left half written; with names to keep, also what an earlier annex left."""
    shutil.rmtree(folder / _BENCH, ignore_errors=True)
    for path in folder.iterdir():
        half = path.name.startswith(".lampiran") and path.name.endswith(".part")
        old = bool(keep) and path.name.startswith("lampiran") and path.name not in keep
        if path.is_file() and (half or old):
            path.unlink()
