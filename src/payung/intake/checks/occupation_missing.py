"""The occupation is empty or says nothing, in a list that has occupations."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="occupation_missing",
    weight="return",
    fails="(occupation IS NULL OR occupation IN ('LAIN LAIN', 'LAIN', 'LAINNYA', 'DLL')) AND NOT lacks_occupation",
    detail=typed("occupation_raw"),
    why=Words(id="Pekerjaan kosong atau hanya 'lain-lain'.", en="The occupation is empty or just 'other'."),
    fix=Words(
        id="Isi pekerjaan yang sungguh dijalani sekarang, bukan yang di KTP bila sudah lain.",
        en="Fill in the work really done now, not the KTP's if that is out of date.",
    ),
)
