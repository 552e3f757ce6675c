"""Why a bill, a payment or a year turn was refused, in the user's words: the same sentence at the terminal and in the browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from payung.agreements.ledger import BudgetExceeded, NotReserved
from payung.contributions import refusals as no
from payung.contributions.payments import Entered
from payung.enrolment.refusals import Refused
from payung.flows.bill_months import NoSuchProgramme
from payung.flows.confirm_a_payment import NotSettled
from payung.flows.request_a_payment import NotIssued
from payung.flows.turn_the_year import DecideFirst, NoSuchTerms
from payung.vocabulary.rupiah import say_rupiah
from payung.vocabulary.words import Words

#: What became of a seat when the year turned.
FATES = {
    "carried": Words(id="dibawa", en="carried over"),
    "over_age_goes_on": Words(id="lewat umur, boleh lanjut", en="over age, may go on"),
    "over_age": Words(id="lewat umur", en="over age"),
    "left": Words(id="sudah keluar", en="left"),
    "waiting": Words(id="belum dijawab BPJS", en="not answered by BPJS"),
}
#: What to read before an SP2D is booked: the list is not the billed one any more, or the year is not the budget's.
DOUBTS = {
    "changed": Words(
        id="Daftar berubah sejak ditagih ({n} bulan).", en="The list changed since it was billed ({n} months)."
    ),
    "other_year": Words(
        id="Tahun SP2D berbeda dengan tahun anggaran tagihan.", en="The SP2D is not of the bill's fiscal year."
    ),
}
Say = Callable[..., Words]


def _number(value: int) -> dict[str, str]:
    """Write a whole number for both languages."""
    return {"id": f"{value:,}".replace(",", "."), "en": f"{value:,}"}


def _said(id: str, en: str, **fields: object) -> Words:
    """Fill both sentences; whole numbers are written as each language writes them."""
    filled = {
        language: {
            name: _number(value)[language] if isinstance(value, int) else value for name, value in fields.items()
        }
        for language in ("id", "en")
    }
    return Words(id=id.format(**filled["id"]), en=en.format(**filled["en"]))


_CODES = {
    "shape": Words(id="Kode iuran terdiri dari 12 angka.", en="A kode iuran has 12 digits."),
    "taken": Words(id="Kode iuran itu milik tagihan lain.", en="That kode iuran belongs to another bill."),
    "void": Words(
        id="Kode iuran itu batal bersama daftarnya; mintalah kode baru.",
        en="That kode iuran is void with its list; ask for a new one.",
    ),
}

_SAID: dict[type[Exception], Say] = {
    NoSuchProgramme: lambda x: _said(
        "Tidak ada program dengan kode {code}.", "There is no programme with the code {code}.", code=str(x)
    ),
    BudgetExceeded: lambda x: _said(
        "Anggaran tidak cukup: sisa {left}, perlu {asked}. Tambah pagu (APBD-P) atau kurangi bulan.",
        "The budget does not suffice: {left} left, {asked} needed. Raise the line or bill fewer months.",
        left=say_rupiah(x.left),
        asked=say_rupiah(x.asked),
    ),
    NotReserved: lambda x: _said(
        "Yang dicadangkan tinggal {left}, perlu {asked}.",
        "Only {left} is reserved, {asked} is needed.",
        left=say_rupiah(x.left),
        asked=say_rupiah(x.asked),
    ),
    no.NothingToBill: lambda x: _said(
        "Tidak ada bulan yang terutang: {already} sudah ditagih, {waiting} orang menunggu jawaban BPJS.",
        "No month is owed: {already} are billed already, {waiting} people wait for BPJS's answer.",
        already=x.already,
        waiting=x.waiting,
    ),
    no.NoSuchBill: lambda x: _said("Tidak ada tagihan nomor {bill}.", "There is no bill number {bill}.", bill=str(x)),
    no.BillIsPaid: lambda x: _said(
        "Tagihan sudah lunas dan tidak dapat dibatalkan; bulan yang kelebihan dikembalikan sebagai koreksi.",
        "The bill is settled and cannot be voided; months too many come back as a correction.",
    ),
    no.BillIsVoid: lambda x: _said("Tagihan itu sudah batal.", "That bill is void already."),
    no.AlreadyIssued: lambda x: _said(
        "Tagihan sudah punya kode iuran {code}.", "The bill has its kode iuran {code} already.", code=x.kode_iuran
    ),
    no.CodeNotUsable: lambda x: _CODES[x.reason],
    no.ListChanged: lambda x: _said(
        "Daftar sudah berubah: {ended} bulan kehilangan orangnya, {added} belum ditagih. Batalkan, lalu buat lagi.",
        "The list has changed: {ended} months lost their person, {added} are not billed. Void it and make it anew.",
        ended=x.ended,
        added=x.added,
    ),
    no.AlreadyEntered: lambda x: _said(
        "Sudah dicatat: {what}. Tidak ada yang berubah.", "Entered already: {what}. Nothing changed.", what=str(x)
    ),
    no.MakerMayNotPay: lambda x: _said(
        "Pembuat tagihan tidak mencatat pembayarannya; masuklah sebagai orang lain.",
        "Who made the bill does not record its payment; another person must.",
    ),
    no.NothingToMove: lambda x: _said(
        "Yang dapat dipindahkan hanya {left}.", "Only {left} can be moved.", left=say_rupiah(x.left)
    ),
    no.Unexplained: lambda x: _said(
        "Ada selisih {months} orang-bulan dan {amount}; jelaskan mengapa.",
        "The sides differ by {months} person-months and {amount}; explain why.",
        months=x.person_months,
        amount=say_rupiah(x.amount),
    ),
    no.AlreadyReconciled: lambda x: _said(
        "Masa itu, atau sebagiannya, sudah direkonsiliasi.", "That period, or a part of it, is reconciled already."
    ),
    no.LedgerBroken: lambda x: _said(
        "Angka tidak cocok, tidak ada yang disimpan: {what}",
        "Figures do not agree, nothing was kept: {what}",
        what=str(x),
    ),
    NotIssued: lambda x: _said(
        "Tagihan itu tidak sedang menunggu pembayaran: beri dulu kode iurannya.",
        "That bill does not wait to be paid: give it its kode iuran first.",
    ),
    NotSettled: lambda x: _said(
        "Tagihan itu belum lunas sampai rupiah terakhir, atau ada bulannya yang kembali: belum ada bukti pembayarannya.",
        "That bill is not paid to the last rupiah, or months of it came back: there is no receipt for it.",
    ),
    NoSuchTerms: lambda x: _said(
        "Program tidak punya syarat yang mulai berlaku {day}.", "The programme has no terms from {day}.", day=str(x)
    ),
    DecideFirst: lambda x: _said(
        "{people} orang belum diputuskan menurut syarat baru; jalankan penilaian calon dulu.",
        "{people} people are not decided under the new terms; judge the candidates first.",
        people=x.people,
    ),
}


def of_doubts(found: Entered | no.Doubtful) -> list[Words]:
    """Return what a person should read before the money of an SP2D is booked."""
    changed = [_said(DOUBTS["changed"].id, DOUBTS["changed"].en, n=found.changed)] if found.changed else []
    return changed + ([DOUBTS["other_year"]] if found.other_year else [])


def of_balance(entered: Entered) -> Words:
    """Say how a bill stands after money came or went."""
    fields = {
        "bill": str(entered.bill_id),
        "owed": say_rupiah(entered.owed),
        "received": say_rupiah(entered.received),
        "apart": say_rupiah(entered.overpaid or entered.underpaid),
    }
    if entered.overpaid:
        words = _OVER
    elif entered.is_settled or not entered.underpaid:
        words = _SETTLED
    else:
        words = _UNDER
    return _said(words.id, words.en, **fields)


def of_protection(people: int, until: dt.date, ends_on: dt.date) -> Words:
    """Say whom a settled bill protects, and for how long."""
    return _said(_PROTECTS.id, _PROTECTS.en, people=people, until=f"{until:%d-%m-%Y}", ends=f"{ends_on:%d-%m-%Y}")


_SETTLED = Words(id="Tagihan {bill} lunas: {received}.", en="Bill {bill} is settled: {received}.")
_OVER = Words(
    id="Tagihan {bill}: lebih bayar {apart} (terutang {owed}, diterima {received}). Kembalikan atau alihkan sebagai koreksi.",
    en="Bill {bill}: {apart} too much ({owed} owed, {received} received). Give it back or carry it over as a correction.",
)
_UNDER = Words(
    id="Tagihan {bill}: kurang bayar {apart} (terutang {owed}, diterima {received}). Tagihan belum lunas.",
    en="Bill {bill}: {apart} short ({owed} owed, {received} received). The bill is not settled.",
)
_PROTECTS = Words(
    id="{people} orang terlindungi sampai sebelum {until}; tanpa pembayaran berikutnya kepesertaan berakhir {ends}.",
    en="{people} people are protected until {until}; without another payment memberships end on {ends}.",
)

#: What the room of money refuses by name; anything else is a fault of ours.
REFUSALS = (no.SeveralProblems, Refused, *_SAID)


def of_money(refused: Exception) -> list[Words]:
    """Return all that was wrong, at once."""
    if isinstance(refused, no.SeveralProblems):
        return [Words(id=one.say("id"), en=one.say("en")) for one in refused.problems]
    if isinstance(refused, Refused):
        return list(refused.problems)
    return [_SAID[type(refused)](refused)]
