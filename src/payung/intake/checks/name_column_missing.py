"""The list has no names at all: told once for the list, looked at row by row."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="name_column_missing",
    weight="review",
    fails="name IS NULL AND lacks_name",
    why=Words(id="Daftar ini tidak memuat nama.", en="This list carries no names."),
    fix=Words(id="Minta daftar dengan kolom nama.", en="Ask for a list with a name column."),
)
