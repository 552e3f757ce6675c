"""Draft a decree: who is put on it, what it costs, where the money is set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from payung.access.viewer import Viewer
from payung.agreements.ledger import BudgetExceeded
from payung.agreements.models import Programme, Terms
from payung.enrolment import annex, money, seats
from payung.enrolment.actions import held, hold_seats, may, must_be, record
from payung.enrolment.annex import OPEN, Chosen
from payung.enrolment.deeds import bases, missing_base
from payung.enrolment.models import Decree
from payung.enrolment.money import Year
from payung.enrolment.prices import price_list
from payung.enrolment.refusals import (
    AlreadyProposed,
    CannotPropose,
    NobodyToPropose,
    NoBudgetLine,
    NoSuchProgramme,
    NotYetChecked,
    QuotaFull,
    Refused,
    WrongState,
    too_little,
)
from payung.vocabulary.month import Month
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a proposal. Months empty: those of the programme's terms; `lines`: fiscal year → budget line."""

    programme: str
    title: str = ""
    first_month: dt.date | None = None
    end_month: dt.date | None = None
    lines: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft as it stands: its people, its price by fiscal year, who was left out and what to look at."""

    decree_id: int
    version: int
    heads: int
    person_months: int
    amount: int
    years: tuple[Year, ...]
    weakest: str
    chosen: Chosen
    warnings: tuple[Words, ...]


@transaction.atomic(using="owner")
def propose(order: Order, *, by: Viewer, at: dt.datetime) -> Proposal:
    """Draft a decree with everybody who is eligible, within the quota and without a seat in its months; reserve its price.

    :raises NotAllowed: if the viewer may not propose, or is bound to some senders.
    :raises NoSuchProgramme: if there is no such programme, or no terms in the first month.
    :raises AlreadyProposed: if all of them stand on a draft. :raises NobodyToPropose: if there is nobody.
    :raises NotYetChecked: if the terms require answers that are missing. :raises QuotaFull: if a place has too few seats.
    :raises CannotPrice, NoBudgetLine, agreements.ledger.BudgetExceeded: if the money cannot be counted or set aside.
    """
    may(by, "propose_decree", act="propose_decree")
    programme, terms = _programme(order, by)
    hold_seats(programme.pk)
    first = order.first_month or terms.first_month
    decree = Decree.objects.using("owner").create(
        office_id=by.office_id,
        programme=programme,
        terms=terms,
        kind="decree",
        title=order.title or f"Penetapan Peserta {programme.name}",
        first_month=first,
        end_month=order.end_month or Month.of(first).plus(terms.months).starts_on,
        proposed_at=at,
        proposed_by_id=by.account_id,
    )
    return _fill(decree, order.lines, by=by, at=at, act="decree.proposed")


@transaction.atomic(using="owner")
def propose_again(*, decree_id: int, by: Viewer, at: dt.datetime, lines: Mapping[int, int] | None = None) -> Proposal:
    """Draw the lines of a draft anew from the decisions as they stand now, with another version and its price.

    :raises WrongState: if the decree is no draft, or an amendment (withdraw it and draft it again).
    """
    may(by, "propose_decree", act="propose_decree_again")
    decree = held(decree_id, by=by)
    if decree.kind != "decree":
        raise WrongState(decree.pk, decree.state, ["draft"])
    must_be(decree, "draft")
    chosen_before = {one.fiscal_year: one.budget_line_id for one in decree.years.using("owner").all()}
    money.give_up(decree, by=by, at=at)
    annex.empty(decree)
    decree.version += 1
    return _fill(decree, {**chosen_before, **(lines or {})}, by=by, at=at, act="decree.proposed_again")


def _fill(decree: Decree, lines: Mapping[int, int], *, by: Viewer, at: dt.datetime, act: str) -> Proposal:
    chosen = annex.choose(decree)
    _refuse_nobody(decree, chosen)
    annex.fill(decree, expected=chosen.free)
    return settle(decree, lines, chosen=chosen, by=by, at=at, act=act)


def settle(
    decree: Decree, lines: Mapping[int, int], *, chosen: Chosen, by: Viewer, at: dt.datetime, act: str
) -> Proposal:
    """Price a draft whose lines are written, set the money aside, and say what to look at.

    :raises NotYetChecked: if the terms require answers that are missing. :raises QuotaFull: if a place has too few seats.
    :raises CannotPrice, NoBudgetLine, agreements.ledger.BudgetExceeded: if the money cannot be counted or set aside.
    :raises CannotPropose: with all of these, if there is more than one.
    """
    money.write_prices(decree, price_list(decree.terms, decree.first_month, decree.end_month))
    decree.heads, decree.heads_leaving = annex.heads(decree)
    years = money.years_of(decree)
    settled = _settled_lines(decree, years, lines, chosen)
    decree.person_months = sum(year.person_months for year in years)
    decree.amount = sum(year.amount for year in years)
    decree.weakest = money.weakest_of(decree)
    decree.save(using="owner")
    money.set_aside(decree, settled, years, by=by, at=at)
    record(act, decree, by=by, at=at, heads=decree.heads, leaving=decree.heads_leaving, amount=decree.amount)
    return Proposal(
        decree_id=decree.pk,
        version=decree.version,
        heads=decree.heads,
        person_months=decree.person_months,
        amount=decree.amount,
        years=tuple(years),
        weakest=decree.weakest,
        chosen=chosen,
        warnings=tuple(_warnings(decree, chosen, at)),
    )


def _settled_lines(decree: Decree, years: list[Year], lines: Mapping[int, int], chosen: Chosen) -> dict[int, int]:
    """Return the budget line of every year, or refuse with everything that stands in the way."""
    wrong: list[Refused | BudgetExceeded] = _unanswered(decree, chosen)
    full = seats.overruns(decree)
    if full:
        wrong.append(QuotaFull(full))
    found: dict[int, int] = {}
    try:
        found = money.lines_for(decree, years, lines)
        wrong += money.short_lines(years, found)
    except NoBudgetLine as none:
        wrong.append(none)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        said = [one.problems if isinstance(one, Refused) else (too_little(one),) for one in wrong]
        raise CannotPropose(*[words for problems in said for words in problems])
    return found


def _unanswered(decree: Decree, chosen: Chosen) -> list[Refused | BudgetExceeded]:
    if decree.kind != "decree":
        return []
    dukcapil = chosen.dukcapil_unchecked if decree.terms.dukcapil == "required" else 0
    bpjs = chosen.bpjs_unchecked if decree.terms.bpjs == "required" else 0
    return [NotYetChecked(dukcapil, bpjs)] if dukcapil or bpjs else []


def _refuse_nobody(decree: Decree, chosen: Chosen) -> None:
    if chosen.free:
        return
    if chosen.proposed:
        on_its_way = (
            Decree.objects.using("owner")
            .filter(programme_id=decree.programme_id, state__in=OPEN)
            .exclude(pk=decree.pk)
            .order_by("-pk")
            .first()
        )
        if on_its_way:
            raise AlreadyProposed(on_its_way.pk)
    raise NobodyToPropose(
        Words(
            id=f"Tidak ada yang dapat diusulkan: {chosen.eligible} memenuhi syarat dengan kursi, {chosen.seated} sudah punya kursi, "
            f"{chosen.proposed} ada di SK lain yang berjalan, {chosen.refused} ditolak BPJS atau keluar.",
            en=f"Nobody can be proposed: {chosen.eligible} eligible with a seat, {chosen.seated} have one already, "
            f"{chosen.proposed} are on another decree on its way, {chosen.refused} were refused by BPJS or left.",
        )
    )


def _warnings(decree: Decree, chosen: Chosen, at: dt.datetime) -> list[Words]:
    said = []
    if chosen.dukcapil_unchecked and decree.terms.dukcapil == "wanted":
        said.append(
            Words(
                id=f"{chosen.dukcapil_unchecked} orang belum dicek Disdukcapil.",
                en=f"{chosen.dukcapil_unchecked} people have no answer of Disdukcapil yet.",
            )
        )
    if chosen.bpjs_unchecked and decree.terms.bpjs == "wanted":
        said.append(
            Words(
                id=f"{chosen.bpjs_unchecked} orang belum dicek BPJS.",
                en=f"{chosen.bpjs_unchecked} people have no answer of BPJS yet.",
            )
        )
    said += _misplaced(decree)
    if decree.weakest in ("memory", "conflict"):
        said.append(
            Words(
                id=f"Harga bersandar pada angka yang belum pasti ({decree.weakest}): payung law.",
                en=f"The price rests on a figure that is not certain ({decree.weakest}): payung law.",
            )
        )
    return said + missing_base(bases(decree, timezone.localdate(at)), on=timezone.localdate(at))


def _misplaced(decree: Decree) -> list[Words]:
    """Return what an auditor would ask about the addresses: an annex is by name and by address."""
    unknown, outside = annex.misplaced(decree)
    said = []
    if unknown:
        said.append(
            Words(
                id=f"{unknown} orang tanpa kelurahan/desa: tercetak pada daftar tersendiri.",
                en=f"{unknown} people have no kelurahan: they are printed on a list of their own.",
            )
        )
    if outside:
        said.append(
            Words(
                id=f"{outside} orang tercatat di luar wilayah program, diterima oleh petugas: perbaiki alamatnya sebelum dicetak.",
                en=f"{outside} people are listed outside the programme's area, admitted by a person: correct their address before printing.",
            )
        )
    return said


def _programme(order: Order, by: Viewer) -> tuple[Programme, Terms]:
    programme = Programme.objects.using("owner").filter(office_id=by.office_id, code=order.programme).first()
    if programme is None:
        raise NoSuchProgramme(
            Words(id=f"Tidak ada program '{order.programme}'.", en=f"There is no programme '{order.programme}'.")
        )
    known = Terms.objects.using("owner").filter(programme=programme).order_by("-valid_from")
    in_force = known.filter(valid_from__lte=order.first_month) if order.first_month else known
    terms = in_force.first()
    if terms is None:
        raise NoSuchProgramme(
            Words(
                id=f"Program '{order.programme}' belum memiliki ketentuan pada bulan itu.",
                en=f"Programme '{order.programme}' has no terms in that month.",
            )
        )
    return programme, terms
