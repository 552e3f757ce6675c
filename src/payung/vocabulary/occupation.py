"""Occupations as lists write them: made plain, common abbreviations written out, state officials recognised."""

from __future__ import annotations

import re

from payung.vocabulary.letters import one_of, plain, quoted, sql_map

#: A whole cell, or its one word, that offices abbreviate.
_WHOLE = {
    "IRT": "IBU RUMAH TANGGA",
    "MRT": "MENGURUS RUMAH TANGGA",
    "ART": "ASISTEN RUMAH TANGGA",
    "PRT": "PEKERJA RUMAH TANGGA",
    "BHL": "BURUH HARIAN LEPAS",
    "KHL": "KARYAWAN HARIAN LEPAS",
    "THL": "TENAGA HARIAN LEPAS",
    "PHL": "PEKERJA HARIAN LEPAS",
    "PKL": "PEDAGANG KAKI LIMA",
    "WIRASUASTA": "WIRASWASTA",
    "WIRA SWASTA": "WIRASWASTA",
    "NELAYAN PERIKANAN": "NELAYAN",
    "PETANI PEKEBUN": "PETANI",
    "OJOL": "OJEK ONLINE",
}
_EMPTY = ("TIDAK ADA", "TDK ADA", "BELUM ADA", "KOSONG", "NULL", "NIHIL", "N A", "NA", "TIDAK DIISI")

#: Those whom Taspen and Asabri insure: civil servants, soldiers, police.
_STATE = ("PNS", "ASN", "CPNS", "PPPK", "P3K", "CPPPK", "APARATUR SIPIL NEGARA", "PEGAWAI NEGERI(?: SIPIL)?", "TNI(?: A[DLU])?", "TENTARA(?: NASIONAL INDONESIA)?", "POLRI", "POLISI", "KEPOLISIAN(?: RI)?", "BHABINKAMTIBMAS", "BABINKAMTIBMAS", "BABINSA")  # fmt: skip
# Words that turn the meaning round: not one of them, no longer one, or one's family or helper.
_NOT_STATE = (
    "NON", "BUKAN", "PENSIUNAN", "PENSIUN", "PURNAWIRAWAN", "PURNA", "MANTAN", "EKS", "EX", "ISTRI", "SUAMI", "ANAK", "ORANG TUA", "HONORER",
    "HONOR", "PEMBANTU", "SUPIR", "SOPIR", "CEPEK",
)  # fmt: skip
_VILLAGE_HEADS = ("KEPALA DESA", "KADES", "PERANGKAT DESA", "PERANGKAT KELURAHAN", "SEKRETARIS DESA", "SEKDES", "KAUR", "KASI DESA", "KEPALA DUSUN", "KADUS", "LURAH", "BPD", "ANGGOTA BPD", "ANGGOTA DPRD", "DPRD", "CAMAT", "BUPATI", "WALI ?KOTA")  # fmt: skip
_UNEMPLOYED = ("BELUM(?: TIDAK)? BEKERJA", "TIDAK BEKERJA", "TIDAK BELUM BEKERJA", "PENGANGGURAN", "PELAJAR(?: MAHASISWA)?", "MAHASISWA", "PENSIUNAN")  # fmt: skip

_STATE_WORDS = rf"\b{one_of(_STATE)}\b"
_NOT_STATE_WORDS = rf"\b{one_of(_NOT_STATE)}\b"
_VILLAGE_WORDS = rf"\b{one_of(_VILLAGE_HEADS)}\b"
_UNEMPLOYED_CELL = one_of(_UNEMPLOYED)


def clean_occupation(typed: str | None) -> str | None:
    """Return an occupation in upper case, punctuation as single spaces, abbreviations written out; None where none is named."""
    words = re.sub("[^A-Z0-9]+", " ", plain(typed).upper()).strip()
    if not re.search("[A-Z]", words) or words in _EMPTY:
        return None
    return _WHOLE.get(words, words)


def is_state_official(occupation: str | None) -> bool:
    """Tell whether a clean occupation names a civil servant, PPPK, soldier or police officer in office."""
    named = occupation or ""
    return bool(re.search(_STATE_WORDS, named)) and not re.search(_NOT_STATE_WORDS, named)


def is_local_official(occupation: str | None) -> bool:
    """Tell whether a clean occupation names a village head, village officer or council member, paid from public budgets."""
    return bool(re.search(_VILLAGE_WORDS, occupation or "")) and not re.search(_NOT_STATE_WORDS, occupation or "")


def is_unemployed(occupation: str | None) -> bool:
    """Tell whether a clean occupation says that the person does not work (pupil, pensioner, without work)."""
    return bool(re.fullmatch(_UNEMPLOYED_CELL, occupation or ""))


MACROS = f"""
CREATE OR REPLACE TEMP MACRO occupation_words(words) AS
    CASE WHEN NOT regexp_matches(words, '[A-Z]') OR words IN ({", ".join(map(quoted, _EMPTY))}) THEN NULL
         WHEN words IN ({", ".join(map(quoted, _WHOLE))}) THEN {sql_map(_WHOLE)}[words] ELSE words END;
CREATE OR REPLACE TEMP MACRO occupation_of(typed) AS
    CASE WHEN typed IS NULL OR typed = '' THEN NULL
         ELSE list_transform([trim(regexp_replace(upper(plain_text(typed)), '[^A-Z0-9]+', ' ', 'g'))], lambda words: occupation_words(words))[1] END;
CREATE OR REPLACE TEMP MACRO occupation_is_state(occupation) AS
    coalesce(regexp_matches(occupation, '{_STATE_WORDS}') AND NOT regexp_matches(occupation, '{_NOT_STATE_WORDS}'), false);
CREATE OR REPLACE TEMP MACRO occupation_is_local(occupation) AS
    coalesce(regexp_matches(occupation, '{_VILLAGE_WORDS}') AND NOT regexp_matches(occupation, '{_NOT_STATE_WORDS}'), false);
CREATE OR REPLACE TEMP MACRO occupation_is_none(occupation) AS coalesce(regexp_full_match(occupation, '{_UNEMPLOYED_CELL}'), false);
"""
