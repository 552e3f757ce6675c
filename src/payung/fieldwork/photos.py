"""Photos that operators took: a card, a certificate, the signed letter; who looks at one stands in the trail."""

from __future__ import annotations

import datetime as dt

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.fieldwork.models import Errand, Finding, Sighting

#: What was photographed: the card of a row, the paper about a member, the signed letter of an errand.
KINDS = ("finding", "sighting", "letter")


class NoSuchPhoto(Exception):
    """The viewer's office has no photo of this number, or none was taken: the cases are not told apart."""


def look(kind: str, number: int, *, by: Viewer, at: dt.datetime) -> str:
    """Return the SHA-256 of a photo that somebody is about to see, and write the look down with its errand.

    :param kind: one of KINDS; `number` is the finding's, the sighting's, or for a letter the errand's.
    :raises NotAllowed: if the viewer may not review, or for what is said of members not see decrees.
    :raises NoSuchPhoto: if there is none for them.
    """
    by.must("review")
    with scope(by):
        found = _found(kind, number, by)
    if found is None:
        raise NoSuchPhoto(kind, number)
    content, errand_id, about = found
    audit.record(
        "errand.photo_seen",
        by=by.name,
        by_id=by.account_id,
        about=about,
        at=at,
        purpose=f"errand:{errand_id}",
        people=0 if kind == "letter" else 1,
    )
    return content


def _found(kind: str, number: int, by: Viewer) -> tuple[str, int, str] | None:
    """Return (content, errand, what it is about), inside a scope; None where there is no photo for the viewer."""
    if kind == "finding":
        # With its row: whoever is bound to senders sees no card of another sender's row.
        one = Finding.objects.select_related("row").filter(pk=number).exclude(photo_sha256="").first()
        return (one.photo_sha256, one.errand_id, f"row:{one.row_id}") if one else None
    if kind == "sighting":
        by.must("see_decree")
        said = Sighting.objects.filter(pk=number).exclude(photo_sha256="").first()
        return (said.photo_sha256, said.errand_id, f"seat:{said.seat_id}") if said and not by.senders else None
    errand = Errand.objects.filter(pk=number).exclude(letter_sha256="").first()
    return (errand.letter_sha256, errand.pk, f"errand:{errand.pk}") if errand and kind == "letter" else None
