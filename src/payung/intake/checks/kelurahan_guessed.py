"""The kelurahan or desa was recognised although it is spelt differently or stands elsewhere in the row."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

_DETAIL = f"coalesce({typed('kelurahan_raw')}, {typed('address_raw')})"


CHECK = Check(
    id="kelurahan_guessed",
    weight="note",
    fails="place_state = 'guessed' AND kelurahan_code IS NOT NULL",
    proposal="kelurahan_code",
    detail=_DETAIL,
    why=Words(
        id="Kelurahan/desa dikenali dari ejaan yang mirip atau dari alamat.",
        en="The kelurahan or desa was recognised from a like spelling or from the address.",
    ),
    fix=Words(id="Tidak perlu diperbaiki bila usulannya benar.", en="Nothing to do if what is proposed is right."),
)
