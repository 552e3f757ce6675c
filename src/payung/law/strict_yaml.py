"""YAML that refuses what YAML forgives: keys that stand twice, keys nobody knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from payung.law.refusals import BadFigures

# libyaml reads the book in a tenth of the time; its pure twin is for wheels without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_Loader):
    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[tuple[str, str]] = set()
        for key_node, _ in node.value:
            # As written: building every key twice would cost a fifth of the loading.
            key = (key_node.tag, str(key_node.value))
            if key in seen:
                raise BadFigures(f"line {key_node.start_mark.line + 1}: {key[1]!r} stands twice")
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_mapping(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file.

    :raises BadFigures: if it is not YAML, not a mapping, or a key stands twice; names the file.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)  # _Strict is a SafeLoader
    except (yaml.YAMLError, BadFigures) as problem:
        raise BadFigures(f"{path.name}: {problem}") from problem
    if not isinstance(content, dict):
        raise BadFigures(f"{path.name}: a mapping is expected")
    return content


def refuse_unknown(row: Any, known: frozenset[str], needed: set[str], where: str) -> None:
    """Refuse a row with a key outside `known` or without one of `needed`.

    :raises BadFigures: naming the keys and where.
    """
    if not isinstance(row, dict):
        raise BadFigures(f"{where}: a mapping is expected, not {row!r}")
    if strange := sorted(str(key) for key in row if key not in known):
        raise BadFigures(f"{where}: unknown key {', '.join(strange)}; known: {', '.join(sorted(known))}")
    if missing := sorted(needed - row.keys()):
        raise BadFigures(f"{where}: {', '.join(missing)} is missing")
