"""How an answer is said, kept, and reckoned again; the book seen from above."""

from __future__ import annotations

import copy
import datetime as dt
import json
from types import MappingProxyType

import pytest

from payung.law import overview
from payung.law.choices import said
from payung.law.contributions import bpu_month, jakon_project, pu_month
from payung.law.eligibility import PERSON
from payung.law.events import EVENT
from payung.law.explaining import Saying
from payung.law.figures import Figures, Value, national_figures
from payung.law.jakon import PROJECT
from payung.law.jkp import LAYOFF
from payung.law.library import BOOKS
from payung.law.monthly import MONTH
from payung.law.page import shown
from payung.law.receipts import TamperedReceipt, receipt, replay
from payung.law.reckoning import answer
from payung.law.refusals import Refused
from payung.law.rulebook import Book
from payung.law.terms import If, Literal

D = dt.date
JAN = D(2026, 1, 1)
TODAY = D(2026, 11, 21)


def test_a_figure_is_said_as_people_say_it() -> None:
    due = pu_month(JAN, wage=12_000_000, risk=2, programmes=("jkk", "jkm"), labour_intensive=True)

    assert (
        "Iuran JKK penerima upah = 0,54 % × 50 % × Rp12.000.000 = Rp32.400, "
        "PP 44/2015 Pasal 16(1) huruf b; PP 36/2025 Pasal 10A"
    ) in Saying(due.answer).sentences()
    assert any("0.54% × 50% × Rp12,000,000 = Rp32,400" in one for one in Saying(due.answer, "en").sentences())


def test_tiers_are_said_part_by_part() -> None:
    said = Saying(jakon_project(JAN, contract=180_000_000).answer).sentences()

    assert any("0,21 % × Rp100.000.000 + 0,17 % × Rp80.000.000 = Rp346.000" in one for one in said)


def test_doubtful_figures_and_assumptions_are_said_as_warnings() -> None:
    due = bpu_month(JAN, income=19_500_000, payer="self", occupation="other")
    wage = pu_month(D(2026, 5, 1), wage=3_500_025, risk=5, born_on=D(1967, 5, 2))

    assert any("sumber saling bertentangan" in one and "baris 32" in one for one in Saying(due.answer).warnings())
    assert due.weakest == "conflict"
    assert any("JP cap" in one or "JP wage cap" in one for one in Saying(wage.answer, "en").warnings())
    assert any(
        one.startswith("Assumed: entitled to the labour-intensive") for one in Saying(wage.answer, "en").warnings()
    )
    assert any("dibulatkan ke Rp1" in one for one in Saying(wage.answer).sentences())


@pytest.mark.parametrize("book", list(BOOKS))
def test_every_rule_of_every_book_can_be_said(book: str) -> None:
    known = BOOKS[book]
    rows = (
        {name: one.harmless if one.default is None else one.default for name, one in known.inputs.items()},
        {name: min(one.high, 50) if hasattr(one, "high") else one.harmless for name, one in known.inputs.items()},
    )
    day = D(2025, 7, 31)
    for row in rows:
        if "month" in row:
            row["month"] = 2025 * 12 + 6
        for name in known.rules:
            try:
                found = answer(known, [name], day, row)
            except Refused:
                continue
            for language in ("id", "en"):
                assert all("{" not in one for one in Saying(found, language).sentences())


def test_sums_leave_out_what_is_nothing_and_show_division() -> None:
    stmb = answer(EVENT, ["stmb"], D(2024, 1, 1), {"base": 3_000_000, "days": 400})
    jp = answer(
        BOOKS["claim"],
        ["jht_payable", "jp_formula"],
        D(2024, 1, 1),
        {"age": 56, "balance": 5, "average_wage": 5, "jp_months": 6},
    )
    left = answer(EVENT, ["home_care", "stmb_days_later"], D(2024, 1, 1), {"price": 5, "care_months": 1, "days": 400})
    late = answer(BOOKS["charge"], ["late_charge"], D(2024, 1, 31), {"segment": "pu", "owed": 100, "months_late": 2})

    assert any("÷ 3.000" in one for one in Saying(stmb).sentences())
    assert any("÷ 12.000.000" in one for one in Saying(jp).sentences())
    assert any("−" in one for one in Saying(left).sentences())
    assert any("2 % × 2 × Rp100" in one for one in Saying(late).sentences())


def test_what_ends_soon_and_what_is_old_is_said_beside_the_figure() -> None:
    ojol = bpu_month(D(2026, 6, 1), income=1_000_000, payer="self", occupation="other").answer
    wage = pu_month(D(2026, 6, 1), wage=1_000_000, risk=1, born_on=D(1990, 1, 1)).answer

    assert (
        "Catatan: Bagian iuran JKK dan JKM BPU yang dibayar berubah atau berakhir pada 2027-01-01"
        in Saying(ojol).warnings()
    )
    assert any("JP" in one and "2027-03-01" in one for one in Saying(wage, "en").warnings())
    assert any("terakhir diperiksa 2026-11-21" in one for one in Saying(ojol, "id", D(2028, 1, 1)).warnings())
    assert not any("diperiksa" in one for one in Saying(ojol, "id", TODAY).warnings())
    assert not any("berakhir" in one for one in Saying(jakon_project(JAN, contract=5).answer).warnings())


def test_each_cell_of_a_table_is_said_where_it_was_read() -> None:
    years = {"tk_sd": 2, "smp": 1, "sma": 1, "university": 1, "by_accident": True}
    found = answer(EVENT, ["scholarship"], D(2024, 1, 1), years)

    said = Saying(found).sentences()[-1]
    assert "terkecil dari (2, 8 tahun) × Rp1.500.000" in said
    assert "terkecil dari (1, 5 tahun) × Rp12.000.000 = Rp20.000.000" in said


def test_days_months_and_parts_of_a_table_are_not_called_rupiah() -> None:
    hurt = answer(EVENT, ["stmb"], D(2019, 1, 1), {"base": 3_000_000, "days": 400})
    lost = answer(
        EVENT,
        ["partial_functional"],
        D(2024, 1, 1),
        {"base": 1_000_000, "loss": "finger_right", "loss_units": 2, "function_percent": 30, "loss_2": "foot_one"},
    )
    widow = answer(
        BOOKS["claim"], ["jp_survivor"], JAN, {"average_wage": 9_000_000, "jp_months": 10, "jp_member_months": 12}
    )

    said = Saying(hurt).sentences()
    assert any(
        one.startswith("Hari STMB tahap pertama = terkecil dari (400, 6 bulan × 30 hari) = 180 hari") for one in said
    )
    assert any(one.startswith("Persen × hari tahap kedua = 180 hari × 75 persen = 13.500, ") for one in said)
    assert any("Rp3.000.000 × 33.500, 0) ÷ 3.000 = Rp33.500.000" in one for one in said)
    assert any("180 days × 75 per cent = 13,500" in one for one in Saying(hurt, "en").sentences())
    said = Saying(lost).sentences()
    assert any(one.startswith("Persen cacat sebagian = terkecil dari (4 % × 2, 100 %) = 8 %, ") for one in said)
    assert any(
        one.startswith("Persen seluruh cacat menurut fungsi = terkecil dari (2,4 % + 25 %, 70 %) = 27,4 %")
        for one in said
    )
    assert any("27,4 % × Rp1.000.000 × 80 = Rp21.920.000" in one for one in said)
    assert any(
        one.startswith("Bulan dihitung bagi ahli waris = 180 bulan, PP 45/2015") for one in Saying(widow).sentences()
    )


def test_a_receipt_gives_the_same_figure_again() -> None:
    due = bpu_month(JAN, income=2_500_000, payer="self", occupation="transport", jht=True)
    kept = json.loads(json.dumps(receipt(due.answer)))

    again = replay(kept, MONTH)

    assert dict(again.then) == dict(due.lines)
    assert again.same_book
    assert again.differs == []
    assert kept["weakest"] == "code"


def test_a_receipt_gives_the_same_figure_after_the_figures_moved_on() -> None:
    found = answer(PROJECT, ["project_total"], D(2020, 1, 31), {"contract": 180_000_000})
    kept = json.loads(json.dumps(receipt(found)))
    moved = _with_other_tiers(PROJECT)

    again = replay(kept, moved)

    assert dict(again.then) == {"project_total": 392_000}
    assert dict(again.now) == {"project_total": 182_000}
    assert again.differs == ["project_total"]
    assert not again.same_book


def _with_other_tiers(book: Book) -> Book:
    figures = dict(book.figures.by_name)
    tiers = copy.copy(figures["jakon_jkk_tiers"])
    zero = Value(*[getattr(tiers.cells[0][0], name) for name in Value.__slots__])
    cells = {key: (_worth(zero, 756 if key == 0 else 755),) for key in tiers.cells}
    object.__setattr__(tiers, "cells", MappingProxyType(cells))
    moved = Book(
        book.name, book.clock, book.register, Figures(MappingProxyType({**figures, tiers.name: tiers}), "moved")
    )
    moved.inputs, moved.rules = book.inputs, book.rules
    return moved


def _worth(value: Value, ppm: int) -> Value:
    return Value(ppm, value.since, None, value.sources, value.url, value.confidence, value.checked_on, "")


def test_a_receipt_survives_a_book_that_no_longer_answers() -> None:
    found = answer(PROJECT, ["project_total"], D(2020, 1, 31), {"contract": 1})
    kept = json.loads(json.dumps(receipt(found)))
    empty = Book("jasa konstruksi", "month", PROJECT.register, PROJECT.figures)
    empty.inputs = {}
    empty.rules = PROJECT.rules

    assert replay(kept, empty).differs == ["project_total"]


@pytest.mark.parametrize("change", [{"on": "2021-01-01"}, {"results": {"total": 0}}, {"form": "other"}])
def test_a_receipt_that_was_changed_is_refused(change: dict[str, object]) -> None:
    kept = receipt(bpu_month(JAN, income=1, payer="self").answer)

    with pytest.raises(TamperedReceipt):
        replay({**kept, **change}, MONTH)


def test_the_weak_figures_are_seen_from_above() -> None:
    weak = {(cell.figure.name, cell.key) for cell in overview.weak(national_figures(), TODAY)}

    assert {("bpu_base", 18_200_000), ("bpu_base", 20_200_000), ("late_part_month", None)} <= weak
    assert ("jkm_rate", None) not in weak


def test_known_ends_are_seen_from_above() -> None:
    coming = overview.coming(national_figures(), TODAY, D(2028, 1, 1))
    found = {(one.on, one.figure.name, one.key) for one in coming}

    assert (D(2027, 1, 1), "bpu_kept", "other") in found
    assert (D(2027, 4, 1), "bpu_kept", "transport") in found
    assert (D(2027, 2, 1), "jp_least", None) in found
    assert (D(2027, 3, 1), "jp_cap", None) in found
    assert (D(2028, 1, 1), "pension_age", None) in found
    assert [one.on for one in coming] == sorted(one.on for one in coming)
    ends = overview.coming(national_figures(), D(2021, 1, 1), D(2021, 2, 1))
    assert any(one.figure.name == "relief_entrants_from" and one.then is None for one in ends)


def test_what_was_checked_over_a_year_ago_is_seen_from_above() -> None:
    assert overview.old(national_figures(), TODAY) == []
    assert overview.old(national_figures(), D(2027, 11, 22)) != []


def test_a_figure_that_waits_for_its_letter_is_not_in_force() -> None:
    names = {cell.figure.name for cell in overview.in_force(national_figures(), D(2027, 3, 1))}

    assert "jp_cap" not in names
    assert "jkm_rate" in names


def test_the_page_shows_figures_with_their_units() -> None:
    assert shown("rate", 2_400) == "0,24 %"
    assert shown("month", 2020 * 12 + 7) == "2020-08"
    assert shown("months", 24) == "24 bulan"
    assert shown("count", 1_000) == "1.000"


def test_what_was_asked_is_always_answered_with_the_no_that_it_rests_on() -> None:
    laid_off = {"paid_in_24": 12, "paid_in_row": 6, "months_to_claim": 1, "age_at_registration": 30, "citizen": True}
    resigned = answer(LAYOFF, ["entitled"], D(2025, 6, 1), {**laid_off, "cause": "resignation"})
    owing = {"segment": "bpu", "membership_months": 10, "arrears_months": 5}
    died = answer(EVENT, ["arrears_effect", "jkm_payable", "jkk_payer"], D(2023, 8, 1), owing)
    soldier = answer(PERSON, ["scheme", "segment", "must_jkm"], D(2026, 5, 1), {"work": "tni"})

    assert Saying(resigned, "en").sentences()[1:3] == [
        "Cause counts: no (PP 37/2021 Pasal 20; PP 6/2025 Pasal 20)",
        "Right to JKP: no (PP 37/2021 Pasal 40; PP 6/2025)",
    ]
    assert Saying(died).sentences()[:3] == [
        "Akibat tunggakan: tidak ada hak (PP 44/2015 Pasal 39; PP 44/2015 Pasal 42)",
        "JKM yang dibayar BPJS sekarang = Rp0, PP 44/2015 Pasal 42; PP 44/2015 Pasal 41",
        "JKK yang dibayar sekarang: tidak seorang pun: tidak ada hak (PP 44/2015 Pasal 38; PP 44/2015 Pasal 39;"
        " Permenaker 1/2025)",
    ]
    told = Saying(soldier).sentences()
    assert told[0].startswith("Penyelenggara: PT ASABRI (")
    assert told[1].startswith("Segmen kepesertaan: bukan peserta BPJS Ketenagakerjaan (")
    assert told[2].startswith("Wajib menjadi peserta: tidak (")
    assert told[3].startswith("Wajib JKM di usaha itu: tidak (")
    assert said("bpu_group", "a word nobody entered", "id") == "a word nobody entered"


def test_every_choice_that_a_rule_answers_with_has_words() -> None:
    def choices(term: object) -> set[str]:
        if isinstance(term, If):
            return choices(term.then) | choices(term.other)
        return {term.value} if isinstance(term, Literal) and isinstance(term.value, str) else set()

    for book in BOOKS.values():
        for name, versions in book.rules.items():
            for one in {choice for version in versions for choice in choices(version.parsed.term)}:
                assert said(name, one, "id") != one, (name, one)
