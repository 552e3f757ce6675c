"""The lapse radar at the terminal: who stands how, whose paid months end next, and what it costs to prevent it."""

from __future__ import annotations

import dataclasses
from typing import Any

import click

from payung.cli import session
from payung.cli.money import DAY, day, refusing, rupiah
from payung.cli.terminal import language, print_json, say, t, table
from payung.contributions import protection
from payung.vocabulary.words import Words

STANDINGS = {
    "active": Words(id="aktif", en="active"),
    "grace": Words(id="menunggak", en="in arrears"),
    "ended": Words(id="berakhir", en="ended"),
    "never": Words(id="hanya bulan mendatang", en="only months to come"),
}


@click.command(
    help=t(
        "Radar putus: siapa yang masa bayarnya habis dalam 30, 60, 90 hari, kapan kepesertaannya berakhir, dan berapa biaya mencegahnya.\n\n"
        "\b\nContoh:\n  payung bill lapse\n  payung bill lapse --within 60 --json",
        "The lapse radar: whose paid months end within 30, 60, 90 days, when their memberships end, and what it costs to prevent it.\n\n"
        "\b\nExample:\n  payung bill lapse\n  payung bill lapse --within 60 --json",
    )
)
@click.option(
    "--within", type=click.IntRange(0, 366), default=90, show_default=True, help=t("Hari ke depan.", "Days ahead.")
)
@click.option(
    "--on", "asked", type=DAY, help=t("Hari yang dilihat; bawaan: hari ini.", "The day to look from; default: today.")
)
@click.option("--json", "as_json", is_flag=True)
def lapse(within: int, asked: Any, as_json: bool) -> None:
    viewer = session.viewer()
    on = asked.date() if asked else session.today()
    with refusing():
        found = protection.lapses(on=on, seen_by=viewer, within=within)
        counted = protection.standings(on=on, seen_by=viewer)
    if as_json:
        print_json({"standings": dataclasses.asdict(counted), "lapses": [dataclasses.asdict(one) for one in found]})
        return
    table(
        t(f"Keadaan peserta per {day(on)}", f"Standing on {day(on)}"),
        [STANDINGS[state].say(language()) for state in counted.people],
        [list(counted.people.values())],
    )
    table(
        t("Akan putus", "About to lapse"),
        [
            t("Program", "Programme"),
            t("Lunas sampai", "Paid until"),
            t("Orang", "People"),
            t("Sudah ditagih", "Billed"),
            t("Berakhir", "Ends on"),
            t("Jendela", "Window"),
            t("Biaya mencegah", "Needed"),
        ],
        [
            [
                one.programme,
                f"{one.paid_until:%m-%Y}",
                one.people,
                one.billed,
                day(one.ends_on),
                t("sudah lewat", "passed") if one.window == 0 else t(f"≤ {one.window} hari", f"≤ {one.window} days"),
                one.why_open if one.needed is None else rupiah(one.needed),
            ]
            for one in found
        ],
    )
    if any(one.segment == "pu" for one in found):
        say(
            Words(
                id="⚠ Program PU: kapan tunggakan mengakhiri kepesertaan PU belum terbaca naskahnya; yang ditunjukkan aturan BPU.",
                en="⚠ Wage earners' programmes: no text was read on when arrears end a PU membership; the BPU rule is shown.",
            )
        )
    if counted.confidence == "conflict":
        say(
            Words(
                id="⚠ Berakhir sesudah {n} bulan menunggak: sumber bertentangan ({cited}).",
                en="⚠ Ended after {n} months of arrears: the sources conflict ({cited}).",
            ),
            n=counted.grace_months,
            cited=counted.cited,
        )
