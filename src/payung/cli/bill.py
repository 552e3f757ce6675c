"""Bills at the terminal: make, give the kode iuran, void, show, and who lapses next."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import click

from payung.cli import session
from payung.cli.money import DAY, MONTH, day, period, refusing, rupiah, until
from payung.cli.terminal import ROWS_NEED_WORK, language, number, print_json, say, t, table
from payung.contributions import actions, queries, reports
from payung.contributions.bulk import Billing, Made
from payung.flows import bill_months
from payung.law.explaining import CONFIDENCE_WORDS
from payung.law.holidays import unentered
from payung.vocabulary import payers
from payung.vocabulary.words import Words

STATES = {
    "draft": Words(id="konsep", en="draft"),
    "issued": Words(id="terbit", en="issued"),
    "paid": Words(id="lunas", en="paid"),
    "void": Words(id="batal", en="void"),
}
RELIEFS = {"transport": ("angkutan", "transport"), "other": ("lainnya", "other")}


@click.command(
    help=t(
        "Buat tagihan iuran bagi peserta sebuah program. Ditunjukkan dulu; --apply membuatnya.\n\n"
        "Satu baris per orang dan bulan yang belum ditagih; harganya dari buku aturan menurut pembayar, pekerjaan, dan bulan. "
        "Bulan yang melewati pergantian tahun menjadi dua tagihan, karena setiap tagihan milik satu mata anggaran dan tahun.\n\n"
        "\b\nContoh:\n  payung bill make rentan-2026 --from 2026-01 --to 2026-06\n  payung bill make rentan-2026 --from 2026-01 --to 2026-06 --apply\n\n"
        "\b\nKode keluar: 0 dibuat, 1 baru ditunjukkan, 3 ditolak.",
        "Bill the members of a programme. Shown first; --apply makes the bills.\n\n"
        "One line per person and month that is not billed; prices come from the rule book by payer, occupation and month. "
        "Months over the turn of a year give two bills, for each belongs to one budget line and year.\n\n"
        "\b\nExample:\n  payung bill make rentan-2026 --from 2026-01 --to 2026-06\n  payung bill make rentan-2026 --from 2026-01 --to 2026-06 --apply\n\n"
        "\b\nExit codes: 0 made, 1 only shown, 3 refused.",
    )
)
@click.argument("programme")
@click.option("--from", "first", type=MONTH, required=True, help=t("Bulan pertama.", "First month."))
@click.option(
    "--to", "last", type=MONTH, help=t("Bulan terakhir; bawaan: bulan pertama.", "Last month; default: the first.")
)
@click.option(
    "--line", "line_id", type=int, help=t("Mata anggaran, bila ada beberapa.", "Budget line, where there are several.")
)
@click.option(
    "--holiday",
    "holidays",
    type=DAY,
    multiple=True,
    help=t("Hari libur lain di sekitar jatuh tempo.", "Further holiday near the due day."),
)
@click.option("--apply", "really", is_flag=True, help=t("Buat tagihannya.", "Make the bills."))
@click.option("--json", "as_json", is_flag=True)
def make(**said: Any) -> None:
    viewer = session.viewer()
    order = bill_months.Order(
        programme=said["programme"],
        first_month=said["first"],
        end_month=until(said["first"], said["last"]),
        line_id=said["line_id"],
        holidays=tuple(one.date() for one in said["holidays"]),
        really=said["really"],
    )
    with refusing():
        billing = bill_months.run(order, by=viewer, at=session.now())
    if said["as_json"]:
        print_json(dataclasses.asdict(billing))
    else:
        _show_billing(billing, really=order.really)
    if not order.really:
        raise SystemExit(ROWS_NEED_WORK)


def _show_billing(billing: Billing, *, really: bool) -> None:
    titles = [
        t("Tagihan", "Bill"),
        t("Bulan", "Months"),
        t("Anggaran", "Budget"),
        t("Orang", "Heads"),
        "JKK",
        "JKM",
        "JHT",
    ]
    table(
        t("Tagihan iuran", "Bills"),
        [*titles, t("Jumlah", "Amount"), t("Jatuh tempo", "Due")],
        [_bill_row(made) for made in billing.bills],
    )
    for made in billing.bills:
        _show_prices(made)
    for words in unentered(made.due_on for made in billing.bills):
        say(words)
    if billing.already:
        say(
            Words(id="{n} bulan sudah ditagih sebelumnya.", en="{n} months were billed before."),
            n=number(billing.already),
        )
    if billing.waiting:
        say(
            Words(
                id="⚠ {n} orang menunggu jawaban BPJS dan belum ditagih.",
                en="⚠ {n} people wait for BPJS's answer and are not billed.",
            ),
            n=number(billing.waiting),
        )
    if not really:
        say(Words(id="Belum dibuat; tambahkan --apply.", en="Not made; add --apply."))


def _bill_row(made: Made) -> list[object]:
    parts = [rupiah(amount) for amount in (made.jkk, made.jkm, made.jht, made.amount)]
    name = "-" if made.bill_id is None else str(made.bill_id)
    budget = f"{made.fiscal_year} {made.source} {made.account}"
    return [name, period(made.first_month, made.end_month), budget, made.heads, *parts, day(made.due_on)]


def _show_prices(made: Made) -> None:
    for price, people in made.prices:
        say(
            Words(
                id="{month}: {people} orang × {total} ({relief}; dasar: {cited}; keyakinan: {weakest})",
                en="{month}: {people} people × {total} ({relief}; from: {cited}; confidence: {weakest})",
            ),
            month=f"{price.month:%m-%Y}",
            people=number(people),
            total=rupiah(price.total),
            relief=t(*RELIEFS[price.relief]),
            cited=price.cited,
            weakest=CONFIDENCE_WORDS[price.weakest].say(language())
            if price.weakest in CONFIDENCE_WORDS
            else price.weakest,
        )
    say(
        Words(
            id="Dicadangkan baru: {reserved}; sisa mata anggaran: {left}.",
            en="Set aside anew: {reserved}; left on the line: {left}.",
        ),
        reserved=rupiah(made.reserved),
        left=rupiah(made.left),
    )


@click.command(
    help=t(
        "Beri tagihan kode iuran 12 angka dari BPJS. Kode itu hanya untuk daftar ini; daftar yang berubah ditolak.\n\n"
        "\b\nContoh:\n  payung bill issue 7 632309048826",
        "Give a bill the 12-digit kode iuran of BPJS. The code is for this list only; a changed list is refused.\n\n"
        "\b\nExample:\n  payung bill issue 7 632309048826",
    )
)
@click.argument("bill_id", type=int)
@click.argument("kode_iuran")
def issue(bill_id: int, kode_iuran: str) -> None:
    with refusing():
        bill = actions.issue(bill_id=bill_id, kode_iuran=kode_iuran, by=session.viewer(), at=session.now())
    say(
        Words(
            id="Tagihan {id} terbit dengan kode iuran {code}: {heads} orang, {amount}, jatuh tempo {due}.",
            en="Bill {id} is issued with kode iuran {code}: {heads} people, {amount}, due {due}.",
        ),
        id=bill.pk,
        code=bill.kode_iuran,
        heads=number(bill.heads),
        amount=rupiah(bill.amount),
        due=day(bill.due_on),
    )


@click.command(
    help=t(
        "Batalkan tagihan: kode iurannya mati, bulannya dapat ditagih lagi, cadangannya kembali. Yang lunas tidak dapat dibatalkan.\n\n"
        "\b\nContoh:\n  payung bill void 7 --reason 'dua orang diganti, BA 12/2026'",
        "Void a bill: its kode iuran dies, its months can be billed again, what it set aside goes back. A settled one stays.\n\n"
        "\b\nExample:\n  payung bill void 7 --reason 'two people replaced, minutes 12/2026'",
    )
)
@click.argument("bill_id", type=int)
@click.option("--reason", required=True, help=t("Alasan; dicatat di jejak.", "Reason; stands in the trail."))
def void(bill_id: int, reason: str) -> None:
    if not reason.strip():
        raise click.BadParameter(t("alasan tidak boleh kosong", "the reason must not be empty"), param_hint="--reason")
    with refusing():
        bill = actions.void(bill_id=bill_id, reason=reason, by=session.viewer(), at=session.now())
    say(
        Words(
            id="Tagihan {id} batal; {n} bulan dapat ditagih lagi.",
            en="Bill {id} is void; {n} months can be billed again.",
        ),
        id=bill.pk,
        n=number(bill.person_months),
    )


@click.command(
    help=t(
        "Lihat tagihan: saldo, selisih, daftar yang berubah sesudah ditagih (⚠), yang lewat jatuh tempo (!).\n\n"
        "\b\nContoh:\n  payung bill show\n  payung bill show --state issued --json\n  payung bill show --budget\n  payung bill show --others rentan",
        "Show bills: balance, difference, lists that changed after billing (⚠), what is overdue (!).\n\n"
        "\b\nExample:\n  payung bill show\n  payung bill show --state issued --json\n  payung bill show --budget\n  payung bill show --others rentan",
    )
)
@click.option("--state", "states", type=click.Choice(list(STATES)), multiple=True)
@click.option(
    "--budget",
    is_flag=True,
    help=t("Sisa dan umur setiap mata anggaran.", "What each budget line has left, and for how long."),
)
@click.option(
    "--others",
    metavar="PROGRAMME",
    help=t(
        "Siapa yang sudah dibayar pihak lain, dan rupiah yang dihemat.", "Whom others pay for, and the rupiah saved."
    ),
)
@click.option("--json", "as_json", is_flag=True)
def show(states: tuple[str, ...], budget: bool, others: str | None, as_json: bool) -> None:
    viewer = session.viewer()
    with refusing():
        if others is not None:
            _show_others(others, as_json=as_json)
            return
        if budget:
            _show_budget(reports.months_left(seen_by=viewer), as_json=as_json)
            return
        bills = queries.bills(seen_by=viewer, states=states)
    if as_json:
        print_json(
            [{**dataclasses.asdict(one), "difference": one.difference, "is_stale": one.is_stale} for one in bills]
        )
        return
    now = session.today()
    table(
        t("Tagihan", "Bills"),
        [
            "No.",
            t("Bulan", "Months"),
            t("Orang", "Heads"),
            t("Jumlah", "Amount"),
            t("Diterima", "Received"),
            t("Keadaan", "State"),
            "Kode",
            t("Jatuh tempo", "Due"),
        ],
        [_shown_row(one, now) for one in bills],
    )
    for words in unentered(one.due_on for one in bills if one.state in ("draft", "issued")):
        say(words)
    for one in bills:
        if one.is_stale:
            say(
                Words(
                    id="⚠ Tagihan {id}: {ended} bulan kehilangan orangnya, {added} belum ditagih; batalkan dan buat lagi.",
                    en="⚠ Bill {id}: {ended} months lost their person, {added} are not billed; void it and make it anew.",
                ),
                id=one.bill_id,
                ended=number(one.ended),
                added=number(one.added),
            )


def _shown_row(one: queries.BillShown, now: dt.date) -> list[object]:
    late = "!" if one.state in ("draft", "issued") and one.due_on < now else ""
    state = STATES[one.state].say(language()) + (" ⚠" if one.is_stale else "")
    months = period(one.first_month, one.end_month)
    return [
        str(one.bill_id),
        months,
        one.heads,
        rupiah(one.amount),
        rupiah(one.received),
        state,
        one.kode_iuran or "-",
        day(one.due_on) + late,
    ]


def _show_others(programme: str, *, as_json: bool) -> None:
    viewer = session.viewer()
    programme_id = queries.programme_named(programme, seen_by=viewer)
    if programme_id is None:
        raise bill_months.NoSuchProgramme(programme)
    found = reports.paid_by_others(programme_id=programme_id, seen_by=viewer)
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    table(
        t("Sudah dibayar pihak lain", "Paid for by others"),
        [
            t("Pembayar", "Payer"),
            t("Segmen", "Segment"),
            t("Orang", "People"),
            t("Bulan", "Months"),
            t("Hemat", "Saved"),
        ],
        [
            [
                payers.name_of(one.payer).say(language()),
                one.segment or "-",
                one.people,
                one.months,
                one.why_open if one.saved is None else rupiah(one.saved),
            ]
            for one in found
        ],
    )


def _show_budget(lines: list[reports.LineLeft], *, as_json: bool) -> None:
    if as_json:
        print_json([{**dataclasses.asdict(one), "left": one.left} for one in lines])
        return
    table(
        t("Mata anggaran", "Budget lines"),
        [
            "No.",
            t("Program", "Programme"),
            t("Tahun", "Year"),
            t("Pagu", "Amount"),
            t("Dicadangkan", "Reserved"),
            t("Terpakai", "Spent"),
            t("Sisa", "Left"),
            t("Cukup sampai", "Lasts until"),
        ],
        [
            [
                str(one.line_id),
                one.programme,
                str(one.fiscal_year),
                *(rupiah(amount) for amount in (one.amount, one.reserved, one.spent, one.left)),
                "-" if one.until is None else f"{one.until:%m-%Y} (+{one.months})",
            ]
            for one in lines
        ],
    )
