"""The order in which the families of damage strike a row."""

from __future__ import annotations

from random import Random

from payung.demo.damage.birthdays import BIRTH
from payung.demo.damage.details import PHONE, PLACE, REST, SEX
from payung.demo.damage.draft import Draft
from payung.demo.damage.numbers import NIK, NIK_DRESS
from payung.demo.damage.spellings import NAME, NAME_DRESS

WHOLE = (NIK, NAME, BIRTH, SEX, PLACE, PHONE, REST)


class Spoiler:
    """Damages the rows of one list, as far as its columns show it."""

    def __init__(self, fields: frozenset[str], mess: float) -> None:
        """`fields`: the fields of the list's columns; `mess` scales all rates (0 leaves the truth untouched)."""
        self.mess = mess
        self.whole = [family.seen_in(fields) for family in WHOLE]
        self.name_dress = NAME_DRESS.seen_in(fields)
        self.nik_dress = NIK_DRESS.seen_in(fields)

    def spoil(self, draft: Draft, above: Draft | None, dice: Random) -> None:
        """Damage one row as an ordinary office does.

        The NIK's dress (apostrophes, spaces) is put on only where a NIK of sixteen digits is left to dress.
        """
        if not self.mess:
            return
        for family in self.whole:
            family.strike(draft, above, dice, self.mess)
        self.name_dress.strike(draft, above, dice, self.mess)
        if "nik" not in draft.fixed and len(draft.nik) == 16:
            self.nik_dress.strike(draft, above, dice, self.mess)


def damage_names() -> tuple[str, ...]:
    """Return every damage a row may carry from here, in catalogue order."""
    return tuple(name for family in (*WHOLE, NAME_DRESS, NIK_DRESS) for name in family.names)
