"""A map drawn by the server from outlines that the office took over: one path of SVG a place, shaded by its share. The table beside it says the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.coverage import boundaries
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.coverage_tables import Row
from payung.web.language import number, said

WIDTH = 800
LONGEST_SOURCE = 300
NO_FILE = Words(id="Pilih berkas GeoJSON.", en="Choose a GeoJSON file.")
KEPT = Words(
    id="Batas {places} wilayah disimpan; {others} bidang lain bukan wilayah kantor ini.",
    en="The boundaries of {places} places are kept; {others} other shapes are no place of this office.",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One place: its path, its shade, its row."""

    path: str
    row: Row


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing of some places; `lacking` have no outline."""

    height: int
    places: tuple[Drawn, ...]
    lacking: tuple[str, ...]
    source: str


def map_of(rows: Sequence[Row], kabupaten: str) -> Map | None:
    """Return the map of a table of places, or None where no outline of them was taken over."""
    if not rows or rows[0].figure.dimension not in ("kecamatan", "kelurahan"):
        return None
    known = boundaries.outlines(kabupaten, home=settings.PAYUNG_HOME)
    shown = [row for row in rows if row.figure.category in known.rings]
    corners = [corner for row in shown for ring in known.rings[row.figure.category] for corner in ring]
    if not corners:
        return None
    west, north = min(x for x, _ in corners), max(y for _, y in corners)
    east, south = max(x for x, _ in corners), min(y for _, y in corners)
    # A degree of longitude is shorter than one of latitude by the cosine; near the equator hardly.
    narrow = math.cos(math.radians((north + south) / 2))
    scale = WIDTH / max((east - west) * narrow, (north - south), 0.001)

    def path(rings: Sequence[boundaries.Ring]) -> str:
        return "".join(
            "M" + "L".join(f"{(x - west) * narrow * scale:.0f} {(north - y) * scale:.0f}" for x, y in ring) + "Z"
            for ring in rings
        )

    return Map(
        height=max(1, round((north - south) * scale)),
        places=tuple(Drawn(path(known.rings[row.figure.category]), row) for row in shown),
        lacking=tuple(row.name for row in rows if row.figure.category not in known.rings),
        source=known.source,
    )


@asking.door("measure_coverage")
def take_boundaries(request: HttpRequest) -> HttpResponse:
    """Take a file of boundaries over, or say everything that is wrong with it."""
    problems: list[str] = []
    if request.method == "POST":
        problems = _take(request)
        if not problems:
            return redirect("coverage_boundaries")
    who = asking.viewer(request)
    known = boundaries.outlines(who.kabupaten_code, home=settings.PAYUNG_HOME)
    context = {"problems": problems, "typed": request.POST, "count": len(known.rings), "source": known.source}
    return render(request, "payung/coverage/boundaries.html", context, status=422 if problems else 200)


def _take(request: HttpRequest) -> list[str]:
    file = request.FILES.get("file")
    if file is None:
        return [said(NO_FILE)]
    source = request.POST.get("source", "")[:LONGEST_SOURCE]
    try:
        kept = boundaries.keep(
            Path(file.temporary_file_path()),
            source=source,
            home=settings.PAYUNG_HOME,
            by=asking.viewer(request),
            at=asking.now(),
        )
    except boundaries.NotBoundaries as refused:
        return [said(one) for one in refused.problems]
    done = said(KEPT, places=number(kept.places), others=number(kept.others))
    messages.add_message(request, messages.SUCCESS, done, extra_tags="good")
    return []
