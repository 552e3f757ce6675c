"""The NIK was counted up from the row above by a fill handle."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_filled_down",
    weight="review",
    fails="nik_suspicion = 'fill_down'",
    detail="nik",
    why=Words(
        id="NIK naik satu dari baris di atasnya; tampaknya ditarik (fill) di Excel, bukan NIK orang ini.",
        en="The NIK is the row above plus one; it seems to be dragged down in Excel, not this person's own.",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
