"""Who stands on which office's list, and who on two or twice on one."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from payung.demo.names import read_data
from payung.demo.people import Person
from payung.demo.senders import KELURAHAN_LISTS
from payung.demo.world import City

OFFICE_SHARE = 0.63
DISABLED_AT_SOSIAL = 0.8
SAME_LIST_SHARE = 0.16
STRANGE_OFFICE_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be: a person on a list. `repeat`: '' for the first, else how they came to stand there again."""

    person: Person
    repeat: str = ""


def draw_rosters(city: City) -> dict[str, list[Entry]]:
    """Put every listed person on one list, and some of them on a second or twice on the same. Sender key -> entries."""
    dice = Random(f"rosters/{city.scene.seed}")
    trades = read_data("occupations.yaml")
    offices = sorted({row["opd"] for row in trades.values()} | {KELURAHAN_LISTS})
    rosters: dict[str, list[Entry]] = {office: [] for office in offices}
    first_list: dict[int, str] = {}
    for person in city.listed:
        office = trades[person.trade]["opd"] if dice.random() < OFFICE_SHARE else KELURAHAN_LISTS
        if person.disability and dice.random() < DISABLED_AT_SOSIAL:
            office = "sosial"
        first_list[person.person_id] = office
        rosters[office].append(Entry(person))
    for person in dice.choices(city.listed, k=city.scene.repeats):
        office = first_list[person.person_id]
        draw = dice.random()
        if draw < SAME_LIST_SHARE:
            rosters[office].append(Entry(person, "repeat_same_list"))
            continue
        if draw < SAME_LIST_SHARE + STRANGE_OFFICE_SHARE:
            other = dice.choice([each for each in offices if each != office])
        else:
            other = KELURAHAN_LISTS if office != KELURAHAN_LISTS else trades[person.trade]["opd"]
        rosters[other].append(Entry(person, "repeat_other_list"))
    return rosters
