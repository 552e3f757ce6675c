"""Where the second half is played, and by whose clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import timezone

from payung.access.viewer import Viewer

Tell = Callable[[str], None]


def noon_of(day: dt.date) -> dt.datetime:
    """Return noon of a day of the scene, by the clock of its office (which `play` sets up)."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where it is played: folder of the installation, people at work, moment, who hears of the steps."""

    home: Path
    people: Mapping[str, Viewer]
    at: dt.datetime
    tell: Tell

    def on(self, day: dt.date) -> Desk:
        """The same desk at noon of a day of the scene."""
        return replace(self, at=noon_of(day))

    @property
    def rini(self) -> Viewer:
        """The verifier."""
        return self.people["rini"]

    @property
    def hadi(self) -> Viewer:
        """The section head: sets programmes up, enacts."""
        return self.people["hadi"]

    @property
    def tono(self) -> Viewer:
        """The treasurer."""
        return self.people["tono"]

    @property
    def nurul(self) -> Viewer:
        """The population officer: hands Disdukcapil's answers in."""
        return self.people["nurul"]
