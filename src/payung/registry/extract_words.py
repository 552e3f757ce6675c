"""What the columns of an extract may be called, and what stands in them: branches export in many layouts, payrolls in more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

#: Each field, and what its column is called beside its own name: lower case, every sign between words read as "_".
COLUMNS: Mapping[str, str] = {
    "kpj": "no_kpj nomor_kpj kode_kpj no_peserta nomor_peserta no_kartu nomor_kartu no_kartu_peserta nomor_kartu_peserta no_bpjs_tk no_bpjstk "
    "no_bpjs_ketenagakerjaan nomor_bpjs_ketenagakerjaan no_jamsostek nomor_jamsostek kode_tk kode_peserta no_kepesertaan nomor_kepesertaan",
    "nik": "no_nik nomor_nik no_ktp nomor_ktp ktp no_identitas nomor_identitas nik_ktp nik_tk nik_peserta no_induk_kependudukan nomor_induk_kependudukan",
    "nama": "nama_tk nama_lengkap nama_peserta nama_tenaga_kerja nama_pekerja nama_ktp nama_sesuai_ktp nm_tk nm_peserta name full_name",
    "tanggal_lahir": "tgl_lahir tgllahir tanggallahir tgl_lhr tanggal_lhr dob birth_date birthdate date_of_birth",
    "tempat_lahir": "tmp_lahir tmpt_lahir tempatlahir tpt_lahir birth_place",
    "jenis_kelamin": "jk jns_kelamin jenis_kel kelamin l_p lp sex gender kode_jenis_kelamin",
    "alamat": "alamat_lengkap alamat_rumah alamat_domisili alamat_ktp address",
    "kelurahan": "desa kel kelurahan_desa desa_kelurahan nama_kelurahan nama_desa kel_desa",
    "kecamatan": "kec nama_kecamatan distrik",
    "kabupaten": "kab kota kab_kota kabupaten_kota kota_kabupaten nama_kabupaten nama_kota",
    "kode_kelurahan": "kode_desa kd_kelurahan kd_desa kode_wilayah kode_kemendagri",
    "telepon": "no_hp nomor_hp hp telp no_telp no_telepon nomor_telepon handphone no_handphone phone ponsel no_ponsel",
    "nama_ibu": "nama_ibu_kandung ibu_kandung nm_ibu ibu nama_gadis_ibu nama_gadis_ibu_kandung mother_name",
    "segmen": "segment kode_segmen kd_segmen nama_segmen segmentasi segmen_peserta jenis_kepesertaan jenis_peserta",
    "npp": "no_npp nomor_npp kode_npp nomor_pendaftaran_perusahaan",
    "nama_pembayar": "pembayar nama_perusahaan perusahaan nm_perusahaan nama_badan_usaha badan_usaha pemberi_kerja nama_pemberi_kerja wadah nama_wadah dibayar_oleh",
    "jenis_pembayar": "tipe_pembayar sumber_iuran sumber_pembayaran sumber_dana jenis_pembayaran",
    "program": "programs kode_program nama_program program_diikuti program_bpjs",
    "status": "status_kepesertaan status_peserta status_aktif status_tk sts_kepesertaan kd_status kode_status aktif flag_aktif",
    "dibayar_sampai": "aktif_sampai lunas_sampai bayar_sampai blth_akhir blth_terakhir blth_na blth_iuran_terakhir iuran_terakhir bulan_iuran_terakhir "
    "periode_terakhir tgl_bayar_sampai paid_until",
    "kode_cabang": "kantor_cabang kode_kantor kd_kantor kode_kacab kacab cabang",
}  # fmt: skip

#: Words of a status, and what they mean in the register.
STATUSES = {
    "active": "aktif active a y ya 1 true",
    "inactive": "nonaktif non_aktif tidak_aktif na inactive n t tidak 0 false keluar berhenti resign phk meninggal sudah_klaim klaim",
    "arrears": "menunggak tunggakan nunggak arrears masa_tenggang grace",
    "registered": "terdaftar registered calon",
}
#: Words of a segment.
SEGMENTS = {
    "PU": "pu penerima_upah formal ppu",
    "BPU": "bpu bukan_penerima_upah informal tk_lhk tklhk mandiri",
    "JAKON": "jakon jasa_konstruksi konstruksi jasakon",
    "PMI": "pmi tki tenaga_kerja_indonesia pekerja_migran pekerja_migran_indonesia",
}
#: Words of who pays.
PAYERS = {
    "self": "self mandiri sendiri pribadi peserta",
    "employer": "employer perusahaan pemberi_kerja badan_usaha",
    "pemkab": "pemkab pemkot pemda apbd apbd_kabupaten apbd_kota kabupaten kota",
    "pemprov": "pemprov apbd_provinsi provinsi",
    "village": "desa pemdes dana_desa apbdes kelurahan",
    "csr": "csr tjsl",
    "sponsor": "sponsor sertakan donatur baznas yayasan",
    "apbn": "apbn kementerian pusat",
}
#: What the name of a payer says of its kind, tried in this order; behind a name that says nothing, a wage earner has an employer.
_NAMED_PAYERS = (
    ("pemprov", r"\b(PEMPROV|PEMERINTAH PROVINSI|PEMERINTAH DAERAH PROVINSI|GUBERNUR|APBD PROV)"),
    ("village", r"\b(PEMDES|PEMERINTAH DESA|DANA DESA|APBDES|BUMDES)\b"),
    ("pemkab", r"\b(PEMKAB|PEMKOT|PEMDA|PEMERINTAH (KABUPATEN|KAB|KOTA|DAERAH)|DISNAKER|DINAS|APBD)\b"),
    ("apbn", r"\b(APBN|KEMENTERIAN)\b"),
    ("csr", r"\b(CSR|TJSL)\b"),
    ("sponsor", r"\b(SERTAKAN|BAZNAS|LAZISNU|LAZISMU|DONATUR|YAYASAN)\b"),
    ("self", r"^(MANDIRI|SENDIRI|PRIBADI|PESERTA MANDIRI)$"),
)
#: How an export writes that there is nothing.
NOTHING = ("NULL", "null", "\\N", "(null)", "NaN", "None")


#: Words of a heading as branches shorten them, each written out; every further way to shorten one is known at once.
_SHORT = {
    "nm": "nama", "nma": "nama", "tgl": "tanggal", "tggl": "tanggal", "lhr": "lahir", "tmp": "tempat", "tmpt": "tempat", "tpt": "tempat", "jns": "jenis", "jn": "jenis",
    "klmn": "kelamin", "no": "nomor", "nmr": "nomor", "nmor": "nomor", "almt": "alamat", "sts": "status", "stat": "status", "kd": "kode", "kdg": "kandung", "kndg": "kandung",
    "prsh": "perusahaan", "pers": "perusahaan", "persh": "perusahaan", "telp": "telepon", "tlp": "telepon", "tk": "peserta", "pst": "peserta",
}  # fmt: skip


def _written_out(name: str) -> str:
    """Return a plain heading with its words written out: nm_ibu_kdg is nama_ibu_kandung, jns_kel is jenis_kelamin."""
    words = "_".join(_SHORT.get(word, word) for word in name.split("_"))
    return re.sub(r"^jenis_kel$", "jenis_kelamin", words)


def plain(name: str) -> str:
    """Return a heading as COLUMNS has it: "No. KPJ" is no_kpj."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def found(headings: Iterable[str]) -> dict[str, str]:
    """Return field → heading; a column that has the field's own name goes before one that has another of its names."""
    by_name: dict[str, str] = {}
    for heading in headings:
        by_name.setdefault(plain(heading), heading)
    taken: dict[str, str] = {}
    _take(taken, by_name, lambda name: name)
    # What is left is asked once more with all words written out on both sides.
    _take(taken, {_written_out(name): heading for name, heading in reversed(by_name.items())}, _written_out)
    return taken


def _take(taken: dict[str, str], by_name: Mapping[str, str], reading: Callable[[str], str]) -> None:
    """Give each field that has none yet the first heading with one of its names that no other field has."""
    for field, others in COLUMNS.items():
        names = map(reading, (field, *others.split()))
        name = next((one for one in names if one in by_name and by_name[one] not in taken.values()), None)
        if name and field not in taken:
            taken[field] = by_name[name]


def meaning(column: str, words: Mapping[str, str]) -> str:
    """Return the SQL of what a cell means: one of the keys of `words`, or NULL."""
    branches = " ".join(f"WHEN '{word}' THEN '{means}'" for means, said in words.items() for word in said.split())
    # Nearly every cell is a plain word: only what is none is taken apart.
    apart = rf"trim(regexp_replace(lower({column}), '[^a-z0-9]+', '_', 'g'), '_')"
    return f"CASE lower({column}) WHEN '' THEN NULL {branches} ELSE CASE {apart} {branches} END END"


def payer_by_name(name: str, segment: str) -> str:
    """Return the SQL of the kind of payer that a name tells, 'unknown' where it tells none."""
    branches = " ".join(f"WHEN regexp_matches(upper({name}), '{words}') THEN '{kind}'" for kind, words in _NAMED_PAYERS)
    return f"CASE WHEN trim({name}) = '' THEN 'unknown' {branches} WHEN {segment} = 'PU' THEN 'employer' ELSE 'unknown' END"


def month_of(text: str) -> str:
    """Return the SQL of the month that a cell names as its first day: 2026-03, 202603, 03-2026, 032026, 31/03/2026; NULL for none."""
    year_first, month_first = (
        r"^(20\d\d)[-/. ]?(0[1-9]|1[0-2])(?:[-/. ]?\d{2}(?:[ T].*)?)?$",
        r"^(?:\d{1,2}[-/. ])?(0?[1-9]|1[0-2])[-/. ]?(20\d\d)$",
    )
    return (
        f"CASE WHEN {text} = '' THEN NULL WHEN length({text}) = 7 AND {text}[5] = '-' THEN TRY_CAST({text} || '-01' AS DATE) WHEN regexp_matches(trim({text}), '{year_first}')"
        f" THEN TRY_CAST(regexp_replace(trim({text}), '{year_first}', '\\1-\\2-01') AS DATE) WHEN regexp_matches(trim({text}), '{month_first}')"
        f" THEN make_date(regexp_extract(trim({text}), '{month_first}', 2)::INT, regexp_extract(trim({text}), '{month_first}', 1)::INT, 1) END"
    )
