"""Publishing the register, and figures of the register by place and segment."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from payung.access.viewer import Viewer
from payung.coverage import actions, bulk, queries
from payung.coverage.published import NotPublished, published_figures
from payung.coverage.queries import NotKnown, Question, TooEarly
from payung.registry import actions as registry
from tests.coverage.town import API_API, BONTANG_BARU, FEBRUARY, JANUARY, MARCH, MAY, Town
from tests.people import NOON, viewer

REGISTER = {"basis": "reported", "population": "register"}


@pytest.fixture
def branch(database: None, tmp_path: Path) -> Viewer:
    """A branch whose register holds 41 people of two kelurahan, one of a third place and one of none."""
    andi = viewer("andi", role="branch_officer", office="Kantor Cabang Bontang", kind="branch")
    town = Town(andi)
    for number in range(41):
        home = API_API if number < 38 else BONTANG_BARU
        town.reported(
            None,
            kpj=f"K{number}",
            person=number + 1,
            kelurahan_code=home,
            kabupaten_code="64.74",
            segment="PU" if number % 2 else "BPU",
        )
    town.reported(None, kpj="far", person=900, kelurahan_code="12.71.01.1001", kabupaten_code="12.71")
    town.reported(None, kpj="nowhere", person=901, kelurahan_code=None, paid_until=None)
    bulk.refresh_register(home=tmp_path, by=andi, at=NOON, on=MARCH)
    return andi


def asked(**said: object) -> Question:
    return Question(**{"month": MARCH, **REGISTER, **said})


def counts(question: Question, branch: Viewer) -> dict[str, dict[str, int]]:
    return {one.category: dict(one.counts) for one in queries.figures(question, seen_by=branch)}


def test_the_register_by_place_segment_sex_and_age(branch: Viewer) -> None:
    assert counts(asked(by="kelurahan", place="64.74"), branch) == {
        API_API: {"protected": 38},
        BONTANG_BARU: {"protected": 3},
    }
    assert counts(asked(by="segment", place="64.74"), branch) == {"BPU": {"protected": 21}, "PU": {"protected": 20}}
    assert counts(asked(by="sex"), branch) == {"P": {"protected": 42, "unproven": 1}}
    assert counts(asked(by="age", place="64.74"), branch) == {"45-54": {"protected": 41}}
    assert counts(asked(by="kabupaten"), branch)[""] == {"unproven": 1}
    assert counts(asked(by="provinsi"), branch) == {
        "12": {"protected": 1},
        "64": {"protected": 41},
        "": {"unproven": 1},
    }


def test_what_the_register_cannot_answer_is_refused_by_name(branch: Viewer) -> None:
    with pytest.raises(NotKnown):
        counts(asked(by="occupation"), branch)
    with pytest.raises(NotKnown):
        counts(asked(by="sex", place=API_API), branch)
    with pytest.raises(TooEarly) as refused:
        counts(asked(month=dt.date(2025, 6, 1)), branch)
    assert refused.value.earliest == JANUARY


def test_months_around_the_report_carry_a_warning(branch: Viewer) -> None:
    codes = {
        month: {warning.code for warning in queries.figures(asked(month=month), seen_by=branch)[0].warnings}
        for month in (JANUARY, FEBRUARY, MARCH, MAY)
    }

    assert "month_before_report" in codes[JANUARY]
    assert "month_after_report" in codes[MAY]
    assert not codes[MARCH] & {"month_before_report", "month_after_report"}
    assert not codes[FEBRUARY] & {"month_before_report", "month_after_report"}


def test_a_segments_universe_divides_that_segment_only(branch: Viewer) -> None:
    for segment, people in (("BPU", 42), ("all", 82)):
        registry.state_universe(
            place_code="64.74", counts="workers", segment=segment, people=people, on=MARCH, source="BPS", definition="d"
        )

    by_segment = {
        one.category: one.shares for one in queries.figures(asked(by="segment", place="64.74"), seen_by=branch)
    }
    [whole] = queries.figures(asked(place="64.74"), seen_by=branch)

    assert [share.ppm for share in by_segment["BPU"]] == [500_000]
    assert by_segment["PU"] == ()
    assert [share.ppm for share in whole.shares] == [500_000]


def test_publishing_withholds_the_small_and_what_would_give_it_away(branch: Viewer) -> None:
    with pytest.raises(NotPublished):
        published_figures(asked(), seen_by=branch)
    actions.publish(asked=asked(), by=branch, at=NOON)

    by_place = {one.place_code: one.people for one in published_figures(asked(by="kelurahan"), seen_by=branch)}
    [whole] = published_figures(asked(), seen_by=branch)

    assert by_place == {API_API: None, BONTANG_BARU: None}
    assert (whole.people, whole.protected) == (40, 40)


def test_a_place_above_or_below_a_published_one_is_not_published(branch: Viewer) -> None:
    actions.publish(asked=asked(), by=branch, at=NOON)

    for place in ("64", "64.74.01"):
        with pytest.raises(actions.OverlapsPublished):
            actions.publish(asked=asked(place=place), by=branch, at=NOON)


def test_a_bound_account_reads_what_is_published(branch: Viewer) -> None:
    actions.publish(asked=asked(), by=branch, at=NOON)
    bound = viewer("budi", role="proposer", office="Kantor Cabang Bontang", kind="branch", senders=("perikanan",))

    assert published_figures(asked(), seen_by=bound)[0].people == 40
