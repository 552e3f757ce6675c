"""Lists long enough to be held: sixty people of Bontang, and the same people sent once more."""

from __future__ import annotations

from pathlib import Path

from payung.access.viewer import Viewer
from payung.flows import receive_a_list
from tests.flows.office import receive, workbook

FIRST = ("Rahmat", "Slamet", "Hasan", "Joko", "Yusuf", "Budi", "Agus", "Bambang", "Dedi", "Eko")
LAST = ("Hidayat", "Tahir", "Susilo", "Mansur", "Santoso", "Kurniawan", "Pratama", "Wijaya", "Nugroho", "Siregar")
WHY = "usulan susulan, orangnya memang sama"


def resident(number: int) -> list[str]:
    """Return one clean row: a man whose NIK and birth date agree, unlike every other."""
    year, month, day = 65 + number % 30, number % 12 + 1, number % 28 + 1
    return [
        str(number + 1),
        f"647401{day:02d}{month:02d}{year:02d}{number + 1:04d}",
        f"{FIRST[number % 10]} {LAST[number // 10 % 10]}",
        f"Bontang, {day:02d}-{month:02d}-19{year:02d}",
        "L",
        f"Jl. Kenanga {number}",
        "Api-Api",
        "Bontang Utara",
        "pedagang",
    ]


def residents(first: int, end: int) -> list[list[str]]:
    return [resident(number) for number in range(first, end)]


def sent(
    people: list[list[str]], by: Viewer, folder: Path, name: str = "usulan.xlsx", **said: object
) -> receive_a_list.Done:
    """Receive a list of these people."""
    return receive(workbook(folder / name, people), by, folder / "home", **said)


def sent_twice(by: Viewer, folder: Path, **said: object) -> tuple[receive_a_list.Done, receive_a_list.Done]:
    """Receive sixty people, and then fifty of them again with ten others: most of the second list repeats the first."""
    first = sent(residents(0, 60), by, folder, "pertama.xlsx")
    return first, sent(residents(10, 70), by, folder, "kedua.xlsx", **said)
