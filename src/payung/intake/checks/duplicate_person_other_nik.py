"""The same name, birth date and home (or family card) under another NIK or none."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import row_at
from payung.vocabulary.words import Words

CHECK = Check(
    id="duplicate_person_other_nik",
    weight="review",
    fails="person_at IS NOT NULL",
    detail=row_at("person_at"),
    why=Words(
        id="Nama, tanggal lahir, dan kelurahan (atau KK) sama dengan baris lain, tetapi NIK berbeda atau kosong.",
        en="Name, birth date and kelurahan (or KK) are those of another row, but the NIK differs or is missing.",
    ),
    fix=Words(
        id="Mungkin orang yang sama ditulis dua kali. Cocokkan kedua baris dengan KTP.",
        en="Perhaps one person written twice. Compare both rows with the KTPs.",
    ),
)
