"""One NIK under two names in this list."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import row_at
from payung.vocabulary.words import Words

CHECK = Check(
    id="duplicate_nik_other_name",
    weight="review",
    fails="other_name_at IS NOT NULL",
    detail=row_at("other_name_at"),
    why=Words(
        id="NIK yang sama dipakai nama lain di daftar ini.", en="The same NIK is used with another name in this list."
    ),
    fix=Words(
        id="Cocokkan kedua baris dengan KTP: satu NIK hanya untuk satu orang.",
        en="Compare both rows with the KTPs: one NIK belongs to one person.",
    ),
)
