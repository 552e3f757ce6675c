"""One letter is no name."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_too_short",
    weight="return",
    fails="length(replace(name, ' ', '')) = 1",
    detail=typed("name_raw"),
    why=Words(id="Nama hanya satu huruf.", en="The name is a single letter."),
    fix=Words(id="Isi nama lengkap sesuai KTP.", en="Fill in the full name as on the KTP."),
)
