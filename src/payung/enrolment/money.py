"""The price of a decree by fiscal year, set aside in the budget lines of its programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connections

from payung.access.viewer import Viewer
from payung.agreements import ledger
from payung.agreements.models import BudgetLine
from payung.enrolment.models import Decree, DecreePrice, DecreeYear
from payung.enrolment.prices import Price
from payung.enrolment.refusals import NoBudgetLine
from payung.law.figures import weakest
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Year:
    """What a decree asks of one fiscal year: person-months and whole rupiah (less than 0 where an amendment gives back)."""

    fiscal_year: int
    person_months: int
    amount: int


def write_prices(decree: Decree, prices: list[Price]) -> None:
    """Keep the prices that a decree is counted with."""
    DecreePrice.objects.using("owner").filter(decree=decree).delete()
    DecreePrice.objects.using("owner").bulk_create(
        [
            DecreePrice(
                decree=decree,
                office_id=decree.office_id,
                month=one.month,
                relief=one.relief,
                jkk=one.jkk,
                jkm=one.jkm,
                jht=one.jht,
                amount=one.amount,
                weakest=one.weakest,
            )
            for one in prices
        ]
    )


def years_of(decree: Decree) -> list[Year]:
    """Return what a decree asks of each fiscal year: its people at its own prices, less those who leave at theirs.

    A person who leaves is counted at the prices of the decree that gave the seat, so that exactly what was set aside
    for the months that are left comes back.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            WITH lines AS (
                SELECT CASE WHEN r.change = 'add' THEN r.decree_id ELSE gave.decree_id END AS priced_by,
                       r.relief, r.from_month, CASE WHEN r.change = 'add' THEN 1 ELSE -1 END AS sign, count(*) AS heads
                FROM enrolment_decree_row r LEFT JOIN enrolment_decree_row gave ON gave.id = r.ends_id
                WHERE r.decree_id = %s GROUP BY 1, 2, 3, 4
            )
            SELECT extract(year FROM p.month)::int, sum(sign * heads)::int, sum(sign * heads * p.amount)::bigint
            FROM lines l JOIN enrolment_decree_price p
                ON p.decree_id = l.priced_by AND p.relief = l.relief AND p.month >= l.from_month
            GROUP BY 1 ORDER BY 1
            """,
            [decree.pk],
        )
        return [Year(*row) for row in cursor.fetchall()]


def weakest_of(decree: Decree) -> str:
    """Return the weakest confidence of the prices that the people of a decree really have."""
    reliefs = decree.annex.using("owner").values_list("relief", flat=True).distinct()
    found = DecreePrice.objects.using("owner").filter(decree=decree, relief__in=list(reliefs))
    return weakest(list(found.values_list("weakest", flat=True).distinct()))


def lines_for(decree: Decree, years: list[Year], chosen: Mapping[int, int]) -> dict[int, int]:
    """Return the budget line of every fiscal year: the chosen one, or the only one of the programme's source.

    :param chosen: fiscal year → id of a budget line.
    :raises NoBudgetLine: with every year that has no line, or several to choose from.
    """
    found, problems = {}, []
    for year in years:
        lines = list(
            BudgetLine.objects.using("owner")
            .filter(programme_id=decree.programme_id, office_id=decree.office_id, fiscal_year=year.fiscal_year)
            .order_by("pk")
        )
        of_source = [line for line in lines if line.source == decree.terms.source] or lines
        named = [line for line in lines if line.pk == chosen.get(year.fiscal_year)]
        fitting = named if year.fiscal_year in chosen else of_source
        if len(fitting) == 1:
            found[year.fiscal_year] = fitting[0].pk
        else:
            problems.append(_line_problem(year.fiscal_year, fitting))
    if problems:
        raise NoBudgetLine(*problems)
    return found


def _line_problem(year: int, lines: list[BudgetLine]) -> Words:
    if not lines:
        return Words(
            id=f"Belum ada mata anggaran {year} untuk program ini: payung programme budget.",
            en=f"The programme has no budget line of {year}: payung programme budget.",
        )
    told = ", ".join(f"{line.pk} ({line.source}, {line.account})" for line in lines)
    return Words(
        id=f"Ada beberapa mata anggaran {year}: {told}. Pilih dengan --line {year}=NOMOR.",
        en=f"There are several budget lines of {year}: {told}. Choose with --line {year}=NUMBER.",
    )


def short_lines(years: list[Year], lines: Mapping[int, int]) -> list[ledger.BudgetExceeded]:
    """Return every budget line that has less left than its year asks; the ledger asks again, under lock, when it reserves."""
    known = BudgetLine.objects.using("owner").in_bulk(list(lines.values()))
    found = []
    for year in years:
        line = known[lines[year.fiscal_year]]
        left = line.amount - line.reserved - line.spent
        if year.amount > max(left, 0):
            found.append(ledger.BudgetExceeded(line, left, year.amount))
    return found


def set_aside(decree: Decree, lines: Mapping[int, int], years: list[Year], *, by: Viewer, at: dt.datetime) -> None:
    """Write what a decree asks of each year, and reserve what is more than nothing.

    What an amendment gives back stays reserved until it is enacted: until then the people still have their seats.

    :raises agreements.ledger.BudgetExceeded: if a line has too little left.
    """
    about = f"decree:{decree.pk}" + (f"#{decree.version}" if decree.version > 1 else "")
    DecreeYear.objects.using("owner").filter(decree=decree).delete()
    for year in years:
        DecreeYear.objects.using("owner").create(
            decree=decree,
            office_id=decree.office_id,
            fiscal_year=year.fiscal_year,
            budget_line_id=lines[year.fiscal_year],
            person_months=year.person_months,
            amount=year.amount,
            booked_as=about,
        )
        if year.amount > 0:
            ledger.reserve(line_id=lines[year.fiscal_year], amount=year.amount, about=about, by=by, at=at)


def give_up(decree: Decree, *, by: Viewer, at: dt.datetime) -> int:
    """Release everything that a decree on its way has set aside; return how much, in whole rupiah."""
    released = 0
    for year in DecreeYear.objects.using("owner").filter(decree=decree).order_by("budget_line_id"):
        entry = ledger.release(line_id=year.budget_line_id, about=year.booked_as, by=by, at=at)
        released += entry.amount if entry else 0
    return released


def give_back(decree: Decree, *, by: Viewer, at: dt.datetime) -> int:
    """Give back what an amendment needs less than was set aside, as it is enacted; return how much, in whole rupiah."""
    given = 0
    for year in DecreeYear.objects.using("owner").filter(decree=decree, amount__lt=0).order_by("budget_line_id"):
        ledger.lower(line_id=year.budget_line_id, amount=-year.amount, about=year.booked_as, by=by, at=at)
        given -= year.amount
    return given
