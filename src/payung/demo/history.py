"""What was before: who had a seat in last year's programme of the city, and under which member number."""

from __future__ import annotations

from random import Random

from payung.demo.people import Person

# Many of those who have died, moved or grown too old since were on it.
SHARE, GONE_SHARE = 0.17, 0.35
GONE = ("dead", "moved_out", "over_age")
NEVER = ("under_age", "state_employee", "bystander")


def had_seat_last_year(person: Person, seed: int) -> bool:
    """Whether a person stood in last year's decree; the same answer for the decree's list and for the register."""
    if person.fate in NEVER:
        return False
    return Random(f"last year/{seed}/{person.person_id}").random() < (GONE_SHARE if person.fate in GONE else SHARE)


def last_kpj(person: Person, year: int) -> str:
    """Return the member number of last year's seat: the year and nine digits."""
    return f"{(year - 1) % 100:02d}{900_000_000 + person.person_id}"
