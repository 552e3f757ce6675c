"""The end of the scene beside its truth: who is protected, who is not and why, and who is protected wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from payung.demo.truth import LISTS_FILE, PEOPLE_FILE

# Where a person got to who should be protected, from nearest to the goal to furthest from it. A row that waits or went
# back to its sender says why its person is no candidate yet.
_PLACES = """
    CASE coalesce(s.state, v.verdict)
         WHEN 'accepted' THEN CASE WHEN v.nik IS DISTINCT FROM p.nik THEN 'wrong_nik' ELSE 'undecided' END
         WHEN 'verval' THEN 'row_waits' WHEN 'returned' THEN 'row_returned' WHEN 'refused' THEN 'row_refused' ELSE coalesce(s.state, v.verdict, 'not_listed') END
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """People by where they got to. `reached` counts those to be protected, `wrong` by fate those protected though they should not be.

    to_protect = sum of reached. `strangers` are protected under a NIK that nobody in the city has.
    """

    to_protect: int
    disabled: int
    disabled_protected: int
    reached: tuple[tuple[str, int], ...]
    wrong: tuple[tuple[str, int], ...]
    strangers: int

    @property
    def protected(self) -> int:
        """How many of those to be protected are."""
        return dict(self.reached).get("protected", 0)


def beside_truth(states: Mapping[str, str], verdicts: Mapping[str, list], truth: Path) -> Outcome:
    """Lay what became of candidates (NIK -> state) and rows (file, sheet_no, row_no, verdict, nik) beside the truth."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.register("states", pa.table({"nik": list(states), "state": list(states.values())}))
    connection.register(
        "verdicts", pa.table({name: verdicts[name] for name in ("file", "sheet_no", "row_no", "verdict", "nik")})
    )
    connection.execute(
        f"""
        CREATE TABLE outcome AS
        WITH best AS (
            SELECT t.person_id, arg_min(v.verdict, rank) AS verdict, arg_min(v.nik, rank) AS nik
            FROM (SELECT *, list_position(['accepted', 'verval', 'returned', 'refused'], verdict) AS rank FROM verdicts) v
            JOIN '{truth / LISTS_FILE}' t USING (file, sheet_no, row_no) GROUP BY t.person_id)
        SELECT p.person_id, p.eligible, p.fate, p.disability <> '' AS is_disabled, {_PLACES} AS place
        FROM '{truth / PEOPLE_FILE}' p
        LEFT JOIN best v USING (person_id)
        LEFT JOIN states s ON s.nik = p.nik
        """
    )
    to_protect, disabled, disabled_protected = connection.execute(
        "SELECT count(*), count(*) FILTER (is_disabled), count(*) FILTER (is_disabled AND place = 'protected') FROM outcome WHERE eligible"
    ).fetchall()[0]
    reached = connection.execute(
        "SELECT place, count(*) FROM outcome WHERE eligible GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    wrong = connection.execute(
        "SELECT fate, count(*) FROM outcome WHERE NOT eligible AND place = 'protected' GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    strangers = connection.execute(
        f"SELECT count(*) FROM states WHERE state = 'protected' AND nik NOT IN (SELECT nik FROM '{truth / PEOPLE_FILE}')"
    ).fetchall()[0][0]
    return Outcome(to_protect, disabled, disabled_protected, tuple(reached), tuple(wrong), strangers)
