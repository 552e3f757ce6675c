"""Another candidate is this person under another NIK: same name, birth date and home, or matched to the same known person."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="same_person_twice",
    weight="doubt",
    made_on=("same_person_twice",),
    fails="same_person_twice",
    why=Words(
        id="Ada calon lain dengan NIK lain yang tampak orang yang sama: nama, tanggal lahir dan kelurahannya sama, atau keduanya padan dengan satu peserta.",
        en="Another candidate under another NIK looks like the same person: same name, birth date and kelurahan, or both match one known member.",
    ),
    fix=Words(
        id="Cocokkan NIK dengan KTP; satu orang diusulkan satu kali.",
        en="Compare the NIK with the KTP; one person is proposed once.",
    ),
)
