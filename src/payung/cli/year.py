"""The year turn at the terminal: the countdown, and the list carried over."""

from __future__ import annotations

import dataclasses
from typing import Any

import click

from payung.cli import session
from payung.cli.money import DAY, day, period, refusing, rupiah
from payung.cli.terminal import NEEDS_A_PERSON, OK, ROWS_NEED_WORK, language, number, print_json, refuse, say, t, table
from payung.contributions import turning
from payung.enrolment.refusals import Refused
from payung.flows import turn_the_year
from payung.flows.turn_the_year import Countdown, Turned
from payung.flows.words_of_money import FATES
from payung.law.holidays import unentered
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Hitung mundur tutup tahun: lunas sampai bulan apa, kapan kepesertaan berakhir, dan apa yang belum ada untuk tahun depan.\n\n"
        "\b\nContoh:\n  payung year countdown rentan-2026\n  payung year countdown rentan-2026 --year 2027 --json\n\n"
        "\b\nKode keluar: 0 semua ada, 1 ada yang belum.",
        "The countdown to the year turn: paid through which month, when memberships end, and what the year ahead lacks.\n\n"
        "\b\nExample:\n  payung year countdown rentan-2026\n  payung year countdown rentan-2026 --year 2027 --json\n\n"
        "\b\nExit codes: 0 all is there, 1 something is missing.",
    )
)
@click.argument("programme")
@click.option(
    "--year", type=click.IntRange(2015, 2200), help=t("Tahun anggaran yang dituju.", "The fiscal year ahead.")
)
@click.option(
    "--on", "asked", type=DAY, help=t("Hari yang dilihat; bawaan: hari ini.", "The day to look from; default: today.")
)
@click.option("--json", "as_json", is_flag=True)
def countdown(programme: str, year: int | None, asked: Any, as_json: bool) -> None:
    viewer = session.viewer()
    on = asked.date() if asked else session.today()
    with refusing():
        found = turn_the_year.countdown(programme=programme, on=on, by=viewer, year=year)
    if as_json:
        print_json(dataclasses.asdict(found))
    else:
        _show_countdown(found)
    raise SystemExit(ROWS_NEED_WORK if found.missing else OK)


def _show_countdown(found: Countdown) -> None:
    if found.clock is None:
        say(Words(id="Belum ada bulan yang lunas.", en="No month is paid yet."))
    else:
        say(
            Words(
                id="{n} orang lunas sampai {paid}. Menunggak mulai {arrears}; kepesertaan berakhir {ends} ({days} hari lagi).",
                en="{n} people are paid through {paid}. In arrears from {arrears}; memberships end on {ends} (in {days} days).",
            ),
            n=number(found.ahead.people),
            paid=f"{found.ahead.last_paid:%m-%Y}",
            arrears=day(found.clock.arrears_from),
            ends=day(found.clock.ends_on),
            days=number(found.days_left or 0),
        )
    if found.confidence == "conflict":
        say(
            Words(
                id="⚠ Berakhir sesudah tiga bulan menunggak: sumber bertentangan.",
                en="⚠ Ending after three months of arrears: the sources conflict.",
            )
        )
    for words in unentered([found.ahead.first_month]):
        say(words)
    for cited, ends_on in found.ahead.base_ends:
        say(Words(id="⚠ {cited} berakhir {day}.", en="⚠ {cited} ends on {day}."), cited=cited, day=day(ends_on))
    table(
        t(f"Belum ada untuk {found.ahead.first_month.year}", f"Missing for {found.ahead.first_month.year}"),
        [t("Apa", "What"), t("Paling lambat", "By"), t("Caranya", "How")],
        [[one.what.say(language()), day(one.by_when), one.todo.say(language())] for one in found.missing],
    )


@click.command(
    help=t(
        "Buka tahun: bawa daftar lama ke syarat baru, lalu susun konsep SK baru. Ditunjukkan dulu; --apply menyusunnya.\n\n"
        "Semua orang harus diputuskan lagi menurut syarat baru. Yang lewat umur tetapi kepesertaannya tidak putus boleh lanjut.\n\n"
        "\b\nContoh:\n  payung year turn rentan --to-terms 2027-01-01\n  payung decide run rentan\n  payung year turn rentan --to-terms 2027-01-01 --apply\n\n"
        "\b\nKode keluar: 0 konsep disusun, 1 baru ditunjukkan, 3 ditolak, 4 ada yang harus diputuskan dulu.",
        "Open the year: carry the old list over to new terms, then draft the new decree. Shown first; --apply drafts it.\n\n"
        "Everybody must be decided again under the new terms. Who is over age with an unbroken membership may go on.\n\n"
        "\b\nExample:\n  payung year turn rentan --to-terms 2027-01-01\n  payung decide run rentan\n  payung year turn rentan --to-terms 2027-01-01 --apply\n\n"
        "\b\nExit codes: 0 drafted, 1 only shown, 3 refused, 4 somebody must be decided first.",
    )
)
@click.argument("programme")
@click.option(
    "--to-terms",
    type=DAY,
    required=True,
    help=t("Hari syarat baru mulai berlaku.", "Day from which the new terms hold."),
)
@click.option("--title", default="", help=t("Judul SK.", "Title of the decree."))
@click.option("--apply", "really", is_flag=True, help=t("Susun konsepnya.", "Draft it."))
@click.option("--json", "as_json", is_flag=True)
def turn(programme: str, to_terms: Any, title: str, really: bool, as_json: bool) -> None:
    viewer = session.viewer()
    with refusing():
        try:
            done = turn_the_year.turn(
                programme=programme, to_terms=to_terms.date(), by=viewer, at=session.now(), title=title, really=really
            )
        except turn_the_year.NoSuchTerms:
            refuse(
                t(
                    f"Program tidak punya syarat mulai {day(to_terms.date())}; muat dulu: payung programme load",
                    f"The programme has no terms from {day(to_terms.date())}; load them first: payung programme load",
                )
            )
        except turn_the_year.DecideFirst as first:
            refuse(
                t(
                    f"{number(first.people)} orang belum diputuskan menurut syarat baru: payung decide run {programme}",
                    f"{number(first.people)} people are not decided under the new terms: payung decide run {programme}",
                ),
                code=NEEDS_A_PERSON,
            )
        except Refused as refused:
            refuse(*refused.say(language()))
    if as_json:
        print_json(dataclasses.asdict(done))
    else:
        _show_turned(done)
    raise SystemExit(OK if done.is_made else NEEDS_A_PERSON if done.to_decide else ROWS_NEED_WORK)


def _show_turned(done: Turned) -> None:
    counts = dict(turning.counted(list(done.people)))
    table(
        t(
            f"Daftar untuk {period(done.first_month, done.end_month)}",
            f"The list for {period(done.first_month, done.end_month)}",
        ),
        [FATES[fate].say(language()) for fate in counts],
        [list(counts.values())],
    )
    if done.to_decide:
        say(
            Words(
                id="{n} orang harus diputuskan lagi menurut syarat baru.",
                en="{n} people must be decided again under the new terms.",
            ),
            n=number(done.to_decide),
        )
    if done.proposal is not None:
        say(
            Words(id="Konsep SK: {heads} orang, {amount}.", en="Draft decree: {heads} people, {amount}."),
            heads=number(done.proposal.heads),
            amount=rupiah(done.proposal.amount),
        )
    if not done.is_made:
        say(Words(id="Belum disusun; tambahkan --apply.", en="Not drafted; add --apply."))
