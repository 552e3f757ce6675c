"""The receipt on our own sheet: what came in is what was accepted, set aside and sent back; every reason with its count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from payung.intake.returning.inert import xml_text
from payung.intake.returning.marks import HEADERS, VERDICTS
from payung.intake.returning.refusals import does_not_balance
from payung.intake.returning.sheetmap import column_letters
from payung.intake.returning.styles import MAIN
from payung.vocabulary.words import Words

#: A cell of the recap: its value and the name of its style ("title", "header", "text", "number", a verdict).
Cell = tuple[str | int, str]
#: Widths of the recap's columns in characters.
WIDTHS = (64, 14, 22, 24, 20)


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """A reason as it is shown, the verdict it leads to (a key of VERDICTS, or "note"), and how many rows have it."""

    text: str
    verdict: str
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The receipt of a file. Counts are person-rows; a row may have several reasons, so these add up to more.

    `refused` rows are those that a named verifier has signed off; the checks alone refuse nobody.

    :raises DoesNotBalance: if received is not accepted + verval + returned + refused.
    """

    received: int
    accepted: int
    verval: int
    returned: int
    refused: int = 0
    reasons: Sequence[ReasonCount] = ()
    #: Sentences to show below the receipt: what reading found, what was not checked yet.
    notes: Sequence[str] = ()

    def __post_init__(self) -> None:
        accounted = sum(self.of(verdict) for verdict in VERDICTS)
        if self.received != accounted:
            raise does_not_balance(
                "Rekap tidak seimbang: {received} baris masuk, {accounted} baris mempunyai hasil.",
                "The receipt does not balance: {received} rows came in, {accounted} have a verdict.",
                received=self.received,
                accounted=accounted,
            )

    def of(self, verdict: str) -> int:
        """Return the rows of a verdict."""
        counts = {"accepted": self.accepted, "verval": self.verval, "returned": self.returned, "refused": self.refused}
        return counts[verdict]

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Return the verdicts to show: refusals only where there are any."""
        return tuple(verdict for verdict in VERDICTS if verdict != "refused" or self.refused)


@dataclass(frozen=True, slots=True)
class SheetCount:
    """The receipt of one sheet."""

    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Recap:
    """All that the recap shows."""

    file: str
    summary: Summary
    sheets: Sequence[SheetCount] = field(default_factory=tuple)
    language: str = "id"


_TITLE = Words(id="Rekap data masuk", en="Receipt of the list")
_FILE = Words(id="Berkas: {file}", en="File: {file}")
_SHEET = Words(id="Lembar", en="Sheet")
_RECEIVED = Words(id="Baris masuk", en="Rows received")
_ALL = Words(id="Seluruhnya", en="In all")
_REASON = Words(id="Alasan (satu baris dapat mempunyai beberapa)", en="Reason (a row may have several)")
_ROWS = Words(id="Baris", en="Rows")
_LEADS_TO = Words(id="Akibat", en="Leads to")
_NOTE = Words(id="Catatan saja", en="Note only")
_LEGEND = Words(id="Keterangan", en="Legend")
_HOW = Words(id="Cara mengirim kembali", en="How to send it back")
_NOTES = Words(id="Catatan", en="Notes")

_MEANINGS = {
    "accepted": Words(
        id="Tidak ada yang perlu diperbaiki pada baris ini. Ini belum berarti terdaftar sebagai peserta.",
        en="Nothing to fix in this row. It does not mean registered yet.",
    ),
    "verval": Words(
        id="Petugas verifikasi memeriksa baris ini. Pengirim tidak perlu berbuat apa-apa, kecuali dihubungi.",
        en="A verifier looks at this row. The sender need do nothing unless asked.",
    ),
    "refused": Words(
        id="Ditolak dengan pengesahan petugas verifikasi, dengan alasan yang tertulis.",
        en="Refused and signed off by a verifier, for the reasons given.",
    ),
    "returned": Words(
        id="Pengirim memperbaiki baris ini seperti tertulis pada kolom alasan, lalu mengirim kembali buku kerja ini.",
        en="The sender corrects this row as the reasons say, and sends this workbook again.",
    ),
}
_STEPS = (
    Words(
        id="1. Saring kolom “{verdict}” pada “Perlu perbaikan”, lalu perbaiki sel aslinya, bukan kolom dari Payung.",
        en="1. Filter “{verdict}” by “Needs fixing” and correct the original cells, not Payung's columns.",
    ),
    Words(
        id="2. Usulan perbaikan hanya saran: cocokkan dengan KTP atau KK sebelum dipakai.",
        en="2. A proposed correction is only a suggestion: compare it with the KTP or KK before using it.",
    ),
    Words(
        id="3. Simpan dan kirim kembali berkas ini. Kolom dan lembar dari Payung diganti otomatis, tidak bertambah.",
        en="3. Save and send this file again. Payung's columns and sheet are replaced, not added again.",
    ),
)


def rows(recap: Recap) -> Iterator[list[Cell]]:
    """Yield the recap's rows, top to bottom."""
    say, summary = recap.language, recap.summary
    yield [(_TITLE.say(say), "title")]
    yield [(_FILE.say(say, file=recap.file), "plain")]
    yield []
    yield [
        (words.say(say), "header")
        for words in (_SHEET, _RECEIVED, *(VERDICTS[verdict] for verdict in summary.verdicts))
    ]
    for sheet in recap.sheets:
        counts = [sheet.counts[verdict] for verdict in summary.verdicts]
        yield [(sheet.name, "text"), *((count, "number") for count in (sum(counts), *counts))]
    yield [
        (_ALL.say(say), "header"),
        (summary.received, "number"),
        *((summary.of(verdict), "number") for verdict in summary.verdicts),
    ]
    yield [(_balance(summary, say), "plain")]
    yield from _reasons(recap)
    yield from _legend(summary, say)
    if summary.notes:
        yield []
        yield [(_NOTES.say(say), "header")]
        yield from ([(note, "text")] for note in summary.notes)


def _balance(summary: Summary, language: str) -> str:
    """Return the receipt as one sum: rows received = accepted + … : 5 = 2 + 1 + 2."""
    names = [VERDICTS[verdict].say(language).lower() for verdict in summary.verdicts]
    counts = [_thousands(summary.of(verdict), language) for verdict in summary.verdicts]
    received = f"{_RECEIVED.say(language)} = {' + '.join(names)}"
    return f"{received}: {_thousands(summary.received, language)} = {' + '.join(counts)}"


def _thousands(number: int, language: str) -> str:
    return f"{number:,}".replace(",", "." if language == "id" else ",")


def _reasons(recap: Recap) -> Iterator[list[Cell]]:
    if not recap.summary.reasons:
        return
    say = recap.language
    yield []
    yield [(_REASON.say(say), "header"), (_ROWS.say(say), "header"), (_LEADS_TO.say(say), "header")]
    for reason in recap.summary.reasons:
        leads_to = VERDICTS.get(reason.verdict, _NOTE).say(say)
        yield [(reason.text, "text"), (reason.count, "number"), (leads_to, "text")]


def _legend(summary: Summary, say: str) -> Iterator[list[Cell]]:
    yield []
    yield [(_LEGEND.say(say), "header")]
    for verdict in summary.verdicts:
        yield [(f"{VERDICTS[verdict].say(say)}: {_MEANINGS[verdict].say(say)}", verdict)]
    yield []
    yield [(_HOW.say(say), "header")]
    for step in _STEPS:
        yield [(step.say(say, verdict=HEADERS[0].say(say)), "text")]


def sheet_xml(recap: Recap, styles: Mapping[str, int], space: str = MAIN) -> bytes:
    """Return the recap as the XML of a worksheet. `space`: the main namespace, which strict workbooks have their own of."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(WIDTHS, start=1)
    )
    lines = []
    for number, cells in enumerate(rows(recap), start=1):
        content = "".join(
            _cell(f"{column_letters(place)}{number}", cell, styles) for place, cell in enumerate(cells, start=1)
        )
        lines.append(f'<row r="{number}">{content}</row>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{space}"><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData></worksheet>"
    ).encode()


def _cell(reference: str, cell: Cell, styles: Mapping[str, int]) -> str:
    value, style = cell
    number = styles.get(style, 0)
    if isinstance(value, int):
        return f'<c r="{reference}" s="{number}"><v>{value}</v></c>'
    return f'<c r="{reference}" s="{number}" t="inlineStr"><is><t xml:space="preserve">{xml_text(value)}</t></is></c>'
