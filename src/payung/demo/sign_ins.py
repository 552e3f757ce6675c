"""The demo's accounts with their passwords, kept readable by their owner only: an installation of synthetic people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SignIn:
    """One account of the demo."""

    name: str
    role: str
    password: str


def keep(home: Path, accounts: Sequence[SignIn]) -> None:
    """Keep the accounts of a demo."""
    path = _place(home)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps([asdict(one) for one in accounts]))


def kept(home: Path) -> list[SignIn]:
    """Return the accounts of a demo; none in a real installation."""
    path = _place(home)
    return [SignIn(**one) for one in json.loads(path.read_text())] if path.exists() else []


def _place(home: Path) -> Path:
    return home / "demo-sign-ins.json"
