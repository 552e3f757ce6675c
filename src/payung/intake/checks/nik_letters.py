"""Letters O, I or l stood in the NIK for 0 and 1."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_letters",
    weight="note",
    fails="list_contains(repairs, 'nik_letters')",
    proposal="nik",
    detail="nik_raw",
    why=Words(
        id="Huruf O, I, atau l di dalam NIK dibaca sebagai angka 0 dan 1.",
        en="Letters O, I or l in the NIK were read as 0 and 1.",
    ),
    fix=Words(
        id="Periksa apakah NIK yang terbaca benar.",
        en="Check that the NIK as read is right.",
    ),
)
