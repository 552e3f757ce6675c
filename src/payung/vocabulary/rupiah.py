"""Whole rupiah: read from what people type, written as offices write it."""

from __future__ import annotations

import re
from decimal import Decimal

from payung.vocabulary.letters import plain

_SCALES = {
    "": 1,
    "RB": 1_000,
    "RIBU": 1_000,
    "JT": 1_000_000,
    "JUTA": 1_000_000,
    "M": 1_000_000_000,
    "MILIAR": 1_000_000_000,
    "MILYAR": 1_000_000_000,
}
_AMOUNT = r"(-?)\s*(?:RP|IDR)?[. ]*(-?)([0-9][0-9.,]*)\s*(RB|RIBU|JT|JUTA|M|MILIAR|MILYAR)?(?:,-|\.-)?(?: RUPIAH)?"
_THOUSANDS_BY_DOT = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?"
_THOUSANDS_BY_COMMA = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?"
_FRACTION_BY_COMMA = "[0-9]+(?:,[0-9]*)?"
_FRACTION_BY_DOT = r"[0-9]+(?:\.[0-9]*)?"


class NotRupiah(ValueError):
    """The text is not an amount of whole rupiah."""


def parse_rupiah(text: str) -> int:
    """Read "Rp1.234.567", "1.234.567,00", "1,234,567", "1234567.0", "Rp 1,5 juta", "500 rb".

    A lone dot or comma before three digits parts thousands, as offices write.

    :raises NotRupiah: if the text is no amount, or not one of whole rupiah.
    """
    found = re.fullmatch(_AMOUNT, plain(text).upper())
    if not found:
        raise NotRupiah(text)
    amount = Decimal(_decimal(found[3], text)) * _SCALES[found[4] or ""]
    if amount != amount.to_integral_value():
        raise NotRupiah(text)
    return -int(amount) if found[1] or found[2] else int(amount)


def _decimal(written: str, text: str) -> str:
    number = written.rstrip(".,")
    if re.fullmatch(_THOUSANDS_BY_DOT, number) or (
        re.fullmatch(_FRACTION_BY_COMMA, number) and not _thousand_comma(number)
    ):
        return number.replace(".", "").replace(",", ".")
    if re.fullmatch(_THOUSANDS_BY_COMMA, number) or re.fullmatch(_FRACTION_BY_DOT, number):
        return number.replace(",", "")
    raise NotRupiah(text)


def _thousand_comma(number: str) -> bool:
    return bool(re.fullmatch(_THOUSANDS_BY_COMMA, number))


def say_rupiah(amount: int) -> str:
    """Return an amount as "Rp1.234.567"; a negative one as "-Rp1.234.567"."""
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")


# Whole rupiah of a cell as BIGINT, or NULL; amounts in words ("1,5 juta") are left to a person.
MACROS = f"""
CREATE OR REPLACE TEMP MACRO rupiah_number(bare) AS
    CASE WHEN regexp_full_match(bare, '{_THOUSANDS_BY_DOT}') THEN try_cast(replace(replace(bare, '.', ''), ',', '.') AS DECIMAL(20, 2))
         WHEN regexp_full_match(bare, '{_THOUSANDS_BY_COMMA}') OR regexp_full_match(bare, '{_FRACTION_BY_DOT}')
            THEN try_cast(replace(bare, ',', '') AS DECIMAL(20, 2))
         WHEN regexp_full_match(bare, '{_FRACTION_BY_COMMA}') THEN try_cast(replace(bare, ',', '.') AS DECIMAL(20, 2)) END;
CREATE OR REPLACE TEMP MACRO rupiah_bare(typed) AS
    rtrim(regexp_replace(regexp_replace(upper(plain_text(typed)), '^(?:RP|IDR)[. ]*', ''), '(?:[,.]-)? ?(?:RUPIAH)?$', ''), '., ');
CREATE OR REPLACE TEMP MACRO rupiah_of(typed) AS
    list_transform([rupiah_number(rupiah_bare(typed))], lambda amount: CASE WHEN amount = floor(amount) THEN amount::BIGINT END)[1];
"""
