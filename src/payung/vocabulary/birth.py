"""Dates of birth in every habit of Indonesian lists, with the place where one cell holds both."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from payung.vocabulary.letters import one_of, plain, sql_map

#: Who is on a list of workers is at least this old: a two-digit year is read as 20yy only if the person would be.
YOUNGEST_WORKER = 15
#: Nobody alive was born before this year; a date before it is a slip.
FIRST_YEAR = 1900

_MONTH_NAMES = {
    1: "JANUARI JANUARY JAN JANAURI JANUWARI JNR JANUARY",
    2: "FEBRUARI FEBRUARY FEB PEBRUARI PEB FEBUARI PEBUARI FERBUARI FEBRUARY FEBR PEBR FBR",
    3: "MARET MARCH MAR MRT MART MARTE MARAT MARED MRET",
    4: "APRIL APR APRIEL APRL APL ARPIL AVRIL",
    5: "MEI MAY MEY MAI MIE",
    6: "JUNI JUNE JUN JUNY JUNIE",
    7: "JULI JULY JUL JULLI JULIE",
    8: "AGUSTUS AUGUST AGU AGS AGT AGUST AUG AGST AGUTUS AGUSTUST AGSTS AUGUSTUS AGUS AGTS",
    9: "SEPTEMBER SEP SEPT SEPTEMPER SEPTEMBR SPT SEPTEBER SETEMBER",
    10: "OKTOBER OCTOBER OKT OCT OKTOBR OCKTOBER OKTBER OKTOBAR",
    11: "NOVEMBER NOV NOPEMBER NOP NOVEMBR NOFEMBER NOPEMBR NOVEBER",
    12: "DESEMBER DECEMBER DES DEC DESEMBR DISEMBER DESMBER DESEBER DECEMBR",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: Month words as they are typed, right and wrong, Indonesian, English and Roman → number.
MONTHS: dict[str, int] = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()} | {
    numeral: number for number, numeral in enumerate(_ROMAN, start=1)
}

_GAP = "[ ./,_-]*"
_SPLIT = "[ ./,_-]+"
# The clock of an exported moment is no part of the day.
_CLOCK = "[ T]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.][0-9]+)?)?(?: ?[AP]M)?Z?$"
_YEAR_FIRST = f"([0-9]{{4}}){_SPLIT}([0-9]{{1,2}}){_SPLIT}([0-9]{{1,2}})"
_DAY_FIRST = f"([0-9]{{1,2}}){_SPLIT}([0-9]{{1,2}}){_SPLIT}([0-9]{{4}}|[0-9]{{2}})"
_MONTH_WORD = one_of([word for word in MONTHS if len(word) > 2 or word in _ROMAN])
_DAY_WORD = f"([0-9]{{1,2}}){_GAP}({_MONTH_WORD}){_GAP}([0-9]{{4}}|[0-9]{{2}})"
_WORD_DAY = f"({_MONTH_WORD}){_SPLIT}([0-9]{{1,2}}){_SPLIT}([0-9]{{4}})"
# What is said behind a date: "(45 th)", "/ 45 tahun", "(KTP)", "?", and M for the common era.
_TAIL = "(?:[ ,/;-]*[(][^()]*[)]?|(?: *[,/] *| +)[0-9]{1,3} ?(?:TH|THN|TAHUN)[.]?|[ ?*]+| M)$"
_EDGES = " .,/:;()-"
_PACKED = "[0-9]{5,8}"
# What may stand before a date in a cell that holds a place too.
_PLACE = r"^([^0-9]*?[A-Z)])(?:[ ,./:;-]+(?:(?:TGL|TANGGAL|TG|TANGAL)[ .:,/;-]*)?)([0-9].*)$"
_KIND = "^(?:KABUPATEN|KAB|KECAMATAN|KEC|DESA|DS) "
_NOTHING = "0+[ ./-]+0+[ ./-]+(?:0+|1900)|0+"

#: How a day is counted in a number cell: day 1 is 1 January 1900, and Lotus' 29 February 1900 is kept.
_SERIAL_START = dt.date(1899, 12, 30)
_SERIALS = (10_000, 47_500)


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date as read from one cell.

    `on` is None unless the cell names one possible day. `state` is 'ok', 'missing', 'two_digit_year', 'impossible', 'year_only' or
    'swapped' (month before day); 'ambiguous' needs the column. `turned` is the day with day and month exchanged where that is a day.
    """

    on: dt.date | None
    state: str
    place: str | None = None
    turned: dt.date | None = None


def read_birth(typed: str | None, *, on: dt.date) -> Birth:
    """Read a date of birth, with or without a place before it, as known on the day of the list; never raises."""
    text = plain(typed).upper().replace("\\", "/").lstrip("'\" ")
    place, written = _place_and_date(text)
    if not re.search("[0-9]", written):
        return Birth(None, "missing", place)
    written = re.sub(_TAIL, "", re.sub(_CLOCK, "", written)).replace("'", " ").rstrip(" .,-/")
    if re.fullmatch(_NOTHING, written):
        return Birth(None, "missing", place)
    if re.fullmatch("(?:19|20)[0-9]{2}", written):
        return Birth(None, "year_only", place)
    parts = _parts(written)
    return _judged(parts, place, on) if parts else Birth(None, "impossible", place)


def _place_and_date(text: str) -> tuple[str | None, str]:
    if not re.search("[0-9]", text):
        return clean_birth_place(text), ""
    found = re.search(_PLACE, text)
    if not found or re.fullmatch(f"{_MONTH_WORD}[ .,]*", found[1]):
        return None, text.lstrip(_EDGES)
    return clean_birth_place(found[1]), found[2]


def clean_birth_place(typed: str | None) -> str | None:
    """Return a place of birth in upper case without its kind (Kab.); None where there are no two letters. Kota stays."""
    words = re.sub("[^A-Z']+", " ", plain(typed).upper()).strip()
    bare = re.sub(_KIND, "", words)
    return bare if len(bare) > 1 else None


def _parts(written: str) -> tuple[int, int, int, bool] | None:
    """Return (day, month, year, whether the month may be the day) as written; the year may have two digits."""
    if found := re.fullmatch(_YEAR_FIRST, written):
        return int(found[3]), int(found[2]), int(found[1]), False
    if found := re.fullmatch(_DAY_FIRST, written):
        return int(found[1]), int(found[2]), int(found[3]), True
    if found := re.fullmatch(_DAY_WORD, written):
        return int(found[1]), MONTHS[found[2]], int(found[3]), False
    if found := re.fullmatch(_WORD_DAY, written):
        return int(found[2]), MONTHS[found[1]], int(found[3]), False
    return _packed(written) if re.fullmatch(_PACKED + "(?:[.,]0+)?", written) else None


def _packed(written: str) -> tuple[int, int, int, bool] | None:
    digits = re.sub("[.,]0+$", "", written)
    if len(digits) == 5:
        day = _SERIAL_START + dt.timedelta(days=int(digits))
        return (day.day, day.month, day.year, False) if _SERIALS[0] <= int(digits) <= _SERIALS[1] else None
    if len(digits) == 6:
        return int(digits[:2]), int(digits[2:4]), int(digits[4:]), False
    if len(digits) == 8 and digits[:2] in ("19", "20") and int(digits[4:6]) <= 12:
        return int(digits[6:]), int(digits[4:6]), int(digits[:4]), False
    digits = digits.zfill(8)
    return int(digits[:2]), int(digits[2:4]), int(digits[4:]), False


def _judged(parts: tuple[int, int, int, bool], place: str | None, on: dt.date) -> Birth:
    day, month, year, may_turn = parts
    state = "two_digit_year" if year < 100 else "ok"
    year = whole_year(year, on=on) if year < 100 else year
    read = _day(year, month, day)
    turned = _day(year, day, month) if may_turn and day != month else None
    if read is None and turned is not None:
        return Birth(turned, "swapped", place)
    return Birth(read, state, place, turned) if read else Birth(None, "impossible", place)


def whole_year(short: int, *, on: dt.date) -> int:
    """Return the year of two digits: 20yy if who was born then is a worker's age on the day of the list, else 19yy."""
    return 2000 + short if 2000 + short <= on.year - YOUNGEST_WORKER else 1900 + short


def _day(year: int, month: int, day: int) -> dt.date | None:
    possible = FIRST_YEAR <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]
    return dt.date(year, month, day) if possible else None


def age_on(birth_on: dt.date, day: dt.date) -> int:
    """Return the whole years lived on a day; who was born on 29 February has the birthday on 1 March of common years."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


_MONTH_MAP = sql_map(MONTHS)
_NAMES = "['a', 'b', 'c']"

# A part is a list of four integers: day, month, year, 1 where day and month may stand the other way round. NULL: no date.
MACROS = f"""
CREATE OR REPLACE TEMP MACRO day_of_month_ok(y, m, d) AS
    y BETWEEN {FIRST_YEAR} AND 2100 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND
        CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31 WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END;
CREATE OR REPLACE TEMP MACRO day_or_null(y, m, d) AS CASE WHEN day_of_month_ok(y, m, d) THEN make_date(y, m, d) END;
CREATE OR REPLACE TEMP MACRO whole_year(y, asked_on) AS
    CASE WHEN y >= 100 THEN y WHEN 2000 + y <= year(asked_on) - {YOUNGEST_WORKER} THEN 2000 + y ELSE 1900 + y END;
CREATE OR REPLACE TEMP MACRO birth_serial_parts(digits) AS
    CASE WHEN try_cast(digits AS INT) BETWEEN {_SERIALS[0]} AND {_SERIALS[1]}
         THEN list_transform([DATE '{_SERIAL_START}' + try_cast(digits AS INT)], lambda d: [day(d), month(d), year(d), 0])[1] END;
CREATE OR REPLACE TEMP MACRO birth_packed_parts(digits) AS
    CASE WHEN length(digits) = 5 THEN birth_serial_parts(digits)
         WHEN length(digits) = 6 THEN [try_cast(digits[1:2] AS INT), try_cast(digits[3:4] AS INT), try_cast(digits[5:6] AS INT), 0]
         WHEN length(digits) = 8 AND digits[1:2] IN ('19', '20') AND try_cast(digits[5:6] AS INT) <= 12
            THEN [try_cast(digits[7:8] AS INT), try_cast(digits[5:6] AS INT), try_cast(digits[1:4] AS INT), 0]
         ELSE list_transform([lpad(digits, 8, '0')], lambda x: [try_cast(x[1:2] AS INT), try_cast(x[3:4] AS INT), try_cast(x[5:8] AS INT), 0])[1] END;
CREATE OR REPLACE TEMP MACRO birth_word_parts(written) AS
    CASE WHEN regexp_full_match(written, '{_DAY_WORD}')
            THEN list_transform([regexp_extract(written, '{_DAY_WORD}', {_NAMES})], lambda x: [try_cast(x.a AS INT), {_MONTH_MAP}[x.b], try_cast(x.c AS INT), 0])[1]
         WHEN regexp_full_match(written, '{_WORD_DAY}')
            THEN list_transform([regexp_extract(written, '{_WORD_DAY}', {_NAMES})], lambda x: [try_cast(x.b AS INT), {_MONTH_MAP}[x.a], try_cast(x.c AS INT), 0])[1]
         WHEN regexp_full_match(written, '{_PACKED}(?:[.,]0+)?')
            THEN birth_packed_parts(regexp_replace(written, '[.,]0+$', '')) END;
CREATE OR REPLACE TEMP MACRO birth_parts(written) AS
    CASE WHEN regexp_full_match(written, '{_YEAR_FIRST}')
            THEN list_transform([regexp_extract(written, '{_YEAR_FIRST}', {_NAMES})], lambda x: [try_cast(x.c AS INT), try_cast(x.b AS INT), try_cast(x.a AS INT), 0])[1]
         WHEN regexp_full_match(written, '{_DAY_FIRST}')
            THEN list_transform([regexp_extract(written, '{_DAY_FIRST}', {_NAMES})], lambda x: [try_cast(x.a AS INT), try_cast(x.b AS INT), try_cast(x.c AS INT), 1])[1]
         ELSE birth_word_parts(written) END;
CREATE OR REPLACE TEMP MACRO birth_struct(on_, state_, place_, turned_) AS
    {{'on': on_::DATE, 'state': state_::VARCHAR, 'place': place_::VARCHAR, 'turned': turned_::DATE}};
CREATE OR REPLACE TEMP MACRO birth_of_days(read_, turned_, short, place_) AS
    birth_struct(coalesce(read_, turned_),
        CASE WHEN read_ IS NOT NULL THEN CASE WHEN short THEN 'two_digit_year' ELSE 'ok' END WHEN turned_ IS NULL THEN 'impossible' ELSE 'swapped' END,
        place_, CASE WHEN read_ IS NOT NULL AND read_ <> turned_ THEN turned_ END);
CREATE OR REPLACE TEMP MACRO birth_iso_day(iso) AS CASE WHEN iso BETWEEN '{FIRST_YEAR}' AND '2101' THEN try_cast(iso AS DATE) END;
CREATE OR REPLACE TEMP MACRO birth_of_parts(p, place_, asked_on) AS
    CASE WHEN p IS NULL THEN birth_struct(NULL, 'impossible', place_, NULL)
         ELSE list_transform([whole_year(p[3], asked_on)], lambda year_: birth_of_days(day_or_null(year_, p[2], p[1]),
            CASE WHEN p[4] = 1 AND p[1] <> p[2] THEN day_or_null(year_, p[1], p[2]) END, p[3] < 100, place_))[1] END;
CREATE OR REPLACE TEMP MACRO birth_place_words(text) AS
    list_transform([regexp_replace(trim(regexp_replace(text, '[^A-Z'']+', ' ', 'g')), '{_KIND}', '')], lambda w: CASE WHEN length(w) > 1 THEN w END)[1];
CREATE OR REPLACE TEMP MACRO birth_place_of(typed) AS
    CASE WHEN typed IS NULL OR typed = '' THEN NULL ELSE birth_place_words(upper(plain_text(typed))) END;
CREATE OR REPLACE TEMP MACRO birth_of_written(written, place_, asked_on) AS
    CASE WHEN regexp_full_match(written, '{_NOTHING}') THEN birth_struct(NULL, 'missing', place_, NULL)
         WHEN regexp_full_match(written, '(?:19|20)[0-9]{{2}}') THEN birth_struct(NULL, 'year_only', place_, NULL)
         ELSE list_transform([birth_parts(written)], lambda parts_: birth_of_parts(parts_, place_, asked_on))[1] END;
-- x: a place or '', and what may be a date.
CREATE OR REPLACE TEMP MACRO birth_of_split(x, asked_on) AS
    CASE WHEN NOT regexp_matches(x.b, '[0-9]') THEN birth_struct(NULL, 'missing', birth_place_words(x.a), NULL)
         ELSE list_transform([rtrim(replace(regexp_replace(regexp_replace(x.b, '{_CLOCK}', ''), '{_TAIL}', ''), '''', ' '), ' .,-/')], lambda written_: birth_of_written(written_, birth_place_words(x.a), asked_on))[1] END;
CREATE OR REPLACE TEMP MACRO birth_split(text) AS
    CASE WHEN NOT regexp_matches(text, '[0-9]') THEN {{'a': text, 'b': ''}}
         WHEN regexp_matches(text, '{_PLACE}') AND NOT regexp_full_match(regexp_extract(text, '{_PLACE}', 1), '{_MONTH_WORD}[ .,]*')
            THEN regexp_extract(text, '{_PLACE}', ['a', 'b'])
         ELSE {{'a': '', 'b': ltrim(text, '{_EDGES}')}} END;
-- A struct: on DATE, state, place, turned DATE (see Birth). asked_on: the day of the list.
CREATE OR REPLACE TEMP MACRO birth_of(typed, asked_on) AS
    CASE WHEN typed IS NULL OR typed = '' THEN birth_struct(NULL, 'missing', NULL, NULL)
         WHEN regexp_full_match(typed, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') AND typed > '0001'
            THEN list_transform([birth_iso_day(typed)], lambda d: birth_of_days(d, NULL::DATE, false, NULL))[1]
         WHEN regexp_full_match(typed, '[0-9]{{2}}[-/. ][0-9]{{2}}[-/. ][0-9]{{4}}') AND NOT starts_with(typed, '00')
            THEN list_transform([{{'r': birth_iso_day(typed[7:10] || '-' || typed[4:5] || '-' || typed[1:2]),
                't': birth_iso_day(typed[7:10] || '-' || typed[1:2] || '-' || typed[4:5])}}], lambda d: birth_of_days(d.r, d.t, false, NULL))[1]
         ELSE list_transform(list_transform([ltrim(replace(upper(plain_text(typed)), '\\', '/'), '''" ')], lambda text: birth_split(text)), lambda split_: birth_of_split(split_, asked_on))[1] END;
CREATE OR REPLACE TEMP MACRO age_on(birth_on, day_) AS
    year(day_) - year(birth_on) - CASE WHEN month(day_) * 100 + day(day_) < month(birth_on) * 100 + day(birth_on) THEN 1 ELSE 0 END;
"""
