"""What the terminal asks about a meeting whose papers are to be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from payung.cli.terminal import refuse, t
from payung.flows import write_meetings
from payung.letters.papers.kinds.meetings import Meeting

_OPTIONS = (
    click.option("--meeting", help=t("Nama rapat.", "Name of a meeting.")),
    click.option(
        "--on", type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]), help=t("Tanggal rapat.", "Day of the meeting.")
    ),
    click.option("--hours", help=t("Waktu, seperti tertulis di undangan.", "Hours, as the invitation says them.")),
    click.option("--place", help=t("Tempat rapat.", "Place of the meeting.")),
    click.option("--agenda", multiple=True, help=t("Acara; dapat diulang.", "Point of the agenda; may be repeated.")),
    click.option("--note", "notes", multiple=True, help=t("Catatan; dapat diulang.", "Note; may be repeated.")),
    click.option(
        "--guest",
        "guests",
        multiple=True,
        help=t("Jabatan atau instansi yang diundang; dapat diulang.", "Title or office invited; may be repeated."),
    ),
    click.option(
        "--guests-senders",
        "senders_too",
        is_flag=True,
        help=t("Undang semua pengusul.", "Invite every sender."),
    ),
)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a meeting."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def question(said: dict[str, Any], *, home: Path, at: dt.datetime) -> Any:
    """Return the question that writes a meeting's papers, or end the command: the day is needed."""
    if said["on"] is None:
        refuse(t("Sebutkan tanggal rapat (--on).", "Give the day of the meeting (--on)."), code=2)
    meeting = Meeting(
        said["meeting"],
        said["on"].date(),
        said["hours"] or "",
        said["place"] or "",
        tuple(said["agenda"]),
        tuple(said["notes"]),
    )
    return lambda viewer: write_meetings.run(
        meeting, guests=tuple(said["guests"]), senders_too=said["senders_too"], home=home, by=viewer, at=at
    )
