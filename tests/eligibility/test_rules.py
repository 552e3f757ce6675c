"""Every rule finds its people and nobody else; whatever the facts, people add up, seats stay within quotas, twice is once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.eligibility.facts import scheme_of
from payung.eligibility.rules import judging, seats
from payung.eligibility.rules.catalogue import BY_ID, RULES, ids, weighty, words
from payung.eligibility.telling import told_as
from payung.flows import words_of_reasons
from payung.intake import checks
from payung.linkage import reasons as matching
from payung.vocabulary import occupation_groups
from tests.eligibility.facts_rows import put, remember, workshop

ORDER = seats.order_of(["disability", "decile"])

#: rule -> (facts that give it, terms that go with them)
FAILS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "outside_area": ({"lives_in_area": False}, {}),
    "area_unknown": ({"lives_in_area": None}, {}),
    "too_young": ({"age": 17}, {}),
    "too_old": ({"age": 65}, {}),
    "past_age_goes_on": ({"age": 65, "goes_on": True}, {}),
    "other_scheme": ({"scheme": "taspen", "occupation_group": "asn"}, {}),
    "scheme_unclear": ({"scheme": "unclear"}, {}),
    "wage_earner": ({"work": "employee"}, {}),
    "not_a_wage_earner": ({"work": "self_employed"}, {"segment": "pu"}),
    "public_worker": ({"work": "village"}, {}),
    "not_working": ({"works": False, "occupation_group": "pelajar"}, {}),
    "homemaker": ({"works": False, "occupation_group": "rumah_tangga"}, {}),
    "occupation_unknown": ({"occupation": None, "occupation_group": "other"}, {"occupations": ["nelayan"]}),
    "occupation_missing_here": ({"occupation": None, "occupation_group": "other"}, {}),
    "occupation_closed": ({}, {"occupations_closed": ["nelayan"]}),
    "occupation_not_admitted": ({}, {"occupations": ["petani"]}),
    "family_unknown": ({"has_family_card": False, "kk": None}, {"per_family": 1}),
    "social_aid_excluded": ({"social_aid": True}, {"social_aid_rule": "excluded"}),
    "social_aid_required": ({"social_aid": False}, {"social_aid_rule": "required"}),
    "social_aid_unknown": ({}, {"social_aid_rule": "required"}),
    "decile_above": ({"decile": 5}, {"decile_max": 4}),
    "decile_unknown": ({}, {"decile_max": 4}),
    "paid_by_other": ({"other_cover": "active_other_payer", "cover_excluded": True}, {}),
    "paid_by_other_too": ({"other_cover": "active_other_payer"}, {}),
    "paid_by_us_excluded": ({"other_cover": "active_same_payer", "cover_excluded": True}, {}),
    "paid_by_us": ({"other_cover": "active_same_payer"}, {}),
    "arrears_excluded": ({"other_cover": "arrears", "cover_excluded": True}, {}),
    "arrears_unsettled": ({"other_cover": "arrears"}, {}),
    "answered_no_before": ({"other_cover": "answered_no", "bpjs": None}, {"needs_bpjs": "not_asked"}),
    "cover_unchecked": ({"other_cover": "unchecked"}, {}),
    "seat_elsewhere": ({"seat_elsewhere": True, "chosen_elsewhere": True}, {}),
    "chosen_elsewhere": ({"chosen_elsewhere": True}, {}),
    "dukcapil_dead": ({"dukcapil": "dead"}, {}),
    "dukcapil_moved": ({"dukcapil": "moved"}, {}),
    "dukcapil_mismatch": ({"dukcapil": "mismatch"}, {}),
    "dukcapil_unanswered": ({"dukcapil": None}, {"needs_dukcapil": "required"}),
    "dukcapil_not_asked": ({"dukcapil": None}, {}),
    "bpjs_no": ({"bpjs": "no"}, {}),
    "bpjs_unanswered": ({"bpjs": None}, {"needs_bpjs": "required"}),
    "bpjs_not_asked": ({"bpjs": None}, {}),
    "same_person_twice": ({"same_person_twice": True}, {}),
    "no_longer_proposed": ({"is_proposed": False}, {}),
}
PASSES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "too_young": ({"age": 18}, {}),
    "too_old": ({"age": 64}, {}),
    "other_scheme": ({"scheme": "bpjstk"}, {}),
    "wage_earner": ({"work": "non_asn"}, {"segment": "pu"}),
    "not_a_wage_earner": ({"work": "employee"}, {"segment": "pu"}),
    "public_worker": ({"work": "election"}, {"kind": "election"}),
    "not_working": ({"works": None, "occupation": None}, {}),
    "occupation_not_admitted": ({"group_admitted": True}, {"occupations": ["nelayan"]}),
    "decile_above": ({"decile": 4}, {"decile_max": 4}),
    "social_aid_excluded": ({"social_aid": False}, {"social_aid_rule": "excluded"}),
    "social_aid_required": ({"social_aid": True}, {"social_aid_rule": "required"}),
    "answered_no_before": ({"other_cover": "answered_no", "bpjs": "yes"}, {}),
    "dukcapil_not_asked": ({"dukcapil": None}, {"needs_dukcapil": "not_asked"}),
    "bpjs_not_asked": ({"bpjs": None}, {"needs_bpjs": "not_asked"}),
}


def judged(people: list[dict[str, object]], terms: dict[str, object] | None = None) -> list[tuple]:
    with workshop() as connection:
        put(connection, people, terms)
        judging.judge(connection, order=ORDER, per_family=(terms or {}).get("per_family"))
        return connection.execute("SELECT reasons, proposed, outcome FROM judged ORDER BY row_id").fetchall()


def test_a_plain_person_has_no_reason_at_all() -> None:
    assert judged([{}]) == [([], "eligible", "eligible")]


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.id != judging.FAMILY])
def test_a_rule_finds_its_people_alone(rule: str) -> None:
    facts, terms = FAILS[rule]
    proposed = {"refuse": "refuse", "doubt": "ask", "note": "eligible"}[BY_ID[rule].weight]
    outcome = "eligible" if proposed == "eligible" else "doubtful"

    assert judged([facts], terms) == [([rule], proposed, outcome)]


@pytest.mark.parametrize("rule", PASSES)
def test_a_rule_leaves_others_alone(rule: str) -> None:
    facts, terms = PASSES[rule]

    assert rule not in judged([facts], terms)[0][0]


def test_every_rule_has_an_example() -> None:
    assert set(FAILS) == set(BY_ID) - {judging.FAMILY}


def test_the_family_limit_refuses_whoever_comes_later_and_spares_the_order() -> None:
    found = judged([{}, {"is_disabled": True}, {"scheme": "taspen"}], {"per_family": 1})

    assert [reasons for reasons, _, _ in found] == [["family_limit"], [], ["other_scheme"]]


def test_no_reason_is_called_as_one_of_another_floor() -> None:
    others = {one.id for one in (*checks.catalogue(), *matching.catalogue())}

    assert others & set(ids()) == set()
    assert all(words_of_reasons.why(one) == words(one)[0] for one in ids())


def test_private_reasons_are_not_told() -> None:
    private = {rule.id for rule in RULES if not rule.told}

    assert {told_as(one) for one in private} == {"programme_terms"}
    assert {told_as(rule.id) for rule in RULES if rule.weight == "note"} == {None}


def test_the_law_says_who_is_in_another_scheme() -> None:
    schemes = {one.id: scheme_of(one.work) for one in occupation_groups.groups().values()}

    assert (schemes["asn"], schemes["tni_polri"], schemes["nelayan"]) == ("taspen", "asabri", "bpjstk")
    assert schemes["pppk_paruh_waktu"] == "unclear"


PERSON = st.fixed_dictionaries(
    {
        "kk": st.sampled_from(["1", "2", None]),
        "age": st.sampled_from([17, 40, 70]),
        "scheme": st.sampled_from(["bpjstk", "bpjstk", "taspen"]),
        "works": st.sampled_from([True, True, None]),
        "decile": st.sampled_from([None, 1, 9]),
        "dukcapil": st.sampled_from([None, "match", "mismatch", "dead"]),
        "other_cover": st.sampled_from(["none", "unchecked", "active_other_payer"]),
        "seat_here": st.booleans(),
        "is_disabled": st.booleans(),
        "kelurahan_code": st.sampled_from(["64.74.01.1003", "64.74.02.1001", None]),
    }
)


@settings(max_examples=25, deadline=None)
@given(
    people=st.lists(PERSON, min_size=1, max_size=12),
    per_family=st.sampled_from([None, 1, 2]),
    quotas=st.dictionaries(st.sampled_from(["64.74", "64.74.01", "64.74.01.1003"]), st.integers(0, 6)),
    by_hand=st.dictionaries(st.integers(1, 12), st.sampled_from(["eligible", "not_eligible"])),
    changed=st.dictionaries(st.integers(1, 12), PERSON),
)
def test_people_add_up_seats_stay_within_quotas_and_twice_is_once(
    people: list[dict[str, object]],
    per_family: int | None,
    quotas: dict[str, int],
    by_hand: dict[int, str],
    changed: dict[int, dict[str, object]],
) -> None:
    people = [one | {"has_family_card": one["kk"] is not None} for one in people]
    terms = {"per_family": per_family}
    with workshop() as connection:
        put(connection, people, terms)
        first = _run(connection, per_family, quotas)
        weighed = {nik for nik, _, reasons, *_ in first if set(reasons) & set(weighty())}
        remember(connection, {str(one): said for one, said in by_hand.items() if str(one) in weighed})
        connection.execute("CREATE TABLE kept AS FROM before")
        people = [changed.get(number, one) for number, one in enumerate(people, 1)]
        put(connection, [one | {"has_family_card": one["kk"] is not None} for one in people], terms)
        connection.execute("CREATE OR REPLACE TABLE before AS FROM kept")
        second = _run(connection, per_family, quotas)
        remember(connection, {})
        third = _run(connection, per_family, quotas)
    assert third == second
    for run in (first, second):
        assert len(run) == len(people)
        assert {outcome for _, outcome, *_ in run} <= {"eligible", "doubtful", "not_eligible"}
        assert all(outcome == "eligible" for _, outcome, _, has_seat, *_ in run if has_seat)
        for place, most in quotas.items():
            held = [kelurahan for *_, has_seat, kelurahan in run if has_seat]
            inside = held if place == "64.74" else [one for one in held if one and (one + ".").startswith(place + ".")]
            assert len(inside) <= most


def _run(connection: object, per_family: int | None, quotas: dict[str, int]) -> list[tuple]:
    judging.judge(connection, order=ORDER, per_family=per_family)
    seats.deal(connection, quotas=quotas, whole="64.74")
    return connection.execute(
        "SELECT nik, outcome, reasons, has_seat, kelurahan_code FROM dealt ORDER BY row_id"
    ).fetchall()
