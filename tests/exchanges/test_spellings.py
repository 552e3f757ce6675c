"""What the words of an answer mean, and what nobody may guess."""

from __future__ import annotations

import pytest

from payung.exchanges.spellings import Said, UnknownMeaning, meaning, meanings, of_title, refined, said_by_a_person


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[
            (text, "yes")
            for text in ("Y", "y ", "Ya", "YA.", "AKTIF", "Berhasil", "diterima", "Valid", "OK", "Memenuhi Syarat")
        ],
        *[(text, "no") for text in ("T", "t", "Tidak", "TDK", "Ditolak", "GAGAL", "tidak valid", "TMS", "Tidak-Lolos")],
    ],
)
def test_bpjs_says_y_and_t_in_many_words(typed: str, code: str) -> None:
    assert meaning(typed, purpose="bpjs_check", told={}) == Said(code)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("T - NIK ganda", Said("no", "NIK ganda")),
        ("DITOLAK: sudah PU", Said("no", "sudah PU")),
        ("Ditolak karena umur di atas 65", Said("no", "umur di atas 65")),
        ("T (meninggal)", Said("no", "meninggal")),
        ("Y - menunggu iuran", Said("yes", "menunggu iuran")),
    ],
)
def test_what_follows_an_answer_is_its_reason(typed: str, said: Said) -> None:
    assert meaning(typed, purpose="bpjs_enrolment", told={}) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("PADAN", Said("match")),
        ("Sesuai", Said("match")),
        ("Tidak Padan", Said("mismatch")),
        ("TDK PADAN", Said("mismatch")),
        ("NIK tidak ditemukan", Said("mismatch", "not_found")),
        ("NON AKTIF", Said("mismatch", "inactive")),
        ("Nama tidak sesuai", Said("mismatch", "name")),
        ("Tidak padan - tgl lahir berbeda", Said("mismatch", "birth")),
        ("Meninggal dunia", Said("dead")),
        ("PINDAH KELUAR", Said("moved")),
        ("Tidak padan (nama di KTP: SITI AMINAH)", Said("mismatch")),
    ],
)
def test_disdukcapil_says_four_things_and_its_record_is_not_kept(typed: str, said: Said) -> None:
    assert meaning(typed, purpose="dukcapil", told={}) == said


@pytest.mark.parametrize("typed", ["Y/T", "entah", "proses", "?", "LANJUT", "AKTIF DI PT MAJU", "belum terdaftar"])
def test_what_nobody_taught_us_is_not_guessed(typed: str) -> None:
    assert meaning(typed, purpose="bpjs_check", told={}) is None


def test_already_a_member_is_a_no_before_the_decree_and_no_answer_after_it() -> None:
    assert meaning("Sudah terdaftar", purpose="bpjs_check", told={}) == Said("no", "sudah terdaftar")
    assert meaning("Sudah terdaftar", purpose="bpjs_enrolment", told={}) is None


def test_active_says_nothing_of_one_who_was_to_leave() -> None:
    assert meaning("Nonaktif", purpose="bpjs_leaving", told={}) == Said("yes")
    assert meaning("Aktif", purpose="bpjs_leaving", told={}) is None


def test_a_person_says_what_a_word_means() -> None:
    told = said_by_a_person({"lanjut": "Y", "*": "T"}, purpose="bpjs_check")

    assert meaning("LANJUT!", purpose="bpjs_check", told=told) == Said("yes")
    assert told["*"] == Said("no")
    with pytest.raises(UnknownMeaning):
        said_by_a_person({"lanjut": "padan"}, purpose="bpjs_check")


def test_a_reason_makes_a_mismatch_precise_and_never_a_match() -> None:
    known = meanings("dukcapil")
    assert refined(Said("mismatch"), "Meninggal", known) == Said("dead")
    assert refined(Said("mismatch"), "padan", known) == Said("mismatch")
    assert refined(Said("match"), "meninggal", known) == Said("match")


@pytest.mark.parametrize(
    ("text", "purpose", "code"),
    [
        ("DAFTAR DITOLAK", "bpjs_check", "no"),
        ("Data tidak valid", "bpjs_check", "no"),
        ("Diterima", "bpjs_check", "yes"),
        ("T", "bpjs_check", "no"),
        ("Diterima & Ditolak", "bpjs_check", None),
        ("Koperasi T Maju", "bpjs_check", None),
        ("CEK CALON PESERTA AKTIF", "bpjs_check", None),
        ("NIK TIDAK PADAN 2026", "dukcapil", "mismatch"),
        ("MENINGGAL", "dukcapil", "dead"),
        ("HASIL VALIDASI", "bpjs_check", None),
        ("Sheet1", "bpjs_check", None),
    ],
)
def test_a_title_answers_for_its_rows_only_with_one_voice(text: str, purpose: str, code: str | None) -> None:
    assert of_title(text, purpose=purpose) == code
