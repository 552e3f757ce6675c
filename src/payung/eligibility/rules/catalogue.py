"""Every rule, in the order in which their reasons are told."""

from __future__ import annotations

from payung.eligibility.rules import (
    answered_no_before,
    area_unknown,
    arrears_excluded,
    arrears_unsettled,
    bpjs_no,
    bpjs_not_asked,
    bpjs_unanswered,
    chosen_elsewhere,
    cover_unchecked,
    decile_above,
    decile_unknown,
    dukcapil_dead,
    dukcapil_mismatch,
    dukcapil_moved,
    dukcapil_not_asked,
    dukcapil_unanswered,
    family_limit,
    family_unknown,
    homemaker,
    no_longer_proposed,
    not_a_wage_earner,
    not_working,
    occupation_closed,
    occupation_missing_here,
    occupation_not_admitted,
    occupation_unknown,
    other_scheme,
    outside_area,
    paid_by_other,
    paid_by_other_too,
    paid_by_us,
    paid_by_us_excluded,
    past_age_goes_on,
    public_worker,
    same_person_twice,
    scheme_unclear,
    seat_elsewhere,
    social_aid_excluded,
    social_aid_required,
    social_aid_unknown,
    too_old,
    too_young,
    wage_earner,
)
from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULES: tuple[Rule, ...] = (
    outside_area.RULE,
    area_unknown.RULE,
    too_young.RULE,
    too_old.RULE,
    past_age_goes_on.RULE,
    other_scheme.RULE,
    scheme_unclear.RULE,
    wage_earner.RULE,
    not_a_wage_earner.RULE,
    public_worker.RULE,
    not_working.RULE,
    homemaker.RULE,
    occupation_unknown.RULE,
    occupation_missing_here.RULE,
    occupation_closed.RULE,
    occupation_not_admitted.RULE,
    family_limit.RULE,
    family_unknown.RULE,
    social_aid_excluded.RULE,
    social_aid_required.RULE,
    social_aid_unknown.RULE,
    decile_above.RULE,
    decile_unknown.RULE,
    paid_by_other.RULE,
    paid_by_other_too.RULE,
    paid_by_us_excluded.RULE,
    paid_by_us.RULE,
    arrears_excluded.RULE,
    arrears_unsettled.RULE,
    answered_no_before.RULE,
    cover_unchecked.RULE,
    seat_elsewhere.RULE,
    chosen_elsewhere.RULE,
    dukcapil_dead.RULE,
    dukcapil_moved.RULE,
    dukcapil_mismatch.RULE,
    dukcapil_unanswered.RULE,
    dukcapil_not_asked.RULE,
    bpjs_no.RULE,
    bpjs_unanswered.RULE,
    bpjs_not_asked.RULE,
    same_person_twice.RULE,
    no_longer_proposed.RULE,
)
BY_ID = {rule.id: rule for rule in RULES}
#: Given after the seats of the quota are dealt out, to eligible people without one.
WAITING_LIST = "waiting_list"
#: What a sender reads instead of a reason that would tell something private.
PROGRAMME_TERMS = "programme_terms"
#: A row that was accepted without what makes one person of it.
IDENTITY_INCOMPLETE = "identity_incomplete"

_OTHERS = {
    WAITING_LIST: (
        Words(
            id="Memenuhi syarat, kuota penuh: masuk daftar tunggu.",
            en="Eligible, the quota is full: on the waiting list.",
        ),
        Words(
            id="Tidak perlu diperbaiki; kursi yang kosong diisi menurut urutan.",
            en="Nothing to do; free seats are filled in order.",
        ),
    ),
    PROGRAMME_TERMS: (
        Words(
            id="Ada ketentuan program yang masih diperiksa petugas.", en="A term of the programme is being looked at."
        ),
        Words(id="Tanyakan kepada petugas program.", en="Ask the office of the programme."),
    ),
    IDENTITY_INCOMPLETE: (
        Words(
            id="Diterima tanpa NIK atau tanggal lahir: belum dapat menjadi calon.",
            en="Accepted without NIK or birth date: no candidate yet.",
        ),
        Words(id="Lengkapi NIK dan tanggal lahir dari KTP.", en="Complete NIK and birth date from the KTP."),
    ),
}


def ids() -> tuple[str, ...]:
    """Return the id of every reason that this room gives."""
    return (*BY_ID, *_OTHERS)


def weight(reason_id: str) -> str:
    """Return the weight of a reason: refuse, doubt or note."""
    return BY_ID[reason_id].weight if reason_id in BY_ID else "note"


def words(reason_id: str) -> tuple[Words, Words]:
    """Return why a reason is given, and how to put it right.

    :raises KeyError: if no rule has this id.
    """
    if reason_id in _OTHERS:
        return _OTHERS[reason_id]
    return BY_ID[reason_id].why, BY_ID[reason_id].fix


def weighty() -> tuple[str, ...]:
    """Return the ids of the rules that keep a person from a seat until somebody has looked."""
    return tuple(rule.id for rule in RULES if rule.weight != "note")
