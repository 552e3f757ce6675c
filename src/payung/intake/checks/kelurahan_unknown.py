"""The named kelurahan or desa was not found."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

_DETAIL = f"concat_ws(', ', {typed('kelurahan_raw')}, {typed('kecamatan_raw')})"


CHECK = Check(
    id="kelurahan_unknown",
    weight="review",
    fails="CASE WHEN kelurahan_code IS NULL THEN coalesce(place_state, 'missing') NOT IN ('ambiguous', 'outside') AND trim(kelurahan_raw) <> '' END",
    detail=_DETAIL,
    why=Words(id="Kelurahan/desa ini tidak ditemukan.", en="This kelurahan or desa was not found."),
    fix=Words(
        id="Periksa ejaan dan kecamatannya; pakai nama resmi.",
        en="Check its spelling and kecamatan; use the official name.",
    ),
)
