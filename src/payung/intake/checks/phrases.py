"""SQL phrases that several checks share: what was typed, a day as the office writes it, where another row stands."""

from __future__ import annotations

#: Characters of a cell that are shown beside a reason.
SHOWN = 40
#: A row's place among all rows of the list: sheet and row in one number.
SHEET = 4_294_967_296

PLACE = f"(sheet_no::BIGINT * {SHEET} + row_no)"
#: The birth date as it stands in the list, whichever column holds it.
BIRTH_TYPED = "coalesce(nullif(trim(birth_date_raw), ''), trim(birth_raw), '')"
#: The age as it stands in the list ("45", "45 th", "± 45 tahun"), a number of years.
TYPED_AGE = "TRY_CAST(regexp_extract(age_raw, '^[^0-9]*([0-9]{1,3})(?:[^0-9]|$)', 1) AS INTEGER)"
#: The NIK's birth date contradicts the list's. The century is not in the number, so it is not compared.
BIRTHS_DISAGREE = (
    "(day(birth_on) <> day(nik_birth_on) OR month(birth_on) <> month(nik_birth_on)"
    " OR year(birth_on) % 100 <> year(nik_birth_on) % 100)"
)
#: The number is another person's for all we know: nothing may be proposed from it.
NIK_DOUBTFUL = "(counted_from IS NOT NULL OR shifted_from IS NOT NULL OR other_name_at IS NOT NULL)"


def typed(column: str) -> str:
    """Return what a cell holds, cut to a length that fits beside the row; NULL if empty."""
    plain = f"regexp_full_match({column}, '[!-~](?:[ -~]{{0,{SHOWN - 2}}}[!-~])?')"
    cut = f"nullif(left(trim(regexp_replace({column}, '[[:cntrl:]]+', ' ', 'g')), {SHOWN}), '')"
    # Nearly every cell is short and plain, and is shown as it stands.
    return f"CASE WHEN {column} = '' THEN NULL WHEN {plain} THEN {column} ELSE {cut} END"


def day(column: str) -> str:
    """Return a DATE as the office writes it: dd-mm-yyyy."""
    return f"strftime({column}, '%d-%m-%Y')"


def row_at(place: str) -> str:
    """Return 'Sheet 2 baris 17', or 'Sheet "Loktuan" baris 17' where sheets are named, of a place (see PLACE); NULL if there is none."""
    named = f"'\"' || left(sheet_names[({place} // {SHEET})::INTEGER], {SHOWN}) || '\"'"
    return f"'Sheet ' || coalesce({named}, ({place} // {SHEET})::VARCHAR) || ' baris ' || ({place} % {SHEET})"


def nik_day(column: str = "nik_birth_on") -> str:
    """Return the birth date of the NIK as a proposal, unless the number itself is in doubt."""
    return f"CASE WHEN NOT {NIK_DOUBTFUL} THEN {day(column)} END"
