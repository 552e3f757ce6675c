"""Non-ASN staff of an office, wage earners: from a list to paid cover at the price of PU, under the employer's number."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from payung.agreements.models import BudgetLine, Programme
from payung.contributions import actions as bills
from payung.contributions import protection
from payung.flows import bill_months, measure_coverage, settle_a_payment, take_over_a_programme
from payung.law.contributions import pu_month
from tests.contributions.city import paying
from tests.eligibility.stored import decide, decision_of, nik_of, row, stored_list
from tests.enrolment import programme as desks
from tests.enrolment import steps
from tests.enrolment.programme import Office
from tests.exchanges.sending import answer, asked, send, workbook
from tests.people import NOON

WAGE = 3_815_000
APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)
CODE = "non-asn"


def office(tmp: Path) -> Office:
    """An office whose programme of wage earners stands, with money; three contract workers and a vegetable seller are listed."""
    desk = desks.office()
    text = (
        take_over_a_programme.example(CODE).replace("place:    #", "place: 64.74  #").replace("proposers: [opd]\n", "")
    )
    text = text.replace("income: 1500000", f"income: {WAGE}").replace("npp:    #", "npp: AB012345  #")
    text = text.replace("first_month: 2026-01", "first_month: 2026-04").replace("months: 12", "months: 9")
    take_over_a_programme.run(text, by=desk.wati, at=NOON, really=True)
    desk.programme = Programme.objects.using("owner").get(code=CODE)
    desk.programme.terms.using("owner").update(**desks._legal_base(desk.rini.office_id, CODE))
    BudgetLine.objects.using("owner").create(
        office_id=desk.rini.office_id,
        programme=desk.programme,
        fiscal_year=2026,
        source="apbd",
        account="5.1.02",
        amount=10**9,
    )
    stored_list(desk.rini, [*(row(number, occupation="PTT DINAS") for number in (1, 2, 3)), row(4)])
    decide(desk.rini, tmp, code=CODE)
    return desk


def test_wage_earners_go_from_list_to_coverage(database: None, tmp_path: Path) -> None:
    desk = office(tmp_path)
    assert decision_of(4, code=CODE).reasons[0] == "not_a_wage_earner"
    due = pu_month(APRIL, wage=WAGE, risk=1, programmes=("jkk", "jkm"))
    assert due.total == round(WAGE * 0.0024) + round(WAGE * 0.0030)

    proposal, _ = steps.enacted(desk)
    assert (proposal.heads, proposal.amount) == (3, 3 * 9 * due.total)
    assert asked("SELECT DISTINCT relief, jkk, jkm, jht, amount FROM enrolment_decree_price ORDER BY 1") == [
        (relief, 9_156, 11_445, 0, 20_601) for relief in ("other", "transport")
    ]

    sent = send(desk.rini, tmp_path, code=CODE, purpose="bpjs_enrolment", decree_id=proposal.decree_id)
    heading, first = sent.files[1].path.read_text("utf-8-sig").splitlines()[:2]
    assert '"NPP";"Upah";"Mulai (BLTH)"' in heading
    assert f'"AB012345";"{WAGE}";"04-2026"' in first
    assert "Kode Wadah" not in heading
    rows = [["NIK", "Status", "KPJ"], *[[nik_of(n), "Y", f"24{n:09d}"] for n in (1, 2, 3)]]
    answer(desk.rini, tmp_path, sent.package_id, workbook(tmp_path / "jawaban.xlsx", rows))
    assert asked("SELECT DISTINCT segment, npp, programmes, status FROM registry_membership") == [
        ("PU", "AB012345", "JKK,JKM", "active")
    ]

    order = bill_months.Order(CODE, APRIL, MAY, really=True)
    [made] = bill_months.run(order, by=desk.rini, at=NOON).bills
    assert (made.heads, made.jkk, made.jkm, made.jht) == (3, 3 * due["jkk"], 3 * due["jkm"], 0)
    assert made.due_on == dt.date(2026, 5, 15)
    bill = bills.issue(bill_id=made.bill_id, kode_iuran="000000000001", **paying(desk.rini))
    paper = settle_a_payment.Paid("SP2D 1", NOON.date(), bill.kode_iuran, APRIL, MAY, bill.heads, bill.amount)
    tono = desks.people.viewer("tono", role="treasurer")
    settle_a_payment.run(settle_a_payment.Order(paper, really=True), by=tono, at=NOON)

    measure_coverage.run(month=APRIL, home=tmp_path, by=desk.rini, at=NOON, tell=lambda step: None)
    assert asked(
        "SELECT s.basis, c.segment, sum(c.people) FROM coverage_listed_cell c JOIN coverage_snapshot s ON s.id = c.snapshot_id"
        " WHERE c.month_class = 'protected' GROUP BY 1, 2"
    ) == [("computed", "PU", 3)]
    [lapse] = protection.lapses(on=dt.date(2026, 5, 20), seen_by=tono)
    assert (lapse.segment, lapse.needed) == ("pu", 3 * due.total)
