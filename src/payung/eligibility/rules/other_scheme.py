"""State employees, soldiers and police: the law gives them another scheme."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="other_scheme",
    weight="refuse",
    made_on=("occupation_group",),
    fails="scheme IN ('taspen', 'asabri')",
    why=Words(
        id="PNS, PPPK, TNI atau Polri: dijamin Taspen atau ASABRI.",
        en="Civil servant, PPPK, soldier or police: insured by Taspen or ASABRI.",
    ),
    fix=Words(
        id="Periksa pekerjaannya; bila sudah berhenti, tulis pekerjaan yang sekarang.",
        en="Check the occupation; write the present one if they left the service.",
    ),
)
