"""SQL of the register's cube: a membership as one number, people as their greatest number, cells as numbers counted."""

from __future__ import annotations

import datetime as dt

from payung.coverage.classes import AGE_BANDS, PAYERS, SEGMENTS, SEXES, STATES, age_band_sql

# A membership becomes one number whose order is "which cover counts": state first, then the last paid month, then payer,
# segment, sex, age band and place. The greatest number of a person is the person; two memberships with the same number
# are equal in every dimension, so there is no tie that could fall one way today and another way tomorrow.
BITS = {"state": 2, "paid": 15, "payer": 4, "segment": 3, "sex": 2, "age": 3, "place": 34}
_NAMES = tuple(BITS)
SHIFT = {name: sum(BITS[later] for later in _NAMES[place + 1 :]) for place, name in enumerate(_NAMES)}
EPOCH = dt.date(1990, 1, 1)
_LATEST = (1 << BITS["paid"]) - 1

# Two for the province, two, two, and four for the kelurahan.
_PLACE_DIGITS = 10
# The cells keep a place first: one kabupaten's cells then lie together.
_BELOW_PLACE = sum(bits for name, bits in BITS.items() if name != "place")


def packed_sql(row: str, *, aged_on: dt.date, floor: dt.date) -> str:
    """Return the number of a membership as PostgreSQL (and DuckDB) SQL over the columns of registry_membership.

    One row of `row` (an alias) in, one positive BIGINT out. Months paid before `floor` count as `floor`. A membership
    that vanished from a full extract covers nobody.
    """
    state = _coded(f"{row}.status", STATES)
    # PostgreSQL's greatest() passes over NULL: a month that was not said must not become the floor.
    paid = f"least(greatest({row}.paid_until, DATE '{floor.isoformat()}') - DATE '{EPOCH.isoformat()}', {_LATEST})"
    place = (
        f"coalesce(CAST(replace(coalesce({row}.kelurahan_code, {row}.kecamatan_code || '.0000', {row}.kabupaten_code || '.00.0000'), '.', '')"
        " AS BIGINT), 0)"
    )
    parts = {
        "state": f"CASE WHEN {row}.vanished_on IS NULL THEN {state} ELSE 0 END",
        # Of a state that pays nothing the last paid month means nothing.
        "paid": f"CASE WHEN {row}.vanished_on IS NULL AND {row}.paid_until IS NOT NULL AND {row}.status IN ('active', 'arrears') THEN {paid} ELSE 0 END",
        "payer": _coded(f"{row}.payer_kind", PAYERS),
        "segment": _coded(f"{row}.segment", SEGMENTS),
        "sex": _coded(f"{row}.sex", SEXES),
        "age": age_band_sql(f"{row}.birth_on", aged_on, codes=True),
        "place": place,
    }
    return " + ".join(f"CAST({value} AS BIGINT) * {1 << SHIFT[name]}" for name, value in parts.items())


def _coded(column: str, values: tuple[str, ...]) -> str:
    """Return SQL for the place of a value in its order; what is not known there counts as the lowest."""
    # The highest first: most members are active, employed and paid for by their employer.
    cases = " ".join(f"WHEN '{value}' THEN {place}" for place, value in reversed([*enumerate(values)]) if place)
    return f"CASE {column} {cases} ELSE 0 END"


def _part(name: str, number: str = "packed") -> str:
    # Division and remainder, not shifts: PostgreSQL and DuckDB agree on these.
    return f"(({number} // {1 << SHIFT[name]}) % {1 << BITS[name]})"


def cells_sql(people: str, *, divide: str) -> str:
    """Return SQL for the cells of both grids of a table `people`(packed, people): the columns of coverage_cell.

    `divide` is the sign for whole division: `//` in DuckDB, `/` in PostgreSQL. `people` may be negative where the table
    is a difference; cells that come to nothing are left out.
    """
    month = f"CAST(DATE '{EPOCH.isoformat()}' + CAST({_part('paid')} AS INTEGER) AS DATE)"
    decoded = f"""
        SELECT CASE WHEN {_part("paid")} = 0 THEN NULL ELSE CAST(date_trunc('month', {month}) AS DATE) END AS paid_month,
               {_part("state")} AS state_code, {_part("payer")} AS payer_code, {_part("segment")} AS segment_code,
               {_part("sex")} AS sex_code, {_part("age")} AS age_code, {_part("place")} AS place, people
        FROM {people}
    """
    sql = f"""
        WITH decoded AS ({decoded}), both_grids AS (
            SELECT 'kelurahan' AS grid, place, 0 AS age_code, state_code, paid_month, payer_code, segment_code, 0 AS sex_code, people FROM decoded
            UNION ALL
            SELECT 'kabupaten', place // 1000000 * 1000000, age_code, state_code, paid_month, payer_code, segment_code, sex_code, people FROM decoded
        ), counted AS (
            SELECT grid, place, age_code, state_code, paid_month, payer_code, segment_code, sex_code, CAST(sum(people) AS BIGINT) AS people
            FROM both_grids GROUP BY ALL
        )
        SELECT grid, {_key_sql()} AS key, {_place_text("place")} AS place_code, {_named("sex_code", SEXES)} AS sex,
               {_named("age_code", AGE_BANDS)} AS age_band, {_named("segment_code", SEGMENTS)} AS segment,
               {_named("payer_code", PAYERS)} AS payer_kind, {_named("state_code", STATES)} AS state, paid_month, people
        FROM counted WHERE people <> 0
    """
    # PostgreSQL has GROUP BY ALL only from version 19 on.
    grouped = "GROUP BY grid, place, age_code, state_code, paid_month, payer_code, segment_code, sex_code"
    return sql.replace("GROUP BY ALL", grouped).replace("//", divide)


def _key_sql() -> str:
    days = f"coalesce(CAST(paid_month - DATE '{EPOCH.isoformat()}' AS BIGINT), 0)"
    parts = (
        ("state", "state_code"),
        ("payer", "payer_code"),
        ("segment", "segment_code"),
        ("sex", "sex_code"),
        ("age", "age_code"),
    )
    total, shift = (
        [f"place * {1 << _BELOW_PLACE}", f"{days} * {1 << (_BELOW_PLACE - BITS['paid'])}"],
        _BELOW_PLACE - BITS["paid"],
    )
    for name, column in parts:
        shift -= BITS[name]
        total.append(f"{column} * {1 << shift}")
    return f"CAST({' + '.join(total)} AS BIGINT)"


def keys_of(place: str) -> tuple[int, int]:
    """Return the first key of a place's cells and the first after them: a kabupaten is found without reading the nation.

    What is no dotted code has no narrower keys than all.
    """
    digits = place.replace(".", "")
    if not digits.isdecimal() or len(digits) > _PLACE_DIGITS:
        return 0, 1 << 63
    unit = 10 ** (_PLACE_DIGITS - len(digits))
    return (int(digits) * unit) << _BELOW_PLACE, ((int(digits) + 1) * unit) << _BELOW_PLACE


def _named(code: str, values: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
    return f"CASE {code} {cases} END"


def _place_text(place: str) -> str:
    """Return SQL for the dotted code of a number of ten digits; zeros at its end are levels that are not known."""
    digits = f"lpad(CAST({place} AS VARCHAR), 10, '0')"
    cut = [f"substr({digits}, {start}, {length})" for start, length in ((1, 2), (3, 2), (5, 2), (7, 4))]
    return (
        f"CASE WHEN {place} = 0 THEN '' WHEN {place} % 1000000 = 0 THEN {cut[0]} || '.' || {cut[1]}"
        f" WHEN {place} % 10000 = 0 THEN {cut[0]} || '.' || {cut[1]} || '.' || {cut[2]}"
        f" ELSE {cut[0]} || '.' || {cut[1]} || '.' || {cut[2]} || '.' || {cut[3]} END"
    )


def overruled_sql(rows: str) -> str:
    """Return the condition under which a report of `rows` alias `m` gives way: a better source names the same member number.

    `rows`: id, person_id, kpj, rank, as_of, vanished_on. Lower rank wins, then the later day, then the later row
    (docs/decisions/0004). Different member numbers of one person are different covers: the best counts.
    """
    return (
        f"m.kpj IS NOT NULL AND EXISTS (SELECT 1 FROM {rows} b WHERE b.person_id = m.person_id AND b.kpj = m.kpj AND b.id <> m.id"
        " AND b.source_id <> m.source_id AND b.vanished_on IS NULL"
        " AND (b.rank < m.rank OR (b.rank = m.rank AND (b.as_of > m.as_of OR (b.as_of = m.as_of AND b.id > m.id)))))"
    )
