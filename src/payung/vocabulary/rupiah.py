"""Whole rupiah: read from what people type, written as offices write it."""

from __future__ import annotations

import re
from decimal import Decimal

from payung.vocabulary.letters import plain, sql_map

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


#: No amount of an office has more digits: what is longer is a number of something else (a NIK has sixteen).
LARGEST = 10**15


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
    if amount != amount.to_integral_value() or amount > LARGEST:
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


_SCALE_MAP = sql_map(_SCALES)
_PARTS = "['sign', 'after_sign', 'amount', 'scale']"

# Whole rupiah of a cell as BIGINT, or NULL.
MACROS = f"""
CREATE OR REPLACE TEMP MACRO rupiah_number(written) AS
    CASE WHEN regexp_full_match(written, '{_THOUSANDS_BY_DOT}') THEN try_cast(replace(replace(written, '.', ''), ',', '.') AS DECIMAL(24, 3))
         WHEN regexp_full_match(written, '{_THOUSANDS_BY_COMMA}') OR regexp_full_match(written, '{_FRACTION_BY_DOT}')
            THEN try_cast(replace(written, ',', '') AS DECIMAL(24, 3))
         WHEN regexp_full_match(written, '{_FRACTION_BY_COMMA}') THEN try_cast(replace(written, ',', '.') AS DECIMAL(24, 3)) END;
CREATE OR REPLACE TEMP MACRO rupiah_whole(amount, negative) AS
    CASE WHEN amount <> floor(amount) OR amount > {LARGEST} THEN NULL WHEN negative THEN -(amount::HUGEINT) ELSE amount::HUGEINT END;
-- Brought within reach before it is scaled: a product too large for DuckDB would be an error, and not a NULL.
CREATE OR REPLACE TEMP MACRO rupiah_read(x) AS
    rupiah_whole(least(rupiah_number(rtrim(x.amount, '.,')), {10 * LARGEST}) * {_SCALE_MAP}[x.scale], x.sign <> '' OR x.after_sign <> '');
CREATE OR REPLACE TEMP MACRO rupiah_of(typed) AS
    try_cast(list_transform([upper(plain_text(typed))], lambda text: CASE WHEN regexp_full_match(text, '{_AMOUNT}')
        THEN rupiah_read(regexp_extract(text, '^{_AMOUNT}$', {_PARTS})) END)[1] AS BIGINT);
"""
