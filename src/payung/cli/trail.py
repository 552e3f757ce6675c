"""The trail of what was done: seal it, verify it, hand it over."""

from __future__ import annotations

import json

import click

from payung.access.viewer import NotAllowed
from payung.audit import actions, queries
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import STOPPED, print_json, refuse, say, t
from payung.vocabulary.words import Words


def _must(right: str) -> None:
    try:
        session.viewer().must(right)
    except NotAllowed as refused:
        refuse(not_allowed(refused))


@click.command(help=t("Segel semua kejadian sejak segel terakhir.", "Seal every event since the last seal."))
def seal() -> None:
    session.viewer()
    sealed = actions.seal(at=session.now())
    if sealed is None:
        say(Words(id="Tidak ada yang baru.", en="Nothing new."))
    else:
        say(Words(id="{n} kejadian disegel: {root}", en="{n} events sealed: {root}"), n=sealed.events, root=sealed.root)


@click.command(help=t("Periksa apakah jejak masih utuh.", "Check that the trail is whole."))
@click.option("--json", "as_json", is_flag=True)
def verify(as_json: bool) -> None:
    _must("see_audit")
    broken = actions.verify()
    if as_json:
        print_json([{"seal": one.seal, "first_event": one.first_event, "last_event": one.last_event} for one in broken])
    if broken:
        refuse(
            *[
                t(
                    f"Segel {one.seal} tidak cocok (kejadian {one.first_event}–{one.last_event}).",
                    f"Seal {one.seal} is broken (events {one.first_event}–{one.last_event}).",
                )
                for one in broken
            ],
            code=STOPPED,
        )
    if not as_json:
        say(Words(id="Jejak utuh.", en="The trail is whole."))


@click.command(help=t("Ekspor jejak sebagai JSON per baris.", "Export the trail as JSON lines."))
@click.argument("file", type=click.File("w", encoding="utf-8"))
def export(file: click.utils.LazyFile) -> None:
    _must("see_audit")
    for event in queries.events():
        file.write(json.dumps(event, ensure_ascii=False, default=str) + "\n")
