"""The row has no name."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_missing",
    weight="return",
    fails="name IS NULL",
    detail="nullif(trim(name_raw), '')",
    why=Words(
        id="Nama tidak diisi.",
        en="The name is missing.",
    ),
    fix=Words(
        id="Isi nama lengkap seperti di KTP.",
        en="Fill in the full name as on the KTP.",
    ),
)
