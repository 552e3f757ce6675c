"""The NIK was read after taking away signs or reading O and l as 0 and 1."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_repaired",
    weight="note",
    fails="nik_state = 'repaired'",
    proposal="nik",
    detail=typed("nik_raw"),
    why=Words(
        id="NIK dirapikan sebelum dibaca (spasi, titik, tanda petik, atau huruf O/l).",
        en="The NIK was tidied before it was read (spaces, dots, quotes, or letters O/l).",
    ),
    fix=Words(
        id="Tidak perlu diperbaiki bila usulan sama dengan KTP.",
        en="Nothing to do if what is proposed is the number on the KTP.",
    ),
)
