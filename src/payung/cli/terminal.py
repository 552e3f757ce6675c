"""What every command shares: language, refusals with exit codes, progress, tables, JSON."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from payung.vocabulary.words import Words

# Exit codes that scripts can use; 2 is click's own for a command typed wrongly.
OK, ROWS_NEED_WORK, REFUSED, NEEDS_A_PERSON, STOPPED = 0, 1, 3, 4, 5

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def language() -> str:
    """Return the language of the interface: Indonesian unless English is asked for."""
    return "en" if os.environ.get("PAYUNG_LANG") == "en" else "id"


def t(id: str, en: str) -> str:
    """Return the text of the interface's language; the two stand beside each other so that neither is forgotten."""
    return en if language() == "en" else id


def say(words: Words, **fields: object) -> None:
    """Print one sentence for people."""
    console.print(words.say(language(), **fields), markup=False, soft_wrap=True)


def refuse(*sentences: str, code: int = REFUSED) -> NoReturn:
    """End the command with all its errors at once, on the error stream."""
    for sentence in sentences:
        errors.print(f"✗ {sentence}", style="red", markup=False, soft_wrap=True)
    sys.exit(code)


#: Days, months, money, shares, counts with a short unit; "-" and "–" stand for none.
_FIGURE = re.compile(r"[-–]|(?=.*\d)(?:Rp|[≤≥+−-]|\s|\d|[.,:/%–]){1,24}(?:\s\S{1,5})?")
#: Over a column of figures the words of a heading stand below each other from this width on.
WIDEST_HEADING = 12
#: Below so many characters a column of words is no longer read, nor one that is shortened.
SHORTEST_WORDS, SHORTEST_CUT = 10, 10


def number(value: int) -> str:
    """Write a whole number as the office does: 34.782 (34,782 in English)."""
    text = f"{value:,}"
    return text if language() == "en" else text.replace(",", ".")


def decimal(value: float, places: int) -> str:
    """Write a number with so many decimals: 0,9996 (0.9996 in English)."""
    text = f"{value:.{places}f}"
    return text if language() == "en" else text.replace(".", ",")


def percent(value: float, places: int = 1) -> str:
    """Write a share as the office does: 81,2 %."""
    return f"{decimal(value * 100, places)} %"


def print_json(value: Any) -> None:
    """Print a value for machines: UTF-8, dates as ISO text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, cut: Sequence[str] = ()) -> None:
    """Print a table; whole numbers stand on the right, the columns named in `cut` are shortened to fit.

    Where a terminal is too narrow for all figures whole and some of the words, each row is printed as lines of its own.
    """
    written = [[_written(cell) for cell in row] for row in rows]
    counts = [bool(rows) and all(isinstance(row[place], int) for row in rows) for place in range(len(columns))]
    stands = [counts[place] or _is_figure([row[place] for row in written]) for place in range(len(columns))]
    # Figures are never broken; their headings are, at words, so that a file's name is not stacked letter by letter.
    headings = [
        textwrap.fill(column, WIDEST_HEADING, break_long_words=False) if whole else column
        for column, whole in zip(columns, stands, strict=True)
    ]
    if _narrowest(headings, written, stands, cut) > console.width:
        _print_rows(title, columns, written)
        return
    grid = Table(title=title, title_justify="left", title_style="bold")
    for heading, counted, whole in zip(headings, counts, stands, strict=True):
        grid.add_column(heading, justify="right" if counted else "left", no_wrap=whole)
    for row in written:
        cells = zip(columns, row, strict=True)
        # Figures keep their width, so it is the column that gives way whose cells, not itself, refuse to wrap.
        grid.add_row(
            *(
                Text(cell, no_wrap=column in cut, overflow="ellipsis" if column in cut else "fold")
                for column, cell in cells
            )
        )
    console.print(grid)


def _narrowest(
    headings: Sequence[str], rows: Sequence[Sequence[str]], stands: Sequence[bool], cut: Sequence[str]
) -> int:
    """Return the characters that a table needs: figures whole, of words the first few."""
    needed = 1
    for place, heading in enumerate(headings):
        cells = [*heading.splitlines(), *(row[place] for row in rows)]
        longest = max(map(len, cells), default=0)
        least = longest if stands[place] else min(longest, SHORTEST_CUT if heading in cut else SHORTEST_WORDS)
        needed += least + 3
    return needed


def _print_rows(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    console.print(Text(title, style="bold"))
    for row in rows:
        lines = Table.grid(padding=(0, 2))
        for column, cell in zip(columns, row, strict=True):
            lines.add_row(f"  {column}", Text(cell))
        console.print(lines)
        console.print()


def _is_figure(cells: Sequence[str]) -> bool:
    """Return whether a column holds days, months, money or shares: half of one says something else than the whole."""
    told = [cell for cell in cells if cell]
    return bool(told) and all(_FIGURE.fullmatch(one) for one in told)


def _written(cell: object) -> str:
    return number(cell) if isinstance(cell, int) else str(cell)


@contextmanager
def steps(total: int, *, quiet: bool = False) -> Iterator[Any]:
    """Show a bar that moves with `advance(text)`; silent for JSON and where no terminal reads."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description:<34}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TimeElapsedColumn(),
        console=errors,
        transient=False,
        disable=quiet,
    ) as bar:
        task = bar.add_task("", total=total)

        def advance(text: str, done: float = 1) -> None:
            bar.update(task, description=text, advance=done)

        yield advance
