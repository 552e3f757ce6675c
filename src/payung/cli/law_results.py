"""How a priced file is shown: totals, the ledger, the weak figures, the bad rows."""

from __future__ import annotations

from typing import Any

from payung.cli.terminal import language, number, say, t, table
from payung.law.bulk import Bad, Priced
from payung.law.bulk_months import BadInMonths, PricedMonths
from payung.law.explaining import CONFIDENCE_WORDS
from payung.law.monthly import MONTH
from payung.law.reckoning import FigureRead
from payung.vocabulary.words import Words


def priced_json(done: Priced, bad: list[Bad]) -> dict[str, Any]:
    """Return what became of a priced file, for machines."""
    return {
        "month": f"{done.month:%Y-%m}",
        "received": done.received,
        "priced": done.priced,
        "refused": done.refused,
        "totals": dict(done.totals),
        "weak": [_weak_line(read) for read in done.weak],
        "assumed": {name: MONTH.inputs[name].default for name in done.assumed},
        "bad_rows": [_bad_json(one) for one in bad],
    }


def months_json(done: PricedMonths, bad: list[BadInMonths]) -> dict[str, Any]:
    """Return what became of a file in each of several months, for machines."""
    return {
        "months": [
            {
                "month": f"{one.month:%Y-%m}",
                "received": one.received,
                "priced": one.priced,
                "refused": one.refused,
                "totals": dict(one.totals),
            }
            for one in done.months
        ],
        "law_changes": [f"{month:%Y-%m}" for month in done.changed],
        "elsewhere": done.elsewhere,
        "totals": done.totals,
        "weak": [_weak_line(read) for read in done.weak],
        "assumed": {name: MONTH.inputs[name].default for name in done.assumed},
        "bad_rows": [{**_bad_json(one.bad), "months": [f"{month:%Y-%m}" for month in one.months]} for one in bad],
    }


def _bad_json(one: Bad) -> dict[str, Any]:
    return {"row": one.row_no, "problems": [problem.say(language()) for problem in one.problems]}


def _weak_line(read: FigureRead) -> str:
    why = read.value.note_in(language()) or CONFIDENCE_WORDS[read.value.confidence].say(language())
    where = "" if read.key is None else f" [{read.key}]"
    return f"{read.figure.words.say(language())}{where}: {why}"


def print_priced(done: Priced, bad: list[Bad]) -> None:
    """Print totals, the ledger, weak figures and the bad rows."""
    title = t(f"Iuran {done.month:%Y-%m}", f"Contributions {done.month:%Y-%m}")
    table(title, [t("baris iuran", "line"), "Rp"], [[line, value] for line, value in done.totals.items()])
    say(
        Words(
            "Diterima {received} baris = dihitung {priced} + ditolak {refused}.",
            "Received {received} rows = priced {priced} + refused {refused}.",
        ),
        received=number(done.received),
        priced=number(done.priced),
        refused=number(done.refused),
    )
    _print_assumed(done.assumed)
    _print_weak(done.weak)
    for one in bad:
        say(Words("Baris {row}: {why}", "Row {row}: {why}"), row=number(one.row_no), why=one.say(language()))
    if done.refused > len(bad):
        more = number(done.refused - len(bad))
        say(Words("… dan {more} baris lain (--errors).", "… and {more} more rows (--errors)."), more=more)


def print_months(done: PricedMonths, bad: list[BadInMonths]) -> None:
    """Print the ledger of each month, the totals of all, when the law changed, weak figures and the bad rows."""
    headings = [t("bulan", "month"), t("dihitung", "priced"), t("ditolak", "refused"), "Rp"]
    rows = [[f"{one.month:%Y-%m}", one.priced, one.refused, one.totals["total"]] for one in done.months]
    table(t("Iuran tiap bulan", "Contributions of each month"), headings, rows)
    title = t(f"Jumlah {len(done.months)} bulan", f"All {len(done.months)} months")
    table(title, [t("baris iuran", "line"), "Rp"], [[line, value] for line, value in done.totals.items()])
    if len({one.received for one in done.months}) == 1:
        say(
            Words("Setiap bulan diterima {received} baris.", "Each month received {received} rows."),
            received=number(done.months[0].received),
        )
    else:
        say(
            Words(
                "Setiap baris dihitung untuk bulannya saja (kolom blth): {received} baris dalam rentang.",
                "Each row counts for its month only (column blth): {received} rows within the span.",
            ),
            received=number(sum(one.received for one in done.months)),
        )
    print_elsewhere(done.elsewhere)
    if done.changed:
        months = ", ".join(f"{month:%Y-%m}" for month in done.changed)
        say(Words("Hukum berubah mulai bulan: {months}.", "The law changes from: {months}."), months=months)
    _print_assumed(done.assumed)
    _print_weak(done.weak)
    for one in bad:
        when = f"{one.months[0]:%Y-%m}" + (f" … {one.months[-1]:%Y-%m}" if len(one.months) > 1 else "")
        say(
            Words("Baris {row} ({when}): {why}", "Row {row} ({when}): {why}"),
            row=number(one.bad.row_no),
            when=when,
            why=one.bad.say(language()),
        )


def print_elsewhere(rows: int) -> None:
    """Say how many rows are for months that were not asked for."""
    if rows:
        say(
            Words(
                "{rows} baris untuk bulan lain (kolom blth) tidak dihitung.",
                "{rows} rows are for other months (column blth) and were not priced.",
            ),
            rows=number(rows),
        )


def _print_assumed(names: tuple[str, ...]) -> None:
    """Say what every row takes because the file has no column for it: a heading misspelt shows here."""
    said = [(MONTH.inputs[name].words.say(language()), MONTH.inputs[name].default) for name in names]
    # Who gives no month of registration was a member before.
    values = {"False": t("tidak", "no"), "True": t("ya", "yes"), "0": t("dahulu", "long ago")}
    if said:
        say(
            Words("Dianggap, karena tidak ada kolomnya: {it}.", "Assumed, for want of a column: {it}."),
            it="; ".join(f"{name} = {values.get(str(value), value)}" for name, value in said),
        )


def _print_weak(weak: tuple[FigureRead, ...]) -> None:
    for read in weak:
        say(
            Words("Perhatian, sebagian baris mungkin memakai: {it}", "Beware, some rows may rest on: {it}"),
            it=_weak_line(read),
        )
