"""A programme's terms in words: what each field is called, and what its values mean."""

from __future__ import annotations

import datetime as dt

from payung.agreements import models
from payung.vocabulary import occupation_groups, payers
from payung.vocabulary.rupiah import say_rupiah
from payung.vocabulary.wilayah.codes import NoSuchPlace, NotAPlaceCode, Wilayah
from payung.vocabulary.words import Words

#: The fields of terms, in the order in which an office thinks of them: what is bought, who may take part, how seats are filled.
GROUPS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (
        Words(id="Yang dibeli", en="What is bought"),
        ("segment", "schemes", "income", "risk", "npp", "payer", "ruling", "source", "wadah", "first_month", "months"),
    ),
    (
        Words(id="Siapa yang boleh", en="Who may take part"),
        (
            "place_code", "residence", "age_from", "age_below", "occupations", "occupations_closed", "per_family", "social_aid",
            "decile_max", "excluded_cover", "dukcapil", "bpjs",
        ),
    ),
    (
        Words(id="Cara kursi diisi", en="How seats are filled"),
        ("rank_by", "replacement", "cut_off_day", "term_from", "term_to"),
    ),
)  # fmt: skip
FIELDS = {
    "schemes": Words(id="Program jaminan", en="Schemes"),
    "segment": Words(id="Segmen", en="Segment"),
    "income": Words(id="Penghasilan atau upah dasar iuran sebulan", en="Monthly income or wage that counts"),
    "risk": Words(id="Kelas risiko JKK (PU)", en="JKK risk class (wage earners)"),
    "npp": Words(id="NPP pemberi kerja (PU)", en="Employer's number, NPP (wage earners)"),
    "payer": Words(id="Pembayar iuran", en="Payer"),
    "ruling": Words(id="Ketetapan tertulis keringanan iuran", en="Written ruling on the relief"),
    "source": Words(id="Sumber anggaran", en="Budget source"),
    "wadah": Words(id="Jenis wadah", en="Kind of group account"),
    "first_month": Words(id="Bulan iuran pertama", en="First month"),
    "months": Words(id="Lamanya (bulan)", en="Months"),
    "place_code": Words(id="Wilayah", en="Area"),
    "residence": Words(id="Harus tinggal di", en="Must live in"),
    "age_from": Words(id="Umur paling muda", en="Youngest age"),
    "age_below": Words(id="Umur di bawah", en="Age below"),
    "occupations": Words(id="Pekerjaan yang diterima", en="Occupations admitted"),
    "occupations_closed": Words(id="Pekerjaan yang ditolak", en="Occupations refused"),
    "per_family": Words(id="Kursi per kartu keluarga", en="Seats per family card"),
    "social_aid": Words(id="Penerima bansos", en="Receivers of social aid"),
    "decile_max": Words(id="Desil tertinggi", en="Highest decile"),
    "excluded_cover": Words(id="Kepesertaan lain yang menutup pintu", en="Other cover that excludes"),
    "dukcapil": Words(id="Pemeriksaan Disdukcapil", en="Check by Disdukcapil"),
    "bpjs": Words(id="Cek calon di BPJS Ketenagakerjaan", en="Check by BPJS Ketenagakerjaan"),
    "rank_by": Words(id="Urutan kursi", en="Order of seats"),
    "replacement": Words(id="Penggantian peserta melalui", en="Replacements by"),
    "cut_off_day": Words(id="Batas tanggal perubahan", en="Cut-off day of changes"),
    "term_from": Words(id="Masa tugas mulai", en="Duty from"),
    "term_to": Words(id="Masa tugas sampai sebelum", en="Duty until before"),
}
VALUES: dict[str, dict[str, Words]] = {
    "schemes": {
        "jkk": Words(id="Jaminan Kecelakaan Kerja (JKK)", en="work accident (JKK)"),
        "jkm": Words(id="Jaminan Kematian (JKM)", en="death (JKM)"),
        "jht": Words(id="Jaminan Hari Tua (JHT)", en="old age savings (JHT)"),
    },
    "segment": {
        "bpu": Words(id="BPU (bukan penerima upah)", en="BPU (self-employed)"),
        "pu": Words(id="PU (penerima upah)", en="PU (wage earners)"),
    },
    "payer": {one: payers.NAMES[one] for one in models.PAYERS},
    "ruling": {
        "none": Words(id="belum ada", en="none"),
        "entitled": Words(id="berhak atas keringanan", en="entitled to the relief"),
        "excluded": Words(id="tidak berhak", en="not entitled"),
    },
    "source": {
        "apbd": Words(id="APBD", en="APBD"),
        "apbd_p": Words(id="APBD Perubahan", en="revised APBD"),
        "dbh_sawit": Words(id="DBH Sawit", en="palm oil revenue share"),
        "dbhcht": Words(id="DBH CHT", en="tobacco revenue share"),
        "apbdes": Words(id="APBDes", en="village budget"),
        "csr": Words(id="CSR", en="CSR"),
        "baznas": Words(id="Baznas", en="Baznas"),
        "apbn": Words(id="APBN", en="APBN"),
        "hibah": Words(id="hibah", en="grant"),
    },
    "residence": {
        "kabupaten": Words(id="wilayah program", en="the programme's area"),
        "province": Words(id="provinsi yang sama", en="the same province"),
        "any": Words(id="di mana saja", en="anywhere"),
    },
    "social_aid": {
        "ignored": Words(id="tidak diperhatikan", en="does not matter"),
        "excluded": Words(id="tidak diterima", en="not admitted"),
        "required": Words(id="hanya penerima bansos", en="only receivers"),
    },
    "excluded_cover": {
        "active_other_payer": Words(id="aktif dibayar pihak lain", en="active, paid by others"),
        "active_same_payer": Words(id="aktif dibayar pembayar ini", en="active, paid by this payer"),
        "arrears": Words(id="menunggak", en="in arrears"),
        "active_pu": Words(id="aktif sebagai PU", en="active wage earner"),
        "active_bpu": Words(id="aktif sebagai BPU", en="active as BPU"),
        "active_jakon": Words(id="aktif di jasa konstruksi", en="active in construction"),
        "active_pmi": Words(id="aktif sebagai PMI", en="active as migrant worker"),
    },
    "dukcapil": {
        "required": Words(id="wajib sebelum kursi", en="required"),
        "wanted": Words(id="diminta, tidak menahan", en="wanted"),
        "not_asked": Words(id="tidak diminta", en="not asked"),
    },
    "rank_by": {
        "disability": Words(id="penyandang disabilitas", en="disabled first"),
        "decile": Words(id="desil terendah", en="lowest decile"),
        "social_aid": Words(id="penerima bansos", en="receivers of social aid"),
        "oldest": Words(id="tertua", en="oldest"),
        "youngest": Words(id="termuda", en="youngest"),
        "women": Words(id="perempuan", en="women"),
        "listed_first": Words(id="lebih dulu diusulkan", en="listed first"),
    },
    "replacement": {
        "amendment": Words(id="SK Perubahan", en="amendment of the decree"),
        "decision": Words(id="keputusan kepala dinas", en="decision of the head of office"),
        "minutes": Words(id="berita acara bulanan", en="monthly minutes"),
    },
}
VALUES["bpjs"] = VALUES["dukcapil"]
KINDS = {
    "vulnerable": Words(id="pekerja rentan", en="vulnerable workers"),
    "election": Words(id="petugas pemilu ad hoc", en="election officers"),
    "village_officers": Words(id="perangkat desa, RT dan RW", en="village officers"),
    "non_asn": Words(id="pegawai non-ASN", en="staff who are no civil servants"),
    "teachers": Words(id="guru", en="teachers"),
    "health_workers": Words(id="tenaga kesehatan", en="health workers"),
    "provincial": Words(id="kuota provinsi", en="provincial quota"),
    "donor": Words(id="donatur", en="donors"),
}
STAGES = {
    "drafted": Words(id="rancangan", en="drafted"),
    "legal_review": Words(id="di bagian hukum", en="in legal review"),
    "harmonised": Words(id="diharmonisasi", en="harmonised"),
    "enacted": Words(id="ditetapkan", en="enacted"),
    "promulgated": Words(id="diundangkan, berlaku", en="promulgated"),
    "revoked": Words(id="dicabut", en="revoked"),
}
_EMPTY = {
    "occupations": Words(id="semua", en="all"),
    "per_family": Words(id="tanpa batas", en="no limit"),
    "decile_max": Words(id="tidak dipakai", en="not used"),
}
NONE = Words(id="–", en="–")


def value(field: str, held: object) -> Words:
    """Return the value of one field of terms as people read it."""
    if held in (None, "", []):
        return _EMPTY.get(field, NONE)
    if isinstance(held, list):
        parts = [_one(field, one) for one in held]
        return Words(id=", ".join(one.id for one in parts), en=", ".join(one.en for one in parts))
    return _one(field, held)


def _one(field: str, held: object) -> Words:
    if isinstance(held, dt.date):
        text = held.strftime("%m-%Y" if field == "first_month" else "%d-%m-%Y")
        return Words(id=text, en=text)
    if field == "income":
        return Words(id=say_rupiah(int(str(held))), en=say_rupiah(int(str(held))))
    if field == "place_code":
        return Words(id=place(str(held)), en=place(str(held)))
    if field in ("occupations", "occupations_closed"):
        group = occupation_groups.groups().get(str(held))
        return group.name if group else Words(id=str(held), en=str(held))
    return VALUES.get(field, {}).get(str(held), Words(id=str(held), en=str(held)))


def place(code: str) -> str:
    """Return a place with its code, as people find it in both."""
    try:
        return f"{Wilayah(code).name} ({code})"
    except (NotAPlaceCode, NoSuchPlace):
        return code


def changed(what: str) -> Words:
    """Return the name of one thing that `queries.difference` tells of, as `terms 2026-01-01 months`."""
    head, _, rest = what.partition(" ")
    if head == "terms":
        day, _, field = rest.partition(" ")
        label = FIELDS.get(field) or _OTHERS.get(field) or Words(id=field, en=field)
        day = dt.date.fromisoformat(day).strftime("%d-%m-%Y")
        return Words(id=f"Ketentuan {day}: {label.id}", en=f"Terms of {day}: {label.en}")
    if head == "quota":
        return Words(id=f"Kuota {place(rest)}", en=f"Quota {place(rest)}")
    return _OTHERS.get(what, Words(id=what, en=what))


_OTHERS = {
    "name": Words(id="Nama program", en="Name"),
    "kind": Words(id="Jenis program", en="Kind"),
    "proposers": Words(id="Pengusul", en="Proposers"),
    "regulation": Words(id="Dasar hukum", en="Legal base"),
    "agreement": Words(id="PKS", en="Agreement with the branch"),
}

#: The fields of one choice, and those of several; the others are typed.
CHOICES: dict[str, tuple[str, ...]] = {
    "segment": tuple(models.SEGMENTS),
    "payer": tuple(models.PAYERS),
    "ruling": tuple(models.RULINGS),
    "source": tuple(models.SOURCES),
    "wadah": ("", *models.WADAH),
    "residence": tuple(models.RESIDENCE),
    "social_aid": tuple(models.SOCIAL_AID),
    "dukcapil": tuple(models.CHECKS),
    "bpjs": tuple(models.CHECKS),
    "replacement": tuple(models.REPLACEMENT),
}
SEVERAL: dict[str, tuple[str, ...]] = {
    "schemes": ("jkk", "jkm", "jht"),
    "occupations": tuple(occupation_groups.groups()),
    "occupations_closed": tuple(occupation_groups.groups()),
    "excluded_cover": tuple(models.EXCLUDABLE),
    "rank_by": tuple(models.RANKS),
}
