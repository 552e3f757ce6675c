"""Printed figures load as they stand, and what does not close in them is said: workflows.md 3.2 as negative tests."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

import payung.coverage
from payung.coverage import printed
from payung.coverage.oddities import Known, Oddity, oddities
from payung.coverage.printed import NotReferences

DATA = Path(payung.coverage.__file__).parent / "data"
LAMPUNG = Known(
    inhabitants={"16": 9_064_690, "18": 9_313_990},
    split_from={"18.13": "18.04"},
    names={"18.04": "Kabupaten Lampung Barat", "18.13": "Kabupaten Pesisir Barat"},
)


def read(text: str) -> list[printed.Printed]:
    return printed.read(text.encode(), source="press")


def odd(text: str, known: Known = LAMPUNG) -> dict[str, Oddity]:
    return {one.code: one for one in oddities(read(text), known)}


def test_all_fifteen_places_of_lampung_load_and_the_split_one_is_flagged() -> None:
    figures = printed.read((DATA / "lampung_2024_09_24.csv").read_bytes())

    found = oddities(figures, LAMPUNG)

    assert len(figures) == 15
    by_rule = {(one.place_code, one.code) for one in found if one.code != "noted"}
    assert by_rule == {("18.13", "far_below_peers"), ("18.13", "nik_prefix"), ("18.04", "holds_split_off")}
    assert all("Lampung Barat" in one.say() for one in found if one.code == "nik_prefix")
    assert {one.place_code for one in found if one.code == "noted"} == {"18.13", "18.09", "18.71", "18.72"}
    assert "lowest" in next(one.say() for one in found if (one.place_code, one.code) == ("18.71", "noted"))


def test_the_table_as_it_was_handed_over_is_read_with_its_own_headings() -> None:
    text = (
        "kabkota,pct,kemendagri_code,remark\n"
        "Lampung Utara,25.6,18.03,\nLampung Utara,26.6,18.09,printed twice; by elimination Pesawaran (inferred)\n"
    )
    known = Known(names={"18.03": "Kabupaten Lampung Utara", "18.09": "Kabupaten Pesawaran"})

    found = {
        (one.place_code, one.code)
        for one in oddities(printed.read(text.encode(), on=dt.date(2024, 9, 24), source="press"), known)
    }

    assert found == {
        ("18.03", "name_twice"),
        ("18.09", "name_twice"),
        ("18.09", "name_not_of_code"),
        ("18.09", "noted"),
    }


def test_a_whole_lies_between_its_parts() -> None:
    rows = "".join(f"18.0{n},2024-09-24,{20 + n}\n" for n in range(1, 6))

    assert "outside_parts" in odd(f"code,on,pct\n{rows}18,2024-09-24,32.62\n", Known())
    assert "outside_parts" not in odd(f"code,on,pct\n{rows}18,2024-09-24,23.1\n", Known())


def test_programmes_load_and_only_budgets_that_do_not_close_are_flagged() -> None:
    figures = printed.read((DATA / "vulnerable_programmes.csv").read_bytes())

    found = {(one.place_name, one.code) for one in oddities(figures, Known())}

    assert len({one.place_name for one in figures}) == 15
    assert {name for name, code in found if code == "budget_does_not_close"} == {"Sumbawa", "Trenggalek"}
    assert {name for name, code in found if code == "months_not_whole"} == {"Rokan Hulu"}
    assert {name for name, code in found if code == "budget_rounded"} == {
        "Bontang",
        "Penajam Paser Utara",
        "Riau",
        "Medan",
    }
    assert ("Sumsel palm smallholders", "place_not_coded") in found
    assert not any(name in ("Lumajang", "Sumenep") for name, _ in found)


def test_a_national_number_is_no_universe_of_a_province() -> None:
    found = odd("code,on,universe,pct\n16,2025-06-01,30200000,9.83\n")

    assert found["universe_over_population"].fields == {"value": "30200000", "population": 9_064_690}


def test_over_a_hundred_percent_is_shown_with_both_counts() -> None:
    found = odd("place,on,covered,universe,pct\nKutai Timur,2025-03-01,77074,51086,150\n")

    assert set(found) == {"over_100", "covered_over_universe", "pct_not_as_counts"}
    assert found["covered_over_universe"].fields["computed"] == "150.87"


def test_the_uncovered_of_singkawang_are_its_universe() -> None:
    assert "uncovered_is_universe" in odd("place,on,covered,uncovered,pct\nSingkawang,2025-06-18,16684,73236,22.77\n")


def test_bali_prints_another_percentage_than_its_counts_give() -> None:
    found = odd("place,on,covered,universe,pct\nBali,2023-03-31,935079,1873899,50.88\n")

    assert found["pct_not_as_counts"].fields["computed"] == "49.9"


def test_tanjungpinang_and_batam_close() -> None:
    assert (
        odd(
            "place,on,covered,universe,pct\nTanjungpinang,2024-09-26,58203,75241,77.36\nBatam,2025-11-06,465000,661500,70.3\n"
        )
        == {}
    )


def test_two_universes_of_sumut_are_seen_from_its_own_fractions() -> None:
    found = odd(
        "place,on,covered,pct,definition\nSumatera Utara,2025-06-01,3021682,51.08,target\nSumatera Utara,2025-06-01,2138817,39.46,reached\n"
    )

    assert found["implied_universes_differ"].fields == {"one": "5420215", "other": "5915587"}


def test_the_gap_of_muba_belongs_to_another_target() -> None:
    assert "gap_not_of_target" in odd(
        "place,on,covered,universe,gap,target_pct\nMusi Banyuasin,2025-01-01,135000,270000,21311,52.15\n"
    )


def test_a_number_that_halves_in_four_months_has_another_definition() -> None:
    found = odd("place,on,universe,definition\nLampung,2025-08-01,896780,rentan\nLampung,2025-12-01,380270,rentan\n")

    assert found["jump"].fields["before"] == "896780"


def test_two_numbers_of_one_day_disagree() -> None:
    assert "sources_disagree" in odd("place,on,people\nBontang,2025-01-31,36777\nBontang,2025-01-31,40763\n")


def test_every_problem_of_a_file_is_said_at_once_and_nothing_is_taken_over() -> None:
    with pytest.raises(NotReferences) as refused:
        read("code,on,pct\n6474,2025-01-01,12\n64.74,2025-13-01,abc\n64.74,2025-01-01,30\n")

    said = [one.id for one in refused.value.problems]
    assert len(said) == 3
    assert said[0].startswith("Baris 2: '6474' tanpa titik")
    assert said[1].startswith("Baris 3: tanggal") or "tanggal" in said[1]
    with pytest.raises(NotReferences) as refused:
        printed.read(b"a,b\n1,2\n")
    assert len(refused.value.problems) == 4


def test_numbers_are_read_as_the_press_writes_them() -> None:
    [people, pct] = read('place,on,people,pct\nBontang,31-01-2025,34.782,"12,5%"\n')

    assert (people.value, pct.value, people.place_code) == (Decimal(34782), Decimal("12.5"), "64.74") or (
        pct.value,
        people.value,
    ) == (Decimal(34782), Decimal("12.5"))
