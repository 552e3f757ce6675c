"""What a rule may be told: every input with its kind, bounds, words, and the rows that need it."""

from __future__ import annotations

from dataclasses import dataclass

from payung.law.refusals import Refused
from payung.vocabulary.words import Words

# Rp1 trillion: far above any wage, and a rate on it stays inside 64 bits (proved in proof.py, not assumed).
LARGEST_WAGE = 999_999_999_999
LARGEST_CONTRACT = 99_999_999_999_999


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`, both included. `default` stands in where a row does not need it."""

    name: str
    words: Words
    low: int
    high: int
    default: int | None = None

    @property
    def is_money(self) -> bool:
        """Whether the number is rupiah: nothing else here grows beyond a hundred million."""
        return self.high > 100_000_000

    @property
    def harmless(self) -> int:
        """A valid value for rows where no rule looks at it."""
        return self.low

    def problem(self, value: object) -> Refused | None:
        """Return why a value cannot be used, or None."""
        if value is None:
            return Refused(_MISSING, id_name=self.words.id, en_name=self.words.en)
        if isinstance(value, Refused):
            # Whoever read it (a birth date that became an age) already knows what is wrong.
            return value
        if isinstance(value, bool) or not isinstance(value, int):
            words = _NOT_WHOLE if self.is_money else _NOT_BETWEEN
            low, high = self.low, self.high
            return Refused(words, id_name=self.words.id, en_name=self.words.en, value=repr(value), low=low, high=high)
        if not self.low <= value <= self.high:
            return Refused(
                _OUTSIDE, id_name=self.words.id, en_name=self.words.en, value=value, low=self.low, high=self.high
            )
        return None


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""

    name: str
    words: Words
    default: bool | None = None

    @property
    def harmless(self) -> bool:
        """A valid value for rows where no rule looks at it."""
        return False

    def problem(self, value: object) -> Refused | None:
        """Return why a value cannot be used, or None."""
        if value is None:
            return Refused(_MISSING, id_name=self.words.id, en_name=self.words.en)
        if not isinstance(value, bool):
            return Refused(_NOT_TRUTH, id_name=self.words.id, en_name=self.words.en, value=repr(value))
        return None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list of lower-case words."""

    name: str
    words: Words
    options: tuple[str, ...]
    default: str | None = None

    @property
    def harmless(self) -> str:
        """A valid value for rows where no rule looks at it."""
        return self.options[0]

    def problem(self, value: object) -> Refused | None:
        """Return why a value cannot be used, or None."""
        if value is None:
            return Refused(_MISSING, id_name=self.words.id, en_name=self.words.en)
        if value not in self.options:
            options = ", ".join(self.options)
            return Refused(
                _NOT_CHOICE, id_name=self.words.id, en_name=self.words.en, value=repr(value), options=options
            )
        return None


Input = Whole | Truth | Choice

_MISSING = Words(id="{id_name} kosong", en="{en_name} is missing")
_NOT_WHOLE = Words(
    id="{id_name} {value} bukan bilangan bulat; tulis angka saja, mis. 3500000",
    en="{en_name} {value} is not a whole number; write digits only, e.g. 3500000",
)
_NOT_BETWEEN = Words(
    id="{id_name} {value} bukan bilangan bulat; tulis {low}–{high}",
    en="{en_name} {value} is not a whole number; write {low}–{high}",
)
_OUTSIDE = Words(
    id="{id_name} {value} di luar batas {low}–{high}",
    en="{en_name} {value} is outside {low}–{high}",
)
_NOT_TRUTH = Words(id="{id_name} {value} bukan ya/tidak", en="{en_name} {value} is not yes/no")
_NOT_CHOICE = Words(
    id="{id_name} {value} tidak dikenal; pilih: {options}",
    en="{en_name} {value} is unknown; one of: {options}",
)
FUTURE = Words(
    id="tanggal lahir {value} di masa depan atau terlalu lama lampau",
    en="birth date {value} is in the future or too long ago",
)
NO_DATE = Words(
    id="{id_name}: {value} bukan tanggal yang dapat dipakai; tulis tttt-bb-hh",
    en="{en_name}: {value} is not a usable date; write yyyy-mm-dd",
)
_UNKNOWN = Words(id="masukan {name} tidak dikenal", en="unknown input {name}")


def unknown(name: str) -> Refused:
    """Return the refusal of an input that no rule knows."""
    return Refused(_UNKNOWN, name=name)
