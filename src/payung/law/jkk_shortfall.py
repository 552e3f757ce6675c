"""What an employer owes who reported a lower wage than was paid: the part of JKK that the agency does not pay."""

from __future__ import annotations

from payung.law.events import EVENT
from payung.law.terms import rate
from payung.vocabulary.words import Words

# The employer pays what the benefits fall short of those on the true wage; grants that do not rest on a wage fall short of nothing.
LAW = "PP 44/2015 Pasal 32(2)"


@EVENT.rule(LAW, Words("Santunan STMB menurut upah sebenarnya", "Temporary incapacity on the true wage"))
def true_stmb(true_wage, stmb_percent_days):
    """Temporary incapacity on the true wage, in whole rupiah."""
    return (max(true_wage * stmb_percent_days, 0) + 1_500) // 3_000


@EVENT.rule(LAW, Words("Kekurangan STMB yang ditanggung pemberi kerja", "Temporary incapacity that the employer owes"))
def stmb_shortfall(true_stmb, stmb):
    """What the employer owes of temporary incapacity, in whole rupiah; nothing where no less was reported."""
    return max(true_stmb - stmb, 0)


@EVENT.rule(LAW, Words("Santunan meninggal menurut upah sebenarnya", "Death benefit on the true wage"))
def true_accident_death(true_wage, p):
    """Death at work on the true wage, in whole rupiah, with the same floor."""
    if rate(true_wage * p.benefit_wages, p.death_share) >= p.jkm_lump_sum:
        return rate(true_wage * p.benefit_wages, p.death_share)
    return p.jkk_death_least


@EVENT.rule(
    LAW, Words("Kekurangan santunan meninggal yang ditanggung pemberi kerja", "Death benefit that the employer owes")
)
def accident_death_shortfall(true_accident_death, accident_death):
    """What the employer owes of the death benefit, in whole rupiah."""
    return max(true_accident_death - accident_death, 0)


@EVENT.rule(LAW, Words("Santunan cacat total menurut upah sebenarnya", "Total disability on the true wage"))
def true_total_disability(true_wage, p):
    """Total permanent disability on the true wage, in whole rupiah."""
    return rate(true_wage * p.benefit_wages, p.total_disability_share)


@EVENT.rule(
    LAW, Words("Kekurangan cacat total yang ditanggung pemberi kerja", "Total disability that the employer owes")
)
def total_disability_shortfall(true_total_disability, total_disability):
    """What the employer owes of total permanent disability, in whole rupiah."""
    return max(true_total_disability - total_disability, 0)


@EVENT.rule(LAW, Words("Santunan cacat sebagian menurut upah sebenarnya", "Partial disability on the true wage"))
def true_partial_functional(true_wage, functions_together, p):
    """Partial disability on the true wage, in whole rupiah; an amputation counts whole."""
    return rate(true_wage * p.benefit_wages, functions_together)


@EVENT.rule(
    LAW, Words("Kekurangan cacat sebagian yang ditanggung pemberi kerja", "Partial disability that the employer owes")
)
def partial_shortfall(true_partial_functional, partial_functional):
    """What the employer owes of partial disability, in whole rupiah."""
    return max(true_partial_functional - partial_functional, 0)
