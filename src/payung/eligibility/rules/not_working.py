"""The list says that the person does not work."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="not_working",
    weight="refuse",
    made_on=("works",),
    fails="NOT works AND occupation_group <> 'rumah_tangga'",
    why=Words(
        id="Menurut daftar tidak bekerja (pelajar, pensiunan, belum bekerja).",
        en="The list says that the person does not work (pupil, pensioner, without work).",
    ),
    fix=Words(
        id="Bila bekerja, tulis pekerjaan yang sekarang; KTP sering belum diperbarui.",
        en="If they work, write the present occupation; the KTP is often out of date.",
    ),
)
