"""The real path: decided candidates are asked, and what comes back changes what is decided."""

from __future__ import annotations

from pathlib import Path

from tests.eligibility.stored import decide, decision_of, nik_of, row, set_up, stored_list
from tests.exchanges.sending import answer, asked, send, workbook
from tests.people import viewer


def test_answers_reach_the_decisions(database: None, tmp_path: Path) -> None:
    head, rini = viewer("hasan", role="section_head"), viewer("rini", role="verifier")
    set_up(head)
    stored_list(rini, [row(number) for number in range(1, 11)])
    decide(rini, tmp_path)
    assert {"dukcapil_not_asked", "bpjs_not_asked"} <= set(decision_of(1).reasons)
    said = {1: "MENINGGAL", 2: "TIDAK DITEMUKAN", 3: "PINDAH"}

    match = send(rini, tmp_path, purpose="dukcapil")
    check = send(rini, tmp_path)
    rows = [["NIK", "NAMA", "HASIL"], *[[nik_of(n), f"ORANG KE {n}", said.get(n, "PADAN")] for n in range(1, 11)]]
    answer(rini, tmp_path, match.package_id, workbook(tmp_path / "dukcapil.xlsx", rows))
    rows = [["NIK", "Nama", "Status", "Keterangan"], *[[nik_of(n), "", "T" if n == 4 else "Y", "sudah PU" if n == 4 else ""] for n in range(1, 11)]]  # fmt: skip
    answer(rini, tmp_path, check.package_id, workbook(tmp_path / "bpjs.xlsx", rows))
    decide(rini, tmp_path)

    found = {n: set(decision_of(n).reasons) for n in range(1, 6)}
    assert "dukcapil_dead" in found[1]
    assert "dukcapil_mismatch" in found[2]
    assert "dukcapil_moved" in found[3]
    assert "bpjs_no" in found[4]
    assert found[5] == set()
    assert (decision_of(1).dukcapil, decision_of(4).bpjs) == ("dead", "no")
    assert send(rini, tmp_path).package_id == check.package_id


REFUSED = (
    "UPDATE eligibility_decision SET outcome = 'not_eligible', reasons = '{age}', has_seat = false, rank = NULL, note = 'BA 7',"
    " decided_by_id = (SELECT min(id) FROM access_account) WHERE candidate_id = %s RETURNING candidate_id"
)


def test_whom_a_person_refused_is_asked_again_only_when_their_identity_changes(database: None, tmp_path: Path) -> None:
    head, rini = viewer("hasan", role="section_head"), viewer("rini", role="verifier")
    set_up(head)
    stored_list(rini, [row(number) for number in range(1, 11)])
    decide(rini, tmp_path)
    first, second = decision_of(1).candidate, decision_of(2).candidate
    asked(REFUSED, first.pk)

    assert send(rini, tmp_path).names == 9

    asked(REFUSED, second.pk)
    asked("UPDATE eligibility_candidate SET name = 'ORANG KEDUA' WHERE id = %s RETURNING id", second.pk)
    again = send(rini, tmp_path)
    assert (again.names, again.number) == (1, 2)
