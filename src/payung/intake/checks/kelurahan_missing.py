"""No kelurahan or desa is named, and none could be told from the rest of the row."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="kelurahan_missing",
    weight="review",
    fails="CASE WHEN kelurahan_code IS NULL THEN coalesce(place_state, 'missing') NOT IN ('ambiguous', 'outside') AND trim(kelurahan_raw) = '' AND NOT lacks_kelurahan END",
    detail=typed("address_raw"),
    why=Words(id="Kelurahan/desa kosong.", en="The kelurahan or desa is empty."),
    fix=Words(
        id="Isi kelurahan/desa tempat tinggal sesuai KTP; alamat dapat membantu petugas verval.",
        en="Fill in the kelurahan or desa of residence as on the KTP; the address may help the verifier.",
    ),
)
