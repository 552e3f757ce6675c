"""A cell looks like a formula: it was read as text and computed by nobody, but a person should know."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.intake.columns.synonyms import FIELDS
from payung.vocabulary.letters import quoted
from payung.vocabulary.words import Words

_EXTRA = "concat(chr(31), array_to_string(map_values(extra), chr(31)))"
# All cells of a row in one text, each after a mark, so that one search does for forty columns.
_CELLS = f"concat_ws(chr(31), '', {', '.join(f'{field}_raw' for field in FIELDS)}, {_EXTRA})"
# Comparing first letters costs next to nothing; only where one is a sign or a gap is the row searched.
_LOOKS = " OR ".join(
    f"({field}_raw >= '+' AND {field}_raw < '.') OR ({field}_raw >= '=' AND {field}_raw < 'A') OR ({field}_raw > '' AND {field}_raw < '!')"
    for field in FIELDS
)
# ="3302…" protects a number from a spreadsheet and +62812… is a phone: neither is a formula. Behind other signs only a call,
# a reference to a sheet or a command is.
_EQUALS = r"=[-+@ ]*(?:[A-Za-z$'(\[{]|[0-9.,]+ *[-+*/^&%(]|\"[^\"\x1f]*\" *[^\x1f ])"
_SIGN = r"[-+@][^ \x1f][^\x1f]{0,200}?(?:[A-Za-z'][(|]|[A-Za-z0-9']![A-Z$])"
_FORMULA = rf"\x1f[\t\r\n ]*(?:{_EQUALS}|{_SIGN}|@[A-Za-z]+[(])"
_CELL = quoted(rf"(?:{_FORMULA})[^\x1f]*")

CHECK = Check(
    id="formula_in_cell",
    weight="note",
    fails=(
        f"CASE WHEN {_LOOKS} OR CASE WHEN cardinality(extra) > 0 THEN regexp_matches({_EXTRA}, '\\x1f[\\t\\r\\n ]*[-=+@]') ELSE false END"
        f" THEN regexp_matches({_CELLS}, {quoted(_FORMULA)}) END"
    ),
    detail=typed(f"regexp_extract({_CELLS}, {_CELL})"),
    why=Words(
        id="Isi sel seperti rumus; dibaca sebagai teks.",
        en="A cell looks like a formula; it was read as text.",
    ),
    fix=Words(
        id="Bila itu memang rumus, tempelkan hasilnya sebagai nilai (Paste Special > Values).",
        en="If it is meant as a formula, paste its result as a value (Paste Special > Values).",
    ),
)
