"""Job loss benefits (JKP), by the day of the layoff: PP 37/2021, and PP 6/2025 from 7 February 2025."""

from __future__ import annotations

import datetime as dt

from payung.law.figures import national_figures
from payung.law.inputs import LARGEST_WAGE, Choice, Truth, Whole
from payung.law.register import national
from payung.law.rulebook import Book
from payung.law.terms import rate
from payung.vocabulary.words import Words

LAYOFF = Book("JKP", "layoff", national(), national_figures())
STARTS = dt.date(2021, 2, 2)
CAUSES = ("layoff", "resignation", "disability", "pension", "death", "contract_ended_early", "contract_ended_on_term")

LAYOFF.takes(
    Whole("wage", Words("upah terakhir", "last wage"), 0, LARGEST_WAGE),
    Whole("cash_month", Words("bulan manfaat ke-", "month of benefit"), 1, 12, default=1),
    Choice("cause", Words("sebab berakhirnya kerja", "how work ended"), CAUSES),
    Whole("paid_in_24", Words("bulan iuran dalam 24 bulan terakhir", "paid months in the last 24"), 0, 24),
    Whole(
        "paid_in_row", Words("bulan iuran berturut-turut sebelum PHK", "consecutive paid months before layoff"), 0, 600
    ),
    Whole("months_to_claim", Words("bulan antara PHK dan klaim", "months from layoff to claim"), 0, 600),
    Whole("age_at_registration", Words("umur saat mendaftar", "age at registration"), 0, 130),
    Truth("citizen", Words("WNI", "Indonesian citizen")),
    Choice(
        "employer_size",
        Words("skala usaha", "size of business"),
        ("micro", "small", "medium", "large"),
        default="medium",
    ),
    Truth("in_jkn", Words("peserta JKN penerima upah", "in JKN as a wage earner"), default=True),
    Truth("in_jht", Words("ikut JHT", "in JHT"), default=True),
    Truth("in_jp", Words("ikut JP", "in JP"), default=True),
    Truth("works_again", Words("sudah bekerja lagi", "has work again"), default=False),
    Whole("times_before", Words("kali menerima JKP", "times received"), 0, 50, default=0),
    Whole(
        "paid_years_since", Words("tahun iuran sejak JKP terakhir", "paid years since the last JKP"), 0, 50, default=50
    ),
    Whole("arrears_months", Words("bulan menunggak", "months in arrears"), 0, 600, default=0),
    Truth("firm_closed", Words("perusahaan pailit atau tutup", "firm bankrupt or closed"), default=False),
)


@LAYOFF.rule("PP 37/2021 Pasal 21; PP 6/2025 Pasal 21", Words("Upah dasar manfaat", "Wage base"), since=STARTS)
def benefit_wage(wage, p):
    """The wage that cash is reckoned on: at most the cap."""
    return min(wage, p.jkp_benefit_cap)


@LAYOFF.rule("PP 37/2021 Pasal 21; PP 6/2025 Pasal 21", Words("Uang tunai sebulan", "Cash of one month"), since=STARTS)
def cash(cash_month, benefit_wage, p):
    """Cash of one month of benefit in whole rupiah; nothing after the last month."""
    if cash_month <= p.jkp_cash_months["first"]:
        return rate(benefit_wage, p.jkp_cash_share["first"])
    if cash_month <= p.jkp_cash_months["first"] + p.jkp_cash_months["later"]:
        return rate(benefit_wage, p.jkp_cash_share["later"])
    return 0


@LAYOFF.rule("PP 37/2021 Pasal 21; PP 6/2025 Pasal 21", Words("Jumlah uang tunai", "Cash in all"), since=STARTS)
def cash_total(benefit_wage, p):
    """Cash over all months in whole rupiah, each month rounded by itself."""
    return (
        rate(benefit_wage, p.jkp_cash_share["first"]) * p.jkp_cash_months["first"]
        + rate(benefit_wage, p.jkp_cash_share["later"]) * p.jkp_cash_months["later"]
    )


@LAYOFF.guard(
    "PP 6/2025 Pasal 20",
    Words(
        id="Kontrak berakhir sebelum waktunya: perubahan Pasal 20 oleh PP 6/2025 belum terbaca; mintalah penegasan tertulis",
        en="A contract that ended early: the change of Pasal 20 by PP 6/2025 has not been read; get a written ruling",
    ),
    protects=("cause_counts",),
)
def early_end_unread(cause, p):
    """Refuses early ends of fixed-term contracts under PP 6/2025, whose new Pasal 20 has not been read."""
    return cause == "contract_ended_early" and p.jkp_consecutive_months == 0


@LAYOFF.rule("PP 37/2021 Pasal 20; PP 6/2025 Pasal 20", Words("Sebab PHK diakui", "Cause counts"), since=STARTS)
def cause_counts(cause):
    """Whether the way work ended opens JKP."""
    return cause in ("layoff", "contract_ended_early")


@LAYOFF.rule("PP 37/2021 Pasal 19(3); PP 6/2025", Words("Masa iuran cukup", "Enough paid months"), since=STARTS)
def months_suffice(paid_in_24, paid_in_row, p):
    """Whether enough months are paid: 12 of 24, and before PP 6/2025 six in a row."""
    return paid_in_24 >= p.jkp_paid_months and paid_in_row >= p.jkp_consecutive_months


@LAYOFF.rule("PP 37/2021 Pasal 35; PP 6/2025", Words("Belum melampaui batas kali", "Not too often"), since=STARTS)
def not_too_often(times_before, paid_years_since, p):
    """Whether JKP may be had again: three times in a working life, five paid years between."""
    if times_before == 0:
        return True
    return times_before < p.jkp_times_most and paid_years_since >= p.jkp_years_between


@LAYOFF.rule(
    "PP 37/2021 Pasal 40; PP 6/2025",
    Words("Diklaim pada waktunya, belum bekerja lagi", "Claimed in time, no new work"),
    since=STARTS,
)
def in_time(months_to_claim, works_again, p):
    """Whether the right is not lost: claimed within the window after the layoff, and no new work."""
    return months_to_claim <= p.jkp_claim_months and not works_again


@LAYOFF.rule("PP 37/2021 Pasal 4(2); PP 6/2025 Pasal 4", Words("Peserta JKP", "Member of JKP"), since=STARTS)
def was_member(citizen, age_at_registration, p):
    """Whether the worker could be registered: an Indonesian citizen, young enough then."""
    return citizen and age_at_registration < p.jkp_age_below


@LAYOFF.rule("PP 37/2021 Pasal 4(3)", Words("Program lain lengkap", "In the other programmes"), since=STARTS)
def programmes_complete(employer_size, in_jkn, in_jht, in_jp):
    """Whether the worker was in the programmes that JKP rests on: JP too where the business is medium or large."""
    return in_jkn and in_jht and (in_jp or employer_size in ("micro", "small"))


@LAYOFF.rule("PP 37/2021 Pasal 40; PP 6/2025", Words("Berhak JKP", "Right to JKP"), since=STARTS)
def entitled(was_member, programmes_complete, cause_counts, months_suffice, not_too_often, in_time):
    """Whether JKP is due."""
    return was_member and programmes_complete and cause_counts and months_suffice and not_too_often and in_time


@LAYOFF.rule(
    "PP 37/2021 Pasal 39; PP 6/2025 Pasal 39A", Words("Siapa membayar lebih dulu", "Who pays first"), since=STARTS
)
def pays_first(arrears_months, firm_closed, p):
    """`agency`, or `employer` who claims it back, by the employer's arrears."""
    if arrears_months <= p.jkp_arrears_most:
        return "agency"
    return "agency" if firm_closed and arrears_months <= p.jkp_arrears_closed else "employer"
