"""The sex is neither L nor P."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="sex_unreadable",
    weight="review",
    fails="sex_raw <> '' AND sex IS NULL",
    proposal="nik_sex",
    detail="sex_raw",
    why=Words(
        id="Jenis kelamin tidak terbaca sebagai L atau P.",
        en="The sex cannot be read as L or P.",
    ),
    fix=Words(
        id="Isi L atau P.",
        en="Fill in L or P.",
    ),
)
