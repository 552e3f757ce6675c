"""A staff number stands where the NIK belongs: NIK was read as nomor induk karyawan."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_staff_number",
    weight="return",
    fails="nik_state = 'staff_number'",
    detail=typed("nik_raw"),
    why=Words(id="Yang diisi nomor pegawai, bukan NIK KTP.", en="This is a staff number, not the NIK of the KTP."),
    fix=Words(id="Ganti dengan NIK 16 angka dari KTP.", en="Put the 16-digit NIK of the KTP instead."),
)
