"""The same file goes back to its sender, with a verdict, its reasons and a proposal beside every row."""

from __future__ import annotations

from pathlib import Path

from payung.intake.returning import workbook
from payung.intake.returning.answers import Answers
from payung.intake.returning.marks import VERDICTS
from payung.intake.returning.naming import returned_path, written_whole
from payung.intake.returning.recap import Recap, SheetCount, Summary
from payung.intake.returning.refusals import does_not_balance
from payung.intake.returning.source import Source

#: Formats that are changed in place.
PATCHED = frozenset({"xlsx", "xlsm"})


def write_back(source: Source, folder: Path, *, answers: Answers, summary: Summary, language: str = "id") -> Path:
    """Write the returned file into a folder; return its path. The original is never touched.

    :param answers: one row per person-row of the list sheets: sheet_no, row_no, verdict, reasons_text, proposal_text.
    :raises DoesNotBalance: if answers and receipt differ, or an answer has no row: nothing is left behind.
    """
    counts = answers.counts()
    _balance(counts, summary)
    names = source.sheet_names
    sheets = tuple(SheetCount(names.get(no, str(no)), counts[no]) for no in sorted(counts))
    shown = Recap(source.original.name, summary, sheets, language)
    target = returned_path(source.original, folder, f".{source.format}")
    with written_whole(target, source.original) as temporary:
        workbook.patch(source, temporary, answers, shown)
    return target


def _balance(counts: dict[int, dict[str, int]], summary: Summary) -> None:
    """Assert that the receipt counts what the rows say."""
    for verdict in VERDICTS:
        found = sum(sheet[verdict] for sheet in counts.values())
        if found != summary.of(verdict):
            raise does_not_balance(
                "Rekap menyebut {said} baris “{verdict}”, daftar memuat {found}.",
                "The receipt says {said} rows “{verdict}”, the list has {found}.",
                said=summary.of(verdict),
                verdict=verdict,
                found=found,
            )
