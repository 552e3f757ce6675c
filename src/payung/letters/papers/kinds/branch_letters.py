"""The two letters to the BPJS branch: check the candidates before the decree, enrol them after it."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Envelope, letter, points, said
from payung.letters.papers.kinds.prices import PriceLine, price_table
from payung.letters.papers.model import Block, Fields, Paper
from payung.letters.papers.words import counted_in_words, in_words, months_said
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah


@dataclass(frozen=True, slots=True)
class CandidateCheck:
    """A package of candidates before the decree (cek calon)."""

    envelope: Envelope
    people: str
    programmes: str
    heads: int
    file_name: str
    check_code: str


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """A package of people after the decree (pendaftaran); months both inclusive, amounts in whole rupiah, `group` the wadah with its NPP, `employer` the NPP of wage earners."""

    envelope: Envelope
    people: str
    programmes: str
    heads: int
    file_name: str
    check_code: str
    decree: str
    first: Month
    last: Month
    prices: tuple[PriceLine, ...]
    fund: str
    group: str = ""
    employer: str = ""


def branch_check(check: CandidateCheck) -> Paper:
    """Return the letter that asks the branch to check candidates."""
    return letter(
        "branch_check",
        "Permintaan cek calon peserta",
        check.envelope,
        (
            said(
                f"Sebagai bahan penyusunan konsep Keputusan Kepala Daerah tentang penerima perlindungan program {check.programmes}, dengan hormat "
                f"dimohon bantuan Saudara memeriksa {check.people} sebanyak {counted_in_words(check.heads)} sebagaimana berkas {check.file_name} "
                f"(kode periksa {check.check_code})."
            ),
            said("Untuk setiap orang mohon dijawab:"),
            points(
                (
                    "dapat didaftarkan (Y) atau tidak dapat didaftarkan (T), beserta alasannya;",
                    "kepesertaan yang masih aktif, sumber dana iurannya, dan bulan iuran terakhir yang telah dibayar;",
                    "perbaikan nama atau tanggal lahir menurut data kepesertaan, apabila berbeda.",
                )
            ),
            said(
                "Jawaban dapat disampaikan bertahap; nama yang belum dijawab tetap kami catat sebagai belum dicek. "
                "Permintaan ini belum merupakan pendaftaran peserta."
            ),
        ),
    )


def _priced(request: EnrolmentRequest, months: int) -> list[tuple[str, str | None]]:
    """Return what a month costs, and all of them; several prices stand in a table of their own, for the people of the decree."""
    if len(request.prices) > 1:
        return [("Iuran", "berbeda menurut kelompok dan bulan, menurut tabel di bawah ini")]
    price = request.prices[0].price
    amount = request.heads * months * price
    return [
        ("Iuran", f"{say_rupiah(price)} per orang per bulan"),
        ("Jumlah iuran", f"{say_rupiah(amount)} ({in_words(amount)} rupiah)"),
    ]


def _table(request: EnrolmentRequest) -> tuple[Block, ...]:
    if len(request.prices) == 1:
        return ()
    return (said(f"Iuran seluruh peserta {request.decree}:"), price_table(request.prices))


def branch_enrolment(request: EnrolmentRequest) -> Paper:
    """Return the letter that asks the branch to enrol the people of a decree."""
    months = request.first.months_until(request.last) + 1
    rows = [
        ("Dasar", request.decree),
        ("Program", request.programmes),
        ("Jumlah peserta", counted_in_words(request.heads)),
        ("Bulan iuran", f"{months_said(request.first, request.last)} ({months} bulan)"),
        *_priced(request, months),
        ("Sumber dana", request.fund),
        ("Berkas", f"{request.file_name} (kode periksa {request.check_code})"),
    ]
    if request.employer:
        rows.insert(3, ("NPP pemberi kerja", request.employer))
    if request.group:
        rows.insert(3, ("Wadah", request.group))
    return letter(
        "branch_enrolment",
        "Permintaan pendaftaran peserta",
        request.envelope,
        (
            said(f"Dengan hormat dimohon bantuan Saudara mendaftarkan {request.people} dengan data sebagai berikut:"),
            Fields(tuple(rows), label_width=36, indent=7),
            *_table(request),
            said("Sehubungan dengan hal tersebut, mohon dapat disampaikan kepada kami:"),
            points(
                (
                    "nomor kepesertaan (KPJ) dan bulan mulai kepesertaan setiap orang;",
                    "nama yang tidak dapat didaftarkan beserta alasannya;",
                    "kode iuran untuk pembayaran, serta kartu peserta.",
                )
            ),
        ),
    )
