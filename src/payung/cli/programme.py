"""Programmes: take one over from a file, export it without people, see how it stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import click

from payung.access.viewer import NotAllowed
from payung.agreements import queries
from payung.agreements.actions import TermsInUse
from payung.agreements.plan import BadProgramme
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import STOPPED, language, number, print_json, refuse, say, t, table
from payung.flows import take_over_a_programme
from payung.vocabulary import occupation_groups
from payung.vocabulary.rupiah import say_rupiah
from payung.vocabulary.words import Words

_GROUPS = ", ".join(occupation_groups.groups())


def asked(question: Any) -> Any:
    """Ask as the signed-in account; a missing right or programme ends the command."""
    try:
        return question(session.viewer())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except queries.NoSuchProgramme as refused:
        refuse(
            t(
                f"Program {refused} tidak ada; lihat payung programme show.",
                f"There is no programme {refused}; see payung programme show.",
            )
        )


@click.command(
    help=t(
        "Ambil program dari berkas YAML. Perbedaannya dengan yang tersimpan ditunjukkan dulu; --really menerapkannya.\n\n"
        "Semua kesalahan ditunjukkan sekaligus, dengan baris dan kolomnya. Berkas yang sama dua kali tidak mengubah apa pun.\n\n"
        "Contoh siap pakai: --example bontang-rentan > program.yaml (daftar: --examples). Kelompok pekerjaan: ",
        "Take a programme over from a YAML file. Its difference with what stands is shown first; --really applies it.\n\n"
        "All mistakes are shown at once, with line and field. The same file twice changes nothing.\n\n"
        "Ready examples: --example bontang-rentan > programme.yaml (list: --examples). Occupation groups: ",
    )
    + _GROUPS
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--really", is_flag=True, help=t("Terapkan.", "Apply."))
@click.option("--example", "example_name", help=t("Cetak sebuah contoh.", "Print an example."))
@click.option("--examples", is_flag=True, help=t("Sebutkan contoh-contoh.", "Name the examples."))
@click.option("--json", "as_json", is_flag=True)
def load(file: Path | None, really: bool, example_name: str | None, examples: bool, as_json: bool) -> None:
    if examples or (file is None and example_name is None):
        click.echo("\n".join(take_over_a_programme.examples()))
        return
    if example_name is not None:
        _print_example(example_name)
        return
    try:
        text = file.read_text("utf-8")
        done = asked(lambda viewer: take_over_a_programme.run(text, by=viewer, at=session.now(), really=really))
    except UnicodeDecodeError:
        refuse(t("Berkas bukan teks UTF-8.", "The file is no UTF-8 text."))
    except BadProgramme as refused:
        refuse(*[problem.say(language()) for problem in refused.problems])
    except TermsInUse as refused:
        refuse(
            t(
                f"Ketentuan per {refused.valid_from:%d-%m-%Y} sudah dipakai untuk keputusan; jangan dihapus, tambahkan ketentuan baru.",
                f"The terms of {refused.valid_from} were decided on; do not leave them out, add new ones.",
            ),
            code=STOPPED,
        )
    if as_json:
        print_json(_as_json(done))
        return
    _show_difference(done)


def _print_example(name: str) -> None:
    try:
        click.echo(take_over_a_programme.example(name), nl=False)
    except take_over_a_programme.NoSuchExample:
        names = ", ".join(take_over_a_programme.examples())
        refuse(t(f"Tidak ada contoh {name}. Yang ada: {names}", f"There is no example {name}. There are: {names}"))


def _as_json(done: take_over_a_programme.TakenOver) -> dict[str, object]:
    return {
        "code": done.plan.code,
        "applied": done.applied,
        "changes": [dataclasses.asdict(change) for change in done.changes],
        "weak": [{"field": weak.field, "words": weak.words.say(language())} for weak in done.weak],
        "notes": [words.say(language()) for words in done.notes],
    }


def _show_difference(done: take_over_a_programme.TakenOver) -> None:
    if done.changes:
        table(
            done.plan.name,
            [t("Apa", "What"), t("Sekarang", "As it stands"), t("Menurut berkas", "As the file says")],
            [[change.what, change.before or "-", change.after or "-"] for change in done.changes],
        )
    else:
        say(Words(id="Tidak ada yang berubah.", en="Nothing changes."))
    for weak in done.weak:
        say(
            Words(id="⚠ {field}: {told}", en="⚠ {field}: {told}"),
            field=weak.field,
            told=weak.words.say(language()),
        )
    for words in done.notes:
        say(Words(id="• {told}", en="• {told}"), told=words.say(language()))
    if done.applied:
        say(Words(id="Diterapkan.", en="Applied."))
    elif done.changes:
        say(Words(id="Belum diterapkan; tambahkan --really.", en="Not applied; add --really."))


@click.command(
    help=t(
        "Tulis program sebagai berkas, tanpa data orang. Kantor, wilayah, kuota, sumber dana dan dasar hukum dikosongkan untuk "
        "daerah lain yang mengambilnya; --ours membiarkannya.\n\nContoh: payung programme export bontang-rentan --to program.yaml",
        "Write a programme as a file, without people. Office, places, quotas, source of money and legal base are left blank for "
        "another government that takes it over; --ours keeps them.\n\nExample: payung programme export bontang-rentan --to programme.yaml",
    )
)
@click.argument("code")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help=t("Berkas tujuan.", "Where to write."))
@click.option("--ours", is_flag=True, help=t("Dengan isian kantor ini.", "With what is this office's own."))
def export(code: str, to: Path | None, ours: bool) -> None:
    text = asked(lambda viewer: take_over_a_programme.export(code, by=viewer, for_another=not ours))
    if to is None:
        click.echo(text, nl=False)
        return
    to.write_text(text, "utf-8")
    say(Words(id="Ditulis: {path}", en="Written: {path}"), path=to)


@click.command(
    help=t(
        "Program kantor ini; dengan kode: ketentuan yang berlaku hari ini (atau --on) dan kuotanya.",
        "The programmes of this office; with a code: the terms in force today (or --on) and the quotas.",
    )
)
@click.argument("code", required=False)
@click.option("--on", type=click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"]), help=t("Hari.", "The day."))
@click.option("--json", "as_json", is_flag=True)
def show(code: str | None, on: dt.datetime | None, as_json: bool) -> None:
    if code is None:
        _show_all(as_json=as_json)
        return
    day = on.date() if on else session.now().date()
    found = asked(lambda viewer: queries.programme(code, seen_by=viewer))
    try:
        terms = asked(lambda viewer: queries.terms_on(found, on=day, seen_by=viewer))
    except queries.NoTermsInForce:
        refuse(t(f"Belum ada ketentuan yang berlaku pada {day:%d-%m-%Y}.", f"No terms are in force on {day}."))
    quotas = asked(lambda viewer: queries.quotas(found, seen_by=viewer))
    values = {name: getattr(terms, name) for name in queries.TERMS_FIELDS}
    if as_json:
        base = {"code": found.code, "name": found.name, "kind": found.kind, "proposers": found.proposers}
        print_json({**base, "from": terms.valid_from, "terms": values, "quotas": quotas})
        return
    rows = [[name, _said(name, value)] for name, value in values.items() if value not in (None, "", [])]
    rows += [
        [
            "regulation",
            f"{terms.regulation.kind} {terms.regulation.number}/{terms.regulation.year} ({terms.regulation.stage})",
        ]
        if terms.regulation
        else ["regulation", t("belum ada", "none yet")],
        ["agreement", terms.agreement.number if terms.agreement else t("belum ada", "none yet")],
    ]
    table(
        f"{found.name} ({found.code}), {t('ketentuan per', 'terms of')} {terms.valid_from:%d-%m-%Y}",
        [t("Ketentuan", "Term"), t("Isi", "Value")],
        rows,
    )
    if quotas:
        table(t("Kuota", "Quotas"), [t("Wilayah", "Place"), t("Kursi", "Seats")], [[p, n] for p, n in quotas.items()])


def _said(name: str, value: object) -> str:
    if name == "income":
        return say_rupiah(int(str(value)))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _show_all(*, as_json: bool) -> None:
    found = asked(lambda viewer: queries.programmes(seen_by=viewer))
    if as_json:
        print_json([{"code": one.code, "name": one.name, "kind": one.kind} for one in found])
        return
    if not found:
        say(
            Words(
                id="Belum ada program. Mulai dari contoh: payung programme load --examples",
                en="No programme yet. Start from an example: payung programme load --examples",
            )
        )
        return
    table(
        t("Program", "Programmes"),
        [t("Kode", "Code"), t("Nama", "Name"), t("Jenis", "Kind")],
        [[one.code, one.name, one.kind] for one in found],
    )
    say(Words(id="{n} program.", en="{n} programmes."), n=number(len(found)))
