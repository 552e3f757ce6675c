"""Days that the law sets: when contributions are due, when a claim must be paid, how a sanction runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from payung.law.figures import Figures, Value, national_figures, weakest
from payung.law.holidays import national_calendar
from payung.law.months import add_months, month_end, month_number
from payung.law.terms import rate
from payung.vocabulary.words import Words

SATURDAY = 5
NEXT_WORKING_DAY, WORKING_DAY_BEFORE = 1, 2
# The month in which a contribution is due, counted from the contribution month.
DUE_IN = {"pu": 1, "jp": 1, "bpu": 0, "bpu_jht": 1}
# Duties that run in working days, and the day from which they run.
DUTIES = {
    "number": Words("nomor peserta sejak formulir dan iuran lengkap", "member number since form and first payment"),
    "card": Words("kartu peserta sejak formulir dan iuran lengkap", "member card since form and first payment"),
    "form": Words("pemberi kerja mengembalikan formulir sejak diterima", "employer returns the form since it came"),
    "changes": Words("pemberi kerja melaporkan perubahan data atau upah", "employer reports changed data or wages"),
    "self_register": Words("pekerja boleh mendaftar sendiri sesudah", "a worker may register alone after"),
    "incomplete": Words(
        "beri tahu berkas JKK belum lengkap sejak laporan II", "tell that a JKK file lacks papers, since report II"
    ),
    "clinic": Words("bayar fasilitas kesehatan sejak berkas lengkap", "pay a clinic since its papers are complete"),
    "jkp_refund": Words(
        "ganti JKP yang dibayar pengusaha sejak lengkap", "refund JKP that an employer paid, since complete"
    ),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A day that the law sets, the figures it rests on, and the days that were passed over on the way to it."""

    on: dt.date
    figures: tuple[Value, ...]
    passed: tuple[dt.date, ...] = ()
    asks_calendar: bool = True

    @property
    def weakest(self) -> str:
        """The weakest confidence of the figures, and of the calendar where one of its holidays moved the day."""
        years = national_calendar().years
        moved = [years[day.year].confidence for day in self.passed if national_calendar().name(day)]
        return weakest([*(value.confidence for value in self.figures), *moved])

    @property
    def cited(self) -> str:
        """The articles, and the decrees of the holidays that moved the day."""
        years = national_calendar().years
        decrees = [str(years[day.year].source) for day in self.passed if national_calendar().name(day)]
        return "; ".join(dict.fromkeys([*(value.cited for value in self.figures), *decrees]))

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known about the figures before they are trusted: `law: note`, in Indonesian."""
        return self.notes_in("id")

    def notes_in(self, language: str) -> tuple[str, ...]:
        """The same in a language."""
        return tuple(f"{value.cited}: {value.note_in(language)}" for value in self.figures if value.note)

    @property
    def holidays(self) -> tuple[str, ...]:
        """The names of the national holidays that were passed over."""
        return tuple(name for day in self.passed if (name := national_calendar().name(day)))

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years that the clock ran through and whose holidays nobody has entered: the day may be later."""
        if not self.asks_calendar:
            return ()
        return tuple(sorted({day.year for day in (self.on, *self.passed) if not national_calendar().knows(day)}))


def is_working_day(day: dt.date, holidays: Collection[dt.date] = ()) -> bool:
    """Whether a day is neither Saturday, Sunday, a national holiday nor one of further holidays (an election, a region's)."""
    return day.weekday() < SATURDAY and not national_calendar().name(day) and day not in holidays


def working_days_after(start: dt.date, count: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """Return the day that is `count` working days after a day; the day itself does not count."""
    return _run(start, count, holidays)[0]


def _run(start: dt.date, count: int, holidays: Collection[dt.date]) -> tuple[dt.date, tuple[dt.date, ...]]:
    """Return the day that is `count` working days after a day, and the days that were none."""
    day, passed = start, []
    for _ in range(count):
        day += dt.timedelta(days=1)
        while not is_working_day(day, holidays):
            passed.append(day)
            day += dt.timedelta(days=1)
    return day, tuple(passed)


def due_on(month: dt.date, kind: str, holidays: Collection[dt.date] = (), figures: Figures | None = None) -> Clock:
    """Return when a contribution month is due.

    :param kind: pu (JKK, JKM, JHT), jp, bpu (JKK, JKM: the same month), bpu_jht (the month after; the laws differ, in
        practice one bill).
    :param holidays: further holidays; weekends and the national holidays of the book are known.
    """
    known = figures or national_figures()
    day = known["due_day"].at(month_end(month), kind)
    moves = known["due_holiday"].at(month_end(month), kind)
    target = add_months(month.replace(day=1), DUE_IN[kind])
    # The 30th of the relief of 2020 falls on the last day in February.
    due = target.replace(day=min(day.value, month_end(target).day))
    step = {NEXT_WORKING_DAY: 1, WORKING_DAY_BEFORE: -1}.get(moves.value, 0)
    passed = []
    while step and not is_working_day(due, holidays):
        passed.append(due)
        due += dt.timedelta(days=step)
    return Clock(due, (day, moves), tuple(passed), asks_calendar=step != 0)


def months_late(due: dt.date, paid_on: dt.date) -> int:
    """Return how many months late a payment is; a part of a month counts as a month (figure late_part_month: memory)."""
    if paid_on <= due:
        return 0
    months = month_number(paid_on) - month_number(due)
    anniversary = min(due.day, month_end(paid_on).day)
    started = national_figures()["late_part_month"].at(due).value
    return months + started if paid_on.day > anniversary else months


def pay_by(programme: str, complete_on: dt.date, holidays: Collection[dt.date] = ()) -> Clock:
    """Return the last day to pay a claim from the day it was *complete*, not received: working days, for JP days.

    :param programme: jkk, jkm, jht, jp or jkp.
    """
    days = national_figures()["pay_days"].at(complete_on, programme)
    if programme == "jp":
        return Clock(complete_on + dt.timedelta(days=days.value), (days,), asks_calendar=False)
    last, passed = _run(complete_on, days.value, holidays)
    return Clock(last, (days,), passed)


def duty_by(duty: str, since: dt.date, holidays: Collection[dt.date] = ()) -> Clock:
    """Return the last day of a duty of the agency or an employer that runs in working days.

    :param duty: a key of DUTIES; `since` is the day that its words name.
    :raises NotInForce: before the law that sets it.
    """
    days = national_figures()["duty_days"].at(since, duty)
    last, passed = _run(since, days.value, holidays)
    return Clock(last, (days,), passed)


def new_worker_by(started_on: dt.date) -> Clock:
    """Return until when an employer registers a new worker: days, not working days (PP 45/2015 Pasal 4(2))."""
    days = national_figures()["new_worker_days"].at(started_on)
    return Clock(started_on + dt.timedelta(days=days.value), (days,), asks_calendar=False)


def pension_from(happened_on: dt.date) -> Clock:
    """Return from which day a pension counts: the first of the month after pension age, disability or death."""
    months = national_figures()["jp_starts_months"].at(happened_on)
    return Clock(add_months(happened_on, months.value), (months,), asks_calendar=False)


def pension_confirmed_by(last_on: dt.date) -> Clock:
    """Return until when a pensioner confirms again, or the payment is suspended (PP 45/2015 Pasal 26(1)-(2))."""
    months = national_figures()["jp_confirm_months"].at(last_on)
    month = add_months(last_on, months.value)
    return Clock(month.replace(day=min(last_on.day, month_end(month).day)), (months,), asks_calendar=False)


def pension_stops(last_on: dt.date) -> Clock:
    """Return when a pension that nobody confirms is stopped for good (PP 45/2015 Pasal 26(4))."""
    years = national_figures()["jp_confirm_years"].at(last_on)
    return Clock(_years_later(last_on, years.value), (years,), asks_calendar=False)


def compensation(programme: str, amount: int, pay_by_day: dt.date, paid_on: dt.date) -> int:
    """Return what the agency owes in whole rupiah for paying a JKK or JKM claim late: 1 % per day (PP 44/2015).

    :raises KeyError: for a programme without such a rule.
    """
    per_day = national_figures()["pay_late_rate"].at(pay_by_day, programme).value
    return rate(amount, per_day * max((paid_on - pay_by_day).days, 0))


def pension_compensation(amount: int, months: int, on: dt.date) -> int:
    """Return what the agency owes in whole rupiah for paying a pension late: 2 % per month (PP 45/2015 Pasal 35)."""
    return rate(amount, national_figures()["jp_pay_late_rate"].at(on).value * months)


def claim_until(accident_on: dt.date) -> Clock:
    """Return the last day to claim JKK: years from the accident, or from the diagnosis since PP 82/2019 (Pasal 26)."""
    years = national_figures()["jkk_claim_years"].at(accident_on)
    return Clock(_years_later(accident_on, years.value), (years,), asks_calendar=False)


def disease_counts_until(left_on: dt.date) -> Clock:
    """Return the last day on which an occupational disease still counts after leaving work (PP 44/2015 Pasal 48)."""
    years = national_figures()["disease_years"].at(left_on)
    return Clock(_years_later(left_on, years.value), (years,), asks_calendar=False)


def report_by(happened_at: dt.datetime) -> dt.datetime:
    """Return until when an accident, or its end, is reported: twice 24 hours (PP 44/2015 Pasal 43, 44)."""
    hours = national_figures()["accident_report_hours"].at(happened_at.date()).value
    return happened_at + dt.timedelta(hours=hours)


def correction_told_by(received_on: dt.date, holidays: Collection[dt.date] = ()) -> Clock:
    """Return until when over- or underpayment is told (PP 44/2015 Pasal 23): working days; it is netted next month."""
    days = national_figures()["correction_days"].at(received_on)
    last, passed = _run(received_on, days.value, holidays)
    return Clock(last, (days,), passed)


@dataclass(frozen=True, slots=True)
class Hours:
    """A moment that the law sets, and the figure it rests on."""

    until: dt.datetime
    figure: Value


def personal_data_until(kind: str, since: dt.datetime) -> Hours:
    """Return until when a matter of personal data is told or settled (UU 27/2022 Pasal 30, 43, 46): hours run through weekends.

    :param kind: breach (since it was found), correction, erasure (since the request came in).
    :raises NotInForce: before the law was.
    """
    figure = national_figures()["personal_data_hours"].at(since.date(), kind)
    return Hours(since + dt.timedelta(hours=figure.value), figure)


def _years_later(day: dt.date, years: int) -> dt.date:
    month = day.replace(year=day.year + years, day=1)
    return month.replace(day=min(day.day, month_end(month).day))


@dataclass(frozen=True, slots=True)
class Sanction:
    """The stages of PP 86/2013 for one employer; every day is the last of its stage."""

    warnings_end: tuple[dt.date, ...]
    fine_counts_from: dt.date
    fine_stage_ends: dt.date
    weakest: str


def sanction(first_warning_on: dt.date, holidays: Collection[dt.date] = ()) -> Sanction:
    """Return the stages after a first written warning: two warnings, the fine, then denial of services may be asked.

    The law says "working days" in one article and "days" in another; the longer reading is taken and marked as conflict.
    """
    known = national_figures()
    days = known["warning_days"].at(first_warning_on)
    stage = known["fine_days"].at(first_warning_on)
    ends: list[dt.date] = []
    for _ in range(known["warnings_most"].at(first_warning_on).value):
        ends.append(working_days_after(ends[-1] if ends else first_warning_on, days.value, holidays))
    end = ends[-1] + dt.timedelta(days=stage.value)
    return Sanction(tuple(ends), ends[-1] + dt.timedelta(days=1), end, weakest([days.confidence, stage.confidence]))


def person_warnings(first_warning_on: dt.date, holidays: Collection[dt.date] = ()) -> tuple[Clock, Clock]:
    """Return the ends of the two warnings to somebody who is no employer and gave wrong data (PP 86/2013 Pasal 12).

    The first runs in working days, the second in days; then denial of services may be asked, there is no fine. Who did not
    register at all is not warned first (Pasal 11).
    """
    first = national_figures()["person_warning_days"].at(first_warning_on, "first")
    second = national_figures()["person_warning_days"].at(first_warning_on, "second")
    end, passed = _run(first_warning_on, first.value, holidays)
    return Clock(end, (first,), passed), Clock(end + dt.timedelta(days=second.value), (second,), passed)
