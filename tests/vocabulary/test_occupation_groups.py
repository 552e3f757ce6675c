"""One group for each occupation, the same in Python and in DuckDB, misspelt or not."""

from __future__ import annotations

from importlib import resources

import duckdb
import pytest
import yaml

from payung.law.eligibility import WORK
from payung.vocabulary import occupation_groups, standard
from payung.vocabulary.occupation import clean_occupation

OTHER_GROUP = {
    "pendeta": "marbot",
    "penyapu_jalan": "kebersihan",
    "peternak": "petani",
    "pkwt": "relawan",
}


def typed() -> dict[str, list[str]]:
    """Return what the demo's lists write for each of its trades."""
    folder = resources.files("payung.demo")
    text = next(one for one in _files(folder) if one.name == "occupations.yaml").read_text("utf-8")
    return {trade: row["says"] for trade, row in yaml.safe_load(text).items()}


def _files(folder: object) -> list:
    found = []
    for one in folder.iterdir():
        found += _files(one) if one.is_dir() else [one]
    return found


@pytest.mark.parametrize(
    ("says", "group"),
    [
        ("nelayn", "nelayan"),
        ("Supir angkot", "sopir"),
        ("SOFIR", "sopir"),
        ("padagang ikan", "pedagang_pasar"),
        ("tukang jait", "penjahit"),
        ("Juru parkir liar", "juru_parkir"),
        ("KPPS", "pemilu"),
        ("Panwaslu Desa", "pemilu"),
        ("Ketua RT 05", "rt_rw"),
        ("Guru honorer SD", "guru_honorer"),
        ("Guru PNS", "asn"),
        ("Anggota Polri", "tni_polri"),
        ("Supir pribadi PNS", "sopir"),
        ("Pensiunan TNI", "pensiunan"),
        ("PPPK Paruh Waktu", "pppk_paruh_waktu"),
        ("Asisten Rumah Tangga", "art"),
        ("Ibu Rumah Tangga", "rumah_tangga"),
        ("Petani sawit", "sawit"),
        ("Buruh linting rokok", "tembakau"),
        ("penjual rokok", "pedagang_pasar"),
        ("Pelajar/Mahasiswa", "pelajar"),
        ("Marbot masjid", "marbot"),
        ("Juru selam mutiara", "other"),
        ("", "other"),
        (None, "other"),
    ],
)
def test_an_occupation_has_its_group(says: str | None, group: str) -> None:
    assert occupation_groups.group_of(clean_occupation(says)).id == group


def test_what_lists_write_is_hardly_ever_unknown() -> None:
    groups = {
        word: occupation_groups.group_of(clean_occupation(word)).id for words in typed().values() for word in words
    }

    assert "other" not in groups.values()
    for trade, words in typed().items():
        if trade in OTHER_GROUP:
            assert {groups[word] for word in words} <= {OTHER_GROUP[trade], "guru_ngaji"}


def test_duckdb_says_what_python_says() -> None:
    words = [clean_occupation(word) for said in typed().values() for word in said]
    words += [
        clean_occupation(word) for one in occupation_groups.groups().values() for word in (one.name.id, one.name.en)
    ]
    words += [
        "PNS",
        "ISTRI PNS",
        "MANTAN KADES",
        "GURU HONORER",
        "TNI AD",
        "PURNAWIRAWAN POLRI",
        "BEKAS SOPIR",
        None,
        "",
    ]
    with duckdb.connect() as connection:
        standard.install(connection)
        connection.execute(occupation_groups.macros())
        found = connection.execute(
            "SELECT word, occupation_group_of(word) FROM (SELECT unnest(?::VARCHAR[]) AS word)", [words]
        ).fetchall()

    assert [(word, group) for word, group in found if occupation_groups.group_of(word).id != group] == []


def test_every_group_is_whole() -> None:
    for one in occupation_groups.groups().values():
        assert one.ecosystem in occupation_groups.ECOSYSTEMS
        assert one.work in WORK
        assert one.name.id
        assert one.name.en
    assert {one.id for one in occupation_groups.groups().values() if one.is_transport} == {"kurir", "ojek", "sopir"}
    with pytest.raises(occupation_groups.NoSuchGroup):
        occupation_groups.group("astronot")
