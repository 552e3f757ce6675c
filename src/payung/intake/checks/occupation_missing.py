"""The row names no occupation."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="occupation_missing",
    weight="note",
    fails="occupation IS NULL",
    why=Words(
        id="Pekerjaan tidak diisi.",
        en="The occupation is missing.",
    ),
    fix=Words(
        id="Isi pekerjaan yang sebenarnya dilakukan.",
        en="Fill in the work that is really done.",
    ),
)
