"""Answer files as they really come: every layout and every accident, the ledger balanced after each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from payung.access.viewer import Viewer
from payung.exchanges import actions, queries
from payung.flows import take_an_answer
from tests.exchanges import sending
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import ANSWER_DAY, HEADINGS, answer, asked, codes, counts, person, send, workbook
from tests.hostile import writers
from tests.hostile.grid import Grid

LATER = ANSWER_DAY + dt.timedelta(days=7)


def bpjs_rows(*, no: tuple[int, ...] = (0, 3, 6)) -> list[list[object]]:
    """Return the layout that BPJS was seen to send: Status, Keterangan, Nomor Identitas, Nama."""
    return [
        ["T" if place in no else "Y", "NIK sudah terdaftar PU" if place in no else "", one.nik, one.name]
        for place, one in enumerate(PEOPLE)
    ]


def yes_no(answered: take_an_answer.Answered) -> tuple[int, int, int]:
    return answered.package.yes, answered.package.no, answered.package.unanswered


def test_a_whole_answer_balances_and_the_same_file_again_changes_nothing(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    file = workbook(tmp_path / "jawaban.xlsx", [HEADINGS, *bpjs_rows()])

    first = answer(rini, tmp_path, package, file)
    second = answer(rini, tmp_path, package, file)

    assert counts(first) == (12, 0, 0, 0, 0)
    assert yes_no(first) == (9, 3, 0)
    assert len(first.changed) == 12
    assert second.again
    assert (second.package, second.changed) == (first.package, ())
    assert asked("SELECT count(*), max(reason) FROM exchanges_item WHERE code = 'no'") == [
        (3, "NIK sudah terdaftar PU")
    ]
    assert not asked("SELECT tablename FROM pg_tables WHERE tablename LIKE '%%staging%%'")


def test_half_an_answer_leaves_the_others_waiting(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id

    half = answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows()[:5]]))

    assert yes_no(half) == (3, 2, 7)
    waiting = queries.unanswered(package, on=dt.date(2026, 3, 12), seen_by=rini)
    assert {one.nik for one in waiting} == {one.nik for one in PEOPLE[5:]}
    assert {one.days for one in waiting} == {10}


LAYOUTS = {
    "two columns": [
        ["NIK", "STATUS"],
        *[[one.nik, "BERHASIL" if place else "GAGAL"] for place, one in enumerate(PEOPLE)],
    ],
    "a remark": [
        ["NO", "NIK", "NAMA", "KET"],
        *[[n + 1, p.nik, p.name, "Aktif" if n else "Ditolak"] for n, p in enumerate(PEOPLE)],
    ],
    "an unknown heading": [
        ["NIK", "Nama", "Kode Proses"],
        *[[p.nik, p.name, "YA" if n else "TIDAK"] for n, p in enumerate(PEOPLE)],
    ],
    "no headings": [[p.nik, p.name, "Y" if n else "T"] for n, p in enumerate(PEOPLE)],
    "ticks": [
        ["NIK", "Nama", "Diterima", "Ditolak"],
        *[[p.nik, p.name, "V" if n else "", "" if n else "V"] for n, p in enumerate(PEOPLE)],
    ],
    "our own file": [
        ["CEK CALON PESERTA – Pekerja Rentan – paket 1"],
        [],
        ["No", "NIK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "Status Y/T", "Keterangan Status Data"],
        *[
            [n + 1, p.nik, p.name, "BONTANG", f"{p.birth_on:%d-%m-%Y}", "Y" if n else "T", ""]
            for n, p in enumerate(PEOPLE)
        ],
    ],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_answer_is_found_wherever_it_stands(rini: Viewer, tmp_path: Path, layout: str) -> None:
    package = send(rini, tmp_path).package_id

    done = answer(rini, tmp_path, package, workbook(tmp_path / "jawaban.xlsx", LAYOUTS[layout]))

    assert counts(done) == (12, 0, 0, 0, 0)
    assert yes_no(done) == (11, 1, 0)
    assert codes(package)[PEOPLE[0].nik] == "no"


def test_csv_and_xls_are_read_by_the_same_code(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    lines = [[str(cell) for cell in row] for row in [HEADINGS, *bpjs_rows()]]
    writers.xls(tmp_path / "a.xls", {"Jawaban": Grid(lines[:7])})
    (tmp_path / "b.csv").write_text("\n".join(";".join(line) for line in [lines[0], *lines[7:]]), encoding="utf-8-sig")

    answer(rini, tmp_path, package, tmp_path / "a.xls")
    done = answer(rini, tmp_path, package, tmp_path / "b.csv")

    assert yes_no(done) == (9, 3, 0)


def test_the_name_of_a_sheet_or_a_title_answers_for_its_rows(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    sheets = {
        "DITERIMA": [["NO", "NIK", "NAMA"], *[[n, p.nik, p.name] for n, p in enumerate(PEOPLE[:7], 1)]],
        "Sheet2": [
            ["DAFTAR CALON PESERTA DITOLAK"],
            [],
            ["NO", "NIK", "NAMA", "ALASAN"],
            *[[n, p.nik, p.name, "umur"] for n, p in enumerate(PEOPLE[7:], 1)],
        ],
    }

    done = answer(rini, tmp_path, package, workbook(tmp_path / "hasil.xlsx", sheets))

    assert yes_no(done) == (7, 5, 0)
    assert asked("SELECT DISTINCT reason FROM exchanges_item WHERE code = 'no'") == [("umur",)]


def rejects(folder: Path, people: list[sending.Person]) -> Path:
    rows = [["NO", "NIK", "NAMA", "ALASAN"], *[[n, p.nik, p.name, "sudah PU"] for n, p in enumerate(people, 1)]]
    return workbook(folder / "ditolak.xlsx", {"DAFTAR DITOLAK": rows})


def test_only_rejects_leave_the_rest_open_until_a_person_says_it(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    file = rejects(tmp_path, PEOPLE[:3])

    silent = answer(rini, tmp_path, package, file)
    told = answer(rini, tmp_path, package, file, rest_yes=True)
    again = answer(rini, tmp_path, package, file, rest_yes=True)

    assert yes_no(silent) == (0, 3, 9)
    assert (told.again, told.rest, yes_no(told)) == (True, 9, (9, 3, 0))
    assert (again.rest, yes_no(again)) == (0, (9, 3, 0))
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'answers.rest_given'") == [(1,)]


def test_the_rest_is_not_told_where_a_row_names_nobody(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id

    with pytest.raises(actions.RestNotClear) as refused:
        answer(rini, tmp_path, package, rejects(tmp_path, [*PEOPLE[:3], person(500)]), rest_yes=True)

    assert refused.value.unknown == 1
    assert set(codes(package).values()) == {None}
    assert asked("SELECT count(*) FROM exchanges_answer_file") == [(0,)]
    assert not asked("SELECT tablename FROM pg_tables WHERE tablename LIKE '%%staging%%'")


def test_people_that_were_not_sent_are_kept_and_shown(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    strangers = [["Y", "", person(number).nik, person(number).name] for number in (300, 301)]

    done = answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows(), *strangers]))

    assert counts(done) == (12, 0, 2, 0, 0)
    assert [row.nik for row in queries.rows(package, outcome="unknown", seen_by=rini)] == [one[2] for one in strangers]


def test_a_file_for_another_package_is_stopped_and_the_right_one_named(rini: Viewer, tmp_path: Path) -> None:
    mine = send(rini, tmp_path).package_id
    others = [person(number) for number in range(200, 212)]
    sending.propose(sending.programme(rini, "nelayan"), others, rini)
    theirs = send(rini, tmp_path, code="nelayan").package_id
    file = workbook(tmp_path / "a.xlsx", [HEADINGS, *[["Y", "", one.nik, one.name] for one in others]])

    with pytest.raises(take_an_answer.WrongPackage) as refused:
        answer(rini, tmp_path, mine, file)

    assert (refused.value.best.pk, refused.value.held) == (theirs, 12)
    assert (refused.value.fit.known, refused.value.fit.unknown) == (0, 12)
    assert asked("SELECT count(*) FROM exchanges_answer_file") == [(0,)]
    assert yes_no(answer(rini, tmp_path, theirs, file)) == (12, 0, 0)


def test_more_strangers_than_ours_is_taken_only_on_a_persons_word(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    whole_wadah = [["Y", "", person(number).nik, person(number).name] for number in range(300, 340)]
    file = workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows(), *whole_wadah])

    with pytest.raises(take_an_answer.WrongPackage):
        answer(rini, tmp_path, package, file)
    done = answer(rini, tmp_path, package, file, although_unknown=True)

    assert counts(done) == (12, 0, 40, 0, 0)


def test_a_later_answer_that_contradicts_waits_for_a_person(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows(no=(0,))]))
    newer = workbook(tmp_path / "b.xlsx", [HEADINGS, *bpjs_rows(no=(1,))])

    waits = answer(rini, tmp_path, package, newer, answered_on=LATER)

    assert counts(waits) == (0, 10, 0, 2, 0)
    assert (codes(package)[PEOPLE[0].nik], codes(package)[PEOPLE[1].nik]) == ("no", "yes")
    assert [(one.stands, one.says) for one in queries.conflicts(package, seen_by=rini)] == [
        ("no", "yes"),
        ("yes", "no"),
    ]

    taken = answer(rini, tmp_path, package, newer, answered_on=LATER, takes_newer=True)

    assert (taken.again, taken.replaced) == (True, 2)
    assert counts(taken) == (2, 10, 0, 0, 0)
    assert (codes(package)[PEOPLE[0].nik], codes(package)[PEOPLE[1].nik]) == ("yes", "no")
    assert queries.conflicts(package, seen_by=rini) == []
    assert asked("SELECT code FROM exchanges_item_history WHERE nik = %s AND code = 'no'", PEOPLE[0].nik)
    assert answer(rini, tmp_path, package, newer, takes_newer=True).replaced == 0


def test_an_older_answer_never_replaces_a_newer_one(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    answer(rini, tmp_path, package, workbook(tmp_path / "b.xlsx", [HEADINGS, *bpjs_rows(no=(0,))]), answered_on=LATER)

    older = answer(
        rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *bpjs_rows(no=(1,))]), takes_newer=True
    )

    assert counts(older) == (0, 10, 0, 2, 0)
    assert codes(package)[PEOPLE[0].nik] == "no"


def test_two_rows_of_one_file_that_differ_are_no_answer(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id
    rows = [*bpjs_rows(no=()), ["T", "ganda", PEOPLE[0].nik, PEOPLE[0].name], ["Y", "", PEOPLE[1].nik, PEOPLE[1].name]]

    done = answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", [HEADINGS, *rows]), takes_newer=True)

    assert counts(done) == (11, 1, 0, 2, 0)
    assert yes_no(done) == (11, 0, 1)
    assert codes(package)[PEOPLE[0].nik] is None
