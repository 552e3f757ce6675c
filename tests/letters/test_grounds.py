"""A decree cites what stood on its day: not what came later."""

from __future__ import annotations

import datetime as dt

from payung.letters.papers.grounds import local_ground, national_grounds


def test_a_decree_of_october_2023_knows_no_amendment_of_2025() -> None:
    cited = national_grounds(dt.date(2023, 10, 2))

    assert cited[2].endswith("sebagaimana telah diubah dengan Peraturan Pemerintah Nomor 82 Tahun 2019")
    assert cited[3] == (
        "Peraturan Menteri Ketenagakerjaan Nomor 5 Tahun 2021 tentang Tata Cara Penyelenggaraan Program"
        " Jaminan Kecelakaan Kerja, Jaminan Kematian, dan Jaminan Hari Tua"
    )
    assert not any("2025" in one for one in cited)


def test_a_decree_of_2026_cites_the_last_amendment() -> None:
    cited = national_grounds(dt.date(2026, 1, 5))

    assert cited[2].endswith(
        "sebagaimana telah beberapa kali diubah, terakhir dengan Peraturan Pemerintah Nomor 49 Tahun 2023"
    )
    assert cited[3].endswith("sebagaimana telah diubah dengan Peraturan Menteri Ketenagakerjaan Nomor 1 Tahun 2025")


def test_the_order_of_rank_is_kept() -> None:
    assert [one.split(" Nomor ")[0] for one in national_grounds(dt.date(2026, 1, 5))] == [
        "Undang-Undang",
        "Undang-Undang",
        "Peraturan Pemerintah",
        "Peraturan Menteri Ketenagakerjaan",
        "Instruksi Presiden",
    ]


def test_a_region_s_regulation_is_cited_in_full_however_its_issuer_is_typed() -> None:
    said = "Peraturan Wali Kota Bontang Nomor 23 Tahun 2023 tentang Perlindungan"

    for issuer in ("Wali Kota Bontang", "Walikota Bontang", "Bontang"):
        assert local_ground("perwali", issuer, "23", 2023, "Perlindungan") == said
    assert local_ground("perda", "Kota Bontang", "2", 2020, "") == "Peraturan Daerah Kota Bontang Nomor 2 Tahun 2020"
    assert local_ground("pergub", "Gubernur Riau", "42", 2023, "").startswith("Peraturan Gubernur Riau Nomor 42")
