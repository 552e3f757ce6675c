"""A programme's file as text: with explanations for whoever fills it in, and never a person in it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from payung.agreements.plan import AgreementPlan, ProgrammePlan, RegulationPlan, TermsPlan

HEAD = """\
# Program Payung. Isi yang kosong, lalu: payung programme load BERKAS (menunjukkan perbedaan), dan dengan --really menerapkannya.
# Kunci dan pilihan: payung programme load --help. Berkas ini tidak memuat data orang.
"""
BLANK = "# isi: "
_TOLD = {
    "segment": "bpu (bukan penerima upah) atau pu (penerima upah)",
    "income": "penghasilan (bpu) atau upah (pu) dasar iuran per bulan, rupiah",
    "risk": "pu: kelas risiko JKK pemberi kerja, 1 sampai 5",
    "npp": "pu: NPP pemberi kerja, 8 karakter",
    "payer": "siapa yang membayar iuran",
    "source": "sumber anggaran",
    "first_month": "bulan iuran pertama",
    "months": "lamanya, bulan",
    "place_code": "kode wilayah Kemendagri",
    "age_below": "di bawah umur ini pada tanggal 1 bulan pertama",
    "occupations": "kelompok pekerjaan yang diterima; kosong: semua",
    "occupations_closed": "kelompok yang ditolak",
    "per_family": "kursi per kartu keluarga; kosong: tanpa batas",
    "social_aid": "ignored, excluded (penerima bansos ditolak), required (harus penerima)",
    "decile_max": "desil tertinggi; kosong: tidak dipakai",
    "excluded_cover": "kepesertaan lain yang menutup pintu",
    "rank_by": "urutan kursi di tiap kelurahan",
    "replacement": "amendment (SK perubahan), decision (keputusan kepala dinas), minutes (berita acara bulanan)",
    "cut_off_day": "perubahan sesudah tanggal ini berlaku bulan berikutnya lagi",
    "term_from": "petugas ad hoc: hari pertama tugas",
}
_FIELDS = (
    "segment", "schemes", "income", "risk", "npp", "payer", "ruling", "source", "wadah", "first_month", "months", "place_code", "residence",
    "age_from", "age_below", "occupations", "occupations_closed", "per_family", "social_aid", "decile_max", "excluded_cover", "dukcapil", "bpjs", "rank_by",
    "replacement", "cut_off_day", "term_from", "term_to",
)  # fmt: skip
_LEFT_TO_TAKER = ("source", "place_code", "npp")


def write_programme(plan: ProgrammePlan, *, for_another: bool) -> str:
    """Return a programme as the text of a file.

    :param for_another: leave office, places, quotas, legal base, source of money and the employer's number blank for whoever takes it over.
    """
    lines = [
        HEAD + _pair("office", None if for_another else plan.office or None, "nama kantor; boleh kosong"),
        _pair("code", plan.code),
        _pair("name", plan.name),
        _pair("kind", plan.kind),
        _pair("proposers", list(plan.proposers), "kode atau jenis pengusul; kosong: semua"),
        "terms:",
        *(line for terms in plan.terms for line in _terms(terms, for_another=for_another)),
    ]
    if plan.quotas:
        lines.append("quota:" + (f"  {BLANK}wilayah dan kursi Anda" if for_another else ""))
    for place, seats in plan.quotas[:1] if for_another else plan.quotas:
        lines.append("  - {place: , seats: }" if for_another else f"  - {{place: {json.dumps(place)}, seats: {seats}}}")
    return "\n".join(lines) + "\n"


def _terms(terms: TermsPlan, *, for_another: bool) -> Iterator[str]:
    yield f"  - from: {terms.valid_from.isoformat()}"
    for name in ("regulation", "agreement"):
        named = getattr(terms, name)
        if for_another:
            yield f"    {name}:  {BLANK}{'dasar hukum' if name == 'regulation' else 'PKS'} Anda"
        elif named is not None:
            yield f"    {name}: {_cited(named)}"
    for field in _FIELDS:
        value = None if for_another and field in _LEFT_TO_TAKER else terms.values.get(field)
        key = "place" if field == "place_code" else field
        if field == "first_month" and isinstance(value, dt.date):
            value = f"{value:%Y-%m}"
        yield "    " + _pair(key, value, _TOLD.get(field, ""))


def _cited(named: RegulationPlan | AgreementPlan) -> str:
    """Return a legal base as a mapping on one line, without what is empty."""
    fields = {name: getattr(named, name) for name in named.__dataclass_fields__}
    said = ", ".join(f"{name}: {_scalar(value)}" for name, value in fields.items() if value not in (None, ""))
    return "{" + said + "}"


def _pair(key: str, value: object, told: str = "") -> str:
    said = "[" + ", ".join(map(_scalar, value)) + "]" if isinstance(value, list) else _scalar(value)
    comment = f"  # {told}" if told else ""
    return f"{key}: {said}".rstrip() + comment


def _scalar(value: object) -> str:
    """Return a value as YAML; texts stand in quotes unless they are plain words."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    return (
        text
        if isinstance(value, int) or text.replace("_", "").replace("-", "").isalnum()
        else json.dumps(text, ensure_ascii=False)
    )
