"""A sample of what matching decided, put to people blind: of automatic links, of doubtful pairs, and of rows taken for new."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.gateways import columns
from payung.intake.standing import STANDS
from payung.linkage.bulk import IDENTITY, MASKED_NIK
from payung.linkage.models import Draw
from payung.linkage.scoring import Model

#: Automatic links this near the threshold are a band of their own, in bits.
NEAR = 6
#: So far below the review threshold a candidate is still worth a look, in bits.
WORTH_A_LOOK = 20

LINKED = ("linked_nik", "linked_strong", "linked_near")
ALL = "all"

BAND_SQL = f"""
    CASE p.outcome WHEN 'sampled' THEN 'below' WHEN 'review' THEN 'review' WHEN 'linked' THEN CASE WHEN p.rule = 'judged_same' THEN 'judged'
         WHEN p.rule = 'nik_name' THEN 'linked_nik' WHEN p.weight >= %(link)s + {NEAR} THEN 'linked_strong' ELSE 'linked_near' END END
"""

# Groups of people whom a matching may serve worse than others; every row is in `all`.
GROUPS_SQL = """
    array_remove(ARRAY['all', CASE r.sex WHEN 'P' THEN 'women' WHEN 'L' THEN 'men' END, CASE WHEN r.nik IS NULL THEN 'no_nik' END,
        CASE WHEN r.name NOT LIKE '%% %%' THEN 'single_name' END, CASE WHEN r.birth_on IS NULL THEN 'no_birth_date' END,
        CASE WHEN coalesce(r.disability, '') <> '' THEN 'disabled' END, CASE WHEN r.birth_on < %(old)s THEN 'over_60' END], NULL)
"""

_BANDED = f"""
CREATE TEMP TABLE linkage_banded ON COMMIT DROP AS
SELECT p.id, p.identity, p.other_kind AS side, p.other_id, p.row_id, p.outcome, {BAND_SQL} AS band, {GROUPS_SQL} AS groups
FROM linkage_pair p JOIN intake_row r ON r.id = p.row_id JOIN intake_list l ON l.id = r.submitted_list_id
WHERE p.office_id = %(office)s AND l.kind = 'proposal' AND p.outcome IN ('linked', 'review', 'sampled')
    AND {STANDS}
"""

_COUNTED = "SELECT side, band, unnest(groups) AS people, count(*) FROM linkage_banded GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"

# By hash, salted with the moment of the draw: everybody has the same chance, and the next draw takes others.
_TAKEN = """
CREATE TEMP TABLE linkage_drawn ON COMMIT DROP AS
SELECT id, identity, side, other_id, row_id, outcome, band, groups
FROM (SELECT *, row_number() OVER (PARTITION BY side, band ORDER BY md5(identity || %(salt)s), id) AS place
      FROM (SELECT DISTINCT ON (identity) * FROM linkage_banded WHERE band <> 'judged' ORDER BY identity, id) once) ordered
WHERE place <= %(pairs)s
"""

# What a reviewer may see of the other side is kept for doubtful pairs only; a link that is asked about needs it as well.
_SHOWN = """
UPDATE linkage_pair p SET is_sampled = true, other_name = o.name, other_birth = to_char(o.birth_on, 'DD-MM-YYYY'), other_place = o.kelurahan_code,
    other_nik_masked = CASE WHEN o.nik IS NOT NULL THEN
        (SELECT string_agg(CASE WHEN substr(r.nik_digits, i, 1) = substr(o.nik, i, 1) THEN substr(o.nik, i, 1) ELSE '×' END, '' ORDER BY i)
         FROM generate_series(1, 16) i) END
FROM linkage_drawn d JOIN intake_row r ON r.id = d.row_id, {table} o
WHERE p.id = d.id AND d.side = %(side)s AND o.id = d.other_id
"""


# Rows below the cut-off are stored as pairs, to be counted and drawn like the others.
_BROUGHT = """
INSERT INTO linkage_pair (row_id, office_id, sender_code, other_kind, other_id, other_person, outcome, rule, weight, evidence,
    model_version, other_class, other_name, other_nik_masked, other_birth, other_place, identity)
SELECT r.id, r.office_id, r.sender_code, 'register', s.other_id, s.other_person, 'sampled', 'below', s.weight, s.evidence::jsonb,
    %s, 'inactive', s.other_name, s.other_nik_masked, s.other_birth, s.other_place, s.identity
FROM {staged} s JOIN intake_row r ON r.id = s.row_id WHERE r.office_id = %s ORDER BY r.id ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: (side, band) -> pairs, and how many pairs each stands for."""

    draw_id: int
    pairs: dict[tuple[str, str], int]
    populations: dict[tuple[str, str], int]


def sixty_years_before(day: dt.date) -> dt.date:
    """Return the day on which somebody who turns 60 on `day` was born."""
    return day.replace(year=day.year - 60, day=min(day.day, 28))


def below_of_list(connection: duckdb.DuckDBPyConnection, *, model: Model) -> None:
    """Add to `below` the rows of a scored list that nobody was found for, each with its best candidate.

    Needs `list_rows`, `register_people`, `scored` and `register_decided` of that list, as `engine` makes them.
    """
    evidence = ", ".join(f"'{one.id}', s.{one.id}" for one in model.comparisons)
    connection.execute(
        f"""
        INSERT INTO below
        SELECT l.record_id, r.record_id, r.person_id, s.weight, json_object({evidence}), {IDENTITY}, r.name, {MASKED_NIK},
               strftime(r.birth_on, '%d-%m-%Y'), r.kelurahan_code
        FROM scored s JOIN register_decided d ON d.left_id = s.left_id AND d.rule = 'nobody'
        JOIN list_rows l ON l.record_id = s.left_id JOIN register_people r ON r.record_id = s.right_id
        WHERE s.weight >= {model.thresholds.review - WORTH_A_LOOK}
        QUALIFY row_number() OVER (PARTITION BY s.left_id ORDER BY s.weight DESC, s.right_id) = 1
        """
    )


def open_below(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table `below` that `below_of_list` fills."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE below (row_id BIGINT, other_id BIGINT, other_person BIGINT, weight DOUBLE, evidence VARCHAR,"
        " identity VARCHAR, other_name VARCHAR, other_nik_masked VARCHAR, other_birth VARCHAR, other_place VARCHAR)"
    )


def stage_below(connection: duckdb.DuckDBPyConnection, *, by: Viewer) -> str:
    """Bring `below` to the database and return the name of its staging table."""
    staged = f"linkage_staging_below_{by.office_id}"
    columns.stage(connections["owner"].settings_dict, staged, connection, "FROM below")
    return staged


@transaction.atomic(using="owner")
def draw(*, pairs: int, model: Model, staged: str, by: Viewer, at: dt.datetime) -> Drawn:
    """Draw a sample in place of the one before, and put it before reviewers.

    :param pairs: how many pairs of each band, at most. :param staged: what `stage_below` returned; empty: not looked for.
    :raises NotAllowed: if the viewer may not review.
    """
    by.must("review")
    said = {
        "office": by.office_id,
        "link": model.thresholds.link,
        "old": sixty_years_before(at.date()),
        "salt": at.isoformat(),
        "pairs": pairs,
    }
    with connections["owner"].cursor() as cursor:
        _forget(cursor, by.office_id)
        if staged:
            cursor.execute(_BROUGHT.format(staged=staged), [f"{model.name}-{model.version}", by.office_id])
            cursor.execute(f"DROP TABLE {staged}")
        cursor.execute(_BANDED, said)
        cursor.execute(_COUNTED)
        counted = [list(row) for row in cursor.fetchall()]
        cursor.execute(_TAKEN, said)
        made = Draw.objects.using("owner").create(
            office_id=by.office_id,
            drawn_at=at,
            drawn_by_id=by.account_id,
            model=f"{model.name}-{model.version}",
            has_below=bool(staged),
            populations=counted,
        )
        cursor.execute(
            "INSERT INTO linkage_sampled (draw_id, office_id, identity, side, band, groups)"
            " SELECT %s, %s, identity, side, band, groups FROM linkage_drawn",
            [made.pk, by.office_id],
        )
        for side, table in (("register", "registry_membership"), ("list", "intake_row")):
            cursor.execute(_SHOWN.format(table=table), {"side": side})
        # Of the rows below the cut-off only those drawn stay.
        cursor.execute(
            "DELETE FROM linkage_pair WHERE office_id = %s AND outcome = 'sampled' AND NOT is_sampled", [by.office_id]
        )
        cursor.execute("SELECT side, band, count(*) FROM linkage_drawn GROUP BY 1, 2 ORDER BY 1, 2")
        taken = {(side, band): count for side, band, count in cursor.fetchall()}
    audit.record(
        "matching.sampled",
        by=by.name,
        by_id=by.account_id,
        about=f"draw:{made.pk}",
        at=at,
        using="owner",
        purpose="measure",
        pairs=sum(taken.values()),
    )
    return Drawn(made.pk, taken, {(side, band): count for side, band, people, count in counted if people == ALL})


def _forget(cursor: CursorWrapper, office_id: int) -> None:
    """Take the sample before out of the queue; what people answered about it stays."""
    cursor.execute("DELETE FROM linkage_pair WHERE office_id = %s AND outcome = 'sampled'", [office_id])
    cursor.execute(
        "UPDATE linkage_pair SET is_sampled = false, other_name = NULL, other_nik_masked = NULL, other_birth = NULL, other_place = NULL"
        " WHERE office_id = %s AND is_sampled AND outcome = 'linked'",
        [office_id],
    )
    cursor.execute("UPDATE linkage_pair SET is_sampled = false WHERE office_id = %s AND is_sampled", [office_id])
