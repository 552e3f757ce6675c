"""The entry: which command lives where, and what it needs before it runs."""

from __future__ import annotations

import importlib
import os
import sys

import click
import django
from django.conf import settings

from payung.cli.terminal import refuse, t
from payung.gateways import embedded


class Lazy(click.Group):
    """A group whose commands are loaded when they are called: `payung list check` must start without a database."""

    def __init__(self, *args: object, places: dict[str, str], needs_database: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.needs_database = needs_database

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.places)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.places:
            return None
        where, _, without = self.places[name].partition(" ")
        module, _, attribute = where.partition(":")
        if self.needs_database and without != "without-database":
            ready(starts_server=without != "without-server")
        return getattr(importlib.import_module(module), attribute)


def ready(*, starts_server: bool) -> None:
    """Set Django up and see that the database answers: the embedded one is started where no server is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.settings")
    django.setup()
    # Help must not start a server.
    if starts_server and settings.PAYUNG_EMBEDDED and not {"--help", "-h"} & set(sys.argv):
        try:
            embedded.start(settings.PAYUNG_HOME)
        except (embedded.DatabaseWillNotStart, embedded.NoDatabaseBinaries) as refused:
            refuse(
                t(
                    f"Basis data tidak dapat dijalankan: {refused}",
                    f"The database cannot be started: {refused}",
                )
            )


def _group(name: str, id: str, en: str, **places: str) -> Lazy:
    return Lazy(name, help=t(id, en), places={key.replace("_", "-"): value for key, value in places.items()})


GROUPS = {
    "list": lambda: _group(
        "list",
        "Daftar usulan: periksa, terima, rekap, kembalikan.",
        "Lists: check, receive, receipt, return.",
        check="payung.cli.lists:check without-database",
        receive="payung.cli.receive:receive",
        show="payung.cli.receive:show",
        receipt="payung.cli.receive:receipt",
        rows="payung.cli.receive:rows",
        layouts="payung.cli.receive:layouts",
    ),
    "review": lambda: _group(
        "review",
        "Verval: lihat pasangan yang meragukan dan putuskan.",
        "Review: look at doubtful pairs and rows, and decide.",
        next="payung.cli.review:next_pair",
        answer="payung.cli.review:answer",
        undo="payung.cli.review:undo",
        apply="payung.cli.review:apply",
        waiting="payung.cli.review:waiting",
        agreement="payung.cli.review:agreement",
        accept="payung.cli.review:accept",
        refuse="payung.cli.review:refuse_rows",
    ),
    "register": lambda: _group(
        "register",
        "Register peserta: muat ekstrak, lihat bentrokan, gabung dan pisah.",
        "The register: load extracts, see conflicts, merge and un-merge.",
        load="payung.cli.register:load",
        show="payung.cli.register:show",
        conflicts="payung.cli.register:conflicts",
        merge="payung.cli.register:merge",
        unmerge="payung.cli.register:unmerge",
    ),
    "linkage": lambda: _group(
        "linkage",
        "Pemadanan: latih model dari data instalasi ini, terima model, ukur.",
        "Matching: train a model on this installation's rows, accept it, measure.",
        train="payung.cli.linkage:train",
        models="payung.cli.linkage:models",
        accept="payung.cli.linkage:accept",
    ),
    "account": lambda: _group(
        "account",
        "Akun: masuk, keluar, buka, tutup.",
        "Accounts: sign in and out, open, close.",
        login="payung.cli.account:login",
        logout="payung.cli.account:logout",
        whoami="payung.cli.account:whoami",
        open="payung.cli.account:open_account",
        close="payung.cli.account:close_account",
    ),
    "database": lambda: _group(
        "database",
        "Basis data: jalankan, hentikan, cadangkan, pulihkan, bersihkan.",
        "The database: start, stop, back up, restore, purge.",
        start="payung.cli.database:start",
        stop="payung.cli.database:stop without-server",
        backup="payung.cli.database:backup",
        restore="payung.cli.database:restore",
        purge="payung.cli.database:purge",
    ),
    "audit": lambda: _group(
        "audit",
        "Jejak: segel dan periksa.",
        "The trail: seal and verify.",
        seal="payung.cli.trail:seal",
        verify="payung.cli.trail:verify",
        export="payung.cli.trail:export",
    ),
}
SINGLE = {
    "law": "payung.cli.law:law without-database",
    "setup": "payung.cli.setup:setup",
    "demo": "payung.cli.demo:demo",
}


class Payung(click.Group):
    """The root group: groups and single commands, in the order of a working day."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*GROUPS, *SINGLE]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in GROUPS:
            return GROUPS[name]()
        if name in SINGLE:
            return Lazy(places=SINGLE).get_command(ctx, name)
        return None


def main() -> None:
    """Run one command; `--lang` is read first, because help is written while commands load."""
    words = sys.argv[1:]
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            os.environ["PAYUNG_LANG"] = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(words):
            os.environ["PAYUNG_LANG"] = words[place + 1]
    root = Payung(
        "payung",
        help=t(
            "Dari daftar usulan yang berantakan sampai pekerja yang terlindungi.",
            "From messy lists to protected workers.",
        ),
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(["id", "en"]),
                help=t("Bahasa: id (bawaan) atau en.", "Language: id (default) or en."),
                expose_value=False,
            )
        ],
    )
    root(prog_name="payung")


if __name__ == "__main__":
    main()
