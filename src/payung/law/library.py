"""All books by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from payung.law import jkk, jkk_losses, jkk_shortfall, jkm, lines
from payung.law.charges import CHARGE, MIGRANT
from payung.law.claims import CLAIM
from payung.law.eligibility import PERSON
from payung.law.events import EVENT
from payung.law.jakon import PROJECT
from payung.law.jkp import LAYOFF
from payung.law.monthly import MONTH
from payung.law.pmi import PMI_EVENT
from payung.law.rulebook import Book

# These modules enter their rules when they are imported.
RULES = (jkk, jkk_losses, jkk_shortfall, jkm, lines)
BOOKS: Mapping[str, Book] = MappingProxyType(
    {
        "month": MONTH,
        "project": PROJECT,
        "pmi": MIGRANT,
        "pmi_event": PMI_EVENT,
        "charge": CHARGE,
        "event": EVENT,
        "claim": CLAIM,
        "layoff": LAYOFF,
        "person": PERSON,
    }
)
