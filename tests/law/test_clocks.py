"""Months, due days, late months, deadlines, sanctions, memberships, heirs, families."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.law import deadlines
from payung.law.families import Child, jht_balance, jht_year, scholarships
from payung.law.heirs import receivers
from payung.law.membership import Membership, standing, standing_sql
from payung.law.months import add_months, completed_months, completed_years, months_between, read_month
from payung.law.months import month_number as number_of
from payung.law.refusals import BadInputs, NotInForce, NotPublished

D = dt.date


def test_months_are_read_as_people_type_them() -> None:
    assert read_month("2026-01") == read_month("01-2026") == D(2026, 1, 1)
    for wrong in ("2026-13", "2026", "Januari 2026", "26-01", "2026-0x", "2026-01-01"):
        with pytest.raises(NotInForce, match="not a contribution month"):
            read_month(wrong)
    with pytest.raises(NotInForce, match="before July 2015"):
        read_month("2015-06")


def test_months_and_ages() -> None:
    assert add_months(D(2025, 11, 1), 3) == D(2026, 2, 1)
    assert months_between(D(2025, 12, 1), D(2026, 1, 1)) == [D(2025, 12, 1), D(2026, 1, 1)]
    assert completed_months(D(1990, 1, 31), D(1990, 2, 28)) == 1
    assert completed_months(D(1990, 1, 31), D(1990, 2, 27)) == 0
    assert completed_years(D(1967, 5, 15), D(2026, 5, 14)) == 58
    assert completed_years(D(1967, 5, 15), D(2026, 5, 15)) == 59


@pytest.mark.parametrize(
    ("month", "kind", "holidays", "due"),
    [
        (D(2024, 1, 1), "pu", (), D(2024, 2, 15)),
        (D(2024, 8, 1), "pu", (), D(2024, 9, 17)),
        (D(2024, 5, 1), "pu", (D(2024, 6, 18),), D(2024, 6, 19)),
        (D(2024, 5, 1), "jp", (), D(2024, 6, 15)),
        (D(2024, 6, 1), "bpu", (), D(2024, 6, 18)),
        (D(2024, 5, 1), "bpu_jht", (), D(2024, 6, 18)),
        (D(2020, 9, 1), "pu", (), D(2020, 10, 30)),
        (D(2020, 9, 1), "pu", (D(2020, 10, 30), D(2020, 10, 29), D(2020, 10, 28)), D(2020, 10, 27)),
        (D(2021, 1, 1), "pu", (), D(2021, 2, 26)),
        # PP 49/2020 Pasal 3(2)a names JP too.
        (D(2020, 7, 1), "jp", (), D(2020, 8, 15)),
        (D(2020, 8, 1), "jp", (), D(2020, 9, 30)),
        (D(2021, 1, 1), "jp", (), D(2021, 2, 26)),
        (D(2021, 2, 1), "jp", (), D(2021, 3, 15)),
        # Due in the same month: the relief's 30th was the employers'.
        (D(2020, 9, 1), "bpu", (), D(2020, 9, 15)),
    ],
)
def test_due_days(month: dt.date, kind: str, holidays: tuple[dt.date, ...], due: dt.date) -> None:
    clock = deadlines.due_on(month, kind, holidays)

    assert clock.on == due
    assert "Pasal" in clock.cited or "PP 49/2020" in clock.cited
    assert clock.weakest in ("law", "press")


@pytest.mark.parametrize(
    ("due", "paid", "late"),
    [
        (D(2024, 1, 15), D(2024, 1, 15), 0),
        (D(2024, 1, 15), D(2024, 1, 16), 1),
        (D(2024, 1, 15), D(2024, 2, 15), 1),
        (D(2024, 1, 15), D(2024, 2, 16), 2),
        (D(2024, 1, 31), D(2024, 2, 29), 1),
        (D(2023, 12, 15), D(2024, 3, 15), 3),
    ],
)
def test_a_started_month_is_a_late_month(due: dt.date, paid: dt.date, late: int) -> None:
    assert deadlines.months_late(due, paid) == late


def test_claims_are_paid_within_working_days_of_being_complete() -> None:
    friday = D(2024, 6, 14)

    assert deadlines.pay_by("jkm", friday).on == D(2024, 6, 20)
    assert deadlines.pay_by("jkm", friday, [D(2024, 6, 18)]).on == D(2024, 6, 21)
    assert deadlines.pay_by("jkk", friday).on == D(2024, 6, 26)
    assert deadlines.pay_by("jht", D(2024, 6, 3)).weakest == "law"
    # PP 45/2015 Pasal 25(1): fifteen days, not working days.
    assert (deadlines.pay_by("jp", friday).on, deadlines.pay_by("jp", friday).weakest) == (D(2024, 6, 29), "law")
    assert deadlines.pay_by("jp", D(2027, 6, 14)).unknown_years == ()


def test_paying_a_claim_late_costs_one_per_cent_a_day() -> None:
    assert deadlines.compensation("jkm", 42_000_000, D(2024, 6, 19), D(2024, 6, 21)) == 840_000
    assert deadlines.compensation("jkm", 42_000_000, D(2024, 6, 19), D(2024, 6, 10)) == 0
    assert deadlines.pension_compensation(1_000_000, 2, D(2024, 6, 1)) == 40_000
    with pytest.raises(KeyError):
        deadlines.compensation("jht", 1, D(2024, 6, 19), D(2024, 6, 21))


def test_other_clocks_of_the_law() -> None:
    assert deadlines.claim_until(D(2019, 12, 1)).on == D(2021, 12, 1)
    assert deadlines.claim_until(D(2019, 12, 2)).on == D(2024, 12, 2)
    assert deadlines.claim_until(D(2020, 2, 29)).on == D(2025, 2, 28)
    assert deadlines.disease_counts_until(D(2024, 1, 31)).on == D(2027, 1, 31)
    happened = dt.datetime(2024, 6, 1, 9, tzinfo=dt.UTC)
    assert deadlines.report_by(happened) - happened == dt.timedelta(hours=48)
    assert deadlines.correction_told_by(D(2024, 6, 3)).on == D(2024, 6, 24)


def test_the_two_years_that_pp_82_2019_met_unfinished_are_open() -> None:
    """PP 82/2019 has no transition: who was still in time then may have five years."""
    assert deadlines.claim_until(D(2017, 12, 1)).weakest == "law"
    assert (deadlines.claim_until(D(2017, 12, 2)).weakest, deadlines.claim_until(D(2017, 12, 2)).on) == (
        "conflict",
        D(2019, 12, 2),
    )
    assert "aturan peralihan" in deadlines.claim_until(D(2019, 12, 1)).notes[0]
    assert deadlines.claim_until(D(2019, 12, 2)).notes == ()


def test_duties_of_the_agency_and_of_employers_run_in_working_days() -> None:
    start = D(2024, 6, 14)
    days = {name: deadlines.duty_by(name, start).on for name in deadlines.DUTIES}

    assert (days["number"], days["card"]) == (D(2024, 6, 18), D(2024, 6, 26))
    assert (days["form"], days["changes"], days["self_register"]) == (D(2024, 7, 29), D(2024, 6, 26), D(2024, 6, 26))
    assert days["incomplete"] == days["clinic"] == days["jkp_refund"] == D(2024, 6, 26)
    assert deadlines.duty_by("number", start, [D(2024, 6, 18)]).on == D(2024, 6, 19)
    assert deadlines.new_worker_by(start).on == D(2024, 7, 14)
    with pytest.raises(NotInForce):
        deadlines.duty_by("jkp_refund", D(2021, 2, 1))


def test_each_level_of_school_alone_for_a_child_of_just_23() -> None:
    day = D(2024, 1, 1)
    alone = [Child(23, tk_sd=1), Child(23, smp=1), Child(23, sma=1), Child(23, university=1)]

    paid = [scholarships(day, [one], paid_months=36, by_accident=False) for one in alone]

    assert paid == [1_500_000, 2_000_000, 3_000_000, 12_000_000]
    with pytest.raises(BadInputs, match="child 1"):
        scholarships(day, [Child(24)], paid_months=36, by_accident=False)
    assert jht_balance(2016, [[0] * 12]).amount == 0


def test_only_clocks_in_working_days_ask_the_calendar() -> None:
    far = D(2030, 6, 3)
    plain = [deadlines.new_worker_by, deadlines.pension_from, deadlines.pension_confirmed_by, deadlines.pension_stops]
    plain += [deadlines.disease_counts_until, deadlines.claim_until]

    assert [clock(far).unknown_years for clock in plain] == [()] * 6
    assert deadlines.pay_by("jkm", far).unknown_years == (2030,)
    assert deadlines.duty_by("card", far).unknown_years == (2030,)


def test_a_pension_counts_from_the_next_month_and_is_confirmed_every_three() -> None:
    assert deadlines.pension_from(D(2026, 12, 31)).on == D(2027, 1, 1)
    assert deadlines.pension_from(D(2026, 11, 1)).on == D(2026, 12, 1)
    assert deadlines.pension_confirmed_by(D(2026, 11, 30)).on == D(2027, 2, 28)
    assert deadlines.pension_stops(D(2026, 2, 28)).on == D(2036, 2, 28)
    assert {deadlines.pension_from(D(2026, 1, 1)).weakest, deadlines.pension_stops(D(2026, 1, 1)).weakest} == {"law"}


def test_sanctions_run_in_stages_and_the_conflict_inside_the_law_shows() -> None:
    stages = deadlines.sanction(D(2024, 6, 3))

    assert stages.warnings_end == (D(2024, 6, 18), D(2024, 7, 2))
    assert stages.fine_counts_from == D(2024, 7, 3)
    assert stages.fine_stage_ends == D(2024, 8, 1)
    assert stages.weakest == "conflict"


def test_others_than_employers_get_two_warnings_and_no_fine() -> None:
    first, second = deadlines.person_warnings(D(2024, 6, 3))

    assert (first.on, second.on) == (D(2024, 6, 18), D(2024, 6, 28))
    assert (first.weakest, second.weakest, first.cited) == ("press", "press", "PP 86/2013 Pasal 12(1); SKB 855/2023")
    assert deadlines.person_warnings(D(2024, 6, 3), [D(2024, 6, 4)])[0].on == D(2024, 6, 19)


def test_clocks_of_personal_data_run_through_weekends() -> None:
    friday = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)
    until = {kind: deadlines.personal_data_until(kind, friday) for kind in ("breach", "correction", "erasure")}

    assert {one.until for one in until.values()} == {dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)}
    assert [one.figure.confidence for one in until.values()] == ["law", "law", "memory"]
    with pytest.raises(NotInForce):
        deadlines.personal_data_until("breach", dt.datetime(2022, 10, 16, tzinfo=dt.UTC))


def test_a_membership_goes_from_active_to_grace_to_ended() -> None:
    paid = [D(2025, month, 1) for month in (1, 2, 3)]

    assert standing(paid, D(2025, 3, 20)).state == "active"
    assert standing(paid, D(2025, 4, 15)).state == "active"
    assert standing(paid, D(2025, 4, 16)).state == "grace"
    assert standing(paid, D(2025, 7, 15)) == standing(paid[::-1], D(2025, 7, 15))
    assert standing(paid, D(2025, 7, 15)).arrears_months == 3
    assert standing(paid, D(2025, 7, 16)).state == "ended"


def test_paying_after_the_end_begins_a_new_membership_and_the_waits_restart() -> None:
    paid = [D(2025, 1, 1), D(2025, 2, 1), D(2025, 7, 1), D(2025, 8, 1), D(2025, 12, 1)]
    now = standing(paid, D(2025, 8, 20))

    assert (now.number, now.began, now.paid_until) == (2, D(2025, 7, 1), D(2025, 8, 1))
    assert (now.waited_months, now.paid_months, now.excess_months) == (1, 2, 1)
    assert standing([D(2025, 1, 1), D(2025, 5, 1)], D(2025, 5, 2)).number == 1
    assert standing([D(2025, 1, 1), D(2025, 6, 1)], D(2025, 6, 2)).number == 2


def test_nobody_is_a_member_before_the_first_paid_month() -> None:
    assert standing([], D(2025, 1, 1)) == Membership("never", 0, None, None, 0, 0, 0, 0)
    assert standing([D(2026, 1, 1)], D(2025, 1, 1)).excess_months == 1


months = st.integers(min_value=number_of(D(2023, 1, 1)), max_value=number_of(D(2026, 12, 1)))
histories = st.lists(st.lists(months, min_size=1, max_size=30), min_size=1, max_size=8)
days = st.dates(D(2023, 1, 1), D(2026, 12, 31))


def _rows(people: list[list[int]], on: dt.date) -> list[tuple[Any, ...]]:
    rows = []
    for person, paid in enumerate(people):
        one = standing([D(month // 12, month % 12 + 1, 1) for month in paid], on)
        began, until = (None if day is None else number_of(day) for day in (one.began, one.paid_until))
        counts = (one.arrears_months, one.waited_months, one.paid_months, one.excess_months)
        rows.append((person, one.state, one.number, began, until, *counts))
    return rows


def _values(people: list[list[int]]) -> str:
    rows = [f"({person}, {month})" for person, paid in enumerate(people) for month in paid]
    return f"(SELECT * FROM (VALUES {', '.join(rows)}) AS v(person, month)) AS payments"


@settings(max_examples=60, deadline=None)
@given(people=histories, on=days)
def test_the_sql_twin_of_the_membership_clock_is_equal_in_duckdb(people: list[list[int]], on: dt.date) -> None:
    found = duckdb.sql(f"SELECT * FROM ({standing_sql(on, _values(people))}) ORDER BY person").fetchall()

    assert found == _rows(people, on)


def test_the_sql_twin_of_the_membership_clock_is_equal_in_postgres(postgres: psycopg.Connection[Any]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(people=histories, on=days)
    def equal(people: list[list[int]], on: dt.date) -> None:
        sql = f"SELECT * FROM ({standing_sql(on, _values(people))}) AS s ORDER BY person"
        assert postgres.execute(sql).fetchall() == _rows(people, on)

    equal()


def test_heirs_come_in_the_laws_order() -> None:
    assert receivers("jkm", {"spouse", "child", "sibling"}).relations == {"spouse", "child"}
    assert receivers("jht", {"sibling", "parent"}).relations == {"parent"}
    assert receivers("jht", {"parent_in_law", "named_in_will"}).relations == {"parent_in_law"}
    assert receivers("jht", set()).otherwise == "balai_harta_peninggalan"
    assert receivers("jkm", set()).otherwise == "whoever_buries"
    assert receivers("jkm", set()).source.law == "PP-44-2015"
    assert receivers("jht", set()).source.law == "PP-46-2015"
    assert receivers("pmi", {"grandchild", "sibling"}).relations == {"grandchild"}
    assert receivers("pmi", set()).otherwise == "not_read"
    assert receivers("jkk", {"sibling", "named_in_will"}).relations == {"sibling"}
    assert (receivers("jkk", set()).otherwise, receivers("jkk", set()).source.law) == ("whoever_buries", "PP-44-2015")
    assert receivers("jp", {"spouse", "child", "parent"}).relations == {"spouse"}
    assert receivers("jp", {"child", "parent"}).relations == {"child"}
    assert receivers("jp", {"parent", "sibling"}).relations == {"parent"}
    assert (receivers("jp", {"sibling"}).otherwise, receivers("jp", set()).source.law) == ("no_pension", "PP-45-2015")
    with pytest.raises(BadInputs) as refused:
        receivers("jkx", {"neighbour"})
    assert len(refused.value.problems) == 2


def test_scholarships_of_a_family() -> None:
    both = [Child(age=5, tk_sd=8, smp=3, sma=3, university=5), Child(age=7, tk_sd=8, smp=3, sma=3, university=5)]

    assert scholarships(D(2024, 1, 1), both, paid_months=0, by_accident=True) == 174_000_000
    assert scholarships(D(2024, 1, 1), both, paid_months=35, by_accident=False) == 0
    assert scholarships(D(2019, 12, 1), [Child(age=30)], paid_months=60, by_accident=False) == 12_000_000
    with pytest.raises(BadInputs) as refused:
        scholarships(D(2024, 1, 1), [*both, Child(age=24), Child(age=9, married=True)], paid_months=0, by_accident=True)
    assert len(refused.value.problems) == 3


def test_a_jht_year_grows_with_the_return_that_is_given() -> None:
    assert jht_year(1_000_000, [0] * 12, 60_000) == 1_060_000
    assert jht_year(0, [100_000] * 12, 60_000) == 1_233_000
    for wrong in ((-1, [0] * 12, 0), (0, [0] * 11, 0), (0, [0.5] * 12, 0)):
        with pytest.raises(BadInputs):
            jht_year(*wrong)  # type: ignore[arg-type]


def test_a_jht_balance_grows_with_the_announced_returns_and_says_which_report_is_missing() -> None:
    found = jht_balance(2019, [[0] * 12, [100_000] * 12], 1_000_000)

    # 1,060,600 after 6.06 %; then 5.63 % on it and on each deposit from the month after it.
    assert found.years == ((2019, 1_060_600), (2020, 2_351_277))
    assert (found.amount, found.weakest) == (2_351_277, "press")
    assert jht_balance(2016, [[0] * 12], 1_000_000).years == ((2016, 1_071_900),)
    with pytest.raises(NotPublished, match="the agency's report"):
        jht_balance(2020, [[0] * 12, [0] * 12])
    with pytest.raises(NotInForce):
        jht_balance(2015, [[0] * 12])
    with pytest.raises(BadInputs):
        jht_balance(2016, [])
