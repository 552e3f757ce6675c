"""What import contracts cannot see: plaques, sizes, foreign keys that point down, staging that never stays."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "payung"
FLOORS = [
    "audit",
    "access",
    "registry",
    "agreements",
    "letters",
    "intake",
    "linkage",
    "exchanges",
    "eligibility",
    "enrolment",
    "contributions",
    "coverage",
    "privacy",
]


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text("utf-8"))


def test_every_package_has_a_plaque_and_every_module_a_sentence() -> None:
    assert [str(path) for path, tree in modules() if not ast.get_docstring(tree)] == []


def test_no_file_is_longer_than_400_lines() -> None:
    assert [str(path) for path, _ in modules() if len(path.read_text("utf-8").splitlines()) > 400] == []


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{path.name}:{node.name}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


def test_foreign_keys_point_down_like_imports() -> None:
    climbing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
        for field in model._meta.fields
        if field.related_model is not None
        and FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]
    assert climbing == []


@pytest.mark.parametrize("room", FLOORS)
def test_a_rooms_sql_writes_its_own_tables_only(room: str) -> None:
    written = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+([a-z]+)_[a-z_]+", re.IGNORECASE)
    foreign = {
        f"{path.name}: {found.group(0)}"
        for path in (SOURCE / room).glob("*.py")
        for found in written.finditer(path.read_text("utf-8"))
        if found.group(1) in FLOORS and found.group(1) != room
    }
    assert foreign == set()


def test_tables_carry_their_rooms_name() -> None:
    strange = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in FLOORS and not model._meta.db_table.startswith(model._meta.app_label + "_")
    ]
    assert strange == []


def test_every_flow_stands_in_the_handbook_and_the_reverse() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "flows.md").read_text("utf-8"), re.MULTILINE))
    assert told == {path.stem for path in (SOURCE / "flows").glob("*.py")} - {"__init__"}


def test_every_setting_stands_in_the_handbook() -> None:
    named = set(re.findall(r'"(PAYUNG_[A-Z_]+|DATABASE_[A-Z_]+)"', (SOURCE / "settings.py").read_text("utf-8")))
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert {name for name in named if name not in told} == set()
