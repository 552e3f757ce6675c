"""Marks that say "as in the row above": `"`, -"-, idem, sda."""

from __future__ import annotations

import re

from payung.vocabulary.letters import one_of, plain, quoted

#: Words that stand for the cell above, without dots and spaces.
WORDS = (
    "IDEM", "IDM", "IBID", "DITTO", "SDA", "SAMADENGANATAS", "SAMADENGANDIATAS", "SAMADGNATAS", "SAMADGNDIATAS", "SAMADGDIATAS",
    "SAMASEPERTIDIATAS", "SAMASEPERTIATAS", "SAMASPTDIATAS", "SAMADIATAS", "SEPERTIDIATAS", "SEPERTIATAS", "SAMAATAS",
)  # fmt: skip
#: The same as one looks for them in typed text: letters apart ("s.d.a", "s d a"), hyphens and quotation marks around.
_SPACED = one_of([r"[ .,]*".join(word) for word in WORDS])
# A lone dash says "none" and not "the same": two marks of quotation must be there.
_MARKS = r"[-~_ .]*(?:\"+|''+|,,+|' '|\" \")(?:[-~_ .]*(?:\"|'|,,))*[-~_ .]*"
_PATTERN = rf"[-~_ \"'().]*{_SPACED}[-~_ \"'().]*|{_MARKS}"
_LONGEST = 30


# Nearly every cell begins with another letter or is longer: only the rest is looked at.
_FIRST = "\"',-~_.( “”„‟〃״″‘’‚‛`´IiSsDd"


def is_ditto(typed: str | None) -> bool:
    """Tell whether a cell only says that it holds what the cell above it holds."""
    if not typed or len(typed) > _LONGEST or typed[0] not in _FIRST:
        return False
    return re.fullmatch(_PATTERN, _marks(typed).upper()) is not None


def _marks(typed: str) -> str:
    # Sheets in Asian fonts have a mark of their own for it.
    return plain(typed.replace("〃", '"').replace("״", '"').replace("″", '"'))


# Letters are common: the beginnings of the words above rule nearly all cells out before anything is looked at twice.
_BEGINS = r"^(?:[^a-zA-Z0-9]|[iI](?:[dD]|[bB][iI]|[. ])|[sS](?:[dD]|[aA][mM]|[eE][pP]|[. ])|[dD](?:[iI][tT]|[. ]))"

MACROS = f"""
CREATE OR REPLACE TEMP MACRO is_ditto(typed) AS
    CASE WHEN typed IS NULL OR typed = '' THEN false
         WHEN NOT regexp_matches(typed, '{_BEGINS}') OR length(typed) > {_LONGEST} THEN false
         ELSE regexp_full_match(upper(plain_text(replace(replace(replace(typed, '〃', '"'), '״', '"'), '″', '"'))), {quoted(_PATTERN)}) END;
"""
