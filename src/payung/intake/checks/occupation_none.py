"""The occupation says that the person does not work."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# The programme needs economic activity at registration.
CHECK = Check(
    id="occupation_none",
    weight="review",
    fails="occupation_is_none(occupation)",
    detail="occupation",
    why=Words(
        id="Menurut kolom pekerjaan, orang ini tidak bekerja.",
        en="By the occupation column this person does not work.",
    ),
    fix=Words(
        id="Isi pekerjaan yang sebenarnya dilakukan; pekerjaan di KTP sering sudah lama.",
        en="Fill in the work that is really done; the occupation on the KTP is often old.",
    ),
)
