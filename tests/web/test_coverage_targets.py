"""Targets on the pages of coverage: stated with everything said at once, a path only where a universe is, strangers see none."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from click.testing import CliRunner
from django.db import connections
from django.test.utils import CaptureQueriesContext

from payung.access.viewer import Viewer
from payung.cli.coverage_targets import target as command
from payung.coverage import targets
from payung.coverage.queries import NotYourPlace, Question
from payung.flows import set_up_an_office
from tests.coverage.town import MARCH, Town
from tests.flows.office import asked
from tests.people import NOON, viewer
from tests.web.covering import said
from tests.web.visitor import signed_in

FORM = {
    "place": "64.74",
    "year": "2026",
    "share": "5,5 %",
    "counts": "vulnerable_workers",
    "segment": "all",
    "source": "=cmd|RPJMD <b>2025</b>",
    "definition": "pekerja rentan",
    "confidence": "law",
}


def test_a_target_is_stated_and_its_path_shown(town: Town, rini: Viewer) -> None:
    page = signed_in(rini)
    wrong = page.post("/coverage/targets/", {"place": "64.99", "year": "99", "share": "120", "confidence": "sure"})
    assert wrong.status_code == 422
    assert wrong.content.decode().count("<li>“") >= 2
    assert asked("SELECT count(*) FROM coverage_target") == [(0,)]

    for _ in range(2):
        assert page.post("/coverage/targets/", FORM).status_code == 302
    assert page.post("/coverage/targets/", FORM | {"place": "12.71"}).status_code == 422

    assert asked("SELECT place_code, year, ppm, confidence FROM coverage_target") == [("64.74", 2026, 55_000, "law")]
    for address in ("/coverage/targets/", "/coverage/"):
        shown = said(page, address)
        # Twenty are covered in March of a universe of 1.000: 55 are needed, 35 to add in nine months, four a month.
        assert all(f">{number}<" in shown for number in (55, 35, 4))
        assert "ya, " in shown
        assert "<b>2025" not in shown
    book = openpyxl.load_workbook(io.BytesIO(page.get("/coverage/targets/path.xlsx").content))
    steps, years, months = book.worksheets
    assert [cell.value for cell in steps[2]][3:5] == [55, 35]
    assert [cell.value for cell in years[2]][1:5] == ["2026", 35, 4, 55]
    assert (months.max_row, months.cell(10, 3).value) == (10, 55)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_no_path_without_a_universe_and_none_for_one_senders_people(town: Town, rini: Viewer) -> None:
    page = signed_in(rini)
    page.post("/coverage/targets/", FORM | {"place": "64.74.01"})
    page.post("/coverage/targets/", FORM)

    assert "tidak dapat dihitung" in said(page, "/coverage/targets/?place=64.74.01")
    bound = viewer("pasar", role="proposer", senders=("perikanan",))
    assert "Jalur menuju" not in said(signed_in(bound), "/coverage/")
    assert targets.paths(Question(month=MARCH, place="64.74"), seen_by=bound) == []
    assert signed_in(bound).post("/coverage/targets/", FORM).status_code == 403
    assert signed_in(viewer("lestari", role="inspector")).post("/coverage/targets/", FORM).status_code == 403

    elsewhere = viewer("tamu", role="verifier", office="Disnaker Kota Medan")
    assert signed_in(elsewhere).get("/coverage/targets/path.xlsx").status_code == 302, "nothing of theirs was measured"
    stranger = replace(elsewhere, kabupaten_code="12.71")
    assert targets.stated_targets(seen_by=stranger) == []
    with pytest.raises(NotYourPlace):
        targets.state_target(stated=targets.stated_targets(seen_by=rini)[0], by=stranger, at=NOON)


def test_more_targets_take_no_more_queries(town: Town, rini: Viewer) -> None:
    page = signed_in(rini)
    page.post("/coverage/targets/", FORM)
    page.get("/coverage/targets/")
    with CaptureQueriesContext(connections["owner"]) as few:
        page.get("/coverage/targets/")
    for year in range(2027, 2031):
        page.post("/coverage/targets/", FORM | {"year": str(year), "share": str(year - 2000)})
    page.get("/coverage/targets/")
    with CaptureQueriesContext(connections["owner"]) as more:
        page.get("/coverage/targets/")
    assert len(few) == len(more)


def test_the_set_up_file_states_targets_and_the_terminal_reads_the_path(
    town: Town, rini: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"place": "64.74", "year": 2026, "counts": "vulnerable_workers", "percent": 5.5, "source": "SK 12/2026", "definition": "rentan", "confidence": "official"}  # fmt: skip
    office = {"name": "Disnaker Kota Bontang", "kind": "pemda", "kabupaten": "64.74"}
    with pytest.raises(set_up_an_office.BadPlan, match="percent"):
        set_up_an_office.read_plan({"office": office, "targets": [row | {"percent": 120}]})
    set_up_an_office.apply(set_up_an_office.read_plan({"office": office, "targets": [row]}), passwords={}, at=NOON)
    monkeypatch.setattr("payung.cli.session.viewer", lambda: rini)

    stated = CliRunner().invoke(command, ["state", "64.74", "60", "--year", "2029", "--counts", "vulnerable_workers", "--source", "RPJMD", "--definition", "rentan", "--confidence", "law"])  # fmt: skip
    path = CliRunner().invoke(command, ["path", "--json"])

    assert (stated.exit_code, path.exit_code) == (0, 0), stated.output + path.output
    assert '"per_month": 4' in path.output
    assert '"source": "SK 12/2026"' in path.output
