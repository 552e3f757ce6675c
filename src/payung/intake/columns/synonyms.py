"""Which field a heading names: exact words first, then abbreviations written out, fillers dropped, and misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from payung.vocabulary.shipped import read_yaml
from payung.vocabulary.words import Words

#: The fields a column can be mapped to, in the order of the `received` table.
FIELDS = (
    "no", "nik", "kk", "kpj", "npp", "name", "birth_place", "birth_date", "birth", "age", "sex", "address", "rt", "rw",
    "rt_rw", "kelurahan", "kecamatan", "kabupaten", "province", "occupation", "phone", "mother_name", "heir_name", "opd",
    "disability", "income", "wage", "payer", "remark", "answer", "answer_reason", "start_date", "end_date",
)  # fmt: skip

#: A misspelt heading must be this alike (0 to 100) to count; below 5 letters only exact words count.
FUZZY_FLOOR = 86
FUZZY_MIN_LETTERS = 5
#: Stands between the group headings of a column.
GROUP_MARK = " › "
_REMARK = re.compile(r"(?:catatan|keterangan)\b")


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading names. `field` is None for headings that are known and not used; `part` counts from 1."""

    field: str | None
    confidence: float
    how: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The synonyms file, made ready for look-up."""

    words: dict[str, str]
    titles: dict[str, Words]
    texts: dict[str, tuple[str | None, int, bool]]
    compact: dict[str, str]
    fillers: re.Pattern[str]
    other_people: re.Pattern[str]
    staff_numbers: frozenset[str]


@cache
def dictionary() -> Dictionary:
    """Load synonyms.yaml once."""
    raw = read_yaml("payung.intake.columns", "synonyms.yaml")
    words = {str(k): str(v) for k, v in raw["words"].items()}
    texts = {_normal(text, words): (field, part, weak) for text, field, part, weak in _entries(raw)}
    return Dictionary(
        words=words,
        titles={name: Words(**entry["title"]) for name, entry in raw["fields"].items()},
        texts=texts,
        compact={text.replace(" ", ""): text for text in texts},
        fillers=_any_of(raw["fillers"]),
        other_people=_any_of(raw["other_people"]),
        staff_numbers=frozenset(_normal(text, words) for text in raw["staff_numbers"]),
    )


def _entries(raw: dict) -> Iterator[tuple[str, str | None, int, bool]]:
    """Yield (text, field, part, weak); fields come after `others`, so that a field wins where both name a text."""
    for text in raw["others"]:
        yield str(text), None, 0, False
    for name, entry in raw["fields"].items():
        for text in entry.get("weak", ()):
            yield str(text), name, 0, True
        for number, part in enumerate(entry.get("parts", ()), start=1):
            for text in part:
                yield str(text), name, number, False
        for text in entry["texts"]:
            yield str(text), name, 0, False


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(map(str, phrases), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def normal(heading: str) -> str:
    """Return a heading as plain lower-case words: abbreviations written out, spaced letters joined ("N I K" is "nik")."""
    return _normal(heading, dictionary().words)


def _normal(heading: str, words: dict[str, str]) -> str:
    text = unicodedata.normalize("NFKC", str(heading))
    # TempatLahir and Pekerja_TempatLahir are two words each; an all-capitals word stays whole.
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()
    if text.strip() == "#":
        return "#"
    tokens = re.findall(r"[a-z0-9]+", text)
    return " ".join(words.get(token, token) for token in _join_letters(tokens))


def _join_letters(tokens: list[str]) -> Iterator[str]:
    """Join runs of single letters: n, i, k -> nik."""
    run = ""
    for token in tokens:
        if len(token) == 1 and token.isalpha():
            run += token
            continue
        if run:
            yield run
            run = ""
        yield token
    if run:
        yield run


def title(field: str) -> Words:
    """Return what a field is called to people."""
    return dictionary().titles[field]


def speaks_of_another_person(heading: str) -> bool:
    """Tell whether a heading is about the heir, the mother, the proposer … and not about the worker of the row."""
    return dictionary().other_people.search(normal(heading)) is not None


def is_staff_number(heading: str) -> bool:
    """Tell whether a heading names the number of an official (NIP) or an employee."""
    return normal(heading) in dictionary().staff_numbers


def match(heading: str, group: str = "") -> Match | None:
    """Return what a heading names, under the group headings above it, or None if nobody knows it.

    :param group: the texts above the heading from the top down, joined by GROUP_MARK; "" if there are none.
    """
    above = [level for level in reversed(group.split(GROUP_MARK)) if level and normal(level) != normal(heading)]
    for level in above:
        together = _half_of_birth(heading, level) or _match(f"{level} {heading}")
        if together is not None and together.confidence >= 0.9:
            return together
    if any(speaks_of_another_person(level) for level in above):
        return Match(None, 0.9, "other_person")
    alone = _match(heading)
    if alone is None or not above:
        return alone
    return Match(alone.field, min(alone.confidence, 0.95), alone.how, alone.part)


def _half_of_birth(heading: str, group: str) -> Match | None:
    """Read "Tempat" and "Tanggal" under a heading of both ("TTL")."""
    above = _match(group)
    if above is None or above.field != "birth":
        return None
    first = normal(heading).split(" ")[0]
    field = {"tempat": "birth_place", "kota": "birth_place", "tanggal": "birth_date"}.get(first)
    return Match(field, 0.95, "exact") if field else None


@lru_cache(maxsize=20_000)
def _match(heading: str) -> Match | None:
    known = dictionary()
    for text, confidence, how in _readings(heading):
        found = known.texts.get(text)
        if found is None and text.replace(" ", "") in known.compact:
            found, confidence = known.texts[known.compact[text.replace(" ", "")]], confidence - 0.02
        if found is not None and (found[0] or how != "filler"):
            # "Nama Anggota Kelompok" is not the group's name: what is left without its fillers names a field or nothing.
            field, part, weak = found
            return Match(field, 0.55 if weak else round(confidence, 2), "weak" if weak else how, part)
    plain = normal(re.sub(r"\([^)]*\)", " ", heading))
    return _beginning(plain) or _fuzzy(plain) or _remark(plain)


def _beginning(text: str) -> Match | None:
    """Read "nama lengkap anggota baru 2023" by its first words: two of them at least, and nobody else in the rest."""
    words = text.split(" ")
    for length in range(len(words) - 1, 1, -1):
        start, rest = " ".join(words[:length]), " ".join(words[length:])
        field, part, weak = dictionary().texts.get(start, (None, 0, True))
        if field is not None and not weak and not dictionary().other_people.search(rest):
            return Match(field, 0.78, "beginning", part)
    return None


def _remark(text: str) -> Match | None:
    """Read "Catatan RT" and "Keterangan Lurah": whoever wrote it, what it says of the person must be seen."""
    return Match("remark", 0.82, "beginning") if _REMARK.match(text) else None


def _readings(heading: str) -> Iterator[tuple[str, float, str]]:
    """Yield ever looser readings of a heading, with how sure each would be."""
    outside = re.sub(r"\([^)]*\)?", " ", heading)
    plain = normal(outside)
    cut = re.sub(r"\b(?:sesuai|berdasarkan|menurut|seperti|contoh|format|wajib|sebagaimana)\b.*$", "", plain).strip()
    unfilled = " ".join(dictionary().fillers.sub(" ", cut).split())
    yield normal(heading), 1.0, "exact"
    yield plain, 0.98, "exact"
    # WhatsApp is one word although its letters say two.
    yield normal(outside.casefold()), 0.97, "exact"
    yield cut, 0.96, "exact"
    yield re.sub(r"^\d+ | \d+$", "", cut), 0.95, "exact"
    yield unfilled, 0.92, "filler"
    if "/" in outside:
        yield normal(outside.split("/")[0]), 0.82, "alternative"
    for inside in re.findall(r"\(([^)]*)\)", heading):
        yield normal(inside), 0.85, "bracket"


def _fuzzy(text: str) -> Match | None:
    known = dictionary()
    if len(text) < FUZZY_MIN_LETTERS:
        return None
    candidates = [entry for entry in known.texts if len(entry) >= FUZZY_MIN_LETTERS]
    best = process.extractOne(text, candidates, scorer=fuzz.ratio, score_cutoff=FUZZY_FLOOR)
    if best is None:
        return None
    found, score, _ = best
    strangers = set(known.other_people.findall(text)) - set(known.other_people.findall(found))
    field, part, _weak = known.texts[found]
    if strangers and field is not None:
        return None
    return Match(field, round(score / 100 * 0.9, 2), "fuzzy", part)
