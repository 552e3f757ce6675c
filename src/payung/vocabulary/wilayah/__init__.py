"""Places of Indonesia: Kemendagri codes with their history, BPS's beside them, and how typed names find them.

Knows nothing of people: where a NIK was issued is a fact about the NIK, never about a residence.
"""

from payung.vocabulary.wilayah.codes import (
    AmbiguousScheme,
    NoSuchPlace,
    NotAPlaceCode,
    Wilayah,
    bps_to_kemendagri,
    kemendagri_to_bps,
)
from payung.vocabulary.wilayah.data import crosswalk_table, places_table, population_table, register, splits_table
from payung.vocabulary.wilayah.issue import Issued, issued_at
from payung.vocabulary.wilayah.names import create_macros, place_key, place_words
from payung.vocabulary.wilayah.resolving import resolve

__all__ = [
    "AmbiguousScheme",
    "Issued",
    "NoSuchPlace",
    "NotAPlaceCode",
    "Wilayah",
    "bps_to_kemendagri",
    "create_macros",
    "crosswalk_table",
    "issued_at",
    "kemendagri_to_bps",
    "place_key",
    "place_words",
    "places_table",
    "population_table",
    "register",
    "resolve",
    "splits_table",
]
