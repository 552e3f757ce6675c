"""The book of contribution months: its inputs, and the lines that all segments share."""

from __future__ import annotations

from payung.law.figures import national_figures
from payung.law.inputs import LARGEST_WAGE, Choice, Truth, Whole
from payung.law.register import national
from payung.law.rulebook import Book
from payung.vocabulary.words import Words

MONTH = Book("iuran", "month", national(), national_figures())

SEGMENTS = ("pu", "bpu", "jakon")
# The same words as in the register extract of BPJS.
PAYERS = ("self", "employer", "pemkab", "pemprov", "desa", "csr", "sponsor", "apbn")
RULINGS = ("none", "entitled", "excluded")

MONTH.takes(
    Choice("segment", Words("segmen", "segment"), SEGMENTS),
    Whole(
        "earnings",
        Words("upah atau penghasilan sebulan", "monthly wage or income"),
        0,
        LARGEST_WAGE,
    ),
    Whole("month", Words("bulan iuran", "contribution month"), 2015 * 12 + 6, 2199 * 12 + 11),
    Whole("member_since", Words("bulan mendaftar", "month of registration"), 0, 2199 * 12 + 11, default=0),
    Whole("risk", Words("kelas risiko JKK (1–5)", "JKK risk class (1–5)"), 1, 5),
    Truth("jht", Words("ikut JHT", "in JHT")),
    Truth("jp", Words("ikut JP", "in JP")),
    Truth("jkp", Words("ikut JKP", "in JKP"), default=False),
    Whole("age_months", Words("umur (dari tanggal lahir), bulan", "age (from the birth date), months"), 0, 1_500),
    Truth("jp_deferred", Words("menunda pensiun", "pension deferred"), default=False),
    Truth(
        "labour_intensive",
        Words("berhak keringanan padat karya", "entitled to the labour-intensive relief"),
        default=False,
    ),
    Choice("payer", Words("pembayar iuran", "payer"), PAYERS),
    Choice("occupation", Words("kelompok pekerjaan", "occupation group"), ("other", "transport")),
    Choice(
        "ruling",
        Words("penegasan tertulis soal keringanan", "written ruling on the relief"),
        RULINGS,
        default="none",
    ),
)


@MONTH.rule("PP 49/2020", Words("Pendaftar baru selama keringanan 2020", "Joined during the relief of 2020"))
def entrant(month, member_since, p):
    """Whether a member joined during the relief of PP 49/2020 and is in the first months, at the normal rate."""
    if p.relief_entrant_months == 0:
        return False
    return member_since >= p.relief_entrants_from and month - member_since < p.relief_entrant_months
