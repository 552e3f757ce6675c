"""What work is called, where what came of it stands, and where people go back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse

from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Result:
    """Where the result of an order is looked at (`list:17` -> what follows the colon), what the link says.

    `opens` by itself at the end; `said` is then said on the page that opens, as a warning where it is one.
    `of_order`: the page is found by the number of the order itself.
    """

    address: Callable[[str], str]
    words: Words
    opens: bool = False
    said: Words | None = None
    is_warning: bool = False
    of_order: bool = False


def _page(name: str, number: str) -> str:
    return reverse(name, args=[number])


def _month(name: str, month: str) -> str:
    return f"{reverse(name)}?month={month}"


def _letters(about: str) -> str:
    return f"{reverse('letters')}?about={about}"


def _bills(_: str) -> str:
    return reverse("bills")


def _answer(which: str) -> str:
    package, _, file = which.partition(":")
    return f"{reverse('package', args=[package])}?file={file}#files"


_BILL = Words(id="Buka tagihan", en="Open the bill")
_PACKAGE = Words(id="Buka paket", en="Open the package")
_DONE = Words(id="Selesai.", en="Done.")
_AGAIN = Words(
    id="Tidak ada nama baru yang menunggu: berkas paket terakhir ditulis ulang.",
    en="Nobody new waits: the files of the newest package were written again.",
)
#: By the first word of a result, as in `list:17`.
RESULTS = {
    "list": Result(partial(_page, "list"), Words(id="Buka rekap daftar", en="Open the list's receipt")),
    "programme": Result(
        partial(_page, "candidates_of"), Words(id="Buka calon program", en="Open the programme's candidates")
    ),
    "workbook": Result(partial(_page, "list_workbook"), Words(id="Unduh buku kerja", en="Download the workbook")),
    "missing": Result(
        partial(_page, "coverage_missing_workbook"),
        Words(id="Unduh buku kerja", en="Download the workbook"),
        of_order=True,
    ),
    "decree": Result(partial(_page, "decree"), Words(id="Buka SK", en="Open the decree"), opens=True),
    "letters": Result(_letters, Words(id="Buka naskah", en="Open the letters")),
    "coverage": Result(partial(_month, "coverage"), Words(id="Buka hasilnya", en="Open the result")),
    "case": Result(partial(_page, "privacy_case"), Words(id="Buka kasus", en="Open the case"), opens=True),
    "publication": Result(partial(_month, "coverage_published"), Words(id="Buka terbitan", en="Open the edition")),
    "rehearsed": Result(
        partial(_page, "year_rehearsal"), Words(id="Buka daftarnya", en="Open the list"), opens=True, of_order=True
    ),
    "bill": Result(partial(_page, "bill"), _BILL, opens=True, said=_DONE),
    "paid": Result(
        partial(_page, "bill"), _BILL, opens=True, said=Words(id="Pembayaran dicatat.", en="The payment is recorded.")
    ),
    "bills": Result(
        _bills,
        Words(id="Buka tagihan", en="Open the bills"),
        opens=True,
        said=Words(
            id="Tagihan dibuat: satu untuk setiap tahun anggaran.", en="Bills are made: one for each fiscal year."
        ),
    ),
    "package": Result(partial(_page, "package"), _PACKAGE, opens=True, said=_DONE),
    "package_again": Result(partial(_page, "package"), _PACKAGE, opens=True, said=_AGAIN, is_warning=True),
    "answer": Result(
        _answer,
        _PACKAGE,
        opens=True,
        said=Words(
            id="Berkas jawaban sudah dibaca; tanda terimanya di bawah.",
            en="The answer file is taken; its receipt is below.",
        ),
    ),
    "answer_again": Result(
        _answer,
        _PACKAGE,
        opens=True,
        said=Words(
            id="Berkas ini sudah pernah dibaca. Tidak ada yang dihitung dua kali.",
            en="This file was taken before. Nothing is counted twice.",
        ),
        is_warning=True,
    ),
}
TITLES = {
    "receive_list": Words(id="Menerima daftar", en="Receiving a list"),
    "return_list": Words(id="Menulis buku kerja", en="Writing the workbook"),
    "match_list": Words(id="Memadankan daftar lagi", en="Matching a list again"),
    "apply_answers": Words(id="Menerapkan jawaban", en="Applying answers"),
    "decide": Words(id="Memutuskan kelayakan", en="Deciding eligibility"),
    "settle": Words(id="Keputusan untuk satu alasan", en="Decision for one reason"),
    "propose_decree": Words(id="Menyusun konsep SK", en="Drafting a decree"),
    "print_decree": Words(id="Mencetak lampiran", en="Printing the annex"),
    "enact_decree": Words(id="Menetapkan SK", en="Enacting a decree"),
    "amend_decree": Words(id="Menyusun konsep perubahan", en="Drafting a change"),
    "write_letters": Words(id="Menulis naskah", en="Writing letters"),
    "write_papers": Words(id="Menulis naskah", en="Writing papers"),
    "measure_coverage": Words(id="Mengukur cakupan", en="Measuring coverage"),
    "publish_coverage": Words(id="Menerbitkan cakupan", en="Publishing coverage"),
    "write_missing": Words(id="Menulis daftar yang belum terlindungi", en="Writing who is still missing"),
    "make_bills": Words(id="Membuat tagihan", en="Making bills"),
    "issue_bill": Words(id="Menerbitkan tagihan", en="Issuing a bill"),
    "void_bill": Words(id="Membatalkan tagihan", en="Voiding a bill"),
    "record_payment": Words(id="Mencatat pembayaran", en="Recording a payment"),
    "correct_payment": Words(id="Mencatat koreksi", en="Booking a correction"),
    "give_back_months": Words(id="Mencatat bulan yang kembali", en="Booking months given back"),
    "request_payment": Words(id="Menulis nota atau bukti pembayaran", en="Writing the payment request or receipt"),
    "rehearse_turn": Words(id="Daftar lama menurut syarat baru", en="The old list by the new terms"),
    "turn_year": Words(id="Pergantian tahun", en="Turn of the year"),
    "send_package": Words(id="Menyusun paket", en="Making a package"),
    "write_package_letters": Words(id="Menulis surat paket", en="Writing the package's letters"),
    "write_package": Words(id="Menulis berkas paket", en="Writing the package's files"),
    "take_answer_file": Words(id="Membaca berkas jawaban", en="Reading an answer file"),
    "stand_by_answer": Words(id="Menetapkan jawaban", en="Settling answers"),
    "settle_request": Words(id="Menyelesaikan permintaan", en="Settling a request"),
    "write_case_letters": Words(id="Menulis surat kasus", en="Writing the letters of a case"),
    "seal_trail": Words(id="Menyegel jejak", en="Sealing the trail"),
    "verify_trail": Words(id="Memeriksa segel", en="Checking the seals"),
}
#: Where people go back to, by the kind of an order that names no page itself.
_HOMES = {
    "receive_list": "lists",
    "return_list": "lists",
    "match_list": "lists",
    "apply_answers": "review",
    "decide": "candidates",
    "settle": "candidates",
    "propose_decree": "decrees",
    "write_papers": "letters",
    "measure_coverage": "coverage",
    "publish_coverage": "coverage_published",
    "write_missing": "coverage_missing",
    "make_bills": "new_bills",
    "rehearse_turn": "year",
    "turn_year": "year",
    "send_package": "new_package",
    "seal_trail": "trail_seals",
    "verify_trail": "trail_seals",
}
#: What an order is about, by the name of the number in it, and the page of that.
_SUBJECTS = {"case_id": "privacy_case", "package": "package", "bill": "bill", "decree_id": "decree", "list_id": "list"}
STATES = {
    "waiting": Words(id="menunggu giliran", en="waiting for its turn"),
    "running": Words(id="dikerjakan", en="under way"),
    "done": Words(id="selesai", en="done"),
    "refused": Words(id="tidak dapat dikerjakan", en="cannot be done"),
    "failed": Words(id="terhenti", en="stopped"),
    "columns": Words(id="kolom perlu diputuskan", en="columns need a decision"),
    "doubtful": Words(id="perlu persetujuan Anda", en="needs your word"),
}
MARKS = {
    "waiting": "",
    "running": "blue",
    "done": "good",
    "refused": "bad",
    "failed": "bad",
    "columns": "warn",
    "doubtful": "warn",
}


def home_of(kind: str, order: Mapping[str, Any]) -> str:
    """Return the page from which work of a kind is asked for."""
    for name, page in _SUBJECTS.items():
        if order.get(name) is not None:
            return reverse(page, args=[order[name]])
    return reverse(_HOMES.get(kind, "dashboard"))
