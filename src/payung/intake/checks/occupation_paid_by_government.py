"""Paid from public budgets without being a civil servant: usually registered by their own office as PU."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

_WORDS = "HONORER|HONOR|NON ASN|NON PNS|PJLP|PJLPN?|PTT|GTT|TKK|TENAGA KONTRAK (?:DINAS|PEMDA|DAERAH)|PEGAWAI (?:KONTRAK|TIDAK TETAP|HONOR)|BUMN|BUMD"
# Who was one, or belongs to one, is not one.
_NO_LONGER = "PENSIUNAN|PENSIUN|PURNA|MANTAN|EKS|EX|ISTRI|SUAMI|ANAK"
_PAID = (
    f"occupation_is_local(occupation) OR (regexp_matches(occupation, '\\b(?:{_WORDS})\\b')"
    f" AND NOT regexp_matches(occupation, '\\b(?:{_NO_LONGER})\\b'))"
)


CHECK = Check(
    id="occupation_paid_by_government",
    weight="review",
    fails=_PAID,
    of="occupation",
    detail="occupation",
    why=Words(
        id="Dibayar dari anggaran pemerintah, desa, atau BUMN/BUMD (honorer, PJLP, perangkat desa): biasanya didaftarkan kantornya sebagai PU.",
        en="Paid by a government, village or state enterprise (honorer, PJLP, village officer): usually registered by their office as PU.",
    ),
    fix=Words(
        id="Tanyakan ke kantornya apakah sudah didaftarkan. Bila belum, arahkan kantornya mendaftarkan.",
        en="Ask the office whether they are registered already. If not, have the office register them.",
    ),
)
