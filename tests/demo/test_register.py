"""The register extract: its form, its truth, its later version, and the score of a perfect and a blind matching."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from payung.demo.big_lists import write_big_list, write_list_against
from payung.demo.later import TORN, Changes, write_later_register
from payung.demo.making import Made
from payung.demo.memberships import REGISTER_COLUMNS
from payung.demo.places import Places
from payung.demo.register import Extract, TooSmall, write_register
from payung.demo.scoring import expected, expected_eligible, score, score_duplicates, verdicts_by_damage
from payung.vocabulary.share import Share


@pytest.fixture(scope="session")
def register(small_bontang: Made) -> Extract:
    path = small_bontang.truth.parent / "register.parquet"
    return write_register(path, 12_000, small_bontang.city, small_bontang.truth)


def one(query: str) -> tuple:
    return duckdb.sql(query).fetchall()[0]


def test_a_register_has_the_stated_columns_and_rows(register: Extract) -> None:
    table = pq.read_table(register.path)

    assert tuple(table.column_names) == REGISTER_COLUMNS
    assert table.num_rows == 12_000
    assert table.schema.field("tanggal_lahir").type == pa.date32()


def test_every_number_is_held_once_and_known_to_the_truth(register: Extract) -> None:
    numbers, distinct, missing = one(
        f"SELECT count(*), count(DISTINCT kpj), count(*) FILTER (t.person_id IS NULL) FROM '{register.path}' LEFT JOIN '{register.truth}' t USING (kpj)"
    )

    assert (numbers, distinct, missing) == (12_000, 12_000, 0)
    assert one(f"SELECT max(n) > 1 FROM (SELECT count(*) AS n FROM '{register.truth}' GROUP BY person_id)") == (True,)


def test_no_stranger_holds_the_nik_of_one_of_the_city(register: Extract, small_bontang: Made) -> None:
    strangers = one(
        f"""SELECT count(*) FROM '{register.path}' r JOIN '{register.truth}' t USING (kpj)
            JOIN '{small_bontang.truth}/people.parquet' p ON p.nik = r.nik WHERE t.person_id >= 1000000000"""
    )

    assert strangers[0] <= 3


def test_whoever_is_covered_stands_there_active(register: Extract, small_bontang: Made) -> None:
    people = f"'{small_bontang.truth}/people.parquet'"
    wrong = one(
        f"""SELECT count(*) FILTER (p.cover <> '' AND NOT coalesce(s.is_covered, false)), count(*) FILTER (p.eligible AND s.is_covered)
            FROM {people} p LEFT JOIN (SELECT person_id, bool_or(status IN ('aktif', 'menunggak')) AS is_covered
                 FROM '{register.path}' JOIN '{register.truth}' USING (kpj) GROUP BY ALL) s USING (person_id)"""
    )

    assert wrong == (0, 0)


def test_the_same_seed_gives_the_same_register(register: Extract, small_bontang: Made, tmp_path: Path) -> None:
    again = write_register(tmp_path / "again.csv", 12_000, small_bontang.city, tmp_path)

    same = one(
        f"""SELECT count(*) FROM (SELECT * REPLACE (tanggal_lahir::VARCHAR AS tanggal_lahir) FROM '{register.path}'
            INTERSECT SELECT * FROM read_csv('{again.path}', all_varchar = true, nullstr = '\\N'))"""
    )
    assert same == (12_000,)


def test_a_register_smaller_than_its_city_is_refused(small_bontang: Made, tmp_path: Path) -> None:
    with pytest.raises(TooSmall):
        write_register(tmp_path / "small.parquet", 100, small_bontang.city, tmp_path)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_later_extract_differs_as_ordered(
    register: Extract, small_bontang: Made, tmp_path: Path, suffix: str
) -> None:
    changes = Changes(status=0.05, corrected=0.01, vanished=0.02, new=0.03)

    later = write_later_register(register, tmp_path / f"later{suffix}", small_bontang.city, changes)

    source = f"read_csv('{later}', all_varchar = true)" if suffix == ".csv" else f"'{later}'"
    gone, new = one(
        f"""SELECT (SELECT count(*) FROM '{register.path}' WHERE kpj NOT IN (SELECT kpj FROM {source})),
                   (SELECT count(*) FROM {source} WHERE kpj NOT IN (SELECT kpj FROM '{register.path}'))"""
    )
    assert 150 < gone < 330
    assert new == 360
    told = dict(
        duckdb.sql(
            f"SELECT change, count(*) FROM '{register.truth.parent}/register_changes.parquet' GROUP BY 1"
        ).fetchall()
    )
    assert (told["vanished"], told["new"]) == (gone, new)


def test_a_torn_extract_lacks_two_rows_of_five(register: Extract, small_bontang: Made, tmp_path: Path) -> None:
    torn = write_later_register(register, tmp_path / "torn.parquet", small_bontang.city, TORN)

    assert 6_800 < pq.read_table(torn).num_rows < 7_600


def links_of(made: Made, register: Extract, wrong: bool) -> pa.Table:
    join = (
        "r.person_id <> t.person_id AND r.kpj = (SELECT min(kpj) FROM known)" if wrong else "r.person_id = t.person_id"
    )
    return duckdb.sql(
        f"""WITH known AS (SELECT * FROM '{register.truth}')
            SELECT file, sheet_no, row_no, r.kpj, 'auto' AS band FROM '{made.truth}/lists_truth.parquet' t JOIN known r ON {join}"""
    ).to_arrow_table()


def test_a_perfect_matching_scores_one(small_bontang: Made, register: Extract) -> None:
    scores = {each.name: each for each in score(links_of(small_bontang, register, wrong=False), small_bontang.truth)}

    assert scores["all"].precision.value == 1.0
    assert scores["all"].recall.value == 1.0
    assert scores["all"].rows == small_bontang.rows
    assert {"name_typo", "nik_missing", "sex L", "twin", "undamaged"} <= set(scores)


def test_a_blind_matching_scores_nothing(small_bontang: Made, register: Extract) -> None:
    total = score(links_of(small_bontang, register, wrong=True), small_bontang.truth)[0]

    assert total.precision.hits == 0
    assert total.recall.hits == 0
    assert total.recall.of > 200


def test_duplicates_are_scored_by_pairs(small_bontang: Made) -> None:
    truth = pq.read_table(small_bontang.truth / "lists_truth.parquet")
    clusters = truth.select(["file", "sheet_no", "row_no"]).append_column("cluster", truth["person_id"])

    pairs = score_duplicates(clusters, small_bontang.truth)

    assert pairs.precision.value == pairs.recall.value == 1.0
    assert pairs.recall.of > 50


def test_verdicts_are_counted_by_what_is_really_wrong(small_bontang: Made) -> None:
    truth = pq.read_table(small_bontang.truth / "lists_truth.parquet")
    verdicts = truth.select(["file", "sheet_no", "row_no"]).append_column(
        "verdict", pa.array(["verval"] * truth.num_rows)
    )

    counted = verdicts_by_damage(verdicts, small_bontang.truth)

    assert counted[0].name == "undamaged"
    assert all(each.rows == each.verval and each.returned == each.accepted == 0 for each in counted)


def test_the_truth_knows_who_has_cover_and_who_pays(small_bontang: Made) -> None:
    figures = expected(small_bontang.truth)

    assert figures.covered["employer"] == figures.listed["covered_pu"]
    assert figures.covered["self"] == figures.listed["covered_bpu"]
    assert sum(figures.listed.values()) == len(small_bontang.city.listed)


def test_the_interval_of_wilson_is_the_published_one() -> None:
    # Newcombe 1998, table I: 15 of 148.
    low, high = Share(15, 148).interval

    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)


def test_the_truth_knows_how_many_are_to_be_protected(small_bontang: Made) -> None:
    assert expected_eligible(small_bontang.truth) == 1_500
    assert small_bontang.city.scene.first_payment_on == dt.date(2023, 10, 1)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_list_against_a_register_names_members_and_strangers(
    register: Extract, small_bontang: Made, places: Places, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"list{suffix}"

    truth = write_list_against(path, 800, small_bontang.truth, small_bontang.city.scene, places)

    rows, members = one(
        f"""SELECT count(*), count(*) FILTER (person_id IN (SELECT person_id FROM '{register.truth}')) FROM '{truth}'"""
    )
    assert rows == 800
    assert 0.5 < members / rows < 0.7


def test_an_undamaged_member_has_the_nik_of_the_register(
    register: Extract, small_bontang: Made, places: Places, tmp_path: Path
) -> None:
    truth = write_list_against(tmp_path / "list.csv", 800, small_bontang.truth, small_bontang.city.scene, places)

    same, compared = one(
        f"""SELECT count(DISTINCT t.row_no) FILTER (l.nik = r.nik), count(DISTINCT t.row_no)
            FROM (SELECT row_number() OVER () + 1 AS row_no, "NIK" AS nik FROM read_csv('{tmp_path}/list.csv', all_varchar = true)) l
            JOIN '{truth}' t ON t.row_no = l.row_no AND len(t.damage) = 0
            JOIN '{register.truth}' k USING (person_id) JOIN '{register.path}' r USING (kpj)"""
    )
    assert compared > 100
    assert same / compared > 0.95


def test_a_big_list_knows_nobody_of_any_register(
    register: Extract, small_bontang: Made, places: Places, tmp_path: Path
) -> None:
    truth = write_big_list(tmp_path / "big.csv", 1_000, small_bontang.city.scene, places)

    assert one(f"SELECT count(*), count(DISTINCT person_id) FROM '{truth}'") == (1_000, 920)
    assert one(f"SELECT count(*) FROM '{truth}' JOIN '{register.truth}' USING (person_id)") == (0,)
