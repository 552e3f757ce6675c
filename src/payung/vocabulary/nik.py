"""NIK and family-card numbers: how they are read from what people type, and what can be read from them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from payung.vocabulary.letters import plain, quoted

#: Kemendagri's province codes, living ones and those that old NIKs carry.
PROVINCES = (
    "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32", "33", "34", "35", "36", "51", "52", "53",
    "61", "62", "63", "64", "65", "71", "72", "73", "74", "75", "76", "81", "82", "91", "92", "93", "94", "95", "96",
)  # fmt: skip

# A woman's day of birth is written with 40 added, so the tens of a day run 0-3 and 4-7.
_DAY_MONTH = (
    "(?:"
    "(?:0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])(?:0[1-9]|1[0-2])[0-9]{2}"
    "|(?:29|69)(?:0[13-9]|1[0-2])[0-9]{2}"
    # The century is not in the number: 29 February of year 00 may be 2000.
    "|(?:29|69)02(?:[02468][048]|[13579][26])"
    "|(?:30|70)(?:0[13-9]|1[0-2])[0-9]{2}"
    "|(?:31|71)(?:0[13578]|1[02])[0-9]{2}"
    ")"
)
_SERIAL = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_PLACE = f"(?:{'|'.join(PROVINCES)})(?:0[1-9]|[1-9][0-9])(?:0[1-9]|[1-9][0-9])"
WELL_FORMED = _PLACE + _DAY_MONTH + _SERIAL
#: 3,30210E+15: what is left of a NIK in a narrow or re-saved number cell.
SCIENTIFIC = "[0-9](?:[.,][0-9]+)? ?E ?[+]?[0-9]{1,2}"
#: A civil servant's number: birth date, month of appointment, sex, serial.
STAFF_18 = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[12][0-9]{3}"

_COUNTED = "12345678901234567890"
_COUNTED_FROM_ZERO = "01234567890123456789"
#: K-7437, BTG/5493/23: letters and a few digits number staff, never residents.
STAFF_LETTERS = "(?:[A-Z]+[0-9]+|[0-9]+[A-Z]+[0-9]*)"
_DECIMALS = '([0-9]{10,})[.,]0{1,2}("?)$'
_LABEL = "^(?:NO|NOMOR|NIK|KTP|KK)+"
# The power of ten of 3,30210E+15 is no digit of the number.
_POWER = "^([0-9]+)E[0-9]{1,2}$"
# Fingers and scanners take O for 0, I and l for 1, S for 5, B for 8: read so only where the whole cell has a NIK's length.
_MISTYPED = "[0-9OILSB]{15,17}"
_LETTERS, _DIGITS = "OILSB", "01158"
_FEWEST = 5


class NotANik(ValueError):
    """The text does not hold a well-formed NIK."""


@dataclass(frozen=True, slots=True)
class Nik:
    """A well-formed NIK. Being well formed does not mean that Dukcapil issued it."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(WELL_FORMED, self.digits):
            raise NotANik(self.digits)

    @classmethod
    def parse(cls, text: str) -> Nik:
        """Read a NIK as people type it: spaces, dots, dashes, apostrophe, `="…"`, `.0`, letters that pass for digits.

        :raises NotANik: if what is left is not a well-formed NIK, or is a filler.
        """
        reading = read_nik(text)
        if reading.state not in ("ok", "repaired"):
            raise NotANik(text)
        return cls(reading.digits)

    @property
    def sex(self) -> str:
        """Return 'L' or 'P' as the day of birth is written."""
        return "P" if self.digits[6] >= "4" else "L"

    @property
    def kecamatan_code(self) -> str:
        """Return the dotted kecamatan code of *issue*; people move, so it never tells where they live."""
        return f"{self.digits[:2]}.{self.digits[2:4]}.{self.digits[4:6]}"

    @property
    def kabupaten_code(self) -> str:
        """Return the dotted kabupaten or city code of *issue*."""
        return self.kecamatan_code[:5]

    @property
    def serial(self) -> int:
        """Return the running number among people of one place and birth date."""
        return int(self.digits[12:])

    def birth_on(self, *, on: dt.date) -> dt.date:
        """Return the birth date written in the number; of two centuries the later one that is not after `on`."""
        day, month, short = int(self.digits[6:8]) % 40, int(self.digits[8:10]), int(self.digits[10:12])
        if day == 29 and month == 2 and short == 0:
            return dt.date(2000, 2, 29)
        born = dt.date(2000 + short, month, day)
        return born if born <= on else dt.date(1900 + short, month, day)


@dataclass(frozen=True, slots=True)
class NikReading:
    """What one cell says: `digits` as found after stripping, and `state` as in the table of cleaned rows.

    One cell alone is never 'excel_zero', 'family_card' or a short 'staff_number': these need the column or the row.
    """

    digits: str
    state: str


def stripped_number(text: str | None) -> str:
    """Return a number cell without what surrounds it, upper case: label, apostrophe, `="…"`, spaces, dots, dashes, `.0`."""
    bare = re.sub(_DECIMALS, r"\1\2", plain(text).upper())
    return re.sub(_POWER, r"\1", re.sub(_LABEL, "", re.sub(r"[^0-9A-Z]+", "", bare)))


def number_digits(text: str | None) -> str:
    """Return the digits of a number cell; letters that pass for digits count where the cell has a NIK's length."""
    bare = stripped_number(text)
    digits = re.sub(r"[^0-9]+", "", bare)
    if digits != bare and len(digits) >= _FEWEST and re.fullmatch(_MISTYPED, bare):
        return bare.translate(str.maketrans(_LETTERS, _DIGITS))
    return digits


def is_filler(digits: str) -> bool:
    """Tell whether digits are typed to fill a cell: one digit repeated, counting up, or zeros after the place."""
    return bool(digits) and (
        not digits.strip(digits[0])
        or _COUNTED.startswith(digits)
        or _COUNTED_FROM_ZERO.startswith(digits)
        or (len(digits) >= 12 and digits.endswith("0" * 10))
    )


def read_nik(text: str | None) -> NikReading:
    """Read one cell of a NIK column; never raises, never adds a digit."""
    digits = number_digits(text)
    return NikReading(digits, _state(plain(text).upper(), digits))


def _state(typed: str, digits: str) -> str:
    if not digits:
        return "missing"
    if re.fullmatch(SCIENTIFIC, re.sub("[\"'=]+", "", typed)):
        return "scientific"
    if (
        len(digits) <= 12
        and re.fullmatch(STAFF_LETTERS, re.sub("[^0-9A-Z]+", "", typed))
        and not re.match(_LABEL, typed)
    ):
        return "staff_number"
    if is_filler(digits):
        return "filler"
    return _state_of_digits(typed, digits)


def _state_of_digits(typed: str, digits: str) -> str:
    if len(digits) != 16:
        if re.fullmatch(STAFF_18, digits):
            return "staff_number"
        return "short" if len(digits) < 16 else "long"
    if not re.fullmatch(WELL_FORMED, digits):
        return "impossible"
    return "ok" if typed == digits else "repaired"


def read_family_card(text: str | None) -> str | None:
    """Return the 16 digits of a family card (KK), or None where the cell does not hold 16 digits or holds a filler."""
    reading = read_nik(text)
    return reading.digits if len(reading.digits) == 16 and reading.state not in ("filler", "scientific") else None


_Q = {name: quoted(value) for name, value in {
    "decimals": _DECIMALS, "label": _LABEL, "power": _POWER, "mistyped": _MISTYPED, "scientific": SCIENTIFIC, "staff": STAFF_18,
    "well_formed": WELL_FORMED, "counted": _COUNTED, "from_zero": _COUNTED_FROM_ZERO,
}.items()}  # fmt: skip

# The fast branch of each macro is a cell that holds just sixteen digits.
MACROS = f"""
CREATE OR REPLACE TEMP MACRO number_stripped(typed) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(upper(plain_text(typed)), {_Q["decimals"]}, '\\1\\2'),
        '[^0-9A-Z]+', '', 'g'), {_Q["label"]}, ''), {_Q["power"]}, '\\1');
CREATE OR REPLACE TEMP MACRO number_letters_read(bare) AS
    CASE WHEN regexp_full_match(bare, '[0-9]*') THEN bare
         WHEN regexp_full_match(bare, {_Q["mistyped"]}) AND length(only_digits(bare)) >= {_FEWEST}
            THEN translate(bare, '{_LETTERS}', '{_DIGITS}')
         ELSE only_digits(bare) END;
CREATE OR REPLACE TEMP MACRO number_digits(typed) AS
    CASE WHEN regexp_full_match(typed, '[0-9]{{16}}') THEN typed
         ELSE list_transform([number_stripped(typed)], lambda bare: number_letters_read(bare))[1] END;
CREATE OR REPLACE TEMP MACRO number_is_filler(digits) AS
    digits <> '' AND (replace(digits, left(digits, 1), '') = '' OR starts_with({_Q["counted"]}, digits)
        OR starts_with({_Q["from_zero"]}, digits) OR (length(digits) >= 12 AND ends_with(digits, '0000000000')));
CREATE OR REPLACE TEMP MACRO nik_is_well_formed(digits) AS regexp_full_match(digits, {_Q["well_formed"]});
CREATE OR REPLACE TEMP MACRO nik_place_is_known(digits) AS regexp_matches(digits, '^{_PLACE}');
CREATE OR REPLACE TEMP MACRO nik_date_is_possible(digits) AS regexp_matches(digits, '^.{{6}}{_DAY_MONTH}');
-- typed: the cell; digits: number_digits(typed).
CREATE OR REPLACE TEMP MACRO nik_state_of(typed, digits) AS
    CASE WHEN digits = '' THEN 'missing'
         WHEN typed <> digits AND regexp_full_match(regexp_replace(upper(plain_text(typed)), '["''=]+', '', 'g'), {_Q["scientific"]})
            THEN 'scientific'
         WHEN length(digits) <= 12 AND regexp_full_match(regexp_replace(upper(plain_text(typed)), '[^0-9A-Z]+', '', 'g'), '{STAFF_LETTERS}')
            AND NOT regexp_matches(upper(plain_text(typed)), {_Q["label"]}) THEN 'staff_number'
         WHEN number_is_filler(digits) THEN 'filler'
         WHEN length(digits) <> 16 THEN
            CASE WHEN regexp_full_match(digits, {_Q["staff"]}) THEN 'staff_number' WHEN length(digits) < 16 THEN 'short' ELSE 'long' END
         WHEN NOT nik_is_well_formed(digits) THEN 'impossible'
         WHEN typed = digits OR plain_text(typed) = digits THEN 'ok'
         ELSE 'repaired' END;
CREATE OR REPLACE TEMP MACRO family_card_of(typed) AS
    CASE WHEN regexp_full_match(typed, '[0-9]{{16}}') THEN CASE WHEN NOT number_is_filler(typed) THEN typed END
         WHEN typed <> '' THEN list_transform([number_digits(typed)], lambda digits_:
            CASE WHEN length(digits_) = 16 AND NOT number_is_filler(digits_) AND nik_state_of(typed, digits_) <> 'scientific' THEN digits_ END)[1] END;
CREATE OR REPLACE TEMP MACRO nik_sex_of(nik) AS CASE WHEN nik IS NULL THEN NULL WHEN nik[7] >= '4' THEN 'P' ELSE 'L' END;
CREATE OR REPLACE TEMP MACRO nik_kecamatan_of(nik) AS nik[1:2] || '.' || nik[3:4] || '.' || nik[5:6];
-- nik: well formed or NULL; asked_on: the day of the list, DATE.
CREATE OR REPLACE TEMP MACRO nik_date_key(asked_on) AS (year(asked_on) - 2000) * 10000 + month(asked_on) * 100 + day(asked_on);
CREATE OR REPLACE TEMP MACRO nik_birth_of_parts(dd, mm, yy, asked_on) AS
    make_date(CASE WHEN yy * 10000 + mm * 100 + dd <= nik_date_key(asked_on) THEN 2000 ELSE 1900 END + yy, mm, dd);
-- No CASE around it: NULL runs through, and the parts are computed once.
CREATE OR REPLACE TEMP MACRO nik_birth_of(nik, asked_on) AS
    nik_birth_of_parts((nik[7:8]::INT % 40), nik[9:10]::INT, nik[11:12]::INT, asked_on);
"""
