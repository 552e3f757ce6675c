"""What is told of a programme's people is counted by the database with every change: it is always what a full count says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.access.viewer import NotAllowed, Viewer
from payung.agreements import queries as programmes
from payung.eligibility import queries
from payung.eligibility.models import Decision
from payung.intake.models import ListRow
from tests.eligibility.stored import decide, row, set_up, settle, stored_list
from tests.flows.office import asked
from tests.people import viewer

_ALIKE = "programme_id, office_id, sender_code, outcome, proposed, has_seat, {by_hand}, reasons"
_COUNTED = f"""
SELECT {_ALIKE.format(by_hand="decided_by_id IS NOT NULL")}, count(*) FROM eligibility_decision GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
"""
_TALLIED = f"""
SELECT {_ALIKE.format(by_hand="is_by_hand")}, sum(people) FROM eligibility_tally GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(people) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
"""
PEOPLE = 12
SOME = st.lists(st.integers(0, PEOPLE - 1), max_size=PEOPLE)
#: A change of some people's decisions, as a statement of whoever writes them: hands, runs, corrections, erasures.
CHANGES = st.sampled_from(
    [
        "UPDATE eligibility_decision SET has_seat = NOT has_seat WHERE {whom}",
        "UPDATE eligibility_decision SET outcome = 'doubtful', proposed = 'ask', has_seat = false WHERE {whom}",
        "UPDATE eligibility_decision SET outcome = 'eligible', proposed = 'eligible' WHERE {whom}",
        "UPDATE eligibility_decision SET outcome = 'not_eligible', reasons = '{{too_old}}', decided_by_id = {hand}, note = 'BA' WHERE {whom}",
        "UPDATE eligibility_decision SET reasons = reasons || '{{homemaker}}' WHERE {whom}",
        "UPDATE eligibility_decision SET reasons = '{{homemaker}}' WHERE outcome <> 'not_eligible' AND {whom}",
        "UPDATE eligibility_decision SET sender_code = 'perikanan' WHERE {whom}",
        "UPDATE eligibility_decision SET rank = 1, age = 40 WHERE {whom}",
        "DELETE FROM eligibility_decision WHERE {whom}",
        "INSERT INTO eligibility_decision SELECT * FROM as_first WHERE {whom} ON CONFLICT DO NOTHING",
        "INSERT INTO eligibility_decision SELECT * FROM as_first WHERE {whom} ON CONFLICT (candidate_id) DO UPDATE"
        " SET outcome = excluded.outcome, reasons = excluded.reasons, has_seat = false",
        "TRUNCATE eligibility_decision",
    ]
)


def is_right() -> bool:
    """Return whether the tally says what a full count says."""
    counted = asked(_COUNTED)
    return counted == asked(_TALLIED)


def decided(rini: Viewer, head: Viewer, tmp_path: Path, *, people: int = PEOPLE) -> list[int]:
    """Have people of two senders decided; return their numbers."""
    set_up(head, quota={"64.74": 4})
    stored_list(rini, [row(number) for number in range(1, people // 2 + 1)])
    stored_list(
        rini,
        [row(number, birth_on=dt.date(1950, 1, number)) for number in range(people // 2 + 1, people + 1)],
        sender="dinkes",
    )
    decide(rini, tmp_path)
    return sorted(Decision.objects.using("owner").values_list("pk", flat=True))


def test_runs_and_hands_leave_the_tally_right(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    decided(rini, head, tmp_path)
    assert is_right()

    settle(rini, tmp_path, outcome="not_eligible", reason="too_old")
    assert is_right()
    settle(rini, tmp_path, outcome="reopen", reason="too_old")
    assert is_right()
    stored_list(rini, [row(40)])
    ListRow.objects.using("owner").filter(nik=row(1)["nik"]).update(verdict="returned")
    decide(rini, tmp_path)

    assert is_right()
    assert queries.standing(programmes.programme("rentan", seen_by=rini), seen_by=rini).candidates == PEOPLE + 1


def test_whatever_is_written_and_undone_the_tally_is_what_a_full_count_says(
    head: Viewer, rini: Viewer, tmp_path: Path
) -> None:
    numbers = decided(rini, head, tmp_path)
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE as_first AS SELECT * FROM eligibility_decision")

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(CHANGES, SOME, st.booleans()), max_size=8))
    def any_history(history: list[tuple[str, list[int], bool]]) -> None:
        for change, whom, is_undone in history:
            ids = ", ".join(str(numbers[one]) for one in whom) or "0"
            statement = change.format(whom=f"candidate_id IN ({ids})", hand=rini.account_id)
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                cursor.execute(statement)
                assert is_right()
                transaction.set_rollback(is_undone, using="owner")
            assert is_right()

    any_history()


def test_two_who_decide_at_once_wait_for_nobody_and_both_count(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    numbers = decided(rini, head, tmp_path)
    owner = django_settings.DATABASES["owner"]
    change = "UPDATE eligibility_decision SET outcome = 'doubtful', proposed = 'ask', has_seat = false WHERE candidate_id = %s"
    asks = {name: owner[given] or None for name, given in (("host", "HOST"), ("user", "USER"), ("dbname", "NAME"), ("password", "PASSWORD"), ("port", "PORT"))}  # fmt: skip

    with psycopg.connect(**asks) as first, psycopg.connect(**asks) as second, psycopg.connect(**asks) as third:
        for one in (first, second, third):
            one.execute("SET lock_timeout = '2s'")
        first.execute(change, [numbers[0]])
        second.execute(change, [numbers[1]])
        third.execute(change, [numbers[2]])
        second.rollback()
        third.commit()
        assert is_right()
        second.execute(change, [numbers[3]])
        first.commit()
        assert is_right()

    assert is_right()


def test_a_sender_counts_own_people_only_and_a_stranger_nobody(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    decided(rini, head, tmp_path)
    dewi = viewer("dewi", role="proposer", senders=("dinkes",))
    both = viewer("bambang", role="proposer", senders=("dinkes", "diskop"))
    tamu = viewer("tamu", role="verifier", office="Disnaker Kota Medan")
    planner = viewer("bayu", role="planner")
    programme = programmes.programme("rentan", seen_by=rini)

    told = {
        who.name: (
            sum(one.candidates for one in queries.counts(seen_by=who).values()),
            queries.standing(programme, seen_by=who).candidates,
        )
        for who in (rini, dewi, both, tamu)
    }

    half = PEOPLE // 2
    assert told == {"rini": (PEOPLE, PEOPLE), "dewi": (half, half), "bambang": (PEOPLE, PEOPLE), "tamu": (0, 0)}
    for ask in (lambda: queries.counts(seen_by=planner), lambda: queries.standing(programme, seen_by=planner)):
        with pytest.raises(NotAllowed):
            ask()


def test_the_applications_login_reads_the_tally_in_a_scope_and_never_writes_it(
    head: Viewer, rini: Viewer, tmp_path: Path
) -> None:
    decided(rini, head, tmp_path)

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM eligibility_tally")
        assert cursor.fetchone() == (0,)
        with pytest.raises(Exception, match="permission denied"):
            cursor.execute("UPDATE eligibility_tally SET people = 0")
