"""Death benefits (JKM) and scholarships, by the day of the death or accident; what arrears do to them."""

from __future__ import annotations

from payung.law.events import EVENT
from payung.law.jkk import AMENDED
from payung.vocabulary.words import Words

ARTICLES = "PP 44/2015 Pasal 34; PP 82/2019 Pasal 34"


@EVENT.rule("Permenaker 1/2025", Words("Masa tunggu JKM terlewati", "JKM waiting period over"))
def jkm_full(segment, membership_months, p):
    """Whether the full grant is due: since Permenaker 1/2025 a self-employed member needs three months."""
    return segment != "bpu" or membership_months >= p.jkm_wait_months


@EVENT.guard(
    "Permenaker 1/2025",
    Words(
        id="Meninggal dalam bulan ketiga kepesertaan: belum jelas apakah sudah tiga bulan (Rp42 juta) atau masih masa tunggu "
        "(Rp10 juta); mintalah penegasan tertulis (pasal Permenaker 1/2025 belum diperoleh)",
        en="Death in the third month of membership: it is not settled whether three months are over (Rp42 million) or the "
        "wait still runs (Rp10 million); get a written ruling (the article of Permenaker 1/2025 has not been obtained)",
    ),
    protects=("jkm_full",),
)
def third_month_unclear(segment, membership_months, p):
    """Refuses a death of a self-employed member in the third month: the officials' words differ."""
    return segment == "bpu" and p.jkm_wait_months > 0 and membership_months + 1 == p.jkm_wait_months


@EVENT.guard(
    "Permenaker 1/2025",
    Words(
        id="Belum jelas apakah masa tunggu tiga bulan Permenaker 1/2025 juga berlaku di luar BPU (segmen {segment}); mintalah "
        "penegasan tertulis",
        en="It is not settled whether the three-month wait of Permenaker 1/2025 also holds outside BPU (segment {segment}); "
        "get a written ruling",
    ),
    protects=("jkm_full",),
)
def wait_outside_bpu_unclear(segment, membership_months, p):
    """Refuses an early death outside BPU: two offices say BPU only, the article has not been read."""
    return segment != "bpu" and membership_months < p.jkm_wait_months


@EVENT.rule(ARTICLES, Words("Santunan JKM penuh", "Full JKM"))
def jkm_full_amount(periodic, p):
    """Lump sum, periodic grant and funeral in whole rupiah."""
    return p.jkm_lump_sum + periodic + p.jkm_funeral_grant


@EVENT.rule("PP 44/2015 Pasal 34", Words("Santunan JKM", "JKM grant"), name="jkm_grant", until=AMENDED)
def jkm_grant_before(has_heirs, jkm_full_amount, p):
    """The whole grant in whole rupiah; without heirs only the funeral, to whoever buries."""
    return jkm_full_amount if has_heirs else p.jkm_funeral_grant


@EVENT.rule(f"{ARTICLES}; Permenaker 1/2025", Words("Santunan JKM", "JKM grant"), since=AMENDED)
def jkm_grant(has_heirs, jkm_full, jkm_full_amount, p):
    """The whole grant in whole rupiah; in the waiting months only the waiting grant; without heirs only the funeral."""
    if not has_heirs:
        return p.jkm_funeral_grant
    if jkm_full:
        return jkm_full_amount
    return p.jkm_waiting_grant


@EVENT.rule(
    "PP 44/2015 Pasal 38; PP 44/2015 Pasal 39; PP 44/2015 Pasal 41; PP 44/2015 Pasal 42",
    Words("Akibat tunggakan", "Effect of arrears"),
)
def arrears_effect(segment, arrears_months, arrears_paid, p):
    """What arrears do: none, employer_pays_first, held_until_paid, or no_right (BPU over three months)."""
    if arrears_months == 0:
        return "none"
    if segment == "bpu":
        if arrears_months > p.arrears_months_most["bpu"]:
            return "no_right"
        return "none" if arrears_paid else "held_until_paid"
    return "employer_pays_first" if arrears_months > p.arrears_months_most["pu"] else "none"


@EVENT.guard(
    "PP 44/2015 Pasal 56(2)",
    Words(
        id="Akibat tunggakan bagi jasa konstruksi: PP 44/2015 Pasal 56(2) menyerahkan pembayaran iurannya kepada Permenaker 5/2021 yang "
        "belum terbaca; mintalah penegasan tertulis",
        en="What arrears do to construction workers: PP 44/2015 Pasal 56(2) leaves their payments to Permenaker 5/2021, which has "
        "not been read; get a written ruling",
    ),
    protects=("arrears_effect",),
)
def construction_arrears_unread(segment, arrears_months):
    """Refuses arrears of construction projects: their article has not been read."""
    return segment == "jakon" and arrears_months > 0


@EVENT.rule("PP 44/2015 Pasal 42; PP 44/2015 Pasal 41", Words("JKM yang dibayar BPJS sekarang", "JKM payable now"))
def jkm_payable(arrears_effect, jkm_grant, p):
    """What the agency pays now in whole rupiah: BPU in arrears get the funeral first, the rest after paying."""
    if arrears_effect == "none":
        return jkm_grant
    if arrears_effect == "held_until_paid":
        return min(jkm_grant, p.jkm_funeral_grant)
    return 0


@EVENT.rule(
    "PP 44/2015 Pasal 25(3); PP 44/2015 Pasal 34",
    Words("Hak beasiswa", "Right to a scholarship"),
)
def scholarship_right(by_accident, paid_months, p):
    """Whether a scholarship is due: none to wait for under JKK, under JKM after the paid months."""
    return by_accident or paid_months >= p.jkm_scholarship_months


@EVENT.rule(
    "PP 44/2015 Pasal 25(3); PP 44/2015 Pasal 34",
    Words("Beasiswa", "Scholarship"),
    name="scholarship",
    until=AMENDED,
)
def scholarship_before(scholarship_right, p):
    """Before PP 82/2019: one sum per member, in whole rupiah."""
    return p.scholarship_once if scholarship_right else 0


@EVENT.rule("PP 82/2019 Lampiran III", Words("Beasiswa satu anak", "Scholarship of one child"), since=AMENDED)
def scholarship(scholarship_right, tk_sd, smp, sma, university, p):
    """One child's scholarship in whole rupiah for the years given; each level at most its years; at most two children."""
    if not scholarship_right:
        return 0
    return (
        min(tk_sd, p.scholarship_years["tk_sd"]) * p.scholarship_year["tk_sd"]
        + min(smp, p.scholarship_years["smp"]) * p.scholarship_year["smp"]
        + min(sma, p.scholarship_years["sma"]) * p.scholarship_year["sma"]
        + min(university, p.scholarship_years["university"]) * p.scholarship_year["university"]
    )


@EVENT.rule(
    "PP 44/2015 Pasal 38; PP 44/2015 Pasal 39; Permenaker 1/2025", Words("JKK yang dibayar sekarang", "JKK payable now")
)
def jkk_payer(segment, arrears_effect, reported_late, p):
    """Who pays JKK now: agency, employer (reimbursed later), after_arrears (medical care goes on), or nobody.

    `employer_owes`: the employer bears it for good, having reported later than twice 24 hours (since Permenaker 1/2025).
    """
    if reported_late and segment != "bpu" and p.late_report_owed > 0:
        return "employer_owes"
    if arrears_effect == "none":
        return "agency"
    if arrears_effect == "employer_pays_first":
        return "employer"
    return "after_arrears" if arrears_effect == "held_until_paid" else "nobody"


@EVENT.rule(
    "PP 44/2015 Pasal 38; PP 44/2015 Pasal 39; PP 44/2015 Pasal 41; PP 44/2015 Pasal 42(1)b",
    Words("Beasiswa yang dibayar BPJS sekarang", "Scholarship payable now"),
)
def scholarship_payable(arrears_effect, scholarship):
    """What the agency pays now of one child's scholarship in whole rupiah: arrears hold it back, or hand it to the employer."""
    return scholarship if arrears_effect == "none" else 0
