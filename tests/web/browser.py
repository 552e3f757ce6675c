"""A real Chromium in front of the real site: sign in as somebody, look at a page, let axe judge it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from playwright.sync_api import Browser, Page, Request, sync_playwright
from procrastinate.contrib.django import app

from tests.people import PASSWORD

# Playwright's loop lives in the main thread; the site answers in threads of its own, so Django's guard is not needed here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
# Only what is wrong is written out: the same rules, without a report of all that is right.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


#: What axe does not ask: titles, headings, landmarks, tables, lone figures, chatter, focus.
OUR_RULES = (Path(__file__).parent / "barriers.js").read_text("utf-8")


class Quiet(WSGIRequestHandler):
    """A test prints nothing of each request."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Handler(WSGIHandler):
    """A request of the site in a thread of its own, which leaves no connection behind."""

    def __call__(self, *args: object) -> object:
        try:
            return super().__call__(*args)
        finally:
            connections.close_all()


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site on a free port of this machine and yield its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, allow_reuse_address=False)
    server.daemon_threads = True
    server.set_app(Handler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium: without its windows where it is installed so, which takes a third of the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    assert program, "The pages are tested in a real browser: install one (apt-get install chromium)."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Somebody at a browser; console errors and failed requests of the site are collected."""

    page: Page
    address: str
    complaints: list[str]

    def goes_to(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.address + path)

    def follows(self, selector: str) -> None:
        """Click on what leads to another page; what is asked then is asked of the new one, however slow the machine."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def signs_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in through the form."""
        self.goes_to("/sign-in/login/")
        self.page.fill("#id_login", name)
        self.page.fill("#id_password", password)
        self.follows("main form button")
        self.page.wait_for_url("**/home/")

    def finds_no_barrier(self) -> None:
        """Let axe look at the page: WCAG 2.2 AA, no violation; then our own rules; and nothing wider than the window."""
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        broken = self.page.evaluate(OUR_RULES)
        assert broken == [], "\n".join([self.page.url, *broken])
        self.fits_the_window()

    def fits_the_window(self) -> None:
        """See that nothing of the page is wider than the window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"the page is {wide} px wider than the window"

    def finds_no_barrier_at_either_width(self) -> None:
        """Look at the page on a desk and on a phone; axe, which takes a second, looks at the desk in one language and at the phone in the other."""
        is_english = self.page.locator("html").get_attribute("lang") == "en"
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            if (size is NARROW) == is_english:
                self.finds_no_barrier()
            else:
                self.fits_the_window()


def _left_early(lost: Request) -> bool:
    """Return whether the browser gave up fetching part of a page because the visitor went on; a missing part answers 404."""
    return lost.failure == "net::ERR_ABORTED" and lost.method == "GET" and not lost.is_navigation_request()


@contextmanager
def visiting(
    browser: Browser, address: str, *, size: dict[str, int] = WIDE, language: str = "id", scripts: bool = True
) -> Iterator[Visitor]:
    """Open a fresh window, with JavaScript or without; at its end nothing of it may have failed."""
    window = browser.new_context(viewport=size, locale=language, bypass_csp=False, java_script_enabled=scripts)
    page = window.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda wrong: complaints.append(str(wrong)))
    page.on(
        "requestfailed", lambda lost: None if _left_early(lost) else complaints.append(f"{lost.url}: {lost.failure}")
    )
    window.add_cookies([{"name": "django_language", "value": language, "url": address}])
    try:
        yield Visitor(page, address, complaints)
    finally:
        window.close()


def work_off() -> None:
    """Let a real worker do all that is queued, and end; in a thread of its own, for Playwright's loop lives in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_work_off).result()


def _work_off() -> None:
    try:
        app.with_connector(app.connector.get_worker_connector()).run_worker(wait=False, install_signal_handlers=False)
    finally:
        connections.close_all()


def keep_a_picture(page: Page, folder: Path, name: str) -> None:
    """Keep a screenshot for those who want to look: under the folder that PAYUNG_PICTURES names, else none."""
    place = os.environ.get("PAYUNG_PICTURES")
    if place:
        (Path(place) / folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(place) / folder / f"{name}.png", full_page=True)
