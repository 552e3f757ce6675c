"""Facts from rows, cover, answers and seats: each from its own relation, unknown where nobody has said."""

from __future__ import annotations

import duckdb
import pytest

from payung.eligibility import candidates, facts
from payung.vocabulary import standard

_WORLD = """
CREATE TABLE accepted AS SELECT n::BIGINT AS row_id, 1::BIGINT AS list_id, DATE '2026-03-02' AS list_on, false AS is_matched, 'opd' AS sender_code, 1 AS sheet_no,
    n::INTEGER AS row_no, '64740101018000' || lpad(n::VARCHAR, 2, '0') AS nik, n::BIGINT * 100 AS born, 'K' AS kk, true AS has_name, 'N' || n AS name_key,
    DATE '1980-01-01' AS birth_on, '64.74.01.1003' AS kelurahan_code, '64.74.01' AS kecamatan_code, '64.74' AS kabupaten_code, 'NELAYAN' AS occupation,
    false AS is_disabled, 'L' AS sex, 5 AS filled FROM range(1, 6) t(n);
CREATE TABLE links (nik VARCHAR, other_nik VARCHAR);
CREATE TABLE known (nik VARCHAR, row_id BIGINT, sender_code VARCHAR, person_id BIGINT, kk VARCHAR, birth_on DATE, kelurahan_code VARCHAR, kecamatan_code VARCHAR,
    kabupaten_code VARCHAR, occupation VARCHAR, is_disabled BOOLEAN, sex VARCHAR);
CREATE TABLE cover (row_id BIGINT, person_id BIGINT, status VARCHAR, payer_kind VARCHAR, segment VARCHAR);
CREATE TABLE answers (nik VARCHAR, purpose VARCHAR, code VARCHAR);
CREATE TABLE social (nik VARCHAR, social_aid BOOLEAN, decile SMALLINT);
CREATE TABLE seats (person_id BIGINT, programme_id BIGINT, from_month DATE, end_month DATE);
CREATE TABLE chosen (person_id BIGINT);
CREATE TABLE terms AS SELECT 7::BIGINT AS programme_id, '64.74' AS area, 'kabupaten' AS residence, 'pemkab' AS own_payer, DATE '2026-04-01' AS first_month,
    DATE '2027-01-01' AS end_month, []::VARCHAR[] AS occupations, ['active_pu']::VARCHAR[] AS excluded_cover;
"""


@pytest.fixture
def world() -> duckdb.DuckDBPyConnection:
    with duckdb.connect(config={"threads": 1}) as connection:
        standard.install(connection)
        connection.execute(_WORLD)
        yield connection


def found(connection: duckdb.DuckDBPyConnection, columns: str) -> list[tuple]:
    candidates.collapse(connection)
    facts.work_out(connection)
    return connection.execute(f"SELECT {columns} FROM facts ORDER BY row_id").fetchall()


def test_seats_are_told_apart_by_programme_and_months(world: duckdb.DuckDBPyConnection) -> None:
    world.execute(
        "INSERT INTO seats VALUES (100, 7, '2026-04-01', '2027-01-01'), (200, 8, '2026-10-01', '2027-10-01'),"
        " (300, 8, '2025-04-01', '2026-04-01'), (400, 7, '2025-01-01', '2026-01-01')"
    )

    assert found(world, "seat_here, seat_elsewhere, goes_on") == [
        (True, False, True),
        (False, True, False),
        (False, False, False),
        (False, False, True),
        (False, False, False),
    ]


def test_cover_is_the_strongest_and_excluded_by_its_segment(world: duckdb.DuckDBPyConnection) -> None:
    world.execute(
        "INSERT INTO cover VALUES (1, 11, 'inactive', 'employer', 'PU'), (1, 11, 'active', 'employer', 'PU'), (2, 12, 'active', 'pemprov', 'BPU'),"
        " (2, 12, 'active', 'pemkab', 'BPU'), (3, 13, 'active', 'pemkab', 'BPU'), (4, 14, 'inactive', 'self', 'BPU')"
    )
    world.execute("INSERT INTO answers VALUES ('6474010101800005', 'bpjs_check', 'yes')")

    assert found(world, "other_cover, other_payer, coalesce(cover_excluded, false), person_id") == [
        ("active_other_payer", "employer", True, 11),
        ("active_other_payer", "pemprov", False, 12),
        ("active_same_payer", "pemkab", False, 13),
        ("inactive", None, False, 14),
        ("none", None, False, 500),
    ]


def test_residence_is_unknown_where_the_place_is_coarser_than_the_area(world: duckdb.DuckDBPyConnection) -> None:
    world.execute("UPDATE terms SET area = '64.74.01'")
    world.execute("UPDATE accepted SET kelurahan_code = NULL, kecamatan_code = NULL WHERE row_id > 1")
    world.execute("UPDATE accepted SET kabupaten_code = '64.72' WHERE row_id = 3")
    world.execute("UPDATE accepted SET kabupaten_code = NULL WHERE row_id = 4")

    assert [lives for (lives,) in found(world, "lives_in_area")] == [True, None, False, None, None]


def test_two_numbers_of_one_name_birth_and_home_are_noticed(world: duckdb.DuckDBPyConnection) -> None:
    world.execute("UPDATE accepted SET name_key = 'SAMA' WHERE row_id IN (2, 5)")

    assert [same for (same,) in found(world, "same_person_twice")] == [False, True, False, False, True]


def test_links_make_one_person_of_a_chain_and_the_known_number_stays(world: duckdb.DuckDBPyConnection) -> None:
    nik = "64740101018000{:02d}".format
    world.executemany("INSERT INTO links VALUES (?, ?)", [(nik(2), nik(1)), (nik(3), nik(2)), (nik(5), nik(3))])
    world.execute(
        "INSERT INTO known SELECT nik, row_id, sender_code, 42, kk, birth_on, kelurahan_code, kecamatan_code, kabupaten_code, occupation, is_disabled, sex FROM accepted WHERE row_id = 3"
    )

    assert found(world, "nik, rows, person_id") == [(nik(3), 4, 42), (nik(4), 1, 400)]
