"""What a rule says and weighs, and how it finds its people among the facts."""

from __future__ import annotations

from dataclasses import dataclass

from payung.vocabulary.words import Words

#: refuse: proposed, a person must sign it; doubt: a person must look; note: good to know, never changes the outcome.
WEIGHTS = ("refuse", "doubt", "note")

#: The facts that a rule may be made on, as columns of the relation `facts`; a decision by hand stands while those of its rules do.
FACTS = (
    "age", "lives_in_area", "works", "occupation_group", "has_family_card", "family_place", "social_aid", "decile", "other_cover",
    "other_payer", "other_segment", "seat_elsewhere", "chosen_elsewhere", "dukcapil", "bpjs", "same_person_twice", "is_proposed",
)  # fmt: skip


class BadRule(ValueError):
    """A rule that says something impossible about itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Why a person is not plainly eligible, and how to put it right. `id` never changes once released.

    `fails`: DuckDB SQL, a boolean (NULL counts as false) over FACTS and over occupation, work (kind of worker in law.eligibility),
    scheme (taspen, asabri, bpjstk, unclear), group_admitted, cover_excluded, goes_on (was a member in time), and the terms:
    age_from, age_below, per_family, social_aid_rule, decile_max, occupations, occupations_closed, needs_dukcapil, needs_bpjs, kind, segment.
    `made_on`: the facts behind it. `told`: whether a sender may read it; else they read that the office is looking.
    """

    id: str
    weight: str
    made_on: tuple[str, ...]
    fails: str
    why: Words
    fix: Words
    told: bool = True

    def __post_init__(self) -> None:
        if self.weight not in WEIGHTS or not set(self.made_on) <= set(FACTS) or not self.made_on:
            raise BadRule(self.id)
