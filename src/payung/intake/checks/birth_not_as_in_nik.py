"""The birth date is not the one inside the NIK."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# A correction of the birth date leaves the NIK as issued: a warning, never a refusal.
CHECK = Check(
    id="birth_not_as_in_nik",
    weight="review",
    fails="nik_birth_on <> birth_on AND birth_state <> 'ambiguous' AND nik_suspicion IS NULL",
    proposal="strftime(nik_birth_on, '%d-%m-%Y')",
    detail="strftime(birth_on, '%d-%m-%Y')",
    why=Words(
        id="Tanggal lahir berbeda dengan tanggal di dalam NIK.",
        en="The birth date differs from the one inside the NIK.",
    ),
    fix=Words(
        id="Cocokkan dengan KTP. Bila KTP memang berbeda (data pernah dibetulkan), beri tanda benar.",
        en="Compare with the KTP. If the KTP does differ (it was corrected once), mark it as right.",
    ),
)
