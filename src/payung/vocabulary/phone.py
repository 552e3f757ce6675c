"""Telephone numbers of Indonesia, as digits with the country code."""

from __future__ import annotations

import re

from payung.vocabulary.letters import plain
from payung.vocabulary.nik import is_filler

#: 62, then an area code or a mobile prefix without its zero: 8 to 13 digits after the country code.
_SHAPE = "62[1-9][0-9]{7,12}"
# Two numbers in one cell stand apart by one of these; the first is taken.
_APART = "[/;,&]| ATAU | DAN "


def read_phone(typed: str | None) -> str | None:
    """Return '62…' and the digits of the first number of a cell, or None where it is no Indonesian number."""
    first = re.split(_APART, re.sub("[.,]0$", "", plain(typed).upper()), maxsplit=1)[0]
    if re.search("[A-Z]", re.sub("^[^0-9+]*", "", first)) or re.search(r"[+](?:[013-57-9]|6[013-9])", first):
        return None
    return _with_country(re.sub("[^0-9]+", "", first))


def _with_country(digits: str) -> str | None:
    number = re.sub("^(?:00)?620?", "62", digits)
    number = re.sub("^0", "62", number) if number == digits else number
    if number == digits and digits.startswith("8"):
        number = "62" + digits
    return number if re.fullmatch(_SHAPE, number) and not is_filler(number[2:]) else None


MACROS = f"""
CREATE OR REPLACE TEMP MACRO phone_first(typed) AS
    regexp_replace(regexp_replace(upper(plain_text(typed)), '[.,]0$', ''), '(?:{_APART}).*$', '');
CREATE OR REPLACE TEMP MACRO phone_with_country(digits) AS
    CASE WHEN regexp_matches(digits, '^(?:00)?62') THEN regexp_replace(digits, '^(?:00)?620?', '62')
         WHEN starts_with(digits, '0') THEN '62' || digits[2:]
         WHEN starts_with(digits, '8') THEN '62' || digits
         ELSE digits END;
CREATE OR REPLACE TEMP MACRO phone_shaped(number) AS
    CASE WHEN regexp_full_match(number, '{_SHAPE}') AND NOT number_is_filler(number[3:]) THEN number END;
CREATE OR REPLACE TEMP MACRO phone_read(first_) AS
    CASE WHEN regexp_matches(regexp_replace(first_, '^[^0-9+]*', ''), '[A-Z]') OR regexp_matches(first_, '[+](?:[013-57-9]|6[013-9])') THEN NULL
         ELSE list_transform([phone_with_country(only_digits(first_))], lambda number: phone_shaped(number))[1] END;
CREATE OR REPLACE TEMP MACRO phone_of(typed) AS
    CASE WHEN typed IS NULL OR typed = '' THEN NULL
         WHEN regexp_full_match(typed, '08[0-9]{{8,11}}') AND NOT number_is_filler(typed[2:]) THEN '62' || typed[2:]
         WHEN regexp_full_match(typed, '8[0-9]{{8,11}}') AND NOT number_is_filler(typed) THEN '62' || typed
         ELSE list_transform([phone_first(typed)], lambda first_: phone_read(first_))[1] END;
"""
