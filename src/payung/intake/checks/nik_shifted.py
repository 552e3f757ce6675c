"""The NIKs of neighbouring rows belong to the row above or below."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_shifted",
    weight="review",
    fails="nik_suspicion = 'shifted'",
    detail="nik",
    why=Words(
        id="NIK di baris ini dan tetangganya tampaknya bergeser satu baris dari namanya.",
        en="The NIKs of this row and its neighbours seem to have slipped one row from their names.",
    ),
    fix=Words(
        id="Cocokkan kembali kolom NIK dengan nama, lalu kirim ulang.",
        en="Line the NIK column up with the names again, then send again.",
    ),
)
