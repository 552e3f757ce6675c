"""The database brought to the newest schema, by whoever sets up, restores or tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models import Field

# Django keeps the state of all models between two steps of a migration and makes most of them anew at each: millions of objects
# that stay. The collector looks through them after so many more, and not after every few hundred.
_BETWEEN_LOOKS = 50_000


def migrate() -> None:
    """Apply every migration that the database has not seen."""
    with _fields_taken_apart_once(), _seldom_collected():
        call_command("migrate", database="owner", verbosity=0)


@contextmanager
def _fields_taken_apart_once() -> Iterator[None]:
    """Clone the fields of models' states without taking each apart again: that was half the time of all migrations.

    A field in a state never changes: a migration that alters it puts another one in its place.
    """
    parts: dict[int, tuple[Field, list[object], dict[str, object]]] = {}

    def clone(field: Field) -> Field:
        known = parts.get(id(field))
        if known is None:
            _, _, given, named = field.deconstruct()
            # The field itself is kept, so that no other gets its identity.
            known = (field, given, named)
            # A field inside a field belongs to one alone.
            if not any(isinstance(value, Field) for value in named.values()):
                parts[id(field)] = known
        return field.__class__(*known[1], **known[2])

    before, Field.clone = Field.clone, clone
    try:
        yield
    finally:
        Field.clone = before


@contextmanager
def _seldom_collected() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_BETWEEN_LOOKS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
