"""How decisions are stored: notes beside rows only where they differ, tables made whole again after a load, sets of reasons as numbers."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from django.db import connections

from payung.access.viewer import Viewer
from payung.audit import rebuilding
from payung.eligibility import bulk
from payung.eligibility.bulk import Decided, LedgerBroken
from payung.eligibility.models import Candidate
from payung.eligibility.rules import masks
from payung.eligibility.rules.catalogue import RULES, WAITING_LIST
from payung.intake.models import ListRow, Reason
from payung.registry.person_ids import SALT, born, born_in_columns
from tests.eligibility.stored import decide, decision_of, nik_of, row, rows_of, set_up, stored_list
from tests.people import viewer


@pytest.fixture
def rini(database: None) -> Viewer:
    set_up(viewer("hasan", role="section_head"))
    return viewer("rini", role="verifier")


def noted() -> set[tuple[int, str, str]]:
    return set(Reason.objects.using("owner").filter(floor="decide").values_list("pk", "row__nik", "reason_id"))


def furniture() -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conrelid::regclass::text ~ '^(eligibility|intake)_'"
            " UNION ALL SELECT indexname, indexdef, true FROM pg_indexes WHERE tablename ~ '^(eligibility|intake)_' ORDER BY 1, 2"
        )
        return cursor.fetchall()


def test_people_whose_niks_have_one_hash_are_two(rini: Viewer, tmp_path: Path) -> None:
    alike = ["6474012909890002", "6474012009890005"]
    [(hashes,)] = duckdb.execute("SELECT count(DISTINCT hash(unnest)) FROM unnest(?)", [alike]).fetchall()
    assert hashes == 1, "other numbers share a hash now: find a pair"
    stored_list(rini, [row(number, nik=nik, nik_digits=nik) for number, nik in enumerate(alike, 1)])

    assert decide(rini, tmp_path).decided.candidates == 2


def test_only_notes_that_differ_are_written(rini: Viewer, tmp_path: Path) -> None:
    stored_list(rini, [row(1, occupation="PNS"), row(2, occupation="PELAJAR"), row(3, occupation="PNS")])
    decide(rini, tmp_path)
    before = noted()
    ListRow.objects.using("owner").filter(nik=nik_of(1)).update(occupation="NELAYAN")
    ListRow.objects.using("owner").filter(nik=nik_of(2)).update(occupation="PNS")

    assert decide(rini, tmp_path).told_lists == 1

    after = noted()
    assert {one for one in before if one[1] == nik_of(3)} == {one for one in after if one[1] == nik_of(3)}
    assert {reason for _, nik, reason in after if nik == nik_of(1)} == set()
    assert {reason for _, nik, reason in after if nik == nik_of(2)} == {"other_scheme"}
    assert decide(rini, tmp_path).told_lists == 0
    assert noted() == after


def test_what_weighed_before_and_is_a_note_now_gives_the_row_back(rini: Viewer, tmp_path: Path) -> None:
    stored = stored_list(rini, [row(1, occupation="PNS"), row(2)])
    decide(rini, tmp_path)
    second = rows_of(stored)[1]
    Reason.objects.using("owner").create(
        row=second, office_id=rini.office_id, sender_code="diskop", floor="decide", reason_id="old", weight="return"
    )
    ListRow.objects.using("owner").filter(pk=second.pk).update(verdict="returned")

    decide(rini, tmp_path)

    assert set(ListRow.objects.using("owner").values_list("verdict", flat=True)) == {"accepted"}
    assert {(nik, reason) for _, nik, reason in noted()} == {(nik_of(1), "other_scheme")}
    stored.refresh_from_db(using="owner")
    assert (stored.accepted, stored.returned) == (2, 0)


def test_a_load_leaves_keys_and_indexes_as_they_were(
    rini: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "FEW", 0)
    stored_list(rini, [row(number, occupation="PNS" if number == 2 else "NELAYAN", rt=None) for number in range(1, 5)])
    before = furniture()

    decide(rini, tmp_path)

    assert furniture() == before
    second = decision_of(2)
    assert (second.outcome, second.note, second.dukcapil, second.candidate.rt) == ("doubtful", "", None, None)
    assert second.reasons[0] == "other_scheme"
    assert len(noted()) == 1


def test_people_taken_in_while_they_are_judged_are_gone_where_judging_fails(
    rini: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_list(rini, [row(1), row(2, occupation="PNS")])

    def broken(*args: object, **terms: object) -> Decided:
        raise LedgerBroken("somebody came twice")

    with monkeypatch.context() as patch:
        patch.setattr(bulk, "decide", broken)
        with pytest.raises(LedgerBroken):
            decide(rini, tmp_path)

    assert (Candidate.objects.using("owner").count(), noted()) == (0, set())
    assert decide(rini, tmp_path).decided.new == 2
    assert [decision_of(number).outcome for number in (1, 2)] == ["eligible", "doubtful"]


def test_reasons_become_a_number_and_come_back_in_their_order() -> None:
    given = ["family_limit", *(rule.id for rule in RULES[:3]), WAITING_LIST]
    with duckdb.connect() as connection:
        masks.install(connection)
        connection.execute("CREATE TABLE stored (reasons VARCHAR)")
        texts = ["{}", "{" + ",".join(given) + "}", "{gone," + given[0] + "}"]
        connection.executemany("INSERT INTO stored VALUES (?)", [[text] for text in texts])
        masks.number(connection, "stored", out="numbers")
        found = dict(connection.execute("FROM numbers").fetchall())
        masks.name(connection, "(FROM numbers WHERE mask >= 0)", out="names")
        named = dict(connection.execute("SELECT mask, reasons FROM names").fetchall())

    assert found == {texts[0]: 0, texts[1]: masks.mask(given), texts[2]: masks.UNKNOWN}
    assert named == {0: [], masks.mask(given): [*(rule.id for rule in RULES[:3]), "family_limit", WAITING_LIST]}


def test_a_person_is_born_with_one_number_in_both_engines(database: None) -> None:
    nik = nik_of(7)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT {born('%s')}, {SALT}", [nik])
        number, salt = cursor.fetchone()
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {born_in_columns('$1', salt='$2')}", [nik, salt]).fetchone() == (number,)
