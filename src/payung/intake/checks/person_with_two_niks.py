"""The same name, birth date and kelurahan under another number."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="person_with_two_niks",
    weight="review",
    fails="same_person_as IS NOT NULL AND repeat_of IS NULL",
    detail="same_person_as",
    why=Words(
        id="Nama, tanggal lahir, dan kelurahan sama dengan baris lain, tetapi NIK-nya berbeda.",
        en="Name, birth date and kelurahan are those of another row, but the NIK differs.",
    ),
    fix=Words(
        id="Periksa apakah ini orang yang sama, dan NIK mana yang benar.",
        en="Check whether this is the same person, and which NIK is right.",
    ),
)
