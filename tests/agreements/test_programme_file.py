"""A programme's file: all mistakes at once, what is weak in law, and the same file again after writing it."""

from __future__ import annotations

import pytest

from payung.agreements.file_writing import write_programme
from payung.agreements.plan import BadProgramme
from payung.agreements.programme_file import read_programme
from payung.agreements.weak_law import weak_points
from payung.flows import take_over_a_programme

GOOD = """
code: rentan
name: Pekerja Rentan
kind: vulnerable
terms:
  - from: 2026-01-01
    income: 1000000
    payer: pemkab
    source: apbd
    first_month: 2026-04
    months: 9
    place: 64.74
quota:
  - {place: 64.74, seats: 100}
"""


def problems(text: str) -> dict[str, tuple[int, str]]:
    with pytest.raises(BadProgramme) as refused:
        read_programme(text)
    return {problem.field: (problem.line, problem.words.id) for problem in refused.value.problems}


def example(name: str) -> str:
    return take_over_a_programme.example(name).replace("place:    #", "place: 64.74  #")


def test_what_is_left_out_has_the_usual_value() -> None:
    terms = read_programme(GOOD).terms[0]

    assert terms.values["schemes"] == ["jkk", "jkm"]
    assert (terms.values["age_from"], terms.values["age_below"]) == (18, 65)
    assert terms.values["excluded_cover"] == ["active_other_payer"]
    assert terms.values["place_code"] == "64.74"


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    text = GOOD.replace("code: rentan", "code: Rentan!").replace("2026-04", "2026-13").replace("months: 9", "months: 0")
    text = text.replace("payer: pemkab", "payer: bupati\n    occupations: [astronot]\n    warna: merah").replace(
        "64.74\n", "99.99\n"
    )

    found = problems(text)

    assert set(found) >= {"code", "payer", "occupations", "warna", "first_month", "months", "place"}
    assert found["code"][0] == 2
    assert found["payer"][0] == 8
    assert "astronot" in found["occupations"][1]


def test_two_terms_of_one_day_and_months_bought_twice_are_mistakes() -> None:
    terms = GOOD.split("terms:\n")[1].split("quota:")[0]

    assert "dua ketentuan" in problems(GOOD.replace("quota:", terms + "quota:"))["terms"][1]
    later = terms.replace("2026-01-01", "2026-06-01").replace("2026-04", "2026-07")
    assert "membeli bulan" in problems(GOOD.replace("quota:", later + "quota:"))["terms"][1]
    same_months = terms.replace("2026-01-01", "2026-06-01")
    assert len(read_programme(GOOD.replace("quota:", same_months + "quota:")).terms) == 2


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "berkas"),
        ("- a\n- b", "berkas"),
        ("code: [", "berkas"),
        ("code: a\ncode: b", "code"),
        ("!!python/object/apply:os.system ['true']", "berkas"),
        (GOOD.replace("seats: 100", "seats: -1"), "seats"),
        (GOOD.replace("{place: 64.74, seats", "{place: 64.72, seats"), "place"),
        (GOOD.replace("months: 9", "months: 9\n    term_from: 2026-04-01"), "term_from"),
        (GOOD.replace("months: 9", "months: 9\n    term_from: 2024-04-01\n    term_to: 2024-05-01"), "first_month"),
        (GOOD.replace("months: 9", "months: 9\n    schemes: [jht]"), "schemes"),
        (GOOD.replace("months: 9", "months: 9\n    age_from: 70"), "age_below"),
        (
            GOOD.replace("months: 9", "months: 9\n    occupations: [nelayan]\n    occupations_closed: [nelayan]"),
            "occupations_closed",
        ),
        (GOOD.replace("terms:", "terms: nanti\nx:"), "terms"),
    ],
)
def test_a_file_that_is_wrong_says_where(text: str, field: str) -> None:
    assert field in problems(text)


@pytest.mark.parametrize("name", take_over_a_programme.examples())
def test_an_example_can_be_read_and_written_again(name: str) -> None:
    plan = read_programme(example(name))

    assert read_programme(write_programme(plan, for_another=False)) == plan
    left_blank = problems(write_programme(plan, for_another=True))
    assert {"place", "source"} <= set(left_blank)


def test_weak_law_is_told() -> None:
    fields = {
        name: [weak.field for weak in weak_points(read_programme(example(name)))]
        for name in take_over_a_programme.examples()
    }

    assert "age_below" in fields["bontang-rentan"]
    assert "decile_max" in fields["provinsi-kuota"]
    assert "kind" in fields["pemilu-adhoc"]
    assert {"ruling", "kind"} <= set(fields["perangkat-rt-rw"])
    assert "kind" in fields["non-asn"]


def test_wage_earners_need_a_risk_class_and_have_neither_jht_nor_wadah_nor_relief() -> None:
    pu = GOOD.replace("    income:", "    segment: pu\n    income:")
    found = problems(
        pu.replace("    payer:", "    schemes: [jkk, jkm, jht]\n    wadah: SG\n    ruling: entitled\n    payer:")
    )
    assert set(found) == {"risk", "schemes", "wadah", "ruling"}
    assert "PP 46/2015 Pasal 16" in found["schemes"][1]
    assert set(problems(GOOD.replace("    payer:", "    risk: 1\n    npp: AB012345\n    payer:"))) == {"risk", "npp"}

    plan = read_programme(pu.replace("    payer:", "    risk: 1\n    npp: ab012345\n    payer:"))
    assert (plan.terms[0].values["segment"], plan.terms[0].values["npp"]) == ("pu", "AB012345")
    assert {"risk", "income"} <= {weak.field for weak in weak_points(plan)}
    assert read_programme(write_programme(plan, for_another=False)) == plan
