"""The pictures of README and docs: the demo's site as each role sees it, wide and on a phone.

./run demo --people 2000 && ./run site &
PYTHONPATH=.:src python -m tests.web.pictures http://127.0.0.1:8000 .payung/demo docs/pictures
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.settings")

import django

django.setup()

from payung.demo import sign_ins  # noqa: E402
from tests.web.browser import NARROW, WIDE, Visitor, chromium, visiting  # noqa: E402

PAGES = {
    "rini": (
        "home",
        "lists",
        "review",
        "field",
        "candidates",
        "exchanges",
        "decrees",
        "letters",
        "money",
        "coverage",
        "people",
    ),
    "hadi": ("home", "decrees", "programmes/bontang-rentan"),
    "tono": ("home", "money"),
    "ratna": ("home", "decrees", "coverage"),
    "bima": ("home", "coverage", "coverage/missing"),
    "nurul": ("home", "exchanges"),
    "lestari": ("home", "trail", "people"),
    "sari": ("home", "accounts"),
    "wati": ("home", "lists"),
}


def main() -> None:
    """Take them all."""
    address, home, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    wanted = set(sys.argv[4:])
    folder.mkdir(parents=True, exist_ok=True)
    passwords = {one.name: one.password for one in sign_ins.kept(home)}
    with chromium() as browser:
        for size, width in ((WIDE, "wide"), (NARROW, "phone")):
            for name, pages in PAGES.items():
                with visiting(browser, address, size=size) as person:
                    person.signs_in(name, passwords[name])
                    for page in pages:
                        _take(person, page, folder / f"{name}-{page.replace('/', '-')}-{width}.png", wanted)


def _take(person: Visitor, page: str, path: Path, wanted: set[str]) -> None:
    if wanted and path.stem not in wanted:
        return
    person.goes_to(f"/{page}/")
    # Parts that a page asks for by itself belong to the picture.
    person.page.wait_for_load_state("networkidle")
    person.page.screenshot(path=path, full_page=False)
    for complaint in person.complaints:
        sys.stdout.write(f"{path.name}: {complaint}\n")


if __name__ == "__main__":
    main()
