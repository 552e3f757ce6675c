"""How right a run was, where the truth is known: links, clusters and verdicts beside what really is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Found:
    """What an installation found, as columns: links and verdicts per row, clusters of rows, classes of known people."""

    links: dict[str, list]
    clusters: dict[str, list]
    verdicts: dict[str, list]
    classes: list[tuple[str, int]]
    waiting: int


def found(*, seen_by: Viewer) -> Found:
    """Return what matching and checking found in the proposals of the viewer's office.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    place = "l.file_name, r.sheet_no, r.row_no"
    of_office = f"FROM intake_row r JOIN intake_list l ON l.id = r.submitted_list_id AND l.kind = 'proposal' AND l.office_id = {seen_by.office_id}"
    links = _asked(
        f"SELECT {place}, m.kpj, CASE p.outcome WHEN 'linked' THEN 'auto' ELSE 'review' END {of_office}"
        " JOIN linkage_pair p ON p.row_id = r.id AND p.other_kind = 'register' JOIN registry_membership m ON m.id = p.other_id ORDER BY r.id"
    )
    verdicts = _asked(f"SELECT {place}, r.verdict, r.nik, r.id {of_office} ORDER BY r.id")
    repeats = _asked(
        f"SELECT p.row_id, p.other_id {of_office} JOIN linkage_pair p ON p.row_id = r.id AND p.other_kind = 'list' AND p.outcome = 'linked'"
    )
    classes = _asked(
        f"SELECT p.other_class, count(*) {of_office} JOIN linkage_pair p ON p.row_id = r.id AND p.other_kind = 'register' AND p.outcome = 'linked'"
        " GROUP BY 1 ORDER BY 2 DESC"
    )
    heads = _clusters(repeats)
    return Found(
        links=_columns(links, ("file", "sheet_no", "row_no", "kpj", "band")),
        clusters=_columns(
            [(*row[:3], heads.get(row[5], row[5])) for row in verdicts], ("file", "sheet_no", "row_no", "cluster")
        ),
        verdicts=_columns([row[:5] for row in verdicts], ("file", "sheet_no", "row_no", "verdict", "nik")),
        classes=classes,
        waiting=sum(row[3] == "verval" for row in verdicts),
    )


def accepted_rightly(verdicts: dict[str, list], truth: Path) -> tuple[int, int, int]:
    """Return (rows accepted, those whose person the truth says is to be protected, people to be protected among them)."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE verdicts AS SELECT unnest(?::VARCHAR[]) AS file, unnest(?::INTEGER[]) AS sheet_no, unnest(?::INTEGER[]) AS row_no, unnest(?::VARCHAR[]) AS verdict",
            [verdicts[name] for name in ("file", "sheet_no", "row_no", "verdict")],
        )
        return connection.sql(
            f"""
            SELECT count(*), count(*) FILTER (p.eligible), count(DISTINCT p.person_id) FILTER (p.eligible)
            FROM verdicts v JOIN '{truth / "lists_truth.parquet"}' t USING (file, sheet_no, row_no)
            JOIN '{truth / "people.parquet"}' p USING (person_id) WHERE v.verdict = 'accepted'
            """
        ).fetchall()[0]


def _asked(statement: str) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _columns(rows: list[tuple], names: tuple[str, ...]) -> dict[str, list]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _clusters(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Return for every row of a pair the smallest row that it is joined with, however many pairs lie between."""
    head: dict[int, int] = {}

    def find(row: int) -> int:
        while head.setdefault(row, row) != row:
            head[row] = head[head[row]]
            row = head[row]
        return row

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        head[second] = first
    return {row: find(row) for row in head}
