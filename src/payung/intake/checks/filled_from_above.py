"""Part of the row's content stands in a title, in the sheet's name or, behind a ditto mark, in the row above."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="filled_from_above",
    weight="note",
    fails="given IS NOT NULL",
    detail="given",
    why=Words(
        id="Sebagian isi diambil dari judul di atas, nama lembar, atau baris di atasnya; isi selnya bila keliru.",
        en="Part of the content was taken from a title above, the sheet's name or the row above; fill in the cell if it is wrong.",
    ),
    fix=Words(id="Tidak perlu diperbaiki bila benar.", en="Nothing to do if it is right."),
)
