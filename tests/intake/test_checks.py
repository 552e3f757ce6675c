"""Every check has its words, fails where it should and passes where it comes near."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.intake import checks
from payung.intake.checks.check import WEIGHTS, Check
from payung.linkage import reasons
from payung.vocabulary.words import Words
from tests.intake.check_examples import EXAMPLES, counted_up, nobody, shifted
from tests.intake.cleaned_rows import BONTANG, LIST_ON, connect, judged, no_nik, person, put, reasons_of, siti

ALL = (*checks.catalogue(), *reasons.catalogue())


def test_ids_are_unique_across_checking_and_matching() -> None:
    ids = [one.id for one in ALL]

    assert len(set(ids)) == len(ids)
    assert all(one.id == one.id.lower() and one.id.isidentifier() and len(one.id) <= 48 for one in ALL)


@pytest.mark.parametrize("reason", ALL, ids=lambda one: one.id)
def test_every_reason_speaks_both_languages_in_words_of_the_office(reason: Check) -> None:
    for words in (reason.why, reason.fix):
        assert words.id.strip().endswith((".", ")", "?"))
        assert words.en.strip().endswith((".", ")", "?"))
        assert words.id != words.en
        assert not {"premi", "asuransi", "polis", "pbi"} & set(words.id.lower().replace(",", " ").split())
    assert reason.weight in WEIGHTS


def test_every_check_has_examples() -> None:
    assert set(EXAMPLES) == {check.id for check in checks.catalogue()}


@pytest.mark.parametrize("check_id", EXAMPLES)
def test_check_fails_its_failing_row(check_id: str) -> None:
    failing, _ = EXAMPLES[check_id]

    assert check_id in reasons_of(*failing)


@pytest.mark.parametrize("check_id", EXAMPLES)
def test_check_passes_a_row_that_only_comes_near(check_id: str) -> None:
    _, passing = EXAMPLES[check_id]

    assert check_id not in reasons_of(*passing)


def test_words_are_found_by_id() -> None:
    why, fix = checks.words("nik_short")

    assert why.say() == "NIK kurang dari 16 angka."
    assert "KTP" in fix.say()


def test_a_weight_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no such weight"):
        Check(id="x", weight="reject", fails="true", why=Words("a", "b"), fix=Words("a", "b"))


def test_contradicting_birth_date_proposes_both_and_says_what_was_exchanged() -> None:
    found = reasons_of(siti(birth_on=dt.date(1990, 1, 7)))["birth_not_as_in_nik"]

    assert found["proposal"] == "07-01-1990 (daftar) atau 01-07-1990 (NIK)"
    assert found["detail"] == "daftar 07-01-1990, NIK 01-07-1990 (tanggal dan bulan tertukar)"


def test_missing_birth_date_proposes_the_date_of_the_nik() -> None:
    found = reasons_of(siti(birth_on=None, birth_state="missing", birth_date_raw="-"))["birth_missing"]

    assert found == {"id": "birth_missing", "proposal": "01-07-1990", "detail": "-"}


def test_nothing_is_proposed_from_a_nik_that_may_be_another_persons() -> None:
    found = reasons_of(*shifted(3))

    assert found["nik_shifted"]["detail"] == "NIK cocok dengan tanggal lahir Sheet 1 baris 11"
    assert found["birth_not_as_in_nik"]["proposal"] is None


def test_woman_without_40_whose_name_is_a_womans_is_proposed_her_nik() -> None:
    found = reasons_of(siti(nik="6474010107900003", nik_digits="6474010107900003", nik_sex="L"))

    assert found["nik_woman_without_40"]["proposal"] == "6474014107900003"
    assert "sex_not_as_in_nik" not in found


def test_woman_without_40_is_only_a_question_where_the_name_does_not_say_a_woman() -> None:
    found = reasons_of(siti(nik="6474010107900003", nik_digits="6474010107900003", nik_sex="L", name="YUSUF HARAHAP"))

    assert found["nik_woman_without_40"]["proposal"] is None


def test_counting_up_names_the_row_where_it_began() -> None:
    assert reasons_of(*counted_up())["nik_counted_up"]["detail"] == "dihitung naik dari Sheet 1 baris 4"


def test_twins_under_each_other_are_no_fill_down() -> None:
    twin = siti(row_no=6, nik="6474014107900004", nik_digits="6474014107900004", name_key="SITI AMINI")

    found = judged(siti(), twin)

    assert all("nik_counted_up" not in [reason["id"] for reason in reasons] for _, reasons in found.values())


def test_later_row_is_the_repeat_and_the_first_is_named_across_sheets() -> None:
    found = judged(siti(sheet_no=3, row_no=2), siti(sheet_no=2, row_no=17), siti(sheet_no=2, row_no=40))

    assert found[2, 17][0] == "accepted"
    assert [found[place][0] for place in ((2, 40), (3, 2))] == ["verval", "verval"]
    assert {reason["detail"] for reason in found[3, 2][1] if reason["id"] == "duplicate_in_list"} == {
        "Sheet 2 baris 17"
    }


def test_other_row_is_said_by_the_name_of_its_sheet() -> None:
    with connect() as connection:
        put(connection, [siti(), siti(sheet_no=2, row_no=9)])
        checks.judge(connection, home_kabupaten=BONTANG, list_on=LIST_ON, sheet_names={1: "Kel. Loktuan"})
        reasons = connection.sql("SELECT reasons FROM judged WHERE sheet_no = 2").fetchall()[0][0]

    assert [one["detail"] for one in reasons if one["id"] == "duplicate_in_list"] == ['Sheet "Kel. Loktuan" baris 5']


def test_one_nik_under_two_names_points_at_each_other() -> None:
    found = judged(siti(), siti(row_no=9, name_key="RINI WATI"), siti(row_no=12, name_key="RINI WATI"))

    details = {place: {one["id"]: one["detail"] for one in reasons} for place, (_, reasons) in found.items()}
    assert details[1, 5]["duplicate_nik_other_name"] == "Sheet 1 baris 9"
    assert details[1, 9]["duplicate_nik_other_name"] == "Sheet 1 baris 5"
    assert details[1, 12]["duplicate_in_list"] == "Sheet 1 baris 9"


def test_one_person_under_two_niks_in_two_kelurahan_is_found_by_the_family_card() -> None:
    moved = siti(row_no=9, nik="6474014107900099", kelurahan_code="64.74.02.1002", kelurahan_raw="Berbas")

    assert reasons_of(siti(), moved)["duplicate_person_other_nik"]["detail"] == "Sheet 1 baris 9"


def test_namesakes_born_on_one_day_elsewhere_are_two_people() -> None:
    namesake = siti(row_no=9, nik="6474014107900099", kk="6474010102159999", kelurahan_code="64.74.02.1002")

    assert "duplicate_person_other_nik" not in reasons_of(siti(), namesake)


def test_list_without_a_column_is_told_once_and_not_in_every_row() -> None:
    rows = nobody(occupation=None, occupation_raw="", sex=None, sex_raw="")
    with connect() as connection:
        put(connection, rows)

        problems = checks.missing_columns(connection)

    assert [(one.id, one.sheet_no) for one in problems] == [
        ("column_missing_sex", None),
        ("column_missing_occupation", None),
    ]
    assert problems[1].words.id.startswith("Daftar ini tidak memuat pekerjaan.")
    assert all(not reasons for _, reasons in judged(*rows).values())


def test_one_sheet_without_a_column_is_named() -> None:
    rows = [*nobody(), *nobody(sheet_no=2, occupation=None, occupation_raw="")]
    with connect() as connection:
        put(connection, rows)

        problems = checks.missing_columns(connection)

    assert [(one.id, one.sheet_no) for one in problems] == [("column_missing_occupation", 2)]


def test_list_without_niks_is_looked_at_by_a_person_and_not_sent_back() -> None:
    rows = nobody(nik=None, nik_raw="", nik_digits="", nik_state="missing", nik_birth_on=None, nik_sex=None)

    assert {verdict for verdict, _ in judged(*rows).values()} == {"verval"}


def test_short_list_tells_each_empty_cell() -> None:
    assert "occupation_missing" in reasons_of(siti(occupation=None, occupation_raw=""))


@pytest.mark.parametrize(
    ("occupation", "expected"),
    [
        ("BHABINKAMTIBMAS", {"occupation_state_official"}),
        ("PPPK", {"occupation_state_official"}),
        ("PERANGKAT DESA", {"occupation_paid_by_government"}),
        ("PJLP KEBERSIHAN", {"occupation_paid_by_government"}),
        ("ISTRI PNS", set()),
        ("MARBOT", set()),
        ("PELAJAR MAHASISWA", {"occupation_none"}),
        ("TIDAK BEKERJA", {"occupation_none"}),
        ("PENJUAL BAJU PELAJAR", set()),
    ],
)
def test_occupations_are_told_apart(occupation: str, expected: set[str]) -> None:
    assert set(reasons_of(siti(occupation=occupation, occupation_raw=occupation))) == expected


@pytest.mark.parametrize(
    ("changed", "dead"),
    [
        ({"name_raw": "ALM. BUDI"}, True),
        ({"name_raw": "BUDI (+)"}, True),
        ({"name_raw": "Budi b. Almarhum Hasan"}, False),
        ({"name_raw": "Halmahera"}, False),
        ({"remark_raw": "sudah meninggal 2 Jan"}, True),
        ({"remark_raw": "janda, suami meninggal"}, False),
    ],
)
def test_marks_of_death_are_of_the_person(changed: dict, dead: bool) -> None:
    assert ("maybe_dead" in reasons_of(siti(**changed))) is dead


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ("=1+1", True), ("=+A1", True), ("\t=A1", True), ("='Sheet 1'!A1", True), ("@SUM(1)", True),
        ("-2+3+cmd|' /C calc'!A0", True), ('="33"&A1', True), ("=cmd|'/c calc'!A1", True),
        ('="3302123"', False), ("=3302123", False), ("+62 (812) 33", False), ("-", False), ("- (tidak ada)", False), ("= ", False),
        ("-Budi", False), ("a=b(c)", False), ("@budi", False),
    ],
)  # fmt: skip
def test_formulas_are_told_from_signs(cell: str, formula: bool) -> None:
    assert ("formula_in_cell" in reasons_of(siti(remark_raw=cell))) is formula
    assert ("formula_in_cell" in reasons_of(siti(extra=[("Catatan", cell)]))) is formula


def test_formula_is_shown_beside_its_row() -> None:
    assert reasons_of(siti(address_raw="=SUM(A1:A9)\nx"))["formula_in_cell"]["detail"] == "=SUM(A1:A9) x"


def test_impossible_nik_says_which_part() -> None:
    cases = {
        "6474014107900000": "nomor urut 0000",
        "6474013507900003": "tanggal lahir di NIK tidak ada",
        "0574014107900003": "kode wilayah",
    }

    for digits, part in cases.items():
        assert part in reasons_of(no_nik("impossible", digits))["nik_impossible"]["detail"]


@pytest.mark.parametrize(
    ("home", "outside"), [("64.74", False), ("64", False), ("64.72", True), ("12", True), (None, False)]
)
def test_outside_is_seen_from_the_office(home: str | None, outside: bool) -> None:
    assert ("outside_home" in reasons_of(siti(), home=home)) is outside


def test_rows_of_many_people_have_no_reason() -> None:
    assert {verdict for verdict, _ in judged(*(person(number) for number in range(300))).values()} == {"accepted"}


def test_kelurahan_named_in_the_address_only_is_no_missing_column() -> None:
    named = nobody(kelurahan_raw="", place_state="guessed")
    nowhere = siti(kelurahan_raw="", kelurahan_code=None, kabupaten_code=None, place_state="missing")
    with connect() as connection:
        put(connection, [nowhere, *named])

        assert checks.missing_columns(connection) == ()
    assert "kelurahan_missing" in reasons_of(nowhere, *named)
