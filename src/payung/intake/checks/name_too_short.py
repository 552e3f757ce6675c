"""The name has one or two letters."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_too_short",
    weight="review",
    fails="length(replace(name, ' ', '')) <= 2",
    detail="name_raw",
    why=Words(
        id="Nama hanya satu atau dua huruf.",
        en="The name has only one or two letters.",
    ),
    fix=Words(
        id="Isi nama lengkap seperti di KTP.",
        en="Fill in the full name as on the KTP.",
    ),
)
