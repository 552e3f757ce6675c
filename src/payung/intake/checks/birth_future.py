"""The birth date lies after the day of the list."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTH_TYPED, nik_day, typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_future",
    weight="review",
    fails="birth_on > list_on",
    proposal=nik_day(),
    detail=typed(BIRTH_TYPED),
    why=Words(id="Tanggal lahir sesudah tanggal daftar.", en="The birth date lies after the date of the list."),
    fix=Words(
        id="Isi tanggal lahir sesuai KTP, misalnya 17-08-1985. Bila ada usulan dari NIK, periksa usulan itu.",
        en="Fill in the birth date as on the KTP, for example 17-08-1985. If the NIK proposes one, check it.",
    ),
)
