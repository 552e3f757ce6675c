"""The commands as a clerk types them: an own installation, processes of their own, from set-up to a restored back-up."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psycopg
import pytest

from payung.gateways import embedded, practice

PLAN = """\
office: {name: Disnaker Kota Bontang, kind: pemda, kabupaten: "64.74"}
accounts:
  - {name: rini, full_name: Rini, role: verifier}
  - {name: kepala, full_name: Kepala, role: administrator}
  - {name: irban, full_name: Inspektur, role: inspector}
senders:
  - {code: diskop, name: Dinas Koperasi, kind: opd}
"""


class Terminal:
    """A clerk's terminal in one installation."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.passwords: dict[str, str] = {}

    def type(self, *words: str | Path, said: str = "") -> subprocess.CompletedProcess[str]:
        # The tests' own server or none: an installation of this test is embedded.
        keep = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "PAYUNG_TOKEN"))}
        return subprocess.run(
            [sys.executable, "-m", "payung.cli.main", *map(str, words)],
            check=False,
            capture_output=True,
            text=True,
            input=said,
            env={**keep, "PAYUNG_HOME": str(self.home), "PAYUNG_LANG": "id"},
            timeout=240,
        )

    def sign_in(self, name: str) -> None:
        given, own = self.passwords[name], f"payung-{name}-milik-sendiri"
        done = self.type("account", "login", name, "--password-file", "-", said=f"{given}\n{own}\n")
        assert done.returncode == 0, done.stderr
        self.passwords[name] = own


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    folder = tmp_path_factory.mktemp("office")
    terminal = Terminal(folder / "home")
    (folder / "kantor.yaml").write_text(PLAN, encoding="utf-8")
    done = terminal.type("setup", folder / "kantor.yaml")
    assert done.returncode == 0, done.stderr
    terminal.passwords = dict(re.findall(r"Akun baru (\w+), kata sandi pertama: (\S+)", done.stdout))
    yield terminal
    embedded.remove(folder / "home")
    embedded.remove(folder / "restored")


@pytest.fixture(scope="module")
def usulan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["NIK", "Nama", "Tempat Lahir", "Tgl Lahir", "JK", "Kelurahan", "Kecamatan", "Pekerjaan"])
    for number in range(12):
        nik = "" if number == 3 else f"64740112{number % 12 + 1:02d}{number + 70}{number + 1:04d}"
        born = f"12-{number % 12 + 1:02d}-19{number + 70}"
        book.active.append(
            [nik, f"Orang Contoh{'abcdefghijkl'[number]}", "Bontang", born, "L", "Api-Api", "Bontang Utara", "pedagang"]
        )
    book.active.append(
        [
            f"64740112{1:02d}70{1:04d}",
            "Orang Contoha",
            "Bontang",
            "12-01-1970",
            "L",
            "Api-Api",
            "Bontang Utara",
            "pedagang",
        ]
    )
    path = tmp_path_factory.mktemp("lists") / "usulan.xlsx"
    book.save(path)
    return path


def test_setting_up_again_changes_nothing_and_mistakes_are_told_all_at_once(office: Terminal, tmp_path: Path) -> None:
    again = tmp_path / "kantor.yaml"
    again.write_text(PLAN, encoding="utf-8")
    assert "Akun baru" not in office.type("setup", again).stdout
    again.write_text(PLAN.replace("verifier", "raja").replace("kind: opd", "kind: toko"), encoding="utf-8")

    done = office.type("setup", again)

    assert done.returncode == 3
    assert "raja" in done.stderr
    assert "toko" in done.stderr


def test_without_signing_in_nothing_is_told(office: Terminal, usulan: Path) -> None:
    done = office.type("list", "receive", usulan, "--from", "diskop", "--purpose", "x")

    assert done.returncode == 3
    assert "account login" in done.stderr


def test_a_list_goes_from_receiving_to_a_signed_refusal(office: Terminal, usulan: Path, tmp_path: Path) -> None:
    office.sign_in("rini")
    done = office.type(
        "list",
        "receive",
        usulan,
        "--from",
        "diskop",
        "--purpose",
        "usulan 2026",
        "--on",
        "2026-03-01",
        "--accept-columns",
        "--to",
        tmp_path,
        "--json",
    )
    assert done.returncode == 1, done.stderr
    [told] = json.loads(done.stdout)["lists"]
    assert (told["received"], told["returned"]) == (13, 1)
    assert Path(told["returned_workbook"]).parent == tmp_path

    signed = office.type("review", "refuse", told["list_id"], "--reason", "BA 1/2026")
    shown = json.loads(office.type("list", "receipt", told["list_id"], "--json").stdout)
    rows = json.loads(office.type("list", "rows", told["list_id"], "--verdict", "refused", "--json").stdout)

    assert signed.returncode == 0, signed.stderr
    assert shown["received"] == shown["accepted"] + shown["verval"] + shown["returned"] + shown["refused"]
    assert [row["verdict"] for row in rows] == ["refused"]


def test_the_trail_is_sealed_verified_and_handed_over(office: Terminal, tmp_path: Path) -> None:
    office.sign_in("irban")

    assert office.type("audit", "seal").returncode == 0
    assert office.type("audit", "verify").returncode == 0
    assert office.type("audit", "export", tmp_path / "jejak.jsonl").returncode == 0

    acts = [json.loads(line)["action"] for line in (tmp_path / "jejak.jsonl").read_text("utf-8").splitlines()]
    assert {"office.opened", "list.received", "rows.refused"} <= set(acts)


def as_owner(home: Path) -> psycopg.Connection:
    return psycopg.connect(host=embedded.start(home).socket, user="payung_owner", dbname="payung", autocommit=True)


def other_version(home: Path) -> None:
    """Leave an empty installation with tables of another version, one of which points at a table that every version has."""
    with as_owner(home) as link:
        link.execute("CREATE TABLE access_account (id bigint PRIMARY KEY)")
        link.execute("CREATE TABLE of_a_later_version (id bigint REFERENCES access_account)")


def test_a_backup_restores_an_empty_installation_and_no_other(office: Terminal, tmp_path: Path) -> None:
    office.sign_in("kepala")
    file = tmp_path / "cadangan.tar"
    assert office.type("database", "backup", file).returncode == 0
    assert office.type("database", "restore", file).returncode == 3
    other = Terminal(office.home.parent / "restored")
    other_version(other.home)
    practice.keep(other.home, 40)

    done = other.type("database", "restore", file)

    assert done.returncode == 0, done.stderr
    # A fresh installation had made itself another secret: what lies sealed would be unreadable with it.
    assert (other.home / "secret_key").read_text() == (office.home / "secret_key").read_text()
    other.passwords = office.passwords
    other.sign_in("rini")
    [told] = json.loads(other.type("list", "show", "--json").stdout)
    assert told["received"] == 13
    # What was backed up was no practice: its clock is the real one, wherever it comes back.
    assert "bukan untuk latihan" in other.type("practice").stdout
    assert other.type("practice", "--on", "2026-12-30").returncode == 3
    with as_owner(other.home) as link:
        assert link.execute("SELECT to_regclass('of_a_later_version')").fetchone() == (None,)
    broken = tmp_path / "rusak.tar"
    broken.write_bytes(file.read_bytes()[:5000])
    assert "utuh" in Terminal(office.home.parent / "restored").type("database", "restore", broken).stderr


def test_a_purge_is_shown_first_and_only_an_administrator_may(office: Terminal) -> None:
    office.sign_in("rini")
    assert office.type("database", "purge").returncode == 3
    office.sign_in("kepala")

    shown = json.loads(office.type("database", "purge", "--json").stdout)

    assert set(shown) == {
        "list_cells", "masked_pairs", "answer_rows", "corrections", "former_values", "failed_sign_ins", "received_files",
        "field_photos", "working_copies",
    }  # fmt: skip
    assert set(shown.values()) == {0}


def test_stopping_ends_the_server_and_the_next_command_starts_it_again(office: Terminal) -> None:
    first = office.type("database", "stop")

    assert (first.returncode, embedded.is_running(office.home)) == (0, False)
    assert office.type("database", "stop").returncode == 0
    assert office.type("list", "show", "--json").returncode in (0, 3)
    assert embedded.is_running(office.home)
