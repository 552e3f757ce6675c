"""Whatever happens in whichever order: one seat at a time, quotas and budgets hold, money is heads times price, print stays print."""

from __future__ import annotations

import datetime as dt
from itertools import count

from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from payung.agreements.ledger import BudgetExceeded
from payung.agreements.models import BudgetLine
from payung.enrolment import actions, amending, annex, bulk, enacting, proposing
from payung.enrolment.amending import Removal
from payung.enrolment.models import Decree, Enrolment
from payung.enrolment.proposing import Order
from payung.enrolment.refusals import Refused
from tests.enrolment import programme, steps
from tests.enrolment.programme import NOON, Office, answers, decided, quota

PRICE, SEATS, BUDGET = 16_800, 10, 16_800 * 9 * 8
DAYS = [dt.datetime(2026, 3, day, 5, tzinfo=dt.UTC) for day in (12, 25)] + [dt.datetime(2026, 6, 15, 5, tzinfo=dt.UTC)]
_examples = count(1)


class History(RuleBasedStateMachine):
    """Two programmes that want the same people, and everything that may happen to their decrees."""

    desk: Office

    def __init__(self) -> None:
        super().__init__()
        example = next(_examples)
        self.first = example * 1000
        self.numbers = count(1)
        self.made = [programme.programme(self.desk, code=f"p{example}-{one}", budget=BUDGET) for one in ("a", "b")]
        for one in self.made:
            quota(one, "64.74", SEATS)
            decided(one, 6, first=self.first)
        self.frozen: dict[tuple[int, int], str] = {}

    def decree(self, pick: int, *states: str) -> Decree | None:
        found = Decree.objects.using("owner").filter(programme__in=self.made, state__in=states).order_by("pk")
        return found[pick % len(found)] if found else None

    def tried(self, act: object, **said: object) -> object | None:
        try:
            return act(**said)
        except (Refused, BudgetExceeded):
            return None

    @rule(which=st.integers(0, 1), more=st.integers(1, 3), has_seat=st.booleans())
    def more_people_are_decided(self, which: int, more: int, has_seat: bool) -> None:
        self.first += 20
        decided(self.made[which], more, first=self.first, has_seat=has_seat)

    @rule(which=st.integers(0, 1))
    def propose(self, which: int) -> None:
        self.tried(lambda: proposing.propose(Order(self.made[which].code), by=self.desk.rini, at=NOON))

    @rule(pick=st.integers(0, 9))
    def propose_again(self, pick: int) -> None:
        if found := self.decree(pick, "draft"):
            self.tried(proposing.propose_again, decree_id=found.pk, by=self.desk.rini, at=NOON)

    @rule(pick=st.integers(0, 9))
    def print_it(self, pick: int) -> None:
        if found := self.decree(pick, "draft", "printed"):
            done = actions.freeze(decree_id=found.pk, by=self.desk.rini, at=NOON)
            self.frozen.setdefault((done.pk, done.version), done.content_sha256)

    @rule(pick=st.integers(0, 9))
    def initial(self, pick: int) -> None:
        if found := self.decree(pick, "printed"):
            actions.initial(decree_id=found.pk, initials="Kabid", by=self.desk.rini, at=NOON)

    @rule(pick=st.integers(0, 9))
    def take_back(self, pick: int) -> None:
        if found := self.decree(pick, "printed", "initialled"):
            actions.take_back(decree_id=found.pk, reason="uji", by=self.desk.rini, at=NOON)

    @rule(pick=st.integers(0, 9))
    def withdraw(self, pick: int) -> None:
        if found := self.decree(pick, *annex.OPEN):
            actions.withdraw(decree_id=found.pk, reason="uji", by=self.desk.rini, at=NOON)

    @rule(pick=st.integers(0, 9), hurried=st.booleans())
    def enact(self, pick: int, hurried: bool) -> None:
        found = self.decree(pick, *(annex.OPEN if hurried else ["initialled"]), "enacted")
        if not found:
            return
        if hurried and found.state in ("draft", "printed"):
            self.print_it(pick)
            done = actions.freeze(decree_id=found.pk, by=self.desk.rini, at=NOON)
            self.frozen.setdefault((done.pk, done.version), done.content_sha256)
            actions.initial(decree_id=found.pk, initials="Kabid", by=self.desk.rini, at=NOON)
        deed = steps.deed(f"{self.made[0].code}/{next(self.numbers)}")
        self.tried(enacting.enact, decree_id=found.pk, deed=deed, billed_until={}, by=self.desk.wati, at=steps.LATER)

    @rule(pick=st.integers(0, 9), said=st.lists(st.sampled_from(["yes", "no", None]), min_size=1, max_size=4))
    def bpjs_answers(self, pick: int, said: list[str | None]) -> None:
        if found := self.decree(pick, "enacted"):
            people = list(found.annex.using("owner").filter(change="add").order_by("pk").values_list("nik", flat=True))
            package = found.programme.packages.using("owner").count() + 1
            self.desk.programme = found.programme
            answers(
                self.desk,
                found.pk,
                {one: (code, None) for one, code in zip(people, said, strict=False)},
                number=package,
            )
            bulk.take_answers(decree_id=found.pk, by=self.desk.rini, at=NOON)

    @rule(
        pick=st.integers(0, 9),
        who=st.lists(st.integers(0, 9), max_size=3),
        fill=st.sampled_from(amending.FILLS),
        day=st.sampled_from(DAYS),
    )
    def amend(self, pick: int, who: list[int], fill: str, day: dt.datetime) -> None:
        found = self.decree(pick, "enacted")
        if not found:
            return
        seats = list(Enrolment.objects.using("owner").filter(programme=found.programme).order_by("pk"))
        chosen = {seats[one % len(seats)] for one in who} if seats else set()
        removals = [
            Removal(one.decree_row.nik, "answered_no" if one.state == "rejected" else "moved") for one in chosen
        ]
        self.tried(
            amending.amend,
            decree_id=found.amends_id or found.pk,
            removals=removals,
            fill=fill,
            billed_until={},
            by=self.desk.rini,
            at=day,
        )

    @invariant()
    def nobody_has_two_seats(self) -> None:
        rows = asked(
            "SELECT count(*) FROM enrolment_enrolment a JOIN enrolment_enrolment b ON a.person_id = b.person_id AND a.id < b.id"
            " AND a.covered && b.covered WHERE a.state <> 'rejected' AND b.state <> 'rejected'"
        )
        assert rows == [(0,)]

    @invariant()
    def quotas_hold(self) -> None:
        rows = asked(
            "SELECT max(heads) FROM (SELECT count(*) AS heads FROM enrolment_enrolment e,"
            " generate_series('2026-04-01'::date, '2026-12-01', '1 month') m WHERE e.state <> 'rejected'"
            " AND e.covered @> m::date AND e.programme_id = ANY(%s) GROUP BY e.programme_id, m) taken",
            [[one.pk for one in self.made]],
        )
        assert (rows[0][0] or 0) <= SEATS

    @invariant()
    def money_is_heads_times_price(self) -> None:
        for one in self.made:
            line = BudgetLine.objects.using("owner").get(programme=one, fiscal_year=2026)
            assert line.reserved + line.spent <= line.amount
            enacted = asked(
                "SELECT coalesce(sum((extract(year FROM age(coalesce(gone.from_month, d.end_month), r.from_month)) * 12"
                " + extract(month FROM age(coalesce(gone.from_month, d.end_month), r.from_month)))), 0)::bigint"
                " FROM enrolment_decree_row r JOIN enrolment_decree d ON d.id = r.decree_id AND d.state = 'enacted'"
                " LEFT JOIN (SELECT g.ends_id, g.from_month FROM enrolment_decree_row g JOIN enrolment_decree o ON o.id = g.decree_id"
                " AND o.state = 'enacted') gone ON gone.ends_id = r.id"
                " WHERE d.programme_id = %s AND r.change = 'add'",
                [one.pk],
            )[0][0]
            on_its_way = sum(
                max(amount, 0)
                for amount in Decree.objects.using("owner")
                .filter(programme=one, state__in=annex.OPEN)
                .values_list("amount", flat=True)
            )
            assert line.reserved == enacted * PRICE + on_its_way

    @invariant()
    def print_stays_print(self) -> None:
        for one in (
            Decree.objects.using("owner").filter(programme__in=self.made).exclude(state__in=["draft", "withdrawn"])
        ):
            assert annex.content_sha256(one) == one.content_sha256 == self.frozen[one.pk, one.version]

    @invariant()
    def seats_are_lines(self) -> None:
        rows = asked(
            "SELECT count(*) FROM enrolment_decree_row r JOIN enrolment_decree d ON d.id = r.decree_id"
            " LEFT JOIN enrolment_enrolment e ON e.decree_row_id = r.id"
            " WHERE r.change = 'add' AND (d.state = 'enacted') <> (e.id IS NOT NULL)"
        )
        assert rows == [(0,)]


def asked(sql: str, parameters: list | None = None) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def test_every_history_of_decrees_keeps_the_books(desk: Office) -> None:
    History.desk = desk
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
