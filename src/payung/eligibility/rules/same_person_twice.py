"""Another candidate has the same name, birth date and home with another NIK."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="same_person_twice",
    weight="doubt",
    made_on=("same_person_twice",),
    fails="same_person_twice",
    why=Words(
        id="Calon lain bernama, bertanggal lahir dan berkelurahan sama dengan NIK lain.",
        en="Another candidate has the same name, birth date and kelurahan under another NIK.",
    ),
    fix=Words(
        id="Cocokkan NIK dengan KTP; satu orang diusulkan satu kali.",
        en="Compare the NIK with the KTP; one person is proposed once.",
    ),
)
