"""A row on its way to a list, and the families of damage that may strike it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from payung.demo.people import Person


@dataclass(slots=True)
class Draft:
    """What one row says about a person, before it is written in its sender's manner.

    `fixed` holds cells whose text is already final (field name -> text): a sender's manner no longer touches them.
    `damage` collects the names of everything that went wrong, in the order it happened.
    """

    person: Person
    nik: str
    kk: str
    name: str
    birth_place: str
    born_on: dt.date | None
    sex: str
    address: str
    rt: str
    rw: str
    kelurahan: str
    kecamatan: str
    occupation: str
    phone: str
    mother_name: str
    fixed: dict[str, str] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)


def draft_of(person: Person, occupation: str) -> Draft:
    """Begin a row that says the truth."""
    return Draft(
        person=person,
        nik=person.nik,
        kk=person.kk,
        name=person.name,
        birth_place=person.birth_place,
        born_on=person.born_on,
        sex=person.sex,
        address=person.address,
        rt=person.rt,
        rw=person.rw,
        kelurahan=person.kelurahan,
        kecamatan=person.kecamatan,
        occupation=occupation,
        phone=person.phone,
        mother_name=person.mother_name,
    )


# A damage changes the draft and says whether it could (there was something to spoil). `above` is the row before it.
Spoil = Callable[[Draft, Random, "Draft | None"], bool]


# What a sender must write for a damage to be seen at all: the damage's name begins with the key, longest key first.
SEEN_IN = {
    "nik": {"nik"},
    "name": {"name"},
    "birth_place": {"birth_place", "ttl", "ttl_slash"},
    "birth": {"birth_date", "ttl", "ttl_slash"},
    "sex_form": {"sex"},
    "sex": {"sex", "sex_l_tick"},
    "kelurahan": {"kelurahan", "address_full"},
    "kecamatan_for": {"kelurahan", "address_full"},
    "kecamatan": {"kecamatan"},
    "address": {"address", "address_full"},
    "rt": {"rt", "rt_rw", "address_full"},
    "phone": {"phone"},
    "occupation": {"occupation"},
    "mother": {"mother_name"},
}


def is_seen(damage: str, fields: frozenset[str]) -> bool:
    """Whether a list with these fields can show a damage."""
    key = max((key for key in SEEN_IN if damage.startswith(key)), key=len)
    return not fields.isdisjoint(SEEN_IN[key])


class Family:
    """Damages of one field, of which at most one strikes per draw.

    `damages`: name -> (rate per row in an ordinary city, function).
    """

    def __init__(self, damages: dict[str, tuple[float, Spoil]]) -> None:
        self.damages = damages
        self.names = list(damages)
        self.spoils = [spoil for _, spoil in damages.values()]
        self.thresholds = list(accumulate(rate for rate, _ in damages.values()))

    def seen_in(self, fields: frozenset[str]) -> Family:
        """Return the family without the damages that a list with these fields cannot show."""
        return Family({name: how for name, how in self.damages.items() if is_seen(name, fields)})

    def strike(self, draft: Draft, above: Draft | None, dice: Random, mess: float) -> None:
        """Let one damage of the family happen, or none."""
        drawn = dice.random() / mess
        position = bisect(self.thresholds, drawn)
        if position < len(self.names) and self.spoils[position](draft, dice, above):
            draft.damage.append(self.names[position])
