"""ASN, PPPK, soldiers and police are insured by Taspen and Asabri. Source: workflows of the office, rejection reasons."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="occupation_state_official",
    weight="refuse",
    fails="occupation_is_state(occupation)",
    of="occupation",
    detail="occupation",
    why=Words(
        id="Pekerjaan ASN, PPPK, TNI, atau Polri: jaminannya di Taspen/Asabri, bukan sasaran program ini.",
        en="Civil servant, PPPK, soldier or police: covered by Taspen or Asabri, not meant by this programme.",
    ),
    fix=Words(
        id="Diusulkan tidak memenuhi syarat (TMS); baru berlaku setelah ditandatangani petugas verval. Bila pekerjaan salah tulis, betulkan.",
        en="Proposed for refusal; it holds only once a verifier has signed. If the occupation is mistyped, correct it.",
    ),
)
