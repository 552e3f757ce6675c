"""Village heads and officers are paid from public budgets."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="occupation_local_official",
    weight="review",
    fails="occupation_is_local(occupation) AND NOT occupation_is_state(occupation)",
    detail="occupation",
    why=Words(
        id="Kepala desa, perangkat desa, atau pejabat daerah biasanya didaftarkan oleh pemberi kerjanya (PU), bukan sebagai pekerja rentan.",
        en="Village heads, village officers and local officials are usually registered by their employer (PU), not as vulnerable workers.",
    ),
    fix=Words(
        id="Periksa apakah sudah didaftarkan desa atau pemda.",
        en="Check whether the village or local government has registered the person.",
    ),
)
