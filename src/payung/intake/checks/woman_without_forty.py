"""A woman whose NIK has the day of birth without its 40."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="woman_without_forty",
    weight="review",
    fails="nik IS NOT NULL AND nik_proposal IS NOT NULL",
    proposal="nik_proposal",
    detail="nik",
    why=Words(
        id="Pada NIK perempuan, tanggal lahir ditambah 40; di sini tidak.",
        en="A woman's NIK has 40 added to the day of birth; this one has not.",
    ),
    fix=Words(
        id="Cocokkan NIK dan jenis kelamin dengan KTP.",
        en="Compare NIK and sex with the KTP.",
    ),
)
