"""Two names, or marks that no name has, stand in one name cell."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

_TWO = r"[a-z]{2}[.)]*\s*(?:[/&;+]|\bdan\b)\s*[a-z]{2}"
_MARKS = r"[<>{}\\|^~$#_@=%*?]"
# "bin/binti" and degrees ("S.Pd/Guru") come with a stroke too; a person looks at the latter.
_SONS = r"\bbin\s*/\s*bt[ei]?|\bbin\s*/\s*binti"

CHECK = Check(
    id="name_of_two",
    weight="review",
    fails=(
        "CASE WHEN list_contains(repairs, 'name_bared') AND name IS NOT NULL"
        f" THEN regexp_matches(regexp_replace(lower(name_raw), '{_SONS}', 'bin'), '{_TWO}|{_MARKS}') ELSE false END"
        " OR CASE WHEN contains(name, ' DAN ') THEN regexp_matches(name, '[A-Z]{2} DAN [A-Z]{2}') ELSE false END"
    ),
    proposal="name",
    detail=typed("name_raw"),
    why=Words(
        id="Ada dua nama, atau tanda yang tidak lazim, dalam satu sel nama.",
        en="Two names, or marks that no name has, stand in one name cell.",
    ),
    fix=Words(
        id="Satu baris untuk satu orang, nama sesuai KTP. Orang kedua ditulis di baris sendiri dengan NIK-nya.",
        en="One row for one person, the name as on the KTP. A second person gets a row and a NIK of their own.",
    ),
)
