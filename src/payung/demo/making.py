"""Makes the whole synthetic city on disk: workbooks, what else the city has, and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from payung.demo.lists import write_lists
from payung.demo.others import write_others
from payung.demo.places import Places
from payung.demo.scene import Scene
from payung.demo.truth import LISTS_FILE, OTHERS_FILE, write_lists_truth, write_people
from payung.demo.world import City, build_city
from payung.demo.writing import write_book

LISTS_FOLDER = "lists"
OTHERS_FOLDER = "others"
TRUTH_FOLDER = "truth"


@dataclass(frozen=True, slots=True)
class Made:
    """What stands on disk: the workbooks in the order they came in, BPJS's answers and the other lists, the truth's folder."""

    city: City
    lists: list[Path]
    others: list[Path]
    truth: Path
    rows: int


def make_world(scene: Scene, places: Places, folder: Path) -> Made:
    """Build a city and write it below a folder: lists, others, truth. The same scene gives the same content."""
    lists, others, truth = folder / LISTS_FOLDER, folder / OTHERS_FOLDER, folder / TRUTH_FOLDER
    for part in (lists, others, truth):
        part.mkdir(parents=True, exist_ok=True)
    city = build_city(scene, places)
    books, rows = write_lists(city)
    written = [write_book(book, lists) for book in books]
    write_people(city, truth)
    write_lists_truth(rows, truth / LISTS_FILE)
    books, known = write_others(city)
    others_written = [write_book(book, others) for book in books]
    write_lists_truth(known, truth / OTHERS_FILE)
    return Made(city, written, others_written, truth, len(rows))
