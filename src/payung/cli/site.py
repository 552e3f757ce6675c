"""`payung site`: web and worker of one installation, until somebody ends them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from django.conf import settings

from payung.access import actions as access
from payung.audit.migrating import migrate
from payung.cli import server, session
from payung.cli.terminal import refuse, say, t, table
from payung.demo import sign_ins
from payung.flows import set_up_an_office
from payung.vocabulary.words import Words

#: How long web and worker may take to finish what they are at.
PATIENCE = 20
BEAT = 0.5


@click.command(
    help=t(
        "Jalankan situs: web dan pekerja latar, di mesin ini saja kecuali PAYUNG_HOSTS menyebut nama lain. Akhiri dengan Ctrl-C atau --stop.",
        "Serve the site: web and background worker, on this machine only unless PAYUNG_HOSTS names another. End with Ctrl-C or --stop.",
    )
)
@click.option("--port", default=8000, show_default=True)
@click.option(
    "--bind", default="127.0.0.1", show_default=True, help=t("Alamat yang didengarkan.", "Address to listen on.")
)
@click.option("--threads", default=8, show_default=True)
@click.option("--stop", "ends", is_flag=True, help=t("Akhiri situs yang berjalan.", "End the running site."))
def site(port: int, bind: str, threads: int, ends: bool) -> None:
    if ends:
        _stop()
        return
    if _running():
        refuse(t("Situs ini sudah berjalan; akhiri dengan --stop.", "The site is running already; end it with --stop."))
    _refuse_taken_port(bind, port)
    server.start()
    migrate()
    set_up_an_office.keep_known_zone(home=settings.PAYUNG_HOME)
    demo = [one.name for one in sign_ins.kept(settings.PAYUNG_HOME)]
    access.note_first_passwords(but_not=demo, at=session.now())
    web = [sys.executable, "-m", "gunicorn", "payung.web.wsgi", "--bind", f"{bind}:{port}", "--threads", str(threads)]
    web += ["--timeout", "120", "--log-level", "warning", "--no-control-socket"]
    worker = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "1"]
    _tell(f"http://{bind}:{port}/")
    raise SystemExit(_serve([web, worker]))


def _serve(commands: Sequence[Sequence[str]]) -> int:
    """Run both until one ends or somebody ends us; leave nothing running. Return the exit code of who ended first."""
    ended = False

    def end(*_: object) -> None:
        nonlocal ended
        ended = True

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, end)
    running = [
        subprocess.Popen(
            list(one), env=os.environ | {"DJANGO_SETTINGS_MODULE": "payung.settings"}, start_new_session=True
        )
        for one in commands
    ]
    _mark().write_text(str(os.getpid()))
    try:
        while not ended and all(one.poll() is None for one in running):
            time.sleep(BEAT)
        return 0 if ended else next(one.returncode or 1 for one in running if one.poll() is not None)
    finally:
        for one in running:
            one.terminate()
        for one in running:
            try:
                one.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                one.kill()
        _mark().unlink(missing_ok=True)


def _tell(address: str) -> None:
    say(Words(id="Payung siap di {address}", en="Payung is ready at {address}"), address=address)
    known = sign_ins.kept(settings.PAYUNG_HOME)
    if known:
        table(
            t("Akun contoh (orang dan data buatan)", "Demo accounts (synthetic people and data)"),
            [t("Nama", "Name"), t("Peran", "Role"), t("Kata sandi", "Password")],
            [[one.name, one.role, one.password] for one in known],
        )
    say(Words(id="Akhiri: Ctrl-C atau ./run stop", en="End: Ctrl-C or ./run stop"))


def _stop() -> None:
    number = _running()
    if number is None:
        say(Words(id="Situs tidak berjalan.", en="The site is not running."))
        return
    os.kill(number, signal.SIGTERM)
    until = time.monotonic() + PATIENCE + 5
    while _running() and time.monotonic() < until:
        time.sleep(BEAT)
    say(Words(id="Situs dihentikan.", en="The site is stopped."))


def _mark() -> Path:
    return settings.PAYUNG_HOME / "site.pid"


def _running() -> int | None:
    """Return the process that serves this installation; a mark that a killed one left is not believed."""
    try:
        number = int(_mark().read_text())
        os.kill(number, 0)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    return number


def _refuse_taken_port(bind: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((bind, port))
        except OSError as taken:
            refuse(
                t(
                    f"Porta {port} tidak dapat dipakai: {taken.strerror}. Coba --port lain.",
                    f"Port {port} cannot be used: {taken.strerror}. Try another --port.",
                )
            )
