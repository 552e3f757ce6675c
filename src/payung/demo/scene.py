"""What a synthetic city is asked to hold: how many people of which fate, and how messy its offices are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

YOUNGEST_AGE = 18
OLDEST_AGE = 64

ELIGIBLE = "eligible"
BYSTANDER = "bystander"

# Why a listed person is not to be protected by the city; the names are used in the truth (`why_not`).
FATES = (
    "covered_pu",
    "covered_bpu",
    "covered_province",
    "covered_village",
    "dead",
    "moved_out",
    "over_age",
    "under_age",
    "state_employee",
    "not_working",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The order for one synthetic city.

    The programme's rule, in one sentence: a person is to be protected who lives in the city, is alive and works, is
    18 to 64 years old on the day of the first payment, is no ASN, PPPK, soldier or police officer, and has no
    membership that somebody else keeps paid up (`aktif` or at most three months in arrears).

    `eligible` people fulfil it, `disabled` of them with a disability; all of them stand on at least one list.
    `fates` counts the listed people who do not. `bystanders` stand on no list: twins, brothers and sisters and
    housemates who are in BPJS's register as somebody's employees. `repeats` rows name a listed person once more.
    `mess` scales every damage rate (1.0: an ordinary city; 0.0: clean).
    """

    kabupaten: str = "64.74"
    seed: int = 6474
    first_payment_on: dt.date = dt.date(2023, 10, 1)
    eligible: int = 34_782
    disabled: int = 345
    fates: dict[str, int] = field(
        default_factory=lambda: {
            "covered_pu": 980,
            "covered_bpu": 420,
            "covered_province": 260,
            "covered_village": 90,
            "dead": 230,
            "moved_out": 210,
            "over_age": 480,
            "under_age": 60,
            "state_employee": 95,
            "not_working": 150,
        }
    )
    bystanders: int = 5_000
    repeats: int = 2_350
    mess: float = 1.0

    @property
    def received_on(self) -> dt.date:
        """The day on which the office takes the lists in."""
        return self.first_payment_on + dt.timedelta(days=1)

    def scaled(self, people: int) -> Scene:
        """Return the same city with this number of people to protect; everything else shrinks or grows with it."""
        share = people / self.eligible
        return replace(
            self,
            eligible=people,
            disabled=round(self.disabled * share),
            fates={fate: max(1, round(count * share)) for fate, count in self.fates.items()},
            bystanders=round(self.bystanders * share),
            repeats=round(self.repeats * share),
        )


BONTANG = Scene()
MEDAN = Scene(kabupaten="12.71", seed=1271, first_payment_on=dt.date(2025, 9, 1), mess=1.3).scaled(6_000)
SAMBAS = Scene(kabupaten="61.01", seed=6101, first_payment_on=dt.date(2025, 10, 1), mess=0.8).scaled(4_000)


def another_city(seed: int) -> Scene:
    """Return a smaller city elsewhere, other places, names and mess, to see that nothing knows only Bontang."""
    return replace((MEDAN, SAMBAS)[seed % 2], seed=seed)
