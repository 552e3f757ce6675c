"""The NIK is empty, in a list that has NIKs."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_missing",
    weight="return",
    fails="nik_state = 'missing' AND NOT lacks_nik",
    # "Nama / NIK" in one cell: the number is there, only not where it is looked for.
    proposal="nullif(regexp_extract(name_raw, '(?:^|[^0-9])([0-9]{16})(?:[^0-9]|$)', 1), '')",
    detail=typed("nik_raw"),
    why=Words(id="NIK kosong.", en="The NIK is empty."),
    fix=Words(
        id="Isi NIK dari KTP atau KK. Belum punya? Minta ke Disdukcapil.",
        en="Fill in the NIK from the KTP or KK. None yet? Ask the population office.",
    ),
)
