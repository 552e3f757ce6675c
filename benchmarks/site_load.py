"""So many verifiers at work on a running site, from a process of their own: what each page took, and what went wrong.

    ./run payung site --port 8000 &
    python -m benchmarks.site_load http://127.0.0.1:8000 NAME PASSWORD [people] [seconds]

Each visitor reads pages in the mix below with two to six seconds of thought between them, as people do. Their work begins, and is
counted, when all have signed in: hashing a password takes half a second of work on purpose, and fifty come within five seconds.
"""

from __future__ import annotations

import html
import http.cookiejar
import random
import re
import statistics
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict

MIX = (
    ("/home/", 2),
    ("/lists/", 3),
    ("/lists/{list}/", 3),
    ("/review/", 5),
    ("/candidates/", 2),
    ("/decrees/", 2),
    ("/money/", 1),
    ("/coverage/", 2),
)
THOUGHT = (2.0, 6.0)
SIGN_IN = "sign in"


class Visitor(threading.Thread):
    """One signed-in person who goes from page to page until the time is over."""

    def __init__(self, address: str, name: str, password: str, seconds: int, together: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.address, self.name_, self.password = address, name, password
        self.seconds, self.together = seconds, together
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.took: list[tuple[str, float]] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Sign in, look for the lists, and read."""
        chance = random.Random(self.ident)
        page = self._read("/sign-in/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        said = {"csrfmiddlewaretoken": token.group(1) if token else "", "login": self.name_, "password": self.password}
        self._read("/sign-in/login/", urllib.parse.urlencode(said).encode(), told=SIGN_IN)
        lists = re.findall(r'href="/lists/(\d+)/"', self._read("/lists/")) or ["1"]
        pages = [address for address, weight in MIX for _ in range(weight)]
        self.together.wait()
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            time.sleep(chance.uniform(*THOUGHT))
            wanted = chance.choice(pages)
            self._read(wanted.replace("{list}", chance.choice(lists)), told=wanted)

    def _read(self, path: str, data: bytes | None = None, told: str = "") -> str:
        started = time.monotonic()
        request = urllib.request.Request(self.address + path, data=data, headers={"Referer": self.address + path})
        try:
            with self.opener.open(request, timeout=60) as answer:
                text = answer.read().decode()
        except (urllib.error.URLError, TimeoutError) as failed:
            self.wrong.append(f"{path}: {failed}")
            return ""
        if told:
            self.took.append((told, time.monotonic() - started))
        return html.unescape(text)


def main() -> None:
    """Let them work and print a table."""
    address, name, password = sys.argv[1:4]
    people, seconds = (int(one) for one in (sys.argv[4:6] + ["50", "60"][len(sys.argv[4:6]) :]))
    together = threading.Barrier(people)
    visitors = [Visitor(address.rstrip("/"), name, password, seconds, together) for _ in range(people)]
    for one in visitors:
        one.start()
        time.sleep(0.1)
    for one in visitors:
        one.join()
    by_page: dict[str, list[float]] = defaultdict(list)
    for visitor in visitors:
        for path, took in visitor.took:
            by_page[path].append(took)
            if path != SIGN_IN:
                by_page["all"].append(took)
    wrong = [line for visitor in visitors for line in visitor.wrong]
    sys.stdout.write(f"{people} people, {seconds} s, {len(by_page['all'])} pages, {len(wrong)} errors\n")
    for path, took in sorted(by_page.items()):
        cuts = statistics.quantiles(took, n=20) if len(took) > 1 else took * 19
        sys.stdout.write(f"{path:24} {len(took):6} median {cuts[9] * 1000:6.0f} ms  p95 {cuts[18] * 1000:6.0f} ms\n")
    for line in wrong[:10]:
        sys.stdout.write(f"! {line}\n")


if __name__ == "__main__":
    main()
