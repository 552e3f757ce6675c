"""The same person stands higher up in this list."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# The earlier row keeps its own verdict; this one waits for a person's signature, nothing is dropped.
CHECK = Check(
    id="row_repeated",
    weight="refuse",
    fails="repeat_of IS NOT NULL",
    detail="repeat_of",
    why=Words(
        id="Data ganda: orang yang sama sudah ada di baris lain daftar ini.",
        en="Duplicate: the same person stands in another row of this list.",
    ),
    fix=Words(
        id="Hapus salah satu, atau betulkan NIK-nya bila orangnya berbeda.",
        en="Delete one of them, or correct the NIK if they are different people.",
    ),
)
