"""Every check of a row, in the order in which their reasons are told."""

from __future__ import annotations

from payung.intake.checks import (
    age_65_or_more,
    age_not_as_typed,
    age_under_18,
    birth_ambiguous,
    birth_future,
    birth_impossible,
    birth_missing,
    birth_not_as_in_nik,
    birth_swapped,
    birth_two_digit_year,
    birth_year_only,
    duplicate_in_list,
    duplicate_nik_other_name,
    duplicate_person_other_nik,
    family_card_shared,
    family_card_unreadable,
    formula_in_cell,
    kelurahan_ambiguous,
    kelurahan_guessed,
    kelurahan_missing,
    kelurahan_unknown,
    maybe_dead,
    name_column_missing,
    name_missing,
    name_not_a_person,
    name_only_title,
    name_too_short,
    name_with_digits,
    nik_column_missing,
    nik_counted_up,
    nik_excel_zero,
    nik_family_card,
    nik_filler,
    nik_impossible,
    nik_long,
    nik_missing,
    nik_repaired,
    nik_scientific,
    nik_shifted,
    nik_short,
    nik_staff_number,
    nik_woman_without_40,
    occupation_missing,
    occupation_none,
    occupation_paid_by_government,
    occupation_state_official,
    outside_home,
    phone_unreadable,
    sex_missing,
    sex_not_as_in_nik,
)
from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CATALOGUE: tuple[Check, ...] = (
    nik_missing.CHECK,
    nik_column_missing.CHECK,
    nik_filler.CHECK,
    nik_short.CHECK,
    nik_long.CHECK,
    nik_scientific.CHECK,
    nik_excel_zero.CHECK,
    nik_family_card.CHECK,
    nik_staff_number.CHECK,
    nik_impossible.CHECK,
    nik_repaired.CHECK,
    nik_counted_up.CHECK,
    nik_shifted.CHECK,
    nik_woman_without_40.CHECK,
    birth_not_as_in_nik.CHECK,
    sex_not_as_in_nik.CHECK,
    name_missing.CHECK,
    name_column_missing.CHECK,
    name_too_short.CHECK,
    name_only_title.CHECK,
    name_with_digits.CHECK,
    name_not_a_person.CHECK,
    birth_missing.CHECK,
    birth_ambiguous.CHECK,
    birth_impossible.CHECK,
    birth_future.CHECK,
    birth_year_only.CHECK,
    birth_two_digit_year.CHECK,
    birth_swapped.CHECK,
    age_under_18.CHECK,
    age_65_or_more.CHECK,
    age_not_as_typed.CHECK,
    sex_missing.CHECK,
    kelurahan_missing.CHECK,
    kelurahan_unknown.CHECK,
    kelurahan_ambiguous.CHECK,
    kelurahan_guessed.CHECK,
    outside_home.CHECK,
    occupation_missing.CHECK,
    occupation_state_official.CHECK,
    occupation_paid_by_government.CHECK,
    occupation_none.CHECK,
    maybe_dead.CHECK,
    duplicate_in_list.CHECK,
    duplicate_nik_other_name.CHECK,
    duplicate_person_other_nik.CHECK,
    family_card_shared.CHECK,
    family_card_unreadable.CHECK,
    phone_unreadable.CHECK,
    formula_in_cell.CHECK,
)
_BY_ID = {check.id: check for check in CATALOGUE}


def catalogue() -> tuple[Check, ...]:
    """Return every check, in the order in which their reasons are told."""
    return CATALOGUE


def words(reason_id: str) -> tuple[Words, Words]:
    """Return why a reason is given, and how to put it right.

    :raises KeyError: if no check has this id.
    """
    return _BY_ID[reason_id].why, _BY_ID[reason_id].fix
