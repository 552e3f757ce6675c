"""What the social office says of people: file read -> deciles and social aid found in its columns -> (shown) -> taken over."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from payung.access.viewer import Viewer
from payung.eligibility import actions
from payung.gateways.columns import workshop
from payung.intake.reading.problems import Problem
from payung.intake.reading.read import read
from payung.intake.reading.received import receive
from payung.intake.returning.again import without_ours
from payung.vocabulary import standard

# What the columns are called in answers of social offices, and how cells say yes and no.
_DECILE = r"\b(?:desil|decile)\b"
_AID = r"\b(?:bansos|bantuan sosial|penerima bantuan|pkh|bpnt|sembako|bst)\b"
_YES = "^(?:YA|Y|1|V|X|ADA|TRUE|PKH.*|BPNT.*|SEMBAKO.*|PENERIMA.*|TERIMA.*|MENERIMA.*)$"
_NO = "^(?:TIDAK.*|TDK.*|T|N|0|BUKAN.*|NON.*|FALSE|BELUM.*|-)$"

_SAID = f"""
CREATE OR REPLACE TEMP TABLE cells AS
SELECT sheet_no, row_no, number_digits(nik_raw) AS nik, map_entries(extra) AS entries FROM received;
CREATE OR REPLACE TEMP TABLE spoken AS
SELECT sheet_no, row_no, CASE WHEN nik_is_well_formed(nik) THEN nik END AS nik,
    list_filter(list_transform(list_filter(entries, lambda e: regexp_matches(lower(e.key), '{_DECILE}')),
        lambda e: try_cast(regexp_extract(e.value, '([0-9]+)', 1) AS SMALLINT)), lambda d: d BETWEEN 1 AND 10)[1] AS decile,
    list_transform(list_filter(entries, lambda e: regexp_matches(lower(e.key), '{_AID}')), lambda e: upper(trim(e.value))) AS aid
FROM cells;
CREATE OR REPLACE TEMP TABLE stated AS
SELECT sheet_no, row_no, nik, decile,
    CASE WHEN len(list_filter(aid, lambda a: regexp_matches(a, '{_YES}'))) > 0 THEN true
         WHEN len(list_filter(aid, lambda a: regexp_matches(a, '{_NO}'))) > 0 THEN false END AS social_aid
FROM spoken;
CREATE OR REPLACE TEMP TABLE said AS
SELECT nik, any_value(social_aid) AS social_aid, any_value(decile)::SMALLINT AS decile FROM stated
WHERE nik IS NOT NULL AND (social_aid IS NOT NULL OR decile IS NOT NULL)
GROUP BY nik HAVING count(DISTINCT coalesce(social_aid::VARCHAR, '?')) = 1 AND count(DISTINCT coalesce(decile, 0)) = 1;
"""


class NoSocialColumns(Exception):
    """The file has no NIK, or neither a decile nor a column about social aid; `problems` says what reading found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("no social columns")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Taken:
    """rows = usable + no_nik + silent (nothing said) + contradicting (one NIK, two statements)."""

    rows: int
    people: int
    usable: int
    no_nik: int
    silent: int
    contradicting: int
    new: int
    changed: int
    applied: bool


def run(file: Path, *, source: str, as_of: dt.date, really: bool, by: Viewer, at: dt.datetime) -> Taken:
    """Take over deciles and social aid by NIK; the same file twice changes nothing, an older one neither.

    :raises NotAllowed: if the viewer may not decide for the whole office.
    :raises NoSocialColumns: if there is nothing to take over.
    """
    actions.whole_office(by)
    with tempfile.TemporaryDirectory(prefix="payung-") as work:
        reading = without_ours(read(file, Path(work)))
        if not reading.readable or not reading.person_rows:
            raise NoSocialColumns(reading.problems)
        with workshop(work) as connection:
            receive(connection, reading)
            standard.install(connection)
            connection.execute(_SAID)
            counts = _counts(connection)
            if not counts["people"]:
                raise NoSocialColumns(reading.problems)
            new, changed = (
                actions.take_social_facts(connection, source=source, as_of=as_of, by=by, at=at) if really else (0, 0)
            )
    return Taken(**counts, new=new, changed=changed, applied=really)


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = ("rows", "people", "usable", "no_nik", "silent", "contradicting")
    values = connection.execute(
        """
        SELECT count(*), (SELECT count(*) FROM said), count(*) FILTER (nik IN (SELECT nik FROM said) AND speaks),
            count(*) FILTER (nik IS NULL), count(*) FILTER (nik IS NOT NULL AND NOT speaks),
            count(*) FILTER (nik IS NOT NULL AND speaks AND nik NOT IN (SELECT nik FROM said))
        FROM (SELECT *, social_aid IS NOT NULL OR decile IS NOT NULL AS speaks FROM stated)
        """
    ).fetchall()[0]
    return dict(zip(names, values, strict=True))
