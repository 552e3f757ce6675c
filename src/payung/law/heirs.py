"""Who receives JKK, JKM, JHT and JP: the order of heirs, and what happens where there are none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from payung.law.refusals import BadInputs, Refused
from payung.law.register import Citation, national
from payung.vocabulary.words import Words

# The same order in PP 46/2015 Pasal 23 (JHT), PP 44/2015 Pasal 37(5) (JKK), 40(2) (JKM) and Permenaker 4/2023 Pasal 57(4).
# Within one rank all share; the law does not say how.
ORDER: tuple[frozenset[str], ...] = (
    frozenset({"spouse", "child"}),
    frozenset({"parent", "grandchild", "grandparent"}),
    frozenset({"sibling"}),
    frozenset({"parent_in_law"}),
    frozenset({"named_in_will"}),
)
# A pension goes to one widow/er, then to at most two children, then to one parent; nobody else inherits it.
PENSION_ORDER: tuple[frozenset[str], ...] = (frozenset({"spouse"}), frozenset({"child"}), frozenset({"parent"}))
RELATIONS = tuple(sorted(frozenset().union(*ORDER)))
_LAW = {
    "jkk": "PP 44/2015 Pasal 37(5)",
    "jkm": "PP 44/2015 Pasal 40(2)",
    "jht": "PP 46/2015 Pasal 23",
    "jp": "PP 45/2015 Pasal 14(1)",
    "pmi": "Permenaker 4/2023 Pasal 57(4)",
}
_NOBODY = {
    "jkk": "whoever_buries",
    "jkm": "whoever_buries",
    "jht": "balai_harta_peninggalan",
    "jp": "no_pension",
    "pmi": "not_read",
}
PROGRAMMES = tuple(_LAW)


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who receives: relations of the first rank that has anybody, or where the money goes when nobody is left."""

    relations: frozenset[str]
    otherwise: str
    source: Citation


def receivers(programme: str, living: Collection[str]) -> Receivers:
    """Return who receives what a dead member leaves.

    :param programme: jkk, jkm, jht, jp, or pmi (JKM of a migrant worker). :param living: relations that are alive, of RELATIONS.
    :raises BadInputs: for an unknown relation or programme, all at once.
    """
    problems = [
        Refused(_UNKNOWN, name=name, known=", ".join(RELATIONS)) for name in sorted(set(living) - set(RELATIONS))
    ]
    if programme not in _NOBODY:
        problems.append(Refused(_UNKNOWN, name=programme, known=", ".join(_NOBODY)))
    if problems:
        raise BadInputs(problems)
    source = national().cite(_LAW[programme])
    for rank in PENSION_ORDER if programme == "jp" else ORDER:
        found = rank & set(living)
        if found:
            return Receivers(found, "", source)
    return Receivers(frozenset(), _NOBODY[programme], source)


_UNKNOWN = Words(id="{name} tidak dikenal; pilih: {known}", en="{name} is unknown; one of: {known}")
