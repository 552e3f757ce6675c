"""Occupation groups of informal and public work: one group for each cleaned occupation, alike in Python and in DuckDB."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from payung.vocabulary.letters import one_of, quoted
from payung.vocabulary.occupation import is_state_official
from payung.vocabulary.shipped import read_yaml
from payung.vocabulary.words import Words

ECOSYSTEMS = ("desa", "pasar", "ecommerce", "rentan")
OTHER = "other"
PART_TIME, STATE, ARMED = "pppk_paruh_waktu", "asn", "tni_polri"
# Whom Asabri insures, among the state officials that `occupation` recognises.
_ARMED = r"\b(?:TNI|TENTARA|POLRI|POLISI|KEPOLISIAN|BABINSA|BHABINKAMTIBMAS|BABINKAMTIBMAS)\b"


class NoSuchGroup(ValueError):
    """No occupation group has this id."""


@dataclass(frozen=True, slots=True)
class OccupationGroup:
    """A group of occupations. `work` is its kind of worker in `law.eligibility`; `works` false: the words say "no work".

    `is_transport`: has the earlier relief of PP 50/2025 (drivers, riders, couriers), where the member pays.
    """

    id: str
    name: Words
    ecosystem: str
    work: str
    works: bool
    is_transport: bool
    words: tuple[str, ...]
    but: tuple[str, ...]

    def matches(self, occupation: str) -> bool:
        """Tell whether the words of this group stand in a cleaned occupation, and none that turn them round."""
        if not self.words or not re.search(_any(self.words), occupation):
            return False
        return not (self.but and re.search(_any(self.but), occupation))


@cache
def groups() -> dict[str, OccupationGroup]:
    """Return every group by id, in the order in which they are tried; `other` is the last."""
    rows = read_yaml("payung.vocabulary", "occupation_groups.yaml")
    return {str(id_): _group(str(id_), row) for id_, row in rows.items()}


def group(id_: str) -> OccupationGroup:
    """Return a group by its id.

    :raises NoSuchGroup: if there is none.
    """
    if id_ not in groups():
        raise NoSuchGroup(id_)
    return groups()[id_]


def group_of(occupation: str | None) -> OccupationGroup:
    """Return the group of an occupation as `occupation.clean_occupation` leaves it; `other` where no words say more."""
    if not occupation:
        return groups()[OTHER]
    if groups()[PART_TIME].matches(occupation):
        return groups()[PART_TIME]
    if is_state_official(occupation):
        return groups()[ARMED if re.search(_ARMED, occupation) else STATE]
    return next((one for one in groups().values() if one.matches(occupation)), groups()[OTHER])


def names_one(text: str) -> bool:
    """Tell whether a plain upper-case text is nothing but the name of paid work, with a few words more ("PEDAGANG PASAR PAGI")."""
    return any(
        one.works and one.words and re.fullmatch(rf"{one_of(one.words)}(?: [A-Z]+){{0,3}}", text)
        for one in groups().values()
    )


def macros() -> str:
    """Return the DuckDB macro `occupation_group_of(occupation)`; it wants the macros of `standard.install`.

    Some sixty expressions are tried on each value: call it on distinct values and join.
    """
    tried = "\n".join(_when(one) for one in groups().values() if one.words and one.id != PART_TIME)
    return f"""
CREATE OR REPLACE TEMP MACRO occupation_group_of(occupation) AS
    CASE WHEN occupation IS NULL OR occupation = '' THEN '{OTHER}'
         {_when(groups()[PART_TIME])}
         WHEN occupation_is_state(occupation) THEN CASE WHEN regexp_matches(occupation, {quoted(_ARMED)}) THEN '{ARMED}' ELSE '{STATE}' END
         {tried}
         ELSE '{OTHER}' END;
"""


def _when(one: OccupationGroup) -> str:
    but = f" AND NOT regexp_matches(occupation, {quoted(_any(one.but))})" if one.but else ""
    return f"WHEN regexp_matches(occupation, {quoted(_any(one.words))}){but} THEN {quoted(one.id)}"


@cache
def _any(words: tuple[str, ...]) -> str:
    return rf"\b{one_of(words)}\b"


def _listed(words: object) -> tuple[str, ...]:
    """Return the expressions of a text that separates them by commas (lists would need quotes around most of them)."""
    return tuple(one for one in str(words).split(", ") if one)


def _group(id_: str, row: dict[str, object]) -> OccupationGroup:
    if row["ecosystem"] not in ECOSYSTEMS:
        raise NoSuchGroup(f"{id_}: {row['ecosystem']}")
    return OccupationGroup(
        id=id_,
        name=Words(id=str(row["id"]), en=str(row["en"])),
        ecosystem=str(row["ecosystem"]),
        work=str(row.get("work", "self_employed")),
        works=bool(row.get("works", True)),
        is_transport=bool(row.get("transport", False)),
        words=_listed(row["words"]),
        but=_listed(row.get("but", "")),
    )
