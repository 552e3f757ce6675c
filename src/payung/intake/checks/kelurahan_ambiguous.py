"""Several kelurahan or desa have this name."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

_DETAIL = f"concat_ws(', ', {typed('kelurahan_raw')}, {typed('kecamatan_raw')})"


CHECK = Check(
    id="kelurahan_ambiguous",
    weight="review",
    fails="place_state = 'ambiguous'",
    detail=_DETAIL,
    why=Words(
        id="Ada lebih dari satu kelurahan/desa dengan nama ini.", en="More than one kelurahan or desa has this name."
    ),
    fix=Words(id="Tambahkan kecamatan dan kabupaten/kota.", en="Add the kecamatan and kabupaten or city."),
)
