"""Prices a synthetic month, Parquet to Parquet, and prints what it took: `python benchmarks/law_month.py [persons]`.

Each figure is measured in a process of its own, so that its peak memory is its own. CPU seconds are what two idle cores
share; wall seconds are only worth reading on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from payung.law.bulk import Pricing
from payung.law.bulk_files import connect, open_source
from payung.law.bulk_months import MEMORY, price_months
from payung.law.contributions import bpu_month, month_query, pu_month
from payung.law.figures import national_figures
from payung.law.months import months_between

MONTH = dt.date(2026, 6, 1)
JOBS = (
    ("write", "number and all 9 lines, Parquet to Parquet"),
    ("write_all", "all 9 columns of the file and all 9 lines, Parquet to Parquet"),
    ("totals", "totals only"),
    ("two_years", "24 months under eight laws, a 24th of the persons: number and all 9 lines, one Parquet file"),
    ("two_years_folder", "the same, a Parquet file a month"),
    ("two_years_totals", "the same, totals only"),
)
TWO_YEARS = months_between(dt.date(2025, 1, 1), dt.date(2026, 12, 1))


def make(persons: int, target: Path) -> None:
    """Write persons with wages, classes, birth dates and payers; a tenth are wage earners in all programmes."""
    connection = connect()
    connection.execute(
        f"""COPY (SELECT i AS person,
            CASE WHEN i % 10 = 0 THEN 'pu' ELSE 'bpu' END AS segment,
            1000000 + (i * 7919) % 19000000 AS earnings, CAST(1 + i % 5 AS TINYINT) AS risk,
            i % 3 = 0 AS jht, i % 10 = 0 AS jp, DATE '1962-01-01' + CAST(i % 15000 AS INTEGER) AS born_on,
            CASE WHEN i % 4 = 0 THEN 'self' ELSE 'pemkab' END AS payer,
            CASE WHEN i % 7 = 0 THEN 'transport' ELSE 'other' END AS occupation_group
        FROM range({persons}) AS people(i)) TO '{target}' (FORMAT parquet, COMPRESSION snappy)"""
    )


def measure(what: str, source: Path, target: Path) -> dict[str, float]:
    """Run one job in this process and return its seconds, peak MB and rows."""
    connection = connect(MEMORY) if what.startswith("two_years") else connect()
    began = time.perf_counter()
    keep = None if what == "write_all" else ("person",)
    opened = open_source(connection, source)
    if what.startswith("two_years"):
        months = price_months(connection, opened, TWO_YEARS, keep=keep)
        place = target.with_suffix("") if what.endswith("folder") else target
        each = (months.totals() if what.endswith("totals") else months.write(place)).months
    else:
        pricing = Pricing(connection, opened, MONTH, keep=keep)
        each = (pricing.totals() if what == "totals" else pricing.write(target),)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak_mb": peak,
        "rows": sum(one.priced for one in each),
        "refused": sum(one.refused for one in each),
    }


def one_person() -> list[tuple[str, float]]:
    """Return milliseconds of the small things, each the best of many."""
    jobs = [
        ("one BPU person with trace", lambda: bpu_month(MONTH, income=1_000_000, payer="self")),
        ("one PU person with trace", lambda: pu_month(MONTH, wage=9_000_000, risk=2, born_on=dt.date(1990, 1, 1))),
        ("compile the monthly book", lambda: month_query(MONTH, "people")),
        ("load the book", national_figures.__wrapped__),
    ]
    found = []
    for name, job in jobs:
        times = []
        for _ in range(20 if name.startswith("load") else 200):
            began = time.perf_counter()
            job()
            times.append(time.perf_counter() - began)
        found.append((name, sorted(times)[len(times) // 2] * 1000))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("persons", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--measure", nargs=3, metavar=("WHAT", "SOURCE", "TARGET"))
    given = parser.parse_args()
    if given.measure:
        what, source, target = given.measure
        sys.stdout.write(json.dumps(measure(what, Path(source), Path(target))))
        return
    with tempfile.TemporaryDirectory() as folder:
        source, few, target = (Path(folder) / f"{name}.parquet" for name in ("people", "few", "priced"))
        make(given.persons, source)
        make(given.persons // len(TWO_YEARS), few)
        lines = ["| what | rows | seconds | CPU seconds | peak MB |", "|---|---|---|---|---|"]
        for what, title in JOBS:
            command = [
                sys.executable,
                __file__,
                "--measure",
                what,
                str(few if what.startswith("two_years") else source),
                str(target),
            ]
            got = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            lines.append(
                f"| {title} | {got['rows']:,} | {got['seconds']:.1f} | {got['cpu']:.1f} | {got['peak_mb']:.0f} |"
            )
        lines += [f"| {name} | 1 | {ms / 1000:.6f} ({ms:.2f} ms) | | |" for name, ms in one_person()]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
