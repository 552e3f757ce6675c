"""Writes a register extract of any size, with the city's people in it, and later extracts that differ from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from payung.demo.memberships import city_register
from payung.demo.nation import Nation
from payung.demo.world import City

BLOCK = 14
CHUNK = BLOCK * 36_000
OTHER_PEOPLE = 1_000_000_000
FOCUS_SHARE, MOST_FOCUS = 0.25, 60_000
MEMORY = "1200MB"
TRUTH_FILE = "register_truth.parquet"
TOLD = Callable[[int, int], None]


class TooSmall(ValueError):
    """A register must have room for the city's own people."""

    def __init__(self, wanted: int, least: int) -> None:
        super().__init__(
            f"Register {wanted} baris terlalu kecil: warga kota sendiri sudah {least} baris."
            f" / A register of {wanted} rows is too small: the city's own people take {least}."
        )


@dataclass(frozen=True, slots=True)
class Extract:
    """A register extract on disk: its rows, how many of them are the city's people, and where its truth lies."""

    path: Path
    rows: int
    city_rows: int
    truth: Path


def nation_of(city: City, rows: int) -> Nation:
    """Return the nation around a city for a register of this size; its seed follows the city's."""
    return Nation(
        places=city.places,
        kabupaten=city.scene.kabupaten,
        seed=city.scene.seed * 31 + 7,
        focus_people=min(int(rows * FOCUS_SHARE), MOST_FOCUS),
        as_of=city.scene.first_payment_on,
        employers=max(rows // 12, 40),
    )


def open_engine(nation: Nation, niks: list[str]) -> duckdb.DuckDBPyConnection:
    """Return an in-memory DuckDB with the nation's tables, and the NIKs that the nation must not use."""
    connection = duckdb.connect(
        config={"memory_limit": MEMORY, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    nation.prepare(connection)
    connection.register("incoming", pa.table({"nik": niks}))
    connection.execute("CREATE TEMP TABLE city_niks AS SELECT DISTINCT nik FROM incoming")
    connection.unregister("incoming")
    connection.execute("CREATE TEMP TABLE wanted (person_no BIGINT, birth_no BIGINT, home_no BIGINT)")
    connection.execute("CREATE TEMP TABLE seats (row_no BIGINT, person_no BIGINT, is_second BOOLEAN)")
    connection.execute(nation.sql("people.sql"))
    return connection


def write_register(path: Path, rows: int, city: City, truth: Path, told: TOLD | None = None) -> Extract:
    """Write a register extract of exactly `rows` rows (SPEC: one per KPJ) as .csv or .parquet, with the truth beside it.

    `truth` is a folder; it gets register_truth.parquet (kpj, person_id; people outside the city from 10^9 on) and
    register.json (what is needed to make the same nation again). `told(done, all)` hears of the progress.
    :raises TooSmall: if the city's own people need more rows.
    """
    nation = nation_of(city, rows)
    branch = "K" + city.scene.kabupaten.replace(".", "")
    own, own_truth = city_register(city, branch)
    if rows < own.num_rows:
        raise TooSmall(rows, own.num_rows)
    niks = [person.nik for person in city.people] + [person.second_nik for person in city.people if person.second_nik]
    connection = open_engine(nation, niks)
    with Writer(path, own.schema) as register, Writer(truth / TRUTH_FILE, own_truth.schema) as known:
        register.write(own)
        known.write(own_truth)
        for chunk, owners in nation_rows(connection, nation, (0, rows - own.num_rows), branch):
            register.write(chunk.cast(own.schema))
            known.write(owners.cast(own_truth.schema))
            if told:
                told(register.rows, rows)
    connection.close()
    settings = {
        "rows": rows,
        "city_rows": own.num_rows,
        "others": rows - own.num_rows,
        "seed": nation.seed,
        "focus_people": nation.focus_people,
    }
    (truth / "register.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return Extract(path, rows, own.num_rows, truth / TRUTH_FILE)


def nation_rows(
    connection: duckdb.DuckDBPyConnection, nation: Nation, numbers: tuple[int, int], branch: str
) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Yield the register rows numbered from `numbers[0]` up to before `numbers[1]` in chunks, with their owners."""
    query = nation.sql("register.sql", branch=branch, employers=nation.employers) + " ORDER BY s.row_no"
    for first in range(*numbers, CHUNK):
        last = min(first + CHUNK, numbers[1])
        lay_seats(connection, first, last)
        chunk = connection.sql(query).to_arrow_table()
        owners = connection.sql(
            f"SELECT kpj_of(row_no) AS kpj, person_no + {OTHER_PEOPLE} AS person_id FROM seats ORDER BY row_no"
        ).to_arrow_table()
        yield chunk, owners


def lay_seats(connection: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
    """Say whose the member numbers from `first` up to before `last` are.

    In every block of fourteen the last two belong to earlier people of the block; the eighth is now and then the twin
    of the seventh; three neighbours often share a household.
    """
    connection.execute("DELETE FROM seats")
    connection.execute("DELETE FROM wanted")
    connection.execute(
        f"""INSERT INTO seats
            SELECT i, CASE WHEN i % {BLOCK} >= 12 THEN i - i % {BLOCK} + draw(i, 'owner', 12) ELSE i END, i % {BLOCK} >= 12
            FROM range({first}, {last}) AS counted(i)"""
    )
    connection.execute(f"INSERT INTO wanted {MEMBERS_SQL.format(source='seats WHERE NOT is_second')}")


# The people of a table by their number: who is the twin of the one before, who shares a household.
MEMBERS_SQL = f"""
SELECT person_no,
       CASE WHEN is_twin THEN person_no - 1 ELSE person_no END AS birth_no,
       CASE WHEN is_twin OR draw(family_no, 'family', 100) < 45 THEN family_no ELSE person_no END AS home_no
FROM (SELECT person_no, person_no % {BLOCK} = 7 AND draw(person_no, 'twin', 100) < 9 AS is_twin,
             person_no - person_no % {BLOCK} + (person_no % {BLOCK}) // 3 * 3 AS family_no
      FROM {{source}})"""


class Writer:
    """Appends tables to one .csv or .parquet file."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.rows = 0
        if path.suffix == ".parquet":
            self.file = pq.ParquetWriter(path, schema, compression="zstd")
        else:
            self.file = pa_csv.CSVWriter(path, schema, write_options=pa_csv.WriteOptions(quoting_style="needed"))

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *exit_details: object) -> None:
        self.file.close()

    def write(self, table: pa.Table) -> None:
        self.file.write_table(table)
        self.rows += table.num_rows
