"""Names as frequent, as long and as mixed as in Indonesia, for people who do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from payung.vocabulary.shipped import read_yaml

SLOTS = 8192
PATTERN_SLOTS = 128
# Half of a real register's first elements are rare ones; a short head list alone would make everybody a namesake.
TAIL_SHARE = {"first": 0.40, "second": 0.30}
TAIL_WORDS = {"first": 2_400, "second": 1_300}
RANK_SHIFT = 9.0

KINDS = ("first", "second", "family", "birth")


@cache
def read_data(name: str) -> dict:
    """Return one of the YAML files beside this module."""
    return read_yaml("payung.demo", "data", name)


def ranked(words: Sequence[str], mass: float) -> dict[str, float]:
    """Share a mass over words by their rank: the first is the most frequent (Zipf's law with a flat head)."""
    if not words:
        return {}
    weights = [1 / (rank + RANK_SHIFT) for rank in range(len(words))]
    scale = mass / sum(weights)
    shared: dict[str, float] = {}
    for word, weight in zip(words, weights, strict=True):
        shared[word] = shared.get(word, 0.0) + weight * scale
    return shared


def fill_slots(weights: dict[str, float], slots: int) -> tuple[str, ...]:
    """Turn weights into a table of equal slots, so that one draw (or one hash) picks a word; rare words keep a slot."""
    total = sum(weights.values())
    filled: list[str] = []
    for word, weight in weights.items():
        filled.extend([word] * max(1, round(weight / total * slots)))
    if len(filled) < slots:
        filled.extend(filled[: slots - len(filled)])
    # Interleave, so that cutting the surplus takes no word away whole.
    step = len(filled) / slots
    return tuple(filled[int(position * step)] for position in range(slots))


@dataclass(frozen=True, slots=True)
class NameTables:
    """Slot tables of one group and sex; empty where the group has no such element."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    family: tuple[str, ...]
    birth: tuple[str, ...]
    patterns: tuple[str, ...]


@cache
def tail_words(group: str, sex: str, kind: str) -> tuple[str, ...]:
    """Return the rare given names that grow from a group's own stems, then from syllables, and its usual endings.

    `group` is a group with stems of its own or `islam`; `sex` is m or f.
    """
    data = read_data("names.yaml")
    source, rare = data["islam"] if group == "islam" else data["groups"][group], data["rare"]
    stems, ends = source[f"{sex}_stems"], source[f"{sex}_ends"]
    own = [stem + end for end in ends for stem in stems]
    syllables = [
        (onset + vowel + coda).capitalize()
        for onset in rare["onsets"]
        for vowel in rare["vowels"]
        for coda in rare["codas"]
    ]
    grown = list(dict.fromkeys(own + [stem + end for end in ends for stem in syllables]))
    # Other ones for first and second elements.
    return tuple(Random(f"rare/{sex}/{kind}").sample(grown, TAIL_WORDS[kind]))


def given_weights(group_name: str, sex: str, kind: str) -> dict[str, float]:
    """Mix a group's own elements, the lent ones and the rare tail; `sex` is m or f."""
    data = read_data("names.yaml")
    group, islam = data["groups"][group_name], data["islam"]
    lent = group["islam"]
    weights = ranked(group.get(f"{sex}_{kind}", []), 1 - lent)
    for word, weight in ranked(islam[f"{sex}_{kind}"], lent).items():
        if weight:
            weights[word] = weights.get(word, 0.0) + weight
    if not weights:
        return {}
    has_own_stems = f"{sex}_stems" in group
    share = TAIL_SHARE[kind] if has_own_stems or lent > 0.3 else TAIL_SHARE[kind] / 3
    tail = tail_words(group_name if has_own_stems else "islam", sex, kind)
    for word in tail:
        weights[word] = weights.get(word, 0.0) + share / len(tail)
    return weights


@cache
def tables(group_name: str, sex: str) -> NameTables:
    """Return the slot tables of a group for `L` or `P`."""
    data = read_data("names.yaml")
    group, key = data["groups"][group_name], {"L": "m", "P": "f"}[sex]
    first = given_weights(group_name, key, "first") or dict.fromkeys(group[f"{key}_second"], 1.0)
    second = given_weights(group_name, key, "second")
    return NameTables(
        first=fill_slots(first, SLOTS),
        second=fill_slots(second, SLOTS),
        family=fill_slots(ranked(group["family"], 1), SLOTS) if "family" in group else (),
        birth=fill_slots(ranked(group[f"{key}_birth"], 1), SLOTS) if f"{key}_birth" in group else (),
        patterns=fill_slots(group["patterns"][key], PATTERN_SLOTS),
    )


def groups() -> tuple[str, ...]:
    """Return the groups in the order of the data file."""
    return tuple(read_data("names.yaml")["groups"])


def mix_of(province: str) -> dict[str, float]:
    """Return the share of each group among the residents of a province."""
    mix = read_data("names.yaml")["mix"]
    return mix.get(province) or mix["default"]


def homes_of(group: str) -> tuple[str, ...]:
    """Return the provinces that people of a group move from."""
    return tuple(read_data("names.yaml")["groups"][group]["homes"])


@cache
def never_alone() -> frozenset[str]:
    """Return the first elements that need another one beside them (MUHAMMAD, SITI, LA)."""
    return frozenset(read_data("names.yaml")["never_alone"])


def draw_name(group: str, sex: str, dice: Random, family: str = "") -> str:
    """Draw a full name in capitals, as an identity card prints it; `family` keeps a clan name within a household."""
    table = tables(group, sex)
    elements = {
        "F": table.first,
        "S": table.second,
        "M": (family,) if family else table.family,
        "B": table.birth,
        "I": table.first,
    }
    words: list[str] = []
    for mark in dice.choice(table.patterns).split():
        word = dice.choice(elements[mark]) if mark in elements else mark
        words.append(word[0] if mark == "I" else word)
    if len(words) > 1 and words[0] == words[-1]:
        words.pop()
    if len(words) == 1 and words[0] in never_alone():
        words.append(dice.choice(table.second))
    return " ".join(words).upper()


def draw_family(group: str, dice: Random) -> str:
    """Draw a clan name, or '' for a group without."""
    family = tables(group, "L").family
    return dice.choice(family) if family else ""
