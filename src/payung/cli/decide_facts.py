"""What the social office says of people, at the terminal."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import click

from payung.cli import session
from payung.cli.programme import asked
from payung.cli.terminal import language, print_json, refuse, say, t, table
from payung.flows import take_social_facts
from payung.vocabulary.words import Words

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


@click.command(
    help=t(
        "Muat hasil pencocokan Dinas Sosial (DTSEN): kolom NIK, desil, bansos (PKH/BPNT). Ditunjukkan dulu; --really menyimpannya.\n\n"
        "Contoh: payung decide facts dtsen.xlsx --source 'DTSEN Dinsos Bontang' --as-of 2026-03-01 --really",
        "Load the answer of the social office (DTSEN): columns NIK, desil, bansos (PKH/BPNT). Shown first; --really stores it.\n\n"
        "Example: payung decide facts dtsen.xlsx --source 'DTSEN Dinsos Bontang' --as-of 2026-03-01 --really",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help=t("Siapa yang menyatakan.", "Who says so."))
@click.option("--as-of", type=DAY, required=True, help=t("Hari keadaan data.", "The day the data speaks of."))
@click.option("--really", is_flag=True, help=t("Simpan.", "Store."))
@click.option("--json", "as_json", is_flag=True, help=t("Untuk mesin.", "For machines."))
def facts(file: Path, source: str, as_of: dt.datetime, really: bool, as_json: bool) -> None:
    try:
        taken = asked(
            lambda viewer: take_social_facts.run(
                file, source=source, as_of=as_of.date(), really=really, by=viewer, at=session.now()
            )
        )
    except take_social_facts.NoSocialColumns as refused:
        refuse(
            t(
                "Tidak ada kolom NIK dengan desil atau bansos yang terbaca.",
                "No NIK with a decile or social aid was found.",
            ),
            *[problem.words.say(language()) for problem in refused.problems],
        )
    if as_json:
        print_json(dataclasses.asdict(taken))
        return
    heads = [
        t("Baris", "Rows"),
        t("Orang", "People"),
        t("Tanpa NIK", "No NIK"),
        t("Tanpa isi", "Silent"),
        t("Bertentangan", "Contradicting"),
        t("Baru", "New"),
        t("Berubah", "Changed"),
    ]
    counts = [taken.rows, taken.people, taken.no_nik, taken.silent, taken.contradicting, taken.new, taken.changed]
    table(t("Data sosial", "Social data"), heads, [counts])
    if not taken.applied:
        say(Words(id="Belum disimpan; tambahkan --really.", en="Not stored; add --really."))
