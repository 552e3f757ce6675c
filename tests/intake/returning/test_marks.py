"""Our columns are known again; a sender's own are left to them."""

from __future__ import annotations

from payung.intake.returning.marks import HEADERS, is_recap, our_columns


def test_our_columns_are_known_in_both_languages_and_any_order() -> None:
    for language in ("id", "en"):
        headers = [words.say(language) for words in HEADERS]
        assert our_columns(["NIK", *headers]) == {1: 0, 2: 1, 3: 2}
        assert our_columns([headers[2].upper(), "NIK", f" {headers[0]}\n"]) == {0: 2, 2: 0}


def test_a_sender_may_have_a_column_of_the_same_name() -> None:
    assert our_columns(["NIK", "Hasil verval"]) == {}
    assert our_columns(["NIK", "Usulan perbaikan", "Keterangan"]) == {}
    assert our_columns(["NIK", "Alasan dan cara memperbaiki"]) == {1: 1}


def test_of_two_columns_of_one_name_only_ours_is_ours() -> None:
    ours = [words.id for words in HEADERS]

    assert our_columns(["Hasil verval", "NIK", "Nama", "HP", *ours]) == {4: 0, 5: 1, 6: 2}
    assert our_columns([*ours, "NIK", "Usulan perbaikan"]) == {0: 0, 1: 1, 2: 2}
    assert our_columns([*ours, "NIK", *ours]) == {4: 0, 5: 1, 6: 2}


def test_our_sheet_is_known() -> None:
    assert is_recap("rekap  payung")
    assert not is_recap("Rekap")
    assert not is_recap("Rekap Payung", ["no", "nik"])
