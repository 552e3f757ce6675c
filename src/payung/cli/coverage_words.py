"""The words of coverage at the terminal: classes, categories, shares, and a figure for machines."""

from __future__ import annotations

from payung.coverage.classes import LEVELS
from payung.coverage.figures import Figure
from payung.vocabulary.words import Words

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
    "payer": {
        "self": Words(id="Mandiri", en="Self"),
        "employer": Words(id="Pemberi kerja", en="Employer"),
        "pemkab": Words(id="Pemkab/Pemkot", en="Kabupaten"),
        "pemprov": Words(id="Pemprov", en="Province"),
        "village": Words(id="Desa", en="Village"),
        "csr": Words(id="CSR", en="CSR"),
        "sponsor": Words(id="Sponsor", en="Sponsor"),
        "apbn": Words(id="APBN", en="National budget"),
        "unknown": Words(id="Tidak disebut", en="Not said"),
    },
}
_WHOLE = Words(id="Seluruhnya", en="All")
_UNKNOWN = Words(id="(tidak diketahui)", en="(not known)")
_NOBODY = Words(id="(tanpa pembayar)", en="(no payer)")


def category_words(figure: Figure, language: str) -> str:
    """Return the name of a figure's category."""
    if figure.dimension == "total":
        return _WHOLE.say(language)
    if figure.category == "":
        return (_NOBODY if figure.dimension == "payer" else _UNKNOWN).say(language)
    if figure.dimension in LEVELS:
        return f"{figure.category} {figure.label}"
    words = _CATEGORIES.get(figure.dimension, {}).get(figure.category)
    return words.say(language) if words else figure.category


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
