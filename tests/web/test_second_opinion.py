"""Second opinions on doubtful rows: a drawn share is decided twice, blind; a difference goes to a third, who decides."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from payung.access.viewer import Viewer
from payung.intake.actions import NothingToSign
from payung.intake.models import ListRow
from payung.linkage import doubtful, second_opinion
from payung.linkage.models import Claim
from payung.linkage.second_opinion import is_drawn
from tests.flows.office import asked
from tests.people import viewer
from tests.web.test_review_rows import doubtful as stored
from tests.web.test_review_rows import settle, verdicts
from tests.web.visitor import signed_in

NOW = timezone.now()


@pytest.fixture
def wawan(rini: Viewer) -> Viewer:
    return viewer("wawan", role="verifier")


@pytest.fixture
def yanti(rini: Viewer) -> Viewer:
    return viewer("yanti", role="verifier")


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row is of the drawn share here; which share it is has a test of its own."""
    monkeypatch.setattr(second_opinion, "is_drawn", lambda row_id, office_id: True)


def decided(by: Viewer, row: ListRow, outcome: str = "accepted") -> None:
    """Decide a row, and let the hour pass in which it could be taken back."""
    doubtful.settle(row_id=row.pk, outcome=outcome, ground="BA 1", by=by, at=NOW)
    Claim.objects.using("owner").all().delete()


def asked_of(who: Viewer) -> list[int]:
    return doubtful.take(limit=10, by=who, at=NOW)


def test_a_second_person_decides_without_knowing_and_agreement_is_counted(rini: Viewer, wawan: Viewer) -> None:
    [row] = stored(rini, 1)
    decided(rini, row)
    his = signed_in(wawan)

    assert asked_of(rini) == [], "nobody is asked twice"
    page = his.get("/review/rows/").content.decode()
    assert f'value="{row.pk}"' in page
    assert "Dua petugas memutuskan" not in page
    assert "Diterima" not in page.split('id="row"')[1].split("</section>")[0]
    settle(his, row, "accepted")
    settle(his, row, "returned")

    found = second_opinion.agreement(seen_by=rini)
    assert (found.looks, found.agreed, found.differences) == (1, 1, ())
    assert verdicts() == ["accepted"]
    assert asked("SELECT second FROM linkage_row_look") == [("accepted",)]


def test_a_difference_goes_to_a_third_whose_decision_counts(rini: Viewer, wawan: Viewer, yanti: Viewer) -> None:
    [row] = stored(rini, 1)
    decided(rini, row)
    decided(wawan, row, "returned")

    assert verdicts() == ["accepted"], "the first counts meanwhile"
    assert asked_of(rini) == asked_of(wawan) == []
    hers = signed_in(yanti)
    page = hers.get("/review/rows/").content.decode()
    assert "Dua petugas memutuskan berbeda" in page
    assert "menunggu orang ketiga" in hers.get("/review/agreement/").content.decode()
    settle(hers, row, "returned", "rapat 3/2026")

    assert verdicts() == ["returned"]
    assert asked("SELECT accepted, returned FROM intake_list") == [(0, 1)]
    [one] = second_opinion.agreement(seen_by=rini).differences
    assert (one.first, one.second, one.third, one.third_by) == ("accepted", "returned", "returned", "yanti")
    assert [act for (act,) in asked("SELECT action FROM audit_event WHERE action LIKE 'rows.%%' ORDER BY id")][-3:] == [
        "rows.overruled",
        "rows.returned",
        "rows.third_opinion",
    ]
    assert asked_of(yanti) == []


def test_a_third_may_let_the_first_stand(rini: Viewer, wawan: Viewer, yanti: Viewer) -> None:
    [row] = stored(rini, 1, refuse=1)
    decided(rini, row, "refused")
    decided(wawan, row, "accepted")
    decided(yanti, row, "refused")

    assert verdicts() == ["refused"]
    assert asked("SELECT count(*) FROM intake_sign_off") == [(1,)], "the first signature stands"


def test_what_is_taken_back_is_asked_of_nobody_and_a_second_opinion_is_undone(rini: Viewer, wawan: Viewer) -> None:
    first, second = stored(rini, 2)
    doubtful.settle(row_id=first.pk, outcome="accepted", ground="", by=rini, at=NOW)
    doubtful.undo(row_id=first.pk, by=rini, at=NOW)
    assert asked("SELECT count(*) FROM linkage_row_look") == [(0,)]

    decided(rini, second)
    doubtful.take(limit=10, by=wawan, at=NOW)
    doubtful.settle(row_id=second.pk, outcome="returned", ground="", by=wawan, at=NOW)
    assert doubtful.pace(seen_by=wawan, at=NOW).last_row == second.pk
    doubtful.undo(row_id=second.pk, by=wawan, at=NOW)
    assert asked("SELECT second FROM linkage_row_look") == [("",)]
    assert second.pk in [row.pk for row in doubtful.taken(seen_by=wawan, at=NOW)]
    with pytest.raises(doubtful.NothingToUndo):
        doubtful.undo(row_id=second.pk, by=rini, at=NOW + dt.timedelta(hours=2))


def test_strangers_and_replaced_lists_are_asked_nothing(rini: Viewer, wawan: Viewer, tamu: Viewer) -> None:
    [row] = stored(rini, 1)
    decided(rini, row)

    assert asked_of(tamu) == []
    assert second_opinion.agreement(seen_by=tamu).looks == 0
    with pytest.raises(NothingToSign):
        doubtful.settle(row_id=row.pk, outcome="accepted", ground="", by=tamu, at=NOW)
    ListRow.objects.using("owner").filter(pk=row.pk).update(verdict="returned")
    assert asked_of(wawan) == [], "the decision no longer stands"


def test_one_decision_in_sixteen_is_drawn() -> None:
    share = sum(is_drawn(row, 1) for row in range(16_000))

    assert 900 < share < 1_100
