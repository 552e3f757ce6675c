"""The phone number cannot be read."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="phone_unreadable",
    weight="note",
    fails="CASE WHEN phone IS NULL AND phone_raw <> '' THEN regexp_matches(phone_raw, '[1-9]') END",
    detail=typed("phone_raw"),
    why=Words(id="Nomor HP tidak terbaca.", en="The phone number cannot be read."),
    fix=Words(
        id="Tulis nomor HP lengkap, misalnya 081234567890.", en="Write the whole number, for example 081234567890."
    ),
)
