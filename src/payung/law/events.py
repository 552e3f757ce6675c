"""The book of accidents and deaths: what JKK and JKM benefits rest on."""

from __future__ import annotations

from payung.law.figures import national_figures
from payung.law.inputs import Choice, Truth, Whole
from payung.law.register import national
from payung.law.rulebook import Book
from payung.vocabulary.words import Words

EVENT = Book("santunan", "event", national(), national_figures())

# Eighty months of this wage times a rate still fits into 64 bits; proved in the tests.
LARGEST_BASE = 99_999_999_999
LOSSES = (*(str(key) for key in national_figures()["partial_loss"].cells), "scalp", "none")
_LOST, _UNITS = (
    Words("jenis cacat", "kind of loss"),
    Words("kelipatan (jari lain, per 10 dB, per 10 %)", "units (other fingers, per 10 dB, per 10 %)"),
)
_FUNCTION = Words("persen fungsi yang hilang", "per cent of function lost")


def _numbered(words: Words, place: int) -> Words:
    return Words(f"{words.id} ke-{place}", f"{words.en}, no. {place}")


EVENT.takes(
    Choice("segment", Words("segmen", "segment"), ("pu", "bpu", "jakon")),
    Whole("base", Words("upah atau dasar penghasilan sebulan", "monthly wage or income base"), 0, LARGEST_BASE),
    Whole("true_wage", Words("upah sebulan yang sebenarnya", "true monthly wage"), 0, LARGEST_BASE),
    Whole("days", Words("hari tidak mampu bekerja", "days unable to work"), 0, 36_500, default=0),
    Whole(
        "land", Words("biaya angkutan darat/sungai/danau", "land, river or lake transport"), 0, LARGEST_BASE, default=0
    ),
    Whole("sea", Words("biaya angkutan laut", "sea transport"), 0, LARGEST_BASE, default=0),
    Whole("air", Words("biaya angkutan udara", "air transport"), 0, LARGEST_BASE, default=0),
    Choice("loss", _LOST, LOSSES, default="none"),
    Whole("loss_units", _UNITS, 1, 10, default=1),
    Whole("function_percent", _FUNCTION, 0, 100, default=100),
    Choice("loss_2", _numbered(_LOST, 2), LOSSES, default="none"),
    Whole("loss_units_2", _numbered(_UNITS, 2), 1, 10, default=1),
    Whole("function_percent_2", _numbered(_FUNCTION, 2), 0, 100, default=100),
    Choice("loss_3", _numbered(_LOST, 3), LOSSES, default="none"),
    Whole("loss_units_3", _numbered(_UNITS, 3), 1, 10, default=1),
    Whole("function_percent_3", _numbered(_FUNCTION, 3), 0, 100, default=100),
    Whole(
        "scalp_percent", Words("persen kulit kepala menurut dokter", "scalp per cent by the doctor"), 0, 100, default=0
    ),
    Truth("left_handed", Words("kidal", "left-handed"), default=False),
    Whole(
        "eye_better",
        Words("efisiensi mata terbaik, persen", "efficiency of the better eye, per cent"),
        0,
        100,
        default=100,
    ),
    Whole(
        "eye_worse",
        Words("efisiensi mata terburuk, persen", "efficiency of the worse eye, per cent"),
        0,
        100,
        default=100,
    ),
    Choice("aid", Words("alat bantu", "aid"), ("dentures", "hearing_aid", "glasses"), default="dentures"),
    Whole("price", Words("harga atau biaya", "price or cost"), 0, LARGEST_BASE, default=0),
    Whole("care_months", Words("bulan perawatan di rumah", "months of home care"), 0, 1_200, default=0),
    Whole("membership_months", Words("bulan kepesertaan penuh", "completed months of membership"), 0, 1_200),
    Whole("paid_months", Words("bulan iuran terbayar", "paid months"), 0, 1_200),
    Whole(
        "arrears_months", Words("bulan menunggak berturut-turut", "consecutive months in arrears"), 0, 1_200, default=0
    ),
    Truth("arrears_paid", Words("tunggakan sudah dilunasi", "arrears have been paid"), default=False),
    Truth("reported_late", Words("dilaporkan lewat 2×24 jam", "reported later than twice 24 hours"), default=False),
    Truth("has_heirs", Words("ada ahli waris", "there are heirs"), default=True),
    Truth("by_accident", Words("karena kecelakaan kerja", "by an accident at work"), default=False),
    Whole("tk_sd", Words("tahun TK sampai SD", "years of kindergarten and primary school"), 0, 30, default=0),
    Whole("smp", Words("tahun SMP", "years of junior secondary school"), 0, 30, default=0),
    Whole("sma", Words("tahun SMA", "years of senior secondary school"), 0, 30, default=0),
    Whole("university", Words("tahun kuliah", "years of university"), 0, 30, default=0),
)
