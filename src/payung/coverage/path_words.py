"""The words of a path to a target, and its tables: the same at the terminal, on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from payung.coverage.path import Path, Step
from payung.coverage.words import UNIVERSE_WORDS, number_words, ppm_words
from payung.law.figures import CONFIDENCES
from payung.vocabulary.month import Month
from payung.vocabulary.words import Words

CONFIDENCE_WORDS = {
    "law": Words(id="peraturan atau SK, dibaca sendiri", en="regulation or decree, read ourselves"),
    "official": Words(id="terbitan resmi", en="official publication"),
    "press": Words(id="berita", en="press"),
    "code": Words(id="aplikasi lain", en="another application"),
    "memory": Words(id="ingatan, belum diperiksa", en="from memory, unchecked"),
    "conflict": Words(id="sumber bertentangan", en="sources conflict"),
}
assert tuple(CONFIDENCE_WORDS) == CONFIDENCES

COLUMNS = (
    Words(id="Akhir tahun", en="End of year"),
    Words(id="Target", en="Target"),
    Words(id="Tercapai?", en="Reached?"),
    Words(id="Harus terlindungi", en="To be protected"),
    Words(id="Tambahan dari sekarang", en="To add from now"),
    Words(id="Dengan laju sekarang", en="At the present rate"),
    Words(id="Sumber target", en="Source of the target"),
    Words(id="Semesta", en="Universe"),
)
YEAR_COLUMNS = (
    Words(id="Tahun", en="Year"),
    Words(id="Tambahan tahun itu", en="To add in the year"),
    Words(id="Per bulan", en="A month"),
    Words(id="Terlindungi di akhir tahun", en="Protected at its end"),
    Words(id="Dengan laju sekarang", en="At the present rate"),
)
MONTH_COLUMNS = (
    Words(id="Bulan", en="Month"),
    Words(id="Harus terlindungi", en="To be protected"),
    Words(id="Dengan laju sekarang", en="At the present rate"),
    Words(id="Selisih", en="Difference"),
)
NO_UNIVERSE = Words(
    id="Tidak ada semesta tersimpan untuk sel ini: target ditunjukkan, jalurnya tidak dapat dihitung.",
    en="No universe is stored for this cell: the target is shown, its path cannot be counted.",
)
NO_RATE = Words(
    id="Laju sekarang belum diketahui: perlu paling sedikit dua bulan terukur dalam setahun.",
    en="The present rate is not known: it takes two measured months within a year.",
)
RATE = Words(
    id="Laju sekarang: {gained} orang dalam {months} bulan ({first} sampai {last}).",
    en="Present rate: {gained} people in {months} months ({first} to {last}).",
)
REST = Words(
    id="Dihitung dari {now} orang terlindungi pada {month}; semesta dianggap tetap. Tambahan adalah bersih: yang putus harus diganti lebih dahulu.",
    en="Counted from {now} people protected in {month}; the universe is taken to stay. What is added is net: whoever lapses is to be made up for first.",
)


def reached(step: Step) -> Words:
    """Return whether, and when, the present rate reaches a target."""
    if step.needed is None:
        return Words(id="tidak dapat dihitung", en="cannot be counted")
    if not step.to_add:
        return Words(id="sudah tercapai", en="reached already")
    if step.reaches is None:
        return Words(id="belum diketahui", en="not known yet")
    if step.reached_in is None:
        return Words(id="tidak, dengan laju ini tidak pernah", en="no, never at this rate")
    when = Month.of(step.reached_in)
    if step.reaches:
        return Words(id=f"ya, {when.say('id')}", en=f"yes, {when.say('en')}")
    return Words(id=f"tidak, baru {when.say('id')}", en=f"no, only in {when.say('en')}")


def notes(path: Path, language: str) -> list[str]:
    """Return what must be read with a path."""
    number = _number(language)
    month = Month.of(path.now.month).say(language)
    found = [REST.say(language, now=number(path.now.protected), month=month)]
    if path.universe is None:
        found.append(NO_UNIVERSE.say(language))
    if path.rate is None:
        found.append(NO_RATE.say(language))
    else:
        first, last = (Month.of(one).say(language) for one in (path.rate.first, path.rate.last))
        found.append(
            RATE.say(language, gained=number(path.rate.gained), months=path.rate.months, first=first, last=last)
        )
    for share in path.now.shares:
        found += [warning.say(language) for warning in share.warnings if share.universe == path.universe]
    return found + [warning.say(language) for warning in path.now.warnings if warning.code != "no_universe"]


def steps_in_cells(path: Path, language: str) -> list[list[object]]:
    """Return the rows of a path's table, in the order of COLUMNS: whole numbers as numbers, a dash where there is none."""
    return [
        [
            str(step.target.year),
            ppm_words(step.target.ppm, language),
            reached(step).say(language),
            *("-" if value is None else value for value in (step.needed, step.to_add, step.expected)),
            f"{step.target.source} ({CONFIDENCE_WORDS[step.target.confidence].say(language)})",
            universe_words(path, language),
        ]
        for step in path.steps
    ]


def years_in_cells(path: Path) -> list[list[object]]:
    """Return the rows of a path year by year, in the order of YEAR_COLUMNS."""
    return [
        [str(one.year), one.to_add, one.per_month, one.needed, "-" if one.expected is None else one.expected]
        for one in path.years
    ]


def months_in_cells(path: Path, language: str) -> list[list[object]]:
    """Return the rows of a path month by month, in the order of MONTH_COLUMNS."""
    return [
        [
            Month.of(one.month).say(language),
            one.needed,
            "-" if one.expected is None else one.expected,
            "-" if one.expected is None else one.expected - one.needed,
        ]
        for one in path.milestones
    ]


def universe_words(path: Path, language: str) -> str:
    """Return whose share a path counts: 1.000 pekerja rentan (Bappeda, 31-12-2025)."""
    one = path.universe
    if one is None:
        return "-"
    segment = "" if one.segment == "all" else f" {one.segment}"
    what = UNIVERSE_WORDS.get(one.counts)
    return f"{_number(language)(one.people)} {what.say(language) if what else one.counts}{segment} ({one.source}, {one.on:%d-%m-%Y})"


def headings(columns: Sequence[Words], language: str) -> list[str]:
    """Return the headings of a table."""
    return [one.say(language) for one in columns]


def path_json(path: Path, language: str) -> dict[str, object]:
    """Return a path for machines."""
    return {
        "place": path.now.place_code,
        "month": path.now.month,
        "basis": path.now.basis,
        "population": path.now.population,
        "protected": path.now.protected,
        "universe": path.universe
        and {"people": path.universe.people, "source": path.universe.source, "on": path.universe.on},
        "rate": path.rate and {"gained": path.rate.gained, "months": path.rate.months},
        "targets": [
            {
                "year": step.target.year,
                "ppm": step.target.ppm,
                "source": step.target.source,
                "confidence": step.target.confidence,
                "needed": step.needed,
                "to_add": step.to_add,
                "expected": step.expected,
                "reaches": step.reaches,
                "reached_in": step.reached_in,
            }
            for step in path.steps
        ],
        "years": [
            {"year": one.year, "to_add": one.to_add, "per_month": one.per_month, "needed": one.needed}
            for one in path.years
        ],
        "months": [{"month": one.month, "needed": one.needed, "expected": one.expected} for one in path.milestones],
        "notes": notes(path, language),
    }


def _number(language: str) -> Callable[[int], str]:
    return lambda value: number_words(value, language)
