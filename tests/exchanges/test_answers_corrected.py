"""Answers with KPJ in another file, destroyed numbers and corrected names: taken where sure, else put to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.exchanges import actions, queries
from payung.flows import take_an_answer
from payung.flows.columns_of_a_list import ColumnsNeedAPerson
from tests.exchanges import sending
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import ANSWER_DAY, HEADINGS, answer, asked, codes, counts, person, send, workbook
from tests.exchanges.test_answers import LATER, bpjs_rows, yes_no
from tests.people import viewer


def enrolment(by: Viewer, folder: Path) -> int:
    """Send the twelve as a decree would: the real path is the decree's own test."""
    package = send(by, folder).package_id
    asked_once = "UPDATE exchanges_package SET purpose = 'bpjs_enrolment' WHERE id = %s RETURNING id"
    return asked(asked_once, package)[0][0]


@pytest.mark.parametrize("kpj_first", [True, False])
def test_kpj_comes_in_a_second_file_in_any_order(rini: Viewer, tmp_path: Path, kpj_first: bool) -> None:
    package = enrolment(rini, tmp_path)
    numbers = [["NIK", "No KPJ"], *[[p.nik, f"2400{n:07d}"] for n, p in enumerate(PEOPLE) if n not in (0, 3, 6)]]
    files = [
        workbook(tmp_path / "kpj.xlsx", numbers),
        workbook(tmp_path / "status.xlsx", [HEADINGS, *bpjs_rows()]),
    ]

    for file in files if kpj_first else files[::-1]:
        done = answer(rini, tmp_path, package, file)

    assert yes_no(done) == (9, 3, 0)
    assert asked("SELECT count(kpj), count(DISTINCT kpj) FROM exchanges_item WHERE code = 'yes'") == [(9, 9)]
    assert asked("SELECT count(kpj) FROM exchanges_item WHERE code = 'no'") == [(0,)]


def test_a_kpj_alone_is_a_yes_after_the_decree_and_no_answer_before_it(rini: Viewer, tmp_path: Path) -> None:
    check = send(rini, tmp_path).package_id
    file = workbook(
        tmp_path / "kpj.xlsx", [["NIK", "No KPJ"], *[[p.nik, f"2400{n:07d}"] for n, p in enumerate(PEOPLE)]]
    )

    before = answer(rini, tmp_path, check, file)

    assert yes_no(before) == (0, 0, 12)
    assert asked("SELECT count(kpj) FROM exchanges_item") == [(12,)]


def test_another_kpj_than_the_one_that_stands_is_a_conflict(rini: Viewer, tmp_path: Path) -> None:
    package = enrolment(rini, tmp_path)
    for name, number in (("a", 1), ("b", 2)):
        file = workbook(
            tmp_path / f"{name}.xlsx", [["NIK", "Nama", "KPJ"], [PEOPLE[0].nik, PEOPLE[0].name, f"2400000000{number}"]]
        )
        done = answer(rini, tmp_path, package, file)

    assert counts(done) == (0, 0, 0, 1, 0)
    assert [one.why for one in queries.conflicts(package, seen_by=rini)] == ["other_kpj"]
    assert asked("SELECT kpj FROM exchanges_item WHERE nik = %s", PEOPLE[0].nik) == [("24000000001",)]


def test_niks_that_excel_destroyed_are_known_by_fifteen_digits_and_name(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    rows = [["Y", "", int(one.nik[:15] + "0"), one.name] for one in PEOPLE]
    rows[4][3] = "Orang Lain"
    rows[5][3] = ""

    done = answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *rows]))

    assert counts(done) == (10, 0, 0, 0, 2)
    assert {row.why for row in queries.rows(package, outcome="unreadable", seen_by=rini)} == {"nik_destroyed"}
    assert codes(package)[PEOPLE[4].nik] is None


def test_digits_and_a_name_that_two_people_share_tell_nobody(rini: Viewer, tmp_path: Path) -> None:
    twin = PEOPLE[0]
    other = sending.Person(twin.nik[:15] + str((int(twin.nik[15]) + 1) % 10), twin.name, twin.birth_on)
    sending.propose(sending.Programme.objects.using("owner").get(code="rentan"), [other], rini)
    package = send(rini, tmp_path).package_id
    rows = [["Y", "", int(one.nik[:15] + "0"), one.name] for one in PEOPLE]

    done = answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *rows]))

    assert counts(done) == (11, 0, 0, 0, 1)
    assert codes(package)[twin.nik] is None
    assert codes(package)[other.nik] is None


NAMED = ["NIK", "Nama", "Tanggal Lahir", "Status"]


def test_a_typing_error_in_a_nik_is_taken_and_reported(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    rows = [[one.nik, one.name, f"{one.birth_on:%d-%m-%Y}", "Y"] for one in PEOPLE]
    wrong = PEOPLE[2].nik[:14] + str((int(PEOPLE[2].nik[14]) + 3) % 10) + PEOPLE[2].nik[15]
    rows[2][0] = wrong
    rows[3][0] = person(700).nik
    rows[4][0] = ""

    done = answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [NAMED, *rows]))

    assert counts(done) == (11, 0, 1, 0, 0)
    found = queries.corrections(package, seen_by=rini)
    assert [(one.nik, one.field, one.answered) for one in found] == [(PEOPLE[2].nik, "nik", wrong)]
    assert [row.why for row in queries.rows(package, outcome="unknown", seen_by=rini)] == ["other_nik"]
    assert codes(package)[PEOPLE[3].nik] is None
    assert codes(package)[PEOPLE[4].nik] == "yes"


def test_corrected_names_and_birth_dates_wait_for_a_person(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    rows = [[one.nik, one.name, f"{one.birth_on:%d-%m-%Y}", "Y"] for one in PEOPLE]
    rows[0][1] = "Sitti Khadijah Rahman"
    rows[1][2] = "17-08-1970"
    rows[2][1] = f"H. {PEOPLE[2].name.upper()}, S.Pd"

    answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [NAMED, *rows]))

    found = queries.corrections(package, seen_by=rini)
    assert {(one.nik, one.field, one.answered) for one in found} == {
        (PEOPLE[0].nik, "name", "SITTI KHADIJAH RAHMAN"),
        (PEOPLE[1].nik, "birth_on", "1970-08-17"),
    }
    assert actions.settle_corrections(package_id=package, items=None, by=rini, at=sending.NOON) == 2
    assert queries.corrections(package, seen_by=rini) == []


def test_a_column_that_was_sorted_by_itself_stops_the_file(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    names = sorted(one.name for one in PEOPLE)
    rows = [["Y", "", one.nik, name] for one, name in zip(PEOPLE, names, strict=True)]

    with pytest.raises(take_an_answer.ColumnsSortedApart):
        answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *rows]))

    assert set(codes(package).values()) == {None}


def test_words_that_nobody_knows_are_unreadable_until_a_person_says_what_they_mean(
    rini: Viewer, tmp_path: Path
) -> None:
    package = send(rini, tmp_path).package_id
    rows = bpjs_rows(no=())
    rows[0][0] = rows[1][0] = "LANJUT"
    rows[2][0] = ""
    file = workbook(tmp_path / "a.xlsx", [HEADINGS, *rows])

    first = answer(rini, tmp_path, package, file)
    second = answer(rini, tmp_path, package, file, says={"lanjut": "Y"})

    assert counts(first) == (9, 0, 0, 0, 3)
    assert [row.why for row in queries.rows(package, outcome="unreadable", seen_by=rini)][:3] == [
        "answer_unclear", "answer_unclear", "no_answer",
    ]  # fmt: skip
    assert counts(second) == (2, 9, 0, 0, 1)
    assert yes_no(second) == (11, 0, 1)


def test_a_file_without_any_answer_is_refused_until_a_person_says_what_it_is(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    file = workbook(tmp_path / "a.xlsx", [["NIK", "Nama"], *[[one.nik, one.name] for one in PEOPLE[:4]]])

    with pytest.raises(take_an_answer.SaysNothing):
        answer(rini, tmp_path, package, file)
    done = answer(rini, tmp_path, package, file, says={"*": "T"})

    assert yes_no(done) == (0, 4, 8)


def test_a_broken_file_and_columns_that_nobody_knows_are_refused_with_words(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    foreign = [["Kode", "Orang"], *[[person(number).nik, person(number).name] for number in range(300, 312)]]

    with pytest.raises(take_an_answer.CannotRead) as refused:
        answer(rini, tmp_path, package, broken)
    assert refused.value.problems
    with pytest.raises((ColumnsNeedAPerson, take_an_answer.WrongPackage)):
        answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", foreign))


def test_disdukcapils_answers_are_kept_as_result_and_date_only(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path, purpose="dukcapil").package_id
    words = ["PADAN", "TIDAK PADAN", "MENINGGAL", "PINDAH", "NIK TIDAK DITEMUKAN", "TIDAK PADAN (NAMA: SUKARNO)"] * 2
    rows = [[n + 1, one.nik, one.name, word] for n, (one, word) in enumerate(zip(PEOPLE, words, strict=True))]
    rows[0][2] = "Nama Menurut Dukcapil"
    file = workbook(tmp_path / "hasil.xlsx", [["NO", "NIK", "NAMA", "HASIL"], *rows])

    done = answer(rini, tmp_path, package, file)

    assert yes_no(done) == (2, 10, 0)
    assert dict(done.package.codes) == {"mismatch": 6, "match": 2, "dead": 2, "moved": 2}
    kept = asked("SELECT DISTINCT name, said, reason, kpj FROM exchanges_answer_row ORDER BY reason")
    assert kept == [(None, "", "", None), (None, "", "not_found", None)]
    assert [one.field for one in queries.corrections(package, seen_by=rini)] == ["name"]
    assert not list((tmp_path / "home").glob("files/*/*"))
    assert asked("SELECT count(*) FROM registry_membership") == [(0,)]
    actions.settle_corrections(package_id=package, items=None, by=rini, at=sending.NOON)
    assert "corrected_name" not in {
        name
        for (name,) in asked(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'exchanges_item_history'"
        )
    }


def test_a_dry_run_counts_and_stores_nothing(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    file = workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows()])

    would = answer(rini, tmp_path, package, file, really=False)

    assert not would.stored
    assert counts(would) == (12, 0, 0, 0, 0)
    assert yes_no(would) == (9, 3, 0)
    assert set(codes(package).values()) == {None}
    assert asked("SELECT count(*) FROM exchanges_answer_file") == [(0,)]
    assert not asked("SELECT tablename FROM pg_tables WHERE tablename LIKE '%%staging%%'")
    assert not list((tmp_path / "home").glob("files/*/*"))


def test_a_stranger_neither_sees_nor_answers(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    file = workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows()])
    medan = viewer("budi", role="verifier", office="Disnaker Kota Medan")
    opd = viewer("wati", role="proposer", senders=("opd-rentan",))

    assert queries.packages(seen_by=medan) == []
    for question in (
        lambda: queries.package_receipt(package, on=ANSWER_DAY, seen_by=medan),
        lambda: queries.corrections(package, seen_by=medan),
        lambda: queries.unanswered(package, on=ANSWER_DAY, seen_by=medan),
        lambda: answer(medan, tmp_path, package, file),
        lambda: actions.settle_corrections(package_id=package, items=None, by=medan, at=sending.NOON),
        lambda: actions.number_letter(package_id=package, letter_number="1", by=medan, at=sending.NOON),
    ):
        with pytest.raises(queries.NoSuchPackage):
            question()
    for question in (
        lambda: queries.packages(seen_by=opd),
        lambda: answer(opd, tmp_path, package, file),
        lambda: send(opd, tmp_path),
    ):
        with pytest.raises(NotAllowed):
            question()
    assert queries.best_fit([PEOPLE[0].nik], seen_by=medan) is None
    answered = answer(rini, tmp_path, package, file)
    with pytest.raises(queries.NoSuchPackage):
        actions.take_newer(answer_file_id=answered.file.answer_file_id, by=medan, at=sending.NOON)


def test_the_newest_answers_are_there_for_deciding(rini: Viewer, tmp_path: Path) -> None:
    check = send(rini, tmp_path).package_id
    match = send(rini, tmp_path, purpose="dukcapil").package_id
    answer(rini, tmp_path, check, workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows(no=(0,))]))
    rows = [[one.nik, one.name, "MENINGGAL" if one is PEOPLE[1] else "PADAN"] for one in PEOPLE[:6]]
    answer(rini, tmp_path, match, workbook(tmp_path / "b.xlsx", [["NIK", "NAMA", "HASIL"], *rows]), answered_on=LATER)
    programme = asked("SELECT id FROM agreements_programme")[0][0]
    candidates = dict(asked("SELECT nik, id FROM eligibility_candidate"))

    newest = queries.newest_answers(programme, seen_by=rini)

    assert len(newest) == 12
    first, second, last = (newest[candidates[PEOPLE[place].nik]] for place in (0, 1, 11))
    assert (first.bpjs, first.bpjs_reason, first.dukcapil) == ("no", "NIK sudah terdaftar PU", "match")
    assert (second.dukcapil, second.dukcapil_on, second.bpjs_on) == ("dead", LATER, ANSWER_DAY)
    assert (last.dukcapil, last.bpjs) == (None, "yes")
