"""The clocks of the law at the terminal."""

from __future__ import annotations

import json

from tests.law.test_door import run


def test_due_says_the_day_and_the_holiday_that_moved_it() -> None:
    done = run("due", "2026-08")

    assert "18-08-2026" in done.output
    assert "Proklamasi Kemerdekaan" in done.output
    assert "Perhatian" not in done.output
    found = json.loads(run("due", "08-2026", "--json").output)
    assert [one["on"] for one in found] == ["2026-09-15", "2026-09-15", "2026-08-18", "2026-09-15"]
    assert "16-09-2026" in run("due", "2026-08", "--holiday", "2026-09-15").output
    assert run("due", "Agustus").exit_code == 3


def test_a_year_whose_holidays_nobody_entered_is_said() -> None:
    assert "hari libur 2027 belum dimuat" in run("due", "2027-08").output


def test_clocks_start_on_a_day() -> None:
    done = run("clocks", "2026-11-20")

    assert "bayar klaim JKM yang lengkap" in done.output
    assert "25-11-2026" in done.output
    assert "20-11-2031" in done.output
    assert "ingatan" in done.output
    assert "JKP" not in run("clocks", "2019-01-02").output
    assert run("clocks", "kemarin").exit_code == 2


def test_heirs_are_named_in_the_laws_order() -> None:
    assert "JKM: anak, janda/duda (PP 44/2015 Pasal 40(2))" in run("heirs", "jkm", "spouse", "child", "sibling").output
    assert "Balai Harta Peninggalan" in run("heirs", "jht").output
    assert json.loads(run("heirs", "pmi", "--json").output)["otherwise"] == "not_read"
    assert run("heirs", "jkm", "neighbour").exit_code == 2


def test_status_is_read_from_the_months_paid() -> None:
    done = run("status", "2025-01..2025-03", "2025-08", "--on", "2025-09-20")

    assert "menunggak, masih dapat dilunasi" in done.output
    assert "08-2025" in done.output
    assert "Keterangan resmi berbeda" in done.output
    found = json.loads(run("status", "2025-01", "--on", "2025-01-10", "--json").output)
    assert (found["state"], found["confidence"], len(found["notes"])) == ("active", "conflict", 1)
    assert "belum pernah peserta" in run("status").output
    assert run("status", "Mei").exit_code == 3


def test_savings_grow_with_the_announced_returns() -> None:
    done = run("savings", "100000", "--from", "2019", "--until", "2020")

    assert "6,06 %" in done.output
    assert "Perkiraan" in done.output
    assert json.loads(run("savings", "0", "--from", "2016", "--to", "2016", "--opening", "1000000", "--json").output)[
        "years"
    ] == {"2016": 1_071_900}
    assert "belum dimuat" in run("savings", "1", "--from", "2020", "--until", "2021").stderr
    assert run("savings", "1", "--from", "2020", "--until", "2019").exit_code == 3


def test_a_month_s_wage_from_days_and_piece_work() -> None:
    assert "Upah sebulan (harian) = Rp3.750.000, PP 44/2015 Pasal 19(3)" in run("wage", "daily", "150000").output
    assert json.loads(run("wage", "piece", "3000000", "3100000", "3050001", "--json").output)["wage"] == 3_050_000
    short = run("wage", "weather", "3000000", "1", "--on", "2026-01-01")
    assert (short.exit_code, "perlu 12 upah, diberi 2" in short.stderr) == (3, True)
