"""What a row does not say itself: ditto marks are read as the row above, blank places as the title of their section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import duckdb

from payung.intake.columns import why
from payung.intake.columns.synonyms import title
from payung.intake.reading import sections
from payung.intake.reading.problems import Problem, problem
from payung.intake.reading.result import Reading, Sheet
from payung.vocabulary import standard
from payung.vocabulary.letters import quoted
from payung.vocabulary.wilayah import resolving
from payung.vocabulary.words import Words

#: Fields in which "the same as above" says something. Numbers, names and birth dates are everybody's own.
FOLLOWED = (
    "kk", "birth_place", "sex", "address", "rt", "rw", "rt_rw", "kelurahan", "kecamatan", "kabupaten", "province", "occupation",
    "mother_name", "heir_name", "opd", "disability", "income", "wage", "payer", "npp", "remark", "answer", "answer_reason", "start_date", "end_date",
)  # fmt: skip
OWN = ("nik", "kpj", "name", "birth_date", "birth", "phone")
_NIK_INSIDE = r"(^|[^0-9])([0-9]{16})(?:[^0-9]|$)"
_NIK_LABELLED = r"(?i)\(?\b(?:no[. ]*)?(?:nik|ktp)?[ .:]*[0-9]{16}\)?"
_NAME_EDGES = r"[\s/|,:;()-]+$|^[\s/|,:;()-]+"
#: A row in which the name stands under NIK and the NIK under name.
_SWAPPED = """
UPDATE received SET nik_raw = name_raw, nik_type = name_type, name_raw = nik_raw, name_type = nik_type, given = 'NIK (sel nama), nama (sel NIK)'
WHERE length(name_raw) BETWEEN 16 AND 24 AND regexp_full_match(name_raw, '[^0-9A-Za-z]*([0-9][ .-]?){16}[^0-9A-Za-z]*')
    AND regexp_full_match(nik_raw, '[A-Za-z][A-Za-z .,''-]{2,}')
"""
_STRUCK_OUT = """
UPDATE received SET remark_raw = concat_ws(' ', nullif(trim(remark_raw), ''), '(DICORET)'), remark_type = 's',
    given = concat_ws(', ', given, 'keterangan DICORET (hurufnya dicoret)')
WHERE sheet_no = ? AND list_contains(?::INTEGER[], row_no)
"""
#: Titles looked at in one file: a list has some, never as many as people.
MOST_TITLES = 20_000

_TITLES = """
SELECT sheet_no, row_no, kind, cells FROM read_parquet(?)
WHERE kind IN ('title', 'header', 'note') AND list_contains(?::INTEGER[], sheet_no)
ORDER BY sheet_no, row_no LIMIT ?
"""
#: An address that names the place itself is not overruled by a title.
_UNSAID = {
    "rt": r"rt_rw_raw = '' AND NOT regexp_matches(address_raw, '(?i)\bR\.?T\b')",
    "rw": r"rt_rw_raw = '' AND NOT regexp_matches(address_raw, '(?i)\bR\.?W\b')",
    "kelurahan": r"NOT regexp_matches(address_raw, '(?i)\b(KEL|KELURAHAN|DESA|DS|KEC|KECAMATAN)\b')",
    "kecamatan": r"NOT regexp_matches(address_raw, '(?i)\b(KEC|KECAMATAN)\b')",
    "kabupaten": r"NOT regexp_matches(address_raw, '(?i)\b(KAB|KABUPATEN|KOTA)\b')",
    "opd": "true",
    "occupation": "true",
}
_CALLED = {
    "kabupaten": "kabupaten/kota", "kecamatan": "kecamatan", "kelurahan": "kelurahan/desa", "rw": "RW", "rt": "RT", "opd": "OPD", "occupation": "pekerjaan",
}  # fmt: skip

#: Tells which of some places exist on a level; amid the words of a title only those are believed.
Known = Callable[[str, Sequence[str]], set[str]]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the titles so far say from a row on: per field the value and the title it comes from."""

    sheet_no: int
    from_row: int
    values: Mapping[str, tuple[str, str, bool]]


def take_over(connection: duckdb.DuckDBPyConnection, reading: Reading, *, home: str | None) -> tuple[Problem, ...]:
    """Fill `received` with what its rows leave to the row or the title above, and say in `given` what came from there.

    Only blank cells and ditto marks are filled, and a name and a NIK in each other's cells change places; lines.parquet and the returned workbook keep what the sender wrote.

    :param home: the sender's kabupaten or province, None if unknown; where it is known, no title needs to say it.
    """
    standard.install(connection)
    connection.execute(_SWAPPED).fetchall()
    names = {sheet.no: sheet.name for sheet in reading.lists}
    return (
        *_niks_in_names(connection, names),
        *_follow_dittos(connection, names),
        *_follow_titles(connection, reading, home),
        *_heed_struck_out(connection, reading),
    )


def _niks_in_names(connection: duckdb.DuckDBPyConnection, names: Mapping[int, str]) -> Iterator[Problem]:
    """Take a NIK that stands in the cell of the name, where the list has no other: "BUDI SANTOSO / 6474…"."""
    alone = f"trim(nik_raw) = '' AND regexp_matches(name_raw, '{_NIK_INSIDE}') AND regexp_matches(name_raw, '[A-Za-z]{{2}}')"
    found = connection.execute(
        f"SELECT sheet_no, count(*) FROM received WHERE length(name_raw) > 16 AND {alone} GROUP BY sheet_no ORDER BY sheet_no"
    ).fetchall()
    if not found:
        return
    connection.execute(
        f"""
        UPDATE received SET nik_raw = regexp_extract(name_raw, '{_NIK_INSIDE}', 2), nik_type = 's',
            name_raw = regexp_replace(regexp_replace(name_raw, {quoted(_NIK_LABELLED)}, ' '), {quoted(_NAME_EDGES)}, '', 'g'),
            given = 'NIK (sel nama)'
        WHERE length(name_raw) > 16 AND {alone}
        """
    ).fetchall()
    for sheet_no, count in found:
        yield problem("nik_in_name", sheet_no=sheet_no, sheet=names.get(sheet_no, str(sheet_no)), count=count)


def _follow_dittos(connection: duckdb.DuckDBPyConnection, names: Mapping[int, str]) -> Iterator[Problem]:
    """Read ditto marks as the row above; under a number, a name or a birth date they are read as blank."""
    fields = (*FOLLOWED, *OWN)
    marks = ", ".join(f"count_if(is_ditto({field}_raw))" for field in fields)
    counted = {
        row[0]: row[1:]
        for row in connection.execute(f"SELECT sheet_no, {marks} FROM received GROUP BY sheet_no").fetchall()
    }
    met = [field for place, field in enumerate(fields) if any(counts[place] for counts in counted.values())]
    followed, own = [f for f in met if f in FOLLOWED], [f for f in met if f in OWN]
    if followed:
        connection.execute(_followed_sql(followed)).fetchall()
    for field in own:
        connection.execute(
            f"UPDATE received SET {field}_raw = '', {field}_type = '.' WHERE is_ditto({field}_raw)"
        ).fetchall()
    for sheet_no, counts in sorted(counted.items()):
        by_field = dict(zip(fields, counts, strict=True))
        for name, group in (("ditto_marks", followed), ("ditto_own", own)):
            here = [field for field in group if by_field[field]]
            if here:
                yield _told(name, sheet_no, names, here, sum(by_field[field] for field in here))


def _heed_struck_out(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Problem]:
    """Say in the remark of a row that its letters are struck out: somebody meant to take this person off the list."""
    for sheet in reading.lists:
        if not sheet.struck:
            continue
        connection.execute(_STRUCK_OUT, [sheet.no, list(sheet.struck)]).fetchall()
        yield problem("struck_out", sheet_no=sheet.no, sheet=sheet.name, count=len(sheet.struck))


def _told(name: str, sheet_no: int, names: Mapping[int, str], fields: Sequence[str], count: int) -> Problem:
    called = Words(id=", ".join(title(field).id for field in fields), en=", ".join(title(field).en for field in fields))
    return problem(name, sheet_no=sheet_no, sheet=names.get(sheet_no, str(sheet_no)), count=count, columns=called)


def _followed_sql(fields: Sequence[str]) -> str:
    """Return the SQL that puts the value above in the place of ditto marks; a mark under nothing stays as it is."""
    values = ", ".join(
        f"is_ditto({f}_raw) AS {f}_is, last_value(CASE WHEN NOT is_ditto({f}_raw) THEN {f}_raw END IGNORE NULLS) OVER above AS {f}_above,"
        f" last_value(CASE WHEN NOT is_ditto({f}_raw) THEN {f}_type END IGNORE NULLS) OVER above AS {f}_kind"
        for f in fields
    )
    filled = {f: f"({f}_is AND {f}_above IS NOT NULL)" for f in fields}
    sets = ", ".join(
        f"{f}_raw = CASE WHEN {filled[f]} THEN {f}_above ELSE {f}_raw END, {f}_type = CASE WHEN {filled[f]} THEN {f}_kind ELSE {f}_type END"
        for f in fields
    )
    said = ", ".join(
        f"CASE WHEN {filled[f]} THEN {quoted(title(f).id)} || ' ' || left({f}_above, 40) END" for f in fields
    )
    return f"""
    UPDATE received SET {sets}, given = nullif(concat_ws(', ', given, {said}), '')
    FROM (SELECT sheet_no AS sheet_, row_no AS row_, {values} FROM received
          WINDOW above AS (PARTITION BY sheet_no ORDER BY row_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS seen
    WHERE sheet_ = sheet_no AND row_ = row_no AND ({" OR ".join(filled.values())})
    """


def _follow_titles(connection: duckdb.DuckDBPyConnection, reading: Reading, home: str | None) -> Iterator[Problem]:
    """Give blank places what the titles above them say."""
    lines = connection.execute(
        _TITLES, [str(reading.lines), [sheet.no for sheet in reading.lists], MOST_TITLES]
    ).fetchall()
    known = partial(resolving.known, connection, home=home)
    # A sheet that is called like a village of the home is that village's.
    villages = known("home", [_named(sheet) for sheet in reading.lists])
    standing = []
    for sheet in reading.lists:
        standing += _standing(sheet, _lines_about(sheet, lines), known, villages)
    standing = [_without_home(one, home) for one in standing]
    if not any(one.values for one in standing):
        return
    _put(connection, standing)
    names = {sheet.no: sheet.name for sheet in reading.lists}
    found = connection.execute(
        "SELECT sheet_no, count(*), any_value(given_) FROM titled WHERE given_ IS NOT NULL GROUP BY sheet_no ORDER BY sheet_no"
    ).fetchall()
    connection.execute("DROP TABLE titled; DROP TABLE titles_standing")
    for sheet_no, count, example in found:
        yield problem("section_titles", sheet_no=sheet_no, sheet=names[sheet_no], count=count, example=example)


def _lines_about(sheet: Sheet, lines: Sequence[tuple[int, int, str, list[str]]]) -> list[tuple[int, str, list[str]]]:
    """Return the lines that may speak of a sheet's rows; above lists side by side a title may stand for all of them."""
    end = _end_of(sheet)
    own = [(row, kind, cells[:end]) for no, row, kind, cells in lines if no == sheet.no]
    first = min((column.index for column in sheet.columns if column.field), default=1)
    shared = [
        (row, kind, cells)
        for no, row, kind, cells in lines
        if no == sheet.beside and kind == "title" and not any(text.strip() for text in cells[first - 1 :])
    ]
    return sorted([*own, *shared])


def _without_home(one: _Standing, home: str | None) -> _Standing:
    if home is None:
        return one
    return _Standing(one.sheet_no, one.from_row, {f: value for f, value in one.values.items() if f != "kabupaten"})


def _standing(
    sheet: Sheet, lines: Sequence[tuple[int, str, list[str]]], known: Known, villages: set[str]
) -> Iterator[_Standing]:
    """Yield what stands from which row on: first what the sheet's name says, then title after title."""
    now: dict[str, tuple[str, str, bool]] = {}
    name = _named(sheet)
    said_by_name = sections.claims([name], title=False)
    first = _believed(said_by_name, known) or (
        {"kelurahan": name} if name in villages else _work([name], known, title=True)
    )
    if first:
        now |= {field: (value, f"nama lembar “{sheet.name}”", True) for field, value in first.items()}
        yield _Standing(sheet.no, 0, dict(now))
    for row, kind, cells in lines:
        said = sections.claims(cells, title=kind == "title")
        if kind == "header" and said.loose:
            continue
        believed = _believed(said, known) | (_work(cells, known, title=kind == "title") if kind != "header" else {})
        if believed:
            if kind != "title":
                _end(now, believed)
            whole = kind == "title" or said.loose
            now |= {field: (value, f"judul baris {row}", whole) for field, value in believed.items()}
            yield _Standing(sheet.no, row, dict(now))


def _work(cells: Sequence[str], known: Known, *, title: bool) -> dict[str, str]:
    """Return the occupation that a title gives to everybody below it; the name of a village of the home is no occupation."""
    found = sections.occupation(cells, title=title)
    return {"occupation": found} if found and not known("home", [found]) else {}


def _end_of(sheet: Sheet) -> int:
    """Return the last column whose titles speak of this sheet's rows: a list beside it has titles of its own."""
    beside = [column.index for column in sheet.columns if column.why in (why.BESIDE, why.BESIDE_READ)]
    return min(beside, default=2**31) - 1


def _end(now: dict[str, tuple[str, str, bool]], said: Mapping[str, str]) -> None:
    """Let a new section end the smaller places inside the one before; the titles above a list belong together."""
    largest = min(
        (sections.LEVELS.index(field) for field in said if field in sections.LEVELS), default=len(sections.LEVELS)
    )
    for field in sections.LEVELS[largest:]:
        if field not in said:
            now.pop(field, None)


def _believed(said: sections.Claims, known: Known) -> dict[str, str]:
    """Return what may be taken over: a title that says nothing else as it stands, amid other words only places that exist."""
    given: dict[str, str] = {}
    for field, value in said.given.items():
        if not said.loose or field in ("rt", "rw", "opd"):
            given[field] = value
            continue
        words = value.split(" ")[: sections.MOST_WORDS]
        beginnings = [" ".join(words[:length]) for length in range(len(words), 0, -1)]
        there = known(field, beginnings)
        place = next((beginning for beginning in beginnings if beginning in there), None)
        if place:
            given[field] = place
    return given


def _named(sheet: Sheet) -> str:
    """Return the sheet's own name, plain; that of a list on the right says its columns too."""
    name = sheet.name.rpartition(" (")[0] if sheet.beside else sheet.name
    return " ".join(name.upper().split())


def _put(connection: duckdb.DuckDBPyConnection, standing: Sequence[_Standing]) -> None:
    """Fill the rows of `received` from the last title above each; make `titled` (sheet_no, row_no, given_)."""
    columns = ", ".join(f"{f} VARCHAR, {f}_from VARCHAR, {f}_whole BOOLEAN" for f in sections.FIELDS)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE titles_standing (sheet_ INTEGER, from_row INTEGER, {columns})")
    nothing = (None, None, None)
    rows = [
        [one.sheet_no, one.from_row, *(part for f in sections.FIELDS for part in one.values.get(f, nothing))]
        for one in standing
    ]
    holes = ", ".join("?" for _ in range(2 + 3 * len(sections.FIELDS)))
    connection.executemany(f"INSERT INTO titles_standing VALUES ({holes})", rows)
    # What stands above the whole table fills a column that the list does not have; a section's title also the holes of one.
    lacks = ", ".join(
        f"count_if(trim({f}_raw) <> '') OVER (PARTITION BY sheet_no) = 0 AS {f}_lacks" for f in sections.FIELDS
    )
    fills = {
        f: f"(s.{f} IS NOT NULL AND trim({f}_raw) = '' AND (NOT s.{f}_whole OR {f}_lacks) AND {_UNSAID[f]})"
        for f in sections.FIELDS
    }
    chosen = ", ".join(f"CASE WHEN {sql} THEN s.{f} END AS {f}_" for f, sql in fills.items())
    said = ", ".join(
        f"CASE WHEN {sql} THEN {quoted(_CALLED[f])} || ' ' || s.{f} || ' (' || s.{f}_from || ')' END"
        for f, sql in fills.items()
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE titled AS
        SELECT sheet_no, row_no, {chosen}, nullif(concat_ws(', ', {said}), '') AS given_
        FROM (SELECT *, {lacks} FROM received) AS r ASOF JOIN titles_standing s ON r.sheet_no = s.sheet_ AND r.row_no >= s.from_row
        """
    )
    sets = ", ".join(
        f"{f}_raw = coalesce({f}_, {f}_raw), {f}_type = CASE WHEN {f}_ IS NULL THEN {f}_type ELSE 's' END"
        for f in sections.FIELDS
    )
    connection.execute(
        f"UPDATE received SET {sets}, given = concat_ws(', ', given, given_) FROM titled t"
        " WHERE t.sheet_no = received.sheet_no AND t.row_no = received.row_no AND given_ IS NOT NULL"
    ).fetchall()
