"""The place of residence lies outside the office's kabupaten or city. Never told from the NIK: it keeps the place of first issue."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

_DETAIL = (
    f"concat_ws(', ', {typed('kelurahan_raw')}, {typed('kecamatan_raw')}, {typed('kabupaten_raw')}, kabupaten_code)"
)


CHECK = Check(
    id="outside_home",
    weight="review",
    fails="home_kabupaten <> '' AND CASE WHEN kabupaten_code IS NULL THEN place_state = 'outside' ELSE NOT starts_with(kabupaten_code, home_kabupaten) END",
    detail=_DETAIL,
    why=Words(id="Alamat di luar kabupaten/kota ini.", en="The address lies outside this kabupaten or city."),
    fix=Words(
        id="Periksa domisili di KTP. Ketentuan program yang memutuskan apakah warga luar boleh ikut.",
        en="Check the residence on the KTP. The programme's rules decide whether people from elsewhere may join.",
    ),
)
