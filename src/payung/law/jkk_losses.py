"""Partial permanent disability under JKK: the table's rows, several losses, left-handed people, loss of function."""

from __future__ import annotations

from payung.law.events import EVENT
from payung.law.terms import rate
from payung.vocabulary.words import Words

LAMPIRAN = "PP 44/2015 Lampiran III; PP 82/2019 Lampiran III"
UNITS_UNFIT = Words(
    id="Kelipatan tidak sesuai baris tabel: hanya jari lain (3 setangan), ruas jari lain, jari kaki, dan baris 'setiap 10' yang "
    "dihitung berulang; tulis cacat lain di loss_2 dan loss_3",
    en="Units do not fit the row: only other fingers (3 a hand), their joints, toes and rows 'per 10' are counted; write "
    "other losses in loss_2 and loss_3",
)


@EVENT.rule(LAMPIRAN, Words("Persen cacat sebagian", "Partial disability, part"))
def loss_share(loss, loss_units, left_handed, scalp_percent, p):
    """The table's part for a loss, in ppm; rows that are counted are multiplied, the scalp is what the doctor says."""
    if loss == "none":
        return 0
    if loss == "scalp":
        return scalp_percent * 10_000
    return min((p.partial_loss_left_handed[loss] if left_handed else p.partial_loss[loss]) * loss_units, 1_000_000)


@EVENT.rule(LAMPIRAN, Words("Persen cacat sebagian ke-2", "Partial disability, part no. 2"))
def loss_share_2(loss_2, loss_units_2, left_handed, scalp_percent, p):
    """The table's part for a second loss of the same accident, in ppm."""
    if loss_2 == "none":
        return 0
    if loss_2 == "scalp":
        return scalp_percent * 10_000
    return min(
        (p.partial_loss_left_handed[loss_2] if left_handed else p.partial_loss[loss_2]) * loss_units_2, 1_000_000
    )


@EVENT.rule(LAMPIRAN, Words("Persen cacat sebagian ke-3", "Partial disability, part no. 3"))
def loss_share_3(loss_3, loss_units_3, left_handed, scalp_percent, p):
    """The table's part for a third loss of the same accident, in ppm."""
    if loss_3 == "none":
        return 0
    if loss_3 == "scalp":
        return scalp_percent * 10_000
    return min(
        (p.partial_loss_left_handed[loss_3] if left_handed else p.partial_loss[loss_3]) * loss_units_3, 1_000_000
    )


@EVENT.guard(
    LAMPIRAN,
    Words(
        id="Kulit kepala: isi persen menurut dokter, 10 sampai 30 (masukan scalp_percent)",
        en="Scalp: give the doctor's per cent, 10 to 30 (input scalp_percent)",
    ),
    protects=("loss_share", "loss_share_2", "loss_share_3"),
)
def scalp_outside(loss, loss_2, loss_3, scalp_percent, p):
    """Refuses a scalp loss outside the range that the table leaves to the doctor."""
    if loss == "scalp" or loss_2 == "scalp" or loss_3 == "scalp":
        return scalp_percent * 10_000 < p.scalp_least or scalp_percent * 10_000 > p.scalp_most
    return False


@EVENT.guard(LAMPIRAN, UNITS_UNFIT, protects=("loss_share",))
def units_outside(loss, loss_units, p):
    """Refuses more of a part than a body has, and units of a row that is not counted."""
    return loss != "none" and loss_units > p.loss_units_most[loss]


@EVENT.guard(LAMPIRAN, UNITS_UNFIT, protects=("loss_share_2",))
def units_outside_2(loss_2, loss_units_2, p):
    """Refuses more of a second loss's part than a body has, and units of a row that is not counted."""
    return loss_2 != "none" and loss_units_2 > p.loss_units_most[loss_2]


@EVENT.guard(LAMPIRAN, UNITS_UNFIT, protects=("loss_share_3",))
def units_outside_3(loss_3, loss_units_3, p):
    """Refuses more of a third loss's part than a body has, and units of a row that is not counted."""
    return loss_3 != "none" and loss_units_3 > p.loss_units_most[loss_3]


@EVENT.rule(LAMPIRAN, Words("Persen seluruh cacat", "Part of all losses"))
def losses_together(loss_2, loss_3, loss_share, loss_share_2, loss_share_3, p):
    """All losses of one accident added up, in ppm, at most what total disability gets (that bound is weakly sourced)."""
    if loss_2 == "none" and loss_3 == "none":
        return loss_share
    return min(loss_share + loss_share_2 + loss_share_3, p.losses_most)


@EVENT.rule(LAMPIRAN, Words("Persen cacat menurut fungsi", "Part by function"))
def function_share(loss_share, function_percent, p):
    """The table's part for a loss by how much of its function is lost, in ppm; an amputation counts whole."""
    return loss_share * function_percent * (p.functional_loss_counted // 1_000_000) // 100


@EVENT.rule(LAMPIRAN, Words("Persen cacat menurut fungsi ke-2", "Part by function, no. 2"))
def function_share_2(loss_share_2, function_percent_2, p):
    """The table's part for a second loss by how much of its function is lost, in ppm; an amputation counts whole."""
    return loss_share_2 * function_percent_2 * (p.functional_loss_counted // 1_000_000) // 100


@EVENT.rule(LAMPIRAN, Words("Persen cacat menurut fungsi ke-3", "Part by function, no. 3"))
def function_share_3(loss_share_3, function_percent_3, p):
    """The table's part for a third loss by how much of its function is lost, in ppm; an amputation counts whole."""
    return loss_share_3 * function_percent_3 * (p.functional_loss_counted // 1_000_000) // 100


@EVENT.rule(LAMPIRAN, Words("Persen seluruh cacat menurut fungsi", "Part of all losses by function"))
def functions_together(loss_2, loss_3, function_share, function_share_2, function_share_3, p):
    """All losses of one accident by function added up, in ppm, at most what total disability gets."""
    if loss_2 == "none" and loss_3 == "none":
        return function_share
    return min(function_share + function_share_2 + function_share_3, p.losses_most)


@EVENT.rule(LAMPIRAN, Words("Santunan cacat sebagian anatomis", "Partial anatomical loss"))
def partial_anatomical(base, losses_together, p):
    """Partial anatomical loss in whole rupiah: table % × 80 × wage."""
    return rate(base * p.benefit_wages, losses_together)


@EVENT.rule(LAMPIRAN, Words("Santunan cacat sebagian fungsi", "Partial functional loss"))
def partial_functional(base, functions_together, p):
    """Partial functional loss in whole rupiah: loss % × table % × 80 × wage."""
    return rate(base * p.benefit_wages, functions_together)


@EVENT.rule(LAMPIRAN, Words("Kelipatan 10 % penglihatan yang hilang", "Units of 10 % of vision lost"))
def vision_units(eye_better, eye_worse, p):
    """How many times 10 % of binocular efficiency are lost: (3 × better eye + worse eye) ÷ 4; for row vision_per_10."""
    return (100 * (p.binocular_weight + 1) - p.binocular_weight * eye_better - eye_worse) // 40


@EVENT.guard(
    LAMPIRAN,
    Words(
        id="Efisiensi penglihatan yang hilang bukan kelipatan 10 %: Lampiran III hanya menyebut 'setiap 10 %' dan belum terbaca; isi "
        "loss_units menurut dokter penasihat",
        en="The efficiency lost is no multiple of 10 %: Lampiran III says only 'every 10 %' and has not been read; give loss_units "
        "by the advising doctor",
    ),
    protects=("vision_units",),
)
def vision_between(eye_better, eye_worse):
    """Refuses a loss between two tens, which the table does not speak of."""
    return (400 - 3 * eye_better - eye_worse) // 40 * 40 != 400 - 3 * eye_better - eye_worse


@EVENT.guard(
    LAMPIRAN,
    Words(
        id="Mata terbaik lebih buruk daripada mata terburuk; tukar eye_better dan eye_worse",
        en="The better eye is worse than the worse eye; swap eye_better and eye_worse",
    ),
    protects=("vision_units",),
)
def eyes_swapped(eye_better, eye_worse):
    """Refuses eyes that were entered the wrong way round."""
    return eye_better < eye_worse


EVENT.counts("share", "loss_share", "loss_share_2", "loss_share_3", "losses_together")
EVENT.counts("share", "function_share", "function_share_2", "function_share_3", "functions_together")
EVENT.counts("count", "vision_units")
