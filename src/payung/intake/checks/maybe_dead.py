"""The name or the remark says that the person has died."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

_DEAD = "ALM|ALMH|ALMARHUM|ALMARHUMAH"
# "Budi bin (Alm) Hasan" says that the father died.
# A cross stands for the same; Excel's people write it as (+).
_IN_NAME = (
    "regexp_matches(name_raw, '[(][+†][)]|†') OR regexp_matches(upper(name_raw), '\\b(?:MENINGGAL|MENINGAL|WAFAT)\\b')"
    f" OR (regexp_matches(upper(name_raw), '\\b(?:{_DEAD})\\b')"
    f" AND NOT regexp_matches(upper(name_raw), '\\b(?:BIN|BINTI|BINTE|BTE|BT|B)\\b[^A-Z]*(?:{_DEAD})\\b'))"
)
# "Suami meninggal" says that she is a widow.
_IN_REMARK = (
    f"regexp_matches(upper(remark_raw), '\\b(?:MENINGGAL|MENINGAL|WAFAT|MD|{_DEAD})\\b')"
    " AND NOT regexp_matches(upper(remark_raw), '\\b(?:SUAMI|ISTRI|AYAH|BAPAK|IBU|ANAK|ORANG TUA|ORTU|AHLI WARIS|DITINGGAL)\\b')"
)
# Few names hold any of these letters: one search rules out the others.
_PERHAPS = "regexp_matches(upper(name_raw), 'ALM|MENING|WAFAT|†|[(][+]')"
_MARKED = f"CASE WHEN {_PERHAPS} THEN {_IN_NAME} ELSE false END OR CASE WHEN remark_raw <> '' THEN {_IN_REMARK} ELSE false END"
_DETAIL = f"CASE WHEN {_IN_NAME} THEN {typed('name_raw')} ELSE {typed('remark_raw')} END"


CHECK = Check(
    id="maybe_dead",
    weight="review",
    fails=_MARKED,
    detail=_DETAIL,
    why=Words(
        id="Ada tanda (Alm) atau keterangan meninggal: mungkin sudah meninggal.",
        en="There is an (Alm) or a remark of death: the person may have died.",
    ),
    fix=Words(
        id="Pastikan ke kelurahan atau Disdukcapil. Bila yang almarhum orang tuanya (bin/binti), terima.",
        en="Make sure with the kelurahan or the population office. If it is the parent who died (bin/binti), accept.",
    ),
)
