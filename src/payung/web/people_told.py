"""A person as the page tells them: months on a line, words for every state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from payung.contributions.people import MonthSeen
from payung.eligibility.queries import Candidacy
from payung.enrolment.people import LineSeen
from payung.flows import words_of_reasons
from payung.flows.see_a_person import Found, Shown
from payung.intake.people import RowSeen
from payung.law.months import add_months, months_between
from payung.letters.papers.annex_pages import page_of
from payung.vocabulary import payers
from payung.vocabulary.wilayah.codes import place_name
from payung.vocabulary.words import Words
from payung.web import people_words as words

#: Five years; older months stand in the bills.
MOST_MONTHS = 60
PAID, BILLED, SEAT, NONE = "paid", "billed", "seat", "none"


@dataclass(frozen=True, slots=True)
class MonthTold:
    """One month of a person: paid, billed, with a seat that nobody billed yet, or nothing."""

    month: dt.date
    state: str
    words: Words
    bill: MonthSeen | None


@dataclass(frozen=True, slots=True)
class FoundTold:
    """One answer of a search."""

    found: Found
    place: str
    known_from: tuple[Words, ...]


def found(one: Found, known_from: Mapping[str, Words]) -> FoundTold:
    """Return an answer of a search in words."""
    return FoundTold(one, place_name(one.kelurahan_code or ""), tuple(known_from[name] for name in one.known_from))


def told(shown: Shown) -> dict[str, Any]:
    """Return what the page of a person says, section by section."""
    months = None if shown.months is None else months_of(shown.lines or (), shown.months)
    return {
        "found": shown.found,
        "place": place_name(shown.found.kelurahan_code or ""),
        "sex": words.SEX.get(shown.found.sex or ""),
        "rows": [_row(one) for one in shown.rows],
        "verval": [{"seen": one, "answer": words.said(words.ANSWER, one.answer)} for one in shown.verval],
        "candidacies": [_candidacy(one) for one in shown.candidacies],
        "lines": None if shown.lines is None else [_line(one) for one in shown.lines],
        "answers": [
            {"seen": one, "purpose": words.said(words.PURPOSE, one.purpose), "code": words.said(words.CODE, one.code or "")}
            for one in shown.answers
        ],
        "memberships": None if shown.memberships is None else [
            {"seen": one, "payer": payers.name_of(one.payer_kind), "status": words.said(words.STATUS, one.status)}
            for one in shown.memberships
        ],
        "months": months,
        "paid": sum(one.state == PAID for one in months or ()),
        "letters": shown.letters,
    }  # fmt: skip


def months_of(lines: Iterable[LineSeen], billed: Sequence[MonthSeen]) -> list[MonthTold]:
    """Return every month from a person's first seat or bill until their last, gaps included, at most five years."""
    bills = {one.month: one for one in billed}
    seats: set[dt.date] = set()
    for line in lines:
        if line.first_month and line.end_month and line.seat_state != "rejected":
            seats |= set(months_between(line.first_month, add_months(line.end_month, -1)))
    if not bills and not seats:
        return []
    known = seats | bills.keys()
    every = months_between(min(known), max(known))[-MOST_MONTHS:]
    return [_month(one, bills.get(one), has_seat=one in seats) for one in every]


def _month(month: dt.date, bill: MonthSeen | None, *, has_seat: bool) -> MonthTold:
    state = NONE
    if bill is not None:
        state = PAID if bill.is_paid else BILLED
    elif has_seat:
        state = SEAT
    return MonthTold(month, state, words.MONTH[state], bill)


def _row(one: RowSeen) -> dict[str, Any]:
    return {
        "seen": one,
        "verdict": words.said(words.VERDICT, one.verdict),
        "reasons": [(reason(reason_id), detail) for _, reason_id, detail in one.reasons],
    }


def _candidacy(one: Candidacy) -> dict[str, Any]:
    facts = dict(one.person.facts)
    return {
        "seen": one,
        "outcome": words.said(words.OUTCOME, one.person.outcome),
        "tone": {"eligible": "good", "not_eligible": "bad"}.get(one.person.outcome, "warn"),
        "reasons": [reason(reason_id) for reason_id in one.person.reasons],
        "other_cover": words.said(words.COVER, str(facts["other_cover"])) if facts else None,
        "dukcapil": words.said(words.CODE, str(facts.get("dukcapil") or "")) if facts else None,
        "bpjs": words.said(words.CODE, str(facts.get("bpjs") or "")) if facts else None,
        "payer": payers.name_of(str(facts["other_payer"])) if facts.get("other_payer") else None,
    }


def _line(one: LineSeen) -> dict[str, Any]:
    return {
        "seen": one,
        "place": place_name(one.kelurahan_code or ""),
        # A page holds a fixed number of rows (decision 0007), so the page is known without the paper.
        "pages": [(size, page_of(one.seq, size)) for size in ("F4", "A4")],
        "kind": words.said(words.DECREE, one.kind),
        "state": words.said(words.DECREE_STATE, one.state),
        "leaving": words.said(words.LEAVING, one.leaving or one.seat_leaving or "") if one.leaving or one.seat_leaving else None,
        "seat": words.said(words.SEAT, one.seat_state) if one.seat_state else None,
        "last_month": add_months(one.end_month, -1) if one.end_month else None,
    }  # fmt: skip


def reason(reason_id: str) -> Words:
    """Return why, in words; an id that no floor knows any more is told as it is."""
    if reason_id in words_of_reasons.ids():
        return words_of_reasons.why(reason_id)
    return Words(id=reason_id, en=reason_id)
