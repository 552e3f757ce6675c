"""The row does not say the sex."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="sex_missing",
    weight="note",
    fails="sex_raw = ''",
    proposal="nik_sex",
    why=Words(
        id="Jenis kelamin tidak diisi.",
        en="The sex is missing.",
    ),
    fix=Words(
        id="Isi L atau P.",
        en="Fill in L or P.",
    ),
)
