"""Construction workers (Jakon): by wage where wages are known, else by marginal tiers of the contract value."""

from __future__ import annotations

from payung.law.figures import national_figures
from payung.law.inputs import LARGEST_CONTRACT, Whole
from payung.law.monthly import MONTH
from payung.law.register import national
from payung.law.rulebook import Book
from payung.law.terms import marginal, rate
from payung.vocabulary.words import Words

PROJECT = Book("jasa konstruksi", "month", national(), national_figures())
PROJECT.takes(
    Whole("contract", Words("nilai kontrak tanpa PPN", "contract value without VAT"), 1, LARGEST_CONTRACT),
)


@MONTH.rule("PP 44/2015 Pasal 54(1)", Words("Iuran JKK jasa konstruksi", "Construction JKK contribution"))
def jakon_jkk(earnings, p):
    """JKK of a construction worker whose wage is known, in whole rupiah."""
    return rate(earnings, p.jakon_jkk_wage_rate * p.jakon_kept // 1_000_000)


@MONTH.rule("PP 44/2015 Pasal 55(1)", Words("Iuran JKM jasa konstruksi", "Construction JKM contribution"))
def jakon_jkm(earnings, p):
    """JKM of a construction worker whose wage is known, in whole rupiah."""
    return rate(earnings, p.jakon_jkm_wage_rate * p.jakon_kept // 1_000_000)


@PROJECT.rule("PP 44/2015 Pasal 54(2)", Words("Iuran JKK proyek", "JKK of a project"))
def project_jkk(contract, p):
    """JKK of a whole construction project in whole rupiah; each part of the contract at its own tier."""
    return rate(marginal(contract, p.jakon_jkk_tiers), p.jakon_kept)


@PROJECT.rule("PP 44/2015 Pasal 55(2)", Words("Iuran JKM proyek", "JKM of a project"))
def project_jkm(contract, p):
    """JKM of a whole construction project in whole rupiah; each part of the contract at its own tier."""
    return rate(marginal(contract, p.jakon_jkm_tiers), p.jakon_kept)


@PROJECT.rule("PP 44/2015 Pasal 54(2); PP 44/2015 Pasal 55(2)", Words("Iuran proyek", "Project contribution"))
def project_total(project_jkk, project_jkm):
    """JKK and JKM of a construction project in whole rupiah."""
    return project_jkk + project_jkm
