"""Who receives JKM and JHT: the order of heirs, and what happens where there are none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from payung.law.refusals import BadInputs, Refused
from payung.law.register import Citation, national
from payung.vocabulary.words import Words

# PP 46/2015 Pasal 23; the same order for JKM. Within one rank all share; the law does not say how.
ORDER: tuple[frozenset[str], ...] = (
    frozenset({"spouse", "child"}),
    frozenset({"parent", "grandchild", "grandparent"}),
    frozenset({"sibling"}),
    frozenset({"parent_in_law"}),
    frozenset({"named_in_will"}),
)
RELATIONS = tuple(sorted(frozenset().union(*ORDER)))
_NOBODY = {"jht": "balai_harta_peninggalan", "jkm": "whoever_buries"}


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who receives: relations of the first rank that has anybody, or where the money goes when nobody is left."""

    relations: frozenset[str]
    otherwise: str
    source: Citation


def receivers(programme: str, living: Collection[str]) -> Receivers:
    """Return who receives JKM or JHT of a dead member.

    :param programme: jkm or jht. :param living: relations that are alive, of RELATIONS.
    :raises BadInputs: for an unknown relation or programme, all at once.
    """
    problems = [
        Refused(_UNKNOWN, name=name, known=", ".join(RELATIONS)) for name in sorted(set(living) - set(RELATIONS))
    ]
    if programme not in _NOBODY:
        problems.append(Refused(_UNKNOWN, name=programme, known=", ".join(_NOBODY)))
    if problems:
        raise BadInputs(problems)
    source = national().cite("PP 46/2015 Pasal 23")
    for rank in ORDER:
        found = rank & set(living)
        if found:
            return Receivers(found, "", source)
    return Receivers(frozenset(), _NOBODY[programme], source)


_UNKNOWN = Words(id="{name} tidak dikenal; pilih: {known}", en="{name} is unknown; one of: {known}")
