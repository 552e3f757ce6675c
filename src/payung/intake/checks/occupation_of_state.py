"""Civil servants, soldiers and police are insured elsewhere."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="occupation_of_state",
    weight="refuse",
    fails="occupation_is_state(occupation)",
    detail="occupation",
    why=Words(
        id="ASN, PPPK, TNI, atau Polri: dijamin Taspen/Asabri, bukan peserta program ini.",
        en="Civil servant, PPPK, soldier or police: insured by Taspen or Asabri, no member of this programme.",
    ),
    fix=Words(
        id="Bila pekerjaannya salah tulis, betulkan; bila benar, verifikator memutuskan penolakan.",
        en="If the occupation is a slip, correct it; if right, the verifier decides to refuse.",
    ),
)
