"""How right this installation's own matching is: a truth file read → laid beside what was linked → counted by band and group."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.gateways import columns
from payung.intake.standing import STANDS
from payung.linkage import measuring, own_models, sampling
from payung.linkage.measuring import Measured
from payung.vocabulary.share import Share

COLUMNS = ("file", "sheet", "row", "kpj")


class NotATruth(Exception):
    """The file is no table with the columns of COLUMNS; `missing` names those that are not there (empty: no table at all)."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Line:
    """Links of one band or group beside the truth. precision: right links of all; recall: rows rightly linked of rows known."""

    name: str
    rows: int
    precision: Share
    recall: Share
    recall_after_review: Share
    review: Share


@dataclass(frozen=True, slots=True)
class Truth:
    """What the truth says: rows that it names and that stand here, rows that it names and that do not, and every line."""

    rows: int
    unknown: int
    lines: tuple[Line, ...]


def run(*, seen_by: Viewer) -> Measured:
    """Return what the sample says (see `linkage.measuring`).

    :raises NotAllowed: if the viewer may not review.
    """
    return measuring.measured(seen_by=seen_by)


def beside_truth(path: Path, *, by: Viewer, at: dt.datetime) -> Truth:
    """Lay the links to the register beside a file that says who really stands on each row; nothing of the file is kept.

    :param path: CSV or Parquet: file (name of the workbook as received), sheet, row, kpj (empty: no member; several
        numbers of one person: several lines).
    :raises NotAllowed: if the viewer may not review. :raises NotATruth: if the file is something else.
    """
    by.must("review")
    with duckdb.connect() as connection:
        _read(connection, path)
        _load(connection, by, at.date())
        connection.execute(_SCORED)
        rows, unknown = connection.execute(_SIZES).fetchall()[0]
        lines = tuple(
            line for select in _LINES for line in map(_line, connection.execute(select).fetchall()) if line.rows
        )
    audit.record(
        "matching.measured", by=by.name, by_id=by.account_id, about="truth", at=at, purpose="measure", rows=rows
    )
    return Truth(rows, unknown, lines)


def _read(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    reader = "read_parquet" if path.suffix.lower() == ".parquet" else "read_csv"
    options = "" if reader == "read_parquet" else ", all_varchar = true, header = true"
    try:
        connection.execute(f"CREATE TEMP VIEW given AS SELECT * FROM {reader}(?{options})".replace("?", _quoted(path)))
        found = {str(name).lower() for name, *_ in connection.execute("DESCRIBE given").fetchall()}
    except duckdb.Error as wrong:
        raise NotATruth(()) from wrong
    missing = tuple(name for name in COLUMNS if name not in found)
    if missing:
        raise NotATruth(missing)
    try:
        connection.execute(
            "CREATE TEMP TABLE truth AS SELECT DISTINCT trim(file) AS file, sheet::INTEGER AS sheet_no, row::INTEGER AS row_no,"
            " nullif(trim(kpj::VARCHAR), '') AS kpj FROM given"
        )
    except duckdb.Error as wrong:
        raise NotATruth(("sheet, row",)) from wrong


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _load(connection: duckdb.DuckDBPyConnection, by: Viewer, on: dt.date) -> None:
    """Fetch the rows of the office's proposals with their links and bands, and whose the truth's numbers are."""
    owner = connections["owner"].settings_dict
    born = f"'{sampling.sixty_years_before(on).isoformat()}'::date"
    said = {"office": by.office_id, "link": own_models.standing_model().thresholds.link, "old": born}
    columns.fetch(owner, _ROWS % said, connection, "stored")
    staged = f"linkage_staging_truth_{by.office_id}"
    columns.stage(owner, staged, connection, "SELECT DISTINCT kpj FROM truth WHERE kpj IS NOT NULL")
    columns.fetch(
        owner,
        f"SELECT m.kpj, m.person_id FROM {staged} s JOIN registry_membership m ON m.kpj = s.kpj",
        connection,
        "people",
    )
    columns.drop(owner, staged)


_ROWS = f"""
SELECT r.id AS row_id, l.file_name AS file, r.sheet_no, r.row_no, {sampling.GROUPS_SQL} AS groups, p.other_person AS person_id, {sampling.BAND_SQL} AS band
FROM intake_row r JOIN intake_list l ON l.id = r.submitted_list_id
LEFT JOIN linkage_pair p ON p.row_id = r.id AND p.other_kind = 'register' AND p.outcome IN ('linked', 'review')
WHERE l.kind = 'proposal' AND l.office_id = %(office)s AND {STANDS}
"""

_SCORED = """
CREATE TEMP TABLE scored AS
WITH really AS (
    SELECT t.file, t.sheet_no, t.row_no, list(DISTINCT p.person_id) FILTER (p.person_id IS NOT NULL) AS persons
    FROM truth t LEFT JOIN people p USING (kpj) GROUP BY ALL)
SELECT s.row_id, any_value(s.groups) AS groups, coalesce(any_value(len(t.persons)), 0) > 0 AS is_known,
    coalesce(any_value(s.band), 'new') AS band,
    count(*) FILTER (s.band LIKE 'linked%' OR s.band = 'judged') AS links,
    count(*) FILTER ((s.band LIKE 'linked%' OR s.band = 'judged') AND list_contains(t.persons, s.person_id)) AS right_links,
    coalesce(bool_or(s.band = 'review'), false) AS is_review,
    coalesce(bool_or(list_contains(t.persons, s.person_id)), false) AS is_shown
FROM stored s JOIN really t USING (file, sheet_no, row_no) GROUP BY s.row_id
"""

_SIZES = """
SELECT (SELECT count(*) FROM scored),
    (SELECT count(DISTINCT (file, sheet_no, row_no)) FROM truth t WHERE NOT EXISTS (FROM stored s WHERE s.file = t.file AND s.sheet_no = t.sheet_no AND s.row_no = t.row_no))
"""

_FIGURES = """count(*), coalesce(sum(links), 0)::BIGINT, coalesce(sum(right_links), 0)::BIGINT, count(*) FILTER (is_known),
    count(*) FILTER (is_known AND right_links > 0), count(*) FILTER (is_known AND is_shown), count(*) FILTER (is_review)"""

_LINES = (
    f"SELECT g, {_FIGURES} FROM (SELECT unnest(groups) AS g, * FROM scored) GROUP BY g ORDER BY g <> 'all', count(*) DESC, g",
    f"SELECT band, {_FIGURES} FROM scored GROUP BY band ORDER BY band",
)


def _line(row: tuple) -> Line:
    name, rows, links, right, known, linked, shown, review = row
    return Line(name, rows, Share(right, links), Share(linked, known), Share(shown, known), Share(review, rows))
