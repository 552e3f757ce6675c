"""The person of the synthetic world: everything that is true about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MALE, FEMALE = "L", "P"


@dataclass(slots=True)
class Person:
    """One person who does not exist. Texts are '' where there is nothing; names are in capitals as on a card."""

    person_id: int
    fate: str
    sex: str
    born_on: dt.date
    group: str
    household: int
    name: str = ""
    alias: str = ""
    nik: str = ""
    second_nik: str = ""
    kk: str = ""
    birth_place: str = ""
    mother_name: str = ""
    heir_name: str = ""
    address: str = ""
    rt: str = ""
    rw: str = ""
    kelurahan_code: str = ""
    kelurahan: str = ""
    kecamatan: str = ""
    phone: str = ""
    trade: str = ""
    ktp_occupation: str = ""
    disability: str = ""
    income: int = 0
    civil: str = ""
    works: bool = True
    died_on: dt.date | None = None
    moved_to: str = ""
    twin_of: int = 0
    cover: str = ""
    cover_payer: str = ""

    @property
    def is_eligible(self) -> bool:
        """Whether the city has to protect this person (the rule stands in `Scene`)."""
        return self.fate == "eligible"

    @property
    def is_vulnerable_worker(self) -> bool:
        """Whether this person lives and works in the city outside employment, whoever pays the contribution."""
        return self.fate in ("eligible", "covered_bpu", "covered_province", "covered_village")


def age_on(born_on: dt.date, day: dt.date) -> int:
    """Return the completed years of age on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
