"""What an operator's finding says beside a row. A person who is gone is proposed for refusal, which a verifier signs."""

from __future__ import annotations

from payung.intake.checks.check import Reason
from payung.vocabulary.words import Words

_SIGN = Words(
    id="Diusulkan tidak memenuhi syarat (TMS); baru berlaku setelah ditandatangani petugas verval.",
    en="Proposed for refusal; it holds only once a verifier has signed.",
)
REASONS: dict[str, Reason] = {
    "confirmed": Reason(
        id="field_confirmed",
        weight="note",
        why=Words(id="Dibenarkan petugas kelurahan.", en="Confirmed by the kelurahan's operator."),
        fix=Words(id="Tidak perlu diperbaiki.", en="Nothing to do."),
    ),
    "corrected": Reason(
        id="field_corrected",
        weight="review",
        why=Words(id="Petugas kelurahan memberi perbaikan.", en="The kelurahan's operator gave a correction."),
        fix=Words(
            id="Periksa perbaikannya, lalu terima baris atau minta pengusul mengirim ulang.",
            en="Look at the correction, then accept the row or ask the sender to send it again.",
        ),
    ),
    "died": Reason(
        id="field_died",
        weight="refuse",
        why=Words(id="Meninggal dunia menurut petugas kelurahan.", en="Died, says the kelurahan's operator."),
        fix=_SIGN,
    ),
    "moved": Reason(
        id="field_moved",
        weight="refuse",
        why=Words(id="Sudah pindah menurut petugas kelurahan.", en="Moved away, says the kelurahan's operator."),
        fix=_SIGN,
    ),
    "became_pu": Reason(
        id="field_became_pu",
        weight="refuse",
        why=Words(
            id="Sudah menjadi pekerja penerima upah menurut petugas kelurahan.",
            en="Has become a wage earner, says the kelurahan's operator.",
        ),
        fix=_SIGN,
    ),
    "unknown": Reason(
        id="field_unknown",
        weight="refuse",
        why=Words(id="Tidak dikenal di kelurahan ini.", en="Not known in this kelurahan."),
        fix=_SIGN,
    ),
}


def catalogue() -> tuple[Reason, ...]:
    """Return every reason of the field."""
    return tuple(REASONS.values())
