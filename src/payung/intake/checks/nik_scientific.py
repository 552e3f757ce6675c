"""Excel shows the NIK as a power of ten: most of its digits are gone."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_scientific",
    weight="return",
    fails="nik_state = 'scientific'",
    detail="nik_raw",
    why=Words(
        id="NIK berubah menjadi bentuk 3,30E+15; angkanya sudah hilang di file ini.",
        en="The NIK turned into 3.30E+15; its digits are lost in this file.",
    ),
    fix=Words(
        id="Ambil NIK dari file asli, atur kolomnya sebagai Teks sebelum ditempel, lalu kirim ulang.",
        en="Take the NIK from the original file, set the column to Text before pasting, and send again.",
    ),
)
