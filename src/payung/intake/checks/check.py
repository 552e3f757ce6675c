"""What a reason says and weighs, and how a check finds it in the rows of a list."""

from __future__ import annotations

from dataclasses import dataclass

from payung.vocabulary.words import Words

#: return: the sender must correct the row; review: a verifier can decide; refuse: proposed, a person must sign it;
#: note: good to know, never changes the verdict.
WEIGHTS = ("return", "review", "refuse", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row is not plainly accepted, and how to put it right, in words for the office. `id` never changes once released."""

    id: str
    weight: str
    why: Words
    fix: Words

    def __post_init__(self) -> None:
        if self.weight not in WEIGHTS:
            raise ValueError(f"{self.id}: no such weight: {self.weight}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Reason):
    """A reason that one row, or its place among the others, gives.

    `fails` is DuckDB SQL, a boolean (NULL counts as false) over the columns of `cleaned`, over `list_on` DATE,
    `home_kabupaten` VARCHAR ('' if unknown), `sheet_names` MAP(INTEGER, VARCHAR), `unsettled_sheets` INTEGER[], `born_on` DATE (of the list, else of the NIK), `age` INTEGER (years on list_on),
    and over the columns that `windows` prepares. `proposal` (a value to put instead) and `detail` (what was found, where)
    are SQL texts or None; they are computed only where the check fails. `of` names the column that `fails` reads where it reads only
    that one, and the column's values come again and again: it is then asked once for each value. Of OR and AND, DuckDB works out
    both sides for every row; a dear side belongs behind a CASE.
    """

    fails: str
    of: str | None = None
    proposal: str | None = None
    detail: str | None = None
