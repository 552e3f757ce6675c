"""Wage earners (PU): JKK, JKM, JHT, JP and the ledger of JKP for a contribution month."""

from __future__ import annotations

import datetime as dt

from payung.law.monthly import MONTH
from payung.law.terms import rate
from payung.vocabulary.words import Words

JKP_STARTS = dt.date(2021, 2, 2)


@MONTH.rule(
    "PP 49/2020; PP 7/2025 Pasal 3; PP 36/2025 Pasal 10A",
    Words("Kelompok keringanan JKK", "JKK relief group"),
)
def pu_jkk_group(entrant, labour_intensive):
    """Which relief series applies to the JKK of a wage earner."""
    if entrant:
        return "entrant"
    return "labour_intensive" if labour_intensive else "general"


@MONTH.rule(
    "PP 44/2015 Pasal 16(1); PP 44/2015 Pasal 19",
    Words("Iuran JKK penerima upah", "JKK contribution of a wage earner"),
)
def pu_jkk(earnings, risk, pu_jkk_group, p):
    """JKK of a wage earner in whole rupiah, paid by the employer; no wage cap."""
    return rate(earnings, p.jkk_rate[risk] * p.pu_jkk_kept[pu_jkk_group] // 1_000_000)


@MONTH.rule("PP 44/2015 Pasal 18", Words("Iuran JKM penerima upah", "JKM contribution of a wage earner"))
def pu_jkm(earnings, entrant, p):
    """JKM of a wage earner in whole rupiah, paid by the employer; no wage cap."""
    return rate(earnings, p.jkm_rate * p.pu_jkm_kept["entrant" if entrant else "general"] // 1_000_000)


@MONTH.rule("PP 46/2015 Pasal 16", Words("Iuran JHT bagian pemberi kerja", "JHT, employer's part"))
def pu_jht_employer(jht, earnings, p):
    """The employer's JHT in whole rupiah; no wage cap."""
    return rate(earnings, p.jht_employer_rate) if jht else 0


@MONTH.rule("PP 46/2015 Pasal 16", Words("Iuran JHT bagian pekerja", "JHT, worker's part"))
def pu_jht_worker(jht, earnings, p):
    """The worker's JHT in whole rupiah; no wage cap."""
    return rate(earnings, p.jht_worker_rate) if jht else 0


@MONTH.rule("PP 45/2015 Pasal 15", Words("Masih beriuran JP", "JP contribution still due"))
def jp_due(jp, age_months, jp_deferred, p):
    """Whether JP is due: until pension age, or up to three years longer for a worker who defers."""
    if not jp:
        return False
    if age_months < p.pension_age * 12:
        return True
    if jp_deferred:
        return age_months < (p.pension_age + p.jp_deferral_years) * 12
    return age_months < p.pension_age * 12 + p.jp_months_after_pension_age


@MONTH.rule("PP 45/2015 Pasal 28; PP 45/2015 Pasal 29", Words("Upah dasar JP", "JP wage base"))
def jp_base(jp_due, earnings, p):
    """The wage that JP is reckoned on: the wage, at most the year's cap."""
    return min(earnings, p.jp_cap) if jp_due else 0


@MONTH.rule("PP 45/2015 Pasal 28", Words("Iuran JP bagian pemberi kerja", "JP, employer's part"))
def pu_jp_employer(jp_base, p):
    """The employer's JP in whole rupiah."""
    return rate(jp_base, p.jp_employer_rate)


@MONTH.rule("PP 45/2015 Pasal 28", Words("Iuran JP bagian pekerja", "JP, worker's part"))
def pu_jp_worker(jp_base, p):
    """The worker's JP in whole rupiah."""
    return rate(jp_base, p.jp_worker_rate)


@MONTH.rule("PP 37/2021 Pasal 11", Words("Upah dasar JKP", "JKP wage base"), name="jkp_base", until=JKP_STARTS)
def jkp_base_before():
    """Nothing before JKP existed."""
    return 0


@MONTH.rule(
    "PP 37/2021 Pasal 11; Permenaker 3/2025 Pasal 14(3)", Words("Upah dasar JKP", "JKP wage base"), since=JKP_STARTS
)
def jkp_base(segment, jkp, earnings, p):
    """The wage that JKP is reckoned on: at most the JKP cap; only wage earners are in it."""
    return min(earnings, p.jkp_wage_cap) if segment == "pu" and jkp else 0


@MONTH.rule(
    "PP 37/2021 Pasal 11",
    Words("Rekomposisi JKK ke JKP", "JKP funded from JKK"),
    name="jkp_from_jkk",
    until=JKP_STARTS,
)
def jkp_from_jkk_before():
    """Nothing before JKP existed."""
    return 0


@MONTH.rule("PP 37/2021 Pasal 11(5)", Words("Rekomposisi JKK ke JKP", "JKP funded from JKK"), since=JKP_STARTS)
def jkp_from_jkk(jkp_base, p):
    """The part of JKK that goes to JKP, in whole rupiah; the bill does not change."""
    return rate(jkp_base, p.jkp_from_jkk_rate)


@MONTH.rule(
    "PP 37/2021 Pasal 11",
    Words("Rekomposisi JKM ke JKP", "JKP funded from JKM"),
    name="jkp_from_jkm",
    until=JKP_STARTS,
)
def jkp_from_jkm_before():
    """Nothing before JKP existed."""
    return 0


@MONTH.rule("PP 37/2021 Pasal 11(5)", Words("Rekomposisi JKM ke JKP", "JKP funded from JKM"), since=JKP_STARTS)
def jkp_from_jkm(jkp_base, p):
    """The part of JKM that goes to JKP, in whole rupiah; the bill does not change."""
    return rate(jkp_base, p.jkp_from_jkm_rate)


@MONTH.rule(
    "PP 37/2021 Pasal 11",
    Words("Iuran JKP Pemerintah", "Government's JKP contribution"),
    name="jkp_government",
    until=JKP_STARTS,
)
def jkp_government_before():
    """Nothing before JKP existed."""
    return 0


@MONTH.rule("PP 37/2021 Pasal 11(4)", Words("Iuran JKP Pemerintah", "Government's JKP contribution"), since=JKP_STARTS)
def jkp_government(jkp_base, p):
    """The central government's JKP contribution in whole rupiah; never billed to employer or worker."""
    return rate(jkp_base, p.jkp_government_rate)


@MONTH.guard(
    "PP 7/2025 Pasal 10; PP 36/2025 Pasal 10A",
    Words(
        id="Rekomposisi JKP selama keringanan padat karya belum terbaca (PP 7/2025 Pasal 10, PP 36/2025 Pasal 10A): "
        "pembukuan JKP bulan ini tidak dihitung; tagihan tidak terpengaruh",
        en="The JKP recomposition during the labour-intensive relief has not been read (PP 7/2025 Pasal 10, PP 36/2025 "
        "Pasal 10A): the JKP ledger of this month is not computed; the bill is not affected",
    ),
    protects=("jkp_from_jkk", "jkp_from_jkm"),
)
def jkp_split_unread(segment, jkp, labour_intensive, p):
    """Refuses the JKP ledger where the relief changed it in a way that nobody here has read."""
    if segment == "pu" and jkp and labour_intensive:
        return p.pu_jkk_kept["labour_intensive"] < p.pu_jkk_kept["general"]
    return False
