"""What every template may say without loading anything: two languages, figures, days, money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from payung.coverage.figures import Warn
from payung.vocabulary import sheets, zones
from payung.vocabulary.words import Words
from payung.web import language

register = template.Library()


@register.simple_tag
def t(id: str, en: str) -> str:
    """Say the text of the page's language: {% t "Masuk" "Sign in" %}."""
    return language.t(id, en)


@register.filter
def said(words: Words) -> str:
    """Say words that came from the house."""
    return language.said(words)


@register.filter
def sheet(number: int) -> str:
    """Say which sheet of a workbook, or which of the lists beside each other on it."""
    return language.said(sheets.said(number))


@register.filter
def warned(warning: Warn) -> str:
    """Say what contradicts a figure of coverage."""
    return warning.say(language.language())


@register.simple_tag
def marked(name: str, wrong: Iterable[str]) -> SafeString:
    """Mark a field that has a mistake, and have it read with the words of the list above the form; nothing where it has none."""
    # Either the names of fields, or sentences that know their field (`typed.Mistake`).
    if name not in (getattr(one, "field", one) for one in wrong):
        return mark_safe("")
    return format_html(' class="wrong" aria-invalid="true" aria-describedby="{}-wrong"', name)


@register.filter
def number(value: int | None) -> str:
    """Write a whole number; a dash where there is none."""
    return "–" if value is None else language.number(value)


@register.filter
def decimal(value: float | None, places: int = 2) -> str:
    """Write a broken number; a dash where there is none."""
    return "–" if value is None else language.decimal(value, places)


@register.filter
def percent(ppm: int | None) -> str:
    """Write a share in millionths as per cent: 26,53 %; a dash where there is none."""
    return "–" if ppm is None else f"{language.decimal(ppm / 10_000)} %"


@register.filter
def rupiah(value: int | None) -> str:
    """Write whole rupiah; a dash where there is none."""
    return "–" if value is None else language.rupiah(value)


@register.filter
def day(value: dt.date | None) -> str:
    """Write a day; a dash where there is none."""
    return "–" if value is None else language.day(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Write a moment with its zone; a dash where there is none."""
    return "–" if value is None else language.moment(value)


@register.simple_tag
def zone_name() -> str:
    """Say what the time of this office is called: WIB, WITA, WIT."""
    return zones.name(timezone.localtime())


@register.filter
def month(value: dt.date | None) -> str:
    """Write a month; a dash where there is none."""
    return "–" if value is None else language.month(value)


@register.simple_tag
def months(first: dt.date | None, last: dt.date | None) -> str:
    """Write months from the first to the last; one month is said once."""
    return month(first) if first == last else f"{month(first)} – {month(last)}"


@register.filter
def masked(nik: str | None) -> str:
    """Show the last four digits of a NIK; a reader hears "ending", not twelve bullets."""
    if not nik:
        return "–"
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{} </span>{}',
        "•" * (len(nik) - 4),
        language.t("berakhir", "ending"),
        nik[-4:],
    )


@register.simple_tag
def bar(part: int, whole: int) -> SafeString:
    """Draw a share as a bar of SVG, which needs no inline style; the figure stands beside it, so it is hidden from readers."""
    share = 0.0 if whole <= 0 else min(1.0, part / whole)
    return mark_safe(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="100" height="8" class="bar-all"/><rect width="{share * 100:.2f}" height="8" class="bar-part"/></svg>'
    )
