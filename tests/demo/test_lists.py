"""The workbooks: read back with other eyes, row by row against the truth."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import python_calamine

from payung.demo.making import Made, make_world
from payung.demo.names import read_data
from payung.demo.places import Places
from payung.demo.rendering import FIELDS
from payung.demo.scene import BONTANG, another_city
from payung.demo.senders import load_senders, sender_of


def cells_of(path: Path, sheet_no: int) -> list[list[object]]:
    if path.suffix in (".csv", ".tsv"):
        encoding = {".tsv": "utf-16"}.get(path.suffix) or ("cp1252" if "dishub" in path.name else "utf-8-sig")
        separator = "\t" if path.suffix == ".tsv" else ";" if "dishub" in path.name else ","
        with path.open(encoding=encoding, newline="") as file:
            return list(csv.reader(file, delimiter=separator))
    workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    return workbook.get_sheet_by_index(sheet_no - 1).to_python(skip_empty_area=False)


def test_the_truth_points_at_the_row_that_tells_of_the_person(small_bontang: Made) -> None:
    people = {row["person_id"]: row for row in pq.read_table(small_bontang.truth / "people.parquet").to_pylist()}
    truth = pq.read_table(small_bontang.truth / "lists_truth.parquet").to_pylist()
    undamaged = [row for row in truth if not row["damage"]]
    sheets: dict[tuple[str, int], list[list[object]]] = {}

    for row in undamaged:
        key = (row["file"], row["sheet_no"])
        if key not in sheets:
            sheets[key] = cells_of(small_bontang.truth.parent / "lists" / row["file"], row["sheet_no"])
        cells = [str(cell).upper() for cell in sheets[key][row["row_no"] - 1]]
        assert people[row["person_id"]]["name"] in cells, row

    assert len(undamaged) > 300


def test_every_eligible_person_stands_on_a_list(small_bontang: Made) -> None:
    counts = duckdb.sql(
        f"""SELECT count(*) FILTER (eligible), count(*) FILTER (eligible AND disability <> ''),
                   count(*) FILTER (on_list AND person_id NOT IN (SELECT person_id FROM '{small_bontang.truth}/lists_truth.parquet'))
            FROM '{small_bontang.truth}/people.parquet'"""
    ).fetchall()[0]

    assert counts == (1_500, 15, 0)


def test_all_formats_are_written(small_bontang: Made) -> None:
    assert {path.suffix for path in small_bontang.lists} == {".xlsx", ".xls", ".ods", ".csv", ".tsv"}
    assert len(small_bontang.lists) == 15


def test_the_same_seed_gives_the_same_bytes(small_bontang: Made, places: Places, tmp_path: Path) -> None:
    again = make_world(BONTANG.scaled(1_500), places, tmp_path)

    for first, second in zip(small_bontang.lists, again.lists, strict=True):
        assert first.name == second.name
        assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest(), first.name


def test_a_clean_office_makes_no_mistakes(places: Places, tmp_path: Path) -> None:
    scene = BONTANG.scaled(300)
    made = make_world(type(scene)(**{**vars_of(scene), "mess": 0.0, "repeats": 0}), places, tmp_path)
    damages = {name for row in pq.read_table(made.truth / "lists_truth.parquet").to_pylist() for name in row["damage"]}

    # What remains is the manner of two whole files, not a mistake of a row.
    assert damages <= {"nik_excel_number", "nik_scientific_file"}


def vars_of(scene: object) -> dict[str, object]:
    return {name: getattr(scene, name) for name in scene.__dataclass_fields__}


@pytest.mark.parametrize("seed", [12, 61])
def test_another_city_knows_nothing_of_bontang(places: Places, tmp_path: Path, seed: int) -> None:
    made = make_world(another_city(seed).scaled(400), places, tmp_path)

    names = " ".join(path.name for path in made.lists)
    kelurahan = {person.kelurahan_code[:5] for person in made.city.people}
    assert "Bontang" not in names
    assert kelurahan == {made.city.scene.kabupaten}
    assert sum(person.is_eligible for person in made.city.people) == 400


def test_every_header_is_a_text_as_the_sender_wrote_it() -> None:
    for sender in [*load_senders().values(), *(sender_of(row) for row in read_data("other_senders.yaml"))]:
        assert all(isinstance(header, str) and field in FIELDS for header, field in sender.columns), sender.key
    # YAML reads a bare NO as false.
    assert load_senders()["kelurahan"].columns[0] == ("NO", "no")
