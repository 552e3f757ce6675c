"""What the commands of bills, payments and the year share: months and rupiah as offices type them, refusals in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.utils import timezone

from payung.access.viewer import NotAllowed
from payung.agreements.ledger import BudgetExceeded, NotReserved
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import STOPPED, language, number, refuse, t
from payung.contributions import refusals as no
from payung.flows.bill_months import NoSuchProgramme
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.rupiah import NotRupiah, parse_rupiah, say_rupiah
from payung.vocabulary.words import Words

# How well the law is known behind a price; the words of docs/glossary.md.
CONFIDENCE = {
    "law": Words(id="peraturan", en="law"),
    "press": Words(id="berita", en="press"),
    "code": Words(id="kode terbuka", en="open code"),
    "memory": Words(id="ingatan, belum bersumber", en="memory, no source"),
    "conflict": Words(id="sumber bertentangan", en="sources conflict"),
}


class MonthType(click.ParamType):
    """A contribution month as people type it: 2026-01, 01-2026, Januari 2026."""

    name = "bulan"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return Month.parse(str(value)).starts_on
        except NotAMonth:
            self.fail(t(f"{value}: tulis bulan sebagai 2026-01", f"{value}: write a month as 2026-01"), param, ctx)


class RupiahType(click.ParamType):
    """Whole rupiah as people type them: 584337600, 584.337.600, Rp584.337.600."""

    name = "rupiah"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            return parse_rupiah(str(value))
        except NotRupiah:
            self.fail(t(f"{value} bukan jumlah rupiah bulat", f"{value} is no amount of whole rupiah"), param, ctx)


MONTH, RUPIAH = MonthType(), RupiahType()
DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


def rupiah(amount: int) -> str:
    """Write rupiah as offices do."""
    return say_rupiah(amount)


def day(value: dt.date) -> str:
    """Write a day as offices do: 15-01-2026 (2026-01-15 in English)."""
    return value.isoformat() if language() == "en" else f"{value:%d-%m-%Y}"


def period(first: dt.date, end: dt.date) -> str:
    """Write months from `first` until `end` (exclusive): Januari 2026, or Januari 2026 – Maret 2026."""
    start, last = Month.of(first), Month.of(end).plus(-1)
    return start.say(language()) if start == last else f"{start.say(language())} – {last.say(language())}"


def until(first: dt.date, last: dt.date | None) -> dt.date:
    """Return the exclusive end of months typed as first and last."""
    return Month.of(last or first).ends_on


@contextmanager
def refusing() -> Iterator[None]:
    """Turn every refusal of bills and payments into words, all at once; nothing was kept then."""
    try:
        yield
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except no.SeveralProblems as refused:
        refuse(*refused.say(language()))
    except no.LedgerBroken as broken:
        refuse(
            t(
                f"Angka tidak cocok, tidak ada yang disimpan: {broken}",
                f"Figures do not agree, nothing was kept: {broken}",
            ),
            code=STOPPED,
        )
    except tuple(_SENTENCES) as refused:
        refuse(_SENTENCES[type(refused)](refused))


_SENTENCES = {
    NoSuchProgramme: lambda x: t(f"Tidak ada program dengan kode {x}.", f"There is no programme with the code {x}."),
    BudgetExceeded: lambda x: t(
        f"Anggaran tidak cukup: sisa {rupiah(x.left)}, perlu {rupiah(x.asked)}. Tambah pagu (APBD-P) atau kurangi bulan.",
        f"The budget does not suffice: {rupiah(x.left)} left, {rupiah(x.asked)} needed. Raise the line or bill fewer months.",
    ),
    NotReserved: lambda x: t(
        f"Yang dicadangkan tinggal {rupiah(x.left)}, perlu {rupiah(x.asked)}.",
        f"Only {rupiah(x.left)} is reserved, {rupiah(x.asked)} is needed.",
    ),
    no.NothingToBill: lambda x: t(
        f"Tidak ada bulan yang terutang: {number(x.already)} sudah ditagih, {number(x.waiting)} orang menunggu jawaban BPJS.",
        f"No month is owed: {number(x.already)} are billed already, {number(x.waiting)} people wait for BPJS's answer.",
    ),
    no.NoSuchBill: lambda x: t(f"Tidak ada tagihan nomor {x}.", f"There is no bill number {x}."),
    no.BillIsPaid: lambda x: t(
        "Tagihan sudah lunas dan tidak dapat dibatalkan; bulan yang kelebihan dikembalikan dengan: payung pay correct",
        "The bill is settled and cannot be voided; months too many come back with: payung pay correct",
    ),
    no.BillIsVoid: lambda x: t("Tagihan itu sudah batal.", "That bill is void already."),
    no.AlreadyIssued: lambda x: t(
        f"Tagihan sudah punya kode iuran {x.kode_iuran}.", f"The bill has its kode iuran {x.kode_iuran} already."
    ),
    no.CodeNotUsable: lambda x: {
        "shape": t("Kode iuran terdiri dari 12 angka.", "A kode iuran has 12 digits."),
        "taken": t("Kode iuran itu milik tagihan lain.", "That kode iuran belongs to another bill."),
        "void": t(
            "Kode iuran itu batal bersama daftarnya; mintalah kode baru.",
            "That kode iuran is void with its list; ask for a new one.",
        ),
    }[x.reason],
    no.ListChanged: lambda x: t(
        f"Daftar sudah berubah: {number(x.ended)} bulan kehilangan orangnya, {number(x.added)} belum ditagih. Batalkan, lalu buat lagi.",
        f"The list has changed: {number(x.ended)} months lost their person, {number(x.added)} are not billed. Void it and make it anew.",
    ),
    no.AlreadyEntered: lambda x: t(
        f"Sudah dicatat: {x}. Tidak ada yang berubah.", f"Entered already: {x}. Nothing changed."
    ),
    no.MakerMayNotPay: lambda x: t(
        "Pembuat tagihan tidak mencatat pembayarannya; masuklah sebagai orang lain.",
        "Who made the bill does not record its payment; another person must.",
    ),
    no.NothingToMove: lambda x: t(
        f"Yang dapat dipindahkan hanya {rupiah(x.left)}.", f"Only {rupiah(x.left)} can be moved."
    ),
    no.Unexplained: lambda x: t(
        f"Ada selisih {number(x.person_months)} orang-bulan dan {rupiah(x.amount)}; jelaskan dengan --explain.",
        f"The sides differ by {number(x.person_months)} person-months and {rupiah(x.amount)}; explain it with --explain.",
    ),
    no.AlreadyReconciled: lambda x: t(
        "Masa itu, atau sebagiannya, sudah direkonsiliasi.", "That period, or a part of it, is reconciled already."
    ),
}


def today() -> dt.date:
    """Return the day at the office."""
    return timezone.localdate(session.now())
