"""The name is a word of headings, totals or fillers."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_is_heading",
    weight="return",
    fails="regexp_full_match(name, '(?:SUB |GRAND )?(?:TOTAL|JUMLAH|JML)(?: .*)?|NAMA(?: LENGKAP| PEKERJA| PESERTA| CALON PESERTA)?|NAME|TTD|TANDA TANGAN|MENGETAHUI|KETERANGAN|TES|TEST|TESTING|COBA|CONTOH|XXX*|ANONIM|ANONYMOUS|TIDAK ADA|BELUM ADA|KOSONG|NIHIL|NULL|IDEM|SDA')",
    detail="name_raw",
    why=Words(
        id="Yang diisi bukan nama orang (judul kolom, jumlah, atau pengisi).",
        en="This is no person's name (a heading, a total or a filler).",
    ),
    fix=Words(
        id="Isi nama lengkap seperti di KTP, atau hapus barisnya.",
        en="Fill in the full name as on the KTP, or delete the row.",
    ),
)
