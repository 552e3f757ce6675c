"""The register: load an extract as a shown difference, see conflicts, merge and un-merge people."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click
from django.conf import settings

from payung.access.viewer import NotAllowed
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import STOPPED, language, number, print_json, refuse, say, steps, t, table
from payung.flows import load_a_register, make_keys_anew
from payung.intake.files import NoRoom
from payung.registry import actions, queries
from payung.registry.bulk import LedgerBroken, OlderThanApplied, TooMuchWouldVanish
from payung.vocabulary.words import Words

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


@click.command(
    help=t(
        "Muat ekstrak peserta BPJS (CSV atau Parquet). Perbedaannya ditunjukkan dulu; --apply menerapkannya.\n\n"
        "Berkas yang sama dua kali diterapkan satu kali. Bila terlalu banyak yang akan hilang, pemuatan ditolak.\n\n"
        "\b\nContoh:\n  payung register load peserta.csv --as-of 2026-03-31\n  payung register load peserta.csv --as-of 2026-03-31 --apply",
        "Load an extract of BPJS members (CSV or Parquet). Its difference is shown first; --apply applies it.\n\n"
        "The same file twice is applied once. Where too much would vanish, the load is refused.\n\n"
        "\b\nExample:\n  payung register load members.csv --as-of 2026-03-31\n  payung register load members.csv --as-of 2026-03-31 --apply",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", type=DAY, required=True, help=t("Hari keadaan data.", "The day the data speaks of."))
@click.option(
    "--source", default="BPJS Ketenagakerjaan", show_default=True, help=t("Siapa yang melaporkan.", "Who reports.")
)
@click.option(
    "--partial",
    is_flag=True,
    help=t("Sebagian saja: yang tidak disebut tetap berlaku.", "Only a part: what is not mentioned stands."),
)
@click.option("--apply", "really", is_flag=True, help=t("Terapkan perbedaannya.", "Apply the difference."))
@click.option(
    "--allow-vanishing", is_flag=True, help=t("Terapkan walau banyak yang hilang.", "Apply although much vanishes.")
)
@click.option("--json", "as_json", is_flag=True)
def load(**said: object) -> None:
    viewer = session.viewer()
    order = load_a_register.Order(
        file=said["file"],
        as_of=said["as_of"].date(),
        source=said["source"],
        is_full=not said["partial"],
        really=said["really"],
        allow_vanishing=said["allow_vanishing"],
    )
    try:
        with steps(load_a_register.STEPS, quiet=said["as_json"]) as advance:
            done = load_a_register.run(order, home=settings.PAYUNG_HOME, by=viewer, at=session.now(), tell=advance)
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except load_a_register.NotAnExtract as refused:
        refuse(*[problem.say(language()) for problem in refused.problems])
    except TooMuchWouldVanish as stopped:
        refuse(
            t(
                f"Dihentikan: {number(stopped.vanished)} dari {number(stopped.standing)} baris akan hilang. Periksa berkasnya; --allow-vanishing bila memang benar.",
                f"Stopped: {number(stopped.vanished)} of {number(stopped.standing)} rows would vanish. Check the file; --allow-vanishing if it is right.",
            ),
            code=STOPPED,
        )
    except NoRoom as full:
        refuse(
            t(
                f"Disk penuh; register tidak berubah. Kosongkan tempat lalu ulangi. ({full})",
                f"The disk is full; the register is unchanged. Make room and run it again. ({full})",
            ),
            code=STOPPED,
        )
    except OlderThanApplied as refused:
        refuse(
            t(
                f"Sumber ini sudah dimuat per {refused.as_of:%d-%m-%Y}, yang lebih baru.",
                f"This source was loaded as of {refused.as_of}, which is newer.",
            )
        )
    except LedgerBroken as broken:
        refuse(str(broken), code=STOPPED)
    if said["as_json"]:
        print_json(dataclasses.asdict(done))
        return
    _show_difference(done)


def _show_difference(done: load_a_register.Loaded) -> None:
    found = done.difference
    table(
        t("Perbedaan dengan yang berlaku", "Difference with what stands"),
        [
            t("Diterima", "Received"),
            t("Dikembalikan", "Returned"),
            t("Baru", "New"),
            t("Berubah", "Changed"),
            t("Hilang", "Vanished"),
            t("Sama", "Same"),
        ],
        [[found.received, found.returned, found.added, found.changed, found.vanished, found.same]],
    )
    for reason, count in done.returned:
        say(Words(id="dikembalikan: {reason}: {n}", en="returned: {reason}: {n}"), reason=reason, n=number(count))
    if done.applied:
        say(Words(id="Diterapkan.", en="Applied."))
    else:
        say(Words(id="Belum diterapkan; tambahkan --apply.", en="Not applied; add --apply."))


@click.command(
    help=t(
        "Isi register per sumber: jumlah, hari data, yang hilang.",
        "What the register holds per source: rows, day, vanished.",
    )
)
@click.option("--json", "as_json", is_flag=True)
def show(as_json: bool) -> None:
    rows = _asked(lambda viewer: queries.contents(seen_by=viewer))
    if as_json:
        print_json([dataclasses.asdict(row) for row in rows])
        return
    table(
        t("Register", "Register"),
        [
            t("Sumber", "Source"),
            t("Per tanggal", "As of"),
            t("Baris", "Rows"),
            t("Orang", "People"),
            t("Hilang", "Vanished"),
        ],
        [[row.source, row.as_of.isoformat() if row.as_of else "-", row.rows, row.people, row.vanished] for row in rows],
    )


@click.command(help=t("Satu NIK yang dipakai orang yang jelas berbeda.", "One NIK that plainly different people use."))
@click.option("--limit", default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def conflicts(limit: int, as_json: bool) -> None:
    found = _asked(lambda viewer: queries.nik_conflicts(seen_by=viewer, limit=limit, at=session.now()))
    if as_json:
        print_json([dataclasses.asdict(row) for row in found])
        return
    table(
        t("NIK ganda", "Shared NIK"),
        [t("NIK", "NIK"), t("Nama-nama", "Names"), t("Orang", "Person")],
        [[row.nik_masked, ", ".join(row.names), str(row.person_id)] for row in found],
    )


@click.command(
    help=t("Gabungkan dua nomor orang menjadi satu; bisa dipisah lagi.", "Make one person of two ids; can be undone.")
)
@click.argument("from_person", type=int)
@click.argument("into_person", type=int)
@click.option("--reason", required=True)
def merge(from_person: int, into_person: int, reason: str) -> None:
    try:
        merged = _asked(
            lambda viewer: actions.merge(
                from_person=from_person, into_person=into_person, reason=reason, by=viewer, at=session.now()
            )
        )
    except actions.NoSuchPerson:
        refuse(t("Salah satu nomor tidak dikenal.", "One of the ids is not known."))
    say(Words(id="Digabung; nomor penggabungan {id}.", en="Merged; the merge is number {id}."), id=merged.pk)


@click.command(help=t("Pisahkan lagi yang digabung.", "Undo a merge."))
@click.argument("merge_id", type=int)
@click.option("--reason", required=True)
def unmerge(merge_id: int, reason: str) -> None:
    try:
        back = _asked(lambda viewer: actions.unmerge(merge_id=merge_id, reason=reason, by=viewer, at=session.now()))
    except actions.NotMerged:
        refuse(t("Tidak ada penggabungan yang berlaku dengan nomor itu.", "No standing merge has this number."))
    except actions.UndoLaterMergeFirst as refused:
        refuse(t(f"Pisahkan dulu penggabungan {refused.merge_id}.", f"Undo merge {refused.merge_id} first."))
    say(Words(id="{n} kepesertaan kembali.", en="{n} memberships went back."), n=back)


@click.command(
    help=t(
        "Setelah Payung diperbarui: buat ulang kunci nama di register dan daftar yang sudah ada.\n\n"
        "Kunci nama ialah ejaan baku yang dipakai mencari orang. Versi baru dapat mengejanya lain; baris lama memakai ejaan lama sampai perintah "
        "ini dijalankan. Jumlahnya ditunjukkan dulu; --apply menuliskannya, sebagian demi sebagian. Bila terhenti, jalankan lagi: yang sudah jadi hanya dibaca.\n\n"
        "\b\nContoh:\n  payung register rekey\n  payung register rekey --apply",
        "After an upgrade of Payung: make the name keys of the standing register and lists anew.\n\n"
        "A name key is the canonical spelling by which people are found. A new version may spell it otherwise; old rows keep the old spelling until "
        "this is run. The number is shown first; --apply writes it, part by part. Where it was stopped, run it again: what is done is only read.\n\n"
        "\b\nExample:\n  payung register rekey\n  payung register rekey --apply",
    )
)
@click.option("--apply", "really", is_flag=True, help=t("Tuliskan kunci yang baru.", "Write the new keys."))
@click.option("--json", "as_json", is_flag=True)
def rekey(really: bool, as_json: bool) -> None:
    viewer = session.viewer()
    try:
        with steps(make_keys_anew.blocks(), quiet=as_json) as advance:
            done = make_keys_anew.run(
                home=settings.PAYUNG_HOME, really=really, by=viewer, at=session.now(), tell=advance
            )
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    if as_json:
        print_json(dataclasses.asdict(done))
        return
    table(
        t("Kunci nama dari versi lama", "Name keys of an older version"),
        [t("Register", "Register"), t("Daftar", "Lists")],
        [[done.register, done.lists]],
    )
    if done.applied:
        say(Words(id="Ditulis ulang.", en="Written anew."))
    elif done.register or done.lists:
        say(Words(id="Belum ditulis; tambahkan --apply.", en="Not written; add --apply."))
    else:
        say(Words(id="Semua kunci sudah dari versi ini.", en="All keys are of this version."))


def _asked(question: object) -> object:
    """Ask as the signed-in account; a missing right ends the command."""
    try:
        return question(session.viewer())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
