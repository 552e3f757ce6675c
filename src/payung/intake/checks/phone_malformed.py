"""The phone number has not the shape of an Indonesian one."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="phone_malformed",
    weight="note",
    fails="phone IS NULL AND regexp_matches(phone_raw, '[0-9]{3}')",
    detail="phone_raw",
    why=Words(
        id="Nomor HP tidak berbentuk nomor Indonesia.",
        en="The phone number has not the shape of an Indonesian one.",
    ),
    fix=Words(
        id="Tulis nomor HP sebagai teks, misalnya 081234567890.",
        en="Write the phone number as text, for example 081234567890.",
    ),
)
