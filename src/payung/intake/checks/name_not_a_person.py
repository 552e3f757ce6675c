"""A total, a heading or an example stands where a person belongs."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

# Words that open a line of sums or signatures, and cells that are a heading or a filler as a whole.
_OPENING = "JUMLAH|TOTAL|GRAND TOTAL|SUB ?TOTAL|REKAP|REKAPITULASI|MENGETAHUI|DIKETAHUI|DISETUJUI|TANDA TANGAN|CONTOH"
_WHOLE = (
    "NAMA|NAMA (?:LENGKAP|PESERTA|PEKERJA|CALON PESERTA|ANGGOTA|KTP|SESUAI KTP)|NAME|NO|NOMOR|NIK|KETERANGAN|KET|ALAMAT|LURAH|CAMAT"
    "|KEPALA DESA|KEPALA DINAS|KEPALA KELURAHAN|SEKRETARIS|BENDAHARA|TTD|HALAMAN|LAMPIRAN|CATATAN|TIDAK ADA|TDK ADA|BELUM ADA|KOSONG"
    "|NIHIL|TANPA NAMA|TIDAK (?:TAHU|DIKETAHUI)|BELUM DIKETAHUI|LOWONG|NULL|IDEM|SDA|X{2,}|TES|TEST|TESTING|DUMMY|SAMPLE|NAN|N A"
)
_NOT_A_PERSON = f"regexp_full_match(name, '(?:(?:{_OPENING})(?: .*)?|{_WHOLE})')"


CHECK = Check(
    id="name_not_a_person",
    weight="review",
    fails=_NOT_A_PERSON,
    detail=typed("name_raw"),
    why=Words(
        id="Tampaknya bukan nama orang: baris jumlah, judul, tanda tangan, atau contoh.",
        en="This does not look like a person's name: a total, a heading, a signature or an example.",
    ),
    fix=Words(
        id="Bila bukan orang, hapus baris ini. Bila benar nama orang, terima.",
        en="If it is no person, delete the row. If it is a person's name, accept.",
    ),
)
