"""Disdukcapil's own account: its packages, their names and answers, and nothing else of the office, by query or by raw SQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import PURPOSES, ROLES, NotAllowed, Viewer
from payung.exchanges import actions, looking, queries
from payung.flows import send_a_package, stand_by_an_answer, take_an_answer, write_letters
from payung.jobs import actions as jobs
from payung.letters import queries as letters
from tests.exchanges import sending
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import ANSWER_DAY, HEADINGS, NOON, answer, asked, codes, counts, person, send, workbook
from tests.people import viewer

RESULT = ["NIK", "Nama Lengkap", "Hasil Pemadanan"]
OF_PACKAGES = ("exchanges_package", "exchanges_item", "exchanges_answer_file", "exchanges_answer_row")
#: Of the tables with rows of an office, those that the database shows to every account of it: none of them names people.
OF_THE_OFFICE = {
    "agreements_agreement", "agreements_budget_entry", "agreements_budget_line", "agreements_programme", "agreements_quota",
    "agreements_regulation", "agreements_terms", "contributions_bill", "contributions_bill_price", "contributions_correction",
    "contributions_payment", "contributions_reconciliation", "coverage_publication", "coverage_published_cell",
    "eligibility_programme_list", "enrolment_decree", "enrolment_decree_paper", "enrolment_decree_price", "enrolment_decree_year",
    "intake_sender",
}  # fmt: skip


@pytest.fixture
def nurul(database: None) -> Viewer:
    return viewer("nurul", role="population_officer")


@pytest.fixture
def packages(rini: Viewer, tmp_path: Path) -> tuple[int, int]:
    """What Disdukcapil is asked, and what BPJS is asked and answered."""
    mine, theirs = (send(rini, tmp_path, purpose=purpose).package_id for purpose in ("dukcapil", "bpjs_check"))
    rows = [["T", "umur", one.nik, one.name] for one in PEOPLE]
    answer(rini, tmp_path, theirs, workbook(tmp_path / "bpjs.xlsx", [HEADINGS, *rows]))
    return mine, theirs


def result(folder: Path, *said: str, name: str = "hasil.xlsx") -> Path:
    rows = [[one.nik, one.name, word] for one, word in zip(PEOPLE, said, strict=False)]
    return workbook(folder / name, [RESULT, *rows])


def seen(who: Viewer, statement: str) -> list[tuple]:
    """Ask the database by the application's login, as a viewer."""
    with scope(who), connections["default"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_the_role_holds_one_right_and_its_purpose(nurul: Viewer) -> None:
    assert ROLES["population_officer"] == {"answer_package"}
    assert nurul.purposes == PURPOSES["population_officer"] == ("dukcapil",)
    assert all("answer_package" in rights for rights in ROLES.values() if "exchange" in rights)


def test_an_answer_is_handed_in_by_who_was_asked(nurul: Viewer, packages: tuple[int, int], tmp_path: Path) -> None:
    mine, _ = packages

    done = answer(nurul, tmp_path, mine, result(tmp_path, "PADAN", "TIDAK PADAN", "MENINGGAL", "PINDAH"))

    assert counts(done) == (4, 0, 0, 0, 0)
    assert {one.nik: codes(mine)[one.nik] for one in PEOPLE[:5]} == dict(
        zip([one.nik for one in PEOPLE], ["match", "mismatch", "dead", "moved", None], strict=False)
    )
    assert asked("SELECT received_by_id, office_id FROM exchanges_answer_file WHERE package_id = %s", mine) == [
        (nurul.account_id, nurul.office_id)
    ]
    assert looking.answers_by_code([mine], seen_by=nurul) == {mine: {"match": 1, "mismatch": 1, "dead": 1, "moved": 1}}


def test_a_verifier_still_takes_what_comes_on_paper_or_disk(
    rini: Viewer, nurul: Viewer, packages: tuple[int, int], tmp_path: Path
) -> None:
    mine, _ = packages
    answer(nurul, tmp_path, mine, result(tmp_path, "PADAN"))

    done = answer(rini, tmp_path, mine, result(tmp_path, "PADAN", "MENINGGAL", name="dibawa.xlsx"))

    assert (done.package.yes, done.package.no) == (1, 1)


def test_a_newer_answer_of_its_own_may_stand(nurul: Viewer, packages: tuple[int, int], tmp_path: Path) -> None:
    mine, _ = packages
    answer(nurul, tmp_path, mine, result(tmp_path, "PADAN"))
    done = answer(nurul, tmp_path, mine, result(tmp_path, "MENINGGAL", name="baru.xlsx"))
    assert done.file.conflicting == 1
    where = {"package_id": mine, "answer_file_id": done.file.answer_file_id, "home": tmp_path / "home"}

    stood = stand_by_an_answer.take_newer(**where, by=nurul, at=NOON)

    assert stood.names == 1
    assert "dead" in codes(mine).values()


def test_of_all_packages_only_those_to_disdukcapil_are_there(nurul: Viewer, packages: tuple[int, int]) -> None:
    mine, theirs = packages

    assert [one.pk for one in queries.packages(seen_by=nurul)] == [mine]
    assert queries.packages(seen_by=nurul, purposes=["bpjs_check"]) == []
    assert [one.package_id for one in looking.packages_seen(seen_by=nurul)] == [mine]
    assert looking.packages_seen(seen_by=nurul, purposes=["bpjs_check"]) == []
    assert looking.answers_by_code([mine, theirs], seen_by=nurul) == {}
    assert len(queries.names(mine, seen_by=nurul)) == 12
    for question in (
        lambda: queries.package(theirs, seen_by=nurul),
        lambda: queries.package_receipt(theirs, on=ANSWER_DAY, seen_by=nurul),
        lambda: queries.names(theirs, seen_by=nurul),
        lambda: queries.unanswered(theirs, on=ANSWER_DAY, seen_by=nurul),
        lambda: queries.rows(theirs, outcome="taken", seen_by=nurul),
        lambda: looking.names_page(theirs, which="all", seen_by=nurul, at=NOON),
        lambda: looking.rows_page(theirs, outcome="taken", seen_by=nurul, at=NOON),
    ):
        with pytest.raises(queries.NoSuchPackage):
            question()


def test_packages_of_another_office_are_not_there(packages: tuple[int, int]) -> None:
    stranger = viewer("tamu", role="population_officer", office="Disnaker Kota Medan")

    assert queries.packages(seen_by=stranger) == []
    with pytest.raises(queries.NoSuchPackage):
        queries.names(packages[0], seen_by=stranger)
    assert seen(stranger, "SELECT 1 FROM exchanges_item") == []


def test_bpjs_files_are_neither_answered_nor_settled(nurul: Viewer, packages: tuple[int, int], tmp_path: Path) -> None:
    _, theirs = packages
    file = asked("SELECT id FROM exchanges_answer_file")[0][0]
    before = codes(theirs)

    for act in (
        lambda: answer(nurul, tmp_path, theirs, result(tmp_path, "PADAN")),
        lambda: actions.take_newer(answer_file_id=file, by=nurul, at=NOON),
        lambda: actions.give_rest(answer_file_id=file, by=nurul, at=NOON),
        lambda: stand_by_an_answer.follow(package_id=theirs, home=tmp_path, by=nurul, at=NOON),
        lambda: send_a_package.write_again(theirs, folder=tmp_path / "x", by=nurul, at=NOON),
        lambda: send_a_package.written(theirs, folder=tmp_path / "keluar", by=nurul),
    ):
        with pytest.raises(queries.NoSuchPackage):
            act()
    assert codes(theirs) == before
    assert not (tmp_path / "x").exists()


def test_what_the_office_does_with_a_package_is_not_its_work(
    nurul: Viewer, packages: tuple[int, int], tmp_path: Path
) -> None:
    mine, _ = packages
    programme = asked("SELECT programme_id FROM exchanges_package WHERE id = %s", mine)[0][0]

    for act in (
        lambda: send(nurul, tmp_path, purpose="dukcapil"),
        lambda: actions.number_letter(package_id=mine, letter_number="1", by=nurul, at=NOON),
        lambda: actions.settle_corrections(package_id=mine, items=None, by=nurul, at=NOON),
        lambda: queries.newest_answers(programme, seen_by=nurul),
        lambda: write_letters.of_package(package_id=mine, home=tmp_path, by=nurul, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_stray_file_tells_of_no_other_authoritys_package(nurul: Viewer, rini: Viewer, tmp_path: Path) -> None:
    mine = send(rini, tmp_path, purpose="dukcapil").package_id
    strangers = [person(number) for number in range(300, 312)]
    sending.propose(sending.programme(rini, "lain"), strangers, rini)
    send(rini, tmp_path, code="lain", purpose="bpjs_check")
    file = workbook(tmp_path / "salah.xlsx", [RESULT, *[[one.nik, one.name, "PADAN"] for one in strangers]])

    with pytest.raises(take_an_answer.WrongPackage) as refused:
        answer(nurul, tmp_path, mine, file)

    assert (refused.value.best, refused.value.held) == (None, 0)
    assert queries.best_fit([one.nik for one in strangers], seen_by=rini) is not None


def test_the_database_itself_gives_nothing_of_bpjs_nor_of_the_offices_people(
    nurul: Viewer, rini: Viewer, packages: tuple[int, int], tmp_path: Path
) -> None:
    mine, theirs = packages
    answer(nurul, tmp_path, mine, result(tmp_path, "PADAN"))

    for table in OF_PACKAGES:
        all_of_it, hers = (seen(who, f"SELECT count(*) FROM {table}")[0][0] for who in (rini, nurul))
        assert 0 < hers < all_of_it, table
    assert seen(nurul, "SELECT DISTINCT purpose FROM exchanges_package") == [("dukcapil",)]
    assert seen(nurul, f"SELECT 1 FROM exchanges_item WHERE package_id = {theirs} OR code = 'no'") == []
    assert seen(nurul, f"SELECT 1 FROM exchanges_answer_file WHERE package_id = {theirs}") == []
    assert seen(nurul, "SELECT 1 FROM exchanges_answer_row WHERE said LIKE '%umur%' OR code = 'no'") == []
    assert seen(rini, "SELECT count(*) FROM eligibility_candidate") == [(12,)]
    for table in ("eligibility_candidate", "intake_list", "intake_row"):
        assert seen(nurul, f"SELECT 1 FROM {table}") == [], table


def test_every_table_that_names_people_is_narrowed_for_another_authority(database: None) -> None:
    """A new table fails here until somebody has said which it is."""
    found = asked(
        "SELECT tablename FROM pg_policies WHERE schemaname = 'public' GROUP BY 1"
        " HAVING NOT bool_or(qual LIKE '%%payung.senders%%' OR qual LIKE '%%payung.purposes%%')"
    )

    assert {table for (table,) in found} == OF_THE_OFFICE


def test_senders_ticked_for_the_account_open_no_list_and_shut_no_package(
    rini: Viewer, packages: tuple[int, int]
) -> None:
    bound = viewer("bahri", role="population_officer", senders=("opd-rentan",))

    assert seen(bound, "SELECT 1 FROM eligibility_candidate") == []
    assert [one.pk for one in queries.packages(seen_by=bound)] == [packages[0]]


def test_orders_about_other_packages_are_not_in_the_database_for_them(
    nurul: Viewer, rini: Viewer, packages: tuple[int, int]
) -> None:
    for about, package in (("pemadanan", packages[0]), ("cek calon", packages[1])):
        jobs.ask(kind="write_package", about=about, order={"package": package}, by=rini, at=NOON)
    jobs.ask(kind="send_package", about="rentan", order={"purposes": ["bpjs_check"]}, by=rini, at=NOON)

    assert len(seen(rini, "SELECT about FROM jobs_work")) == 3
    assert seen(nurul, "SELECT about FROM jobs_work") == [("pemadanan",)]


def test_papers_of_its_packages_are_read_and_no_other_letter(
    nurul: Viewer, rini: Viewer, packages: tuple[int, int], tmp_path: Path
) -> None:
    mine, theirs = packages
    answer(nurul, tmp_path, mine, result(tmp_path, "PADAN"))
    written = [
        one
        for package in (mine, theirs)
        for one in write_letters.of_package(package_id=package, home=tmp_path / "home", by=rini, at=NOON)
    ]
    kinds = {one.kind: one.letter_id for one in written}

    assert set(kinds) == {"nik_request", "nik_minutes", "branch_check"}
    assert {one.kind for one in letters.letters(seen_by=nurul)} == {"nik_request", "nik_minutes"}
    assert letters.letter(kinds["nik_minutes"], seen_by=nurul).files
    with pytest.raises(letters.NoSuchLetter):
        letters.letter(kinds["branch_check"], seen_by=nurul)
    assert seen(nurul, "SELECT DISTINCT kind FROM letters_letter ORDER BY 1") == [("nik_minutes",), ("nik_request",)]
    assert seen(nurul, f"SELECT 1 FROM letters_file WHERE letter_id = {kinds['branch_check']}") == []
