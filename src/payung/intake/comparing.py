"""A newer version of a list beside the one that it replaces: who is new, who is gone, whose verdict changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.intake import queries
from payung.intake.standing import version_of

KINDS = ("fixed", "worse", "other", "new", "gone", "same")

# Rows are paired once each, by ever weaker likeness: the same usable NIK, else name and birth date, else the name in the same line.
_PAIRED = """
WITH old AS (SELECT id, sheet_no, row_no, nik, name_key, birth_on, name, verdict FROM intake_row WHERE submitted_list_id = %(old)s),
     new AS (SELECT id, sheet_no, row_no, nik, name_key, birth_on, name, verdict FROM intake_row WHERE submitted_list_id = %(new)s),
first AS (
    SELECT o.id AS old_id, n.id AS new_id FROM
        (SELECT id, nik, row_number() OVER (PARTITION BY nik ORDER BY sheet_no, row_no) AS turn FROM old WHERE nik IS NOT NULL) o
        JOIN (SELECT id, nik, row_number() OVER (PARTITION BY nik ORDER BY sheet_no, row_no) AS turn FROM new WHERE nik IS NOT NULL) n
        USING (nik, turn)),
old_left AS (SELECT * FROM old WHERE id NOT IN (SELECT old_id FROM first)),
new_left AS (SELECT * FROM new WHERE id NOT IN (SELECT new_id FROM first)),
second AS (
    SELECT o.id AS old_id, n.id AS new_id FROM
        (SELECT id, name_key, birth_on, row_number() OVER (PARTITION BY name_key, birth_on ORDER BY sheet_no, row_no) AS turn
         FROM old_left WHERE name_key <> '' AND birth_on IS NOT NULL) o
        JOIN (SELECT id, name_key, birth_on, row_number() OVER (PARTITION BY name_key, birth_on ORDER BY sheet_no, row_no) AS turn
              FROM new_left WHERE name_key <> '' AND birth_on IS NOT NULL) n USING (name_key, birth_on, turn)),
third AS (
    SELECT o.id AS old_id, n.id AS new_id FROM old_left o JOIN new_left n USING (sheet_no, row_no, name_key)
    WHERE name_key <> '' AND o.id NOT IN (SELECT old_id FROM second) AND n.id NOT IN (SELECT new_id FROM second)),
paired AS (SELECT * FROM first UNION ALL SELECT * FROM second UNION ALL SELECT * FROM third),
compared AS (
    SELECT o.id AS old_id, n.id AS new_id, o.verdict AS before, n.verdict AS after,
        CASE WHEN n.id IS NULL THEN 'gone' WHEN o.id IS NULL THEN 'new' WHEN o.verdict = n.verdict THEN 'same'
             WHEN n.verdict = 'accepted' THEN 'fixed' WHEN o.verdict = 'accepted' THEN 'worse' ELSE 'other' END AS kind,
        coalesce(n.name, o.name) AS name, o.sheet_no AS old_sheet, o.row_no AS old_row, n.sheet_no AS new_sheet, n.row_no AS new_row
    FROM old o FULL JOIN paired p ON p.old_id = o.id FULL JOIN new n ON n.id = p.new_id)
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One person of either version: what the verdict was and is, and where the row stood and stands."""

    kind: str
    name: str
    before: str
    after: str
    old_place: str
    new_place: str


def counts(list_id: int, *, seen_by: Viewer) -> dict[str, int]:
    """Return how many rows of a list and of the one it replaces fall into each of KINDS.

    `same + fixed + worse + other + new` is the newer list, `same + fixed + worse + other + gone` the older.

    :raises NoSuchList: if there is none for the viewer, or it replaces none.
    """
    versions = _versions(list_id, seen_by=seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(f"{_PAIRED} SELECT kind, count(*) FROM compared GROUP BY kind", versions)
        found = dict(cursor.fetchall())
    return {kind: found.get(kind, 0) for kind in KINDS}


def changes(list_id: int, kind: str, *, seen_by: Viewer, page: int = 0, size: int = 50) -> list[Change]:
    """Return a page of the rows of one kind, and one row more where there is another page.

    :raises NoSuchList: if there is none for the viewer, or it replaces none.
    """
    versions = _versions(list_id, seen_by=seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            f"{_PAIRED} SELECT kind, coalesce(name, ''), coalesce(before, ''), coalesce(after, ''),"
            " coalesce(old_sheet || ':' || old_row, ''), coalesce(new_sheet || ':' || new_row, '') FROM compared"
            " WHERE kind = %(kind)s ORDER BY coalesce(new_sheet, old_sheet), coalesce(new_row, old_row)"
            " LIMIT %(limit)s OFFSET %(offset)s",
            {**versions, "kind": kind, "limit": size + 1, "offset": page * size},
        )
        return [Change(*row) for row in cursor.fetchall()]


def _versions(list_id: int, *, seen_by: Viewer) -> dict[str, object]:
    newer = queries.submitted_list(list_id, seen_by=seen_by)
    older = version_of(newer) if newer.received is not None else None
    if older is None:
        raise queries.NoSuchList(list_id)
    return {"old": older, "new": newer.pk}
