"""What else a city has: BPJS's earlier answers, the province's list, last year's decree. Same offices' habits, same truth."""

from __future__ import annotations

from random import Random

from payung.demo.books import Book, TrueRow
from payung.demo.history import had_seat_last_year
from payung.demo.lists import Composer
from payung.demo.names import read_data
from payung.demo.rosters import Entry
from payung.demo.senders import sender_of
from payung.demo.world import City

ASKED_SHARE = 0.2
ANSWERED_SHARE = 0.93
PROVINCE_KNOWS = 0.92
# Fates that BPJS can see in its own register or in Dukcapil's, and so rejects.
REJECTED = ("covered_pu", "covered_bpu", "covered_province", "covered_village", "dead", "over_age", "under_age")


def write_others(city: City) -> tuple[list[Book], list[TrueRow]]:
    """Compose the files that are no proposals, with the truth of their rows (a file for each sender)."""
    rosters = draw_other_rosters(city)
    books, truth = [], []
    for row in read_data("other_senders.yaml"):
        composer = Composer(city, sender_of(row), "", len(books) + 1)
        books.append(composer.compose(rosters[row["key"]]))
        truth.extend(composer.truth)
    return books, truth


def draw_other_rosters(city: City) -> dict[str, list[Entry]]:
    """Choose who was asked about and answered, whom the province pays, who stood in last year's decree."""
    dice = Random(f"others/{city.scene.seed}")
    asked = [person for person in city.listed if dice.random() < ASKED_SHARE]
    answered = [person for person in asked if dice.random() < ANSWERED_SHARE]
    later = [person for person in city.listed if person.fate in REJECTED and dice.random() < 0.4]
    province = [
        person for person in city.listed if person.fate == "covered_province" and dice.random() < PROVINCE_KNOWS
    ]
    province += dice.sample([person for person in city.listed if person.fate == "dead"], len(province) // 25)
    last_year = [person for person in city.listed if had_seat_last_year(person, city.scene.seed)]
    return {
        "answers_all": [Entry(person) for person in answered],
        "answers_rejected": [Entry(person) for person in later],
        "province": [Entry(person) for person in province],
        "last_year": [Entry(person) for person in last_year],
    }
