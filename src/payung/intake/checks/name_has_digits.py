"""Digits stand in the name."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_has_digits",
    weight="review",
    fails="regexp_matches(name_raw, '[0-9]')",
    proposal="name",
    detail="name_raw",
    why=Words(
        id="Ada angka di dalam nama.",
        en="There are digits in the name.",
    ),
    fix=Words(
        id="Tulis nama seperti di KTP, tanpa angka.",
        en="Write the name as on the KTP, without digits.",
    ),
)
