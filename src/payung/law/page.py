"""Writes the documentation page of the book: every rule, its article, its figures over time, its confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from payung.law.explaining import CONFIDENCE_WORDS
from payung.law.figures import Figure, Figures, Value
from payung.law.holidays import Calendar
from payung.law.register import Register
from payung.law.rulebook import FOREVER, Book, Rule
from payung.law.terms import figures as figures_of

_INTRO = """# Buku aturan (the rule book)

Dihasilkan dari buku aturan; jangan disunting tangan (`payung law page docs/law/rule-book.md`).
Generated from the rule book: edit the rules and figures, then write this page anew.

Setiap angka menyebut pasal, tanggal mulai, dan keyakinan. Keyakinan dari yang terkuat:
{grades}
"""


def page(books: Mapping[str, Book], figures: Figures, register: Register, calendar: Calendar) -> str:
    """Return the whole page as Markdown."""
    grades = "\n".join(f"- `{name}`: {words.id} ({words.en})" for name, words in CONFIDENCE_WORDS.items())
    parts = [_INTRO.format(grades=grades)]
    parts += [_book(name, book, figures) for name, book in books.items()]
    parts += ["## Angka (figures)\n", *(_figure(figure) for figure in figures)]
    parts += [_holidays(calendar), _register(register)]
    return "\n".join(parts)


def _book(name: str, book: Book, figures: Figures) -> str:
    lines = [f"## {book.name} (`{name}`, jam: {book.clock})\n"]
    # By name: the order in which modules were imported is nobody's.
    for _, rules in sorted(book.rules.items()):
        lines += [line for rule in rules for line in _rule(rule, figures)]
    if book.guards:
        lines.append("### Ditolak bila (refused when)\n")
        lines += [f"- `{guard}`: {one.words.id} — {one.rule.cited}" for guard, one in sorted(book.guards.items())]
        lines.append("")
    return "\n".join(lines)


def _rule(rule: Rule, figures: Figures) -> Iterator[str]:
    until = "" if rule.until == FOREVER else f" sampai sebelum {rule.until}"
    yield f"### {rule.words.id} (`{rule.name}`)\n"
    yield f"{rule.words.en}. {' '.join((rule.function.__doc__ or '').split())}\n"
    yield f"- Dasar hukum: {rule.cited}; berlaku sejak {rule.since}{until}"
    for name in sorted(figures_of(rule.parsed.term)):
        yield f"- Angka: [{figures[name].words.id}](#{name})"
    yield ""


def _figure(figure: Figure) -> str:
    lines = [f'### <a id="{figure.name}"></a>{figure.words.id} (`{figure.name}`)\n', f"{figure.words.en}.\n"]
    lines += [
        "| untuk | sejak | sampai sebelum | nilai | sumber | keyakinan | diperiksa | catatan |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for key, series in figure.cells.items():
        lines += [_value(figure, "" if key is None else str(key), value) for value in series]
    if figure.expires is not None and figure.awaits is not None:
        lines.append(f"\nMulai {figure.expires}: {figure.awaits.say('id', on=figure.expires)}.")
    return "\n".join([*lines, ""])


def _value(figure: Figure, key: str, value: Value) -> str:
    source = f"[{value.cited}]({value.url})" if value.url else value.cited
    return (
        f"| {key} | {value.since} | {value.until or ''} | {shown(figure.unit, value.value)} | {source} "
        f"| {value.confidence} | {value.checked_on} | {value.note} |"
    )


def shown(unit: str, value: int) -> str:
    """Return a figure with its unit in Indonesian."""
    if unit in ("rate", "share"):
        whole, part = divmod(value, 10_000)
        return f"{whole},{part:04d}".rstrip("0").rstrip(",") + " %"
    if unit == "month":
        return f"{value // 12}-{value % 12 + 1:02d}"
    words = {"rupiah": "Rp{n}", "months": "{n} bulan", "days": "{n} hari", "years": "{n} tahun", "hours": "{n} jam"}
    return words.get(unit, "{n}").format(n=f"{value:,}".replace(",", "."))


def _holidays(calendar: Calendar) -> str:
    lines = [
        "## Hari libur nasional (national holidays)\n",
        "Menggeser jatuh tempo dan hari kerja; cuti bersama tidak.\n",
    ]
    lines += ["| hari | libur | sumber | keyakinan | diperiksa |", "|---|---|---|---|---|"]
    for year in calendar.years.values():
        lines += [
            f"| {day} | {name} | [{year.source}]({year.url}) | {year.confidence} | {year.checked_on} |"
            for day, name in year.days.items()
        ]
    return "\n".join([*lines, ""])


def _register(register: Register) -> str:
    lines = [
        "## Register hukum (law register)\n",
        "| peraturan | tentang | berlaku | mengubah | mengganti |",
        "|---|---|---|---|---|",
    ]
    for law in sorted(register.regulations.values(), key=lambda one: (one.rank, one.year, one.number)):
        name = f"{law.kind} {law.number}/{law.year}"
        linked = f"[{name}]({law.url})" if law.url else name
        held = f"{law.in_force_on or '?'}{f' – {law.ends_on}' if law.ends_on else ''} ({law.confidence})"
        lines.append(f"| {linked} | {law.title} | {held} | {', '.join(law.amends)} | {', '.join(law.replaces)} |")
    return "\n".join([*lines, ""])
