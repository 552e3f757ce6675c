"""What the law (not a programme) decides about a person or an employer on a day: scheme, segment, age, duties."""

from __future__ import annotations

import datetime as dt

from payung.law.figures import national_figures
from payung.law.inputs import LARGEST_WAGE, Choice, Truth, Whole
from payung.law.register import national
from payung.law.rulebook import Book
from payung.law.terms import rate
from payung.vocabulary.words import Words

PERSON = Book("kepesertaan", "day", national(), national_figures())
SIZES_SINCE = dt.date(2021, 2, 2)
# The contribution months of PP 7/2025 and PP 36/2025: February 2025 to January 2026.
RELIEF_STARTS, RELIEF_ENDED = dt.date(2025, 2, 1), dt.date(2026, 2, 1)
# Older minimum wages are not in the book.
WAGES_SINCE = dt.date(2024, 1, 1)
WORK = (
    "employee",
    "self_employed",
    "pns",
    "cpns",
    "pppk",
    "pppk_part_time",
    "tni",
    "polri",
    "asn_tni_polri",
    "non_asn",
    "election",
    "village",
    "intern",
    "construction",
)
INDUSTRIES = ("food_beverage_tobacco", "textile_apparel", "leather", "footwear", "toys", "furniture", "other")
MOST = 999_999_999_999_999
# Kemendagri codes: provinces, and the kabupaten/kota whose own minimum wage the book has.
PLACES = tuple(str(key) for key in national_figures()["minimum_wage"].cells)

PERSON.takes(
    Choice("work", Words("jenis pekerja", "kind of worker"), WORK),
    Truth("foreigner", Words("tenaga kerja asing", "foreigner"), default=False),
    Whole(
        "months_in_indonesia", Words("bulan bekerja di Indonesia", "months of work in Indonesia"), 0, 1_200, default=0
    ),
    Whole("age", Words("umur saat mendaftar", "age at registration"), 0, 130),
    Whole("occupations", Words("jumlah pekerjaan", "number of occupations"), 1, 20, default=1),
    Whole("capital", Words("modal usaha tanpa tanah dan bangunan", "capital without land and buildings"), 0, MOST),
    Whole("sales", Words("penjualan setahun", "yearly sales"), 0, MOST),
    Choice("industry", Words("industri", "industry"), INDUSTRIES, default="other"),
    Whole("active_workers", Words("pekerja aktif", "active workers"), 0, 10_000_000, default=0),
    Truth("jkk_paid_to_2025_01", Words("JKK lunas sampai Januari 2025", "JKK paid up to January 2025"), default=False),
    Whole("wage", Words("gaji", "salary"), 0, LARGEST_WAGE),
    Truth("owner", Words("pemilik usaha itu", "owner of that business"), default=False),
    Truth("jkm_elsewhere", Words("sudah ikut JKM di usaha lain", "in JKM at another business already"), default=False),
    Choice("place", Words("provinsi atau kabupaten/kota (kode)", "province or kabupaten/kota (code)"), PLACES),
)


@PERSON.guard(
    "PP 70/2015",
    Words(
        id="PPPK paruh waktu: satu daerah (Depok, Februari 2026) memindahkannya ke Taspen; ketentuan nasionalnya belum terbaca, "
        "mintalah surat BPJS Ketenagakerjaan atau Taspen",
        en="Part-time PPPK: one city (Depok, February 2026) moved them to Taspen; the national rule has not been read, get a "
        "letter from BPJS Ketenagakerjaan or Taspen",
    ),
    protects=("scheme",),
)
def part_time_unclear(work):
    """Refuses part-time PPPK, whose scheme moved in at least one city."""
    return work == "pppk_part_time"


@PERSON.rule("UU 24/2011 Pasal 14; PP 70/2015; PP 102/2015; PP 44/2015", Words("Penyelenggara", "Scheme"))
def scheme(work):
    """`taspen` for PNS, CPNS and PPPK, `asabri` for soldiers, police and their civil servants, else `bpjstk`."""
    if work in ("pns", "cpns", "pppk", "pppk_part_time"):
        return "taspen"
    return "asabri" if work in ("tni", "polri", "asn_tni_polri") else "bpjstk"


@PERSON.guard(
    "PP 44/2015 Pasal 5; Penjelasan ARTIKEL-DAERAH/2026",
    Words(
        id="Perangkat desa, RT/RW, kader, BPD: praktik daerah berbeda (PU desa kelas II, atau BPU); isi 'employee' atau "
        "'self_employed' menurut peraturan daerah yang mengaturnya",
        en="Village staff, RT/RW, cadres, BPD: regions differ (PU of the village in class II, or BPU); say 'employee' or "
        "'self_employed' by the local rule that decides it",
    ),
    protects=("segment",),
)
def village_unclear(work):
    """Refuses village workers: no national text found says whether they are PU or BPU."""
    return work == "village"


@PERSON.rule("PP 44/2015 Pasal 5; PP 44/2015 Pasal 53; PP 49/2023 Pasal 5(1)", Words("Segmen kepesertaan", "Segment"))
def segment(scheme, work):
    """`pu`, `bpu` or `jakon`; `none` for those whom another scheme covers."""
    if scheme != "bpjstk":
        return "none"
    if work == "self_employed":
        return "bpu"
    return "jakon" if work == "construction" else "pu"


@PERSON.rule("UU 24/2011 Pasal 14; PP 44/2015 Pasal 1(4)", Words("Wajib menjadi peserta", "Must be a member"))
def must_join(scheme, foreigner, months_in_indonesia, p):
    """Whether the person must be a member of BPJS Ketenagakerjaan; a foreigner after six months of work."""
    return scheme == "bpjstk" and (not foreigner or months_in_indonesia >= p.foreigner_months)


@PERSON.rule("PP 44/2015 Pasal 15", Words("Wajib JKM di usaha itu", "JKM is owed at that business"))
def must_jkm(must_join, owner, jkm_elsewhere):
    """Whether JKM is owed here: by each employer for its workers, but for an owner of several businesses in one only.

    JKK is owed in every one of them.
    """
    return must_join and not (owner and jkm_elsewhere)


@PERSON.guard(
    "Permenaker 5/2021",
    Words(
        id="Umur {age} tahun saat mendaftar BPU tepat di batas atas: apakah masih boleh belum pasti (kini 64 atau 65, Permenaker "
        "5/2021; sebelumnya Permenaker 1/2016 dan 21/2017); mintalah penegasan tertulis",
        en="Aged {age} at BPU registration is just the bound: whether it still counts is not settled (now 64 or 65, Permenaker "
        "5/2021; before, Permenaker 1/2016 and 21/2017); get a written ruling",
    ),
    protects=("bpu_age_fits",),
)
def age_bound_unclear(age, p):
    """Refuses the one age on which the sources differ."""
    return age == p.bpu_age_below


@PERSON.rule("Permenaker 5/2021", Words("Umur memenuhi syarat BPU", "Age fits BPU"))
def bpu_age_fits(age, p):
    """Whether a self-employed person may register at that age."""
    return age >= p.bpu_age_from and age < p.bpu_age_below


@PERSON.rule("PP 44/2015 Pasal 5(3); PP 44/2015 Pasal 11(2)", Words("Dapat mendaftar BPU", "May register as BPU"))
def bpu_may_register(scheme, work, bpu_age_fits, occupations, p):
    """Whether the law lets the person register as BPU; a programme may ask for more."""
    return scheme == "bpjstk" and work == "self_employed" and bpu_age_fits and occupations <= p.bpu_occupations_most


@PERSON.guard(
    "PP 49/2023 Pasal 5(1); Permenaker 1/2025 Pasal 3A",
    Words(
        id="Pegawai non-ASN: sumber berbeda apakah wajib JKK+JKM saja atau juga JHT (PP 49/2023, Permenaker 1/2025 Pasal 3A); "
        "mintalah penegasan tertulis",
        en="Non-ASN staff: the sources differ on JKK+JKM alone or with JHT (PP 49/2023, Permenaker 1/2025 Pasal 3A); get a "
        "written ruling",
    ),
    protects=("must_jht", "must_jp"),
)
def non_asn_unclear(work):
    """Refuses the programme list of non-ASN staff, on which sources conflict."""
    return work == "non_asn"


@PERSON.rule("PP 7/2021", Words("Skala usaha", "Size of business"), since=SIZES_SINCE)
def size(capital, sales, p):
    """micro, small, medium or large: by capital or by yearly sales, whichever puts the business lower."""
    if capital <= p.size_capital["micro"] or sales <= p.size_sales["micro"]:
        return "micro"
    if capital <= p.size_capital["small"] or sales <= p.size_sales["small"]:
        return "small"
    return "medium" if capital <= p.size_capital["medium"] or sales <= p.size_sales["medium"] else "large"


@PERSON.rule("Perpres 109/2013 Pasal 6(3)", Words("Wajib JHT", "JHT mandatory"), since=SIZES_SINCE)
def must_jht(size, work, p):
    """Whether an employer must offer JHT: all but micro businesses; only to its employees."""
    return work == "employee" and (p.must_offer["jht_micro"] if size == "micro" else p.must_offer["jht_small"]) > 0


@PERSON.rule("Perpres 109/2013 Pasal 6(3)", Words("Wajib JP", "JP mandatory"), since=SIZES_SINCE)
def must_jp(size, work, p):
    """Whether an employer must offer JP: medium and large businesses; only to its employees."""
    return (
        work == "employee"
        and (p.must_offer["jp_small"] if size in ("micro", "small") else p.must_offer["jp_medium"]) > 0
    )


@PERSON.rule(
    "PP 7/2025 Pasal 3",
    Words("Berhak keringanan padat karya", "Labour-intensive relief"),
    name="labour_intensive_relief",
    until=RELIEF_STARTS,
)
def labour_intensive_relief_before():
    """Nobody had the relief before PP 7/2025."""
    return False


@PERSON.rule(
    "PP 36/2025 Pasal 10A",
    Words("Berhak keringanan padat karya", "Labour-intensive relief"),
    name="labour_intensive_relief",
    since=RELIEF_ENDED,
)
def labour_intensive_relief_after():
    """The relief ended with the contribution month of January 2026."""
    return False


@PERSON.rule(
    "PP 7/2025 Pasal 3; PP 36/2025 Pasal 10A",
    Words("Berhak keringanan padat karya", "Labour-intensive relief"),
    since=RELIEF_STARTS,
    until=RELIEF_ENDED,
)
def labour_intensive_relief(industry, active_workers, jkk_paid_to_2025_01, p):
    """Whether an employer has the JKK relief of PP 7/2025: six industries, fifty workers, JKK paid to January 2025."""
    return industry != "other" and active_workers >= p.relief_workers_least and jkk_paid_to_2025_01


@PERSON.rule("PP 70/2015; PP 66/2017; PP 102/2015", Words("Iuran JKK Taspen/ASABRI", "JKK at Taspen/ASABRI"))
def state_jkk(scheme, wage, p):
    """JKK that the state pays to Taspen or ASABRI, in whole rupiah; nothing for members of BPJS Ketenagakerjaan."""
    return 0 if scheme == "bpjstk" else rate(wage, p.state_jkk_rate[scheme])


@PERSON.rule("PP 70/2015; PP 66/2017; PP 102/2015", Words("Iuran JKM Taspen/ASABRI", "JKM at Taspen/ASABRI"))
def state_jkm(scheme, wage, p):
    """JKM that the state pays to Taspen or ASABRI, in whole rupiah; nothing for members of BPJS Ketenagakerjaan."""
    return 0 if scheme == "bpjstk" else rate(wage, p.state_jkm_rate[scheme])


@PERSON.rule("Permenaker 16/2024; PP 49/2025", Words("Upah minimum", "Minimum wage"), since=WAGES_SINCE)
def minimum_wage(place, p):
    """The minimum wage of a place per month in whole rupiah: its own (UMK) where the book has it, else the province's (UMP).

    It is no floor of a contribution: no article read here lifts a wage to it. It tells a wage that is reported too low.
    """
    return p.minimum_wage[place]


@PERSON.rule(
    "Permenaker 16/2024; PP 49/2025", Words("Upah di bawah minimum", "Wage below the minimum"), since=WAGES_SINCE
)
def below_minimum(wage, minimum_wage):
    """Whether a month's wage lies below the minimum wage of the place."""
    return wage < minimum_wage
