"""The number of the family card (KK) stands where the NIK belongs."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_family_card",
    weight="return",
    fails="nik_state = 'family_card'",
    proposal="nik_proposal",
    detail="nik_digits",
    why=Words(id="Yang diisi nomor KK, bukan NIK.", en="This is the number of the family card (KK), not a NIK."),
    fix=Words(
        id="Ganti dengan NIK orang ini; di lembar KK, NIK ada di samping namanya.",
        en="Put this person's NIK instead; on the KK it stands beside the name.",
    ),
)
