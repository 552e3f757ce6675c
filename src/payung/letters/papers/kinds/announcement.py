"""Pengumuman at the kelurahan: who is proposed or protected. A NIK by its last four signs, no address, no birthday."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Registration, numbered_table, said
from payung.letters.papers.model import Column, Lines, NumberPlace, Paper, Signatures, Signer, Title
from payung.letters.papers.words import counted_in_words, long_day, masked_nik


@dataclass(frozen=True, slots=True)
class Announced:
    """One person as the neighbours may read it."""

    name: str
    nik: str
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A list for the notice board of one kelurahan or desa (`level`). `ground` is the decree or the list; objections until `until`, told to `contact`."""

    bureau: Bureau
    registration: Registration
    kelurahan: str
    kecamatan: str
    ground: str
    people: str
    programmes: str
    listed: tuple[Announced, ...]
    until: dt.date
    contact: str
    signer: Signer
    level: str = "Kelurahan/Desa"


def announcement(data: Announcement) -> Paper:
    """Return the announcement; order by name, so that a place in the list says nothing."""
    shown = sorted(data.listed, key=lambda one: (one.name, one.nik[-4:]))
    rows = [(one.name, masked_nik(one.nik), one.occupation) for one in shown]
    columns = (Column("Nama", 80), Column("NIK (empat angka terakhir)", 45, "center"), Column("Pekerjaan", 45))
    return Paper(
        "announcement",
        f"Pengumuman {data.level} {data.kelurahan}",
        (
            data.bureau.head,
            Title(
                ("Pengumuman",),
                NumberPlace("NOMOR", data.registration.number),
                (f"{data.people} penerima perlindungan {data.programmes}", f"{data.level} {data.kelurahan}, Kecamatan {data.kecamatan}"),
            ),
            said(
                f"Berdasarkan {data.ground}, diumumkan {counted_in_words(len(shown))} warga {data.level} {data.kelurahan} "
                f"sebagai penerima perlindungan {data.programmes}:"
            ),
            numbered_table(columns, rows),
            said(
                "Warga yang namanya keliru, telah pindah, telah terdaftar melalui pemberi kerja, atau mengetahui penerima yang telah meninggal dunia, "
                f"mohon melapor kepada {data.contact} paling lambat tanggal {long_day(data.until)}. Kepesertaan tidak dipungut biaya apa pun dari peserta."
            ),
            Lines((f"{data.bureau.city}, {long_day(data.registration.dated)}",), align="right"),
            Signatures((data.signer,)),
        ),
        size=data.bureau.size,
    )  # fmt: skip
