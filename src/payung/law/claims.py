"""The book of claims on savings: JHT withdrawals and JP pensions, by the day of the claim."""

from __future__ import annotations

import datetime as dt

from payung.law.events import LARGEST_BASE
from payung.law.figures import national_figures
from payung.law.inputs import Choice, Truth, Whole
from payung.law.register import national
from payung.law.rulebook import Book
from payung.law.terms import rate
from payung.vocabulary.words import Words

CLAIM = Book("tabungan", "claim", national(), national_figures())

# PP 60/2015 let workers who leave work take their JHT; before it they waited until 56.
EASED = dt.date(2015, 8, 12)
# Permenaker 19/2015 said how: from this day, one month after leaving work.
PAID_OUT = dt.date(2015, 9, 1)
# Permenaker 4/2022 replaced Permenaker 2/2022 on this day.
CLARIFIED = dt.date(2022, 4, 26)
REASONS = (
    "pension_age",
    "disability",
    "death",
    "leaves_indonesia",
    "resignation",
    "layoff",
    "contract_end",
    "bpu_stops",
    "retirement",
    "housing",
    "working",
)
SURVIVORS = ("widow", "child", "child_after_widow", "parent")

CLAIM.takes(
    Choice("reason", Words("alasan pengambilan JHT", "reason of the JHT claim"), REASONS, default="working"),
    Whole("age", Words("umur, tahun", "age, years"), 0, 130, default=0),
    Whole("balance", Words("saldo JHT", "JHT balance"), 0, 999_999_999_999),
    Whole("jht_months", Words("bulan kepesertaan JHT", "months in JHT"), 0, 1_200, default=0),
    Whole(
        "months_since_leaving", Words("bulan sejak berhenti bekerja", "months since leaving work"), 0, 1_200, default=0
    ),
    Truth("withdrawn_before", Words("pernah mengambil sebagian", "took a part before"), default=False),
    Whole("average_wage", Words("upah rata-rata tertimbang sebulan", "weighted average monthly wage"), 0, LARGEST_BASE),
    Whole("jp_months", Words("bulan iuran JP", "paid JP months"), 0, 1_200),
    Truth(
        "reached_before",
        Words("sudah mencapai usia pensiun yang berlaku waktu itu", "reached the pension age in force at that time"),
        default=False,
    ),
    Whole("jp_member_months", Words("bulan kepesertaan JP", "months of JP membership"), 0, 1_200, default=0),
    Choice("survivor", Words("ahli waris", "survivor"), SURVIVORS, default="widow"),
    Whole("inflation", Words("inflasi tahun lalu (ppm)", "last year's inflation (ppm)"), 0, 1_000_000, default=0),
    Whole("pension", Words("pensiun yang sedang dibayar", "pension in payment"), 0, LARGEST_BASE, default=0),
)


@CLAIM.rule("PP 46/2015 Pasal 26", Words("JHT penuh", "Full JHT"), name="jht_full", until=EASED)
def jht_full_before(reason, age, p):
    """Whether the whole balance may be taken before PP 60/2015: those who left work waited until 56, not who left Indonesia."""
    if reason in ("disability", "death", "leaves_indonesia"):
        return True
    return age >= p.jht_age


@CLAIM.rule(
    "PP 46/2015 Pasal 26; PP 60/2015", Words("JHT penuh", "Full JHT"), name="jht_full", since=EASED, until=PAID_OUT
)
def jht_full_eased(reason, age, months_since_leaving, p):
    """Whether the whole balance may be taken in the weeks after PP 60/2015; the wait itself was left to a Permenaker."""
    if reason in ("disability", "death"):
        return True
    if reason in ("leaves_indonesia", "resignation", "layoff"):
        return months_since_leaving >= p.jht_wait_months
    return age >= p.jht_age


@CLAIM.rule(
    "PP 60/2015; Permenaker 19/2015", Words("JHT penuh", "Full JHT"), name="jht_full", since=PAID_OUT, until=CLARIFIED
)
def jht_full_paid_out(reason, age, months_since_leaving, p):
    """Whether the whole balance may be taken under Permenaker 19/2015: a month after leaving work; leaving Indonesia at once."""
    if reason in ("disability", "death", "leaves_indonesia"):
        return True
    if reason in ("resignation", "layoff"):
        return months_since_leaving >= p.jht_wait_months or age >= p.jht_age
    return age >= p.jht_age


@CLAIM.guard(
    "PP 60/2015; Permenaker 19/2015",
    Words(
        id="Kontrak habis atau BPU berhenti bekerja sebelum 26 April 2022: sumber yang terbaca tentang Permenaker 19/2015 hanya "
        "menyebut mengundurkan diri, PHK, dan meninggalkan Indonesia; mintalah penegasan tertulis",
        en="A contract that ended, or a BPU member who stopped working, before 26 April 2022: what was read of Permenaker 19/2015 "
        "names only resignation, layoff and leaving Indonesia; get a written ruling",
    ),
    protects=("jht_full",),
)
def other_ends_unread(reason, age, p):
    """Refuses other ends of work between PP 60/2015 and Permenaker 4/2022, which no source read here names."""
    return reason in ("contract_end", "bpu_stops") and age < p.jht_age and p.jht_other_ends_named == 0


@CLAIM.rule(
    "PP 46/2015 Pasal 22; PP 46/2015 Pasal 26; Permenaker 4/2022 Pasal 4; Permenaker 4/2022 Pasal 6",
    Words("JHT penuh", "Full JHT"),
    since=CLARIFIED,
)
def jht_full(reason, age, months_since_leaving, p):
    """Whether the whole balance may be taken: at 56, on disability, death, or after leaving work."""
    if reason in ("disability", "death", "leaves_indonesia", "contract_end", "bpu_stops"):
        return True
    if reason in ("resignation", "layoff"):
        return months_since_leaving >= p.jht_wait_months or age >= p.jht_age
    return age >= p.jht_age


@CLAIM.rule("PP 46/2015 Pasal 22(4)", Words("Boleh mengambil sebagian", "May take a part"))
def jht_partial(reason, jht_months, withdrawn_before, p):
    """Whether a part may be taken while working: once, after ten years."""
    return reason in ("retirement", "housing") and jht_months >= p.jht_partial_months and not withdrawn_before


@CLAIM.rule("PP 46/2015 Pasal 22", Words("JHT yang dapat diambil", "JHT that may be taken"))
def jht_payable(jht_full, jht_partial, reason, balance, p):
    """The most that may be taken now, in whole rupiah; of a part never more than its share ("at most"): rounded down."""
    if jht_full:
        return balance
    if not jht_partial:
        return 0
    if reason == "housing":
        return balance * p.jht_partial_share["housing"] // 1_000_000
    return balance * p.jht_partial_share["retirement"] // 1_000_000


@CLAIM.rule("PP 45/2015 Pasal 17(2)", Words("Manfaat pensiun menurut rumus", "Pension by the formula"))
def jp_formula(average_wage, jp_months, p):
    """1 % × (months / 12) × weighted average monthly wage, in whole rupiah half up, before the bounds."""
    return (average_wage * jp_months * p.jp_accrual + 6_000_000) // 12_000_000


@CLAIM.rule("PP 45/2015 Pasal 17; PP 45/2015 Pasal 18", Words("Pensiun hari tua sebulan", "Old-age pension per month"))
def jp_old_age(jp_form, jp_formula, p):
    """The monthly old-age pension in whole rupiah, within the year's bounds; 0 where only a lump sum is due."""
    if jp_form != "pension":
        return 0
    return min(max(jp_formula, p.jp_least), p.jp_most)


@CLAIM.rule("PP 45/2015 Pasal 19; PP 45/2015 Pasal 24", Words("Bentuk manfaat hari tua", "Form of the old-age benefit"))
def jp_form(age, reached_before, jp_months, p):
    """`pension` from 180 paid months, else `lump_sum` (contributions and their development); `none` before pension age.

    The age rises with the years: who reached it when it was lower keeps the right (`reached_before`).
    """
    if age < p.pension_age and not reached_before:
        return "none"
    return "pension" if jp_months >= p.jp_months_least else "lump_sum"


@CLAIM.rule("PP 45/2015 Pasal 20; PP 45/2015 Pasal 21", Words("Kepadatan iuran cukup", "Density of contributions met"))
def jp_dense(jp_months, jp_member_months, p):
    """Whether at least 80 % of the months of membership are paid."""
    return jp_months * 1_000_000 >= jp_member_months * p.jp_density


@CLAIM.rule(
    "PP 45/2015 Pasal 20(2); PP 45/2015 Pasal 20(3)", Words("Bulan dihitung bila cacat", "Months counted, disability")
)
def jp_disability_counted(jp_months, jp_member_months, jp_dense, p):
    """Months behind a disability pension: as paid from 15 years on; before, 15 years if dense and a month a member; else 0."""
    if jp_months >= p.jp_months_least:
        return jp_months
    if jp_dense and jp_member_months >= p.jp_disability_months:
        return p.jp_months_least
    return 0 if p.jp_thin_lump_sum > 0 else jp_months


@CLAIM.rule("PP 45/2015 Pasal 20", Words("Pensiun cacat sebulan", "Disability pension per month"))
def jp_disability(age, average_wage, jp_disability_counted, p):
    """The monthly disability pension in whole rupiah, for total disability before pension age; 0 where a lump sum is due."""
    if age >= p.pension_age or jp_disability_counted == 0:
        return 0
    return min(
        max((average_wage * jp_disability_counted * p.jp_accrual + 6_000_000) // 12_000_000, p.jp_least), p.jp_most
    )


@CLAIM.rule(
    "PP 45/2015 Pasal 21(3); PP 45/2015 Pasal 22(3); PP 45/2015 Pasal 23(3)",
    Words("Bulan dihitung bagi ahli waris", "Months counted for survivors"),
)
def jp_survivor_counted(jp_months, jp_member_months, jp_dense, p):
    """Months behind a survivor's pension: as paid from 15 years on; before, 15 years if dense and a year a member; else 0."""
    if jp_months >= p.jp_months_least:
        return jp_months
    if jp_dense and jp_member_months >= p.jp_survivor_months:
        return p.jp_months_least
    return 0 if p.jp_thin_lump_sum > 0 else jp_months


@CLAIM.rule("PP 45/2015 Pasal 17(2)", Words("Pensiun dasar ahli waris", "Pension that survivors share"))
def jp_survivor_base(pension, average_wage, jp_survivor_counted, p):
    """The pension in payment, else the formula over the months counted."""
    if pension > 0:
        return pension
    return (average_wage * jp_survivor_counted * p.jp_accrual + 6_000_000) // 12_000_000


@CLAIM.rule(
    "PP 45/2015 Pasal 21; PP 45/2015 Pasal 22; PP 45/2015 Pasal 23",
    Words("Bagian ahli waris", "Survivor's part by formula"),
)
def jp_survivor_formula(survivor, jp_survivor_base, p):
    """Widow/er and child half, a child after the widow/er half of that half, parents a fifth; whole rupiah half up."""
    if survivor == "child_after_widow":
        return rate(rate(jp_survivor_base, p.jp_survivor_share["widow"]), p.jp_survivor_share["child_after_widow"])
    return rate(jp_survivor_base, p.jp_survivor_share[survivor])


@CLAIM.rule(
    "PP 45/2015 Pasal 18; PP 45/2015 Pasal 21", Words("Pensiun ahli waris sebulan", "Survivor's pension per month")
)
def jp_survivor(jp_survivor_formula, p):
    """The survivor's pension in whole rupiah; below the least pension it is not raised, and that is marked as open."""
    if jp_survivor_formula >= p.jp_least:
        return min(jp_survivor_formula, p.jp_most)
    return rate(jp_survivor_formula, p.jp_survivor_unfloored)


@CLAIM.rule("PP 45/2015 Pasal 17(4)", Words("Pensiun sesudah penyesuaian", "Pension after indexation"))
def jp_indexed(pension, inflation):
    """A pension in payment after last year's inflation, in whole rupiah half up; the year's bounds are a letter's matter."""
    return rate(pension, 1_000_000 + inflation)


CLAIM.counts("months", "jp_disability_counted", "jp_survivor_counted")
