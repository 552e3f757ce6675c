"""The rule book at the terminal: explain a figure, list the rates, see what is weak or ends, price a file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

from payung.cli.law_book import books_of, show_book
from payung.cli.law_clocks import CLOCKS
from payung.cli.law_inputs import all_of, day_of, figure_text, given, shared, today
from payung.cli.law_price import price
from payung.cli.terminal import language, print_json, refuse, say, t, table
from payung.law import overview
from payung.law.explaining import CONFIDENCE_WORDS, Saying
from payung.law.figures import national_figures
from payung.law.holidays import national_calendar
from payung.law.library import BOOKS
from payung.law.lines import BILL, BPU_LINES
from payung.law.months import month_end
from payung.law.page import page
from payung.law.receipts import TamperedReceipt, receipt, replay
from payung.law.reckoning import Answer, answer
from payung.law.refusals import Refused
from payung.law.register import national
from payung.law.rulebook import Book
from payung.vocabulary.words import Words

DEFAULT_TARGETS = {
    "month": BILL,
    "project": ("project_jkk", "project_jkm", "project_total"),
    "pmi": ("pmi_total",),
    "pmi_event": ("pmi_death",),
    "charge": ("late_charge",),
    "event": ("jkm_grant",),
    "claim": ("jht_payable",),
    "layoff": ("cash_total",),
    "person": ("scheme",),
}


@click.group(
    help=t(
        "Buku aturan jaminan sosial ketenagakerjaan: satu angka dengan alasannya (explain), satu berkas (price), semua tarif (rates), yang"
        " lemah dan berakhir (check), tenggat (due, clocks), ahli waris (heirs), kepesertaan (status), saldo (savings), upah (wage).\n\n"
        "\b\nMulai di sini:\n  payung law explain --month 2026-01 --set segment=pu --set upah=5000000 --set kelas_risiko=3 --set jht=ya --set jp=tidak\n"
        "  payung law explain --book event --inputs",
        "The rule book of employment social security: one figure with its reasons (explain), a file (price), every rate (rates), what is"
        " weak or ends (check), clocks (due, clocks), heirs, a membership (status), a balance (savings), a wage (wage).\n\n"
        "\b\nStart here:\n  payung law explain --month 2026-01 --set segment=pu --set wage=5000000 --set risk=3 --set jht=yes --set jp=no\n"
        "  payung law explain --book event --inputs",
    )
)
def law() -> None:
    pass


@law.command(
    help=t(
        "Jelaskan satu angka: bagaimana dan menurut pasal mana, apa yang dianggap, dan sumber mana yang lemah. TARGETS adalah aturan buku itu;"
        " tanpa TARGETS yang biasa ditanyakan. --inputs menunjukkan aturan dan masukan sebuah buku.\n\n"
        "\b\nBuku:\n" + books_of("id") + "\n\n"
        "\b\nContoh:\n"
        "  payung law explain --month 2026-01 --set segment=bpu --set penghasilan=1000000 --set pembayar=self --set kelompok_pekerjaan=transport --set jht=tidak\n"
        "  payung law explain jkm_grant --book event --on 2025-08-15 --set segment=bpu --set membership_months=4\n"
        "  payung law explain late_charge --book charge --month 2026-01 --set segment=pu --set owed=10000000 --set months_late=3",
        "Explain one figure: how, by which article, what was assumed and which source is weak. TARGETS are rules of the book; without them"
        " what is usually asked. --inputs shows a book's rules and inputs.\n\n"
        "\b\nBooks:\n" + books_of("en") + "\n\n"
        "\b\nExamples:\n"
        "  payung law explain --month 2026-01 --set segment=bpu --set income=1000000 --set payer=self --set occupation=transport --set jht=no\n"
        "  payung law explain jkm_grant --book event --on 2025-08-15 --set segment=bpu --set membership_months=4\n"
        "  payung law explain late_charge --book charge --month 2026-01 --set segment=pu --set owed=10000000 --set months_late=3",
    )
)
@click.argument("targets", nargs=-1)
@click.option("--book", "book_name", type=click.Choice(list(BOOKS)), default="month", show_default=True)
@click.option(
    "--on", "--month", "on", help=t("Bulan iuran (tttt-bb) atau hari kejadian (tttt-bb-hh).", "Month or day.")
)
@click.option(
    "--set", "pairs", multiple=True, metavar="NAME=VALUE", help=t("Masukan, boleh berulang.", "An input; repeat.")
)
@click.option(
    "--receipt",
    "receipt_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=t("Simpan tanda terima (JSON) untuk payung law replay.", "Keep a receipt (JSON) for payung law replay."),
)
@click.option(
    "--inputs",
    "only_inputs",
    is_flag=True,
    help=t("Tunjukkan aturan dan masukan buku.", "Show the book's rules and inputs."),
)
@shared
def explain(  # noqa: PLR0913 (one argument per option)
    targets: tuple[str, ...],
    book_name: str,
    on: str | None,
    pairs: tuple[str, ...],
    receipt_file: Path | None,
    only_inputs: bool,
    as_json: bool,
) -> None:
    book = BOOKS[book_name]
    if only_inputs:
        show_book(book, book_name, _day(on, book), as_json=as_json)
        return
    unknown = [name for name in targets if name not in book.rules]
    if unknown:
        known = ", ".join(sorted(book.rules))
        refuse(
            t(
                f"Aturan {', '.join(unknown)} tidak ada; pilih: {known}",
                f"No rule {', '.join(unknown)}; one of: {known}",
            )
        )
    try:
        day = day_of(on, book)
        row = given(pairs, book, day)
        found = answer(book, targets or _targets(book_name, row), month_end(day) if book.clock == "month" else day, row)
    except Refused as refusal:
        refuse(*all_of(refusal), _where_to_look(book_name))
    if receipt_file is not None:
        receipt_file.write_text(json.dumps(receipt(found), ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        print_json(_as_json(found))
        return
    _print_answer(found)


def _day(on: str | None, book: Book) -> dt.date:
    try:
        return day_of(on, book)
    except Refused as refusal:
        refuse(*all_of(refusal))


def _where_to_look(book_name: str) -> str:
    return t(
        f"Nama masukan dan batasnya: payung law explain --book {book_name} --inputs",
        f"Names of inputs and their bounds: payung law explain --book {book_name} --inputs",
    )


def _targets(book_name: str, row: dict[str, object]) -> tuple[str, ...]:
    return BPU_LINES if row.get("segment") == "bpu" and book_name == "month" else DEFAULT_TARGETS[book_name]


def _print_answer(found: Answer) -> None:
    for sentence in Saying(found, language(), today()).sentences():
        say(Words("{sentence}", "{sentence}"), sentence=sentence)
    grade = CONFIDENCE_WORDS[found.weakest].say(language())
    say(Words("Sumber terlemah: {grade}.", "Weakest source: {grade}."), grade=grade)


def _as_json(found: Answer) -> dict[str, Any]:
    speaking = Saying(found, language(), today())
    return {
        "on": found.on.isoformat(),
        "results": dict(found.results),
        "weakest": found.weakest,
        "explanation": speaking.sentences(),
        "warnings": speaking.warnings(),
        "receipt": receipt(found),
    }


@law.command(
    "replay",
    help=t(
        "Hitung ulang dari tanda terima (explain --receipt): angka saat itu dari isinya sendiri, dan menurut buku hari ini. Tanda terima yang"
        " diubah ditolak.\n\n\b\nContoh:\n  payung law replay tanda-terima.json",
        "Reckon again from a receipt (explain --receipt): the figure of then from its own content, and by today's book. A changed receipt is"
        " refused.\n\n\b\nExample:\n  payung law replay receipt.json",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared
def replay_receipt(file: Path, as_json: bool) -> None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        book = next((one for one in BOOKS.values() if one.name == content.get("book")), BOOKS["month"])
        again = replay(content, book)
    except (ValueError, AttributeError):
        refuse(t(f"{file.name} bukan tanda terima perhitungan.", f"{file.name} is not a receipt."))
    except TamperedReceipt as refusal:
        refuse(refusal.say(language()))
    if as_json:
        print_json(
            {"then": dict(again.then), "now": dict(again.now), "same_book": again.same_book, "differs": again.differs}
        )
        return
    rows = [[name, value, again.now.get(name, "—")] for name, value in again.then.items()]
    table(t("Hitung ulang", "Reckoned again"), ["", t("saat itu", "then"), t("buku hari ini", "today's book")], rows)


@law.command(
    help=t(
        "Semua angka yang berlaku pada satu hari, dengan pasal dan keyakinannya (law, official, press, code, memory, conflict); --json memuat"
        " alamat, hari diperiksa, dan catatan.\n\n\b\nContoh:\n  payung law rates --on 2026-06-01",
        "Every figure in force on a day, with its article and confidence (law, official, press, code, memory, conflict); --json holds address,"
        " day of the check and note.\n\n\b\nExample:\n  payung law rates --on 2026-06-01",
    )
)
@click.option("--on", help=t("Hari (tttt-bb-hh); bawaan hari ini.", "Day (yyyy-mm-dd); default today."))
@shared
def rates(on: str | None, as_json: bool) -> None:
    day = day_of(on, BOOKS["event"])
    cells = overview.in_force(national_figures(), day)
    if not cells:
        refuse(
            t(
                f"Pada {day} belum ada angka: buku aturan mulai Juli 2015.",
                f"No figure yet on {day}: the book starts in July 2015.",
            )
        )
    if as_json:
        print_json([_cell_json(cell) for cell in cells])
        return
    table(
        t(f"Angka yang berlaku pada {day}", f"Figures in force on {day}"),
        [
            t("angka", "figure"),
            "",
            t("nilai", "value"),
            t("sejak", "since"),
            t("sumber", "source"),
            t("keyakinan", "confidence"),
        ],
        [
            [
                cell.figure.words.say(language()),
                "" if cell.key is None else str(cell.key),
                _shown(cell),
                str(cell.value.since),
                cell.value.cited,
                cell.value.confidence,
            ]
            for cell in cells
        ],
    )


def _cell_json(cell: overview.Cell) -> dict[str, Any]:
    value = cell.value
    return {
        "figure": cell.figure.name,
        "name": cell.figure.words.say(language()),
        "key": cell.key,
        "unit": "ppm" if cell.figure.unit in ("rate", "share") else cell.figure.unit,
        "value": value.value,
        "since": value.since,
        "until": value.until,
        "source": value.cited,
        "url": value.url,
        "confidence": value.confidence,
        "checked_on": value.checked_on,
        "note": value.note_in(language()),
    }


def _shown(cell: overview.Cell) -> str:
    return figure_text(cell.figure.unit, cell.value.value)


@law.command(
    help=t(
        "Apa yang lemah (ingatan, pertentangan, atau bacaan yang masih terbuka), apa yang berubah atau berakhir dalam --months bulan, apa yang"
        " setahun tidak diperiksa.\n\n\b\nContoh:\n  payung law check --on 2026-11-21 --months 18",
        "What is weak (memory, conflict, or a reading still open), what changes or ends within --months, what was not checked for a year."
        "\n\n\b\nExample:\n  payung law check --on 2026-11-21 --months 18",
    )
)
@click.option("--on", help=t("Hari (tttt-bb-hh); bawaan hari ini.", "Day (yyyy-mm-dd); default today."))
@click.option("--months", type=click.IntRange(1, 120), default=18, show_default=True)
@shared
def check(on: str | None, months: int, as_json: bool) -> None:
    day = day_of(on, BOOKS["event"])
    figures = national_figures()
    weak, old = overview.weak(figures, day), overview.old(figures, day)
    coming = overview.coming(figures, day, day + dt.timedelta(days=months * 30))
    if as_json:
        changes = [
            {
                "on": one.on,
                "figure": one.figure.name,
                "key": one.key,
                "then": None if one.then is None else one.then.value,
            }
            for one in coming
        ]
        print_json({"weak": list(map(_cell_json, weak)), "old": list(map(_cell_json, old)), "coming": changes})
        return
    headings = [t("angka", "figure"), "", t("nilai", "value"), t("sumber", "source"), t("mengapa", "why")]
    rows = [[one.figure.words.say(language()), _key(one.key), _shown(one), one.value.cited, _why(one)] for one in weak]
    table(t("Sumber lemah", "Weak sources"), headings, rows)
    table(
        t("Berubah atau berakhir", "Changes or ends"),
        [t("hari", "day"), t("angka", "figure"), "", t("menjadi", "becomes")],
        [[str(one.on), one.figure.words.say(language()), _key(one.key), _becomes(one)] for one in coming],
    )
    rows = [[one.figure.words.say(language()), _key(one.key), str(one.value.checked_on)] for one in old]
    table(
        t("Lama tidak diperiksa", "Not checked for a year"), [t("angka", "figure"), "", t("diperiksa", "checked")], rows
    )


def _key(key: object) -> str:
    return "" if key is None else str(key)


def _why(cell: overview.Cell) -> str:
    return cell.value.note_in(language()) or CONFIDENCE_WORDS[cell.value.confidence].say(language())


def _becomes(change: overview.Change) -> str:
    if change.then is not None:
        return figure_text(change.figure.unit, change.then.value)
    if change.figure.awaits is not None and change.key is None:
        return change.figure.awaits.say(language(), on=change.on)
    return t("berakhir", "ends")


@law.command(
    "page", help=t("Tulis halaman dokumentasi buku aturan (Markdown).", "Write the rule book's page (Markdown).")
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def write_page(file: Path) -> None:
    file.write_text(page(BOOKS, national_figures(), national(), national_calendar()), encoding="utf-8")


for _command in (price, *CLOCKS):
    law.add_command(_command)
