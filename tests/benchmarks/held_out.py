"""Quality of matching on people that the model was not trained on: the demo's nation, read and standardised by the product.

    python -m tests.benchmarks.held_out --rows 35000 --register 300000 --seed 3 --folder /somewhere/empty

The whole way of a list: written with its damage, read, cleaned, keyed, scored, decided; the register as a branch sends it.
"""

from __future__ import annotations

import datetime as dt
import resource
import time
from dataclasses import replace
from pathlib import Path

import click
import duckdb
from rich.console import Console
from rich.table import Table

from payung.demo.big_lists import write_list_against
from payung.demo.places import load_places
from payung.demo.register import write_register
from payung.demo.scene import BONTANG, MEDAN, SAMBAS, Scene
from payung.demo.world import build_city
from payung.gateways.columns import workshop
from payung.intake import cleaning
from payung.intake.reading.read import read
from payung.intake.reading.received import receive
from payung.linkage import engine, keys, people, scoring
from payung.registry import extract
from tests.benchmarks import measures

SCENES = {"bontang": BONTANG, "medan": MEDAN, "sambas": SAMBAS}
ON = dt.date(2025, 9, 1)


def write(folder: Path, *, scene: Scene, rows: int, register: int) -> None:
    """Write the register, the list and both truths below `folder`, once."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "list_truth.parquet").exists():
        return
    places = load_places()
    write_register(folder / "register.parquet", register, build_city(scene.scaled(1500), places), folder)
    write_list_against(folder / "list.csv", rows, folder, scene, places)


def load(connection: duckdb.DuckDBPyConnection, folder: Path, *, scene: Scene) -> None:
    """Make `listed` and `register` (people shape and person_id) by the product's reading and standardising."""
    receive(connection, read(folder / "list.csv", folder))
    cleaning.clean(connection, home_kabupaten=scene.kabupaten, list_on=ON)
    connection.execute(
        f"CREATE OR REPLACE TABLE listed AS SELECT row_number() OVER (ORDER BY c.row_no) AS record_id, t.person_id, t.damage, c.* "
        f"FROM cleaned AS c JOIN '{folder / 'list_truth.parquet'}' AS t ON t.row_no = c.row_no"
    )
    extract.report(connection, folder / "register.parquet", on=ON)
    connection.execute(
        f"CREATE OR REPLACE TABLE register AS SELECT row_number() OVER (ORDER BY kpj) AS record_id, t.person_id, r.* "
        f"FROM reported AS r JOIN '{folder / 'register_truth.parquet'}' AS t USING (kpj)"
    )
    connection.execute("DROP VIEW reported")


def match(connection: duckdb.DuckDBPyConnection, *, own_frequencies: bool) -> dict[str, float]:
    """Match `listed` against `register` as a run does; return seconds per step."""
    clock: dict[str, float] = {}
    started = time.perf_counter()
    frequencies = None
    if own_frequencies:
        people.frequencies(connection, "register")
        frequencies = "frequencies"
    clock["frequencies"], started = time.perf_counter() - started, time.perf_counter()
    keys.keys(connection, "listed", out="left_keys")
    keys.keys(connection, "register", out="right_keys")
    keys.pairs(connection, left="left_keys", right="right_keys")
    # Only the people found are prepared and compared, as where the register stands in the database.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE fetched AS FROM register WHERE record_id IN (SELECT right_id FROM pairs)"
    )
    clock["candidates"], started = time.perf_counter() - started, time.perf_counter()
    size = connection.execute("SELECT count(*) FROM register").fetchall()[0][0]
    model = scoring.shipped().for_size(size)
    engine.score(connection, left="listed", right="fetched", pairs="pairs", model=model, frequencies=frequencies)
    clock["score"], started = time.perf_counter() - started, time.perf_counter()
    engine.decide(connection, model=model)
    clock["decide"] = time.perf_counter() - started
    return clock


@click.command()
@click.option("--rows", default=35_000)
@click.option("--register", default=300_000)
@click.option("--scene", type=click.Choice(sorted(SCENES)), default="medan")
@click.option("--seed", default=3)
@click.option("--mess", default=1.0)
@click.option("--folder", type=click.Path(path_type=Path), required=True)
@click.option("--own-frequencies/--shipped-frequencies", default=True)
@click.option("--without", multiple=True, help="Columns that the list lacks.")
def main(
    rows: int,
    register: int,
    scene: str,
    seed: int,
    mess: float,
    folder: Path,
    own_frequencies: bool,
    without: tuple[str, ...],
) -> None:
    """Print precision, recall and review share with Wilson intervals, per rule and per kind of damage."""
    console = Console(width=140)
    chosen = replace(SCENES[scene], seed=seed, mess=mess)
    write(folder, scene=chosen, rows=rows, register=register)
    with workshop(str(folder), memory="4GB") as connection:
        started = time.perf_counter()
        load(connection, folder, scene=chosen)
        console.print(f"read and standardised in {time.perf_counter() - started:.1f} s")
        for column in without:
            connection.execute(f"ALTER TABLE listed DROP COLUMN {column}")
        clock = match(connection, own_frequencies=own_frequencies)
        console.print({step: round(seconds, 1) for step, seconds in clock.items()})
        console.print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
        for table in (measures.quality(connection), measures.rules(connection), measures.damages(connection)):
            console.print(_shown(table))


def _shown(rows: list[dict[str, object]]) -> Table:
    table = Table(*(str(column) for column in rows[0]))
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    return table


if __name__ == "__main__":
    main()
