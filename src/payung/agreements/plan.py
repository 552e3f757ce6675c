"""What a programme's file says, once it has been read: plain values, no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a programme's file: where (line 0: the file as a whole), and what to do."""

    line: int
    field: str
    words: Words

    def say(self, language: str = "id") -> str:
        """Return the mistake with its place."""
        at = f"{'line' if language == 'en' else 'baris'} {self.line}, " if self.line else ""
        return f"{at}{self.field}: {self.words.say(language)}"


class BadProgramme(Exception):
    """The file has mistakes; `problems` lists all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.say() for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class RegulationPlan:
    """A regulation as cited; `title` empty: it must be known already."""

    kind: str
    issuer: str
    number: str
    year: int
    title: str = ""
    stage: str = "drafted"
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Return what tells one regulation from another."""
        return self.kind, self.issuer, self.number, self.year


@dataclass(frozen=True, slots=True)
class AgreementPlan:
    """An agreement as cited; `partner` empty: it must be known already. `rests_on`: the number of its MoU."""

    kind: str
    number: str
    partner: str = ""
    opd: str = ""
    rests_on: str = ""
    signed_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells one agreement from another."""
        return self.kind, self.number


@dataclass(frozen=True, slots=True)
class TermsPlan:
    """The terms from a day on; `values` has the fields of `models.Terms` by name."""

    valid_from: dt.date
    values: dict[str, object]
    regulation: RegulationPlan | None = None
    agreement: AgreementPlan | None = None


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """A programme: whom it protects, on what terms from which day, how many where, and who may propose."""

    code: str
    name: str
    kind: str
    office: str
    proposers: tuple[str, ...]
    terms: tuple[TermsPlan, ...]
    quotas: tuple[tuple[str, int], ...]
