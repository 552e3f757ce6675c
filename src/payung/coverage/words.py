"""The words of coverage: bases, dimensions, classes, categories, shares, notes; and a figure for machines."""

from __future__ import annotations

from collections.abc import Sequence

from payung.coverage.classes import LEVELS
from payung.coverage.figures import Figure
from payung.coverage.published import NotPublished
from payung.coverage.queries import NotKnown, NotMeasured, NotYourPlace, PublishedOnly, Question, TooEarly
from payung.vocabulary import payers
from payung.vocabulary.month import Month
from payung.vocabulary.occupation_groups import groups
from payung.vocabulary.words import Words

BASIS_WORDS = {
    "reported": Words(id="menurut laporan", en="as reported"),
    "computed": Words(id="hitungan sendiri", en="our own count"),
}
POPULATION_WORDS = {
    "register": Words(id="register", en="register"),
    "listed": Words(id="orang pada daftar", en="people on lists"),
}
DIMENSION_WORDS = {
    "total": Words(id="Seluruhnya", en="All"),
    "place": Words(id="Wilayah", en="Place"),
    "provinsi": Words(id="Provinsi", en="Province"),
    "kabupaten": Words(id="Kabupaten/kota", en="Kabupaten/kota"),
    "kecamatan": Words(id="Kecamatan", en="Kecamatan"),
    "kelurahan": Words(id="Kelurahan/desa", en="Kelurahan/desa"),
    "occupation": Words(id="Pekerjaan", en="Occupation"),
    "ecosystem": Words(id="Ekosistem", en="Ecosystem"),
    "sex": Words(id="Jenis kelamin", en="Sex"),
    "age": Words(id="Umur", en="Age"),
    "disability": Words(id="Disabilitas", en="Disability"),
    "payer": Words(id="Sumber dana", en="Payer"),
    "segment": Words(id="Segmen", en="Segment"),
    "opd": Words(id="OPD/pengusul", en="OPD/sender"),
}
UNIVERSE_WORDS = {
    "workers": Words(id="pekerja", en="workers"),
    "informal_workers": Words(id="pekerja informal", en="informal workers"),
    "vulnerable_workers": Words(id="pekerja rentan", en="vulnerable workers"),
    "population": Words(id="penduduk", en="inhabitants"),
}

CLASS_WORDS = {
    "protected": Words(id="Terlindungi", en="Protected"),
    "unproven": Words(id="Aktif tanpa bulan", en="Active, no month"),
    "arrears": Words(id="Menunggak", en="Arrears"),
    "lapsed": Words(id="Berakhir", en="Lapsed"),
    "registered": Words(id="Terdaftar", en="Registered"),
    "none": Words(id="Tidak ada", en="None"),
}
_CATEGORIES = {
    "sex": {"L": Words(id="Laki-laki", en="Men"), "P": Words(id="Perempuan", en="Women")},
    "disability": {
        "yes": Words(id="Dengan disabilitas", en="With disability"),
        "no": Words(id="Tanpa disabilitas", en="Without"),
    },
    "payer": payers.NAMES,
    "ecosystem": {
        "desa": Words(id="Desa", en="Village"),
        "pasar": Words(id="Pasar", en="Market"),
        "ecommerce": Words(id="Niaga daring", en="E-commerce"),
        "rentan": Words(id="Pekerja rentan", en="Vulnerable workers"),
    },
}
_WHOLE = Words(id="Seluruhnya", en="All")
_UNKNOWN = Words(id="(tidak diketahui)", en="(not known)")
_NOBODY = Words(id="(tanpa pembayar)", en="(no payer)")


def category_words(figure: Figure, language: str) -> str:
    """Return the name of a figure's category; of a place with its code before it."""
    if figure.dimension in LEVELS and figure.category:
        return f"{figure.category} {figure.label}"
    return category_name(figure.dimension, figure.category, language)


def category_name(dimension: str, category: str, language: str) -> str:
    """Return the name of a category that is no place."""
    if dimension == "total":
        return _WHOLE.say(language)
    if category == "":
        return (_NOBODY if dimension == "payer" else _UNKNOWN).say(language)
    if dimension == "occupation" and category in groups():
        return groups()[category].name.say(language)
    words = _CATEGORIES.get(dimension, {}).get(category)
    return words.say(language) if words else category


def number_words(value: int, language: str) -> str:
    """Write a whole number as the office does: 34.782 (34,782 in English)."""
    text = f"{value:,}"
    return text if language == "en" else text.replace(",", ".")


def title_of(asked: Question, language: str) -> str:
    """Return the title of a table: month, population, basis, place."""
    words = (POPULATION_WORDS[asked.population].say(language), BASIS_WORDS[asked.basis].say(language))
    title = f"{Words(id='Cakupan', en='Coverage').say(language)} {Month.of(asked.month).say(language)}"
    return " · ".join([title, *words, *([asked.place] if asked.place else [])])


def notes_of(found: Sequence[Figure], language: str) -> list[str]:
    """Return what must be read with the table: definition, day, sources, universes and every warning, each once."""
    if not found:
        return [Words(id="Tidak ada orang.", en="Nobody.").say(language)]
    first = found[0]
    day = f"{first.as_of:%d-%m-%Y}" if first.as_of else "-"
    sources = f" {Words(id='Sumber', en='Sources').say(language)}: {', '.join(first.sources)}." if first.sources else ""
    notes = [
        first.definition.say(language),
        Words(id="Keadaan per {day}.", en="As of {day}.").say(language, day=day) + sources,
    ]
    for figure in found:
        name = category_words(figure, language)
        notes += [
            f"{name}: {share.universe.source}, {share.universe.on:%d-%m-%Y}: {number_words(share.universe.people, language)} ({share.universe.definition})"
            for share in figure.shares
        ]
        notes += [f"! {name}: {warning.say(language)}" for share in figure.shares for warning in share.warnings]
        notes += [f"! {name}: {warning.say(language)}" for warning in figure.warnings if warning.code != "no_universe"]
    notes += [one.say(language) for figure in found for one in figure.warnings if one.code == "no_universe"]
    return list(dict.fromkeys(notes))


REFUSALS = (NotKnown, NotMeasured, NotPublished, NotYourPlace, PublishedOnly, TooEarly)


def of_refusal(refused: Exception) -> Words:
    """Return why a question about coverage has no answer; the same sentence at the terminal and in the browser."""
    match refused:
        case NotMeasured():
            months = ", ".join(f"{month:%Y-%m}" for month in refused.months)
            return Words(
                id=f"Belum diukur. Bulan terukur: {months or 'belum ada'}.",
                en=f"Not measured. Measured: {months or 'none yet'}.",
            )
        case NotKnown():
            known = ", ".join(refused.known)
            return Words(
                id=f"Tidak diketahui menurut itu di sini. Yang ada: {known}.",
                en=f"Not known by that here. There is: {known}.",
            )
        case TooEarly():
            return Words(
                id=f"Register hanya menjawab mulai {refused.earliest:%Y-%m}.",
                en=f"The register answers from {refused.earliest:%Y-%m} on.",
            )
        case NotYourPlace():
            return Words(
                id="Bukan wilayah kantor ini.",
                en="Not a place of this office.",
            )
        case PublishedOnly():
            return Words(
                id="Akun ini terikat pada pengusulnya: yang dapat dilihat hanya yang diterbitkan.",
                en="This account is bound to its senders: it sees what was published only.",
            )
        case _:
            return Words(id="Belum diterbitkan.", en="Not published.")


def of_overlap(place: str) -> Words:
    """Return why a place is not published beside another."""
    return Words(
        id=f"Wilayah {place} sudah diterbitkan untuk bulan ini; selisih keduanya akan membocorkan yang ditahan.",
        en=f"Place {place} is published for this month; their difference would give away what is withheld.",
    )


def ppm_words(ppm: int | None, language: str) -> str:
    """Write a share as the office does: 26,53 % (26.53 % in English)."""
    if ppm is None:
        return "-"
    text = f"{ppm / 10_000:.2f} %"
    return text if language == "en" else text.replace(".", ",")


def figure_json(figure: Figure, language: str) -> dict[str, object]:
    """Return a figure for machines, with everything it carries."""
    return {
        "basis": figure.basis,
        "population": figure.population,
        "month": figure.month,
        "place": figure.place_code,
        "dimension": figure.dimension,
        "category": figure.category,
        "label": category_words(figure, language),
        "numerator": figure.protected,
        "people": figure.people,
        "counts": dict(figure.counts),
        "of_people_ppm": figure.of_people_ppm,
        "shares": [
            {
                "denominator": share.universe.people,
                "counts": share.universe.counts,
                "segment": share.universe.segment,
                "source": share.universe.source,
                "on": share.universe.on,
                "definition": share.universe.definition,
                "ppm": share.ppm,
                "warnings": [{"code": warning.code, "said": warning.say(language)} for warning in share.warnings],
            }
            for share in figure.shares
        ],
        "as_of": figure.as_of,
        "sources": list(figure.sources),
        "definition": figure.definition.say(language),
        "sureness": figure.sureness,
        "warnings": [{"code": warning.code, "said": warning.say(language)} for warning in figure.warnings],
    }
