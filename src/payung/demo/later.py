"""A later extract of the same register: what a month changes, and what must make a careful load stop."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from payung.demo.memberships import REGISTER_COLUMNS
from payung.demo.register import BLOCK, CHUNK, MEMORY, Extract, Writer, nation_of, nation_rows, open_engine
from payung.demo.world import City

CHANGES_FILE = "register_changes.parquet"


@dataclass(frozen=True, slots=True)
class Changes:
    """Shares of the first extract's rows: whose status turned, who paid a month on, whose data were corrected, who
    vanished; and how many new numbers came, as a share of the first's."""

    status: float = 0.03
    paid_on: float = 0.25
    corrected: float = 0.005
    vanished: float = 0.0005
    new: float = 0.01
    seed: int = 1


# An extract cut off or taken of another branch: two rows of five are gone.
TORN = Changes(vanished=0.4, new=0.0)


def write_later_register(first: Extract, path: Path, city: City, changes: Changes) -> Path:
    """Write a later extract (.csv or .parquet) that differs from `first` by `changes`, and what happened to whom.

    The folder of the first's truth gets register_changes.parquet: kpj, change ('status', 'paid_on', 'corrected',
    'vanished', 'new'), person_id (of the new; the others stand in the first's truth). A row changes in one way at most.
    """
    settings = json.loads((first.truth.parent / "register.json").read_text(encoding="utf-8"))
    connection = duckdb.connect(
        config={"memory_limit": MEMORY, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    connection.execute(f"CREATE TEMP VIEW judged AS {judged_sql(first.path, changes)}")
    schema = pq.read_schema(first.path) if first.path.suffix == ".parquet" else None
    with SplitWriter(path, first.truth.parent / CHANGES_FILE, schema) as out:
        for batch in connection.sql(LATER_SQL).to_arrow_reader(CHUNK):
            out.rows(pa.Table.from_batches([batch]))
        out.changes(
            connection.sql(
                "SELECT kpj, change, NULL::BIGINT AS person_id FROM judged WHERE change <> ''"
            ).to_arrow_table()
        )
        new = round(settings["rows"] * changes.new)
        if new:
            nation = nation_of(city, settings["rows"])
            engine = open_engine(nation, [person.nik for person in city.people])
            # Blocks stay whole: the last numbers of a block belong to people at its beginning.
            start = -(-settings["others"] // BLOCK) * BLOCK
            branch = "K" + city.scene.kabupaten.replace(".", "")
            for chunk, owners in nation_rows(engine, nation, (start, start + new), branch):
                out.rows(chunk)
                out.changes(owners.append_column("change", pa.array(["new"] * owners.num_rows)))
            engine.close()
    connection.close()
    return path


def source_of(path: Path) -> str:
    """Return the SQL that reads an extract with every column as it was written."""
    if path.suffix == ".parquet":
        return f"read_parquet('{path}')"
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in REGISTER_COLUMNS if name != "tanggal_lahir")
    return f"read_csv('{path}', header = true, types = {{{types}, 'tanggal_lahir': 'DATE'}}, nullstr = '\\N')"


def judged_sql(path: Path, changes: Changes) -> str:
    """Return the rows of the first extract, each with its one change or ''."""
    bounds, total = [], 0.0
    for name in ("vanished", "status", "corrected", "paid_on"):
        total += getattr(changes, name)
        condition = " AND status = 'aktif'" if name == "paid_on" else ""
        bounds.append(f"WHEN lot < {round(total * 1_000_000)}{condition} THEN '{name}'")
    return f"""SELECT * EXCLUDE (lot), CASE {" ".join(bounds)} ELSE '' END AS change
        FROM (SELECT *, (hash(hash(kpj, {changes.seed})) % 1000000)::BIGINT AS lot FROM {source_of(path)})"""


LATER_SQL = """
SELECT * EXCLUDE (change) REPLACE (
    CASE WHEN change = 'status' THEN CASE status WHEN 'aktif' THEN 'nonaktif' ELSE 'aktif' END ELSE status END AS status,
    CASE WHEN change = 'paid_on' OR (change = 'status' AND status <> 'aktif')
         THEN strftime(strptime(dibayar_sampai || '-01', '%Y-%m-%d') + INTERVAL 1 MONTH, '%Y-%m')
         ELSE dibayar_sampai END AS dibayar_sampai,
    CASE WHEN change = 'corrected' THEN nama || ' S' ELSE nama END AS nama,
    CASE WHEN change = 'corrected' THEN '0811' || kpj[4:] ELSE telepon END AS telepon)
FROM judged WHERE change <> 'vanished'
"""


class SplitWriter:
    """Writes the later extract and the list of its changes side by side."""

    def __init__(self, path: Path, changes_path: Path, schema: pa.Schema | None) -> None:
        self.path, self.schema = path, schema
        self.out: Writer | None = None
        self.change_schema = pa.schema([("kpj", pa.string()), ("change", pa.string()), ("person_id", pa.int64())])
        self.told = Writer(changes_path, self.change_schema)

    def __enter__(self) -> SplitWriter:
        return self

    def __exit__(self, *exit_details: object) -> None:
        self.told.file.close()
        if self.out:
            self.out.file.close()

    def rows(self, table: pa.Table) -> None:
        if self.out is None:
            self.schema = self.schema or table.schema
            self.out = Writer(self.path, self.schema)
        self.out.write(table.cast(self.schema))

    def changes(self, table: pa.Table) -> None:
        self.told.write(table.select(self.change_schema.names).cast(self.change_schema))
