"""From a matched list to its own precision and recall: drawn blind, looked at twice, told with intervals; and beside a truth."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import NotAllowed, Viewer
from payung.flows import act_on_answers, measure_own_matching, sample_a_matching
from payung.linkage import actions, queries, telling
from payung.linkage.models import Pair
from tests.flows.office import asked, person, receive, workbook
from tests.people import NOON, PASSWORD, viewer


@pytest.fixture
def matched(andi: Viewer, tmp_path: Path) -> Viewer:
    receive(workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home")
    return andi


@pytest.fixture
def budi(matched: Viewer) -> Viewer:
    """A colleague of Andi's, for the second look."""
    place = accounts.office_of(matched)
    access.open_account(
        name="budi", full_name="Budi", office=place, role="branch_officer", password=PASSWORD, at=NOON, senders=()
    )
    return accounts.viewer_of(access.sign_in(name="budi", password=PASSWORD, at=NOON), on=NOON)


def draw(by: Viewer, home: Path, *, below: bool = True) -> sample_a_matching.Drawn:
    return sample_a_matching.run(home=home, many=10, below=below, by=by, at=NOON, tell=lambda step: None)


def answer_all(by: Viewer, answer: str, *, seconds: int = 20) -> list[Pair]:
    """Answer whatever lies before somebody, so many seconds apart."""
    seen: list[Pair] = []
    while taken := actions.take(limit=50, by=by, at=NOON):
        for pair in taken:
            at = NOON + dt.timedelta(seconds=seconds * len(seen))
            actions.answer(pair_id=pair.pk, answer=answer, by=by, at=at)
            seen.append(pair)
    return seen


def test_a_sample_is_put_blind_before_two_people_and_gives_precision(
    matched: Viewer, budi: Viewer, tmp_path: Path
) -> None:
    waiting = queries.open_count(seen_by=matched)
    said = {"home": tmp_path / "home", "many": 10, "below": True, "by": matched, "at": NOON, "tell": lambda step: None}
    assert sample_a_matching.rehearse(**said).pairs["register", "linked_nik"] == 1
    assert queries.open_count(seen_by=matched) == waiting
    assert measure_own_matching.run(seen_by=matched).drawn_at is None

    drawn = draw(matched, tmp_path / "home")
    links = drawn.populations["register", "linked_nik"]
    assert (links, drawn.pairs["register", "linked_nik"]) == (1, 1)
    assert queries.open_count(seen_by=matched) == waiting + sum(
        count for (_, band), count in drawn.pairs.items() if band != "review"
    )
    linked = Pair.objects.using("owner").select_related("row").get(outcome="linked", is_sampled=True)
    assert linked.other_name == "SITI AMINAH"
    assert linked.other_nik_masked == linked.row.nik
    told = telling.tell(linked)
    assert (told.odds, told.findings, told.other) == (telling.BLIND, (), telling.BLIND_CLASS)

    before = measure_own_matching.run(seen_by=matched)
    assert {one.precision.value for one in before.groups} == {None}
    answer_all(matched, "same")
    assert measure_own_matching.run(seen_by=matched).groups[0].precision.value is None
    answer_all(budi, "same", seconds=40)

    found = measure_own_matching.run(seen_by=matched)
    everybody = next(one for one in found.groups if (one.side, one.group) == ("register", "all"))
    assert (everybody.links, everybody.precision.value, everybody.precision.low) == (1, 1.0, 1.0)
    assert everybody.recall.value is not None
    assert (found.looks, found.agreed) == (sum(drawn.pairs.values()),) * 2
    assert {(one.reviewer, one.seconds) for one in found.pace} >= {("andi", 20.0), ("budi", 40.0)}

    # The next sample takes the place of this one; without a look below the cut-off nobody knows the recall.
    draw(matched, tmp_path / "home", below=False)
    assert asked("SELECT count(*) FROM linkage_pair WHERE outcome = 'sampled'") == [(0,)]
    assert asked("SELECT count(*) FROM linkage_pair WHERE is_sampled AND outcome = 'linked'") == [(1,)]
    assert asked("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'linkage_staging%'") == [(0,)]
    everybody = measure_own_matching.run(seen_by=matched).groups[0]
    assert (everybody.precision.value, everybody.recall.value, everybody.recall.why) == (1.0, None, ("below",))


def test_a_truth_file_tells_precision_and_recall_and_a_wrong_link_is_undone(matched: Viewer, tmp_path: Path) -> None:
    rows = asked("SELECT l.file_name, r.sheet_no, r.row_no FROM intake_row r JOIN intake_list l ON l.id = r.submitted_list_id ORDER BY r.id")  # fmt: skip
    numbers = ["11111111111", "22222222222", *[""] * 10]
    file = tmp_path / "kebenaran.csv"
    lines = [f"{name},{sheet},{row},{kpj}" for (name, sheet, row), kpj in zip(rows, numbers, strict=True)]
    file.write_text("\n".join(["file,sheet,row,kpj", *lines, "lain.xlsx,1,9,1"]) + "\n", "utf-8")

    truth = measure_own_matching.beside_truth(file, by=matched, at=NOON)

    assert (truth.rows, truth.unknown) == (12, 1)
    everybody, *others = truth.lines
    assert (everybody.name, everybody.precision.hits, everybody.precision.of) == ("all", 1, 1)
    assert (everybody.recall.hits, everybody.recall.of) == (1, 2)
    assert (everybody.recall_after_review.hits, everybody.review.hits) == (2, 1)
    assert {"single_name", "linked_nik", "review", "new"} <= {one.name for one in others}
    file.write_text("file,baris\nx,1\n", "utf-8")
    with pytest.raises(measure_own_matching.NotATruth) as wrong:
        measure_own_matching.beside_truth(file, by=matched, at=NOON)
    assert wrong.value.missing == ("sheet", "row", "kpj")

    draw(matched, tmp_path / "home", below=False)
    answer_all(matched, "different")
    (open_list,) = queries.unapplied(seen_by=matched)
    act_on_answers.run(open_list.list_id, home=tmp_path / "home", by=matched, at=NOON)

    assert asked("SELECT count(*) FROM linkage_pair WHERE other_kind = 'register' AND outcome = 'linked'") == [(0,)]


@pytest.mark.usefixtures("database")
def test_who_may_not_review_may_neither_draw_nor_measure(tmp_path: Path) -> None:
    tono = viewer("tono", role="treasurer")
    with pytest.raises(NotAllowed):
        draw(tono, tmp_path)
    with pytest.raises(NotAllowed):
        measure_own_matching.run(seen_by=tono)
    rini = viewer("rini", role="verifier")
    with pytest.raises(sample_a_matching.NothingMatched):
        draw(rini, tmp_path)
