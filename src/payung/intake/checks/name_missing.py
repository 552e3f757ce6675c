"""The name is empty, in a list that has names."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_missing",
    weight="return",
    fails="name IS NULL AND NOT lacks_name",
    detail=typed("name_raw"),
    why=Words(id="Nama kosong.", en="The name is empty."),
    fix=Words(id="Isi nama lengkap sesuai KTP.", en="Fill in the full name as on the KTP."),
)
