"""How a place name is reduced to a key: once as DuckDB macros, once in Python, from the same tables."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# What officials and senders write for the same word. Only pairs that mean one thing in every province stand here;
# a short form with several readings (PD: Padang, Pondok) stands in FAMILIES.
SPELLINGS = {
    "TANJUNG": "TJ TG TJG TJNG TNJ TNJG TGJ TANJ TJUNG TANJUN TANGJUNG",
    "GUNUNG": "GN GUN GNUNG GUNG",
    "KAMPUNG": "KP KPG KMP KPNG KAMP KAMPOENG",
    "SUNGAI": "SEI SEIH SEY SUNGEI SUNGE SGI SUNG SNGAI",
    "MEUNASAH": "MNS MEUN",
    "PERKEBUNAN": "PERK PRK PRKB PERKEB KEBUN",
    "PANGKALAN": "PKL PANGK PANGKAL",
    "LUBUK": "LBK LUB",
    "KARANG": "KRG KRNG",
    "BUKIT": "BKT",
    "PADANG": "PDG",
    "PONDOK": "PDK PNDK",
    "SIMPANG": "SPG SIMP SMP",
    "TELUK": "TLK TELOK",
    "TEBING": "TBG",
    "PEMATANG": "PMT PMTG",
    "PULAU": "PLU PUL",
    "UJUNG": "UJ UJG",
    "MUARA": "MRA MUA",
    "ULU": "HULU OELOE",
    "ILIR": "HILIR",
    "UTARA": "UTR UTRA UT",
    "SELATAN": "SEL SLT SLTN SELT",
    "TIMUR": "TIM TMR TMUR",
    "BARAT": "BRT BRAT",
    "TENGAH": "TGH TENG TNGH",
    "MASJID": "MESJID MSJID",
    "SRI": "SERI",
    "1": "I SATU",
    "2": "II DUA",
    "3": "III TIGA",
    "4": "IV EMPAT",
    "5": "V LIMA",
    "6": "VI ENAM",
    "7": "VII TUJUH",
    "8": "VIII DELAPAN",
    "9": "IX SEMBILAN",
    "10": "X SEPULUH",
    "11": "XI SEBELAS",
    "12": "XII",
    "13": "XIII",
    "14": "XIV",
    "15": "XV",
    "16": "XVI",
    "17": "XVII",
    "18": "XVIII",
    "19": "XIX",
    "20": "XX",
}

# Short form → the words it may stand for. Such a form is told apart only by which official name exists.
FAMILIES = {
    "PD": "PADANG PONDOK PANDAN",
    "BT": "BATU BUKIT BATANG BANTAN",
    "KR": "KARANG KRUENG",
    "LB": "LUBUK LABUHAN LEMBAH LEMBANG",
    "PS": "PASAR PASIR PSR",
    "TL": "TELUK TELAGA TALANG TULANG",
    "KT": "KOTA KOTO KUTA KUTO",
    "PK": "PANGKALAN PEKAN",
    "SP": "SIMPANG",
    "SB": "SUMBER",
    "TB": "TEBING TAMBUN",
    "TN": "TANAH",
    "MA": "MUARA M",
    "P": "PULAU PL",
    "PM": "PEMATANG",
    "BJ": "BANJAR BENJARAN",
    "S": "SUNGAI",
    "G": "GUNUNG",
}
# Only as the last word of a name.
LAST_LETTERS = {"U": "UTARA", "S": "SELATAN", "T": "TIMUR TENGAH", "B": "BARAT"}

# Words for the kind of a place, dropped in front of a name in official and in typed texts alike.
KINDS = (
    "KELURAHAN KEL KLRHN KELURAHA KELUARAHAN KELURHAN KLH DESA DS DSA "
    "KECAMATAN KEC KCMTN KECAMATA KECMATAN DISTRIK KAPANEWON KEMANTREN KALURAHAN"
)
# Kinds that are also part of official names: dropped only for a second, weaker key.
LOCAL_KINDS = "KAMPUNG GAMPONG GP NAGARI NEGERI PEKON TIYUH LEMBANG DUSUN DSN"


def _table(groups: dict[str, str]) -> dict[str, str]:
    return {short: word for word, shorts in groups.items() for short in shorts.split()}


WORDS = _table(SPELLINGS)
SHORTS = {word: short for short, words in FAMILIES.items() for word in words.split()}
LASTS = {word: letter for letter, words in LAST_LETTERS.items() for word in words.split()}
# A typed text that holds one of these may claim any word of the family; a text that spells a word in full may not.
ABBREVIATIONS = frozenset(FAMILIES) | frozenset(LAST_LETTERS) | {"PSR", "M", "PL"}

_KINDS = "|".join(KINDS.split())
_LOCAL = "|".join(LOCAL_KINDS.split())
# (pattern, replacement): the same steps for RE2 and for Python's re.
_STEPS = (
    ("['’‘`´ʼ]", ""),
    ("[^A-Z0-9]+", " "),
    ("([A-Z])([0-9])", r"\1 \2"),
    ("([0-9])([A-Z])", r"\1 \2"),
)
_NUMBERS = (
    (r"\b([2-9]) PULUH ([1-9])\b", r"\1\2"),
    (r"\b([2-9]) PULUH\b", r"\1" + "0"),
    (r"\b([2-9]) BELAS\b", r"1\1"),
    (f"^(?:(?:{_KINDS}) )+", ""),
)


_GLUED = ((f"^(?:(?:{_KINDS}) )+", ""),)


def _case(table: dict[str, str], word: str) -> str:
    arms = " ".join(f"WHEN '{short}' THEN '{full}'" for short, full in table.items())
    return f"CASE {word} {arms} ELSE {word} END"


def _nested(text: str, steps: tuple[tuple[str, str], ...]) -> str:
    for pattern, replacement in steps:
        quoted = pattern.replace("'", "''")
        text = f"regexp_replace({text}, '{quoted}', '{replacement}', 'g')"
    return text


def macros() -> list[str]:
    """Return the CREATE MACRO statements of the functions below, under the same names.

    place_words(text) → the normalised name with single spaces ('' for NULL); the keys take that as `words`, only
    place_glued_key takes the text itself and place_bones takes a key.
    """
    plain = f"trim({_nested('upper(strip_accents(typed))', _STEPS[:2])})"
    tokens = f"string_split(trim({_nested('upper(strip_accents(typed))', _STEPS)}), ' ')"
    spelt = f"list_aggregate(list_transform({tokens}, lambda w: {_case(WORDS, 'w')}), 'string_agg', ' ')"
    short = f"""list_aggregate(list_transform(string_split(words, ' '), lambda w, i:
        CASE WHEN i = len(string_split(words, ' ')) AND i > 1 THEN {_case(SHORTS | LASTS, "w")}
             ELSE {_case(SHORTS, "w")} END), 'string_agg', '')"""
    return [
        f"CREATE OR REPLACE TEMP MACRO place_words(typed) AS coalesce({_nested(spelt, _NUMBERS)}, '')",
        "CREATE OR REPLACE TEMP MACRO place_key(words) AS replace(words, ' ', '')",
        f"CREATE OR REPLACE TEMP MACRO place_short_key(words) AS coalesce({short}, '')",
        f"CREATE OR REPLACE TEMP MACRO place_bare_key(words) AS "
        f"replace(regexp_replace(words, '^(?:{_LOCAL}) ', ''), ' ', '')",
        f"CREATE OR REPLACE TEMP MACRO place_glued_key(typed) AS replace({_nested(plain, _GLUED)}, ' ', '')",
        "CREATE OR REPLACE TEMP MACRO place_bones(key) AS "
        "key[1] || regexp_replace(regexp_replace(key[2:], '[AEIOU]', '', 'g'), '([0-9])', '#\\1', 'g')",
    ]


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the place name macros known to a DuckDB connection (temporary; again is harmless)."""
    for statement in macros():
        connection.execute(statement)


def _replaced(text: str, steps: tuple[tuple[str, str], ...]) -> str:
    for pattern, replacement in steps:
        text = re.sub(pattern, re.sub(r"\\(\d)", r"\\g<\1>", replacement), text)
    return text


def _capitals(typed: str) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFD", typed) if not unicodedata.combining(c))
    # DuckDB's upper() maps letter by letter: ß has no single capital and stays what it is.
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in folded)


def place_words(typed: str | None) -> str:
    """Return a place name in capitals, abbreviations spelt out, numbers as digits, the kind in front dropped."""
    if not typed:
        return ""
    tokens = _replaced(_capitals(typed), _STEPS).strip().split(" ")
    return _replaced(" ".join(WORDS.get(token, token) for token in tokens), _NUMBERS)


def place_key(words: str) -> str:
    """Return the key of a normalised name: without spaces, so that 'Tanjung Laut' is 'Tanjunglaut'."""
    return words.replace(" ", "")


def place_short_key(words: str) -> str:
    """Return the key in which every family of words with one abbreviation is that abbreviation."""
    tokens = words.split(" ")
    last = len(tokens) - 1
    table = SHORTS | LASTS
    return "".join((table if i == last and i else SHORTS).get(token, token) for i, token in enumerate(tokens))


def place_bare_key(words: str) -> str:
    """Return the key without a local word for the kind of place (Kampung, Gampong, Nagari …)."""
    return place_key(re.sub(f"^(?:{_LOCAL}) ", "", words))


def place_glued_key(typed: str) -> str:
    """Return the letters and digits of a name as they are: DUAPULUHILIR, where place_words makes 20 ILIR of it."""
    plain = _replaced(_capitals(typed), _STEPS[:2]).strip()
    return _replaced(plain, _GLUED).replace(" ", "")


def place_bones(key: str) -> str:
    """Return a key's first letter and consonants; digits are marked, so that 1 and 2 never meet."""
    return key[:1] + re.sub("([0-9])", r"#\1", re.sub("[AEIOU]", "", key[1:]))
