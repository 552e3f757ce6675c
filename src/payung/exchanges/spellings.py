"""What an answer's words mean: Y and T, padan and tidak padan, in every way that offices write them. Guesses nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

#: Codes that count as yes for a purpose; every other code is a no.
YES = {"dukcapil": "match", "bpjs_check": "yes", "bpjs_enrolment": "yes", "bpjs_leaving": "yes"}
NO = {"dukcapil": "mismatch", "bpjs_check": "no", "bpjs_enrolment": "no", "bpjs_leaving": "no"}

#: The word under which a person says what rows without any answer mean.
EVERY_ROW = "*"

# No mark of a ticked column is an answer by itself.
MARKS = frozenset({"V", "X", "1", "√", "✓", "✔", "Y", "YA", "*", "●"})


@dataclass(frozen=True, slots=True)
class Said:
    """What words mean: a code and, where the words say more, why."""

    code: str
    reason: str = ""


class UnknownMeaning(Exception):
    """A person said what a word means, but not with an answer of this purpose."""


_YES = (
    "Y; YA; YES; OK; OKE; V; √; ✓; 1; AKTIF; BERHASIL; SUKSES; DITERIMA; TERIMA; DISETUJUI; SETUJU; VALID; LOLOS; LULUS; LAYAK; SESUAI; MS;"
    " MEMENUHI SYARAT; DAPAT DIDAFTARKAN; BISA DIDAFTARKAN; DAPAT DIDAFTAR; SUCCESS; ACCEPTED; APPROVED; TRUE"
)
_NO = (
    "T; TDK; TIDAK; N; NO; X; 0; DITOLAK; TOLAK; TERTOLAK; PENOLAKAN; GAGAL; INVALID; TIDAK VALID; TIDAK BERHASIL; TIDAK DITERIMA; TIDAK LOLOS;"
    " TIDAK LULUS; TIDAK LAYAK; TIDAK SESUAI; TIDAK DISETUJUI; TIDAK AKTIF; TIDAK SUKSES; TMS; TIDAK MEMENUHI SYARAT; TIDAK DAPAT DIDAFTARKAN;"
    " TIDAK BISA DIDAFTARKAN; BATAL; DIBATALKAN; FAILED; REJECTED; REJECT; FALSE"
)
# Before the decree "already a member" is a no; after it, it is the answer that a second run of the same file gets.
_MEMBER_ALREADY = (
    "SUDAH TERDAFTAR; SUDAH AKTIF; MASIH AKTIF; SUDAH PESERTA; SUDAH MENJADI PESERTA; PESERTA AKTIF; TERDAFTAR AKTIF;"
    " TERDAFTAR PU; AKTIF PU; AKTIF BPU; SUDAH TERDAFTAR PU; SUDAH TERDAFTAR BPU; AKTIF DI PU; AKTIF DI TEMPAT LAIN"
)
_MATCH = (
    "PADAN; SESUAI; COCOK; VALID; DITEMUKAN; ADA; TERDAFTAR; AKTIF; NIK AKTIF; NIK PADAN; DATA PADAN; DATA SESUAI; NIK SESUAI; SUDAH PADAN;"
    " NIK DITEMUKAN; DATA DITEMUKAN; NIK VALID; Y; YA; YES; OK; V; √; ✓; 1; MATCH; MATCHED; FOUND; TRUE"
)
_MISMATCH = (
    "TIDAK PADAN; TDK PADAN; NON PADAN; NONPADAN; BELUM PADAN; TAK PADAN; NIK TIDAK PADAN; DATA TIDAK PADAN; TIDAK SESUAI; DATA TIDAK SESUAI;"
    " TIDAK COCOK; TIDAK VALID; NIK TIDAK VALID; INVALID; NIK INVALID; NIK SALAH; T; TIDAK; TDK; N; NO; X; 0; MISMATCH; UNMATCHED; FALSE"
)
_NOT_FOUND = (
    "TIDAK DITEMUKAN; NIK TIDAK DITEMUKAN; DATA TIDAK DITEMUKAN; TIDAK ADA; NIK TIDAK ADA; TIDAK TERDAFTAR; NIK TIDAK TERDAFTAR; NIHIL;"
    " TIDAK KETEMU; NOT FOUND; DATA TIDAK ADA; BELUM TERDAFTAR"
)
_INACTIVE = "TIDAK AKTIF; NIK TIDAK AKTIF; NON AKTIF; NONAKTIF; NIK NON AKTIF; NIK NONAKTIF; DINONAKTIFKAN"
_NAME = "NAMA TIDAK SESUAI; NAMA BERBEDA; BEDA NAMA; NAMA TIDAK PADAN; NAMA TIDAK SAMA; NAMA BEDA; TIDAK PADAN NAMA; NAMA SALAH"
_BIRTH = (
    "TANGGAL LAHIR TIDAK SESUAI; TGL LAHIR TIDAK SESUAI; TANGGAL LAHIR BERBEDA; TGL LAHIR BERBEDA; BEDA TANGGAL LAHIR; BEDA TGL LAHIR;"
    " TTL TIDAK SESUAI; TANGGAL LAHIR TIDAK PADAN; TGL LAHIR TIDAK PADAN; TIDAK PADAN TANGGAL LAHIR; TIDAK PADAN TGL LAHIR"
)
_DOUBLE = "GANDA; NIK GANDA; DATA GANDA; DUPLIKAT; NIK DUPLIKAT"
_DEAD = "MENINGGAL; MENINGGAL DUNIA; TELAH MENINGGAL; SUDAH MENINGGAL; WAFAT; ALM; ALMARHUM; ALMARHUMAH; MD; MATI; NIK MENINGGAL; DEAD; DECEASED"
_MOVED = (
    "PINDAH; PINDAH KELUAR; SUDAH PINDAH; TELAH PINDAH; PINDAH DOMISILI; PINDAH ALAMAT; PINDAH PENDUDUK; PINDAH WILAYAH; PINDAH KOTA; MOVED;"
    " PINDAH LUAR DAERAH; PINDAH KELUAR DAERAH"
)

# Of Disdukcapil's reasons only these few words are kept (decision 0011).
_DUKCAPIL = (
    (_MATCH, Said("match")),
    (_MISMATCH, Said("mismatch")),
    (_NOT_FOUND, Said("mismatch", "not_found")),
    (_INACTIVE, Said("mismatch", "inactive")),
    (_NAME, Said("mismatch", "name")),
    (_BIRTH, Said("mismatch", "birth")),
    (_DOUBLE, Said("mismatch", "double")),
    (_DEAD, Said("dead")),
    (_MOVED, Said("moved")),
)
_BPJS = ((_YES, Said("yes")), (_NO, Said("no")))
_LEAVING = "NONAKTIF; NON AKTIF; DINONAKTIFKAN; KELUAR; SUDAH NONAKTIF; SUDAH KELUAR; BERHENTI"

# What stands above a list or on a sheet's tab: fewer words, because a title also says what was asked.
_TITLES = {
    "yes": "DITERIMA; BERHASIL; DISETUJUI; LOLOS; VALID; MEMENUHI SYARAT; SUKSES; Y; YA",
    "no": "DITOLAK; TOLAK; PENOLAKAN; GAGAL; TIDAK VALID; INVALID; TIDAK LOLOS; TIDAK DITERIMA; TIDAK BERHASIL; TIDAK MEMENUHI SYARAT; TMS; REJECT; T",
    "match": "PADAN; SESUAI; VALID",
    "mismatch": "TIDAK PADAN; NON PADAN; BELUM PADAN; TIDAK SESUAI; TIDAK VALID; TIDAK DITEMUKAN",
    "dead": "MENINGGAL; MENINGGAL DUNIA; WAFAT",
    "moved": "PINDAH; PINDAH KELUAR; PINDAH DOMISILI",
}
_OF_DUKCAPIL = ("match", "mismatch", "dead", "moved")


def words_of(typed: str) -> str:
    """Return a text as plain capital words: "tidak-padan." is "TIDAK PADAN"."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return " ".join(re.findall(r"[A-Z0-9]+|[√✓✔]", text)).replace("TDK ", "TIDAK ").replace("TGL ", "TANGGAL ")


def _all(texts: str) -> list[str]:
    return [words_of(text) for text in texts.split(";")]


@cache
def meanings(purpose: str) -> dict[str, Said]:
    """Return the words that answer a purpose, as `words_of` writes them."""
    known = {text: said for texts, said in (_DUKCAPIL if purpose == "dukcapil" else _BPJS) for text in _all(texts)}
    if purpose == "bpjs_check":
        known |= {text: Said("no", text.lower()) for text in _all(_MEMBER_ALREADY)}
    if purpose == "bpjs_leaving":
        known |= {text: Said("yes") for text in _all(_LEAVING)}
        # Of one who was to leave, "active" says neither that it was done nor that it was refused.
        known = {text: said for text, said in known.items() if text not in ("AKTIF", "TIDAK AKTIF")}
    return known


def said_by_a_person(words: Mapping[str, str], *, purpose: str) -> dict[str, Said]:
    """Return what a person says that words of a file mean (`EVERY_ROW`: rows without any).

    :raises UnknownMeaning: if a meaning is no answer of this purpose.
    """
    known = meanings(purpose)
    told = {}
    for word, meaning in words.items():
        said = known.get(words_of(meaning))
        if said is None:
            raise UnknownMeaning(meaning)
        told[word if word == EVERY_ROW else words_of(word)] = said
    return told


def meaning(typed: str, *, purpose: str, told: Mapping[str, Said]) -> Said | None:
    """Return what an answer says, or None where it says nothing that is known.

    After a sign (`T - NIK ganda`, `DITOLAK: sudah PU`) the rest is the reason; a rest without a sign counts for a plain no only.
    """
    known = ChainMap(dict(told), meanings(purpose))
    if (found := known.get(words_of(typed))) is not None:
        return found
    signed = re.match(r"\s*([^\-:;(,./]+?)\s*[\-:;(,]\s*(.+?)\)?\s*$", typed, re.DOTALL)
    if signed and (said := known.get(words_of(signed[1]))) is not None:
        return _with_rest(said, signed[2], known, purpose)
    plain = re.match(
        r"\s*(ditolak|tertolak|gagal|tidak valid)\b\s*(?:karena|krn|sebab)?\s+(.+)$", typed, re.I | re.DOTALL
    )
    if plain and purpose != "dukcapil":
        return Said("no", plain[2].strip())
    return None


def _with_rest(said: Said, rest: str, known: Mapping[str, Said], purpose: str) -> Said:
    """Put what follows an answer to use: as a BPJS reason word for word, of Disdukcapil only where it is one of ours."""
    if purpose == "dukcapil":
        return refined(said, rest, known)
    return Said(said.code, rest.strip())


def refined(said: Said, reason: str, known: Mapping[str, Said]) -> Said:
    """Return a "tidak padan" as what its reason says it is: not found, dead, moved …"""
    more = known.get(words_of(reason))
    return more if said.code == "mismatch" and more is not None and more.code != "match" else said


def of_title(text: str, *, purpose: str) -> str | None:
    """Return the one answer that a sheet's name or a title gives to all its rows; None where it gives none, or two."""
    words = f" {words_of(text)} "
    found: dict[str, str] = {}
    for code, texts in _TITLES.items():
        if (code in _OF_DUKCAPIL) != (purpose == "dukcapil"):
            continue
        for title in _all(texts):
            # One letter answers only as the whole name of a sheet.
            if words.strip() == title or (len(title) > 1 and f" {title} " in words):
                found[title] = code
    # "TIDAK VALID" also holds "VALID": the longer words say what is meant.
    kept = {code for title, code in found.items() if not any(title != other and title in other for other in found)}
    if len(kept) != 1 or ("VALIDASI" in words and not found):
        return None
    return kept.pop()
