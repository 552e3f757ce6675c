"""Print the annex of a decree, recap and workbook included: `python -m benchmarks.papers ROWS`; the sum of all processes' memory is sampled."""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from payung.letters.papers.annex import PrintedAnnex, print_annex
from payung.letters.papers.annex_pages import AnnexHead
from payung.letters.papers.annex_rows import Place, Section, section
from payung.letters.papers.model import Signer

HEAD = AnnexHead(
    decree="Keputusan Wali Kota Bontang",
    about="Penetapan Pekerja Rentan Penerima Perlindungan Jaminan Sosial Ketenagakerjaan",
    people="Daftar pekerja rentan penerima perlindungan program JKK dan JKM",
    version=1,
    check_code="K7Q2-9FXM",
    signer=Signer("WALI KOTA BONTANG", "Nama Contoh"),
    printed_on=dt.date(2026, 3, 2),
)
KELURAHAN = 15
NAMES = ("SITI", "BUDI", "AHMAD", "NUR", "MUHAMMAD", "DEWI", "AGUS", "SRI", "YOHANES", "RAHMAWATI", "HASANUDDIN", "FATIMAH")  # fmt: skip
STREETS = ("Jl. Ahmad Yani", "Jl. Cut Nyak Dien", "Jl. Pelabuhan Raya Gang Mawar 3", "Jl. Pattimura")
WORK = ("Nelayan", "Pedagang kaki lima", "Ojek pangkalan", "Buruh harian lepas", "Tukang pijat")
OPD = ("Dinas Perikanan", "Dinas Koperasi, UKM dan Perdagangan", "Kelurahan")


def people(rows: int) -> list[Section]:
    """Make so many synthetic people in kelurahan of unlike size, one of them with a fifth of all."""
    chance = random.Random(20260302)
    shares = [3.5, *[chance.uniform(0.5, 1.5) for _ in range(KELURAHAN - 1)]]
    sizes = [round(rows * share / sum(shares)) for share in shares]
    sizes[0] += rows - sum(sizes)
    made, number = [], 0
    for place, size in enumerate(sizes):
        lines = []
        for seq in range(1, size + 1):
            number += 1
            born = dt.date(1960, 1, 1) + dt.timedelta(days=chance.randrange(16_000))
            name = " ".join(chance.choices(NAMES, k=chance.choice((1, 2, 2, 3, 4))))
            street = f"{chance.choice(STREETS)} No. {chance.randint(1, 250)}"
            disability = "Fisik" if number % 101 == 0 else ""
            lines.append((seq, name, f"64740101{number:08d}", born, chance.choice("LP"), street, f"{chance.randint(1, 40):03d}", f"{chance.randint(1, 9):03d}", chance.choice(WORK), disability, chance.choice(OPD), "", ""))  # fmt: skip
        where = Place(f"64.74.{place // 5 + 1:02d}.{1001 + place}", f"Kelurahan {place + 1}", f"Kecamatan {place // 5 + 1}")  # fmt: skip
        made.append(section(where, lines))
    return made


class Memory(threading.Thread):
    """Samples the resident memory of this process and its children; shared pages count once for each."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.peak = max(self.peak, sum(_resident(pid) for pid in _family(os.getpid())))


def _family(pid: int) -> list[int]:
    children = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return [pid, *[member for child in children for member in _family(child)]]


def _resident(pid: int) -> int:
    """Return the resident memory in MB; of a process that has just ended, nothing."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    return 0


def main(rows: str = "34782") -> None:
    memory = Memory()
    table = Table("People", "Wall s", "CPU s", "Peak MB", "Files", "Pages", "MB written", title="Annex of a decree")
    with tempfile.TemporaryDirectory() as folder:
        sections = people(int(rows))
        memory.start()
        before, started = os.times(), time.monotonic()
        printed: PrintedAnnex = print_annex(sections, HEAD, Path(folder))
        seconds, after = time.monotonic() - started, os.times()
        memory.done.set()
        memory.join()
        cpu = sum(after[:4]) - sum(before[:4])
        pages, size = sum(line.pages for line in printed.lines), sum(one.size for one in printed.files)
        table.add_row(rows, f"{seconds:.1f}", f"{cpu:.1f}", str(memory.peak), str(len(printed.files)), str(pages), f"{size / 1e6:.1f}")  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main(*sys.argv[1:])
