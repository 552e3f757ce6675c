"""The example of `payung setup` is a file that sets an office up, as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from payung.cli.setup import setup
from payung.gateways import plain_yaml
from tests.flows.office import asked


def test_the_printed_example_sets_an_office_up(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    file = tmp_path / "kantor.yaml"
    file.write_text(CliRunner().invoke(setup, ["--example"]).output, encoding="utf-8")

    for _ in range(2):
        done = CliRunner().invoke(setup, [str(file)], catch_exceptions=False)
        assert done.exit_code == 0, done.output

    stated = "SELECT people FROM registry_universe WHERE place_code = '64.74' AND \"on\" = '2025-12-31' AND source LIKE 'BPS, Sakernas%'"
    assert asked(stated) == [(88_000,)]
    assert asked("SELECT count(*) FROM coverage_target") == [(1,)]
    assert asked("SELECT name, role FROM access_account ORDER BY name") == [
        ("nurul", "population_officer"),
        ("pasar", "proposer"),
        ("rini", "verifier"),
    ]


def test_words_that_yaml_takes_for_yes_and_no_stay_words() -> None:
    said = plain_yaml.read("{on: 2025-12-31, kolom: [No, ya, off, true], kode: 64}")

    assert (list(said), said["kolom"], said["kode"]) == (["on", "kolom", "kode"], ["No", "ya", "off", True], 64)
