"""Read, clean, standardise, check and find exact duplicates of one big list, as `payung list check` does (without writing it back)."""

from __future__ import annotations

import datetime as dt
import resource
import sys
import tempfile
import time
from pathlib import Path

from payung.demo.big_lists import write_big_list
from payung.demo.places import load_places
from payung.demo.scene import BONTANG
from payung.gateways.columns import workshop
from payung.intake import checks, cleaning
from payung.intake.reading import readers
from payung.intake.reading.read import read
from payung.intake.reading.received import receive


def main(home: str, form: str, rows: str) -> None:
    path = Path(home) / f"list-{rows}.{form}"
    if not path.exists():
        write_big_list(path, int(rows), BONTANG, load_places())
    started = time.monotonic()
    steps = []

    def step(name: str) -> None:
        steps.append(f"{name} {time.monotonic() - started:.1f}")

    with tempfile.TemporaryDirectory(dir=home) as work:
        reading = read(path, Path(work))
        step("read")
        with workshop(work) as connection:
            received = receive(connection, reading)
            step("receive")
            cleaning.clean(connection, home_kabupaten="64.74", list_on=dt.date(2023, 10, 1))
            step("clean")
            checks.judge(connection, home_kabupaten="64.74", list_on=dt.date(2023, 10, 1))
            step("check")
    # What a process that still runs has used is not known to its parent.
    readers.dismiss()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    sys.stdout.write(f"{received} rows; until {', '.join(steps)} s; peak {peak:.0f} MB\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
