"""The same file goes back to its sender, with a verdict, its reasons and a proposal beside every row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from payung.intake.reading.macros import carries_macros
from payung.intake.returning import abreast, delimited, fresh, workbook
from payung.intake.returning.answers import Answers
from payung.intake.returning.marks import VERDICTS
from payung.intake.returning.naming import returned_path, written_whole
from payung.intake.returning.recap import Recap, SheetCount, Summary
from payung.intake.returning.refusals import NotPatchable, does_not_balance, not_patchable
from payung.intake.returning.source import Source
from payung.intake.returning.unmacroed import NOTE
from payung.vocabulary.words import Words

#: Formats that are changed in place.
PATCHED = frozenset({"xlsx", "xlsm"})
_TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".tab"})
_ANEW = Words(
    id="Susunan asli berkas tidak dapat dipertahankan; isinya ditulis ulang. {why}",
    en="The file's own form could not be kept; its content was written anew. {why}",
)


def write_back(source: Source, folder: Path, *, answers: Answers, summary: Summary, language: str = "id") -> Path:
    """Write the returned file into a folder; return its path. The original is never touched.

    xlsx and xlsm keep all they hold but macros, which never go back; csv keeps its dialect; xls, xlsb, ods and web pages come back as xlsx. A workbook
    that cannot be changed in place is written anew from its lines, and says so on the recap.

    :param answers: one row per person-row of the list sheets: sheet_no, row_no, verdict, reasons_text, proposal_text.
    :raises DoesNotBalance: if answers and receipt differ, or an answer has no row: nothing is left behind.
    :raises NotPatchable: if the file can neither be changed in place nor (for want of lines) be written anew.
    """
    counts = answers.counts()
    _balance(counts, summary)
    _only_lists(counts, source)
    names = source.sheet_names
    sheets = tuple(SheetCount(names.get(no, str(no)), counts[no]) for no in sorted(counts))
    shown = Recap(source.original.name, summary, sheets, language)
    answers = abreast.merged(answers, source, language)
    if source.format == "csv":
        ending = source.original.suffix.lower()
        target = returned_path(source.original, folder, ending if ending in _TEXT_ENDINGS else ".csv")
        with written_whole(target, source.original) as temporary:
            delimited.write(source, temporary, answers, language)
        return target
    if carries_macros(source.original):
        shown = _with_note(shown, NOTE.say(language))
    if source.format in PATCHED:
        try:
            return _patched(source, folder, answers, shown)
        except NotPatchable as refusal:
            if source.lines is None:
                raise
            shown = _with_note(shown, _ANEW.say(language, why=refusal.words.say(language)))
    return _anew(source, folder, answers, shown)


def _patched(source: Source, folder: Path, answers: Answers, shown: Recap) -> Path:
    target = returned_path(source.original, folder, workbook.ending(source.original))
    with written_whole(target, source.original) as temporary:
        workbook.patch(source, temporary, answers, shown)
    return target


def _anew(source: Source, folder: Path, answers: Answers, shown: Recap) -> Path:
    if source.lines is None:
        raise not_patchable("Isi berkas tidak tersedia untuk ditulis ulang.", "The file's lines are not at hand.")
    target = returned_path(source.original, folder, ".xlsx")
    with written_whole(target, source.original) as temporary:
        fresh.write(source, temporary, answers, shown)
    return target


def _with_note(shown: Recap, note: str) -> Recap:
    return replace(shown, summary=replace(shown.summary, notes=[*shown.summary.notes, note]))


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


def _only_lists(counts: dict[int, dict[str, int]], source: Source) -> None:
    """Assert that no verdict is for a sheet that gets none."""
    stray = sorted(set(counts) - {sheet.no for sheet in source.lists} - source.beside.keys())
    if stray:
        raise does_not_balance(
            "Lembar {sheet} mendapat hasil verval tetapi bukan daftar.",
            "Sheet {sheet} has verdicts but is no list.",
            sheet=stray[0],
        )
