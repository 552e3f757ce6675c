"""The name carries (Alm) or (Almh)."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="said_to_be_dead",
    weight="review",
    fails="list_contains(repairs, 'name_late')",
    detail="name_raw",
    why=Words(
        id="Ada tanda (Alm) pada nama: mungkin sudah meninggal.",
        en="The name carries (Alm): the person may have died.",
    ),
    fix=Words(
        id="Pastikan orangnya masih hidup. Bila sudah meninggal, keluarkan dari daftar dan periksa hak ahli warisnya.",
        en="Make sure that the person lives. If not, take the row out and check what the heirs are due.",
    ),
)
