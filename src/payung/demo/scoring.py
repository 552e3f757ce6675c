"""How right a matching is against the truth of the synthetic world: precision, recall and review share with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from payung.demo.register import TRUTH_FILE
from payung.demo.truth import LISTS_FILE, PEOPLE_FILE
from payung.vocabulary.share import Share


@dataclass(frozen=True, slots=True)
class Score:
    """The quality of links from list rows to register entries.

    precision: right automatic links / automatic links. recall: rows rightly linked automatically / rows whose person
    is in the register. recall_after_review: the same if every row under review that shows the right person is answered
    rightly. review: rows under review / all person-rows. `name` is 'all' or the damage, sex, age, … it is about.
    """

    name: str
    rows: int
    precision: Share
    recall: Share
    recall_after_review: Share
    review: Share


def score(links: pa.Table, truth: Path) -> list[Score]:
    """Score links against the truth: first over all rows, then by damage, then by group of people.

    `links`: file, sheet_no, row_no, kpj ('' or NULL for none), band ('auto', 'review' or 'none'); a row may stand there
    several times (several candidates). Rows of the truth that are missing count as not linked. `truth`: the folder that
    making.make_world and register.write_register wrote to. A link is right if the KPJ is one of the same person.
    """
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.register("links", links)
    connection.execute(
        SCORED_SQL.format(lists=truth / LISTS_FILE, register=truth / TRUTH_FILE, people=truth / PEOPLE_FILE)
    )
    scores = []
    for query in GROUPS_SQL:
        for row in connection.execute(query).fetchall():
            name, rows, autos, right_autos, known, right_rows, after, review = row
            scores.append(
                Score(
                    name=name,
                    rows=rows,
                    precision=Share(right_autos, autos),
                    recall=Share(right_rows, known),
                    recall_after_review=Share(after, known),
                    review=Share(review, rows),
                )
            )
    connection.close()
    return scores


SCORED_SQL = """
CREATE TEMP TABLE scored AS
WITH known AS (SELECT DISTINCT person_id FROM '{register}'),
said AS (
    SELECT l.file, l.sheet_no, l.row_no,
           count(*) FILTER (l.band = 'auto') AS autos,
           count(*) FILTER (l.band = 'auto' AND r.person_id = t.person_id) AS right_autos,
           bool_or(l.band = 'review') AS is_review,
           bool_or(l.band IN ('auto', 'review') AND r.person_id = t.person_id) AS is_shown
    FROM links l
    JOIN '{lists}' t USING (file, sheet_no, row_no)
    LEFT JOIN '{register}' r ON r.kpj = l.kpj
    WHERE coalesce(l.kpj, '') <> ''
    GROUP BY ALL
)
SELECT t.*, p.sex, p."group" AS people_group, p.name NOT LIKE '% %' AS has_single_name, year(p.born_on) // 10 * 10 AS decade,
       p.kelurahan_code[:8] AS kecamatan, p.disability <> '' AS is_disabled, p.twin_of <> 0 AS is_twin,
       t.person_id IN (SELECT person_id FROM known) AS is_known,
       coalesce(autos, 0) AS autos, coalesce(right_autos, 0) AS right_autos,
       coalesce(is_review, false) AS is_review, coalesce(is_shown, false) AS is_shown
FROM '{lists}' t
JOIN '{people}' p USING (person_id)
LEFT JOIN said USING (file, sheet_no, row_no)
"""

FIGURES = """count(*), sum(autos)::BIGINT, sum(right_autos)::BIGINT, count(*) FILTER (is_known),
    count(*) FILTER (is_known AND right_autos > 0), count(*) FILTER (is_known AND is_shown), count(*) FILTER (is_review)"""

GROUPS_SQL = (
    f"SELECT 'all', {FIGURES} FROM scored",
    f"SELECT 'undamaged', {FIGURES} FROM scored WHERE len(damage) = 0",
    f"SELECT kind, {FIGURES} FROM (SELECT unnest(damage) AS kind, * FROM scored) GROUP BY kind ORDER BY count(*) DESC, kind",
    f"SELECT 'sex ' || sex, {FIGURES} FROM scored GROUP BY sex ORDER BY sex",
    f"SELECT 'born ' || decade || 's', {FIGURES} FROM scored GROUP BY decade ORDER BY decade",
    f"SELECT 'single name', {FIGURES} FROM scored WHERE has_single_name",
    f"SELECT 'disabled', {FIGURES} FROM scored WHERE is_disabled",
    f"SELECT 'twin', {FIGURES} FROM scored WHERE is_twin",
    f"SELECT 'kecamatan ' || kecamatan, {FIGURES} FROM scored GROUP BY kecamatan ORDER BY kecamatan",
    f"SELECT 'people ' || people_group, {FIGURES} FROM scored GROUP BY people_group ORDER BY people_group",
)


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs of list rows said to be one person: right pairs of all said, and of all there are."""

    precision: Share
    recall: Share


def score_duplicates(clusters: pa.Table, truth: Path) -> PairScore:
    """Score in-list and between-list duplicates by pairs of rows.

    `clusters`: file, sheet_no, row_no, cluster (rows of one person share it; a row that stands alone may be missing).
    """
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.register("clusters", clusters)
    said, right, there = connection.execute(
        f"""WITH joined AS (
                SELECT t.person_id, c.cluster FROM '{truth / LISTS_FILE}' t LEFT JOIN clusters c USING (file, sheet_no, row_no))
            SELECT (SELECT sum(n * (n - 1) // 2) FROM (SELECT count(*) AS n FROM joined WHERE cluster IS NOT NULL GROUP BY cluster)),
                   (SELECT sum(n * (n - 1) // 2)
                    FROM (SELECT count(*) AS n FROM joined WHERE cluster IS NOT NULL GROUP BY cluster, person_id)),
                   (SELECT sum(n * (n - 1) // 2) FROM (SELECT count(*) AS n FROM joined GROUP BY person_id))"""
    ).fetchall()[0]
    connection.close()
    return PairScore(Share(int(right or 0), int(said or 0)), Share(int(right or 0), int(there or 0)))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How the rows with one damage were judged; `name` is the damage or 'undamaged'."""

    name: str
    rows: int
    accepted: int
    verval: int
    returned: int


def verdicts_by_damage(verdicts: pa.Table, truth: Path) -> list[Verdicts]:
    """Return how rows were judged by what is really wrong with them, most frequent damage first, 'undamaged' at the top.

    `verdicts`: file, sheet_no, row_no, verdict ('accepted', 'verval' or 'returned'), one row per person-row.
    """
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.register("verdicts", verdicts)
    rows = connection.execute(
        f"""SELECT kind, count(*), count(*) FILTER (verdict = 'accepted'), count(*) FILTER (verdict = 'verval'),
                   count(*) FILTER (verdict = 'returned')
            FROM (SELECT unnest(CASE WHEN len(damage) = 0 THEN ['undamaged'] ELSE damage END) AS kind, verdict
                  FROM '{truth / LISTS_FILE}' JOIN verdicts USING (file, sheet_no, row_no))
            GROUP BY kind ORDER BY kind <> 'undamaged', 2 DESC, 1"""
    ).fetchall()
    connection.close()
    return [Verdicts(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the truth says the journey has to find.

    `listed` counts listed people by fate ('eligible', 'dead', …), `covered` those who have cover already by who pays
    ('employer', 'self', 'pemprov', …), `damage` rows by damage.
    """

    eligible: int
    eligible_disabled: int
    rows: int
    listed: dict[str, int]
    covered: dict[str, int]
    damage: dict[str, int]


def expected(truth: Path) -> Expected:
    """Return the figures of the truth in a folder."""
    people, lists = truth / PEOPLE_FILE, truth / LISTS_FILE
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    listed = dict(
        connection.execute(f"SELECT fate, count(*) FROM '{people}' WHERE on_list GROUP BY ALL ORDER BY ALL").fetchall()
    )
    covered = dict(
        connection.execute(
            f"SELECT cover_payer, count(*) FROM '{people}' WHERE on_list AND cover <> '' GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    )
    damage = connection.execute(
        f"SELECT kind, count(*) FROM (SELECT unnest(damage) AS kind FROM '{lists}') GROUP BY ALL ORDER BY 2 DESC, 1"
    ).fetchall()
    disabled, rows = connection.execute(
        f"SELECT (SELECT count(*) FROM '{people}' WHERE eligible AND disability <> ''), (SELECT count(*) FROM '{lists}')"
    ).fetchall()[0]
    connection.close()
    return Expected(listed.get("eligible", 0), disabled, rows, listed, covered, dict(damage))


def expected_eligible(truth: Path) -> int:
    """Return how many people the truth says are to be protected."""
    return expected(truth).eligible
