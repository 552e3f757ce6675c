"""Cleaned rows come in; every row leaves with all its reasons and one verdict. Refuses to know the register, and refuses nobody by itself."""

from payung.intake.checks.catalogue import catalogue, words
from payung.intake.checks.columns_missing import missing_columns
from payung.intake.checks.judging import judge

__all__ = ["catalogue", "judge", "missing_columns", "words"]
