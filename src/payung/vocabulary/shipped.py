"""YAML that comes with the project."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def read_yaml(package: str, *path: str) -> Any:
    """Return what a YAML file of a package says."""
    text = resources.files(package).joinpath(*path).read_text("utf-8")
    # libyaml reads it in a tenth of the time and as safely; its pure twin is for wheels without it.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
