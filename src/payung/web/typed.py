"""What people type into a form: read field by field, every mistake collected, what was typed kept for the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.datastructures import MultiValueDict

from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.rupiah import NotRupiah, parse_rupiah
from payung.vocabulary.words import Words
from payung.web.language import said

LONGEST = 500
_MISSING = Words(id="{field}: wajib diisi.", en="{field}: please fill this in.")
_TOO_LONG = Words(id="{field}: terlalu panjang.", en="{field}: too long.")
_DAY = Words(id="{field}: tulis tanggal sebagai 31-12-2026.", en="{field}: write a day as 31-12-2026.")
_MONTH = Words(id="{field}: tulis bulan sebagai 12-2026.", en="{field}: write a month as 12-2026.")
_RUPIAH = Words(id="{field}: bukan jumlah rupiah bulat.", en="{field}: no amount of whole rupiah.")
_WHOLE = Words(id="{field}: bukan bilangan bulat.", en="{field}: no whole number.")
_CHOICE = Words(id="{field}: pilih dari daftar.", en="{field}: choose from the list.")


def whole(text: str | None, *, digits: int = 18) -> int | None:
    """Return the number that a field or an address holds; None where it holds none, or one too long for what it names."""
    return int(text) if text and text.isdecimal() and len(text) <= digits else None


def wholes(texts: Iterable[str], *, digits: int = 18) -> list[int]:
    """Return the numbers among some fields, in their order."""
    return [number for text in texts if (number := whole(text, digits=digits)) is not None]


class Mistake(str):
    """A sentence about one field; `field` is the name that the form sends it by."""

    field: str

    def __new__(cls, words: str, field: str) -> Mistake:
        """Say the words of one field."""
        made = super().__new__(cls, words)
        made.field = field
        return made


class Typed:
    """One form as it was sent. A field with a mistake reads as None, and `wrong` says it; ask `wrong` before acting."""

    def __init__(self, sent: MultiValueDict[str, str]) -> None:
        self.sent = sent
        self.wrong: list[str] = []

    @property
    def kept(self) -> Mapping[str, str]:
        """Return what was typed, to stand in the form again."""
        return {name: self.sent.get(name, "") for name in self.sent if name != "csrfmiddlewaretoken"}

    def text(self, name: str, field: Words, *, wanted: bool = True) -> str:
        """Read one line of text."""
        value = " ".join(self.sent.get(name, "").replace("\x00", "").split())
        if len(value) > LONGEST:
            self._wrong(_TOO_LONG, field, name)
            return ""
        if wanted and not value:
            self._wrong(_MISSING, field, name)
        return value

    def day(self, name: str, field: Words, *, wanted: bool = True) -> dt.date | None:
        """Read a day, as a browser sends it or as offices write it."""
        value = self.text(name, field, wanted=wanted)
        for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y") if value else ():
            try:
                return dt.datetime.strptime(value, form).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
        if value:
            self._wrong(_DAY, field, name)
        return None

    def month(self, name: str, field: Words, *, wanted: bool = True) -> Month | None:
        """Read a month: 2026-12, 12-2026, Desember 2026."""
        value = self.text(name, field, wanted=wanted)
        try:
            return Month.parse(value) if value else None
        except NotAMonth:
            self._wrong(_MONTH, field, name)
            return None

    def rupiah(self, name: str, field: Words, *, wanted: bool = True) -> int | None:
        """Read whole rupiah in any way that offices write them."""
        value = self.text(name, field, wanted=wanted)
        try:
            amount = parse_rupiah(value) if value else None
        except NotRupiah:
            amount = -1
        if amount is not None and not 0 <= amount < 10**15:
            self._wrong(_RUPIAH, field, name)
            return None
        return amount

    def whole(self, name: str, field: Words, *, wanted: bool = True) -> int | None:
        """Read a whole number, with or without points between thousands."""
        value = self.text(name, field, wanted=wanted)
        digits = value.replace(".", "").replace(" ", "")
        if not value:
            return None
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
            self._wrong(_WHOLE, field, name)
            return None
        return int(digits)

    def choice(self, name: str, field: Words, among: Sequence[str], *, wanted: bool = True) -> str:
        """Read one of several values."""
        value = self.text(name, field, wanted=wanted)
        if value and value not in among:
            self._wrong(_CHOICE, field, name)
            return ""
        return value

    def ticked(self, name: str) -> bool:
        """Return whether a box is ticked."""
        return bool(self.sent.get(name))

    def _wrong(self, words: Words, field: Words, name: str) -> None:
        self.wrong.append(Mistake(said(words, field=said(field)), name))
