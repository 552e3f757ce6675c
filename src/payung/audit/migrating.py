"""The database brought to the newest schema, by whoever sets up, restores or tests."""

from __future__ import annotations

from django.core.management import call_command


def migrate() -> None:
    """Apply every migration that the database has not seen."""
    call_command("migrate", database="owner", verbosity=0)
