"""A block of NIKs stands one row too high or too low."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import row_at
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_shifted",
    weight="review",
    fails="shifted_from IS NOT NULL",
    detail=f"'NIK cocok dengan tanggal lahir ' || {row_at('shifted_from')}",
    why=Words(
        id="NIK dan tanggal lahir di beberapa baris berurutan tampak bergeser satu baris.",
        en="NIK and birth date of several neighbouring rows seem to have slipped by one row.",
    ),
    fix=Words(
        id="Luruskan kolom NIK (atau tanggal lahir) di bagian ini, lalu kirim lagi; jangan diperbaiki satu per satu.",
        en="Put the NIK (or birth date) column straight in this part and send it again; do not mend row by row.",
    ),
)
