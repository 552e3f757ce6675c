"""Makes the whole synthetic city on disk: workbooks, what else the city has, and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from payung.demo.lists import write_lists
from payung.demo.places import Places
from payung.demo.scene import Scene
from payung.demo.truth import write_lists_truth, write_people
from payung.demo.world import City, build_city
from payung.demo.writing import write_book

LISTS_FOLDER = "lists"
TRUTH_FOLDER = "truth"


@dataclass(frozen=True, slots=True)
class Made:
    """What stands on disk: the workbooks in the order they came in, the truth's folder, and the city they tell of."""

    city: City
    lists: list[Path]
    truth: Path
    rows: int


def make_world(scene: Scene, places: Places, folder: Path) -> Made:
    """Build a city and write its lists to `folder`/lists and its truth to `folder`/truth; same scene, same content."""
    lists, truth = folder / LISTS_FOLDER, folder / TRUTH_FOLDER
    for part in (lists, truth):
        part.mkdir(parents=True, exist_ok=True)
    city = build_city(scene, places)
    books, rows = write_lists(city)
    written = [write_book(book, lists) for book in books]
    write_people(city, truth)
    write_lists_truth(rows, truth)
    return Made(city, written, truth, len(rows))
