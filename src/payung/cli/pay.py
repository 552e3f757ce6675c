"""Payments at the terminal: the SP2D, what it settled, money that comes back, the quarter with the branch."""

from __future__ import annotations

import dataclasses
from typing import Any

import click

from payung.cli import session
from payung.cli.money import DAY, MONTH, RUPIAH, day, period, refusing, rupiah, until
from payung.cli.terminal import ROWS_NEED_WORK, number, print_json, say, t, table
from payung.contributions import payments, queries, reconciling, reports
from payung.contributions.payments import Entered, Paid
from payung.contributions.reconciling import Reconciled, TheirSide
from payung.flows import settle_a_payment, words_of_money
from payung.flows.bill_months import NoSuchProgramme
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Catat SP2D untuk sebuah kode iuran. Ditunjukkan dulu; --apply mencatatnya.\n\n"
        "Jumlah yang tidak pas tetap dicatat, karena uangnya sudah pindah: selisihnya terlihat, dan tagihan baru lunas bila jumlahnya tepat. "
        "Bulan atau jumlah orang yang berbeda ditolak. Pembuat tagihan tidak boleh mencatat pembayarannya.\n\n"
        "\b\nContoh:\n  payung pay record 632309048826 --sp2d 900/15/2026 --date 27-02-2026 --from 2026-01 --to 2026-03 \\\n"
        "      --heads 34782 --amount Rp1.753.012.800 --receipt 923092201109691 --apply",
        "Record an SP2D for a kode iuran. Shown first; --apply records it.\n\n"
        "A wrong sum is recorded all the same, for the money has moved: its difference stays in sight, and the bill is settled only when "
        "the sum is exact. Other months or heads are refused. Who made the bill may not record its payment.\n\n"
        "\b\nExample:\n  payung pay record 632309048826 --sp2d 900/15/2026 --date 2026-02-27 --from 2026-01 --to 2026-03 \\\n"
        "      --heads 34782 --amount 1753012800 --receipt 923092201109691 --apply",
    )
)
@click.argument("kode_iuran")
@click.option("--sp2d", required=True, help=t("Nomor SP2D.", "Number of the SP2D."))
@click.option("--date", "paid_on", type=DAY, required=True, help=t("Tanggal SP2D.", "Day of the SP2D."))
@click.option("--from", "first", type=MONTH, required=True, help=t("Bulan pertama.", "First month."))
@click.option(
    "--to", "last", type=MONTH, help=t("Bulan terakhir; bawaan: bulan pertama.", "Last month; default: the first.")
)
@click.option("--heads", type=click.IntRange(1), required=True, help=t("Jumlah orang.", "Number of people."))
@click.option("--amount", type=RUPIAH, required=True, help=t("Jumlah SP2D.", "Amount of the SP2D."))
@click.option("--receipt", default="", help=t("Nomor bukti bayar BPJS.", "Number of BPJS's receipt."))
@click.option("--apply", "really", is_flag=True, help=t("Catat.", "Record it."))
@click.option("--json", "as_json", is_flag=True)
def record(**said: Any) -> None:
    viewer = session.viewer()
    paid = Paid(
        sp2d_number=said["sp2d"],
        paid_on=said["paid_on"].date(),
        kode_iuran=said["kode_iuran"],
        first_month=said["first"],
        end_month=until(said["first"], said["last"]),
        heads=said["heads"],
        amount=said["amount"],
        receipt_number=said["receipt"].strip(),
    )
    with refusing():
        done = settle_a_payment.run(settle_a_payment.Order(paid, really=said["really"]), by=viewer, at=session.now())
    if said["as_json"]:
        print_json(dataclasses.asdict(done))
    else:
        _show_settled(done)
        if not said["really"]:
            say(Words(id="Belum dicatat; tambahkan --apply.", en="Not recorded; add --apply."))
    if not said["really"] or not done.entered.is_settled:
        raise SystemExit(ROWS_NEED_WORK)


def _show_settled(done: settle_a_payment.Settled) -> None:
    _show_balance(done.entered)
    if done.until is not None:
        say(
            Words(
                id="{n} orang terlindungi sampai sebelum {until}; tanpa pembayaran berikutnya kepesertaan berakhir {ends}.",
                en="{n} people are protected until {until}; without another payment memberships end on {ends}.",
            ),
            n=number(done.protects),
            until=day(done.until),
            ends=day(done.ends_on),
        )
    for words in words_of_money.of_doubts(done.entered):
        say(Words(id=f"⚠ {words.id}", en=f"⚠ {words.en}"))
    if done.entered.changed:
        say(Words(id="Periksa dengan payung bill show.", en="Look with payung bill show."))


def _show_balance(entered: Entered) -> None:
    if entered.is_settled and not entered.overpaid:
        words = Words(id="Tagihan {id} lunas: {received}.", en="Bill {id} is settled: {received}.")
    elif entered.overpaid:
        words = Words(
            id="Tagihan {id}: lebih bayar {over} (terutang {owed}, diterima {received}). Kembalikan atau alihkan: payung pay correct",
            en="Bill {id}: {over} too much ({owed} owed, {received} received). Give it back or carry it over: payung pay correct",
        )
    else:
        words = Words(
            id="Tagihan {id}: kurang bayar {under} (terutang {owed}, diterima {received}).",
            en="Bill {id}: {under} short ({owed} owed, {received} received).",
        )
    say(
        words,
        id=entered.bill_id,
        over=rupiah(entered.overpaid),
        under=rupiah(entered.underpaid),
        owed=rupiah(entered.owed),
        received=rupiah(entered.received),
    )


@click.command(
    help=t(
        "Lihat pembayaran, atau pemakaian anggaran per triwulan (--year).\n\n"
        "\b\nContoh:\n  payung pay show\n  payung pay show --bill 7\n  payung pay show --year 2026 --json",
        "Show payments, or what each quarter used of the budget (--year).\n\n"
        "\b\nExample:\n  payung pay show\n  payung pay show --bill 7\n  payung pay show --year 2026 --json",
    )
)
@click.option("--bill", "bill_id", type=int)
@click.option(
    "--year", type=click.IntRange(2015, 2200), help=t("Laporan triwulan tahun anggaran.", "Quarters of a fiscal year.")
)
@click.option("--json", "as_json", is_flag=True)
def show(bill_id: int | None, year: int | None, as_json: bool) -> None:
    viewer = session.viewer()
    with refusing():
        if year is not None:
            _show_quarters(reports.budget_use(year=year, seen_by=viewer), as_json=as_json)
            return
        found = queries.payments(seen_by=viewer, bill_id=bill_id)
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    states = {"open": t("terbuka", "open"), "settled": t("lunas", "settled")}
    table(
        t("Pembayaran", "Payments"),
        [
            t("Tagihan", "Bill"),
            "Kode iuran",
            "SP2D",
            t("Tanggal", "Day"),
            t("Orang", "Heads"),
            t("Jumlah", "Amount"),
            t("Bukti", "Receipt"),
            t("Keadaan", "State"),
        ],
        [
            [
                str(one.bill_id),
                one.kode_iuran,
                one.sp2d_number,
                day(one.paid_on),
                one.heads,
                rupiah(one.amount),
                one.receipt_number or "-",
                states[one.state],
            ]
            for one in found
        ],
    )


def _show_quarters(found: list[reports.QuarterUse], *, as_json: bool) -> None:
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    table(
        t("Pemakaian anggaran per triwulan", "Budget used per quarter"),
        [
            t("Program", "Programme"),
            t("Rekening", "Account"),
            "TW",
            t("Dicadangkan", "Reserved"),
            t("Dilepas", "Released"),
            t("Terpakai", "Spent"),
            t("Kembali", "Refunded"),
        ],
        [
            [
                one.programme,
                one.account,
                str(one.quarter),
                *(rupiah(amount) for amount in (one.reserved, one.released, one.spent, one.refunded)),
            ]
            for one in found
        ],
    )


@click.command(
    help=t(
        "Uang yang pindah sesudah dibayar: kelebihan kembali, dialihkan ke tagihan lain (--to-bill), atau bulan orang yang keluar kembali "
        "(--person dan --from). Ditulis hanya dengan --apply; nomor surat mencegah catatan ganda.\n\n"
        "\b\nContoh:\n  payung pay correct 7 --amount 700 --document 'B/12/2026' --date 2026-03-05 --apply\n"
        "  payung pay correct 7 --amount 16800 --to-bill 8 --document 'B/13/2026' --date 2026-03-05 --apply\n"
        "  payung pay correct 7 --person 501 --from 2026-04 --document 'B/14/2026' --date 2026-04-05 --apply",
        "Money that moves after a payment: an excess comes back, is carried to another bill (--to-bill), or the months of people who left "
        "come back (--person and --from). Written only with --apply; the document's number prevents double entries.\n\n"
        "\b\nExample:\n  payung pay correct 7 --amount 700 --document 'B/12/2026' --date 2026-03-05 --apply\n"
        "  payung pay correct 7 --amount 16800 --to-bill 8 --document 'B/13/2026' --date 2026-03-05 --apply\n"
        "  payung pay correct 7 --person 501 --from 2026-04 --document 'B/14/2026' --date 2026-04-05 --apply",
    )
)
@click.argument("bill_id", type=int)
@click.option("--amount", type=RUPIAH)
@click.option("--to-bill", type=int)
@click.option("--person", "people", type=int, multiple=True, help=t("Nomor orang.", "Id of a person."))
@click.option("--from", "first", type=MONTH, help=t("Bulan pertama yang kembali.", "First month that comes back."))
@click.option("--document", required=True, help=t("Nomor surat atau bukti.", "Number of the letter or transfer."))
@click.option("--date", "moved_on", type=DAY, required=True)
@click.option("--apply", "really", is_flag=True)
def correct(bill_id: int, **said: Any) -> None:
    whole = bool(said["people"]) == bool(said["first"]) and bool(said["people"]) != bool(said["amount"])
    if not whole or (said["people"] and said["to_bill"]):
        raise click.UsageError(
            t(
                "Isi --amount (dengan atau tanpa --to-bill), atau --person bersama --from.",
                "Give --amount (with or without --to-bill), or --person together with --from.",
            )
        )
    viewer = session.viewer()
    if not said["really"]:
        with refusing():
            _show_waiting(queries.bills(seen_by=viewer, bill_id=bill_id))
        raise SystemExit(ROWS_NEED_WORK)
    paper = {"document": said["document"], "moved_on": said["moved_on"].date(), "by": viewer, "at": session.now()}
    with refusing():
        if said["people"]:
            done = payments.give_back_months(
                bill_id=bill_id, person_ids=said["people"], from_month=said["first"], **paper
            )
        elif said["to_bill"]:
            done = payments.carry_over(bill_id=bill_id, to_bill_id=said["to_bill"], amount=said["amount"], **paper)
        else:
            done = payments.give_back_excess(bill_id=bill_id, amount=said["amount"], **paper)
    _show_balance(done)


def _show_waiting(bills: list[queries.BillShown]) -> None:
    for bill in bills:
        say(
            Words(
                id="Tagihan {id}: terutang {owed}, diterima {received}, selisih {apart}. Belum ditulis; tambahkan --apply.",
                en="Bill {id}: {owed} owed, {received} received, {apart} apart. Not written; add --apply.",
            ),
            id=bill.bill_id,
            owed=rupiah(bill.owed),
            received=rupiah(bill.received),
            apart=rupiah(bill.difference),
        )


@click.command(
    help=t(
        "Rekonsiliasi triwulan dengan cabang: sisi kita dihitung, sisi mereka diisi, selisih harus dijelaskan.\n\n"
        "Tanpa angka cabang hanya sisi kita yang ditunjukkan. --apply menyimpan hasilnya untuk berita acara.\n\n"
        "\b\nContoh:\n  payung pay reconcile rentan-2026 --from 2026-01 --to 2026-03\n"
        "  payung pay reconcile rentan-2026 --from 2026-01 --to 2026-03 --their-months 104340 --their-amount 1752912000 --explain 'enam orang ditolak' --apply",
        "Reconcile a quarter with the branch: our side is reckoned, theirs is entered, a difference must be explained.\n\n"
        "Without the branch's figures only our side is shown. --apply keeps the result for the minutes.\n\n"
        "\b\nExample:\n  payung pay reconcile rentan-2026 --from 2026-01 --to 2026-03\n"
        "  payung pay reconcile rentan-2026 --from 2026-01 --to 2026-03 --their-months 104340 --their-amount 1752912000 --explain 'six people refused' --apply",
    )
)
@click.argument("programme")
@click.option("--from", "first", type=MONTH, required=True)
@click.option(
    "--to", "last", type=MONTH, help=t("Bulan terakhir; bawaan: tiga bulan.", "Last month; default: three months.")
)
@click.option(
    "--their-months", type=click.IntRange(0), help=t("Orang-bulan menurut cabang.", "Person-months by the branch.")
)
@click.option("--their-amount", type=RUPIAH, help=t("Rupiah menurut cabang.", "Rupiah by the branch."))
@click.option("--explain", default="", help=t("Penjelasan selisih.", "Why the sides differ."))
@click.option("--apply", "really", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
def reconcile(programme: str, **said: Any) -> None:
    viewer = session.viewer()
    end = until(said["first"], said["last"]) if said["last"] else until(until(until(said["first"], None), None), None)
    if said["really"] and (said["their_months"] is None or said["their_amount"] is None):
        raise click.UsageError(t("Isi --their-months dan --their-amount.", "Give --their-months and --their-amount."))
    with refusing():
        programme_id = queries.programme_named(programme, seen_by=viewer)
        if programme_id is None:
            raise NoSuchProgramme(programme)
        done = reconciling.reconcile(
            programme_id=programme_id,
            first_month=said["first"],
            end_month=end,
            theirs=TheirSide(said["their_months"] or 0, said["their_amount"] or 0),
            explanation=said["explain"],
            by=viewer,
            at=session.now(),
            really=said["really"],
        )
    if said["as_json"]:
        print_json(dataclasses.asdict(done))
        return
    _show_reconciled(done, has_theirs=said["their_amount"] is not None, really=said["really"])


def _show_reconciled(done: Reconciled, *, has_theirs: bool, really: bool) -> None:
    ours = done.ours
    table(
        t(
            f"Sisi kita, {period(ours.first_month, ours.end_month)}",
            f"Our side, {period(ours.first_month, ours.end_month)}",
        ),
        [
            t("Bulan", "Month"),
            t("Orang ditagih", "Billed"),
            t("Jumlah", "Amount"),
            t("Orang lunas", "Paid"),
            t("Jumlah", "Amount"),
        ],
        [
            [f"{row.month:%m-%Y}", row.billed_heads, rupiah(row.billed), row.paid_heads, rupiah(row.paid)]
            for row in ours.months
        ],
    )
    table(
        t("Bukti", "Papers"),
        [
            t("Tagihan", "Bill"),
            "Kode iuran",
            t("Orang", "Heads"),
            t("Jumlah", "Amount"),
            "SP2D",
            t("Bukti bayar", "Receipts"),
        ],
        [
            [str(one.bill_id), one.kode_iuran, one.heads, rupiah(one.amount), one.sp2d, one.receipts]
            for one in ours.papers
        ],
    )
    if has_theirs:
        say(
            Words(
                id="Selisih (kita − cabang): {months} orang-bulan, {amount}. {why}",
                en="Apart (ours − theirs): {months} person-months, {amount}. {why}",
            ),
            months=number(done.person_months_apart),
            amount=rupiah(done.amount_apart),
            why=done.explanation,
        )
    if really:
        say(Words(id="Tersimpan per {day}.", en="Kept on {day}."), day=day(session.today()))
    else:
        say(Words(id="Belum disimpan; tambahkan --apply.", en="Not kept; add --apply."))
