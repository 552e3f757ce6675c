"""Makes the whole synthetic city on disk: workbooks, what else the city has, and the truth."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from payung.demo.lists import write_lists
from payung.demo.others import write_others
from payung.demo.places import Places, load_places
from payung.demo.scene import Scene
from payung.demo.truth import LISTS_FILE, OTHERS_FILE, write_lists_truth, write_people
from payung.demo.world import City, build_city
from payung.demo.writing import write_book

LISTS_FOLDER = "lists"
OTHERS_FOLDER = "others"
TRUTH_FOLDER = "truth"


@dataclass(frozen=True, slots=True)
class Made:
    """What stands on disk: the workbooks in the order they came in and whose they are, BPJS's answers and the other lists, the truth's folder."""

    city: City
    lists: list[Path]
    others: list[Path]
    truth: Path
    rows: int
    offices: list[str]


def make_world(scene: Scene, places: Places, folder: Path) -> Made:
    """Build a city and write it below a folder: lists, others, truth. The same scene gives the same content."""
    lists, others, truth = folder / LISTS_FOLDER, folder / OTHERS_FOLDER, folder / TRUTH_FOLDER
    for part in (lists, others, truth):
        part.mkdir(parents=True, exist_ok=True)
    city = build_city(scene, places)
    books, rows = write_lists(city)
    written = [write_book(book, lists) for book in books]
    offices = [book.office for book in books]
    write_people(city, truth)
    write_lists_truth(rows, truth / LISTS_FILE)
    books, known = write_others(city)
    others_written = [write_book(book, others) for book in books]
    write_lists_truth(known, truth / OTHERS_FILE)
    return Made(city, written, others_written, truth, len(rows), offices)


class CityNotWritten(Exception):
    """The process that wrote the city ended before it was done; why stands above, in its own words."""


@contextmanager
def beside(scene: Scene, folder: Path) -> Iterator[Callable[[], Made]]:
    """Write the city in a process of its own while the caller does something else; what is yielded waits for the city.

    Leaving the block ends the process, done or not.
    """
    # A fresh process, not a fork: whoever calls has a database and threads.
    context = multiprocessing.get_context("spawn")
    hears, tells = context.Pipe(duplex=False)
    writer = context.Process(target=_write, args=(scene, folder, tells), daemon=True)
    writer.start()
    tells.close()

    def written() -> Made:
        try:
            made = hears.recv()
        except EOFError:
            raise CityNotWritten(folder) from None
        # The city stays to the end: the collector need not walk through its people again and again.
        gc.freeze()
        return made

    try:
        yield written
    finally:
        writer.kill()
        writer.join()
        hears.close()


def _write(scene: Scene, folder: Path, tells: Connection) -> None:
    # Nothing of it is garbage before all of it is written.
    gc.disable()
    tells.send(make_world(scene, load_places(), folder))
