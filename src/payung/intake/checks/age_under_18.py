"""Younger than the common lower bound of BPU programmes."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# The figure is the common bound of BPU programmes, not this programme's own rule: PPU labour office, 18 Nov 2025, "18 to 65".
CHECK = Check(
    id="age_under_18",
    weight="review",
    fails="age_at_list BETWEEN 0 AND 17",
    detail="age_at_list::VARCHAR",
    why=Words(
        id="Umur di bawah 18 tahun pada tanggal daftar (batas umum program BPU).",
        en="Under 18 on the day of the list (the common bound of BPU programmes).",
    ),
    fix=Words(
        id="Periksa tanggal lahir; aturan program yang memutuskan.",
        en="Check the birth date; the programme's rule decides.",
    ),
)
