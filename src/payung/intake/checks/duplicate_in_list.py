"""The same NIK and name stand on an earlier row of this list."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import row_at
from payung.vocabulary.words import Words

CHECK = Check(
    id="duplicate_in_list",
    weight="refuse",
    fails="repeat_of IS NOT NULL",
    detail=row_at("repeat_of"),
    why=Words(
        id="Data ganda: NIK dan nama ini sudah ada di baris lain daftar ini.",
        en="Repeated: this NIK and name stand on another row of this list.",
    ),
    fix=Words(
        id="Baris ini diusulkan tidak memenuhi syarat (TMS), baris pertama tetap diproses. Hapus baris ini bila memang sama.",
        en="This row is proposed for refusal, the first one goes on. Delete this row if it is the same.",
    ),
)
