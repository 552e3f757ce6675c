"""The database of this installation: start, stop, back up, restore, purge."""

from __future__ import annotations

import os
from pathlib import Path

import click
from django.conf import settings

from payung.access.viewer import NotAllowed
from payung.audit.migrating import migrate
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import number, print_json, refuse, say, t
from payung.flows import keep_it_safe, purge_what_is_old
from payung.gateways import embedded
from payung.vocabulary.words import Words


def _programs() -> Path:
    return embedded.tool(settings.PAYUNG_HOME, "pg_dump").parent


@click.command(
    help=t("Jalankan basis data dan mutakhirkan tabelnya.", "Start the database and bring its tables up to date.")
)
def start() -> None:
    migrate()
    say(Words(id="Basis data siap.", en="The database is ready."))


@click.command(
    help=t("Hentikan basis data tertanam. Tidak ada yang hilang.", "Stop the embedded database. Nothing is lost.")
)
def stop() -> None:
    if not settings.PAYUNG_EMBEDDED:
        refuse(t("Basis data ini milik server lain.", "This database belongs to another server."))
    stopped = embedded.stop(settings.PAYUNG_HOME)
    say(
        Words(id="Basis data dihentikan.", en="The database is stopped.")
        if stopped
        else Words(id="Tidak ada yang berjalan.", en="Nothing was running.")
    )


@click.command(
    help=t(
        "Cadangkan semuanya ke SATU berkas (basis data, berkas daftar, kunci).",
        "Back everything up into ONE file (database, received files, key).",
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    try:
        session.viewer().must("administer")
        digest = keep_it_safe.back_up(
            home=settings.PAYUNG_HOME, programs=_programs(), database=settings.DATABASES["owner"], target=file
        )
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except keep_it_safe.BackupFailed as failed:
        refuse(str(failed))
    say(
        Words(id="Dicadangkan: {file} (SHA-256 {digest})", en="Backed up: {file} (SHA-256 {digest})"),
        file=file,
        digest=digest,
    )


@click.command(
    help=t(
        "Pulihkan instalasi KOSONG dari satu berkas cadangan.", "Restore an EMPTY installation from one backup file."
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    try:
        keep_it_safe.restore(
            home=settings.PAYUNG_HOME, programs=_programs(), database=settings.DATABASES["owner"], source=file
        )
    except keep_it_safe.NotEmpty:
        refuse(
            t(
                "Instalasi ini sudah berisi data; pulihkan ke instalasi kosong.",
                "This installation holds data; restore into an empty one.",
            )
        )
    except keep_it_safe.NotABackup as refused:
        refuse(t(f"Bukan berkas cadangan yang utuh: {refused}", f"Not a whole backup: {refused}"))
    except keep_it_safe.BackupFailed as failed:
        refuse(str(failed))
    # What is sealed from here on is sealed with the secret that came with the back-up.
    if not os.environ.get("PAYUNG_SECRET_KEY") and (settings.PAYUNG_HOME / "secret_key").exists():
        settings.SECRET_KEY = (settings.PAYUNG_HOME / "secret_key").read_text()
    # A back-up of an earlier version has its tables.
    migrate()
    say(Words(id="Dipulihkan.", en="Restored."))


@click.command(
    help=t(
        "Hapus yang sudah lewat masa simpannya. Tanpa --apply hanya ditunjukkan.",
        "Delete what is past its retention. Without --apply it is only shown.",
    )
)
@click.option("--apply", "really", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
def purge(really: bool, as_json: bool) -> None:
    viewer = session.viewer()
    try:
        counts = purge_what_is_old.purge(home=settings.PAYUNG_HOME, by=viewer, at=session.now(), really=really)
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    if as_json:
        print_json(counts)
        return
    for name, count in counts.items():
        say(Words(id="{name}: {count}", en="{name}: {count}"), name=name, count=number(count))
    if not really:
        say(Words(id="Uji coba saja; tambahkan --apply untuk menghapus.", en="Dry run; add --apply to delete."))
