"""What one check is: a claim about a row that fails, how much it weighs, and the words for the sender."""

from __future__ import annotations

from dataclasses import dataclass

from payung.vocabulary.words import Words

#: What a failed check does to a row: the sender corrects it, a person looks at it, a person may refuse it, or nothing.
WEIGHTS = ("return", "review", "refuse", "note")


@dataclass(frozen=True, slots=True)
class Check:
    """One check over the rows of `cleaned`.

    `fails`, `proposal` and `detail` are DuckDB SQL over the columns of `cleaned` and of `repeats` (repeat_of, shared_with,
    same_person_as: other rows of the list by sheet and row number). `fails` that is NULL does not fail. `proposal` is what
    the cell could hold (dates as dd-mm-yyyy), NULL where nothing safe can be proposed; `detail` is what was found.
    """

    id: str
    weight: str
    fails: str
    why: Words
    fix: Words
    proposal: str | None = None
    detail: str | None = None

    def __post_init__(self) -> None:
        if self.weight not in WEIGHTS:
            raise ValueError(f"{self.id}: {self.weight} is none of {WEIGHTS}")
