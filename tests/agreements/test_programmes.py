"""A programme taken over from its file, given to another office without people, and what it rests on."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.agreements import actions, queries
from payung.agreements.models import Programme, Terms
from payung.agreements.plan import AgreementPlan, BadProgramme, RegulationPlan
from payung.flows import take_over_a_programme
from tests.people import NOON, sender, viewer


@pytest.fixture
def hasan(database: None) -> Viewer:
    return viewer("hasan", role="section_head")


def load(by: Viewer, text: str, *, really: bool = True) -> take_over_a_programme.TakenOver:
    return take_over_a_programme.run(text, by=by, at=NOON, really=really)


def test_the_difference_is_shown_before_it_is_applied_and_twice_is_once(hasan: Viewer) -> None:
    text = take_over_a_programme.example("bontang-rentan")

    shown = load(hasan, text, really=False)
    assert shown.changes
    assert not Programme.objects.using("owner").exists()
    load(hasan, text)
    assert load(hasan, text).changes == ()
    changed = load(hasan, text.replace("seats: 36777", "seats: 34782"))
    assert [(one.what, one.before, one.after) for one in changed.changes] == [("quota 64.74", "36777", "34782")]

    programme = queries.programme("bontang-rentan", seen_by=hasan)
    terms = queries.terms_on(programme, on=dt.date(2024, 1, 1), seen_by=hasan)
    assert (terms.months, terms.regulation.number, terms.agreement.kind) == (12, "23", "pks")
    assert queries.quotas(programme, seen_by=hasan) == {"64.74": 34782}
    with pytest.raises(queries.NoTermsInForce):
        queries.terms_on(programme, on=dt.date(2023, 1, 1), seen_by=hasan)


def test_another_office_takes_it_over_without_anything_of_ours(hasan: Viewer) -> None:
    load(hasan, take_over_a_programme.example("bontang-rentan"))
    siti = viewer("siti", role="section_head", office="Disnaker Kota Lain")

    with pytest.raises(queries.NoSuchProgramme):
        take_over_a_programme.export("bontang-rentan", by=siti, for_another=True)
    text = take_over_a_programme.export("bontang-rentan", by=hasan, for_another=True)

    assert "Bontang" not in text.replace("Perlindungan Pekerja Rentan Kota Bontang", "")
    assert "36777" not in text
    assert "64.74" not in text
    filled = text.replace("place:  #", "place: 64.72  #").replace("source:  #", "source: apbd  #")
    filled = filled.replace("{place: , seats: }", "{place: 64.72, seats: 50}")
    load(siti, filled)
    assert queries.quotas(queries.programme("bontang-rentan", seen_by=siti), seen_by=siti) == {"64.72": 50}
    assert queries.quotas(queries.programme("bontang-rentan", seen_by=hasan), seen_by=hasan) == {"64.74": 36777}


def test_our_own_export_is_the_programme(hasan: Viewer) -> None:
    load(hasan, take_over_a_programme.example("bontang-rentan"))

    again = load(hasan, take_over_a_programme.export("bontang-rentan", by=hasan, for_another=False), really=False)

    assert again.changes == ()


def test_what_does_not_fit_the_office_is_told(hasan: Viewer) -> None:
    with pytest.raises(BadProgramme) as refused:
        load(hasan, "office: Disnaker Lain\n" + take_over_a_programme.example("pemilu-adhoc"))
    assert {problem.field for problem in refused.value.problems} == {"office", "proposers"}
    with pytest.raises(BadProgramme) as refused:
        load(hasan, take_over_a_programme.example("provinsi-kuota"))
    assert {problem.field for problem in refused.value.problems} == {"place"}
    for code in ("kpu", "bawaslu"):
        sender(code, office_id=hasan.office_id, kind="other")
    assert load(hasan, take_over_a_programme.example("pemilu-adhoc")).applied


def test_only_a_section_head_sets_programmes_and_only_a_treasurer_budgets(hasan: Viewer) -> None:
    rini, bima = viewer("rini", role="verifier"), viewer("bima", role="treasurer")
    with pytest.raises(NotAllowed):
        load(rini, take_over_a_programme.example("bontang-rentan"))
    load(hasan, take_over_a_programme.example("bontang-rentan"))
    programme = queries.programme("bontang-rentan", seen_by=bima)
    line = {"programme": programme, "fiscal_year": 2026, "source": "apbd", "account": "5.1.02", "at": NOON}
    with pytest.raises(NotAllowed):
        actions.set_budget_line(**line, amount=1, by=hasan)

    actions.set_budget_line(**line, amount=1_000_000, by=bima)
    actions.set_budget_line(**line, amount=900_000, by=bima)

    lines = queries.budget_lines(seen_by=bima, programme=programme)
    assert [(one.amount, one.reserved, one.spent) for one in lines] == [(900_000, 0, 0)]
    type(lines[0]).objects.using("owner").update(reserved=800_000)
    with pytest.raises(actions.BudgetTooSmall) as refused:
        actions.set_budget_line(**line, amount=700_000, by=bima)
    assert refused.value.bound == 800_000


def test_regulations_go_forward_only(hasan: Viewer) -> None:
    plan = RegulationPlan("perwali", "Wali Kota Bontang", "23", 2023, "Perlindungan")
    entered = actions.enter_regulation(plan=plan, by=hasan, at=NOON)
    stage = {"regulation_id": entered.pk, "by": hasan, "at": NOON}

    with pytest.raises(actions.AlreadyEntered):
        actions.enter_regulation(plan=plan, by=hasan, at=NOON)
    with pytest.raises(actions.InForceFromNeeded):
        actions.stage_regulation(**stage, stage="promulgated", on=None)
    assert actions.stage_regulation(**stage, stage="promulgated", on=dt.date(2023, 10, 6)).in_force_from
    with pytest.raises(actions.WrongStage):
        actions.stage_regulation(**stage, stage="drafted", on=None)
    with pytest.raises(actions.NoSuchRegulation):
        actions.stage_regulation(
            **stage | {"by": viewer("siti", role="section_head", office="Lain")}, stage="revoked", on=NOON.date()
        )


def test_a_pks_rests_on_an_mou_that_is_there(hasan: Viewer) -> None:
    day = dt.date(2026, 1, 1)
    pks = AgreementPlan("pks", "2", "BPJS", rests_on="1", starts_on=day)
    with pytest.raises(actions.NoSuchAgreement):
        actions.enter_agreement(plan=pks, by=hasan, at=NOON)
    actions.enter_agreement(plan=AgreementPlan("mou", "1", "BPJS", starts_on=day), by=hasan, at=NOON)

    actions.enter_agreement(plan=pks, by=hasan, at=NOON)

    assert [(one.kind, one.number) for one in queries.agreements(seen_by=hasan)] == [("mou", "1"), ("pks", "2")]


def test_terms_left_out_go_unless_they_were_decided_on(hasan: Viewer) -> None:
    text = take_over_a_programme.example("bontang-rentan")
    terms = text.split("terms:\n")[1].split("quota:")[0].replace("2023-10-01\n    reg", "2024-10-01\n    reg", 1)
    load(hasan, text.replace("quota:", terms.replace("first_month: 2023-10", "first_month: 2024-10") + "quota:"))
    assert Terms.objects.using("owner").count() == 2

    load(hasan, text)

    assert Terms.objects.using("owner").count() == 1
