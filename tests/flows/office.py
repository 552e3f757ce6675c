"""A list of twelve people of Bontang, and how it is received, for the journeys of the tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
from django.db import connections

from payung.access.viewer import Viewer
from payung.flows import receive_a_list
from tests.people import NOON

LIST_DAY = dt.date(2026, 3, 1)
HEADINGS = ("No", "N I K", "Nama Lengkap", "TTL", "L/P", "Alamat", "Kel", "Kecamatan", "Pekerjaan")
NAMES = (
    "Siti Aminah",
    "Budi Santoso",
    "Andi Baso",
    "Dewi Lestari",
    "Yusuf Mansur",
    "Rahmat Hidayat",
    "Nurhayati",
    "Slamet",
    "Maria Tondok",
    "Hasan Tahir",
    "Wulan Sari",
    "Joko Susilo",
)


def person(number: int) -> list[str]:
    """Return one clean row: men, born in different years, NIK and birth date agree."""
    year = 63 + number * 2
    return [
        str(number + 1),
        f"64740112{number % 12 + 1:02d}{year:02d}{number + 1:04d}",
        NAMES[number],
        f"Bontang, 12-{number % 12 + 1:02d}-19{year:02d}",
        "L",
        f"Jl. Mawar {number}",
        "Api-Api",
        "Bontang Utara",
        "pedagang",
    ]


def workbook(
    path: Path,
    rows: list[list[str]],
    title: str = "DAFTAR USULAN PEKERJA RENTAN",
    headings: tuple[str, ...] = HEADINGS,
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(row)
    sheet.append(["", "", f"Jumlah: {len(rows)} orang"])
    book.save(path)
    return path


def order(file: Path, **said: object) -> receive_a_list.Order:
    return receive_a_list.Order(
        **{
            "file": file,
            "sender": "diskop",
            "purpose": "usulan 2026",
            "list_on": LIST_DAY,
            "accept_columns": True,
            **said,
        }
    )


def receive(file: Path, by: Viewer, home: Path, **said: object) -> receive_a_list.Done:
    return receive_a_list.run(order(file, **said), home=home, by=by, at=NOON, tell=lambda step: None)


def asked(statement: str) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


EXTRACT = "kpj,nik,nama,tanggal_lahir,jenis_kelamin,kode_kelurahan,segmen,jenis_pembayar,nama_pembayar,status,dibayar_sampai\n"


def extract(path: Path, *lines: str) -> Path:
    path.write_text(EXTRACT + "\n".join(lines) + "\n", encoding="utf-8")
    return path
