"""What people type about cases of personal data: moments, a breach, what a person asks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils import timezone

from payung.privacy.actions import Told
from payung.privacy.data import FIELDS
from payung.vocabulary import zones
from payung.web.people_asking import day_of

_MOMENT = re.compile(
    r"(?P<day>\S+)\s+(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:\s*(?P<zone>WIB|WITA|WIT))?", re.IGNORECASE
)


def moment_of(typed: str) -> dt.datetime | None:
    """Read a moment as offices write it (21-11-2026 17.30), in the zone it names or else the installation's; None where it is none."""
    found = _MOMENT.fullmatch(typed.strip())
    day = day_of(found["day"]) if found else None
    if found is None or day is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return None
    zone = zones.zone(found["zone"]) if found["zone"] else None
    return timezone.make_aware(dt.datetime.combine(day, dt.time(int(found["hour"]), int(found["minute"]))), zone)


def written(value: dt.datetime | None) -> str:
    """Write a moment as it is typed."""
    return zones.said(timezone.localtime(value)) if value else ""


def kept(request: HttpRequest) -> dict[str, object]:
    """Return what was typed, to stand in the form again."""
    said: dict[str, object] = {name: request.POST.get(name, "")[:4000] for name in request.POST if name != "csrfmiddlewaretoken"}  # fmt: skip
    return said | {"data": request.POST.getlist("data")}


def told(request: HttpRequest) -> Told:
    """Read what is known of a breach."""
    said = request.POST
    people = said.get("people", "").replace(".", "").replace(" ", "")
    basis = said.get("people_basis", "unknown")
    counts = people.isascii() and people.isdecimal() and len(people) < 12
    return Told(
        found_by=said.get("found_by", ""),
        how=said.get("how", ""),
        data=said.getlist("data"),
        handling=said.get("handling", ""),
        happened_from=moment_of(said.get("happened_from", "")),
        happened_until=moment_of(said.get("happened_until", "")),
        people=int(people) if counts else None,
        # Whatever is no number must not pass for "not known yet".
        people_basis=basis if counts or not people else "",
    )


def wanted(request: HttpRequest) -> Mapping[str, str]:
    """Read the right values of a correction."""
    return {field: request.POST.get(field, "")[:300] for field in FIELDS}


def unreadable_moments(request: HttpRequest, names: tuple[str, ...]) -> list[str]:
    """Return which moments somebody typed that are none."""
    return [name for name in names if request.POST.get(name, "").strip() and moment_of(request.POST[name]) is None]
