"""What documents say about commands is true: each command exists, and each option that is named with it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click
import pytest

from payung.cli.main import GROUPS, SINGLE

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CALL = re.compile(r"payung ((?:[a-z-]+ ?)+)([^`#\n]*)")


def called() -> list[tuple[str, list[str], list[str]]]:
    """Every command that a page calls: (page, words, options)."""
    found = []
    for page in PAGES:
        for line in page.read_text("utf-8").splitlines():
            for words, rest in CALL.findall(line):
                options = re.findall(r"(?<![\w-])--[a-z0-9-]+", rest)
                found.append((page.name, words.split(), options))
    return found


def command_of(words: list[str]) -> click.Command | None:
    """Return the command that words name; None where the first is no command (prose), an error where the second is none."""
    if words[0] in SINGLE:
        return _loaded(SINGLE[words[0]])
    if words[0] not in GROUPS:
        return None
    places = GROUPS[words[0]]().places
    if len(words) == 1:
        return click.Command(words[0])
    assert words[1] in places, f"payung {' '.join(words[:2])} is no command"
    return _loaded(places[words[1]])


def _loaded(place: str) -> click.Command:
    module, _, attribute = place.partition(" ")[0].partition(":")
    return getattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize(("page", "words", "options"), called())
def test_commands_of_the_handbook_exist(page: str, words: list[str], options: list[str]) -> None:
    command = command_of(words)
    if command is None:
        return

    for word in words[2:] if words[0] in GROUPS else words[1:]:
        if isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]

    known = {name for parameter in command.params for name in parameter.opts + parameter.secondary_opts}
    assert set(options) <= known | {"--help"} or not command.params
