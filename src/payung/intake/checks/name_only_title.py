"""A form of address without the name that belongs to it."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

# Titles that are names too (Raden, Habib, Siti) are not among them.
_TITLES = (
    "H|HJ|HI|HAJI|HAJJI|HAJAH|HAJJAH|DR|DRS|DRA|DRG|IR|PROF|KH|K H|KYAI|KIAI|UST|USTD|USTAD|USTADZ|USTADZAH|BPK|BAPAK|PAK|BP"
    "|IBU|BU|SDR|SDRI|SAUDARA|SAUDARI|TN|TUAN|NY|NYONYA|NN|NONA|ALM|ALMH|ALMARHUM|ALMARHUMAH|S PD|SE|SH|ST|S KOM|S SOS"
)
_ONLY_TITLE = f"length(name) > 1 AND regexp_full_match(name, '(?:{_TITLES})(?: (?:{_TITLES}))*')"


CHECK = Check(
    id="name_only_title",
    weight="return",
    fails=_ONLY_TITLE,
    detail=typed("name_raw"),
    why=Words(
        id="Hanya gelar atau sapaan, namanya tidak ada.", en="Only a title or form of address; the name is not there."
    ),
    fix=Words(id="Isi nama lengkap sesuai KTP.", en="Fill in the full name as on the KTP."),
)
