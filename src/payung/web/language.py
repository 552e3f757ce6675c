"""The two languages of a page, and how Indonesians and others write figures, days and money."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import get_language

from payung.vocabulary import zones
from payung.vocabulary.words import Words

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def language() -> str:
    """Return the language of this request: Indonesian unless English was chosen."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def t(id: str, en: str) -> str:
    """Return the text of the page's language; the two stand beside each other so that neither is forgotten."""
    return en if language() == "en" else id


def said(words: Words, **fields: object) -> str:
    """Return a sentence in the page's language."""
    return words.say(language(), **fields)


def number(value: int) -> str:
    """Write a whole number: 34.782 (34,782 in English)."""
    text = f"{value:,}".replace("-", "−")
    return text if language() == "en" else text.replace(",", ".")


def decimal(value: float, places: int = 2) -> str:
    """Write a broken number: 81,91 (81.91 in English)."""
    text = f"{value:,.{places}f}"
    return text if language() == "en" else text.translate(str.maketrans(",.", ".,"))


def rupiah(value: int) -> str:
    """Write money: Rp6.115.334.400."""
    return f"−Rp{number(-value)}" if value < 0 else f"Rp{number(value)}"


def day(value: dt.date | dt.datetime) -> str:
    """Write a day as offices do: 21-11-2026. A moment is shown as the installation's local day."""
    if isinstance(value, dt.datetime):
        value = timezone.localdate(value)
    return value.strftime("%d-%m-%Y")


def moment(value: dt.datetime) -> str:
    """Write a moment with its zone: 21-11-2026 17.30 WITA."""
    return zones.said(timezone.localtime(value))


def month(value: dt.date) -> str:
    """Write a month: November 2026."""
    return f"{MONTHS[language()][value.month - 1]} {value.year}"
