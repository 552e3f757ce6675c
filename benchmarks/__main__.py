"""`./run bench`: prints a table of times and memory; sizes are arguments, so that the cost can be seen as the work grows."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

# What issue and design ask for, beside what is measured.
ASKED = {
    "list csv 1000000": "≤ 30 s, ≤ 1.5 GB",
    "list xlsx 100000": "≤ 8 s",
    "match 35000": "≤ 20 s at 30.2 m, ≤ 2.5 × the time at 1 m",
    "load 30200000": "≤ 20 min, ≤ 3 GB",
    "deciding 1000000": "≤ 20 s (first run, until told)",
    "witness": "≥ 100 × slower",
}


def measured(part: str, *words: str) -> tuple[float, float, str]:
    """Run one part in a process of its own; return (wall seconds, peak MB of it and its children, its last line)."""
    with tempfile.TemporaryFile("w+") as said:
        started = time.monotonic()
        child = subprocess.Popen([sys.executable, "-m", f"benchmarks.{part}", *words], stdout=said)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - started
        said.seek(0)
        lines = said.read().strip().splitlines()
    if status:
        raise click.ClickException(f"{part} {' '.join(words)}: exit {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss / 1024, lines[-1] if lines else ""


@click.command(help="Measure the main job. Sizes are numbers of rows; 30200000 needs 40 GB of disk and half an hour.")
@click.option("--csv", "csv_rows", default=1_000_000, show_default=True)
@click.option("--xlsx", "xlsx_rows", default=100_000, show_default=True)
@click.option("--register", "registers", multiple=True, type=int, default=(1_000_000,), show_default=True)
@click.option("--list", "list_rows", default=35_000, show_default=True)
@click.option("--decide", "decide_rows", default=1_000_000, show_default=True)
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="Keep what is written here and use it again."
)
def main(
    csv_rows: int, xlsx_rows: int, registers: tuple[int, ...], list_rows: int, decide_rows: int, folder: Path | None
) -> None:
    table = Table("Work", "Wall s", "Peak MB", "Said", "Asked", title="Payung, two cores")
    with tempfile.TemporaryDirectory() as scratch:
        home = folder or Path(scratch)
        home.mkdir(parents=True, exist_ok=True)
        jobs = [("a_list", "csv", str(csv_rows)), ("a_list", "xlsx", str(xlsx_rows))]
        jobs += [("a_register", str(rows), str(list_rows)) for rows in registers]
        jobs += [("deciding", str(decide_rows))]
        for part, *words in jobs:
            seconds, memory, said = measured(part, str(home), *words)
            table.add_row(
                f"{part} {' '.join(words)}",
                f"{seconds:.1f}",
                f"{memory:.0f}",
                said,
                ASKED.get(f"{part.removeprefix('a_')} {' '.join(words)}", ""),
            )
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
