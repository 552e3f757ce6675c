"""What one month of one person costs under a programme's terms, by segment, as the law says; pure, without a database."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from payung.law.contributions import Due, bpu_month, pu_month
from payung.law.refusals import Refused
from payung.vocabulary.words import Words

# Sources that are APBN or APBD beyond dispute: PP 50/2025 gives them no relief, whoever passes the money on.
PUBLIC_SOURCES = ("apbd", "apbd_p", "apbn")

_NO_RISK = Words(
    id="Syarat program PU tidak memuat kelas risiko JKK pemberi kerja (PP 44/2015 Pasal 16)",
    en="The terms of this PU programme lack the employer's JKK risk class (PP 44/2015 Pasal 16)",
)
_NO_JHT = Words(
    id="JHT penerima upah tidak dihargai: 2 % dipotong dari upah pekerja (PP 46/2015 Pasal 16); siapa menanggungnya dalam program belum"
    " terbaca naskahnya",
    en="JHT of wage earners is not priced: 2 % is withheld from the worker's wage (PP 46/2015 Pasal 16); no text was read on who bears it"
    " in a programme",
)


class Priced(Protocol):
    """Terms of a programme, as far as the price goes."""

    @property
    def segment(self) -> str: ...
    @property
    def income(self) -> int: ...
    @property
    def risk(self) -> int | None: ...
    @property
    def payer(self) -> str: ...
    @property
    def ruling(self) -> str: ...
    @property
    def source(self) -> str: ...


def ruling_that_counts(terms: Priced) -> str:
    """Return the written ruling on PP 50/2025, or `excluded` where the money is APBN or APBD by its source."""
    return "excluded" if terms.source in PUBLIC_SOURCES else terms.ruling


def due(month: dt.date, terms: Priced, *, schemes: frozenset[str], relief: str, **more: object) -> Due:
    """Return the lines jkk, jkm and jht_worker of a month.

    :param relief: `transport` or `other`, asked of the self-employed only. :param more: `member_since`, where the month asks for it.
    :raises Refused: with the words of the law book, where figures are missing or the law leaves the price open.
    """
    if terms.segment == "bpu":
        return bpu_month(
            month,
            income=terms.income,
            payer=terms.payer,
            occupation=relief,
            jht="jht" in schemes,
            ruling=ruling_that_counts(terms),
            **more,
        )
    if terms.risk is None:
        raise Refused(_NO_RISK)
    if "jht" in schemes:
        raise Refused(_NO_JHT)
    return pu_month(month, wage=terms.income, risk=terms.risk, programmes=("jkk", "jkm"), **more)
