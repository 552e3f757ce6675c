"""Whoever does not work has nothing that this programme protects."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="occupation_none",
    weight="review",
    fails="occupation_is_none(occupation) OR occupation IN ('IBU RUMAH TANGGA', 'MENGURUS RUMAH TANGGA', 'RUMAH TANGGA', 'PELAJAR', 'SISWA', 'SISWI', 'MAHASISWI')",
    of="occupation",
    detail="occupation",
    why=Words(
        id="Tertulis tidak bekerja, mengurus rumah tangga, pelajar, atau pensiunan: belum terlihat kegiatan ekonominya.",
        en="Written as not working, keeping house, pupil or pensioner: no economic activity is seen.",
    ),
    fix=Words(
        id="Tanyakan pekerjaan sehari-harinya; pekerjaan di KTP sering sudah tidak sesuai. Bila bekerja, tulis pekerjaannya.",
        en="Ask about the daily work; the KTP is often out of date. If the person works, write the work.",
    ),
)
