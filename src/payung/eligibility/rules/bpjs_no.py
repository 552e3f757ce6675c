"""BPJS answered T to the check of candidates."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="bpjs_no",
    weight="refuse",
    made_on=("bpjs",),
    fails="bpjs = 'no'",
    why=Words(
        id="BPJS menjawab T (tidak dapat didaftarkan) pada cek calon.",
        en="BPJS answered T to the check of candidates.",
    ),
    fix=Words(
        id="Lihat alasan BPJS; perbaiki data atau pastikan kepesertaan lain berakhir.",
        en="See the reason of BPJS; correct the data, or end the other membership.",
    ),
)
