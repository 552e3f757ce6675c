"""Digits stand in the name cell."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_with_digits",
    weight="review",
    fails=(
        "CASE WHEN name IS NOT NULL AND regexp_matches(name_raw, '[0-9]')"
        " THEN regexp_matches(regexp_replace(name_raw, '^\\s*[0-9]{1,4}\\s*[.)]\\s*', ''), '[0-9]') END"
    ),
    proposal="name",
    detail=typed("name_raw"),
    why=Words(id="Ada angka di dalam nama.", en="There are digits in the name."),
    fix=Words(
        id="Periksa namanya dengan KTP; angka itu mungkin salah ketik atau milik kolom lain.",
        en="Check the name against the KTP; the digits may be a slip or belong to another column.",
    ),
)
