"""Tables of coverage as pages and workbooks show them: the same columns, rows, order and notes in both."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from payung.audit import actions as audit
from payung.coverage import workbook
from payung.coverage.classes import CLASSES, LEVELS
from payung.coverage.figures import Figure
from payung.coverage.words import CLASS_WORDS, DIMENSION_WORDS, category_words, notes_of, ppm_words, title_of
from payung.web import asking
from payung.web.coverage_asked import Asked
from payung.web.language import language, t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More tiles than these are no picture any more.
MOST_TILES = 250

KEYS: dict[str, Callable[[Figure], object]] = {
    "name": lambda one: (one.category == "", one.label or one.category),
    "people": lambda one: one.people,
    "protected": lambda one: one.protected,
    "share": lambda one: one.of_people_ppm or 0,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `address` sorts by it, `direction` says how it is sorted now ('' not)."""

    name: str
    address: str
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """One category: its name, where it leads ('' nowhere), its figure, the classes shown, its shade on the map of tiles."""

    name: str
    address: str
    figure: Figure
    others: tuple[int, ...]
    shade: int


@dataclass(frozen=True, slots=True)
class Table:
    """What a page and a workbook show. `others`: the classes beside the protected that anybody is in."""

    title: str
    columns: tuple[Column, ...]
    others: tuple[str, ...]
    rows: tuple[Row, ...]
    has_universes: bool
    notes: tuple[str, ...]
    tiles: tuple[tuple[str, tuple[Row, ...]], ...]


def table_of(asked: Asked, found: Sequence[Figure]) -> Table:
    """Return the table of a question."""
    figures = in_order(found, asked.sort)
    others = tuple(name for name in CLASSES if name != "protected" and any(one.counts.get(name) for one in figures))
    rows = tuple(_row(asked, one, others) for one in figures)
    dimension = DIMENSION_WORDS[asked.question.by].say(language())
    named = (
        ("name", dimension),
        ("people", t("Orang", "People")),
        ("protected", CLASS_WORDS["protected"].say(language())),
    )
    columns = [
        _column(asked, key, name)
        for key, name in (*named, ("share", t("Bagian dari orang ini", "Share of these people")))
    ]
    return Table(
        title=f"{title_of(asked.question, language())} · {dimension}",
        columns=tuple(columns),
        others=tuple(CLASS_WORDS[name].say(language()) for name in others),
        rows=rows,
        has_universes=any(one.shares for one in figures),
        notes=tuple(notes_of(figures, language())),
        tiles=_tiles(asked, rows),
    )


def in_order(found: Sequence[Figure], sort: str) -> list[Figure]:
    """Return figures in the order asked for (`-people`: the most first); as they came where none is known."""
    key = KEYS.get(sort.removeprefix("-"))
    return sorted(found, key=key, reverse=sort.startswith("-")) if key else list(found)


def _column(asked: Asked, key: str, name: str) -> Column:
    now = {key: "ascending", f"-{key}": "descending"}.get(asked.sort, "")
    # Names begin with the first, numbers with the largest; the second click turns it round.
    first, second = (key, f"-{key}") if key == "name" else (f"-{key}", key)
    return Column(name, asked.changed(sort=second if asked.sort == first else first), now)


def _row(asked: Asked, figure: Figure, others: tuple[str, ...]) -> Row:
    is_place = figure.dimension in LEVELS and figure.category != ""
    share = figure.of_people_ppm
    return Row(
        name=category_words(figure, language()),
        address=asked.changed(place=figure.category) if is_place else "",
        figure=figure,
        others=tuple(figure.counts.get(name, 0) for name in others),
        shade=0 if share is None else min(share // 200_000, 4) + 1,
    )


def _tiles(asked: Asked, rows: Sequence[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return the rows of places by the place above them."""
    if asked.question.by not in ("kecamatan", "kelurahan") or len(rows) > MOST_TILES:
        return ()
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.figure.category):
        if row.figure.category:
            groups.setdefault(row.figure.category.rpartition(".")[0], []).append(row)
    return tuple((code, tuple(below)) for code, below in groups.items())


def shares_in_words(figure: Figure) -> str:
    """Return every share of a stated universe with its source; '-' where no universe has this cell."""
    told = [f"{ppm_words(share.ppm, language())} ({share.universe.source})" for share in figure.shares]
    return "; ".join(told) or "-"


def in_cells(table: Table) -> tuple[list[str], list[list[object]]]:
    """Return the headings and rows of a workbook."""
    name, people, protected, share = (column.name for column in table.columns)
    columns = [name, people, protected, *table.others, share, t("Cakupan semesta", "Of universe")]
    rows: list[list[object]] = [
        [
            row.name,
            row.figure.people,
            row.figure.protected,
            *row.others,
            ppm_words(row.figure.of_people_ppm, language()),
            shares_in_words(row.figure),
        ]
        for row in table.rows
    ]
    return columns, rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workbook of one table to be handed out."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    notes: Sequence[str] = ()
    more: Sequence[workbook.Page] = ()


def handed_out(request: HttpRequest, sheet: Sheet, *, about: str, purpose: str = "") -> HttpResponse:
    """Answer with a workbook whose cells cannot act, and write down that it was handed out."""
    who = asking.viewer(request)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        notes = [sheet.title, *sheet.notes]
        first = workbook.Page(t("Cakupan", "Coverage"), sheet.columns, sheet.rows, notes)
        workbook.write_pages(path, [first, *sheet.more])
        content = path.read_bytes()
    audit.record(
        "coverage.downloaded",
        by=who.name,
        by_id=who.account_id,
        about=about,
        at=asking.now(),
        purpose=purpose,
        rows=len(sheet.rows),
    )
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{sheet.name}.xlsx"'}
    )
