"""Words of an address: places without their kind (Kel., Kec.), neighbourhood numbers (RT, RW)."""

from __future__ import annotations

import re

from payung.vocabulary.letters import plain

# "Kota" stays: Kota and Kabupaten of one name are two places.
_KINDS = "KELURAHAN|KELURHAN|KEL|KLURAHAN|DESA|DS|KEC|KECAMATAN|KABUPATEN|KAB|PROVINSI|PROPINSI|PROV|PROP|NAGARI|GAMPONG|PEKON|KAMPUNG ADAT"
_KIND_FIRST = f"^(?:(?:{_KINDS}) )+"
_CITY = "^(?:KOTAMADYA|KODYA|KOTIF|KOTA ADM|KOTA ADMINISTRASI) "
_RT = r"\bRT[ .:]*([0-9]{1,3})\b"
_RW = r"\bRW[ .:]*([0-9]{1,3})\b"
# "002/005", "2 / 5", "RT 02/05", "RT.02/RW.05"
_PAIR = r"^(?:RT[ ./RW]*)?[ .:]*([0-9]{1,3})[ ./,-]+(?:RW)?[ .:]*([0-9]{1,3})$"
_BOTH = r"\bRT[ .:]*([0-9]{1,3})[ ./,]*RW[ .:]*([0-9]{1,3})\b"
_ONE = r"^(?:R[TW])?[ .:]*([0-9]{1,3})(?:[.,]0)?$"


def place_words(typed: str | None) -> str:
    """Return a place in upper case, its kind (Kel., Ds., Desa, Kec., Kab., Prov.) and punctuation dropped; '' where empty."""
    words = re.sub("[^A-Z0-9']+", " ", plain(typed).upper()).strip()
    bare = re.sub(_CITY, "KOTA ", re.sub(_KIND_FIRST, "", words))
    return re.sub(" +", " ", bare)


def read_rt_rw(typed: str | None) -> tuple[str | None, str | None]:
    """Return RT and RW of one cell ("002/005", "RT 02 RW 05", an address that has them), three digits each or None."""
    text = plain(typed).upper()
    pair = re.search(_PAIR, text)
    if pair:
        return _three(pair[1]), _three(pair[2])
    block, ward = re.search(_RT, text), re.search(_RW, text)
    return _three(block[1] if block else ""), _three(ward[1] if ward else "")


def read_neighbourhood(typed: str | None) -> str | None:
    """Return the number of a cell that holds just an RT or just an RW, three digits or None."""
    found = re.search(_ONE, plain(typed).upper())
    return _three(found[1]) if found else None


def _three(digits: str) -> str | None:
    return digits.zfill(3) if digits.strip("0") else None


_SQL_PAIR = _PAIR.replace("'", "''")

MACROS = f"""
CREATE OR REPLACE TEMP MACRO place_words_of(typed) AS
    CASE WHEN typed IS NULL OR typed = '' THEN ''
         ELSE regexp_replace(regexp_replace(trim(regexp_replace(upper(plain_text(typed)), '[^A-Z0-9'']+', ' ', 'g')),
            '{_KIND_FIRST}', ''), '{_CITY}', 'KOTA ') END;
CREATE OR REPLACE TEMP MACRO three_digits(digits) AS CASE WHEN trim(digits, '0') = '' THEN NULL ELSE lpad(digits, 3, '0') END;
CREATE OR REPLACE TEMP MACRO rt_rw_read(text) AS
    CASE WHEN regexp_matches(text, '{_SQL_PAIR}')
         THEN [three_digits(regexp_extract(text, '{_SQL_PAIR}', 1)), three_digits(regexp_extract(text, '{_SQL_PAIR}', 2))]
         WHEN regexp_matches(text, '{_BOTH}')
         THEN list_transform([regexp_extract(text, '{_BOTH}', ['rt', 'rw'])], lambda x: [three_digits(x.rt), three_digits(x.rw)])[1]
         WHEN regexp_matches(text, '\\bR[TW]')
         THEN [three_digits(regexp_extract(text, '{_RT}', 1)), three_digits(regexp_extract(text, '{_RW}', 1))]
         ELSE [NULL, NULL]::VARCHAR[] END;
-- A list of two, RT and RW; NULL where neither can be there.
CREATE OR REPLACE TEMP MACRO rt_rw_of(typed) AS
    CASE WHEN typed IS NULL THEN NULL WHEN NOT regexp_matches(typed, '(?i)\\br[tw]|^[^a-z]*$') THEN NULL
         ELSE list_transform([upper(plain_text(typed))], lambda text: rt_rw_read(text))[1] END;
CREATE OR REPLACE TEMP MACRO neighbourhood_of(typed) AS
    CASE WHEN typed IS NULL OR typed = '' THEN NULL WHEN regexp_full_match(typed, '[0-9]{{1,3}}') THEN three_digits(typed)
         ELSE three_digits(regexp_extract(upper(plain_text(typed)), '{_ONE}', 1)) END;
"""
