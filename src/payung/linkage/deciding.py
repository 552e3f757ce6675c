"""What becomes of each list row: linked by itself, put to a person, or a new person; and what stops the whole list."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from payung.linkage import scoring
from payung.linkage.scoring import Model
from payung.vocabulary.words import Words

_NIK = ("nik_birth", "nik_almost", "nik_only", "nik_far")
_FAR = "nik_far"
_NIK_SANE = ("nik_birth", "nik_almost")
_SERIAL = ("serial_birth", "serial", "part_birth")
# Where more is asked than the usual: two whole NIK that differ, or a slip in a NIK that no birth date confirms.
_GUARDED = (*_SERIAL, "near_alone")
# Born on one day, a number missing, and one ending apart: a slip of the hand, or Rina and Rini.
_TWIN_BIRTH = ("birth", "birth_sex")
_TWIN_NAME = "ending"
_SAME_NAME = ("same", "turned")
_TWINS = f"(identity IN {_TWIN_BIRTH} AND naming = '{_TWIN_NAME}')"
_CLOSE_NAME = ("same", "turned", "ending", "typo", "dropped", "single", "initial", "alike")
_PLAINLY_OTHER = ("shared", "sound", "other")
# The same NIK and the same birth date: a word of the name written otherwise is a spelling or a husband's name, not another person.
_PART_OF_NAME = ("first", "shared", "sound")
# Whoever a father's NIK names has his name in theirs: bin, binti, or the son's only word.
_WITHIN_NAME = ("dropped", "single", "initial", "alike")
_OTHER_NAME = ("first", "shared", "sound", "other")

RULES = {
    "nik_name": Words(id="NIK sama dan nama cocok.", en="Same NIK, and the name agrees."),
    "nik_birth_part": Words(
        id="NIK dan tanggal lahir sama, dan sebagian nama cocok.",
        en="Same NIK and birth date, and part of the name agrees.",
    ),
    "nik_mother": Words(
        id="NIK dan nama ibu sama, dan tanggal lahir tidak bertentangan; namanya ditulis lain.",
        en="Same NIK and mother's name, and no birth date speaks against it; the name is written otherwise.",
    ),
    "weight": Words(
        id="Bukti cukup kuat tanpa NIK yang sama persis.", en="The evidence is strong enough without the very same NIK."
    ),
    "nik_slipped": Words(
        id="NIK di daftar milik orang lain; orangnya dikenali dari nama, tanggal lahir, dan alamatnya.",
        en="The NIK in the list belongs to another person; this one is known by name, birth date and home.",
    ),
    "near": Words(id="Mirip, tetapi bukti belum cukup.", en="Alike, but the evidence is not enough."),
    "nik_other_person": Words(
        id="NIK ini milik orang lain di data kepesertaan (nama berbeda).",
        en="This NIK belongs to another person in the register (another name).",
    ),
    "twins": Words(
        id="NIK hanya beda nomor urut dan namanya tidak persis sama: mungkin anak kembar.",
        en="The NIK differs in the serial only and the names are not the same: perhaps twins.",
    ),
    "two_people": Words(id="Dua orang berbeda sama-sama cocok.", en="Two different people fit about as well."),
    "overflow": Words(
        id="Terlalu banyak orang serupa untuk dibandingkan satu per satu.",
        en="Too many people are alike to compare them one by one.",
    ),
    "nobody": Words(id="Tidak ada orang yang cocok.", en="Nobody fits."),
}

#: The rules that link without a person.
LINKED = ("nik_name", "nik_birth_part", "nik_mother", "weight", "nik_slipped")

_DECIDED = """
CREATE OR REPLACE TEMP TABLE {out} AS
WITH judged AS (
    SELECT *, {part} AS is_part, {mother} AS is_mother,
        identity IN {nik} AND naming IN {other_name} AND NOT is_part AND NOT is_mother OR {generation} AS is_conflict,
        identity IN {sane} AND naming IN {close_name} AS is_sane,
        {twins} OR identity IN {serial} AND naming NOT IN {same_name}
            AND NOT (identity = 'part_birth' AND naming IN {close_name} AND weight >= {link} + {margin}) AS is_twin
    FROM {scored}
    WHERE (weight >= {review} OR identity IN {nik})
        -- Two NIK that differ in the serial and two names that differ are two people, however near they live.
        AND NOT (identity IN {serial} AND naming IN {plainly_other} AND weight < {link})),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY left_id ORDER BY weight DESC, right_id) AS place FROM judged),
top AS (SELECT * FROM ranked WHERE place = 1),
rivals AS (
    SELECT r.left_id, arg_min(r.right_id, r.place) AS rival_id, max(r.weight) AS rival_weight
    FROM ranked AS r JOIN top AS t ON t.left_id = r.left_id
    WHERE r.place > 1 AND NOT EXISTS (FROM {same_right} AS s WHERE s.left_id = t.right_id AND s.right_id = r.right_id)
    GROUP BY r.left_id),
conflicts AS (
    SELECT r.left_id FROM ranked AS r JOIN top AS t ON t.left_id = r.left_id
    WHERE r.is_conflict AND NOT EXISTS (FROM {same_right} AS s WHERE s.left_id = t.right_id AND s.right_id = r.right_id)
    GROUP BY r.left_id),
-- Of rows that say neither number nor date: those whose name more people near them have, so that it is not as rare here as elsewhere.
namesakes AS (
    SELECT left_id FROM {scored} WHERE identity = '{unknown}' AND naming IN {same_name} GROUP BY left_id HAVING count(*) > 1),
-- Of the records of the likeliest person, that of the best source which is certain by itself.
best AS (
    SELECT r.*, t.weight AS top_weight, t.is_conflict AS top_is_conflict, t.is_twin AS top_is_twin, t.naming AS top_naming
    FROM ranked AS r JOIN top AS t ON t.left_id = r.left_id LEFT JOIN {ranks} AS k ON k.record_id = r.right_id
    WHERE r.place = 1 OR (r.weight >= {link} AND NOT r.is_conflict AND NOT r.is_twin AND NOT t.is_conflict AND NOT t.is_twin
        AND EXISTS (FROM {same_right} AS s WHERE s.left_id = t.right_id AND s.right_id = r.right_id))
    QUALIFY row_number() OVER (PARTITION BY r.left_id ORDER BY coalesce(k.rank, 0), r.place) = 1),
ruled AS (
    SELECT l.record_id AS left_id, b.* EXCLUDE (left_id), v.rival_id, v.rival_weight, CASE
        WHEN b.left_id IS NULL OR b.top_weight < {review} THEN CASE
            WHEN c.left_id IS NOT NULL THEN 'nik_other_person' WHEN o.left_id IS NOT NULL THEN 'overflow' ELSE 'nobody' END
        WHEN b.top_is_conflict THEN 'nik_other_person'
        WHEN c.left_id IS NOT NULL THEN CASE
            WHEN b.top_weight >= {link} + {margin} AND b.top_naming IN {close_name} AND NOT b.top_is_twin
                AND NOT coalesce(v.rival_weight > b.top_weight - {margin}, false) THEN 'nik_slipped' ELSE 'nik_other_person' END
        WHEN v.rival_weight > b.top_weight - {margin} THEN 'two_people'
        WHEN b.top_is_twin THEN 'twins'
        WHEN b.is_sane THEN 'nik_name'
        WHEN b.is_part THEN 'nik_birth_part'
        WHEN b.is_mother THEN 'nik_mother'
        -- Two whole NIK beside each other are two people, namesakes born on one day, until more than the usual says otherwise.
        -- And twins share a clan's name or a first word, a mother and a telephone.
        WHEN b.weight >= {link} + CASE WHEN b.identity IN {guarded} OR b.naming IN {other_name}
            OR n.left_id IS NOT NULL AND b.identity = '{unknown}' THEN {guard} ELSE 0 END THEN 'weight'
        ELSE 'near' END AS rule
    FROM {left} AS l
    LEFT JOIN best AS b ON b.left_id = l.record_id
    LEFT JOIN rivals AS v ON v.left_id = l.record_id
    LEFT JOIN conflicts AS c ON c.left_id = l.record_id
    LEFT JOIN namesakes AS n ON n.left_id = l.record_id
    LEFT JOIN (SELECT DISTINCT left_id FROM {overflow}) AS o ON o.left_id = l.record_id)
SELECT left_id, CASE WHEN rule <> 'nobody' THEN right_id END AS right_id,
    CASE WHEN rule IN {linked} THEN 'linked' WHEN rule = 'nobody' THEN 'new' ELSE 'review' END AS outcome,
    rule, CASE WHEN rule <> 'nobody' THEN weight END AS weight,
    CASE WHEN rule <> 'nobody' THEN rival_id END AS rival_id, CASE WHEN rule <> 'nobody' THEN rival_weight END AS rival_weight,
    CASE WHEN rule <> 'nobody' AND right_id IS NOT NULL THEN json_object({evidence}) END AS evidence
FROM ruled ORDER BY left_id
"""


def same_people(connection: duckdb.DuckDBPyConnection, *, scored: str, right: str, model: Model, out: str) -> None:
    """Find which candidates of one row are records of one person (a person may have several memberships).

    :param out: table made: left_id, right_id, both record ids of `right`, in both directions.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE contenders AS SELECT left_id, right_id FROM {scored} "
        f"WHERE weight >= {model.thresholds.review} OR identity IN {_NIK}"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE contests AS SELECT DISTINCT a.right_id AS left_id, b.right_id FROM contenders AS a "
        "JOIN contenders AS b ON a.left_id = b.left_id AND a.right_id <> b.right_id"
    )
    scoring.compare(connection, left=right, right=right, pairs="contests", model=model, out="contests_compared")
    scoring.weigh(connection, compared="contests_compared", model=model, out="contests_scored")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {out} AS SELECT left_id, right_id FROM contests_scored "
        f"WHERE weight >= {model.thresholds.link} AND NOT (identity IN {_SERIAL} AND naming NOT IN {_SAME_NAME}) "
        f"AND naming IN {_CLOSE_NAME}"
    )
    for table in ("contenders", "contests", "contests_compared", "contests_scored"):
        connection.execute(f"DROP TABLE {table}")


def decide(  # noqa: PLR0913 (what is decided, and by what)
    connection: duckdb.DuckDBPyConnection,
    *,
    scored: str,
    left: str,
    right: str,
    model: Model,
    ranks: str | None = None,
    out: str = "decided",
) -> None:
    """Decide every row of `left`.

    :param ranks: table record_id, rank (1 is best): of several certain records of one person, that of the best rank is taken.

    :param scored: table made by `scoring.weigh` with the model of people; `pairs_overflow` (see `keys.pairs`) is used where it exists.
    :param left: and `right`: tables of prepared people.
    :param out: table made, one row per row of `left`: left_id, right_id (NULL for a new person), outcome 'linked', 'review'
        or 'new', rule (one of RULES), weight DOUBLE (bits), rival_id and rival_weight (the best candidate who is another
        person), evidence JSON {comparison: level}.
    """
    same_people(connection, scored=scored, right=right, model=model, out="same_right")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS pairs_overflow (left_id BIGINT, key VARCHAR, size BIGINT)")
    evidence = ", ".join(f"'{comparison.id}', {comparison.id}" for comparison in model.comparisons)
    connection.execute(
        _DECIDED.format(
            ranks=ranks or "(SELECT NULL::BIGINT AS record_id, NULL::INTEGER AS rank)",
            out=out, scored=scored, left=left, same_right="same_right", overflow="pairs_overflow", evidence=evidence,
            nik=_NIK, sane=_NIK_SANE, serial=_SERIAL, twins=_TWINS, guarded=_GUARDED, unknown=scoring.UNKNOWN, same_name=_SAME_NAME, close_name=_CLOSE_NAME, other_name=_OTHER_NAME, plainly_other=_PLAINLY_OTHER,
            part=_part(model), mother=_mother(model), generation=_generation(model), linked=LINKED,
            link=model.thresholds.link, review=model.thresholds.review, margin=model.thresholds.margin, guard=model.thresholds.guard,
        )
    )  # fmt: skip
    connection.execute("DROP TABLE same_right")


def _part(model: Model) -> str:
    """Return the SQL of: the NIK and the birth date are the same, and enough of the name for one person."""
    return f"(identity = 'nik_birth' AND naming IN {_PART_OF_NAME} AND weight >= {model.thresholds.link} / 2)"


def _mother(model: Model) -> str:
    """Return the SQL of: the NIK and the mother are the same, the birth date is or may be, and the name is another: husband's, pet name.

    Without a birth date that is the very same, the names must have a word in common.
    """
    if all(comparison.id != "mother" for comparison in model.comparisons):
        return "false"
    return (
        f"(mother = 'mother_same' AND weight >= {model.thresholds.link} / 2 AND (identity = 'nik_birth' AND naming IN {_OTHER_NAME}"
        " OR identity = 'nik_almost' AND naming IN ('first', 'shared')))"
    )


def _generation(model: Model) -> str:
    """Return the SQL of: one NIK, but perhaps a parent's, after whom the child is named.

    A model trained before births a generation apart had a level of their own leaves only the name to tell.
    """
    if any(level.id == _FAR for level in model.comparison("identity").levels):
        return f"identity = '{_FAR}'"
    return f"(identity = 'nik_only' AND naming IN {_WITHIN_NAME})"


def judge_pairs(connection: duckdb.DuckDBPyConnection, *, scored: str, model: Model, out: str) -> None:
    """Judge every pair by itself, for rows among rows (a row may repeat many others).

    :param out: table made: left_id, right_id, outcome 'linked' or 'review', rule (one of RULES), weight, evidence JSON;
        pairs below the review threshold are left out, except one NIK under two plainly different names.
    """
    evidence = ", ".join(f"'{comparison.id}', {comparison.id}" for comparison in model.comparisons)
    limits = model.thresholds
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {out} AS
        SELECT left_id, right_id, CASE WHEN rule IN {LINKED} THEN 'linked' ELSE 'review' END AS outcome,
            rule, weight, json_object({evidence}) AS evidence
        FROM (SELECT *, CASE
                WHEN {_part(model)} THEN 'nik_birth_part'
                WHEN {_mother(model)} THEN 'nik_mother'
                WHEN identity IN {_NIK} AND naming IN {_OTHER_NAME} OR identity = '{_FAR}' THEN 'nik_other_person'
                WHEN {_TWINS} OR identity IN {_SERIAL} AND naming NOT IN {_SAME_NAME} THEN 'twins'
                WHEN identity IN {_NIK_SANE} AND naming IN {_CLOSE_NAME} THEN 'nik_name'
                WHEN weight >= {limits.link} + CASE WHEN identity IN {(*_GUARDED, scoring.UNKNOWN)} OR naming IN {_OTHER_NAME} THEN {limits.guard} ELSE 0 END THEN 'weight' ELSE 'near' END AS rule
              FROM {scored})
        WHERE (weight >= {limits.review} OR rule = 'nik_other_person')
            AND NOT (rule = 'twins' AND naming IN {_PLAINLY_OTHER} AND weight < {limits.link})
        """
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares of rows above which a list is stopped for a person to look at, once it has `least_rows`."""

    least_rows: int = 50
    review: float = 0.30
    nik_other_person: float = 0.10
    duplicate: float = 0.50


STOPS = {
    "review": Words(
        id="{share} dari {rows} baris perlu dilihat orang: biasanya ada kolom yang salah dipetakan.",
        en="{share} of {rows} rows would need a person: usually a column is mapped wrongly.",
    ),
    "nik_other_person": Words(
        id="{share} dari {rows} baris memakai NIK milik orang lain: biasanya kolom NIK bergeser satu baris.",
        en="{share} of {rows} rows carry the NIK of another person: usually the NIK column has slipped by a row.",
    ),
    "duplicate": Words(
        id="{share} dari {rows} baris adalah orang yang sama dengan baris lain: biasanya berkas yang sama dikirim dua kali.",
        en="{share} of {rows} rows are the same person as another row: usually the same file was sent twice.",
    ),
}


def stops(rows: int, counts: dict[str, int], limits: Limits = Limits()) -> dict[str, int]:
    """Return which of STOPS hold a list back, and of how many rows that was found.

    :param rows: rows of the list.
    :param counts: number of rows 'review', 'nik_other_person' (rule) and 'duplicate' (rows that repeat an earlier row).
    """
    if rows < limits.least_rows:
        return {}
    return {stop: counts[stop] for stop in STOPS if counts.get(stop, 0) / rows > getattr(limits, stop)}
