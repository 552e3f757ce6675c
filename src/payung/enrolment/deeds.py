"""What stands on the paper of an enacted decree, and the legal base that it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from payung.agreements.models import Agreement, Regulation, Terms
from payung.enrolment.models import ACTING, Decree
from payung.vocabulary.words import Words

IN_FORCE = ("enacted", "promulgated")


@dataclass(frozen=True, slots=True)
class Deed:
    """What was written when a decree was signed. `acting`: Plt., Plh., a.n. or empty, with the days of that charge.

    `acting_until` is the first day without the charge (None: open).
    """

    number: str
    decided_on: dt.date
    signer_name: str
    signer_title: str
    acting: str = ""
    acting_from: dt.date | None = None
    acting_until: dt.date | None = None
    scan_sha256: str = ""


def deed_problems(deed: Deed, decree: Decree, *, at: dt.datetime) -> list[Words]:
    """Return everything that is wrong with the number, the day and the signer."""
    problems = []
    for value, words in (
        (deed.number, Words(id="Nomor SK kosong.", en="The decree has no number.")),
        (deed.signer_name, Words(id="Nama penanda tangan kosong.", en="The signer has no name.")),
        (deed.signer_title, Words(id="Jabatan penanda tangan kosong.", en="The signer has no title.")),
    ):
        if not value.strip():
            problems.append(words)
    if deed.decided_on > timezone.localdate(at):
        problems.append(Words(id="Tanggal SK belum tiba.", en="The day of the decree has not come yet."))
    if decree.printed_at and deed.decided_on < timezone.localdate(decree.printed_at):
        printed = f"{timezone.localdate(decree.printed_at):%d-%m-%Y}"
        problems.append(
            Words(
                id=f"Tanggal SK sebelum lampirannya dicetak ({printed}).",
                en=f"The decree is dated before its annex was printed ({printed}).",
            )
        )
    return problems + _acting_problems(deed)


def _acting_problems(deed: Deed) -> list[Words]:
    if deed.acting not in ACTING:
        return [
            Words(
                id=f"'{deed.acting}' tidak dikenal: Plt., Plh., a.n., atau kosong.",
                en=f"'{deed.acting}' is unknown: Plt., Plh., a.n., or empty.",
            )
        ]
    if deed.acting in ("Plt.", "Plh."):
        if deed.acting_from is None:
            return [
                Words(
                    id=f"Sejak kapan penanda tangan menjadi {deed.acting}? Tanggalnya kosong.",
                    en=f"Since when is the signer {deed.acting}? The day is missing.",
                )
            ]
        ended = deed.acting_until is not None and deed.decided_on >= deed.acting_until
        if deed.decided_on < deed.acting_from or ended:
            return [
                Words(
                    id=f"Pada tanggal SK penanda tangan bukan {deed.acting}.",
                    en=f"On the day of the decree the signer was not {deed.acting}.",
                )
            ]
    return []


def bases(decree: Decree, on: dt.date) -> list[Terms]:
    """Return the terms that may carry the legal base: those of the day, else those of the decree."""
    known = (
        Terms.objects.using("owner").filter(programme_id=decree.programme_id).select_related("regulation", "agreement")
    )
    return [*known.filter(valid_from__lte=on).order_by("-valid_from")[:1], *known.filter(pk=decree.terms_id)]


def missing_base(terms: Sequence[Terms], *, on: dt.date) -> list[Words]:
    """Return what is missing on a day before a decree may be enacted: the regulation, the PKS, or their force.

    :param terms: the terms that may carry the legal base, the nearest first.
    """
    regulations = [one.regulation for one in terms if one.regulation]
    agreements = [one.agreement for one in terms if one.agreement and one.agreement.kind == "pks"]
    problems = []
    if not any(_regulation_problem(one, on) is None for one in regulations):
        problems.append(_regulation_problem(regulations[0], on) if regulations else NO_REGULATION)
    if not any(_agreement_problem(one, on) is None for one in agreements):
        problems.append(_agreement_problem(agreements[0], on) if agreements else NO_PKS)
    return [one for one in problems if one]


def _regulation_problem(regulation: Regulation, on: dt.date) -> Words | None:
    name = f"{regulation.kind.title()} {regulation.number}/{regulation.year}"
    if regulation.stage not in IN_FORCE or regulation.in_force_from is None:
        return Words(
            id=f"{name} belum diundangkan (tahap: {regulation.stage}).",
            en=f"{name} has not been promulgated (stage: {regulation.stage}).",
        )
    if on < regulation.in_force_from or (regulation.in_force_to and on >= regulation.in_force_to):
        return Words(id=f"{name} tidak berlaku pada {on:%d-%m-%Y}.", en=f"{name} is not in force on {on:%d-%m-%Y}.")
    return None


def _agreement_problem(agreement: Agreement, on: dt.date) -> Words | None:
    if agreement.signed_on is None or agreement.signed_on > on:
        return Words(
            id=f"PKS {agreement.number} belum ditandatangani pada {on:%d-%m-%Y}.",
            en=f"PKS {agreement.number} was not signed on {on:%d-%m-%Y}.",
        )
    if on < agreement.starts_on or (agreement.ends_on and on >= agreement.ends_on):
        return Words(
            id=f"PKS {agreement.number} tidak berlaku pada {on:%d-%m-%Y}.",
            en=f"PKS {agreement.number} is not in force on {on:%d-%m-%Y}.",
        )
    return None


NO_REGULATION = Words(
    id="Dasar hukum belum ada: catat Perwali/Perbup/Pergub program ini (payung programme regulation).",
    en="There is no legal base: enter the programme's regulation (payung programme regulation).",
)
NO_PKS = Words(
    id="Perjanjian kerja sama (PKS) dengan BPJS belum ada: payung programme agreement.",
    en="There is no cooperation agreement (PKS) with BPJS: payung programme agreement.",
)
