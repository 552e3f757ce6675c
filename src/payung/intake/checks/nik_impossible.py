"""Sixteen digits that cannot be a NIK: no such date, no such province, serial 0000."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# Day (women: plus 40) and month stand in places 7 to 10; February is not looked at more closely for the words.
_DETAIL = """nik_digits || CASE
    WHEN ends_with(nik_digits, '0000') THEN ' (nomor urut 0000)'
    WHEN TRY_CAST(nik_digits[7:8] AS INTEGER) % 40 NOT BETWEEN 1 AND 31 OR nik_digits[7:8] > '71'
        OR nik_digits[9:10] NOT BETWEEN '01' AND '12' THEN ' (tanggal lahir di NIK tidak ada)'
    WHEN nik_digits[1:2] < '11' OR nik_digits[3:4] = '00' OR nik_digits[5:6] = '00' THEN ' (kode wilayah tidak ada)'
    ELSE ' (tanggal atau kode wilayah tidak ada)' END"""


CHECK = Check(
    id="nik_impossible",
    weight="return",
    fails="nik_state = 'impossible'",
    proposal="nik_proposal",
    detail=_DETAIL,
    why=Words(
        id="NIK 16 angka, tetapi susunannya tidak mungkin.", en="The NIK has 16 digits, but they cannot be right."
    ),
    fix=Words(id="Cocokkan angka demi angka dengan KTP.", en="Compare it digit by digit with the KTP."),
)
