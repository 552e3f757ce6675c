"""Has a seat of another programme in the same months."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="seat_elsewhere",
    weight="refuse",
    made_on=("seat_elsewhere",),
    fails="seat_elsewhere",
    why=Words(
        id="Sudah mempunyai kursi program lain pada bulan yang sama.",
        en="Has a seat of another programme in the same months.",
    ),
    fix=Words(
        id="Satu orang satu kursi: pilih programnya.",
        en="One person, one seat: choose the programme.",
    ),
    told=False,
)
