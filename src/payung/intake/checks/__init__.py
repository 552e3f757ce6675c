"""Cleaned rows come in, every reason against each row and its verdict leave; the rules of one programme are not known here."""

from payung.intake.checks.catalogue import catalogue
from payung.intake.checks.judging import LedgerBroken, judge

__all__ = ["LedgerBroken", "catalogue", "judge"]
