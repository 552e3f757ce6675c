"""One NIK stands beside different names."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_of_two_people",
    weight="review",
    fails="shared_with IS NOT NULL",
    detail="shared_with",
    why=Words(
        id="NIK yang sama dipakai nama yang berbeda di daftar ini.",
        en="The same NIK stands beside a different name in this list.",
    ),
    fix=Words(
        id="Cocokkan kedua NIK dengan KTP.",
        en="Compare both NIKs with the KTP.",
    ),
)
