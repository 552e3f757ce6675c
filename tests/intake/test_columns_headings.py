"""Which field a heading names: the words of real senders, abbreviations, misspellings, and what must not be taken."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.intake.columns.synonyms import FIELDS, dictionary, match, normal, title

KNOWN = {
    "no": ["No", "NO.", "No. Urut", "Nomor", "#", "No Urut"],
    "nik": ["NIK", "N I K", "N.I.K.", "No. KTP", "No KTP/NIK", "Nomor Induk Kependudukan", "NIK KTP", "NIK (16 digit)", "Nomer Induk Kependukan", "NO_KTP",
        "Pekerja_NIK", "NIK\n(sesuai KTP)", "No. Identitas", "NOMOR_IDENTITAS", "No.KTP", "NoKTP", "nik_ktp", "No. Induk Kependudukan (NIK)", "NIK Peserta", "NIK*"],
    "kk": ["No KK", "KK", "Nomor Kartu Keluarga", "No. Kartu Keluarga", "NO.KK", "NKK"],
    "kpj": ["KPJ", "No. KPJ", "NO KPJ", "Nomor Peserta", "No Peserta BPJS Ketenagakerjaan", "No BPJS TK", "Nomor Kartu Peserta"],
    "name": ["Nama", "NAMA LENGKAP", "Nama Lengkap (sesuai KTP)", "Nama Peserta", "Nama Pekerja", "Nama Sesuai KTP", "NAMA CALON PESERTA", "Nama Tenaga Kerja", "Pekerja_Nama",
        "nama_lengkap", "Nama Lengkap Calon Peserta", "NAMA PENERIMA BANTUAN", "Nama lngkap", "Nama Lenkap"],
    "birth_place": ["Tempat Lahir", "Tmp Lahir", "Tpt. Lahir", "TEMPAT_LAHIR", "Tempt Lahir", "Kota Kelahiran", "Tmpt Lhr", "Pekerja_TempatLahir"],
    "birth_date": ["Tanggal Lahir", "Tgl Lahir", "TGL. LAHIR", "Tgl Lhr", "TanggalLahir", "Tanggal Lahir (dd/mm/yyyy)", "Tgl Lahir (HH-BB-TTTT)", "Tanggal Lahr", "tgl_lahir", "TGLLAHIR"],
    "birth": ["TTL", "T T L", "Tempat/Tgl Lahir", "Tempat, Tanggal Lahir", "Tempat & Tgl. Lahir", "Tempat dan Tanggal Lahir", "Tmp/Tgl Lahir", "TEMPAT TGL LAHIR", "Tempat / Tgl. Lhr", "T.T.L."],
    "age": ["Umur", "Usia", "Usia (Tahun)"],
    "sex": ["JK", "L/P", "Jenis Kelamin", "Jns Kelamin", "Jenis Kelamin (L/P)", "JENIS_KELAMIN", "Kelamin", "Jns. Klmn", "Gender", "P/L", "Jenis Kelamn"],
    "address": ["Alamat", "Alamt", "Alamat Lengkap", "ALAMAT KTP", "Alamat Tempat Tinggal", "Alamat Domisili", "Almt", "Alamat (sesuai KTP)", "Alamat Rumah"],
    "rt": ["RT", "R T", "No RT"],
    "rw": ["RW"],
    "rt_rw": ["RT/RW", "RT / RW", "RT. RW", "Rt/Rw"],
    "kelurahan": ["Kelurahan", "Desa", "Ds/Kel", "Desa/Kel.", "Kel/Desa", "Kelurahan/Desa", "KEL.", "Keluraahn", "Nama Desa", "Kelurahan / Kampung"],
    "kecamatan": ["Kecamatan", "Kec.", "KEC", "Kecamtan", "Distrik"],
    "kabupaten": ["Kabupaten", "Kab/Kota", "Kabupaten/Kota", "KOTA/KAB", "Kota"],
    "province": ["Provinsi", "Propinsi", "Prov."],
    "occupation": ["Pekerjaan", "Pekerjaan/Profesi", "Profesi", "Jenis Pekerjaan", "Pekerjan", "Jenis Usaha"],
    "phone": ["No HP", "No. HP/WA", "Nomor Telepon", "No. Telp", "HP", "No WA Aktif", "Nomor Handphone", "No. Telp/HP", "Pekerja_NoHP", "NO_HP", "Kontak", "Nomor WhatsApp Aktif"],
    "mother_name": ["Nama Ibu Kandung", "Ibu Kandung", "Nama Gadis Ibu Kandung", "NAMA_IBU_KANDUNG"],
    "heir_name": ["Ahli Waris", "Nama Ahli Waris"],
    "opd": ["OPD", "Pengusul", "OPD Pengusul", "Instansi", "SKPD"],
    "disability": ["Disabilitas", "Penyandang Disabilitas", "Jenis Disabilitas"],
    "income": ["Penghasilan", "Penghasilan/Bulan", "Pendapatan per Bulan"],
    "wage": ["Upah", "Gaji", "Upah (Rp)"],
    "payer": ["Sumber Dana", "Pembayar Iuran"],
    "remark": ["Ket", "Ket.", "Keterangan", "Catatan"],
    "answer": ["Status Y/T", "Jawaban BPJS"],
    "answer_reason": ["Keterangan Status Data", "Alasan Penolakan"],
    "start_date": ["Tgl Mulai", "TMT", "TGL_KEPESERTAAN", "Tanggal Mulai Bekerja"],
    "end_date": ["Tanggal Berakhir", "S/D"],
    "npp": ["NPP", "No NPP"],
}  # fmt: skip

NOT_THE_WORKER = [
    "NIK Ibu", "Nama Ayah", "Nama Suami/Istri", "NIK Ahli Waris", "Nama Petugas", "ASN_Nama", "ASN_NIP", "Nama Kelompok", "Nama Perusahaan", "NIP", "NPWP", "No Rekening", "Nama Bank", "Kode Pos",
    "Nomor Induk Karyawan", "Email", "Agama", "Tanggal Daftar", "Nama Kepala Keluarga", "Jumlah", "Tanda Tangan", "Tempat Kerja", "Alamat Usaha", "NIK Pengusul", "Nama Ketua Kelompok", "Tanggal KK",
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "heading"), [(field, heading) for field, headings in KNOWN.items() for heading in headings]
)
def test_headings_of_real_senders(field: str, heading: str) -> None:
    found = match(heading)

    assert found is not None
    assert found.field == field
    assert found.confidence >= 0.75


@pytest.mark.parametrize("heading", NOT_THE_WORKER)
def test_headings_about_something_else_are_not_taken(heading: str) -> None:
    found = match(heading)

    assert found is None or found.field is None


def test_every_field_is_known_by_its_own_title() -> None:
    assert set(dictionary().titles) == set(FIELDS)
    for field in FIELDS:
        found = match(title(field).id)
        assert found is not None, field
        assert found.field == field


@pytest.mark.parametrize(
    "value",
    [
        "BUDI SANTOSO",
        "Jl. Merdeka No 5",
        "Nelayan",
        "6474010101800001",
        "Bontang Kuala",
        "L",
        "-",
        "12-03-1980",
        "Api-Api",
        "Islam",
        "SMA",
        "Petani/Pekebun",
    ],
)
def test_values_are_no_headings(value: str) -> None:
    assert match(value) is None


@given(st.text(alphabet=string.printable, max_size=40))
def test_any_text_has_plain_words(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    match(text)


@given(
    st.sampled_from(
        [
            "nomor induk kependudukan",
            "nama lengkap",
            "tanggal lahir",
            "jenis kelamin",
            "kecamatan",
            "kelurahan",
            "pekerjaan",
        ]
    ),
    st.data(),
)
def test_one_letter_lost_does_not_lose_the_column(heading: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(heading) - 1).filter(lambda n: heading[n] != " "))

    found = match(heading[:place] + heading[place + 1 :])
    whole = match(heading)

    assert found is not None
    assert whole is not None
    assert found.field == whole.field
