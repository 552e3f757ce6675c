"""Codes of places: counts, history, BPS's codes, and where a NIK was issued."""

import csv
import datetime as dt
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from payung.vocabulary import wilayah
from payung.vocabulary.wilayah import Wilayah

TRAPS = Path(__file__).with_name("region_code_traps.csv")
IN_2021 = dt.date(2021, 6, 30)


def traps() -> list[dict[str, str]]:
    with TRAPS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def places() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    wilayah.register(connection)
    return connection


def test_the_edition_of_2025_is_complete(places: duckdb.DuckDBPyConnection) -> None:
    counted = dict(
        places.execute("SELECT level, count(*) FROM place_rows WHERE valid_to IS NULL GROUP BY level").fetchall()
    )

    assert counted == {"provinsi": 38, "kabupaten": 514, "kecamatan": 7285, "kelurahan": 83762}


def test_kinds_are_told_apart_as_the_decree_counts_them(places: duckdb.DuckDBPyConnection) -> None:
    counted = dict(
        places.execute("SELECT kind, count(*) FROM place_rows WHERE valid_to IS NULL GROUP BY kind").fetchall()
    )

    assert (counted["kabupaten"], counted["kota"]) == (416, 98)
    assert (counted["kelurahan"], counted["desa"]) == (8496, 75266)


def test_every_place_of_today_lies_in_a_place_of_today(places: duckdb.DuckDBPyConnection) -> None:
    orphans = places.execute(
        "SELECT count(*) FROM place_rows child LEFT JOIN place_rows parent ON parent.code = child.parent "
        "AND parent.valid_to IS NULL WHERE child.valid_to IS NULL AND child.level <> 'provinsi' AND parent.code IS NULL"
    ).fetchall()

    assert orphans == [(0,)]


def test_dead_kecamatan_codes_are_kept_and_nearly_all_have_a_successor(places: duckdb.DuckDBPyConnection) -> None:
    dead, followed = places.execute(
        "SELECT count(*), count(successor) FROM place_rows WHERE level = 'kecamatan' AND valid_to IS NOT NULL"
    ).fetchall()[0]

    assert (dead, followed) == (588, 585)


def test_successors_are_places_of_today(places: duckdb.DuckDBPyConnection) -> None:
    lost = places.execute(
        "SELECT count(*) FROM place_rows old WHERE successor IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM place_rows new WHERE new.code = old.successor AND new.valid_to IS NULL AND new.level = old.level)"
    ).fetchall()

    assert lost == [(0,)]


def test_points_lie_in_indonesia_and_near_their_kabupaten(places: duckdb.DuckDBPyConnection) -> None:
    wild = places.execute(
        "SELECT place.code FROM place_rows place JOIN place_rows kab ON kab.code = place.code[:5] "
        "WHERE place.latitude NOT BETWEEN -11.5 AND 6.5 OR place.longitude NOT BETWEEN 94.5 AND 141.5 "
        "OR abs(place.latitude - kab.latitude) > 3 OR abs(place.longitude - kab.longitude) > 3"
    ).fetchall()

    assert wild == []


def test_population_adds_up_to_the_published_total(places: duckdb.DuckDBPyConnection) -> None:
    totals = places.execute("SELECT sum(people::BIGINT) FROM place_population GROUP BY length(code)").fetchall()

    assert totals == [(284_973_643,), (284_973_643,)]


def test_time_zones_cover_every_province(places: duckdb.DuckDBPyConnection) -> None:
    zones = dict(places.execute("SELECT code, zone FROM place_provinces").fetchall())

    assert len(zones) == 38
    assert (zones["12"], zones["64"], zones["96"]) == ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def test_a_place_has_the_time_of_its_province() -> None:
    assert Wilayah("64.74.01.1006").time_zone == "Asia/Makassar"
    with pytest.raises(wilayah.NoSuchPlace):
        _ = Wilayah("99").time_zone


def test_hand_written_splits_name_real_places(places: duckdb.DuckDBPyConnection) -> None:
    wrong = places.execute(
        "SELECT child, child_name FROM place_splits LEFT JOIN place_rows ON code = child AND valid_to IS NULL "
        "WHERE name IS NULL OR NOT contains(replace(name, 'Kep.', 'Kepulauan'), child_name)"
    ).fetchall()

    assert wrong == []


@pytest.mark.parametrize("trap", traps(), ids=lambda trap: trap["name"])
def test_bps_codes_are_not_kemendagri_codes_without_the_dot(trap: dict[str, str]) -> None:
    assert wilayah.bps_to_kemendagri(trap["bps"]) == trap["kemendagri"]
    assert wilayah.kemendagri_to_bps(trap["kemendagri"]) == trap["bps"]


def test_medan_is_not_1271_of_bps() -> None:
    assert Wilayah("12.71").name == "Kota Medan"
    assert Wilayah.parse("1271", scheme="kemendagri").name == "Kota Medan"
    assert Wilayah.parse("1271", scheme="bps").name == "Kota Sibolga"


def test_a_third_of_the_codes_name_another_place_in_the_other_scheme(places: duckdb.DuckDBPyConnection) -> None:
    swapped = places.execute(
        "SELECT count(*) FROM place_crosswalk JOIN place_rows ours ON replace(ours.code, '.', '') = scheme_code "
        "WHERE place_crosswalk.level = 'kabupaten' AND place_crosswalk.valid_from IS NULL "
        "AND ours.basis IS NOT NULL AND ours.code <> place_crosswalk.code"
    ).fetchall()[0][0]

    assert 160 <= swapped <= 200


def test_every_kabupaten_of_2020_has_a_verified_bps_code(places: duckdb.DuckDBPyConnection) -> None:
    counted = places.execute(
        "SELECT count(*), count(DISTINCT code), min(confidence), max(confidence) FROM place_crosswalk "
        "WHERE level = 'kabupaten' AND valid_from IS NULL"
    ).fetchall()

    assert counted == [(514, 514, "verified", "verified")]


def test_a_bps_code_is_read_as_of_its_day() -> None:
    assert wilayah.bps_to_kemendagri("9401", IN_2021) == "91.01"
    assert wilayah.bps_to_kemendagri("9501") == "93.01"
    assert wilayah.bps_to_kemendagri("94", IN_2021) == "91"
    with pytest.raises(wilayah.NoSuchPlace):
        wilayah.bps_to_kemendagri("9501", IN_2021)
    with pytest.raises(wilayah.NoSuchPlace):
        wilayah.bps_to_kemendagri("9401")


def test_every_kabupaten_of_today_has_one_bps_code_of_today(places: duckdb.DuckDBPyConnection) -> None:
    missing = places.execute(
        "SELECT code, count(scheme_code) FROM place_rows LEFT JOIN (FROM place_crosswalk WHERE valid_to IS NULL) "
        "USING (code) WHERE place_rows.level IN ('provinsi', 'kabupaten') AND place_rows.valid_to IS NULL "
        "GROUP BY code HAVING count(scheme_code) <> 1"
    ).fetchall()

    assert missing == []


def test_an_undotted_code_without_scheme_is_refused() -> None:
    with pytest.raises(wilayah.AmbiguousScheme, match="Kemendagri atau kode BPS"):
        Wilayah.parse("6474")


@pytest.mark.parametrize("text", ["", "x", "64.7", "64.74.1", "64.74.01.106", "６４.74", "64,74"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(wilayah.NotAPlaceCode):
        Wilayah.parse(text)


def test_a_code_knows_its_level_and_what_is_around_it() -> None:
    api_api = Wilayah.parse(" 64.74.01.1006 ")

    assert (api_api.name, api_api.level, api_api.kind) == ("Api-api", "kelurahan", "kelurahan")
    assert [str(api_api.parent), api_api.kecamatan_code, api_api.kabupaten_code, api_api.provinsi_code] == [
        "64.74.01", "64.74.01", "64.74", "64",
    ]  # fmt: skip
    assert Wilayah("64.74").covers(api_api)
    assert not Wilayah("64.7" + "1").covers(api_api)
    assert Wilayah("64").parent is None


def test_a_dead_code_keeps_its_name_and_leads_to_today() -> None:
    merauke = Wilayah("91.01")

    assert not merauke.exists
    assert merauke.name == "Kabupaten Merauke"
    assert merauke.today == Wilayah("93.01")
    with pytest.raises(wilayah.NoSuchPlace):
        _ = Wilayah("99.99").name


def test_a_nik_tells_where_it_was_issued_and_nothing_more() -> None:
    issued = wilayah.issued_at("6474010101900001")

    assert (issued.kecamatan, issued.kabupaten, issued.state) == ("Bontang Utara", "Kota Bontang", "current")
    assert "bukan tempat tinggal" in issued.story.say("id")
    assert "not where the person lives" in issued.story.say("en")


@pytest.mark.parametrize(
    ("first_six", "state", "today"),
    [
        ("910118", "dead", "93.01.18"),
        ("920901", "dead", "96.04.01"),
        ("960904", "interim", "96.04.04"),
        ("640401", "renumbered", "65.01"),
        ("647301", "renumbered", "65.71"),
        ("647499", "regency only", "64.74"),
        ("999999", "unknown", None),
    ],
)
def test_old_nik_prefixes_are_followed_to_today(first_six: str, state: str, today: str | None) -> None:
    issued = wilayah.issued_at(first_six + "0101900001")

    assert (issued.state, issued.today_code) == (state, today)


def test_many_niks_are_followed_at_once(places: duckdb.DuckDBPyConnection) -> None:
    rows = places.execute(
        "SELECT state, count(*), count(today) FROM place_issue_codes GROUP BY state ORDER BY state"
    ).fetchall()

    assert rows == [("current", 7285, 7285), ("dead", 588, 585), ("interim", 71, 71)]
    assert places.execute("SELECT count(*) - count(DISTINCT code) FROM place_issue_codes").fetchall() == [(0,)]


def test_people_of_a_split_kabupaten_still_carry_the_parents_code() -> None:
    assert "Pesisir Barat" in wilayah.issued_at("1804010101900001").story.id


def test_a_code_that_another_source_numbers_otherwise_says_so() -> None:
    assert "Satu sumber lain memakai kode ini" in wilayah.issued_at("9601040101900001").story.id


def test_a_nik_must_begin_with_digits() -> None:
    with pytest.raises(ValueError, match="enam angka"):
        wilayah.issued_at("64740O")


def test_tables_come_as_arrow_for_the_registry() -> None:
    assert wilayah.places_table().num_rows == 98_242
    assert {"scheme", "scheme_code", "code", "valid_from", "valid_to", "confidence"} <= set(
        wilayah.crosswalk_table().column_names
    )
    assert wilayah.population_table().num_rows == 552
    assert wilayah.splits_table().num_rows > 60


def test_importing_loads_no_data() -> None:
    script = "from payung.vocabulary.wilayah import data; raise SystemExit(data._store.cache_info().currsize)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
