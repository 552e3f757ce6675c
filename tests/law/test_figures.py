"""The strict loader of dated figures and of the law register."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from payung.law.figures import Figures, month_number, national_figures, read_figures, weakest
from payung.law.library import BOOKS
from payung.law.notes import ENGLISH
from payung.law.reckoning import Day
from payung.law.refusals import BadFigures, NotInForce, NotPublished
from payung.law.register import national, normal_place, read_register, regulation
from payung.law.terms import figures as figures_of

GOOD = """
about: {checked_on: 2026-11-21, url: "https://example.org"}
figures:
  one:
    name: {id: satu, en: one}
    unit: rate
    values:
      2015-07-01: {value: 0.24%, source: PP 44/2015 Pasal 16(1)a, confidence: law}
"""
CELL = "{value: 0.24%, source: PP 44/2015 Pasal 16(1)a, confidence: law}"


def load(tmp_path: Path, text: str) -> Figures:
    (tmp_path / "one.yaml").write_text(text)
    return read_figures(tmp_path, national())


def test_a_figure_is_read_with_all_that_stands_behind_it(tmp_path: Path) -> None:
    figure = load(tmp_path, GOOD)["one"]
    value = figure.at(dt.date(2020, 1, 1))

    assert value.value == 2_400
    assert value.cited == "PP 44/2015 Pasal 16(1) huruf a"
    assert value.sources[0].law == "PP-44-2015"
    assert str(value.sources[0]) == value.cited
    assert (value.url, value.checked_on, value.confidence) == ("https://example.org", dt.date(2026, 11, 21), "law")


def test_an_address_is_the_cited_laws_unless_the_figure_was_read_elsewhere(tmp_path: Path) -> None:
    without = GOOD.replace(', url: "https://example.org"', "")

    def address(text: str) -> str:
        return load(tmp_path, text)["one"].at(dt.date(2020, 1, 1)).url

    assert address(without) == national()["PP-44-2015"].url
    assert (
        address(without.replace("PP 44/2015 Pasal 16(1)a", "Inpres 2/2021; PP 44/2015")) == national()["PP-44-2015"].url
    )
    assert address(without.replace("PP 44/2015 Pasal 16(1)a", "Inpres 2/2021")) == ""
    assert (
        address(without.replace("confidence: law", 'confidence: law, url: "https://elsewhere.example"'))
        == "https://elsewhere.example"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("confidence: law", "confidence: law, odd: 1"), "unknown key odd"),
        (("confidence: law", "confidence: rumour"), "confidence is one of"),
        ((", confidence: law", ""), "confidence is missing"),
        (("PP 44/2015 Pasal 16(1)a", "PP 99/2015 Pasal 1"), "not in the law register"),
        (("PP 44/2015 Pasal 16(1)a", "somewhere"), "not a citation"),
        (("0.24%", "0.00001%"), "not exact in parts per million"),
        (("0.24%", "-1%"), "not exact in parts per million"),
        (("0.24%", "x%"), "not a percentage"),
        (("0.24%", "0.0024"), "written as a percentage"),
        (("unit: rate", "unit: percent"), "unknown unit"),
        (("unit: rate", "unit: rupiah"), "not a whole number"),
        (("unit: rate", "unit: month"), "not a month"),
        (("2015-07-01:", "soon:"), "a day is expected"),
        (("confidence: law", "confidence: law, until: 2015-07-01"), "first day without"),
        (("confidence: law", "confidence: law, until: later"), "first day without"),
        (("values:", "cells: {}\n    values:"), "exactly one of"),
        (("en: one}", "en: one}\n    expires: 2027-01-01"), "belong together"),
        (("name: {id: satu, en: one}", "name: {id: satu}"), "en is missing"),
        (("name: {id: satu, en: one}", "name: satu"), "a mapping is expected"),
        (("unit: rate", "unit: rate\n    unit: rate"), "stands twice"),
        ((f"2015-07-01: {CELL}", f"2016-01-01: {CELL}\n      2015-07-01: {CELL}"), "overlap"),
        ((f"2015-07-01: {CELL}", f"2015-07-01: {CELL[:-1]}, until: 2017-01-01}}\n      2016-01-01: {CELL}"), "overlap"),
        (("values:\n      2015-07-01: " + CELL, "values: {}"), "a day with a value"),
        (("values:\n      2015-07-01: " + CELL, "bands:\n      5: {2015-07-01: " + CELL + "}"), "start at 0 and rise"),
    ],
)
def test_a_broken_figure_is_refused_when_loading(tmp_path: Path, change: tuple[str, str], why: str) -> None:
    assert change[0] in GOOD

    with pytest.raises(BadFigures, match=why) as refused:
        load(tmp_path, GOOD.replace(*change))
    assert "one.yaml" in str(refused.value)


def test_a_file_that_is_no_yaml_or_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFigures, match=r"one\.yaml"):
        load(tmp_path, "{")
    with pytest.raises(BadFigures, match="mapping"):
        load(tmp_path, "- 1")


def test_a_figure_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text(GOOD)

    with pytest.raises(BadFigures, match="two files"):
        load(tmp_path, GOOD)


def test_a_figure_outside_its_days_is_refused_by_name(tmp_path: Path) -> None:
    figure = load(tmp_path, GOOD.replace("confidence: law", "confidence: law, until: 2016-01-01"))["one"]

    with pytest.raises(NotInForce, match="one was not regulated on 2015-06-30"):
        figure.at(dt.date(2015, 6, 30))
    with pytest.raises(NotInForce):
        figure.at(dt.date(2016, 1, 1))
    assert figure.at(dt.date(2015, 12, 31)).value == 2_400
    assert figure.keys_at(dt.date(2016, 1, 1)) == ()


def test_a_figure_that_waits_for_a_letter_says_which() -> None:
    with pytest.raises(NotPublished) as refused:
        national_figures()["jp_cap"].at(dt.date(2027, 3, 1))

    assert "Maret 2027 belum diumumkan (surat BPJS Ketenagakerjaan" in refused.value.say()


def test_days_of_the_book_are_in_order_and_hold_the_known_ends() -> None:
    days = national_figures().days()

    assert list(days) == sorted(set(days))
    assert {dt.date(2027, 1, 1), dt.date(2027, 4, 1), dt.date(2027, 3, 1), dt.date(2021, 2, 1)} <= set(days)


def test_every_figure_is_used_by_a_rule_or_a_clock() -> None:
    in_rules = {
        name
        for book in BOOKS.values()
        for rules in (*book.rules.values(), *([guard.rule] for guard in book.guards.values()))
        for rule in rules
        for name in figures_of(rule.parsed.term)
    }
    folder = Path(national_figures.__wrapped__.__code__.co_filename).parent
    code = "".join(path.read_text() for path in folder.glob("*.py"))

    unused = [
        figure.name for figure in national_figures() if figure.name not in in_rules and f'"{figure.name}"' not in code
    ]
    assert unused == []


def test_every_reduced_rate_is_exact_in_ppm() -> None:
    figures = national_figures()
    products = [
        (rate.value, kept.value)
        for rates, shares in (("jkk_rate", "pu_jkk_kept"), ("jkm_rate", "pu_jkm_kept"), ("bpu_jkk_rate", "bpu_kept"))
        for series in figures[rates].cells.values()
        for rate in series
        for kepts in figures[shares].cells.values()
        for kept in kepts
    ]

    assert all(rate * kept % 1_000_000 == 0 for rate, kept in products)


def test_plain_python_reads_the_same_figures() -> None:
    day = Day(national_figures(), dt.date(2026, 6, 30))

    assert day.jp_cap == 11_086_300
    assert day.jkk_rate == {1: 2_400, 2: 5_400, 3: 8_900, 4: 12_700, 5: 17_400}


def test_months_are_numbers() -> None:
    assert month_number("2020-08") - month_number("2019-08") == 12
    assert weakest([]) == "law"
    assert weakest(["press", "conflict", "law"]) == "conflict"


@pytest.mark.parametrize(
    "printed",
    [
        "PP 44/2015 Pasal 16(1)a",
        "PP 44/2015 Pasal 16 ayat (1) huruf a",
        "Peraturan Pemerintah Nomor 44 Tahun 2015 Pasal 16 ayat (1) huruf a",
        "Peraturan Pemerintah No. 44 Tahun 2015 ps. 16 (1) huruf a",
    ],
)
def test_citations_are_normalised(printed: str) -> None:
    citation = national().cite(printed)

    assert citation.law == "PP-44-2015"
    assert citation.place.replace(" (", "(") == "Pasal 16(1) huruf a"


def test_a_citation_may_be_a_whole_law_or_a_letter() -> None:
    assert national().cite("PP 49/2020").place == ""
    assert national().cite("Surat B/1226/022026/2026").law == "Surat-B.1226.022026-2026"
    assert normal_place("Lampiran II") == "Lampiran II"


def test_the_register_knows_what_holds_and_what_prevails() -> None:
    register = national()

    assert not register["PP-82-2019"].holds(dt.date(2019, 12, 1))
    assert register["PP-82-2019"].holds(dt.date(2019, 12, 2))
    assert not register["PP-14-1993"].holds(dt.date(2015, 7, 1))
    assert register.prevailing(["Permenaker-1-2025", "PP-44-2015"]).id == "PP-44-2015"
    assert register.prevailing(["PP-44-2015", "PP-82-2019"]).id == "PP-82-2019"
    assert register.prevailing(["PP-44-2015"]).id == "PP-44-2015"
    with pytest.raises(BadFigures, match="same rank and date"):
        register.prevailing(["PP-44-2015", "PP-45-2015"])


def test_every_law_that_a_rule_cites_is_in_the_register() -> None:
    register = national()

    assert all(
        source.law in register.regulations
        for book in BOOKS.values()
        for rules in book.rules.values()
        for rule in rules
        for source in rule.law
    )


def test_local_rules_join_the_same_model_as_data() -> None:
    local = regulation({"kind": "Perwali", "number": 23, "year": 2023, "title": "Bontang", "scope": "64.74"}, "Bontang")
    register = national().with_local([local])

    assert register.cite("Perwali 23/2023 Pasal 4").law == "Perwali-23-2023"
    assert register.prevailing(["Perwali-23-2023", "PP-44-2015"]).id == "PP-44-2015"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("regulations: [{kind: Dekrit, number: 1, year: 2020, title: x}]", "unknown kind"),
        ("regulations: [{kind: PP, number: 1, year: 2020}]", "title is missing"),
        (
            "regulations: [{kind: PP, number: 1, year: 2020, title: x}, {kind: PP, number: 1, year: 2020, title: x}]",
            "twice",
        ),
        ("regulations: [{kind: PP, number: 1, year: 2020, title: x, amends: [PP-9-1999]}]", "not in the register"),
    ],
)
def test_a_broken_register_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(text)

    with pytest.raises(BadFigures, match=why):
        read_register(path)


def test_every_note_is_said_in_english_with_the_same_numbers() -> None:
    values = [value for figure in national_figures() for series in figure.cells.values() for value in series]
    notes = {value.note for value in values if value.note}

    assert notes == set(ENGLISH)
    for note, english in ENGLISH.items():
        assert sorted(re.findall(r"\d", note)) == sorted(re.findall(r"\d", english)), note
    noted = next(value for value in values if value.note)
    assert (noted.note_in("id"), noted.note_in("en")) == (noted.note, ENGLISH[noted.note])
