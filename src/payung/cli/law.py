"""The rule book at the terminal: explain a figure, list the rates, see what is weak or ends, price a file."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import duckdb

from payung.cli.law_results import priced_json, print_priced
from payung.cli.terminal import OK, ROWS_NEED_WORK, language, number, print_json, refuse, say, t, table
from payung.law import overview
from payung.law.bulk import Pricing
from payung.law.bulk_files import connect, open_source
from payung.law.explaining import CONFIDENCE_WORDS, Saying
from payung.law.figures import national_figures
from payung.law.inputs import Input, Truth, Whole
from payung.law.library import BOOKS
from payung.law.lines import BILL, BPU_LINES
from payung.law.months import completed_months, month_end, month_number, read_month
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
    "charge": ("late_charge",),
    "event": ("jkm_grant",),
    "claim": ("jht_payable",),
    "layoff": ("cash_total",),
    "person": ("scheme",),
}


def _set_language(_context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        os.environ["PAYUNG_LANG"] = value


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Every command here speaks both languages and JSON."""
    command = click.option("--json", "as_json", is_flag=True, help=t("Keluaran JSON.", "JSON output."))(command)
    return click.option(
        "--lang",
        type=click.Choice(["id", "en"]),
        callback=_set_language,
        expose_value=False,
        is_eager=True,
        help=t("Bahasa: id (bawaan) atau en.", "Language: id (default) or en."),
    )(command)


@click.group(help=t("Buku aturan: jelaskan, tarif, periksa, hitung.", "The rule book: explain, rates, check, price."))
def law() -> None:
    pass


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).astimezone().date()


def _day(text: str | None, book: Book) -> dt.date:
    """A day, or a month for the books whose clock is the contribution month."""
    if book.clock == "month":
        return read_month(text or f"{_today():%Y-%m}")
    try:
        return dt.date.fromisoformat(text) if text else _today()
    except ValueError:
        refuse(t(f"{text} bukan tanggal; tulis tttt-bb-hh.", f"{text} is not a day; write yyyy-mm-dd."))


def _given(pairs: tuple[str, ...], book: Book, on: dt.date) -> dict[str, object]:
    """Inputs as typed (`upah=3500000`): whole numbers and yes/no become what they are; what cannot is refused later."""
    row: dict[str, object] = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        if name == "born_on" and "age_months" in book.inputs:
            row["age_months"] = _age(text, on)
        else:
            row[name] = _read(book.inputs.get(name), text)
    if "month" in book.inputs:
        row["month"] = month_number(on)
    return row


def _age(text: str, month: dt.date) -> object:
    try:
        return completed_months(dt.date.fromisoformat(text), month_end(month))
    except ValueError:
        return text


def _read(known: Input | None, text: str) -> object:
    if isinstance(known, Truth):
        return {"ya": True, "yes": True, "true": True, "tidak": False, "no": False, "false": False}.get(
            text.lower(), text
        )
    if isinstance(known, Whole):
        return int(text) if text.removeprefix("-").isdigit() else text
    return text


@law.command(
    help=t("Jelaskan satu angka: bagaimana dan menurut pasal mana.", "Explain one figure: how, and by which article.")
)
@click.argument("targets", nargs=-1)
@click.option("--book", "book_name", type=click.Choice(list(BOOKS)), default="month", show_default=True)
@click.option(
    "--on", "--month", "on", help=t("Bulan iuran (tttt-bb) atau hari kejadian (tttt-bb-hh).", "Month or day.")
)
@click.option(
    "--set", "pairs", multiple=True, metavar="NAME=VALUE", help=t("Masukan, boleh berulang.", "An input; repeat.")
)
@click.option("--receipt", "receipt_file", type=click.Path(dir_okay=False, path_type=Path))
@_shared
def explain(
    targets: tuple[str, ...],
    book_name: str,
    on: str | None,
    pairs: tuple[str, ...],
    receipt_file: Path | None,
    as_json: bool,
) -> None:
    book = BOOKS[book_name]
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
        day = _day(on, book)
        row = _given(pairs, book, day)
        found = answer(book, targets or _targets(book_name, row), month_end(day) if book.clock == "month" else day, row)
    except Refused as refusal:
        refuse(*_all_of(refusal))
    if receipt_file is not None:
        receipt_file.write_text(json.dumps(receipt(found), ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        print_json(_as_json(found))
        return
    _print_answer(found)


def _targets(book_name: str, row: dict[str, object]) -> tuple[str, ...]:
    return BPU_LINES if row.get("segment") == "bpu" and book_name == "month" else DEFAULT_TARGETS[book_name]


def _all_of(refusal: Refused) -> list[str]:
    problems = getattr(refusal, "problems", [refusal])
    return [problem.say(language()) for problem in problems]


def _print_answer(found: Answer) -> None:
    for sentence in Saying(found, language(), _today()).sentences():
        say(Words("{sentence}", "{sentence}"), sentence=sentence)
    grade = CONFIDENCE_WORDS[found.weakest].say(language())
    say(Words("Sumber terlemah: {grade}.", "Weakest source: {grade}."), grade=grade)


def _as_json(found: Answer) -> dict[str, Any]:
    speaking = Saying(found, language(), _today())
    return {
        "on": found.on.isoformat(),
        "results": dict(found.results),
        "weakest": found.weakest,
        "explanation": speaking.sentences(),
        "warnings": speaking.warnings(),
        "receipt": receipt(found),
    }


@law.command("replay", help=t("Hitung ulang dari tanda terima perhitungan.", "Reckon again from a receipt."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_shared
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
    help=t("Angka yang berlaku pada satu hari, dengan sumbernya.", "The figures in force on a day, with their sources.")
)
@click.option("--on", help=t("Hari (tttt-bb-hh); bawaan hari ini.", "Day (yyyy-mm-dd); default today."))
@_shared
def rates(on: str | None, as_json: bool) -> None:
    day = _day(on, BOOKS["event"])
    cells = overview.in_force(national_figures(), day)
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
        "note": value.note,
    }


def _shown(cell: overview.Cell) -> str:
    return figure_text(cell.figure.unit, cell.value.value)


def figure_text(unit: str, value: int) -> str:
    """Return a figure as people write it: rates as per cent, the rest as a number."""
    if unit not in ("rate", "share"):
        return number(value)
    whole, part = divmod(value, 10_000)
    text = f"{whole}.{part:04d}".rstrip("0").rstrip(".")
    return f"{text}%" if language() == "en" else f"{text.replace('.', ',')} %"


@law.command(
    help=t("Apa yang lemah, apa yang berakhir, apa yang lama tak diperiksa.", "What is weak, what ends, what is old.")
)
@click.option("--on", help=t("Hari (tttt-bb-hh); bawaan hari ini.", "Day (yyyy-mm-dd); default today."))
@click.option("--months", type=click.IntRange(1, 120), default=18, show_default=True)
@_shared
def check(on: str | None, months: int, as_json: bool) -> None:
    day = _day(on, BOOKS["event"])
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
    return cell.value.note or CONFIDENCE_WORDS[cell.value.confidence].say(language())


def _becomes(change: overview.Change) -> str:
    if change.then is not None:
        return figure_text(change.figure.unit, change.then.value)
    if change.figure.awaits is not None and change.key is None:
        return change.figure.awaits.say(language(), on=change.on)
    return t("berakhir", "ends")


@law.command(help=t("Hitung iuran sebulan untuk satu berkas.", "Price a month's contributions for a file."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--month", required=True, help=t("Bulan iuran (tttt-bb).", "Contribution month (yyyy-mm)."))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help=t("Hasil .parquet atau .csv.", "Result file.")
)
@click.option(
    "--set", "pairs", multiple=True, metavar="NAME=VALUE", help=t("Sama untuk semua baris.", "The same for all rows.")
)
@click.option("--errors", "shown", type=click.IntRange(0, 1_000_000), default=100, show_default=True)
@_shared
def price(file: Path, month: str, out: Path | None, pairs: tuple[str, ...], shown: int, as_json: bool) -> None:
    if out is not None and out.suffix.lower() not in (".parquet", ".csv"):
        refuse(
            t(f"Hasil ditulis ke .parquet atau .csv, bukan {out.name}.", f"Write to .parquet or .csv, not {out.name}.")
        )
    if out is not None and out.exists() and out.resolve() == file.resolve():
        refuse(t("Hasil tidak boleh menimpa berkas masukan.", "The result must not overwrite the input."))
    with connect() as connection:
        try:
            day = read_month(month)
            stated = {name: value for name, value in _given(pairs, BOOKS["month"], day).items() if name != "month"}
            pricing = Pricing(connection, open_source(connection, file), day, stated=stated)
            done = pricing.totals() if out is None else pricing.write(out)
            bad = pricing.bad_rows(shown) if done.refused else []
        except Refused as refusal:
            refuse(*_all_of(refusal))
        except duckdb.Error as problem:
            # A file can break in the middle, long after it was opened.
            first = str(problem).splitlines()[0]
            refuse(t(f"Berkas {file.name} rusak di tengah: {first}", f"File {file.name} breaks in the middle: {first}"))
    if as_json:
        print_json(priced_json(done, bad))
    else:
        print_priced(done, bad)
    raise SystemExit(ROWS_NEED_WORK if done.refused else OK)


@law.command(
    "page", help=t("Tulis halaman dokumentasi buku aturan (Markdown).", "Write the rule book's page (Markdown).")
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def write_page(file: Path) -> None:
    file.write_text(page(BOOKS, national_figures(), national()), encoding="utf-8")
