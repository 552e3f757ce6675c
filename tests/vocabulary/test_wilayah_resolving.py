"""Typed place names find their village: single cases, and precision on damaged names of whole kabupaten."""

from collections import Counter

import duckdb
import pytest

from payung.vocabulary import wilayah
from payung.vocabulary.wilayah import resolving
from tests.vocabulary.typed_places import Typed, typed_places

BONTANG = "64.74"


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 2})


def resolved(
    connection: duckdb.DuckDBPyConnection, rows: list[tuple[str | None, ...]], home: str | None
) -> list[tuple[str | None, ...]]:
    """Return (kelurahan, kecamatan, kabupaten code, state) for each (kelurahan, kecamatan, kabupaten, address)."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE typed (line INTEGER, kelurahan_raw VARCHAR, kecamatan_raw VARCHAR, "
        "kabupaten_raw VARCHAR, address_raw VARCHAR)"
    )
    connection.executemany("INSERT INTO typed VALUES (?, ?, ?, ?, ?)", [(i, *row) for i, row in enumerate(rows)])
    wilayah.resolve(connection, "typed", home_kabupaten=home)
    return connection.execute(
        "SELECT kelurahan_code, kecamatan_code, kabupaten_code, place_state FROM typed "
        "LEFT JOIN places_resolved place ON place.kelurahan_raw = coalesce(typed.kelurahan_raw, '') "
        "AND place.kecamatan_raw = coalesce(typed.kecamatan_raw, '') "
        "AND place.kabupaten_raw = coalesce(typed.kabupaten_raw, '') "
        "AND place.address_raw = coalesce(typed.address_raw, '') ORDER BY line"
    ).fetchall()


@pytest.mark.parametrize(
    ("kelurahan", "kecamatan", "address", "village", "state"),
    [
        ("Api-Api", "Bontang Utara", "", "64.74.01.1006", "ok"),
        ("KEL. API API", "KEC. BONTANG UTARA", "", "64.74.01.1006", "ok"),
        ("Tanjung Laut Indah", "", "", "64.74.02.1006", "ok"),
        ("Tj. Laut Indah", "", "", "64.74.02.1006", "ok"),
        ("TANJUNGLAUT INDAH", "", "", "64.74.02.1006", "ok"),
        ("Tg Laut", "Bontang Selatan", "", "64.74.02.1001", "ok"),
        ("Loktuan", "Btg Utara", "", "64.74.01.1003", "ok"),
        ("Kel. Api-Api RT. 05/02", "", "", "64.74.01.1006", "ok"),
        ("6474011006", "", "", "64.74.01.1006", "guessed"),
        ("6474011006", "647401", "", "64.74.01.1006", "ok"),
        ("Gn Telihan", "", "", "64.74.03.1002", "ok"),
        ("64.74.01.1001", "", "", "64.74.01.1001", "ok"),
        ("Berbas Tngah", "Bontang Selatan", "", "64.74.02.1002", "guessed"),
        ("Tanjung Laut In", "Bontang Selatan", "", "64.74.02.1006", "guessed"),
        ("T. Laut Indah", "Bontang Selatan", "", "64.74.02.1006", "guessed"),
        ("Bontang Baru", "Bontang Barat", "", "64.74.01.1002", "guessed"),
        ("Bontang Selatan", "Satimpo", "", "64.74.02.1004", "guessed"),
        ("", "Satimpo", "", "64.74.02.1004", "guessed"),
        ("Api-Api, Bontang Utara", "", "", "64.74.01.1006", "ok"),
        ("", "", "Jl. Mawar RT 05 Kel. Api-Api Bontang Utara", "64.74.01.1006", "guessed"),
        ("", "", "Jl. Tanjung Laut No. 5 Gunung Elai", "64.74.01.1005", "guessed"),
        ("", "", "Jl. Pattimura 003 Api-Api", "64.74.01.1006", "guessed"),
        ("", "", "Jl. Pattimura Api-Api", None, "missing"),
        ("", "Bontang Utara", "Jl. Tanjung Laut 5", None, "missing"),
        ("Bontang Utara", "", "", None, "missing"),
        ("", "Bontang Barat", "", None, "missing"),
        ("Entah", "", "", None, "missing"),
        ("", "", "", None, "missing"),
        (None, None, None, None, "missing"),
    ],
)
def test_a_city_finds_its_own_villages(
    connection: duckdb.DuckDBPyConnection,
    kelurahan: str | None, kecamatan: str | None, address: str | None, village: str | None, state: str,
) -> None:  # fmt: skip
    found = resolved(connection, [(kelurahan, kecamatan, "", address)], BONTANG)[0]

    assert (found[0], found[3]) == (village, state)


@pytest.mark.parametrize(
    ("rows", "villages"),
    [
        ([("Loktuan", "Btg Utara", "", ""), ("Tj Laut", "", "", "")], ["64.74.01.1003", "64.74.02.1001"]),
        ([("Berbas Pantai", "", "", "")], ["64.74.02.1003"]),
        (
            [("", "", "", "Jl. Cipto, Kelurahan Gunung Elai, Kecamatan Bontang Utara, Kota Bontang")],
            ["64.74.01.1005"],
        ),
        # A name of many places, and names of two regencies: nobody knows.
        ([("Sukamaju", "", "", "")], [None]),
        ([("Berbas Pantai", "", "", ""), ("Bukit Biru", "", "", "")], [None, None]),
    ],
)
def test_where_no_regency_is_said_the_list_leans_to_that_of_its_names(
    connection: duckdb.DuckDBPyConnection, rows: list[tuple[str, ...]], villages: list[str | None]
) -> None:
    found = resolved(connection, rows, None)

    assert [row[0] for row in found] == villages
    assert all(row[3] == "guessed" for row, asked in zip(found, rows, strict=True) if row[0] and not asked[1])


def test_a_kecamatan_in_the_kelurahan_column_is_kept_as_a_kecamatan(connection: duckdb.DuckDBPyConnection) -> None:
    assert resolved(connection, [("Kec. Bontang Utara", "", "", "")], BONTANG) == [
        (None, "64.74.01", "64.74", "missing")
    ]


def test_people_of_elsewhere_are_outside(connection: duckdb.DuckDBPyConnection) -> None:
    found = resolved(
        connection,
        [
            ("Loa Ipuh", "Tenggarong", "", ""),
            ("Sangatta Utara", "Sangatta Utara", "Kab. Kutai Timur", ""),
            ("", "", "Kutim", ""),
            ("Sako", "Sako", "Kota Palembang, Sumatera Selatan", ""),
        ],
        BONTANG,
    )

    assert [row[3] for row in found] == ["outside"] * 4
    assert [row[2] for row in found] == ["64.02", "64.08", "64.08", "16.71"]


def test_a_common_name_is_ambiguous_where_nothing_says_the_regency(connection: duckdb.DuckDBPyConnection) -> None:
    rows = [("Sukamaju", "", "", ""), ("Mekarsari", "", "", ""), ("Tidakadanama", "", "", "")]

    assert [state for *_, state in resolved(connection, rows, None)] == ["ambiguous", "ambiguous", "missing"]
    assert [state for *_, state in resolved(connection, rows[:1], BONTANG)] == ["missing"], "there is none at home"


def test_a_name_of_several_kecamatan_is_ambiguous_without_its_kecamatan(connection: duckdb.DuckDBPyConnection) -> None:
    alone, together = resolved(connection, [("Mekarsari", "", "", ""), ("Mekarsari", "Cikajang", "", "")], "32.05")

    assert (alone[0], alone[3]) == (None, "ambiguous")
    assert (together[1], together[3]) == ("32.05.22", "ok")


def test_without_a_home_the_kabupaten_or_the_pair_decides(connection: duckdb.DuckDBPyConnection) -> None:
    found = resolved(
        connection,
        [
            ("Sako", "Sako", "Palembang", ""),
            ("Lok Tuan", "", "BONTANG", ""),
            ("Loa Ipuh", "Tenggarong", "", ""),
            ("Sukamaju", "", "", ""),
            ("Dua-puluh Ilir Tiga", "", "Kota Palembang", ""),
            ("20 Ilir III", "Ilir Timur I", "Kota Palembang", ""),
        ],
        None,
    )

    assert [row[3] for row in found] == ["guessed", "ok", "ok", "ambiguous", "ok", "ok"]
    assert [row[2] for row in found[:3]] == ["16.71", "64.74", "64.02"]


def test_without_a_home_a_slip_is_found_inside_the_kecamatan(connection: duckdb.DuckDBPyConnection) -> None:
    found = resolved(
        connection,
        [
            ("Berbas Tngah", "Bontang Selatan", "", ""),
            ("Tj Laut", "Bontng Selatan", "", ""),
            ("Sungai X", "Cisurupan", "", ""),
        ],
        None,
    )

    assert [(row[0], row[3]) for row in found] == [
        ("64.74.02.1002", "guessed"), ("64.74.02.1001", "ok"), (None, "missing"),
    ]  # fmt: skip
    assert found[2][1] == "32.05.20"


def test_a_kabupaten_and_a_kota_of_one_name_are_told_apart(connection: duckdb.DuckDBPyConnection) -> None:
    found = resolved(
        connection, [("", "", "Kab. Bandung", ""), ("", "", "KOTA BANDUNG", ""), ("", "", "Bandung", "")], None
    )

    assert [row[2] for row in found] == ["32.04", "32.73", None]


def test_a_former_name_and_a_dead_code_still_lead_to_the_village(connection: duckdb.DuckDBPyConnection) -> None:
    found = resolved(
        connection,
        [
            ("Teluk Kumbang", "", "Kab. Sambas", ""),
            ("7 Ulu", "Seberang Ulu I", "Palembang Sumsel", ""),
            ("", "91.01.18", "", ""),
        ],
        None,
    )

    assert [row[0] for row in found[:2]] == ["61.01.02.2026", "16.71.02.1006"]
    assert found[2][1] == "93.01.18"


def test_the_home_may_be_a_province(connection: duckdb.DuckDBPyConnection) -> None:
    inside, outside = resolved(connection, [("Api-Api", "Bontang Utara", "", ""), ("Sako", "Sako", "", "")], "64")

    assert (inside[0], inside[3]) == ("64.74.01.1006", "ok")
    assert (outside[2], outside[3]) == ("16.71", "outside")


def test_an_unknown_home_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(wilayah.NoSuchPlace, match="99"):
        resolved(connection, [("Api-Api", "", "", "")], "99.99")


def test_one_row_for_each_distinct_text(connection: duckdb.DuckDBPyConnection) -> None:
    resolved(connection, [("Api-Api", "", "", "x"), ("Api-Api", "", "", "x"), ("Api-Api", None, "", "y")], BONTANG)

    assert connection.execute("SELECT count(*) FROM places_resolved").fetchall() == [(2,)]


@pytest.mark.parametrize("kabupaten", ["64.74", "12.71", "61.01", "21.72"])
def test_what_is_called_ok_is_right_and_most_is_found(connection: duckdb.DuckDBPyConnection, kabupaten: str) -> None:
    typed = typed_places(connection, kabupaten, seed=7, each=60)

    found = resolved(connection, [(t.kelurahan, t.kecamatan, t.kabupaten, t.address) for t in typed], kabupaten)

    counted = Counter(judged(line, row) for line, row in zip(typed, found, strict=True))
    told = sum(counted.values())
    assert counted["ok", False] <= 0.001 * (counted["ok", True] + counted["ok", False])
    assert counted["guessed", False] <= 0.01 * (counted["guessed", True] + counted["guessed", False])
    assert counted["ok", True] + counted["guessed", True] >= 0.94 * told


def judged(line: Typed, row: tuple[str | None, ...]) -> tuple[str | None, bool]:
    return row[3], row[0] == line.truth


def test_one_name_in_both_columns_is_a_guess_even_where_such_a_village_is(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    wilayah.register(connection)
    village, kabupaten, name = connection.execute(
        "SELECT kel.code, kel.code[:5], kel.name FROM place_rows kel JOIN place_rows kec ON kec.code = kel.parent AND kec.name = kel.name"
        " WHERE kel.level = 'kelurahan' AND kel.valid_to IS NULL ORDER BY kel.code LIMIT 1"
    ).fetchall()[0]

    found = resolved(connection, [(name, name, "", "")], kabupaten)[0]

    assert found[0] in (village, None)
    assert found[3] != "ok"


def test_the_committed_index_of_names_is_what_the_region_data_gives() -> None:
    with duckdb.connect() as fresh:
        built = resolving.built_index(fresh)
        committed = fresh.sql(f"FROM read_parquet('{resolving.INDEX}')").to_arrow_table()

    assert built.equals(committed), "run scripts/build_place_index.py"


def test_rows_that_name_no_place_are_missing_one(connection: duckdb.DuckDBPyConnection) -> None:
    nowhere = [("", "", "", ""), (None, None, None, None)]

    assert resolved(connection, nowhere, BONTANG) == [(None, None, None, "missing")] * 2
