"""The kinds of lines: what plainly is no person gets another kind, everything else stays a person-row."""

from __future__ import annotations

import pytest

from payung.intake.columns.guessing import guess
from payung.intake.reading.rowkinds import Places, Tail, kind

HEADINGS = ("No", "NIK", "Nama", "Tempat Lahir", "Tgl Lahir", "L/P", "Alamat", "Kelurahan", "Pekerjaan", "Upah")
PLACES = Places(guess([("", heading) for heading in HEADINGS], []))

# One line each: cells by column, separated by |.
PERSONS = [
    "1|6474010101800001|BUDI SANTOSO|Bontang|01-01-1980|L|Jl. A|Api-Api|Nelayan|1000000",
    "2||SITI|||P|||",
    "|6474010101800001|||||||",
    "3||JUMLAH SETIAWAN|Bontang|01-01-1980|L|Jl. B|||",
    "||JUMLAH SETIAWAN|Bontang|01-01-1980|L|Jl. B||Nelayan|",
    "4||TOTAL|||L|||",
    "5|belum ada|LURAH HASAN|||L|Total Persada Blok A|||",
    "||BUDI|||L|Jl. Total 5|||",
    "||BUDI SANTOSO|||||||",
    "6||KETUA RT BUDI|||||||Ketua RT",
    "7|3,30E+15|ANI|||||||",
    "8|-|ANI|||||||",
    "|647401010180|ANI|||||||",
    "||SITI AMINAH|||||||Kepala Dusun",
    "||NIPA SARI|||P||||",
    "9||CATATAN SIPIL|||||||",
    "||SITI||||Jl. Mengetahui 5|||",
    "10|6474010101800001|MENGETAHUI||||||Nelayan|",
    "||RT 05 BUDI|||L||||",
    "|||||||Kel. Api-Api|Nelayan|",
    "||DATA SETIAWAN||||||Nelayan|",
    "||SITI||||Hal. 5||Nelayan|",
]

OTHERS = [
    ("subtotal", "Jumlah: 35 orang|||||||||"),
    ("subtotal", "|Jumlah|35||||||||"),
    ("subtotal", "||JUMLAH|||35||||35000000"),
    ("subtotal", "TOTAL||||||||35|"),
    ("subtotal", "Sub Total Kelurahan Api-Api|||||||||120"),
    ("subtotal", "J U M L A H|||||||||35000000"),
    ("subtotal", "|||||||||35000000"),
    ("subtotal", "Laki-laki : 20 orang|||||||||"),
    ("subtotal", "||Grand Total|||||||12"),
    ("signature", "|Mengetahui,|||||||Bontang, 12 Oktober 2023|"),
    ("signature", "|||||||Bontang,       Oktober 2023||"),
    ("signature", "|||||||Bontang, 12-10-2023||"),
    ("signature", "||NIP. 19680101 199003 1 002|||||||"),
    ("signature", "|||||||NIP 196801011990031002||"),
    ("signature", "||(.........................)|||||||"),
    ("note", "Catatan: data per Oktober|||||||||"),
    ("note", "*) wajib diisi|||||||||"),
    ("note", "RT. 05|||||||||"),
    ("note", "KELURAHAN API-API|||||||||"),
    ("note", "Halaman 1 dari 3|||||||||"),
    ("note", "|DAFTAR PEKERJA RENTAN||||||||"),
    ("note", "||DAFTAR PEKERJA RENTAN KELURAHAN API-API|||||||"),
    ("note", "DAFTAR PEKERJA RENTAN||||||||Halaman 2|"),
    ("note", "||DAFTAR PEKERJA RENTAN||||||Hal. 3 dari 7|"),
    ("note", "USULAN PESERTA|||||||TAHUN 2026||"),
    ("note", "|||Per tanggal 1 Oktober 2023||||||"),
    ("subtotal", "|35||||||||"),
    ("blank", "||||||||||"),
    ("blank", "36|||||||||"),
    ("blank", "38|||||||Api-Api||"),
]


def _kind(line: str, tail: Tail | None = None) -> str:
    cells = line.split("|")
    return kind((9, cells, "".join("s" if cell else "." for cell in cells)), PLACES, tail or Tail(after_gap=True))


@pytest.mark.parametrize("line", PERSONS)
def test_a_person_is_never_taken_for_something_else(line: str) -> None:
    assert _kind(line) == "row"


@pytest.mark.parametrize(("expected", "line"), OTHERS, ids=[line for _, line in OTHERS])
def test_what_plainly_is_no_person(expected: str, line: str) -> None:
    assert _kind(line) == expected


def test_names_below_a_signature_are_signers_until_people_come_again() -> None:
    tail = Tail(after_gap=True)
    lines = [
        ("signature", "|Mengetahui,||||||||"),
        ("signature", "|Camat Bontang Utara||||||Lurah Api-Api||"),
        ("blank", "|||||||||"),
        ("signature", "||Drs. H. SUPARDI, M.Si|||||RAHMAWATI, S.Sos||"),
        ("signature", "||Pembina Tk. I|||||||"),
        ("signature", "|NIP. 196801011990031002||||||||"),
        ("row", "1|6474010101800001|BUDI|||L||||"),
        ("row", "||SITI|||||||"),
    ]

    assert [_kind(line, tail) for _, line in lines] == [expected for expected, _ in lines]


def test_a_name_alone_after_a_gap_is_a_person() -> None:
    assert _kind("||BUDI|||||||", Tail(after_gap=True)) == "row"
    assert _kind("||Lurah Api-Api|||||||", Tail(after_gap=True)) == "signature"
    assert _kind("||Lurah Api-Api|||||||", Tail(after_gap=False)) == "row"
