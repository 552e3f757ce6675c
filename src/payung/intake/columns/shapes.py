"""What a column's values look like: the evidence beside its heading. Judges columns, never a single value."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from payung.vocabulary.ditto import is_ditto

#: A cell as reading gives it: its text and its type letter.
Cell = tuple[str, str]

#: Letters of a cell that are looked at: nothing that these patterns know is longer, and prose of 30,000 letters would hold them up for minutes.
LOOKED_AT = 200

_MONTHS = "jan|feb|mar|apr|mei|may|jun|jul|agu|ags|aug|sep|okt|oct|nov|nop|des|dec"
_DATE = re.compile(
    rf"^\W*(?:\d{{1,2}}\s*[-/. ]\s*(?:\d{{1,2}}|(?:{_MONTHS})[a-z]*)\s*[-/., ]\s*\d{{2,4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?:\b|$)",
    re.I,
)
_BIRTH = re.compile(
    rf"^[^\d,/]*[a-z][^\d]*[,./ -]+\s*\d{{1,2}}\s*[-/. ]\s*(?:\d{{1,2}}|(?:{_MONTHS})[a-z]*)[-/., ]+\d{{2,4}}", re.I
)
_BIRTH_ISO = re.compile(r"^[^\d]*[a-z][^\d]*[,/ -]+\s*\d{4}-\d{1,2}-\d{1,2}", re.I)
_SEX = frozenset(
    [
        "l",
        "p",
        "lk",
        "pr",
        "lki",
        "prp",
        "laki-laki",
        "laki",
        "perempuan",
        "pria",
        "wanita",
        "laki2",
        "male",
        "female",
        "m",
        "f",
        "laki-laki.",
        "cowok",
        "cewek",
    ]
)
_PHONE = re.compile(r"^(?:\+?62|0)8\d{7,11}$|^8\d{8,11}$")
_RT_RW = re.compile(r"^(?:rt\.?\s*)?\d{1,3}\s*[/\\-]\s*(?:rw\.?\s*)?\d{1,3}$", re.I)
_ANSWER = frozenset(["y", "t", "ya", "tidak", "aktif", "ditolak", "valid", "invalid"])
_SCIENTIFIC = re.compile(r"^\d[.,]\d+e\+?1[3-7]$", re.I)
_NAME = re.compile(r"^[^\W\d_][^\d_]*$")
#: The number that a pasted message puts before each name: "1. Budi".
_LISTED = re.compile(r"^\d{1,3}[.)]\s*")
_ADDRESS = re.compile(r"^(?:jl|jln|jalan|gg|gang|dusun|dsn|kp|kampung|perum|komp|blok|lorong|rt)\b", re.I)
_STRIP = re.compile(r"[\s'`\"’=.,\-]")


@dataclass(frozen=True, slots=True)
class Shape:
    """Shares (0 to 1) of a column's non-empty values that look like …; `filled` is their number."""

    filled: int = 0
    nik: float = 0.0
    long_digits: float = 0.0
    short_digits: float = 0.0
    born_in_card: float = 0.0
    date: float = 0.0
    birth: float = 0.0
    sex: float = 0.0
    sex_code: float = 0.0
    phone: float = 0.0
    rt_rw: float = 0.0
    answer: float = 0.0
    age: float = 0.0
    sequence: float = 0.0
    letters: float = 0.0
    address: float = 0.0
    distinct: float = 0.0
    words: float = 0.0


def shape(cells: Sequence[Cell]) -> Shape:
    """Measure a column on a sample of its cells; empty cells, fillers ("-") and ditto marks are left out."""
    looked_at = [
        (" ".join(text[:LOOKED_AT].split()), kind) for text, kind in cells if text[:LOOKED_AT].strip(" -.") != ""
    ]
    filled = [(text, kind) for text, kind in looked_at if not is_ditto(text)]
    if not filled:
        return Shape()
    texts = [text for text, _ in filled]
    digits = [_STRIP.sub("", text) for text in texts]
    sixteen = [d for d in digits if len(d) == 16 and d.isdecimal()]
    total = len(filled)
    return Shape(
        filled=total,
        nik=sum(map(dated, sixteen)) / total,
        long_digits=sum(is_long(text, d) for text, d in zip(texts, digits, strict=True)) / total,
        short_digits=sum(d.isdecimal() and len(d) < 13 for d in digits) / total,
        born_in_card=sum(map(_birth_like, sixteen)) / len(sixteen) if sixteen else 0.0,
        date=sum(kind == "d" or bool(_DATE.match(text)) for text, kind in filled) / total,
        birth=sum(bool(_BIRTH.match(text) or _BIRTH_ISO.match(text)) for text in texts) / total,
        sex=sum(text.casefold() in _SEX for text in texts) / total,
        sex_code=sum(text in ("1", "2") for text in texts) / total,
        phone=sum(bool(_PHONE.match(d)) for d in digits) / total,
        rt_rw=sum(bool(_RT_RW.match(text)) for text in texts) / total,
        answer=sum(text.casefold() in _ANSWER for text in texts) / total,
        age=sum(text.isdecimal() and 10 <= int(text) <= 99 for text in texts if len(text) < 4) / total,
        sequence=_sequence(digits),
        letters=sum(bool(_NAME.match(_LISTED.sub("", text))) for text in texts) / total,
        address=sum(bool(_ADDRESS.match(text)) for text in texts) / total,
        distinct=len(set(texts)) / total,
        words=sum(len(text.split()) for text in texts) / total,
    )


def is_long(text: str, digits: str) -> bool:
    """Tell whether a value is, or was before Excel, a number of the length of a NIK (13 to 17 digits)."""
    letters_for_digits = digits.replace("O", "0").replace("o", "0").replace("l", "1").replace("I", "1")
    # Thirty-two are two numbers in one cell ("NIK / No KK").
    fits = 13 <= len(digits) <= 17 or len(digits) in (32, 33)
    return (letters_for_digits.replace("/", "").isdecimal() and fits) or _SCIENTIFIC.match(text) is not None


def dated(digits: str) -> bool:
    """Tell whether 16 digits hold a region from 11 on and a possible date, as NIK and KK do."""
    day, month = int(digits[6:8]), int(digits[8:10])
    return digits[0] != "0" and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _birth_like(digits: str) -> bool:
    """Tell whether the date in a 16-digit number reads as a birth: a woman's day, or a year before cards were numbered."""
    day, year = int(digits[6:8]), int(digits[10:12])
    return 41 <= day <= 71 or 40 <= year <= 99


def _sequence(digits: Sequence[str]) -> float:
    numbers = [int(d) for d in digits if d.isdecimal() and len(d) < 8]
    if len(numbers) < 2:
        return 0.0
    steps = sum(b - a == 1 for a, b in itertools.pairwise(numbers))
    return steps / max(len(digits) - 1, 1)
