"""YAML as people type it: `on`, `off`, `yes`, `no` are words there, only true and false are not (as in YAML 1.2)."""

from __future__ import annotations

import re
from typing import Any

import yaml

_BOOLEAN = "tag:yaml.org,2002:bool"


class _Plain(yaml.SafeLoader):
    """Of its own, so that nobody else's YAML changes."""


_Plain.yaml_implicit_resolvers = {
    letter: [(tag, written) for tag, written in known if tag != _BOOLEAN]
    for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver(_BOOLEAN, re.compile("true|True|TRUE|false|False|FALSE"), list("tTfF"))


def read(text: str) -> Any:
    """Return what a YAML text says.

    :raises yaml.YAMLError: if it is none.
    """
    return yaml.load(text, Loader=_Plain)  # a SafeLoader: it makes texts, numbers, days, lists and mappings only
