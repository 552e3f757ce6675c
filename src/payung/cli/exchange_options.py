"""The options that the commands of the round trips share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from payung.cli.terminal import t
from payung.exchanges import outgoing

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


def sending(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every sending."""
    for option in (
        click.option("--json", "as_json", is_flag=True),
        click.option(
            "--part",
            type=click.IntRange(min=1),
            default=outgoing.PART,
            show_default=True,
            help=t("Nama per berkas.", "Names per file."),
        ),
        click.option(
            "--asked-before",
            type=DAY,
            help=t(
                "Tanyakan lagi yang terakhir ditanyakan sebelum hari ini.",
                "Ask again whoever was asked last before this day.",
            ),
        ),
        click.option(
            "--to", type=click.Path(file_okay=False, path_type=Path), help=t("Folder tujuan.", "Folder for the files.")
        ),
        click.option(
            "--really",
            is_flag=True,
            help=t("Buat paket dan tulis berkasnya.", "Make the package and write its files."),
        ),
        click.argument("programme", metavar="CODE"),
    ):
        command = option(command)
    return command


def answering(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every answer."""
    for option in (
        click.option("--json", "as_json", is_flag=True),
        click.option(
            "--dry-run", is_flag=True, help=t("Hitung saja; tidak ada yang disimpan.", "Only count; store nothing.")
        ),
        click.option(
            "--although-unknown",
            is_flag=True,
            help=t("Terima walau sebagian besar NIK tidak ada di paket.", "Take it although most NIKs were not sent."),
        ),
        click.option("--accept-columns", is_flag=True, help=t("Terima usulan kolom.", "Take the proposed columns.")),
        click.option(
            "--column",
            "corrections",
            multiple=True,
            metavar="HEADING=FIELD",
            help=t("Betulkan satu kolom; kosong = tidak dipakai.", "Correct one column; empty = unread."),
        ),
        click.option(
            "--says",
            multiple=True,
            metavar="WORD=ANSWER",
            help=t(
                "Arti sebuah kata di berkas (LANJUT=Y); '*=T': semua baris tanpa jawaban.",
                "What a word of the file means (LANJUT=Y); '*=T': all rows without an answer.",
            ),
        ),
        click.option(
            "--rest-yes",
            is_flag=True,
            help=t(
                "Berkas hanya memuat penolakan: yang tidak disebut berkas mana pun dianggap Y/padan.",
                "The file lists rejects only: whom no file mentions is Y/padan.",
            ),
        ),
        click.option(
            "--take-newer",
            is_flag=True,
            help=t(
                "Jawaban baru yang bertentangan menggantikan yang lama.",
                "Newer answers that contradict replace the older ones.",
            ),
        ),
        click.option("--answered-on", type=DAY, help=t("Tanggal jawaban; bawaan hari ini.", "Day of the answer.")),
        click.argument(
            "paths",
            metavar="FILE...",
            nargs=-1,
            required=True,
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
        ),
        click.argument("package_id", metavar="PACKAGE", type=int),
    ):
        command = option(command)
    return command


SHOWN = ("files", "unanswered", "corrections", "conflicts", "unknown", "unreadable")


def showing(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--json", "as_json", is_flag=True),
        click.option("--limit", default=30, show_default=True),
        click.option(
            "--what",
            type=click.Choice(SHOWN),
            default="files",
            show_default=True,
            help=t("Isi paket yang ditunjukkan.", "What of the package is shown."),
        ),
        click.argument("package_id", metavar="[PACKAGE]", type=int, required=False),
    ):
        command = option(command)
    return command
