"""Several rows of this list name one family card; some programmes take one person per KK."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="family_card_shared",
    weight="note",
    fails="family_rows IS NOT NULL",
    detail="family_rows || ' baris memakai KK ini'",
    why=Words(
        id="Satu KK mempunyai beberapa baris di daftar ini.", en="One family card has several rows in this list."
    ),
    fix=Words(
        id="Tidak perlu diperbaiki. Program yang membatasi satu orang per KK akan memilih.",
        en="Nothing to do. A programme with one person per KK will choose.",
    ),
)
