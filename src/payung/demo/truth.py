"""The truth of the synthetic world as files: who is who, and what every row of every list really is."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from payung.demo.books import TrueRow
from payung.demo.people import Person
from payung.demo.scene import BYSTANDER
from payung.demo.world import City

PEOPLE_FILE = "people.parquet"
LISTS_FILE = "lists_truth.parquet"
OTHERS_FILE = "others_truth.parquet"


def write_people(city: City, folder: Path) -> Path:
    """Write one row per person: every field of `Person`, and eligible, why_not ('' if eligible), on_list."""
    people = city.people
    columns: dict[str, list] = {
        field.name: [getattr(person, field.name) for person in people] for field in fields(Person)
    }
    columns["eligible"] = [person.is_eligible for person in people]
    columns["why_not"] = ["" if person.is_eligible else person.fate for person in people]
    columns["on_list"] = [person.fate != BYSTANDER for person in people]
    path = folder / PEOPLE_FILE
    pq.write_table(pa.table(columns), path)
    return path


def write_lists_truth(rows: list[TrueRow], path: Path) -> Path:
    """Write one row per person-row of the lists: file, sheet_no, row_no, person_id, kind ('person'), damage (list)."""
    table = pa.table(
        {
            "file": [row.file for row in rows],
            "sheet_no": pa.array([row.sheet_no for row in rows], pa.int32()),
            "row_no": pa.array([row.row_no for row in rows], pa.int32()),
            "person_id": pa.array([row.person_id for row in rows], pa.int64()),
            "kind": ["person"] * len(rows),
            "damage": pa.array([row.damage for row in rows], pa.list_(pa.string())),
        }
    )
    pq.write_table(table, path)
    return path
