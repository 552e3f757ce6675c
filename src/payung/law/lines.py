"""The lines of a monthly bill, one set of names for every segment, and who bears each."""

from __future__ import annotations

from payung.law import bpu, jakon, pu
from payung.law.monthly import MONTH
from payung.law.terms import rate
from payung.vocabulary.words import Words

# The rule modules enter their rules when they are imported.
SEGMENT_RULES = (pu, bpu, jakon)
BILL = (
    "jkk",
    "jkm",
    "jht_employer",
    "jht_worker",
    "jp_employer",
    "jp_worker",
    "employer_share",
    "worker_share",
    "total",
)
LEDGER = ("jkk_kept", "jkm_kept", "jkp_from_jkk", "jkp_from_jkm", "jkp_government", "jkp_total")
BPU_LINES = ("jkk", "jkm", "jht_worker", "total")


@MONTH.rule("PP 44/2015 Pasal 16; PP 44/2015 Pasal 20; PP 44/2015 Pasal 54", Words("Iuran JKK", "JKK contribution"))
def jkk(segment, pu_jkk, bpu_jkk, jakon_jkk):
    """JKK in whole rupiah: by class for PU, by band for BPU, by wage for Jakon."""
    if segment == "pu":
        return pu_jkk
    if segment == "bpu":
        return bpu_jkk
    return jakon_jkk


@MONTH.rule("PP 44/2015 Pasal 18; PP 44/2015 Pasal 20(3); PP 44/2015 Pasal 55", Words("Iuran JKM", "JKM contribution"))
def jkm(segment, pu_jkm, bpu_jkm, jakon_jkm):
    """JKM in whole rupiah."""
    if segment == "pu":
        return pu_jkm
    if segment == "bpu":
        return bpu_jkm
    return jakon_jkm


@MONTH.rule("PP 46/2015 Pasal 16", Words("Iuran JHT pemberi kerja", "JHT, employer"))
def jht_employer(segment, pu_jht_employer):
    """The employer's JHT in whole rupiah; only wage earners have one."""
    return pu_jht_employer if segment == "pu" else 0


@MONTH.rule("PP 46/2015 Pasal 16; PP 46/2015 Pasal 18", Words("Iuran JHT pekerja", "JHT, worker"))
def jht_worker(segment, pu_jht_worker, bpu_jht):
    """The worker's own JHT in whole rupiah."""
    if segment == "pu":
        return pu_jht_worker
    if segment == "bpu":
        return bpu_jht
    return 0


@MONTH.rule("PP 45/2015 Pasal 28", Words("Iuran JP pemberi kerja", "JP, employer"))
def jp_employer(segment, pu_jp_employer):
    """The employer's JP in whole rupiah; only wage earners are in JP."""
    return pu_jp_employer if segment == "pu" else 0


@MONTH.rule("PP 45/2015 Pasal 28", Words("Iuran JP pekerja", "JP, worker"))
def jp_worker(segment, pu_jp_worker):
    """The worker's JP in whole rupiah; only wage earners are in JP."""
    return pu_jp_worker if segment == "pu" else 0


@MONTH.rule(
    "PP 44/2015 Pasal 16; PP 46/2015 Pasal 16; PP 45/2015 Pasal 28",
    Words("Beban pemberi kerja", "Employer's share"),
)
def employer_share(segment, jkk, jkm, jht_employer, jp_employer):
    """What the employer bears in whole rupiah; a BPU member has none."""
    return 0 if segment == "bpu" else jkk + jkm + jht_employer + jp_employer


@MONTH.rule("PP 44/2015 Pasal 20; PP 46/2015 Pasal 16; PP 45/2015 Pasal 28", Words("Beban pekerja", "Worker's share"))
def worker_share(segment, jkk, jkm, jht_worker, jp_worker):
    """What the worker bears in whole rupiah; for BPU the whole bill, whoever pays it for them."""
    return jkk + jkm + jht_worker if segment == "bpu" else jht_worker + jp_worker


@MONTH.rule(
    "PP 44/2015 Pasal 21; PP 44/2015 Pasal 24; PP 46/2015 Pasal 19; PP 45/2015 Pasal 30",
    Words("Jumlah iuran", "Total contribution"),
)
def total(employer_share, worker_share):
    """The bill of one person for one month in whole rupiah."""
    return employer_share + worker_share


@MONTH.rule("PP 45/2015 Pasal 28; PP 49/2020", Words("JP yang paling sedikit dibayar", "Least JP to pay now"))
def jp_least_now(jp_employer, jp_worker, p):
    """The least JP that an employer must pay for the month, in whole rupiah: less only in the relief of 2020, on request."""
    return rate(jp_employer + jp_worker, p.jp_paid_least)


@MONTH.rule("PP 37/2021 Pasal 11(5); PP 6/2025 Pasal 11", Words("JKK sesudah rekomposisi", "JKK after recomposition"))
def jkk_kept(jkk, jkp_from_jkk):
    """What stays in the JKK fund."""
    return jkk - jkp_from_jkk


@MONTH.rule("PP 37/2021 Pasal 11(5); PP 6/2025 Pasal 11", Words("JKM sesudah rekomposisi", "JKM after recomposition"))
def jkm_kept(jkm, jkp_from_jkm):
    """What stays in the JKM fund."""
    return jkm - jkp_from_jkm


@MONTH.rule("PP 37/2021 Pasal 11; PP 6/2025 Pasal 11", Words("Iuran JKP", "JKP contribution"))
def jkp_total(jkp_from_jkk, jkp_from_jkm, jkp_government):
    """All that reaches the JKP fund for the month."""
    return jkp_from_jkk + jkp_from_jkm + jkp_government
