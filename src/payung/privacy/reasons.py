"""What a row of a list says once its person asked to be forgotten."""

from __future__ import annotations

from payung.intake.checks.check import Reason
from payung.vocabulary.words import Words

ERASED = Reason(
    id="erased_on_request",
    weight="return",
    why=Words(id="Dihapus atas permohonan orangnya.", en="Erased because the person asked for it."),
    fix=Words(id="Jangan diusulkan lagi tanpa persetujuannya.", en="Do not propose them again unless they agree."),
)


def catalogue() -> tuple[Reason, ...]:
    """Return every reason of this room."""
    return (ERASED,)
