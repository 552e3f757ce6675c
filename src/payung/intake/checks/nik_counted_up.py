"""The fill handle counted the NIK of a row above up by one."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import row_at
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_counted_up",
    weight="review",
    fails="counted_from IS NOT NULL",
    detail=f"'dihitung naik dari ' || {row_at('counted_from')}",
    why=Words(
        id="NIK naik satu dari baris di atasnya padahal tanggal lahirnya lain: tampaknya hasil tarik sel (fill down).",
        en="The NIK counts up from the row above although the birth date differs: it looks dragged down (fill down).",
    ),
    fix=Words(id="Cocokkan NIK baris ini dengan KTP.", en="Compare this row's NIK with the KTP."),
)
