"""The self-employed (BPU): nominal base by band, JKK, JKM and chosen JHT for a contribution month."""

from __future__ import annotations

from payung.law.monthly import MONTH
from payung.law.terms import band, rate
from payung.vocabulary.words import Words


@MONTH.rule(
    "PP 44/2015 Pasal 20(2); PP 44/2015 Lampiran II; PP 46/2015 Pasal 18",
    Words("Dasar penghasilan BPU", "BPU income base"),
)
def bpu_base(earnings, p):
    """The nominal base of the income band; the printed lower end of a band is its threshold."""
    return band(earnings, p.bpu_base)


@MONTH.rule("PP 50/2025 Pasal 4; PP 49/2020", Words("Kelompok keringanan BPU", "BPU relief group"))
def bpu_group(entrant, payer, occupation, ruling):
    """Which relief series applies: public payers are excluded from PP 50/2025; others go by occupation."""
    if entrant:
        return "entrant"
    if payer in ("apbn", "pemkab", "pemprov") or ruling == "excluded":
        return "public"
    return "transport" if occupation == "transport" else "other"


@MONTH.rule("PP 44/2015 Pasal 20(1)", Words("Iuran JKK BPU", "BPU JKK contribution"))
def bpu_jkk(bpu_base, bpu_group, p):
    """JKK of a self-employed member in whole rupiah."""
    return rate(bpu_base, p.bpu_jkk_rate * p.bpu_kept[bpu_group] // 1_000_000)


@MONTH.rule("PP 44/2015 Pasal 20(3)", Words("Iuran JKM BPU", "BPU JKM contribution"))
def bpu_jkm(bpu_group, p):
    """JKM of a self-employed member in whole rupiah; the same at every income."""
    return rate(p.bpu_jkm, p.bpu_kept[bpu_group])


@MONTH.rule("PP 46/2015 Pasal 18", Words("Iuran JHT BPU", "BPU JHT contribution"))
def bpu_jht(jht, bpu_base, p):
    """JHT of a self-employed member who chose it, in whole rupiah; no relief was ever given on it."""
    return rate(bpu_base, p.bpu_jht_rate) if jht else 0


@MONTH.guard(
    "PP 50/2025 Pasal 4",
    Words(
        id="Belum jelas apakah iuran yang dibayar '{payer}' dikecualikan dari keringanan PP 50/2025 (APBN/APBD): mintalah "
        "penegasan tertulis BPJS Ketenagakerjaan, lalu isi ruling=entitled (50 %) atau ruling=excluded (penuh)",
        en="It is not settled whether a contribution paid by '{payer}' is excluded from the relief of PP 50/2025 "
        "(APBN/APBD): get a written ruling from BPJS Ketenagakerjaan, then say ruling=entitled (50 %) or ruling=excluded",
    ),
    protects=("bpu_group",),
)
def payer_unclear(segment, payer, occupation, ruling, p):
    """Refuses a month of PP 50/2025 where nobody knows whether the payer counts as APBN or APBD."""
    if segment == "bpu" and ruling == "none" and payer in ("desa", "csr", "sponsor", "employer"):
        return p.bpu_kept[occupation] < p.bpu_kept["public"]
    return False
