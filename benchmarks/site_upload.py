"""A big workbook dropped on a real site (web and worker): seconds from drop to receipt, and how pages answer meanwhile.

    python -m benchmarks.site_upload FOLDER ROWS

The folder gets an installation of its own (embedded database, one verifier, one sender) and is used again next time.
"""

from __future__ import annotations

import datetime as dt
import http.cookiejar
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

PORT = 8123
ADDRESS = f"http://127.0.0.1:{PORT}"
NAME, PASSWORD = "pengukur", "kapal-nelayan-biru"


class Clerk:
    """Somebody signed in, as a browser is."""

    def __init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def reads(self, path: str) -> str:
        """Return a page."""
        with self.opener.open(ADDRESS + path, timeout=120) as answer:
            return answer.read().decode()

    def sends(self, path: str, fields: dict[str, str], file: Path | None = None) -> str:
        """Send a form, with a file if there is one; return the page that comes then, after its address."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.reads(path))
        fields = fields | {"csrfmiddlewaretoken": token.group(1) if token else ""}
        between = uuid.uuid4().hex
        body = b"".join(
            f'--{between}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in fields.items()
        )
        if file:
            head = f'--{between}\r\nContent-Disposition: form-data; name="files"; filename="{file.name}"\r\n\r\n'
            body += head.encode() + file.read_bytes() + b"\r\n"
        request = urllib.request.Request(
            ADDRESS + path,
            data=body + f"--{between}--\r\n".encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={between}", "Referer": ADDRESS + path},
        )
        with self.opener.open(request, timeout=120) as answer:
            return f"{answer.url}\n{answer.read().decode()}"


def prepare(home: Path, rows: int) -> Path:
    """Make the installation and the list, if they are not there; return the list."""
    import django  # noqa: PLC0415 (the home must be known before Django is)

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from payung.access import actions as access  # noqa: PLC0415
    from payung.demo import sign_ins  # noqa: PLC0415
    from payung.demo.big_lists import write_big_list  # noqa: PLC0415
    from payung.demo.places import load_places  # noqa: PLC0415
    from payung.demo.scene import BONTANG  # noqa: PLC0415
    from payung.gateways import embedded  # noqa: PLC0415
    from payung.intake import actions as intake  # noqa: PLC0415

    embedded.start(settings.PAYUNG_HOME)
    call_command("migrate", database="owner", verbosity=0)
    now = dt.datetime.now(dt.UTC)
    office = access.open_office(name="Disnaker Kota Ukur", kind="pemda", kabupaten_code="64.74", at=now)
    access.open_account(
        name=NAME, full_name="Pengukur", office=office, role="verifier", password=PASSWORD, at=now, senders=()
    )
    # Read by everybody, as the demo's: whoever measures is not asked for another password first.
    sign_ins.keep(home, [sign_ins.SignIn(NAME, "verifier", PASSWORD)])
    intake.open_sender(code="diskop", name="Diskop", kind="opd", office_id=office.pk, at=now)
    path = home / f"daftar-{rows}-{now:%d%H%M%S}.xlsx"
    write_big_list(path, rows, BONTANG, load_places())
    return path


def watch(pages: list[str], took: dict[str, list[float]], wrong: list[str], ended: threading.Event) -> None:
    """Read pages in turn, as a colleague would, and note how long each took."""
    colleague = Clerk()
    colleague.sends("/sign-in/login/", {"login": NAME, "password": PASSWORD})
    while not ended.is_set():
        for path in list(pages):
            started = time.monotonic()
            try:
                colleague.reads(path)
            except (urllib.error.URLError, TimeoutError) as failed:
                wrong.append(f"{path}: {failed}")
            took.setdefault(path, []).append(time.monotonic() - started)
            time.sleep(0.2)


def drop(clerk: Clerk, file: Path) -> tuple[float, str]:
    """Drop a list, accept its columns if asked to, wait for its receipt; return the seconds and its address."""
    started = time.monotonic()
    fields = {"sender": "diskop", "kind": "proposal", "purpose": "ukur", "list_on": "2026-03-01"}
    address, page = clerk.sends("/lists/upload/", fields, file).split("\n", 1)
    path = urllib.parse.urlsplit(address).path
    while True:
        page = clerk.reads(path)
        if found := re.search(r'href="(/lists/\d+/)"', page):
            return time.monotonic() - started, found.group(1)
        if "/columns/" in page:
            sys.stdout.write("columns were settled as proposed\n")
            path = urllib.parse.urlsplit(clerk.sends(f"{path}columns/", {}).split("\n", 1)[0]).path
        elif 'note bad" role="alert"' in page:
            raise SystemExit(page)
        time.sleep(0.5)


def main() -> None:
    """Serve, drop, measure, end."""
    home, rows = Path(sys.argv[1]).absolute(), int(sys.argv[2])
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {"PAYUNG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "payung.settings"}
    file = prepare(home, rows)
    site = subprocess.Popen([sys.executable, "-m", "payung.cli.main", "site", "--port", str(PORT)])
    took: dict[str, list[float]] = {}
    wrong: list[str] = []
    ended = threading.Event()
    try:
        clerk = Clerk()
        for _ in range(120):
            try:
                clerk.reads("/")
                break
            except urllib.error.URLError:
                time.sleep(0.5)
        clerk.sends("/sign-in/login/", {"login": NAME, "password": PASSWORD})
        pages = ["/home/", "/lists/", "/lists/upload/"]
        watching = threading.Thread(target=watch, args=(pages, took, wrong, ended))
        watching.start()
        seconds, receipt = drop(clerk, file)
        meanwhile = {path: list(times) for path, times in took.items()}
        rows_page = f"{receipt}rows/"
        pages[:] = [receipt, rows_page, f"{rows_page}?verdict=verval", f"{rows_page}?reason=nik_short"]
        time.sleep(12)
        ended.set()
        watching.join()
    finally:
        site.terminate()
        site.wait(60)
    sys.stdout.write(f"{rows} rows, {file.stat().st_size >> 20} MB: {seconds:.1f} s from drop to receipt\n")
    for told, found in (("meanwhile", meanwhile), ("then", {path: took[path] for path in pages if path in took})):
        for path, times in found.items():
            top = sorted(times)[int(len(times) * 0.95)] if len(times) > 1 else times[0]
            sys.stdout.write(
                f"{told} {path:40} {len(times):4} x median {statistics.median(times) * 1000:5.0f} ms p95 {top * 1000:5.0f} ms\n"
            )
    for line in wrong[:10]:
        sys.stdout.write(f"! {line}\n")


if __name__ == "__main__":
    main()
