"""One act gives an account's open work to a named successor, or nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from payung.access import administering, queries
from payung.access.administering import LastAdministrator, NoSuchAccount
from payung.access.succession import NotASuccessor
from payung.access.viewer import NotAllowed, Viewer
from payung.enrolment import enacting
from payung.enrolment.refusals import ProposerMayNotEnact
from payung.fieldwork import actions as field
from payung.jobs import actions as jobs
from payung.jobs import handing
from payung.privacy import actions as privacy
from payung.privacy.actions import Asked
from tests.enrolment import programme, steps
from tests.flows.office import asked
from tests.people import NOON, sender, viewer

SOON = NOON + dt.timedelta(hours=1)


@pytest.fixture
def rini(database: None) -> Viewer:
    """A verifier with an errand, a pair, a draft, a case and an order that waits."""
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    field.give(kelurahan_code="64.74.01.1001", holder="Pak Udin", days=7, by=rini, at=NOON)
    jobs.ask(kind="seal_trail", about="jejak", order={}, by=rini, at=NOON)
    about = Asked("erasure", "PDP/1", NOON, "row", 1)
    privacy.open_request(asked=about, wanted={}, by=rini, at=NOON)
    office, account = rini.office_id, rini.account_id
    asked(f"INSERT INTO linkage_claim (office_id, identity, by_id, until) VALUES ({office}, 'abc', {account}, '2026-03-02 23:00+00') RETURNING 1")  # fmt: skip
    return rini


def test_all_open_work_goes_to_the_successor_and_the_account_is_closed(rini: Viewer) -> None:
    sari, budi = viewer("sari", role="administrator"), viewer("budi", role="verifier")
    before = handing.open_work(rini.account_id, at=SOON, by=sari)

    name, given = handing.hand_over(rini.account_id, to_account=budi.account_id, closes=True, by=sari, at=SOON)

    assert before == given == {"pairs": 1, "errands": 1, "drafts": 0, "cases": 1, "orders": 1}
    assert name == "budi"
    assert asked("SELECT given_by_id FROM fieldwork_errand") == [(budi.account_id,)]
    assert asked("SELECT by_id FROM linkage_claim") == [(budi.account_id,)]
    assert asked("SELECT account_id FROM jobs_work") == [(budi.account_id,)]
    # Who opened and who holds are two things: the past keeps its names.
    assert asked("SELECT opened_by_id, holder_id FROM privacy_case") == [(rini.account_id, budi.account_id)]
    assert not get_user_model().objects.get(pk=rini.account_id).is_active
    assert asked("SELECT detail->>'to' FROM audit_event WHERE action = 'account.work_handed_over'") == [("budi",)]
    assert sum(handing.open_work(rini.account_id, at=SOON, by=sari).values()) == 0


def test_a_draft_remembers_who_proposed_it(database: None) -> None:
    desk = programme.office()
    programme.programme(desk)
    programme.decided(desk.programme, 3)
    sari, budi = viewer("sari", role="administrator"), viewer("budi", role="verifier")
    draft = steps.proposed(desk).decree_id

    _, given = handing.hand_over(desk.rini.account_id, to_account=budi.account_id, closes=False, by=sari, at=SOON)
    steps.to_initials(programme.Office(budi, desk.wati, programme=desk.programme), draft)
    asked(f"UPDATE access_account SET role = 'section_head' WHERE id = {desk.rini.account_id} RETURNING 1")
    once_rini = queries.viewer_for(desk.rini.account_id)

    assert given["drafts"] == 1
    with pytest.raises(ProposerMayNotEnact):
        enacting.enact(decree_id=draft, deed=steps.deed(), billed_until={}, by=once_rini, at=steps.LATER)
    assert enacting.enact(decree_id=draft, deed=steps.deed(), billed_until={}, by=desk.wati, at=steps.LATER).seats_given == 3  # fmt: skip


def test_nobody_gets_it_who_may_do_or_see_less(rini: Viewer) -> None:
    sari = viewer("sari", role="administrator")
    others = (
        viewer("hadi", role="section_head"),
        viewer("opd", role="verifier", senders=("diskop",)),
        viewer("tamu", role="verifier", office="Disnaker Kota Medan"),
        rini,
    )
    for other in others:
        with pytest.raises(NotASuccessor):
            handing.hand_over(rini.account_id, to_account=other.account_id, closes=True, by=sari, at=SOON)
    with pytest.raises(NotAllowed):
        handing.hand_over(rini.account_id, to_account=rini.account_id, closes=False, by=rini, at=SOON)
    with pytest.raises(NoSuchAccount):
        handing.open_work(others[2].account_id, at=SOON, by=sari)
    assert asked("SELECT given_by_id FROM fieldwork_errand") == [(rini.account_id,)]


def test_disdukcapils_work_goes_to_its_next_officer_only(rini: Viewer) -> None:
    sari, nurul = viewer("sari", role="administrator"), viewer("nurul", role="population_officer")
    bahri = viewer("bahri", role="population_officer")
    jobs.ask(kind="write_package", about="paket 1", order={"package": 1}, by=nurul, at=NOON)

    with pytest.raises(NotASuccessor):
        handing.hand_over(nurul.account_id, to_account=rini.account_id, closes=True, by=sari, at=SOON)
    name, given = handing.hand_over(nurul.account_id, to_account=bahri.account_id, closes=True, by=sari, at=SOON)

    assert (name, given["orders"], sum(given.values())) == ("bahri", 1, 1)


def test_an_administrator_hands_over_to_another_before_leaving(database: None) -> None:
    sari, sri = viewer("sari", role="administrator"), viewer("sri", role="administrator")
    administering.close_account(account_id=sri.account_id, by=sari, at=NOON)

    with pytest.raises(NotASuccessor):
        handing.hand_over(sari.account_id, to_account=sri.account_id, closes=True, by=sari, at=SOON)
    with pytest.raises(LastAdministrator):
        administering.close_account(account_id=sari.account_id, by=sari, at=SOON)
