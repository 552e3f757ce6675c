"""A person's sex: 'L' or 'P', as lists write it in letters and words."""

from __future__ import annotations

import re

from payung.vocabulary.letters import plain

_MALE = "L|LK|LK LK|LAKI|LAKI ?LAKI|LAKI ?2|LAKIK|LAKI ?LAKI ?.*|LELAKI|LAK|LKI|LK2|PRIA|COWOK|COWO|M|MALE|MAN"
_FEMALE = "P|PR|PRP|PRMP|PEREMPUAN|PEREMPUAN ?.*|PRMPUAN|PERMPUAN|PEREMPUA|PEREM|PEREMP?[AUN]{2,5}|PEREPUAN|WANITA|WNT|WAN|W|F|FEMALE|CEWEK|CEWE"


def read_sex(typed: str | None) -> str | None:
    """Return 'L' or 'P', or None where the cell says neither (also where both choices are printed, as in "L/P")."""
    word = re.sub("[^A-Z0-9]+", " ", plain(typed).upper()).strip()
    if re.fullmatch(_MALE, word):
        return "L"
    return "P" if re.fullmatch(_FEMALE, word) else None


MACROS = f"""
CREATE OR REPLACE TEMP MACRO sex_of(typed) AS
    CASE WHEN typed IN ('L', 'P') THEN typed
         ELSE list_transform([trim(regexp_replace(upper(plain_text(typed)), '[^A-Z0-9]+', ' ', 'g'))], lambda word:
            CASE WHEN regexp_full_match(word, '{_MALE}') THEN 'L' WHEN regexp_full_match(word, '{_FEMALE}') THEN 'P' END)[1] END;
"""
