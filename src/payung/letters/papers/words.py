"""Days, months and numbers in the office's words; a NIK as it may be published."""

from __future__ import annotations

import datetime as dt

from payung.vocabulary.month import Month

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus"))


def in_words(number: int) -> str:
    """Return a whole number in words: 584337600 is "lima ratus delapan puluh empat juta tiga ratus …"."""
    if number < 0:
        return f"minus {in_words(-number)}"
    if number < 12:
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    if number < 100:
        return _joined(number, 10, "puluh")
    value, name = next(scale for scale in _SCALES if number >= scale[0])
    return _joined(number, value, name)


def _joined(number: int, value: int, name: str) -> str:
    many, rest = divmod(number, value)
    # One hundred and one thousand have words of their own; one million has not.
    head = f"se{name}" if many == 1 and value in (100, 1000) else f"{in_words(many)} {name}"
    return f"{head} {in_words(rest)}" if rest else head


def counted(number: int) -> str:
    """Return a count as offices write it: 34.782."""
    return f"{number:,}".replace(",", ".")


def counted_in_words(number: int, unit: str = "orang") -> str:
    """Return "34.782 (tiga puluh empat ribu …) orang"."""
    return f"{counted(number)} ({in_words(number)}) {unit}"


def percent(part: int, whole: int) -> str:
    """Return a share with two decimals, "12,34%"; a dash where there is no whole."""
    return f"{part * 100 / whole:.2f}%".replace(".", ",") if whole else "–"


def long_day(day: dt.date | None) -> str:
    """Return "2 Maret 2026"; a dotted place where the day is not known yet."""
    return f"{day.day} {Month.of(day).say()}" if day else "…………………… 20……"


def short_day(day: dt.date | None) -> str:
    """Return "02-03-2026", or nothing."""
    return day.strftime("%d-%m-%Y") if day else ""


def day_in_words(day: dt.date | None) -> str:
    """Return how minutes begin: "hari Senin tanggal dua bulan Maret tahun dua ribu dua puluh enam (02-03-2026)"."""
    if day is None:
        return "hari …………… tanggal …………………… bulan …………………… tahun ……………………"
    month = Month.of(day).say().split()[0]
    return (
        f"hari {_DAYS[day.weekday()]} tanggal {in_words(day.day)} bulan {month} "
        f"tahun {in_words(day.year)} ({short_day(day)})"
    )


def months_said(first: Month, last: Month) -> str:
    """Return a run of months, both inclusive: "Maret 2026", "Oktober 2025 s.d. Maret 2026"."""
    return first.say() if first == last else f"{first.say()} s.d. {last.say()}"


def masked_nik(nik: str) -> str:
    """Return a NIK as it may hang at a notice board: its last four signs only."""
    return "x" * max(len(nik) - 4, 0) + nik[-4:] if len(nik) > 4 else "x" * len(nik)
