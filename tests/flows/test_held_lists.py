"""A list that mostly repeats is held: judged and returned, counted nowhere, until another person lifts the hold with a reason."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.db import IntegrityError, connections, transaction

from payung.access.viewer import NotAllowed, Viewer
from payung.eligibility import actions as eligibility
from payung.fieldwork import queries as fieldwork
from payung.flows import act_on_answers, lift_a_hold, load_a_register, measure_coverage, take_a_list_out, write_reports
from payung.flows.letterheads import NothingToWrite
from payung.intake import actions, holding, overview, queries, standing
from payung.intake.models import SubmittedList
from payung.linkage import deciding, doubtful
from payung.linkage import queries as review
from tests.eligibility.stored import decide, set_up
from tests.flows.holding import WHY, residents, sent, sent_twice
from tests.flows.office import LIST_DAY, asked, extract, receive, workbook
from tests.people import NOON, viewer

LATER = NOON + dt.timedelta(hours=2)


@pytest.fixture
def hadi(database: None) -> Viewer:
    """The section head: has not brought the lists in."""
    return viewer("hadi", role="section_head")


def lifted(list_id: int, by: Viewer, folder: Path, reason: str = WHY) -> queries.Receipt:
    return lift_a_hold.run(list_id, reason=reason, home=folder / "home", by=by, at=LATER)


def test_a_list_that_mostly_repeats_is_held_with_its_verdicts_and_its_workbook(rini: Viewer, tmp_path: Path) -> None:
    first, second = sent_twice(rini, tmp_path)

    assert (first.receipt.state, first.receipt.holds) == ("matched", ())
    receipt = second.receipt
    assert receipt.state == "held"
    assert [(one.stop, one.rows, one.lifted_at) for one in receipt.standing_holds] == [("duplicate", 50, None)]
    assert receipt.received == receipt.accepted + receipt.verval + receipt.returned + receipt.refused == 60
    assert receipt.accepted == 10
    recap = [cell.value for row in openpyxl.load_workbook(second.returned)["Rekap Payung"] for cell in row]
    assert any("ditahan" in str(cell) for cell in recap)
    assert asked("SELECT about, detail->>'stops' FROM audit_event WHERE action = 'list.held'") == [
        (f"list:{receipt.list_id}", "duplicate")
    ]


def test_a_column_that_slipped_by_a_row_holds_the_list(andi: Viewer, tmp_path: Path) -> None:
    people = residents(0, 60)
    lines = [
        f"7{number:010d},{one[1]},{one[2].upper()},{one[3][-4:]}-{one[3][-7:-5]}-{one[3][-10:-8]},L,64.74.02.1003,BPU,self,,aktif,2026-02"
        for number, one in enumerate(people)
    ]
    order = load_a_register.Order(
        file=extract(tmp_path / "peserta.csv", *lines), as_of=LIST_DAY, source="BPJS Samarinda", really=True
    )
    load_a_register.run(order, home=tmp_path / "home", by=andi, at=NOON, tell=lambda step: None)
    right = sent(people[:50], andi, tmp_path, "lurus.xlsx")
    slipped = [[*one[:1], people[(place + 1) % 60][1], *one[2:]] for place, one in enumerate(people)]

    held = sent(slipped, andi, tmp_path, "bergeser.xlsx", sender="diskop")

    assert right.receipt.state == "matched"
    assert "nik_other_person" in {one.stop for one in held.receipt.standing_holds}
    assert review.open_count(seen_by=andi) == 0, "nobody answers for a slipped column"
    assert doubtful.waiting(seen_by=andi) == right.receipt.verval
    assert [rows for _, rows in fieldwork.kelurahan_with_open_rows(seen_by=andi)] == [right.receipt.verval]
    keeper = viewer("kartika", role="register_keeper", office="Kantor Cabang Bontang", kind="branch")
    lifted(held.receipt.list_id, keeper, tmp_path)
    assert review.open_count(seen_by=andi) > 0
    assert doubtful.waiting(seen_by=andi) > right.receipt.verval


def test_a_held_list_counts_nowhere(rini: Viewer, hadi: Viewer, tmp_path: Path) -> None:
    first, second = sent_twice(rini, tmp_path)
    held = second.receipt.list_id

    assert overview.totals(seen_by=rini).received == 60
    assert queries.rows_in_proposals(seen_by=rini) == 60
    assert review.open_count(seen_by=rini) == 0
    with pytest.raises(NothingToWrite, match="held"):
        write_reports.of_lists(list_ids=[held], home=tmp_path / "home", by=rini, at=NOON)
    assert listed_people(rini, tmp_path) == 60

    lifted(held, hadi, tmp_path)

    assert overview.totals(seen_by=rini).received == 120
    assert listed_people(rini, tmp_path) == 70
    assert first.receipt == queries.receipt(first.receipt.list_id, seen_by=rini)


def listed_people(by: Viewer, folder: Path) -> int:
    """Measure this month; return how many people stand on lists."""
    month = dt.date(2026, 3, 1)
    measure_coverage.run(month=month, home=folder / "home", by=by, at=NOON, tell=lambda step: None)
    [(people,)] = asked("SELECT people FROM coverage_snapshot WHERE population = 'listed' AND basis = 'computed'")
    return people


def test_people_of_a_held_list_are_not_repeated_by_others(rini: Viewer, hadi: Viewer, tmp_path: Path) -> None:
    _, second = sent_twice(rini, tmp_path)

    third = sent(residents(60, 75), rini, tmp_path, "ketiga.xlsx")

    assert third.receipt.accepted == 15
    found = lifted(second.receipt.list_id, hadi, tmp_path)
    # What came while it was held came before it: the ten people who were new are so no longer.
    assert (found.state, found.accepted) == ("matched", 0)
    again = act_on_answers.run(third.receipt.list_id, home=tmp_path / "home", by=rini, at=LATER)
    assert (again.state, again.accepted) == ("matched", 15)


def test_only_another_person_with_the_right_lifts_it_and_says_why(rini: Viewer, hadi: Viewer, tmp_path: Path) -> None:
    first, second = sent_twice(rini, tmp_path)
    held = second.receipt.list_id

    with pytest.raises(holding.ReceiverMayNotLift):
        lifted(held, rini, tmp_path)
    with pytest.raises(holding.NoReason):
        lifted(held, hadi, tmp_path, reason="sudah benar")
    with pytest.raises(holding.NotHeld):
        lifted(first.receipt.list_id, hadi, tmp_path)
    dewi = viewer("dewi", role="proposer", senders=("diskop",))
    with pytest.raises(NotAllowed):
        lifted(held, dewi, tmp_path)
    for stranger in (
        viewer("tamu", role="verifier", office="Disnaker Kota Medan"),
        viewer("wati", role="verifier", senders=("perikanan",)),
    ):
        with pytest.raises(queries.NoSuchList):
            lifted(held, stranger, tmp_path)
        assert overview.to_lift(seen_by=stranger) == []
    assert (overview.to_lift(seen_by=rini), overview.to_lift(seen_by=hadi)) == ([], [held])
    assert queries.receipt(held, seen_by=rini).state == "held"


def test_a_hold_is_lifted_once_and_stays_lifted(rini: Viewer, hadi: Viewer, tmp_path: Path) -> None:
    _, second = sent_twice(rini, tmp_path)
    held = second.receipt.list_id

    rehearsed = lift_a_hold.rehearse(held, reason=WHY, by=hadi, at=LATER)
    assert rehearsed.state == "held"
    found = lifted(held, hadi, tmp_path)
    again = lifted(held, hadi, tmp_path, reason="alasan yang lain sama sekali")

    assert found == again
    assert found.state == "matched"
    assert [(one.stop, one.lifted_by, one.reason) for one in found.holds] == [("duplicate", "Hadi", WHY)]
    assert asked("SELECT actor, purpose FROM audit_event WHERE action = 'list.hold_lifted'") == [("hadi", WHY)]
    assert asked("SELECT pgh_context->>'act' FROM intake_hold_history") == [("lift_hold",)]
    same = act_on_answers.run(held, home=tmp_path / "home", by=rini, at=LATER)
    assert same == found


def test_something_new_holds_it_anew(
    rini: Viewer, hadi: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, second = sent_twice(rini, tmp_path)
    held = second.receipt.list_id
    lifted(held, hadi, tmp_path)

    monkeypatch.setattr(deciding, "stops", lambda rows, counts: {"duplicate": 50, "review": 40})
    found = act_on_answers.run(held, home=tmp_path / "home", by=rini, at=LATER)

    assert found.state == "held"
    assert [one.stop for one in found.standing_holds] == ["review"]
    monkeypatch.setattr(deciding, "stops", lambda rows, counts: {})
    # Whatever is found later: a person has to look.
    assert act_on_answers.run(held, home=tmp_path / "home", by=rini, at=LATER).state == "held"


def test_while_a_corrected_version_is_held_the_one_before_counts_on(rini: Viewer, hadi: Viewer, tmp_path: Path) -> None:
    other = sent(residents(10, 70), rini, tmp_path, "lain.xlsx").receipt.list_id
    first = sent(residents(70, 82), rini, tmp_path, "pertama.xlsx").receipt.list_id

    second = sent(residents(11, 71), rini, tmp_path, "kedua.xlsx", replaces=first).receipt
    assert second.state == "held"
    assert overview.replaced_by(first, seen_by=rini) is None
    assert counting() == [other, first]
    third = sent(residents(72, 82), rini, tmp_path, "ketiga.xlsx", replaces=second.list_id).receipt
    assert third.state == "matched"
    # The version of the version takes the place of both, and repeats neither.
    assert (counting(), third.accepted) == ([other, third.list_id], 10)
    with pytest.raises(holding.NotHeld):
        lifted(second.list_id, hadi, tmp_path)


def test_lifted_a_corrected_version_takes_its_place_unless_another_did(
    rini: Viewer, hadi: Viewer, tmp_path: Path
) -> None:
    sent(residents(10, 70), rini, tmp_path, "lain.xlsx")
    first = sent(residents(70, 82), rini, tmp_path, "pertama.xlsx").receipt.list_id
    second = sent(residents(11, 71), rini, tmp_path, "kedua.xlsx", replaces=first).receipt
    third = sent(residents(9, 69), rini, tmp_path, "ketiga.xlsx", replaces=first).receipt
    assert (second.state, third.state) == ("held", "held")

    lifted(second.list_id, hadi, tmp_path)

    assert overview.replaced_by(first, seen_by=rini) == second.list_id
    with pytest.raises(actions.WrongReplacement):
        lifted(third.list_id, hadi, tmp_path)
    assert queries.receipt(third.list_id, seen_by=rini).state == "held"


def counting() -> list[int]:
    """Return the lists that count."""
    return [one for (one,) in asked(f"SELECT l.id FROM intake_list l WHERE {standing.STANDS} ORDER BY l.id")]


def test_a_held_list_is_taken_out_with_its_rows_unless_somebody_decided_about_one(rini: Viewer, tmp_path: Path) -> None:
    first, second = sent_twice(rini, tmp_path)
    held = second.receipt.list_id
    one = SubmittedList.objects.using("owner").get(pk=held)
    [(row,)] = asked(f"SELECT min(id) FROM intake_row WHERE submitted_list_id = {held} AND verdict = 'verval'")
    with pytest.raises(actions.NotToTakeOut):
        take_a_list_out.run(first.receipt.list_id, home=tmp_path / "home", by=rini, at=NOON)
    actions.accept_rows(submitted_list=one, rows=[row], reason="BA 1/2026", by=rini, at=NOON)
    with pytest.raises(actions.NotToTakeOut):
        take_a_list_out.run(held, home=tmp_path / "home", by=rini, at=NOON)
    asked(f"UPDATE intake_row SET decided_by_id = NULL WHERE id = {row} RETURNING id")

    take_a_list_out.run(held, home=tmp_path / "home", by=rini, at=NOON)

    assert asked("SELECT count(*) FROM intake_row") == [(60,)]
    assert asked("SELECT count(*) FROM intake_hold") == [(0,)]
    assert asked("SELECT pgh_label FROM intake_hold_history") == [("delete",)]
    assert [one.pk for one in queries.submitted_lists(seen_by=rini)] == [first.receipt.list_id]


def test_short_lists_and_lists_of_others_are_never_held(rini: Viewer, tmp_path: Path) -> None:
    sent(residents(0, 60), rini, tmp_path, "pertama.xlsx")

    short = sent(residents(0, 49), rini, tmp_path, "pendek.xlsx")
    old = sent(residents(0, 59), rini, tmp_path, "tahun-lalu.xlsx", kind="last_year")
    again = sent(residents(1, 60), rini, tmp_path, "bpjs.xlsx", kind="bpjs_answer", sender="bpjs")

    assert [one.receipt.state for one in (short, old, again)] == ["matched"] * 3
    assert short.receipt.accepted == 0


def test_the_database_keeps_holds_whole(rini: Viewer, tmp_path: Path) -> None:
    sent_twice(rini, tmp_path)

    for wrong in (
        "UPDATE intake_hold SET lifted_at = now() RETURNING id",
        f"UPDATE intake_hold SET lifted_at = now(), lifted_by_id = {rini.account_id} RETURNING id",
        "INSERT INTO intake_hold (submitted_list_id, office_id, sender_code, stop, rows, held_at, reason)"
        " SELECT submitted_list_id, office_id, sender_code, stop, 1, now(), '' FROM intake_hold RETURNING id",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(using="owner"):
            asked(wrong)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake_hold")
        assert cursor.fetchone() == (0,), "whoever comes without an office sees nothing"


def killed_before(record: str, work: Callable[[], object]) -> None:
    """Do something in a process of its own that is killed right before the trail hears of an act."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_run_until, args=(record, work))
    child.start()
    child.join(120)
    assert child.exitcode == -signal.SIGKILL


def _run_until(record: str, work: Callable[[], object]) -> None:
    connections.close_all()
    real = holding.audit.record

    def told(what: str, **said: object) -> None:
        if what == record:
            os.kill(os.getpid(), signal.SIGKILL)
        real(what, **said)

    holding.audit.record = told
    work()


@pytest.mark.parametrize("record", ["list.held", "people.matched"])
def test_killed_while_it_is_judged_it_is_held_by_the_next_run(rini: Viewer, tmp_path: Path, record: str) -> None:
    sent(residents(0, 60), rini, tmp_path, "pertama.xlsx")
    file = workbook(tmp_path / "kedua.xlsx", residents(10, 70))

    killed_before(record, lambda: receive(file, rini, tmp_path / "home"))
    assert asked("SELECT count(*) FROM intake_hold") == [(0,)]
    done, again = (receive(file, rini, tmp_path / "home") for _ in range(2))

    assert (done.receipt.state, again.receipt) == ("held", done.receipt)
    assert asked("SELECT stop, rows FROM intake_hold") == [("duplicate", 50)]
    assert asked("SELECT action, count(*) FROM audit_event WHERE about = 'list:2' GROUP BY 1 ORDER BY 1") == [
        ("list.held", 1),
        ("list.received", 1),
        ("people.matched", 1),
    ]


@pytest.mark.parametrize("record", ["list.hold_lifted", "people.matched"])
def test_killed_while_it_is_lifted_and_run_again_it_ends_the_same(
    rini: Viewer, hadi: Viewer, tmp_path: Path, record: str
) -> None:
    _, second = sent_twice(rini, tmp_path)
    held = second.receipt.list_id
    killed_before(record, lambda: lifted(held, hadi, tmp_path))
    assert queries.receipt(held, seen_by=rini).state in ("held", "judged")

    found = lifted(held, hadi, tmp_path)

    assert (found.state, [one.reason for one in found.holds]) == ("matched", [WHY])
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'list.hold_lifted'") == [(1,)]
    assert asked(f"SELECT count(*) FROM audit_event WHERE action = 'people.matched' AND about = 'list:{held}'") == [
        (2,)
    ]


def test_a_programme_does_not_take_a_held_list(rini: Viewer, hadi: Viewer, tmp_path: Path) -> None:
    set_up(hadi)
    first, second = sent_twice(rini, tmp_path)
    held = second.receipt.list_id

    done = decide(rini, tmp_path / "home")
    with pytest.raises(eligibility.ListHeld):
        decide(rini, tmp_path / "home", lists=(held,))
    assert (done.lists, done.decided.candidates) == ((first.receipt.list_id,), 60)
    lifted(held, hadi, tmp_path)

    assert decide(rini, tmp_path / "home").lists == (first.receipt.list_id, held)


def test_a_programmes_list_that_is_held_anew_no_longer_proposes(
    rini: Viewer, hadi: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(hadi)
    first = sent(residents(0, 60), rini, tmp_path, "pertama.xlsx").receipt.list_id
    second = sent(residents(60, 70), rini, tmp_path, "kedua.xlsx").receipt.list_id
    assert decide(rini, tmp_path / "home").decided.candidates == 70

    monkeypatch.setattr(deciding, "stops", lambda rows, counts: {"review": 40})
    assert act_on_answers.run(first, home=tmp_path / "home", by=rini, at=LATER).state == "held"

    assert decide(rini, tmp_path / "home").lists == (second,)
    # A decision rests on its people: they count on until somebody has looked.
    assert listed_people(rini, tmp_path) == 70
    with pytest.raises(actions.NotToTakeOut):
        take_a_list_out.run(first, home=tmp_path / "home", by=rini, at=NOON)
