"""At or over the common upper bound of BPU programmes."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# Below 65 at first payment: Permenaker 5/2021 as sources report it, confidence medium; 64 or 65 is open.
# The programme's own dated rule decides later.
CHECK = Check(
    id="age_65_or_more",
    weight="review",
    fails="age_at_list BETWEEN 65 AND 110",
    detail="age_at_list::VARCHAR",
    why=Words(
        id="Umur 65 tahun atau lebih pada tanggal daftar (batas umum program BPU: belum 65 saat iuran pertama).",
        en="65 or older on the day of the list (common bound of BPU programmes: below 65 at the first contribution).",
    ),
    fix=Words(
        id="Periksa tanggal lahir; aturan program yang memutuskan.",
        en="Check the birth date; the programme's rule decides.",
    ),
)
