"""What the register knows of a list is told as a class, doubtful pairs are put to people, and what they said is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from payung.access.viewer import Viewer
from payung.flows import act_on_answers, load_a_register
from payung.intake import queries
from payung.linkage import abreast, own_models, scoring
from payung.linkage import actions as judging
from payung.linkage import queries as review
from payung.linkage.models import Pair
from tests.flows.office import EXTRACT, HEADINGS, LIST_DAY, asked, person, receive, workbook
from tests.people import NOON, sender, viewer


def test_who_is_covered_already_is_told_as_a_class_only(andi: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home"
    )

    found = {
        row.name: {one.reason_id: one.detail for one in row.reasons.all()}
        for row in queries.rows(done.receipt.list_id, seen_by=andi)
    }
    assert found["SITI AMINAH"]["already_active_other_payer"] == "PU (pemberi kerja)"
    assert done.receipt.match_state == "register"
    everything = " ".join(
        str(cell) for row in openpyxl.load_workbook(done.returned).worksheets[0].values for cell in row
    )
    assert "PT Maju" not in everything
    assert "11111111111" not in everything


def budis_pair(by: Viewer) -> Pair:
    """Return the pair of Budi and the register's Budi Santika, whose NIK differs in the serial."""
    [pair] = [
        pair
        for pair in judging.take(limit=50, by=by, at=NOON)
        if pair.row.name == "BUDI SANTOSO" and pair.other_kind == "register"
    ]
    return pair


def test_a_doubtful_pair_is_asked_once_masked_and_remembered(andi: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home"
    )
    pair = budis_pair(andi)
    waiting = review.open_count(seen_by=andi)
    assert pair.other_nik_masked.endswith("××××")

    judging.answer(pair_id=pair.pk, answer="different", by=andi, at=NOON)
    with pytest.raises(judging.AlreadyAnswered):
        judging.answer(pair_id=pair.pk, answer="same", by=andi, at=NOON)
    act_on_answers.run(done.receipt.list_id, home=tmp_path / "home", by=andi, at=NOON)

    assert review.open_count(seen_by=andi) < waiting
    found = {
        row.name: {one.reason_id for one in row.reasons.all()}
        for row in queries.rows(done.receipt.list_id, seen_by=andi)
    }
    assert "possible_match" not in found["BUDI SANTOSO"]


def test_a_pair_judged_same_becomes_a_match(andi: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home"
    )
    pair = budis_pair(andi)

    judging.answer(pair_id=pair.pk, answer="same", by=andi, at=NOON)
    act_on_answers.run(done.receipt.list_id, home=tmp_path / "home", by=andi, at=NOON)

    found = {
        row.name: {one.reason_id for one in row.reasons.all()}
        for row in queries.rows(done.receipt.list_id, seen_by=andi)
    }
    assert "already_active_other_payer" in found["BUDI SANTOSO"]


def test_a_short_list_is_judged_but_asks_the_register_nothing(andi: Viewer, tmp_path: Path) -> None:
    done = receive(workbook(tmp_path / "dua.xlsx", [person(0), person(1), person(2)]), andi, tmp_path / "home")

    assert done.receipt.received == 3
    assert done.receipt.match_state == "unchecked"
    assert asked("SELECT count(*) FROM linkage_pair") == [(0,)]


def test_copies_and_spellings_of_one_person_are_no_list(andi: Viewer, tmp_path: Path) -> None:
    siti = person(0)
    spelt = [[*siti[:2], name, *siti[3:]] for name in ("Siti Aminah", "SITI AMINAH", "Sitti Aminah", "Hj. Siti Aminah")]
    other_numbers = [[*siti[:1], f"{siti[1][:12]}{number:04d}", *siti[2:]] for number in range(10, 20)]
    rows = [*spelt, *other_numbers, person(1), person(2)]
    home = tmp_path / "home"

    done = receive(workbook(tmp_path / "satu.xlsx", rows), andi, home)
    again = act_on_answers.run(done.receipt.list_id, home=home, by=andi, at=NOON)

    assert (done.receipt.match_state, again.match_state) == ("unchecked", "unchecked")
    assert asked("SELECT count(*) FROM linkage_pair") == [(0,)]


def test_a_reviewer_cannot_have_a_nik_read_out_digit_by_digit(andi: Viewer, tmp_path: Path) -> None:
    budi = person(1)
    rows = [person(number) for number in range(12)]
    rows += [[budi[0], digit * 15 + "7", budi[2] + " Santika", *budi[3:]] for digit in "0123456789"]

    receive(workbook(tmp_path / "tanya.xlsx", rows), andi, tmp_path / "home")

    shown = {masked for masked, in asked("SELECT other_nik_masked FROM linkage_pair WHERE other_kind = 'register' AND outcome = 'review'")}  # fmt: skip
    assert shown <= {"×" * 16, budi[1][:12] + "××××"}


def test_why_bpjs_said_no_is_told_as_a_class(rini: Viewer, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"])
    for number in range(12):
        said = ("T", "Sudah terdaftar di PT Maju Jaya") if number == 4 else ("Y", "Aktif")
        book.active.append([*said, person(number)[1], person(number)[2].upper()])
    book.save(tmp_path / "jawaban.xlsx")
    receive(tmp_path / "jawaban.xlsx", rini, tmp_path / "home", sender="bpjs", kind="bpjs_answer")

    receive(workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), rini, tmp_path / "home")

    assert asked("SELECT detail FROM intake_reason WHERE reason_id = 'bpjs_answered_no'") == [("sudah terdaftar",)]


def test_the_mothers_name_tells_namesakes_apart_and_is_shown_to_nobody(andi: Viewer, tmp_path: Path) -> None:
    known = [f"4{number:010d},,SLAMET {word},1970-05-{number + 1:02d},L,64.74.02.1003,RUKMINI,BPU,self,,aktif,2026-02" for number, word in enumerate(("WIDODO", "RAHARJO"))]  # fmt: skip
    register = tmp_path / "ibu.csv"
    register.write_text(EXTRACT.replace("segmen", "nama_ibu,segmen") + "\n".join(known) + "\n")
    load = load_a_register.Order(file=register, as_of=LIST_DAY, source="Cabang", really=True)
    load_a_register.run(load, home=tmp_path / "home", by=andi, at=NOON, tell=lambda step: None)
    rows = [[*person(number), "Sulastri"] for number in range(10)]
    rows += [["", "", f"Slamet {word}", f"Bontang, {day:02d}-05-1970", *person(7)[4:], mother] for day, word, mother in ((2, "Widodo", "Hj. Rukmini"), (3, "Raharjo", "Marni"))]  # fmt: skip

    receive(workbook(tmp_path / "usulan.xlsx", rows, headings=(*HEADINGS, "Nama Ibu Kandung")), andi, tmp_path / "home")

    weighed = dict(asked("SELECT row.name, evidence->>'mother' FROM linkage_pair JOIN intake_row row ON row.id = row_id WHERE row.name LIKE 'SLAMET %'"))  # fmt: skip
    assert weighed["SLAMET WIDODO"] == "mother_same"
    assert weighed.get("SLAMET RAHARJO") in ("mother_other", None)
    assert asked("SELECT count(*) FROM linkage_pair WHERE linkage_pair::text LIKE '%RUKMINI%'") == [(0,)]


def test_what_a_person_judged_the_same_stays_so_whatever_the_model_says(andi: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home"
    )
    pair = budis_pair(andi)
    judging.answer(pair_id=pair.pk, answer="same", by=andi, at=NOON)
    strict = replace(scoring.shipped(), thresholds=scoring.Thresholds(link=40.0, review=(pair.weight or 0) + 5))
    own_models.save(strict, home=tmp_path / "home")
    own_models.accept("1001", home=tmp_path / "home", by=andi, at=NOON)

    act_on_answers.run(done.receipt.list_id, home=tmp_path / "home", by=andi, at=NOON)

    again = Pair.objects.using("owner").filter(row__name="BUDI SANTOSO", other_kind="register")
    assert again.values_list("outcome", "rule").get() == ("linked", "judged_same")


def test_without_an_extract_bpjs_answers_are_the_register(rini: Viewer, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"])
    for number in range(12):
        said = ("T", "Sudah aktif PU") if number == 4 else ("Y", "Aktif")
        book.active.append([*said, person(number)[1], person(number)[2].upper()])
    book.save(tmp_path / "jawaban.xlsx")
    receive(tmp_path / "jawaban.xlsx", rini, tmp_path / "home", sender="bpjs", kind="bpjs_answer")

    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), rini, tmp_path / "home"
    )

    assert done.receipt.match_state == "answers"
    given = {reason: rows for _, reason, rows in done.receipt.reasons}
    assert given["bpjs_answered_no"] == 1
    assert given["already_active_same_payer"] == 11


def test_answers_to_two_offices_are_two_sources(rini: Viewer, tmp_path: Path) -> None:
    """Two offices of one installation, each with a sender of the same name: neither changes what the other was told."""
    tari = viewer("tari", role="verifier", office="Disnaker Kutai Timur")
    sender("bpjs", office_id=tari.office_id, kind="bpjs")
    for who, said in ((rini, "Y"), (tari, "T")):
        book = openpyxl.Workbook()
        book.active.append(["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"])
        for number in range(12):
            book.active.append([said, "Aktif", person(number)[1], person(number)[2].upper()])
        book.save(tmp_path / f"jawaban-{said}.xlsx")
        receive(tmp_path / f"jawaban-{said}.xlsx", who, tmp_path / "home", sender="bpjs", kind="bpjs_answer")

    assert asked(
        "SELECT status, count(*), count(DISTINCT source_id) FROM registry_membership GROUP BY 1 ORDER BY 1"
    ) == [
        ("active", 12, 1),
        ("answered_no", 12, 1),
    ]


def test_look_ups_side_by_side_find_the_same(andi: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [person(number) for number in range(12)]
    receive(workbook(tmp_path / "usulan.xlsx", people), andi, tmp_path / "home")
    facts = ("row__name", "other_kind", "other_person", "outcome", "weight")
    one_by_one = sorted(Pair.objects.using("owner").filter(other_kind="register").values_list(*facts))

    # As if the register were too large to stay in memory.
    monkeypatch.setattr(abreast, "LARGE", -1)
    done = receive(workbook(tmp_path / "lagi.xlsx", people[::-1]), andi, tmp_path / "home")

    again = Pair.objects.using("owner").filter(other_kind="register", row__submitted_list=done.receipt.list_id)
    assert one_by_one
    assert sorted(again.values_list(*facts)) == one_by_one


@pytest.mark.parametrize("large", [abreast.LARGE, -1], ids=["in memory", "from disk"])
def test_who_says_no_number_is_looked_up_over_years(
    andi: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(abreast, "LARGE", large)
    born = {"a": "", "b": "Bontang, 12-01-1964", "c": "Bontang, 12-01-1966"}
    sitis = [["1", "", "Siti Aminah", day, "", "", "Belimbing", "Bontang Barat", job] for job, day in born.items()]

    receive(
        workbook(tmp_path / "usulan.xlsx", [*sitis, *(person(number) for number in range(1, 12))]),
        andi,
        tmp_path / "home",
    )

    pairs = Pair.objects.using("owner").filter(row__name="SITI AMINAH", other_kind="register")
    assert sorted(str(day) for day in pairs.values_list("row__birth_on", flat=True)) == ["1964-01-12", "None"]
