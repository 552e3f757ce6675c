"""The round trip to Disdukcapil: the request to match NIK, and the minutes of what came back."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import (
    Bureau,
    Envelope,
    Party,
    Registration,
    letter,
    minutes,
    numbered_table,
    points,
    said,
)
from payung.letters.papers.model import Column, Paper
from payung.letters.papers.words import counted, counted_in_words, percent, short_day


@dataclass(frozen=True, slots=True)
class NikRequest:
    """A package for Disdukcapil. `agreement` names the PKS that gives the right of access, `check_code` the file."""

    envelope: Envelope
    heads: int
    file_name: str
    check_code: str
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class NikAnswer:
    """What came back: sent = matched + unmatched + died + moved + unanswered."""

    bureau: Bureau
    registration: Registration
    parties: tuple[Party, ...]
    request_said: str
    sent: int
    matched: int
    unmatched: int
    died: int
    moved: int
    unanswered: int

    def __post_init__(self) -> None:
        if self.sent != self.matched + self.unmatched + self.died + self.moved + self.unanswered:
            raise ValueError("sent is not what came back and what is not answered yet")


def nik_request(request: NikRequest) -> Paper:
    """Return the letter that asks Disdukcapil to match NIK."""
    ground = f" berdasarkan {request.agreement}" if request.agreement else ""
    return letter(
        "nik_request",
        "Permintaan pemadanan NIK calon peserta",
        request.envelope,
        (
            said(
                "Dalam rangka verifikasi calon penerima perlindungan jaminan sosial ketenagakerjaan, dengan hormat dimohon bantuan Saudara "
                f"untuk melakukan pemadanan NIK{ground} atas {counted_in_words(request.heads)} sebagaimana berkas {request.file_name} "
                f"(kode periksa {request.check_code}) yang disampaikan melalui saluran aman."
            ),
            said("Hasil yang diharapkan untuk setiap NIK:"),
            points(
                (
                    "padan atau tidak padan dengan nama dan tanggal lahir;",
                    "meninggal dunia, apabila tercatat demikian;",
                    "pindah ke luar wilayah, apabila tercatat demikian.",
                )
            ),
            said(
                "Data hanya digunakan untuk keperluan tersebut, tidak disebarluaskan, dan yang kami simpan dari hasil pemadanan "
                "hanyalah hasil beserta tanggalnya. Jawaban dapat disampaikan bertahap."
            ),
        ),
    )


def nik_minutes(answer: NikAnswer) -> Paper:
    """Return the berita acara pemadanan."""
    found = (
        ("Padan", answer.matched),
        ("Tidak padan", answer.unmatched),
        ("Meninggal dunia", answer.died),
        ("Pindah ke luar wilayah", answer.moved),
        ("Belum dijawab", answer.unanswered),
    )
    rows = [(name, counted(heads), percent(heads, answer.sent)) for name, heads in found]
    columns = (Column("Hasil", 90), Column("Jumlah NIK", 35, "right"), Column("Bagian", 30, "right"))
    return minutes(
        "nik_minutes",
        "Pemadanan Nomor Induk Kependudukan",
        answer.bureau,
        answer.registration,
        answer.parties,
        (
            said(
                f"telah melaksanakan pemadanan NIK menindaklanjuti {answer.request_said} atas "
                f"{counted_in_words(answer.sent, 'NIK')}, dengan hasil sampai dengan tanggal {short_day(answer.registration.dated) or '………………'} sebagai berikut:"
            ),
            numbered_table(columns, rows, total=("", "JUMLAH YANG DIKIRIM", counted(answer.sent), percent(answer.sent, answer.sent))),
            said("Nama yang tidak padan, meninggal dunia, atau pindah tidak diusulkan sebelum diperbaiki atau dijelaskan oleh pengusul."),
        ),
    )  # fmt: skip
