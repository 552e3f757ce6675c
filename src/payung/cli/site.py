"""`payung site`: web and worker of one installation, until somebody ends them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from django.conf import settings

from payung.access import actions as access
from payung.audit.migrating import migrate
from payung.cli import server, session
from payung.cli.old_keys import warn_of_old_keys
from payung.cli.terminal import refuse, say, t, table
from payung.demo import sign_ins
from payung.flows import set_up_an_office
from payung.vocabulary.words import Words

#: How long web and worker may take to finish what they are at.
PATIENCE = 20
BEAT = 0.5
#: What falls more often within so many seconds cannot stand: the site ends, and who runs the machine reads why.
FALLS, FALLS_WITHIN = 5, 60
FELL = Words(id="{what} berhenti (kode {code}); dijalankan lagi.", en="{what} ended (code {code}); begun again.")


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
@click.option(
    "--workers",
    type=click.IntRange(1, 16),
    default=2,
    show_default=True,
    help=t(
        "Pekerja latar: sebanyak ini pekerjaan berjalan bersamaan.",
        "Background workers: so many orders are done at once.",
    ),
)
@click.option("--stop", "ends", is_flag=True, help=t("Akhiri situs yang berjalan.", "End the running site."))
def site(port: int, bind: str, threads: int, workers: int, ends: bool) -> None:
    if ends:
        _stop()
        return
    if _running():
        refuse(t("Situs ini sudah berjalan; akhiri dengan --stop.", "The site is running already; end it with --stop."))
    _refuse_taken_port(bind, port)
    server.start()
    migrate()
    warn_of_old_keys()
    set_up_an_office.keep_known_zone(home=settings.PAYUNG_HOME)
    demo = [one.name for one in sign_ins.kept(settings.PAYUNG_HOME)]
    access.note_first_passwords(but_not=demo, at=session.now())
    web = [sys.executable, "-m", "gunicorn", "payung.web.wsgi", "--bind", f"{bind}:{port}", "--threads", str(threads)]
    web += ["--timeout", "120", "--log-level", "warning", "--no-control-socket"]
    worker = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "1"]
    _tell(f"http://{bind}:{port}/")
    # More than one: a workbook that came in does not wait for somebody's decree to be printed.
    hands = {f"worker {number}": worker for number in range(1, workers + 1)}
    raise SystemExit(_serve({"web": web} | hands))


class _Part:
    """Web or worker: what ends by itself is begun anew, unless it cannot stand."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.command = name, list(command)
        self.falls: list[float] = []
        self.process = self._begin()

    def _begin(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "payung.settings"}
        return subprocess.Popen(self.command, env=environment, start_new_session=True)

    def stands(self) -> bool:
        """Return whether the part runs, perhaps again; False once it fell too often."""
        if self.process.poll() is None:
            return True
        now = time.monotonic()
        self.falls = [*(at for at in self.falls if at > now - FALLS_WITHIN), now]
        if len(self.falls) > FALLS:
            return False
        say(FELL, what=self.name, code=self.process.returncode)
        self.process = self._begin()
        return True


def _serve(commands: Mapping[str, Sequence[str]]) -> int:
    """Run the parts until somebody ends us or one cannot stand; leave nothing running. Return 0, or the exit code of that one."""
    ended = False

    def end(*_: object) -> None:
        nonlocal ended
        ended = True

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, end)
    parts = [_Part(name, command) for name, command in commands.items()]
    _mark().write_text(str(os.getpid()))
    try:
        while not ended:
            fallen = next((one for one in parts if not one.stands()), None)
            if fallen is not None:
                return fallen.process.returncode or 1
            time.sleep(BEAT)
        return 0
    finally:
        for part in parts:
            part.process.terminate()
        for part in parts:
            try:
                part.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                part.process.kill()
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
