"""What BPJS's no says of somebody who is a member already, read alike by both engines."""

from __future__ import annotations

import duckdb
import pytest
from django.db import connections

from payung.vocabulary import member_already

NOTES = {
    "Sudah terdaftar aktif segmen PU": True,
    "SUDAH AKTIF BPU - DIBAYAR PEMPROV": True,
    "sudah peserta": True,
    "PESERTA AKTIF, NIK tidak perlu didaftarkan": True,
    "NIK TIDAK AKTIF - MENINGGAL DUNIA": False,
    "NIK tdk aktif": False,
    "non-aktif": False,
    "tidak lagi aktif": False,
    "NIK tidak terdaftar": False,
    "Data kepesertaan tidak ditemukan": False,
    "NIK nonaktif": False,
    "Usia lebih dari 65 tahun": False,
    "": False,
}


@pytest.mark.parametrize(("note", "says"), NOTES.items())
def test_both_engines_read_the_same(database: None, note: str, says: bool) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT {member_already.postgres('note')} FROM (SELECT %s AS note) said", [note])
        in_postgres = cursor.fetchone()[0]
    with duckdb.connect() as engine:
        [in_duckdb] = engine.execute(
            f"SELECT {member_already.duckdb('note')} FROM (SELECT ?::VARCHAR AS note)", [note]
        ).fetchone()

    assert (in_postgres, in_duckdb) == (says, says)
