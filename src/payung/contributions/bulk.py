"""A month of a whole programme at once: seats → prices of the law → lines, one bill per budget line, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Sum

from payung.access.viewer import Viewer
from payung.agreements import ledger
from payung.agreements.models import BudgetLine, Programme, Terms
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.audit.rebuilding import rebuilt
from payung.contributions import pricing, seats
from payung.contributions.models import Bill, BillPrice
from payung.contributions.pricing import Bought, Price
from payung.contributions.refusals import CannotBill, LedgerBroken, NothingToBill, problem
from payung.enrolment import actions as enrolment
from payung.enrolment.models import DecreeYear
from payung.law.deadlines import due_on
from payung.law.figures import weakest
from payung.law.months import add_months, months_between
from payung.law.refusals import Refused

OWED, PRICED = "contributions_staging_owed", "contributions_staging_price"
PRICE_COLUMNS = "month date, relief text, member_since date, jkk int, jkm int, jht int"


@dataclass(frozen=True, slots=True)
class Made:
    """One bill as it was made, or would be (`bill_id` None). Money in whole rupiah; `end_month` is exclusive.

    amount = jkk + jkm + jht = the sum of its lines. `reserved` is what the bill had to set aside itself because decrees
    had reserved too little on the line; `left` is what the line has left afterwards, neither reserved nor spent.
    """

    bill_id: int | None
    line_id: int
    fiscal_year: int
    source: str
    account: str
    first_month: dt.date
    end_month: dt.date
    heads: int
    person_months: int
    jkk: int
    jkm: int
    jht: int
    amount: int
    reserved: int
    left: int
    due_on: dt.date
    weakest: str
    content_sha256: str
    prices: tuple[tuple[Price, int], ...]


@dataclass(frozen=True, slots=True)
class Billing:
    """What a billing made: bills in the order of months, months billed before, seats that wait for BPJS's answer."""

    bills: tuple[Made, ...]
    already: int
    waiting: int


@transaction.atomic(using="owner")
def make_bill(  # noqa: PLR0913 (a bill is for whom, which months, from which money, by whom, when)
    *,
    programme_id: int,
    first_month: dt.date,
    end_month: dt.date,
    by: Viewer,
    at: dt.datetime,
    line_id: int | None = None,
    holidays: Collection[dt.date] = (),
    really: bool = True,
) -> Billing:
    """Bill the members of a programme for the months from `first_month` until `end_month` (exclusive).

    One line per seat and month that no standing bill holds; one bill per budget line and fiscal year, so months over the
    turn of a year give two. Prices come from `payung.law` under the terms in force on the first day of each month.

    :param line_id: the budget line that pays, where the decree and the terms do not say it; every month must be of its year.
    :param holidays: further holidays (national ones are known); the due day moves past them.
    :param really: write; else only show.
    :raises NotAllowed: without the right to bill. :raises NothingToBill: if no month is owed.
    :raises CannotBill: terms, budget lines or prices that are missing or left open by the law, all at once.
    :raises BudgetExceeded: if a line has less left than the bill needs.
    """
    by.must("bill")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="make_bill")
    programme = Programme.objects.using("owner").get(pk=programme_id, office_id=by.office_id)
    months = months_between(first_month.replace(day=1), add_months(end_month, -1))
    # Who bills waits for whoever bills or decrees seats of the same programme.
    enrolment.hold_seats(programme_id)
    with connections["owner"].cursor() as cursor:
        billing = _Billing(cursor, programme, months, by, at, line_id, holidays, really)
        return billing.run()


@dataclass(slots=True)
class _Billing:
    """One billing at work on the owner's connection."""

    cursor: CursorWrapper
    programme: Programme
    months: list[dt.date]
    by: Viewer
    at: dt.datetime
    line_id: int | None
    holidays: Collection[dt.date]
    really: bool

    def run(self) -> Billing:
        said = {
            "months": self.months,
            "programme": self.programme.pk,
            "office": self.by.office_id,
            "since_months": [month for month in self.months if pricing.asks_since(month)],
        }
        self.cursor.execute(f"DROP TABLE IF EXISTS {OWED}, {PRICED}")
        self.cursor.execute(f"CREATE TEMP TABLE {OWED} ON COMMIT DROP AS {seats.OWED}", said)
        owed = self.cursor.rowcount
        self.cursor.execute(seats.BESIDE, said)
        already, waiting = self.cursor.fetchone()
        if not owed:
            raise NothingToBill(already, waiting)
        classes = self._classes()
        bought, lines, problems = self._terms_and_lines(sorted({month for month, *_ in classes}))
        prices: list[Price] = []
        if not problems:
            prices, problems = pricing.prices([key[:3] for key in classes], bought)
        if problems:
            raise CannotBill(problems)
        self._stage_prices(prices)
        people = {key[:3]: key[3] for key in classes}
        told = [(one, people[one.month, one.relief, one.member_since]) for one in prices]
        return Billing(tuple(self._bills(told, lines, bought)), already, waiting)

    def _classes(self) -> list[tuple[dt.date, str, dt.date | None, int]]:
        self.cursor.execute(
            f"SELECT month, relief, member_since, count(*) FROM {OWED} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 NULLS FIRST"
        )
        return self.cursor.fetchall()

    def _terms_and_lines(
        self, months: Sequence[dt.date]
    ) -> tuple[dict[dt.date, Bought], dict[dt.date, BudgetLine], list[Refused]]:
        terms = list(Terms.objects.using("owner").filter(programme=self.programme).order_by("valid_from"))
        bought, lines, problems = {}, {}, []
        for month in months:
            said = pricing.in_force(terms, month)
            if said is None:
                problems.append(pricing.no_terms(month))
                continue
            bought[month] = Bought.under(said)
            found = self._line(month.year, said.source)
            if isinstance(found, BudgetLine):
                lines[month] = found
            else:
                problems.append(found)
        return bought, lines, list({str(one): one for one in problems}.values())

    def _line(self, year: int, source: str) -> BudgetLine | Refused:
        known = BudgetLine.objects.using("owner").filter(programme=self.programme, office_id=self.by.office_id)
        if self.line_id is not None:
            line = known.filter(pk=self.line_id, fiscal_year=year).first()
            return line or problem(*_NOT_THIS_LINE, line=self.line_id, year=year)
        # What the decrees set aside comes first; else the only line of the year and source.
        decreed = DecreeYear.objects.using("owner").filter(
            decree__programme=self.programme, decree__state="enacted", fiscal_year=year, amount__gt=0
        )
        found = list(known.filter(pk__in=decreed.values("budget_line")))
        found = found or list(known.filter(fiscal_year=year, source=source))
        if len(found) == 1:
            return found[0]
        if not found:
            return problem(*_NO_LINE, year=year, source=source)
        listed = ", ".join(f"{line.pk} ({line.source} {line.account})" for line in found)
        return problem(*_WHICH_LINE, year=year, lines=listed)

    def _stage_prices(self, prices: Sequence[Price]) -> None:
        self.cursor.execute(f"CREATE TEMP TABLE {PRICED} ({PRICE_COLUMNS}) ON COMMIT DROP")
        self.cursor.executemany(
            f"INSERT INTO {PRICED} VALUES (%s, %s, %s, %s, %s, %s)",
            [(one.month, one.relief, one.member_since, one.jkk, one.jkm, one.jht) for one in prices],
        )
        self.cursor.execute(f"ANALYZE {OWED}; ANALYZE {PRICED}")

    def _bills(
        self, told: list[tuple[Price, int]], lines: dict[dt.date, BudgetLine], bought: dict[dt.date, Bought]
    ) -> Iterator[Made]:
        claimed: dict[int, int] = {}
        for _, run in groupby(sorted(lines), key=lambda month: lines[month].pk):
            months = list(run)
            line = lines[months[0]]
            # Wage earners' months are due in the month after, the self-employed's in the same (PP 44/2015 Pasal 21, 24).
            due = due_on(months[0], bought[months[0]].segment, self.holidays).on
            made = self._reckoned(months, line, tuple(one for one in told if one[0].month in months), due)
            if self.really:
                line = BudgetLine.objects.using("owner").select_for_update(of=("self",)).get(pk=line.pk)
            own, left = _own_reserve(line, made.amount, claimed.get(line.pk, 0))
            # In a real run the database remembers what earlier bills of this billing claimed.
            claimed[line.pk] = 0 if self.really else claimed.get(line.pk, 0) + made.amount
            made = replace(made, reserved=own, left=left)
            yield self._written(made) if self.really else made

    def _reckoned(
        self, months: list[dt.date], line: BudgetLine, told: tuple[tuple[Price, int], ...], due: dt.date
    ) -> Made:
        self.cursor.execute(
            f"""
            SELECT count(DISTINCT person_id), count(*), sum(jkk)::bigint, sum(jkm)::bigint, sum(jht)::bigint
            FROM {_lines_sql()}
            """,
            [months],
        )
        heads, person_months, jkk, jkm, jht = self.cursor.fetchone()
        self.cursor.execute(seats.CONTENT.format(lines=_lines_sql()), [months])
        (content,) = self.cursor.fetchone()
        return Made(
            bill_id=None,
            line_id=line.pk,
            fiscal_year=line.fiscal_year,
            source=line.source,
            account=line.account,
            first_month=months[0],
            end_month=add_months(months[-1], 1),
            heads=heads,
            person_months=person_months,
            jkk=jkk,
            jkm=jkm,
            jht=jht,
            amount=jkk + jkm + jht,
            reserved=0,
            left=line.left,
            due_on=due,
            weakest=weakest([one.weakest for one, _ in told]),
            content_sha256=content,
            prices=told,
        )

    def _written(self, made: Made) -> Made:
        columns = ("first_month", "end_month", "heads", "person_months", "jkk", "jkm", "jht", "amount", "reserved")
        columns += ("content_sha256", "due_on", "weakest")
        bill = Bill(
            office_id=self.by.office_id,
            programme=self.programme,
            budget_line_id=made.line_id,
            made_at=self.at,
            made_by_id=self.by.account_id,
            **{name: getattr(made, name) for name in columns},
        )
        bill.save(using="owner", force_insert=True)
        self._write_lines(bill, made)
        if made.reserved:
            ledger.reserve(line_id=made.line_id, amount=made.reserved, about=f"bill:{bill.pk}", by=self.by, at=self.at)
        audit.record(
            "bill.made",
            by=self.by.name,
            by_id=self.by.account_id,
            about=f"bill:{bill.pk}",
            at=self.at,
            using="owner",
            programme=self.programme.code,
            first_month=made.first_month,
            end_month=made.end_month,
            heads=made.heads,
            amount=made.amount,
            content_sha256=made.content_sha256,
        )
        return replace(made, bill_id=bill.pk)

    def _write_lines(self, bill: Bill, made: Made) -> None:
        with rebuilt("contributions_bill_line", rows=made.person_months):
            self.cursor.execute(
                f"""
                INSERT INTO contributions_bill_line (bill_id, office_id, sender_code, enrolment_id, person_id, month, jkk, jkm, jht, is_void, is_paid)
                SELECT %s, %s, sender_code, enrolment_id, person_id, month, jkk, jkm, jht, false, false FROM {_lines_sql()} ORDER BY month, person_id
                """,
                [bill.pk, self.by.office_id, sorted({one.month for one, _ in made.prices})],
            )
            written = self.cursor.rowcount
        if written != made.person_months:
            raise LedgerBroken(f"{written} lines of {made.person_months}")
        self.cursor.execute("ANALYZE contributions_bill_line")
        BillPrice.objects.using("owner").bulk_create(
            BillPrice(
                bill=bill,
                office_id=bill.office_id,
                people=people,
                **{
                    name: getattr(one, name)
                    for name in ("month", "relief", "member_since", "jkk", "jkm", "jht", "weakest", "cited")
                },
            )
            for one, people in made.prices
        )
        reckoned = sum(one.total * people for one, people in made.prices)
        if reckoned != made.amount:
            raise LedgerBroken(f"{reckoned} by prices, {made.amount} by lines")


def _lines_sql() -> str:
    """The owed months with their prices, of the months asked: a relation with one parameter."""
    return (
        f"(SELECT o.*, p.jkk, p.jkm, p.jht FROM {OWED} o JOIN {PRICED} p ON p.month = o.month AND p.relief = o.relief"
        " AND p.member_since IS NOT DISTINCT FROM o.member_since WHERE o.month = ANY (%s)) priced"
    )


def _own_reserve(line: BudgetLine, amount: int, claimed: int) -> tuple[int, int]:
    """Return what a bill must reserve beyond what the line holds reserved and free of other bills, and what is left then.

    :raises BudgetExceeded: if the line has less left.
    """
    standing = Bill.objects.using("owner").filter(budget_line=line, state__in=("draft", "issued"))
    free = max(line.reserved - (standing.aggregate(sum=Sum("amount"))["sum"] or 0), 0)
    # Earlier bills of a shown billing took the free part first, then what was left.
    own = max(amount - max(free - claimed, 0), 0)
    left = line.left - max(claimed - free, 0)
    if own > left:
        raise ledger.BudgetExceeded(line, left, own)
    return own, left - own


_NO_LINE = (
    "Tidak ada mata anggaran {year} dengan sumber {source} bagi program ini; masukkan DPA dengan: payung programme budget",
    "There is no budget line of {year} with source {source} for this programme; enter the DPA with: payung programme budget",
)
_WHICH_LINE = (
    "Ada beberapa mata anggaran {year}: {lines}; pilih satu dengan --line",
    "There are several budget lines of {year}: {lines}; choose one with --line",
)
_NOT_THIS_LINE = (
    "Mata anggaran {line} bukan milik program ini untuk tahun {year}",
    "Budget line {line} is not this programme's for {year}",
)
