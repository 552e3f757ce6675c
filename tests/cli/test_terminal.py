"""Tables at the width of a plain terminal."""

from __future__ import annotations

import pytest

from payung.cli import terminal


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "console", terminal.Console(width=80, highlight=False))


def test_figures_stand_whole_beside_a_long_file_name(capsys: pytest.CaptureFixture[str]) -> None:
    columns = ["No", "Berkas", "Diterima", "MS", "Dilihat", "Perbaikan", "TMS"]
    name = "01. USULAN PEKERJA RENTAN KECAMATAN BONTANG UTARA TAHUN 2023.xlsx"
    terminal.table("Rekap", columns, [["5", name, 40_123, 28_862, 7_469, 3_789, 3]], cut=("Berkas",))

    printed = capsys.readouterr().out

    [line] = [one for one in printed.splitlines() if "USULAN" in one]
    assert [cell.strip() for cell in line.strip("│ ").split("│")][2:] == ["40.123", "28.862", "7.469", "3.789", "3"]
    assert "01. USULAN" in line
    assert all(len(one.rstrip()) <= 80 for one in printed.splitlines())


def test_square_brackets_in_a_cell_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.table("", ["Nama"], [["SITI [red]AMINAH[/red] [alm]"]])

    assert "SITI [red]AMINAH[/red] [alm]" in capsys.readouterr().out


def test_days_money_and_shares_are_not_broken_where_words_can_give_way(capsys: pytest.CaptureFixture[str]) -> None:
    columns = ["Program", "Lunas sampai", "Orang", "Sudah ditagih", "Berakhir", "Jendela", "Biaya mencegah", "Bagian"]
    row = ["bontang-rentan", "12-2023", 30_440, 30_440, "16-04-2024", "≤ 30 hari", "Rp511.392.000", "85,4 %"]
    terminal.table("Akan putus", columns, [row, ["provinsi", "–", 5, 0, "", "sudah lewat", "-", "0,0 %"]])

    printed = capsys.readouterr().out

    assert all(whole in printed for whole in ("16-04-2024", "Rp511.392.000", "12-2023", "85,4 %", "30.440"))
    assert all(len(one.rstrip()) <= 80 for one in printed.splitlines())
