"""Outlines of places as somebody official drew them: read from GeoJSON, thinned, kept beside the installation's files. None ship with Payung."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.coverage.classes import LEVELS
from payung.vocabulary.words import Words

Ring = list[tuple[float, float]]

LARGEST = 20 * 1024 * 1024
# The corners of Indonesia in degrees: what lies outside is another projection, or latitude and longitude exchanged.
WEST, EAST, SOUTH, NORTH = 94.0, 142.0, -12.0, 7.0
# A corner nearer than this to the last one is left out (about thirty metres); a place keeps so many at most.
NEAREST, MOST_CORNERS = 0.0003, 400
# So many problems are said of one file.
MOST_TOLD = 20
CODE = re.compile(r"[0-9]{2}\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?")

NOT_JSON = Words(id="Berkas bukan GeoJSON.", en="The file is not GeoJSON.")
TOO_LARGE = Words(id="Berkas lebih dari 20 MB.", en="The file is over 20 MB.")
NO_SOURCE = Words(id="Sebutkan sumber batas wilayah.", en="State the source of the boundaries.")
NO_PLACE = Words(
    id="Tidak ada wilayah kantor ini di berkas: setiap bidang perlu kode Kemendagri bertitik (64.74.01.1001).",
    en="The file has no place of this office: each shape needs a dotted Kemendagri code (64.74.01.1001).",
)
NOT_DEGREES = Words(
    id="{code}: koordinat bukan bujur dan lintang Indonesia (WGS 84).",
    en="{code}: the coordinates are no longitude and latitude in Indonesia (WGS 84).",
)


class NotBoundaries(Exception):
    """The file cannot be taken over; `problems` says why, all at once."""

    def __init__(self, problems: list[Words]) -> None:
        super().__init__("; ".join(one.en for one in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Kept:
    """How many places have an outline now, and how many shapes of the file were no place of this office."""

    places: int
    others: int


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings of places by code (longitude, latitude; the last corner joins the first), and who drew them."""

    rings: dict[str, list[Ring]]
    source: str


def keep(file: Path, *, source: str, home: Path, by: Viewer, at: dt.datetime) -> Kept:
    """Take the outlines of the office's own places from a GeoJSON file; a place that has one already gets the new one.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises NotBoundaries: with every problem of the file; nothing is kept then.
    """
    by.must("measure_coverage")
    found, others, problems = _read(file, by.kabupaten_code)
    if not source.strip():
        problems.append(NO_SOURCE)
    if problems:
        raise NotBoundaries(problems[:MOST_TOLD])
    before = outlines(by.kabupaten_code, home=home)
    path = _place(by.kabupaten_code, home)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"source": source.strip(), "rings": {**before.rings, **found}}), "utf-8")
    part.replace(path)
    audit.record(
        "coverage.boundaries_kept",
        by=by.name,
        by_id=by.account_id,
        about=f"place:{by.kabupaten_code}",
        at=at,
        places=len(found),
        source=source.strip(),
    )
    return Kept(len(found), others)


def outlines(place: str, *, home: Path) -> Outlines:
    """Return the outlines kept of a kabupaten and the places in it; empty where none were taken over."""
    path = _place(place, home)
    if not CODE.fullmatch(place) or not path.exists():
        return Outlines({}, "")
    held = json.loads(path.read_text("utf-8"))
    return Outlines(held["rings"], held["source"])


def _place(place: str, home: Path) -> Path:
    return home / "boundaries" / f"{place[: LEVELS['kabupaten']]}.json"


def _read(file: Path, own: str) -> tuple[dict[str, list[Ring]], int, list[Words]]:
    if file.stat().st_size > LARGEST:
        return {}, 0, [TOO_LARGE]
    try:
        features = json.loads(file.read_bytes())["features"]
        shapes = [(_code(one.get("properties") or {}), one.get("geometry") or {}) for one in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, 0, [NOT_JSON]
    found: dict[str, list[Ring]] = defaultdict(list)
    problems, others = [], 0
    for code, geometry in shapes:
        if code != own and not code.startswith(f"{own}."):
            others += 1
            continue
        try:
            found[code] += [_thinned(ring) for ring in _rings(geometry)]
        except (ValueError, TypeError, IndexError):
            problems.append(Words(NOT_DEGREES.id.format(code=code), NOT_DEGREES.en.format(code=code)))
    return dict(found), others, problems or ([] if found else [NO_PLACE])


def _code(properties: dict[str, Any]) -> str:
    """Return the first property that reads like a dotted code of a place, the longest first; '' where none does."""
    codes = [value for value in properties.values() if isinstance(value, str) and CODE.fullmatch(value)]
    return max(codes, key=len, default="")


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    polygons = geometry.get("coordinates") or []
    if geometry.get("type") == "Polygon":
        polygons = [polygons]
    elif geometry.get("type") != "MultiPolygon":
        raise ValueError
    for polygon in polygons:
        for ring in polygon:
            corners = [(float(corner[0]), float(corner[1])) for corner in ring]
            if not all(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in corners):
                raise ValueError
            yield corners


def _thinned(ring: Ring) -> Ring:
    """Return the corners that a drawing can show."""
    kept: Ring = []
    for x, y in ring:
        if not kept or math.hypot(x - kept[-1][0], y - kept[-1][1]) >= NEAREST:
            kept.append((round(x, 5), round(y, 5)))
    return kept[:: math.ceil(len(kept) / MOST_CORNERS)]
