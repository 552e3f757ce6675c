"""A programme as a file that people read and correct: checked as a whole, and written again without any person."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from payung.agreements import models
from payung.agreements.plan import AgreementPlan, BadProgramme, ProgrammePlan, RegulationPlan, TermsPlan
from payung.agreements.sections import NotAFile, Reader, Section, read
from payung.vocabulary import occupation_groups
from payung.vocabulary.wilayah.codes import NotAPlaceCode, Wilayah
from payung.vocabulary.words import Words

LARGEST_INCOME = 100_000_000
LARGEST_QUOTA = 100_000_000
SCHEMES = ("jkk", "jkm", "jht")
TOP = ("office", "code", "name", "kind", "proposers", "terms", "quota")
REGULATION = ("kind", "issuer", "number", "year", "title", "stage", "in_force_from", "in_force_to")
AGREEMENT = ("kind", "number", "partner", "opd", "rests_on", "signed_on", "starts_on", "ends_on")
TERMS = (
    "from", "regulation", "agreement", "segment", "schemes", "income", "risk", "npp", "payer", "ruling", "source", "wadah", "first_month", "months", "place", "residence",
    "age_from", "age_below", "occupations", "occupations_closed", "per_family", "social_aid", "decile_max", "excluded_cover", "dukcapil",
    "bpjs", "rank_by", "replacement", "cut_off_day", "term_from", "term_to",
)  # fmt: skip


def read_programme(text: str) -> ProgrammePlan:
    """Return what a programme's file says.

    :raises BadProgramme: with every mistake at once.
    """
    try:
        top = read(text)
    except NotAFile as wrong:
        raise BadProgramme((wrong.problem,)) from wrong
    reader = Reader()
    reader.only(top, TOP)
    terms = [_terms(reader, section) for section in reader.sections(top, "terms")]
    if not terms and "terms" not in {problem.field for problem in reader.problems}:
        reader.wrong(top, "terms", "sedikitnya satu ketentuan.", "at least one entry of terms.")
    _one_after_the_other(reader, top, terms)
    plan = ProgrammePlan(
        code=_code(reader, top),
        name=reader.text(top, "name"),
        kind=reader.choice(top, "kind", models.PROGRAMME_KINDS),
        office=reader.text(top, "office", needed=False),
        proposers=tuple(reader.choices(top, "proposers", None, ())),
        terms=tuple(sorted(terms, key=lambda one: one.valid_from)),
        quotas=_quotas(reader, top, {str(one.values["place_code"]) for one in terms}),
    )
    if reader.problems:
        raise BadProgramme(tuple(sorted(reader.problems, key=lambda problem: problem.line)))
    return plan


def _code(reader: Reader, top: Section) -> str:
    code = reader.text(top, "code")
    if code and not re.fullmatch("[a-z0-9][a-z0-9-]{1,47}", code):
        reader.wrong(
            top,
            "code",
            f"{code}: huruf kecil, angka dan tanda hubung, paling banyak 48.",
            f"{code}: small letters, digits, hyphens.",
        )
    return code


def _terms(reader: Reader, section: Section) -> TermsPlan:
    reader.only(section, TERMS)
    regulation, agreement = reader.section(section, "regulation"), reader.section(section, "agreement")
    plan = TermsPlan(
        valid_from=reader.day(section, "from", needed=True) or dt.date.min,
        values=_bought(reader, section) | _admitted(reader, section) | _filled(reader, section),
        regulation=None if regulation is None else read_regulation(reader, regulation),
        agreement=None if agreement is None else read_agreement(reader, agreement),
    )
    _fits_together(reader, section, plan.values)
    return plan


def _bought(reader: Reader, section: Section) -> dict[str, object]:
    """Return what is bought, for how long, with whose money."""
    return {
        "segment": reader.choice(section, "segment", models.SEGMENTS, "bpu"),
        "schemes": reader.choices(section, "schemes", SCHEMES, ("jkk", "jkm")),
        "income": reader.whole(section, "income", least=1, most=LARGEST_INCOME, needed=True),
        "risk": reader.whole(section, "risk", least=1, most=5),
        "npp": reader.value(section, "npp", _npp, Words("harus 8 huruf atau angka.", "must be 8 letters or digits."))
        or "",
        "payer": reader.choice(section, "payer", models.PAYERS),
        "ruling": reader.choice(section, "ruling", models.RULINGS, "none"),
        "source": reader.choice(section, "source", models.SOURCES),
        "wadah": reader.choice(section, "wadah", ["", *models.WADAH], ""),
        "first_month": reader.month(section, "first_month", needed=True),
        "months": reader.whole(section, "months", least=1, most=60, needed=True),
    }


def _admitted(reader: Reader, section: Section) -> dict[str, object]:
    """Return who may have a seat."""
    groups = tuple(occupation_groups.groups())
    return {
        "place_code": _place(reader, section, "place"),
        "residence": reader.choice(section, "residence", models.RESIDENCE, "kabupaten"),
        "age_from": reader.whole(section, "age_from", least=0, most=120, default=18),
        "age_below": reader.whole(section, "age_below", least=1, most=130, default=65),
        "occupations": reader.choices(section, "occupations", groups, ()),
        "occupations_closed": reader.choices(section, "occupations_closed", groups, ()),
        "per_family": reader.whole(section, "per_family", least=1, most=50),
        "social_aid": reader.choice(section, "social_aid", models.SOCIAL_AID, "ignored"),
        "decile_max": reader.whole(section, "decile_max", least=1, most=10),
        "excluded_cover": reader.choices(section, "excluded_cover", models.EXCLUDABLE, ("active_other_payer",)),
        "dukcapil": reader.choice(section, "dukcapil", models.CHECKS, "wanted"),
        "bpjs": reader.choice(section, "bpjs", models.CHECKS, "wanted"),
    }


def _filled(reader: Reader, section: Section) -> dict[str, object]:
    """Return how seats are filled and refilled."""
    return {
        "rank_by": reader.choices(section, "rank_by", models.RANKS, ("listed_first",)),
        "replacement": reader.choice(section, "replacement", models.REPLACEMENT, "amendment"),
        "cut_off_day": reader.whole(section, "cut_off_day", least=1, most=28, default=20),
        "term_from": reader.day(section, "term_from"),
        "term_to": reader.day(section, "term_to"),
    }


def _place(reader: Reader, section: Section, field: str) -> str:
    said = Words("bukan kode wilayah Kemendagri yang berlaku, misalnya 64.74.", "is no Kemendagri code in force.")
    return reader.value(section, field, _existing_place, said, needed=True) or ""


def _existing_place(text: str) -> str:
    """Return a place code that is in force.

    :raises ValueError: if it is not.
    """
    try:
        place = Wilayah(text)
    except NotAPlaceCode as wrong:
        raise ValueError(text) from wrong
    if not place.exists:
        raise ValueError(text)
    return place.code


def _fits_together(reader: Reader, section: Section, values: dict[str, object]) -> None:
    """Note what contradicts itself inside one entry of terms."""
    if values["age_below"] <= values["age_from"]:  # both have defaults
        reader.wrong(section, "age_below", "harus lebih besar dari age_from.", "must be above age_from.")
    both = set(values["occupations"]) & set(values["occupations_closed"])
    if both:
        reader.wrong(
            section,
            "occupations_closed",
            f"{', '.join(sorted(both))}: diterima sekaligus ditutup.",
            "admitted and closed.",
        )
    if not {"jkk", "jkm"} <= set(values["schemes"]):
        reader.wrong(section, "schemes", "jkk dan jkm wajib, jht boleh ditambah.", "jkk and jkm are a mandatory pair.")
    _segment_fits(reader, section, values)
    if (values["term_from"] is None) != (values["term_to"] is None):
        reader.wrong(section, "term_from", "isi term_from dan term_to, atau tidak keduanya.", "both or neither.")
    elif values["term_from"] is not None:
        _duty_fits(reader, section, values)


def _npp(text: str) -> str:
    """Return the number of an employer at BPJS.

    :raises ValueError: if it is not eight letters or digits.
    """
    if not re.fullmatch("[A-Za-z0-9]{8}", text):
        raise ValueError(text)
    return text.upper()


# What wage earners have, and what they do not: (is wrong, field, words).
_OF_WAGE_EARNERS = (
    (
        lambda values: values["risk"] is None,
        "risk",
        "wajib untuk segmen pu: kelas risiko JKK pemberi kerja, 1 sampai 5 (PP 44/2015 Pasal 16).",
        "needed for segment pu: the employer's JKK risk class, 1 to 5 (PP 44/2015 Pasal 16).",
    ),
    (
        lambda values: "jht" in values["schemes"],
        "schemes",
        "jht tidak dapat dibeli untuk pu: 2 % darinya dipotong dari upah pekerja (PP 46/2015 Pasal 16), dan siapa menanggung bagian itu"
        " dalam program belum terbaca naskahnya.",
        "jht cannot be bought for pu: 2 % of it is withheld from the worker's wage (PP 46/2015 Pasal 16), and no text was read on who"
        " bears that part in a programme.",
    ),
    (
        lambda values: values["wadah"] != "",
        "wadah",
        "kode wadah hanya untuk bpu; pu didaftarkan dengan NPP pemberi kerja.",
        "group codes are for bpu only; pu are registered under the employer's NPP.",
    ),
    (
        lambda values: values["ruling"] != "none",
        "ruling",
        "keringanan PP 50/2025 hanya untuk bpu.",
        "the relief of PP 50/2025 is for bpu only.",
    ),
)


def _segment_fits(reader: Reader, section: Section, values: dict[str, object]) -> None:
    """Note what a segment lacks, or cannot have."""
    if values["segment"] == "pu":
        for is_wrong, field, id, en in _OF_WAGE_EARNERS:
            if is_wrong(values):
                reader.wrong(section, field, id, en)
        return
    for field in ("risk", "npp"):
        if values[field]:
            reader.wrong(section, field, "hanya untuk segmen pu.", "for segment pu only.")


def _duty_fits(reader: Reader, section: Section, values: dict[str, object]) -> None:
    """The months bought must touch every day of duty that they are bought for."""
    if values["term_to"] <= values["term_from"]:
        reader.wrong(section, "term_to", "harus sesudah term_from.", "must be after term_from.")
        return
    first, months = values["first_month"], values["months"]
    if first is None or months is None:
        return
    end = months_after(first, months)
    if values["term_from"] >= end or values["term_to"] <= first:
        reader.wrong(
            section,
            "first_month",
            "bulan yang dibayar di luar masa tugas.",
            "the months bought lie outside the term of duty.",
        )


def months_after(first: dt.date, months: int) -> dt.date:
    """Return the first day of the month that many months later."""
    place = first.year * 12 + first.month - 1 + months
    return dt.date(place // 12, place % 12 + 1, 1)


def _one_after_the_other(reader: Reader, top: Section, terms: list[TermsPlan]) -> None:
    """Two terms of one day, and months that two terms both buy, are mistakes: nobody could say which holds."""
    dated = sorted((one for one in terms if one.valid_from != dt.date.min), key=lambda one: one.valid_from)
    for before, after in pairwise(dated):
        day = after.valid_from.isoformat()
        if before.valid_from == after.valid_from:
            reader.wrong(top, "terms", f"dua ketentuan mulai {day}.", f"two terms from {day}.")
        elif _buys_same_month(before.values, after.values):
            reader.wrong(
                top,
                "terms",
                f"ketentuan {day} membeli bulan yang juga dibeli ketentuan sebelumnya; pendekkan months yang lama.",
                f"the terms of {day} buy months that the terms before buy as well; shorten the earlier months.",
            )


def _buys_same_month(before: dict[str, object], after: dict[str, object]) -> bool:
    bought = [before["first_month"], before["months"], after["first_month"], after["months"]]
    # The very same months on other terms is how rules change in the middle of a period.
    if None in bought or bought[:2] == bought[2:]:
        return False
    return after["first_month"] < months_after(before["first_month"], before["months"])


def _quotas(reader: Reader, top: Section, places: set[str]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for section in reader.sections(top, "quota"):
        reader.only(section, ("place", "seats"))
        place = _place(reader, section, "place")
        seats = reader.whole(section, "seats", least=0, most=LARGEST_QUOTA, needed=True)
        if place in found:
            reader.wrong(section, "place", f"{place}: kuota tertulis dua kali.", f"{place}: quota stands twice.")
        elif place and places and not any(place == around or place.startswith(f"{around}.") for around in places):
            reader.wrong(
                section, "place", f"{place}: di luar wilayah program.", f"{place}: outside the programme's area."
            )
        if place:
            found[place] = seats or 0
    return tuple(sorted(found.items()))


def read_regulation(reader: Reader, section: Section) -> RegulationPlan:
    """Return a regulation as a section of a file names it."""
    reader.only(section, REGULATION)
    return RegulationPlan(
        kind=reader.choice(section, "kind", models.REGULATION_KINDS),
        issuer=reader.text(section, "issuer"),
        number=reader.text(section, "number"),
        year=reader.whole(section, "year", least=1945, most=2200, needed=True) or 0,
        title=reader.text(section, "title", needed=False),
        stage=reader.choice(section, "stage", models.REGULATION_STAGES, "drafted"),
        in_force_from=reader.day(section, "in_force_from"),
        in_force_to=reader.day(section, "in_force_to"),
    )


def read_agreement(reader: Reader, section: Section) -> AgreementPlan:
    """Return an agreement as a section of a file names it."""
    reader.only(section, AGREEMENT)
    return AgreementPlan(
        kind=reader.choice(section, "kind", models.AGREEMENT_KINDS),
        number=reader.text(section, "number"),
        partner=reader.text(section, "partner", needed=False),
        opd=reader.text(section, "opd", needed=False),
        rests_on=reader.text(section, "rests_on", needed=False),
        signed_on=reader.day(section, "signed_on"),
        starts_on=reader.day(section, "starts_on"),
        ends_on=reader.day(section, "ends_on"),
    )
