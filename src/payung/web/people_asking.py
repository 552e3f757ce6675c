"""What somebody typed to look a person up: read, or returned with all that is wrong."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from django.http import HttpRequest

from payung.flows.see_a_person import Question
from payung.vocabulary.name import Name
from payung.vocabulary.words import Words
from payung.web import asking

SHORTEST_PURPOSE = 8
_KEPT = "people_purpose"

PURPOSE_MISSING = Words(
    id="Sebutkan tujuan pencarian (minimal 8 huruf); tercatat di jejak.",
    en="State what you look for (at least 8 letters); it stands in the trail.",
)
NOTHING_ASKED = Words(
    id="Isi NIK, atau KPJ, atau nama dan tanggal lahir.", en="Give a NIK, or a KPJ, or a name and a birth date."
)
ONE_WAY_ONLY = Words(id="Pakai satu cara saja, kosongkan yang lain.", en="Use one way only and leave the others empty.")
NIK_WRONG = Words(id="NIK harus tepat 16 angka.", en="A NIK has exactly 16 digits.")
KPJ_WRONG = Words(id="KPJ terdiri dari 5–20 angka atau huruf.", en="A KPJ has 5–20 digits or letters.")
NAME_WRONG = Words(id="Isi nama seperti di KTP.", en="Give the name as on the KTP.")
BIRTH_WRONG = Words(id="Tanggal lahir ditulis hh-bb-tttt, misalnya 17-08-1979.", en="Write the birth date as dd-mm-yyyy, for example 17-08-1979.")  # fmt: skip


@dataclass
class Typed:
    """What stands in the form; `problems` are all that is wrong, by field."""

    purpose: str = ""
    nik: str = ""
    kpj: str = ""
    name: str = ""
    birth: str = ""
    problems: dict[str, Words] = field(default_factory=dict)
    question: Question = field(default_factory=Question)


def kept_purpose(request: HttpRequest) -> str:
    """Return the purpose that was stated today in this session."""
    day, purpose = request.session.get(_KEPT, ("", ""))
    return purpose if day == asking.today().isoformat() else ""


def keep_purpose(request: HttpRequest, purpose: str) -> None:
    """Keep a stated purpose for the day."""
    if kept_purpose(request) != purpose:
        request.session[_KEPT] = (asking.today().isoformat(), purpose)


def read_purpose(request: HttpRequest) -> tuple[str, Words | None]:
    """Return the purpose typed, and what is wrong with it."""
    purpose = " ".join(request.POST.get("purpose", "").split())[:200]
    return purpose, None if len(purpose) >= SHORTEST_PURPOSE else PURPOSE_MISSING


def read(request: HttpRequest) -> Typed:
    """Read the form of a search."""
    said = {name: request.POST.get(name, "").strip()[:200] for name in ("nik", "kpj", "name", "birth")}
    typed = Typed(**said)
    typed.purpose, wrong = read_purpose(request)
    if wrong:
        typed.problems["purpose"] = wrong
    ways = sum(bool(one) for one in (typed.nik, typed.kpj, typed.name or typed.birth))
    if ways != 1:
        typed.problems["question"] = ONE_WAY_ONLY if ways else NOTHING_ASKED
    typed.question = Question(nik=_nik(typed), kpj=_kpj(typed), name=_name(typed), birth_on=_birth(typed))
    return typed


def _nik(typed: Typed) -> str:
    digits = re.sub(r"[\s.'-]", "", typed.nik)
    if typed.nik and not re.fullmatch("[0-9]{16}", digits):
        typed.problems["nik"] = NIK_WRONG
    return digits


def _kpj(typed: Typed) -> str:
    kpj = re.sub(r"[\s.'-]", "", typed.kpj).upper()
    if typed.kpj and not re.fullmatch("[0-9A-Z]{5,20}", kpj):
        typed.problems["kpj"] = KPJ_WRONG
    return kpj


def _name(typed: Typed) -> str:
    if (typed.name or typed.birth) and Name.read(typed.name) is None:
        typed.problems["name"] = NAME_WRONG
    return typed.name


def _birth(typed: Typed) -> dt.date | None:
    if not (typed.name or typed.birth):
        return None
    found = day_of(typed.birth)
    if found is None or not dt.date(1900, 1, 1) <= found <= asking.today():
        typed.problems["birth"] = BIRTH_WRONG
        return None
    return found


def day_of(typed: str) -> dt.date | None:
    """Read a day as offices write it (17-08-1979, 17/8/1979, 1979-08-17); None where it is none."""
    parts = re.fullmatch(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})", typed.strip())
    if parts is None:
        return None
    first, month, last = (int(one) for one in parts.groups())
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
