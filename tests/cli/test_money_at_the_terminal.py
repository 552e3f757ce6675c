"""Bill, pay and year as people type them: shown first, refused in words, taught by --help."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import click
import docx
import pytest
from click.testing import CliRunner, Result

from payung.access.viewer import Viewer
from payung.cli import bill, bill_paper, lapse, pay, session, year
from payung.cli.money import MONTH, RUPIAH
from tests.contributions.city import Programmed

pytestmark = pytest.mark.usefixtures("database")

MONTHLY = 16_800
PAPER = ["--date", "2026-02-27", "--from", "2026-01", "--to", "03-2026", "--heads", "3"]


@pytest.fixture
def city() -> Programmed:
    city = Programmed()
    city.line(MONTHLY * 100)
    city.seats(3)
    return city


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> object:
    """Type a command as somebody."""

    def run(by: Viewer, command: click.Command, *words: str) -> Result:
        monkeypatch.setattr(session, "viewer", lambda: by)
        return CliRunner().invoke(command, list(words), catch_exceptions=False)

    return run


def test_from_a_shown_bill_to_a_settled_one(city: Programmed, typed: object) -> None:
    order = ["rentan", "--from", "2026-01", "--to", "Maret 2026"]
    shown = typed(city.rini, bill.make, *order)
    made = typed(city.rini, bill.make, *order, "--apply", "--json")
    issued = typed(city.rini, bill.issue, "1", "6323 0904 8826")
    paper = ["632309048826", "--sp2d", "900/1/2026", *PAPER]
    short = typed(city.tono, pay.record, *paper, "--amount", "Rp151.000", "--apply")
    rest = typed(city.tono, pay.record, *paper, "--amount", "200", "--apply")
    again = typed(
        city.tono, pay.record, "632309048826", "--sp2d", "900/2/2026", *PAPER, "--amount", "200", "--apply", "--json"
    )
    listed = json.loads(typed(city.tono, bill.show, "--json").output)

    assert (shown.exit_code, "Rp151.200" in shown.output.replace("\n", "")) == (1, True)
    assert json.loads(made.output)["bills"][0]["person_months"] == 9
    assert issued.exit_code == 0
    assert (short.exit_code, "kurang bayar Rp200" in short.output) == (1, True)
    assert (rest.exit_code, "Sudah dicatat" in rest.stderr) == (3, True)
    assert (again.exit_code, json.loads(again.output)["protects"]) == (0, 3)
    assert [(one["state"], one["difference"], one["is_stale"]) for one in listed] == [("paid", 0, False)]


def test_every_mistake_of_an_sp2d_is_said_in_one_go(city: Programmed, typed: object) -> None:
    typed(city.rini, bill.make, "rentan", "--from", "2026-01", "--apply")
    typed(city.rini, bill.issue, "1", "632309048826")

    wrong = typed(
        city.tono,
        pay.record,
        "632309048826",
        "--sp2d",
        "9",
        "--date",
        "2027-01-01",
        "--from",
        "2026-02",
        "--heads",
        "4",
        "--amount",
        "1",
    )

    assert wrong.exit_code == 3
    assert wrong.stderr.count("✗") == 3


def test_who_may_not_is_told_so(city: Programmed, typed: object) -> None:
    both = dataclasses.replace(city.rini, may=city.rini.may | city.tono.may)
    assert "tidak berhak" in typed(city.tono, bill.make, "rentan", "--from", "2026-01").stderr
    typed(both, bill.make, "rentan", "--from", "2026-01", "--apply")
    typed(both, bill.issue, "1", "632309048826")

    same = typed(
        both,
        pay.record,
        "632309048826",
        "--sp2d",
        "9",
        "--date",
        "2026-01-20",
        "--from",
        "2026-01",
        "--heads",
        "3",
        "--amount",
        "50400",
    )

    assert "Pembuat tagihan" in same.stderr


def test_bills_are_voided_corrected_reconciled_and_looked_through(city: Programmed, typed: object) -> None:
    typed(city.rini, bill.make, "rentan", "--from", "2026-01", "--apply")
    assert typed(city.rini, bill.void, "1", "--reason", "salah").exit_code == 0
    typed(city.rini, bill.make, "rentan", "--from", "2026-01", "--apply")
    typed(city.rini, bill.issue, "2", "632309048826")
    month = ["--date", "2026-01-20", "--from", "2026-01", "--heads", "3"]
    typed(city.tono, pay.record, "632309048826", "--sp2d", "9", *month, "--amount", "50.500", "--apply")
    back = ["2", "--amount", "100", "--document", "B/1", "--date", "2026-01-25"]
    shown = typed(city.tono, pay.correct, *back)
    done = typed(city.tono, pay.correct, *back, "--apply")
    ours = typed(city.tono, pay.reconcile, "rentan", "--from", "2026-01", "--json")
    apart = typed(
        city.tono,
        pay.reconcile,
        "rentan",
        "--from",
        "2026-01",
        "--their-months",
        "2",
        "--their-amount",
        "33600",
        "--apply",
    )

    assert (shown.exit_code, "Rp100" in shown.output) == (1, True)
    assert "lunas" in done.output
    assert json.loads(ours.output)["ours"]["person_months"] == 3
    assert "--explain" in apart.stderr
    assert typed(city.tono, pay.show, "--year", "2026").exit_code == 0
    assert typed(city.tono, pay.show).exit_code == 0
    assert typed(city.tono, bill.show, "--budget").exit_code == 0
    assert json.loads(typed(city.tono, bill.show, "--others", "rentan", "--json").output) == []
    assert typed(city.tono, bill.show, "--others", "rentan").exit_code == 0
    assert "tidak-ada" in typed(city.tono, bill.show, "--others", "tidak-ada").stderr
    radar = json.loads(typed(city.rini, lapse.lapse, "--on", "2026-01-20", "--json").output)
    assert (radar["standings"]["people"]["active"], radar["lapses"][0]["needed"]) == (3, 3 * MONTHLY)
    assert typed(city.rini, lapse.lapse, "--on", "2026-01-20").exit_code == 0


def written(path: Path) -> str:
    """Return what a paper says, in paragraphs and tables."""
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_an_issued_bill_becomes_a_paper_of_the_treasury(city: Programmed, typed: object, tmp_path: Path) -> None:
    typed(city.rini, bill.make, "rentan", "--from", "2026-01", "--to", "2026-02", "--apply")
    early = typed(city.rini, bill_paper.paper, "1", "--to", str(tmp_path))
    typed(city.rini, bill.issue, "1", "632309048826")

    done = typed(city.rini, bill_paper.paper, "1", "--to", str(tmp_path), "--signer", "Kepala Dinas", "--name", "Siti")

    assert (early.exit_code, "payung bill issue" in early.stderr) == (3, True)
    assert done.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"permintaan-bayar-1.docx", "permintaan-bayar-1.pdf"}
    text = written(tmp_path / "permintaan-bayar-1.docx")
    assert "632309048826" in text
    assert "Rp100.800" in text
    assert "15 Januari 2026" in text
    assert "belum dimuat" not in text


def test_the_paper_says_what_is_not_certain(city: Programmed, typed: object, tmp_path: Path) -> None:
    start = dt.date(2027, 1, 1)
    later = Programmed("besok", valid_from=start, first_month=start, income=20_300_000)
    later.line(10_000_000, year=2027)
    later.seats(1, start, dt.date(2027, 3, 1))
    typed(city.rini, bill.make, "besok", "--from", "2027-01", "--to", "2027-01", "--apply")
    typed(city.rini, bill.issue, "1", "632309048826")

    typed(city.rini, bill_paper.paper, "1", "--to", str(tmp_path))

    text = written(tmp_path / "permintaan-bayar-1.docx")
    assert "Yang belum pasti" in text
    assert "hari libur 2027 belum dimuat" in text
    assert "angka yang belum pasti (ingatan, belum ada sumber)" in text


def test_the_year_is_counted_down_and_turned(city: Programmed, typed: object) -> None:
    down = typed(city.tono, year.countdown, "rentan", "--on", "2026-11-20")
    told = typed(city.tono, year.countdown, "rentan", "--on", "2026-11-20", "--json")
    nowhere = typed(city.rini, year.turn, "rentan", "--to-terms", "2027-01-01")

    assert down.exit_code == 1
    assert len(json.loads(told.output)["missing"]) == 6
    assert "programme load" in nowhere.stderr


@pytest.mark.parametrize(
    "command",
    [
        bill.make,
        bill.issue,
        bill.void,
        bill.show,
        bill_paper.paper,
        lapse.lapse,
        pay.record,
        pay.show,
        pay.correct,
        pay.reconcile,
        year.turn,
        year.countdown,
    ],
)
def test_every_help_teaches_by_example(command: click.Command) -> None:
    told = CliRunner().invoke(command, ["--help"]).output

    assert "payung " in told


@pytest.mark.parametrize("text", ["tigabelas", "2026-13", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        MONTH.convert(text, None, None)


@pytest.mark.parametrize("text", ["seribu", "1,5", ""])
def test_what_is_no_rupiah_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        RUPIAH.convert(text, None, None)
