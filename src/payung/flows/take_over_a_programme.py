"""A programme's file becomes a programme: read -> checked as a whole -> difference (shown) -> applied in one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib import resources

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.agreements import actions, queries
from payung.agreements.file_writing import write_programme
from payung.agreements.plan import BadProgramme, Problem, ProgrammePlan
from payung.agreements.programme_file import read_programme
from payung.agreements.queries import Change
from payung.agreements.weak_law import Weak, weak_points
from payung.intake import queries as lists
from payung.intake.models import SENDER_KINDS
from payung.vocabulary.wilayah.codes import Wilayah
from payung.vocabulary.words import Words


class NoSuchExample(Exception):
    """No example programme is shipped under this name."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a file says of a programme, what that changes, and what of it rests on weak law. `applied`: it stands now."""

    plan: ProgrammePlan
    changes: tuple[Change, ...]
    weak: tuple[Weak, ...]
    notes: tuple[Words, ...]
    applied: bool


def examples() -> dict[str, str]:
    """Return the shipped examples: name -> text of the file."""
    folder = resources.files("payung.agreements").joinpath("programmes")
    files = [one for one in folder.iterdir() if one.name.endswith(".yaml")]
    return {one.name.removesuffix(".yaml"): one.read_text("utf-8") for one in sorted(files, key=lambda one: one.name)}


def example(name: str) -> str:
    """Return a shipped example as text.

    :raises NoSuchExample: if there is none of this name.
    """
    if name not in examples():
        raise NoSuchExample(name)
    return examples()[name]


def run(text: str, *, by: Viewer, at: dt.datetime, really: bool) -> TakenOver:
    """Compare a programme's file with what stands, and apply it if `really`. The same file twice changes nothing.

    :raises NotAllowed: if the viewer may not set programmes.
    :raises BadProgramme: with every mistake at once.
    :raises TermsInUse: if terms that the file leaves out were decided on.
    """
    by.must("set_programme")
    plan = read_programme(text)
    problems = (*_of_the_office(plan, by=by), *queries.legal_base_problems(plan, seen_by=by))
    if problems:
        raise BadProgramme(problems)
    changes = queries.difference(queries.stored_plan(plan.code, seen_by=by), plan)
    if really and changes:
        actions.set_up_programme(plan=plan, by=by, at=at)
    return TakenOver(plan, changes, weak_points(plan), _notes(plan), applied=really)


def export(code: str, *, by: Viewer, for_another: bool) -> str:
    """Return a programme as a file without any person; `for_another` leaves places, money and legal base blank.

    :raises NoSuchProgramme: if the viewer's office has none of this code.
    """
    found = queries.programme(code, seen_by=by)
    return write_programme(queries.stored_plan(found.code, seen_by=by), for_another=for_another)


def _of_the_office(plan: ProgrammePlan, *, by: Viewer) -> tuple[Problem, ...]:
    """Return what does not fit the viewer's office: another office's file, places elsewhere, proposers nobody knows."""
    office, found = office_of(by), []
    if plan.office and plan.office != office.name:
        told = Words(
            f"berkas ini milik {plan.office}, bukan {office.name}; kosongkan untuk mengambil alih.",
            f"this file is of {plan.office}, not of {office.name}; leave it empty to take it over.",
        )
        found.append(Problem(0, "office", told))
    province = Wilayah(office.kabupaten_code).provinsi_code
    for place in dict.fromkeys(str(terms.values["place_code"]) for terms in plan.terms):
        if Wilayah(place).provinsi_code != province:
            told = Words(f"{place}: di luar provinsi kantor ini.", f"{place}: outside the province of this office.")
            found.append(Problem(0, "place", told))
    known = {sender.code for sender in lists.senders(seen_by=by)} | set(SENDER_KINDS)
    for proposer in plan.proposers:
        if proposer not in known:
            told = Words(
                f"{proposer}: pengusul belum dikenal kantor ini; catat dahulu atau pakai jenisnya ({', '.join(SENDER_KINDS)}).",
                f"{proposer}: this office knows no such sender; enter it first, or name a kind ({', '.join(SENDER_KINDS)}).",
            )
            found.append(Problem(0, "proposers", told))
    return tuple(found)


def _notes(plan: ProgrammePlan) -> tuple[Words, ...]:
    """Return what stands in no one's way, and must be known: no legal base yet, no quota."""
    notes = []
    if any(terms.regulation is None for terms in plan.terms):
        notes.append(
            Words(
                "Dasar hukum belum ada: usulan dan verval berjalan, SK belum dapat ditetapkan.",
                "No legal base yet: lists and decisions go on, a decree cannot be enacted.",
            )
        )
    if any(terms.agreement is None for terms in plan.terms):
        notes.append(Words("PKS belum ada: SK belum dapat ditetapkan.", "No PKS yet: a decree cannot be enacted."))
    if not plan.quotas:
        notes.append(
            Words("Tanpa kuota: semua yang memenuhi syarat mendapat kursi.", "No quota: all eligible get a seat.")
        )
    elif {place for place, _ in plan.quotas} - {str(terms.values["place_code"]) for terms in plan.terms}:
        notes.append(
            Words(
                "Wilayah setingkat yang tidak disebut dalam kuota tidak mendapat kursi (daftar tunggu).",
                "Places of the same level that the quota does not name have no seats (waiting list).",
            )
        )
    return tuple(notes)
