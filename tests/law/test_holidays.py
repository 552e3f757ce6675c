"""National holidays as data, and what they do to due days, working days and the membership clock."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from payung.law import deadlines
from payung.law.deadlines import due_on
from payung.law.holidays import national_calendar, read_calendar, unentered
from payung.law.membership import standing
from payung.law.refusals import BadFigures
from payung.law.register import national

D = dt.date
FILE = """years:
  2026:
    source: SKB 1497/2025
    confidence: press
    url: ""
    checked_on: 2026-11-21
    count: 1
    days: {2026-01-01: Tahun Baru}
"""


@pytest.mark.parametrize(
    ("month", "kind", "due", "over"),
    [
        # 15 August 2026 is a Saturday, the 17th is Independence Day.
        (D(2026, 8, 1), "bpu", D(2026, 8, 18), ("Proklamasi Kemerdekaan",)),
        (D(2026, 7, 1), "pu", D(2026, 8, 18), ("Proklamasi Kemerdekaan",)),
        (D(2026, 7, 1), "bpu_jht", D(2026, 8, 18), ("Proklamasi Kemerdekaan",)),
        # PP 45/2015 moves nothing.
        (D(2026, 7, 1), "jp", D(2026, 8, 15), ()),
        (D(2024, 5, 1), "pu", D(2024, 6, 18), ("Iduladha 1445 Hijriah",)),
        # Cuti bersama (15 May 2026) moves nothing.
        (D(2026, 5, 1), "bpu", D(2026, 5, 15), ()),
    ],
)
def test_a_due_day_on_a_holiday_moves_to_the_next_working_day(
    month: dt.date, kind: str, due: dt.date, over: tuple[str, ...]
) -> None:
    clock = due_on(month, kind)

    assert (clock.on, clock.holidays, clock.unknown_years) == (due, over, ())
    assert ("SKB" in clock.cited) == bool(over)
    assert clock.weakest == ("press" if over else "law")


def test_a_year_without_its_decree_is_said_and_further_holidays_count() -> None:
    assert due_on(D(2027, 8, 1), "bpu").unknown_years == (2027,)
    assert due_on(D(2027, 8, 1), "jp").unknown_years == ()
    assert deadlines.claim_until(D(2026, 1, 1)).unknown_years == ()
    assert due_on(D(2026, 9, 1), "bpu", [D(2026, 9, 15)]).on == D(2026, 9, 16)
    assert not national_calendar().name(D(2027, 1, 1))


def test_claims_wait_over_holidays() -> None:
    new_year = deadlines.pay_by("jkm", D(2025, 12, 24))

    assert new_year.on == D(2025, 12, 30)
    assert new_year.holidays == ("Kelahiran Yesus Kristus",)
    assert new_year.weakest == "press"
    assert deadlines.correction_told_by(D(2026, 5, 25)).on == D(2026, 6, 17)


def test_a_member_is_not_in_arrears_before_the_moved_due_day_is_over() -> None:
    paid = [D(2026, 7, 1)]

    assert standing(paid, D(2026, 8, 18)).state == "active"
    assert standing(paid, D(2026, 8, 19)).state == "grace"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("count: 1", "count: 2"), "1 days, but the decree has 2"),
        (("2026-01-01: Tahun", "2025-01-01: Tahun"), "2025-01-01 is no day of 2026"),
        (("2026-01-01: Tahun", "satu: Tahun"), "satu is no day of 2026"),
        (("press", "rumour"), "confidence is one of"),
        (("SKB 1497", "SKB 1"), "not in the law register"),
        (("count: 1", "number: 1"), "unknown key number"),
    ],
)
def test_a_broken_calendar_is_refused_when_loading(tmp_path: Path, change: tuple[str, str], why: str) -> None:
    path = tmp_path / "holidays.yaml"
    path.write_text(FILE.replace(*change))

    with pytest.raises(BadFigures, match=why):
        read_calendar(path, national())


def test_a_day_of_a_year_that_nobody_entered_is_warned_of_once() -> None:
    said = unentered([D(2027, 1, 15), D(2026, 12, 15), D(2027, 2, 15), D(2023, 1, 1)])

    assert [one.say("id")[:40] for one in said] == [
        "Perhatian: hari libur 2023 belum dimuat ",
        "Perhatian: hari libur 2027 belum dimuat ",
    ]
    assert said[1].say("en").startswith("Beware: the holidays of 2027 have not been entered")
    assert unentered([]) == []


def test_every_year_of_the_book_is_whole_and_cites_its_decree() -> None:
    years = national_calendar().years

    assert {2024, 2025, 2026} <= set(years)
    assert all(year.source.law.startswith("SKB-") and year.url for year in years.values())
