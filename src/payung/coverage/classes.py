"""The nouns of coverage: states, classes of a month, dimensions and age bands; plain Python."""

from __future__ import annotations

import datetime as dt

from payung.law.figures import national_figures

# Who says so. The two are never added up: what BPJS's extracts and answers report, and what our own paid bills show.
BASES = ("reported", "computed")

# Whom a cube counts: everybody the register knows, or the people on our lists.
POPULATIONS = ("register", "listed")

# What a source says about the best cover of a person; the best one counts, once. Higher wins.
STATES = ("none", "registered", "arrears", "active")

# What a person is in one month. `protected` alone is coverage; each of the others is shown apart.
CLASSES = ("protected", "unproven", "arrears", "lapsed", "registered", "none")

# Where a person has two covers of the same state and last paid month, the payer that stands later here is counted,
# then the segment, sex, age band and place that stand later: two reports equal in all of these count alike.
PAYERS = ("unknown", "self", "sponsor", "csr", "apbn", "village", "pemprov", "pemkab", "employer")
SEGMENTS = ("", "PMI", "JAKON", "BPU", "PU")
SEXES = ("", "L", "P")
AGE_BANDS = ("", "<18", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")
AGE_STARTS = {"65+": 65, "55-64": 55, "45-54": 45, "35-44": 35, "25-34": 25, "18-24": 18}

# What figures may be asked by, and in which population the fact is known.
DIMENSIONS = {
    "total": POPULATIONS,
    "place": POPULATIONS,
    "provinsi": POPULATIONS,
    "kabupaten": POPULATIONS,
    "kecamatan": POPULATIONS,
    "kelurahan": POPULATIONS,
    "sex": POPULATIONS,
    "age": POPULATIONS,
    "segment": POPULATIONS,
    "payer": POPULATIONS,
    "occupation": ("listed",),
    "ecosystem": ("listed",),
    "disability": ("listed",),
    "opd": ("listed",),
}
LEVELS = {"provinsi": 2, "kabupaten": 5, "kecamatan": 8, "kelurahan": 13}


def grace_months(month: dt.date) -> int:
    """Return how many unpaid months in a row a membership survives in arrears (law: bpu_grace_months)."""
    return national_figures()["bpu_grace_months"].at(month).value


def class_of(state: str, paid_until: dt.date | None, month: dt.date) -> str:
    """Return what a reported state and last paid month make of a person in a month (all first days).

    Protected: active and paid up to the month. Active without a paid month is not proven. Active but unpaid for as
    long as the law lets it is in arrears, for longer it has lapsed, whatever the report still calls it.
    """
    if state == "active":
        if paid_until is None:
            return "unproven"
        return "protected" if paid_until >= month else _behind(paid_until, month)
    if state == "arrears":
        return "arrears" if paid_until is None or paid_until >= month else _behind(paid_until, month)
    return state


def _behind(paid_until: dt.date, month: dt.date) -> str:
    unpaid = (month.year - paid_until.year) * 12 + month.month - paid_until.month
    return "arrears" if unpaid <= grace_months(month) else "lapsed"


def class_sql(state: str, paid: str, month: str, *, grace: int) -> str:
    """Return `class_of` as an SQL expression over three others, with the grace months of the month asked."""
    behind = f"CASE WHEN {paid} >= {month} - interval '{grace} months' THEN 'arrears' ELSE 'lapsed' END"
    return (
        f"CASE {state} WHEN 'active' THEN CASE WHEN {paid} IS NULL THEN 'unproven' WHEN {paid} >= {month} THEN 'protected' ELSE {behind} END"
        f" WHEN 'arrears' THEN CASE WHEN {paid} IS NULL OR {paid} >= {month} THEN 'arrears' ELSE {behind} END"
        f" ELSE {state} END"
    )


def age_band_sql(birth_on: str, aged_on: dt.date, *, codes: bool = False) -> str:
    """Return SQL for the age band on a first of January: its name, or its place in AGE_BANDS where `codes`."""

    def said(band: str) -> str:
        return str(AGE_BANDS.index(band)) if codes else f"'{band}'"

    cases = " ".join(
        f"WHEN {birth_on} <= DATE '{aged_on.year - age}-01-01' THEN {said(band)}" for band, age in AGE_STARTS.items()
    )
    return f"CASE WHEN {birth_on} IS NULL THEN {said('')} {cases} ELSE {said('<18')} END"


def dimensions_of(population: str) -> tuple[str, ...]:
    """Return what a population's figures may be asked by."""
    return tuple(name for name, known in DIMENSIONS.items() if population in known)
