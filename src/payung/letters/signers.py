"""Who signs: noted once when a paper or a deed is asked for, then known by a number, so that no order of work holds a name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.access.viewer import Viewer
from payung.letters.models import Signer

LONGEST_NIP = 32


class NoSuchSigner(Exception):
    """The office has noted no signer of this number."""


@dataclass(frozen=True, slots=True)
class Signing:
    """An office-holder as a paper names them."""

    title: str
    name: str = ""
    nip: str = ""


def note(signing: Signing, *, by: Viewer, at: dt.datetime) -> int:
    """Keep who signs and return their number; the very same again is the same number.

    :raises NotAllowed: if the viewer neither enacts decrees nor writes letters.
    """
    by.must("enact_decree" if "enact_decree" in by.may else "write_letter")
    one, _ = Signer.objects.using("owner").get_or_create(
        office_id=by.office_id,
        title=signing.title.strip(),
        name=signing.name.strip(),
        nip=signing.nip.strip()[:LONGEST_NIP],
        defaults={"noted_at": at, "noted_by_id": by.account_id},
    )
    return int(one.pk)


def signer(signer_id: int, *, seen_by: Viewer) -> Signing:
    """Return who signs.

    :raises NotAllowed: if the viewer neither enacts decrees nor writes letters.
    :raises NoSuchSigner: if the viewer's office has noted none of this number.
    """
    seen_by.must("enact_decree" if "enact_decree" in seen_by.may else "write_letter")
    found = Signer.objects.using("owner").filter(pk=signer_id, office_id=seen_by.office_id).first()
    if found is None:
        raise NoSuchSigner(signer_id)
    return Signing(found.title, found.name, found.nip)
