"""The form of dated terms: filled from what stands, and written as the programme's file, which is then checked as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict

from payung.access.viewer import Viewer
from payung.agreements import queries, telling
from payung.agreements.file_writing import write_programme
from payung.agreements.plan import AgreementPlan, ProgrammePlan, RegulationPlan, TermsPlan
from payung.vocabulary.words import Words

#: What the browser should offer for the fields that are typed.
INPUTS = {
    "income": "text",
    "risk": "number",
    "npp": "text",
    "first_month": "month",
    "months": "number",
    "place_code": "text",
    "age_from": "number",
    "age_below": "number",
    "per_family": "number",
    "decile_max": "number",
    "cut_off_day": "number",
    "term_from": "date",
    "term_to": "date",
}
NEEDED = ("income", "first_month", "months", "place_code")
LONGEST = 200
BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Choices:
    """The legal bases that the office entered, by the key that the form sends."""

    regulations: dict[str, RegulationPlan]
    agreements: dict[str, AgreementPlan]

    @classmethod
    def of(cls, who: Viewer) -> Choices:
        """Return what a viewer's office may choose from."""
        regulations = [
            RegulationPlan(one.kind, one.issuer, one.number, one.year) for one in queries.regulations(seen_by=who)
        ]
        agreements = [
            AgreementPlan(one.kind, one.number) for one in queries.agreements(seen_by=who) if one.kind == "pks"
        ]
        return cls({_key(one): one for one in regulations}, {_key(one): one for one in agreements})


def _key(base: RegulationPlan | AgreementPlan) -> str:
    return BETWEEN.join(map(str, base.key))


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form, as text: the day, each field (several values for some), the legal bases, the quota lines."""

    valid_from: str
    values: dict[str, list[str]]
    regulation: str
    agreement: str
    quota: str


def from_plan(plan: ProgrammePlan, choices: Choices) -> Filled:
    """Fill the form with the newest terms; only the first day is left to type."""
    if not plan.terms:
        return Filled("", {"schemes": ["jkk", "jkm"]}, "", "", _quota_lines(plan))
    newest = plan.terms[-1]
    values = {name: _texts(name, value) for name, value in newest.values.items()}
    regulation, agreement = newest.regulation, newest.agreement
    return Filled(
        "",
        values,
        _key(regulation) if regulation and _key(regulation) in choices.regulations else "",
        _key(agreement) if agreement and _key(agreement) in choices.agreements else "",
        _quota_lines(plan),
    )


def _quota_lines(plan: ProgrammePlan) -> str:
    return "\n".join(f"{place} {seats}" for place, seats in plan.quotas)


def _texts(name: str, value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, dt.date):
        return [value.strftime("%Y-%m") if name == "first_month" else value.isoformat()]
    return [] if value in (None, "") else [str(value)]


def from_post(said: QueryDict) -> Filled:
    """Return what was sent; unknown fields are not read."""
    values = {
        name: [one.strip()[:LONGEST] for one in said.getlist(name) if one.strip()]
        for _, fields in telling.GROUPS
        for name in fields
    }
    return Filled(
        said.get("valid_from", "").strip()[:10],
        values,
        said.get("regulation", ""),
        said.get("agreement", ""),
        said.get("quota", "").replace("\r\n", "\n")[:100_000],
    )


def shown(filled: Filled, choices: Choices) -> dict[str, object]:
    """Return the form as the template draws it."""
    return {
        "groups": [(name, [_drawn(one, filled) for one in fields]) for name, fields in telling.GROUPS],
        "regulations": [
            (key, f"{one.kind} {one.number}/{one.year}, {one.issuer}") for key, one in choices.regulations.items()
        ],
        "agreements": [(key, one.number) for key, one in choices.agreements.items()],
    }


def _drawn(name: str, filled: Filled) -> dict[str, object]:
    held = filled.values.get(name, [])
    field = {"name": name, "label": telling.FIELDS[name], "needed": name in NEEDED}
    if name in telling.SEVERAL:
        options = [(one, telling.value(name, [one]), one in held) for one in _in_order(name, held)]
        return field | {"kind": "several", "options": options}
    if name in telling.CHOICES:
        options = [(one, telling.value(name, one), one in held) for one in telling.CHOICES[name]]
        return field | {"kind": "choice", "options": options}
    return field | {"kind": INPUTS[name], "value": held[0] if held else ""}


def _in_order(name: str, held: list[str]) -> list[str]:
    """Return the options, those that are held first and in their order: the order of seats has a meaning."""
    every = telling.SEVERAL[name]
    return [*(one for one in held if one in every), *(one for one in every if one not in held)]


def as_text(plan: ProgrammePlan, filled: Filled, choices: Choices) -> tuple[str, list[Words]]:
    """Return the programme's file with these terms in it (in place of those of the same day), and what cannot be written."""
    wrong = list(_wrong(filled, choices))
    quotas, bad_lines = _quotas(filled.quota)
    wrong += bad_lines
    if wrong:
        return "", wrong
    day = dt.date.fromisoformat(filled.valid_from)
    values: dict[str, object] = {
        name: held if name in telling.SEVERAL else (held[0] if held else None) for name, held in filled.values.items()
    }
    terms = TermsPlan(day, values, choices.regulations.get(filled.regulation), choices.agreements.get(filled.agreement))
    others = [one for one in plan.terms if one.valid_from != day]
    changed = replace(
        plan, terms=tuple(sorted([*others, terms], key=lambda one: one.valid_from)), quotas=tuple(quotas.items())
    )
    return write_programme(changed, for_another=False), []


def _wrong(filled: Filled, choices: Choices) -> Iterator[Words]:
    try:
        dt.date.fromisoformat(filled.valid_from)
    except ValueError:
        yield Words(id="Berlaku mulai: isi tanggalnya.", en="From: fill in the day.")
    if filled.regulation and filled.regulation not in choices.regulations:
        yield Words(id="Dasar hukum itu tidak ada.", en="There is no such legal base.")
    if filled.agreement and filled.agreement not in choices.agreements:
        yield Words(id="PKS itu tidak ada.", en="There is no such agreement.")


def _quotas(text: str) -> tuple[dict[str, int], list[Words]]:
    """Read the quota lines, a place code and a number of seats each, as they are pasted from a sheet."""
    found: dict[str, int] = {}
    wrong = []
    for place, line in enumerate(text.splitlines(), 1):
        parts = line.replace(";", " ").split()
        if not parts:
            continue
        seats = parts[-1].replace(".", "").replace(",", "")
        if len(parts) != 2 or not seats.isdecimal() or len(seats) > 9:
            wrong.append(
                Words(
                    id=f"Kuota baris {place}: tulis kode wilayah dan jumlah kursi.",
                    en=f"Quota line {place}: write a place code and a number of seats.",
                )
            )
        elif parts[0] in found:
            wrong.append(
                Words(
                    id=f"Kuota baris {place}: {parts[0]} dua kali.", en=f"Quota line {place}: {parts[0]} stands twice."
                )
            )
        else:
            found[parts[0]] = int(seats)
    return found, wrong
