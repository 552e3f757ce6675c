"""Somebody asks about their own data: looked up for that purpose → what they want is read → a case whose clock runs.

The case holds where the person stands and a keyed hash, never a name: an erased person is not remembered by the wish to be forgotten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone

from payung.access.viewer import Viewer
from payung.flows import see_a_person
from payung.flows.see_a_person import Found
from payung.privacy import actions
from payung.privacy.actions import Asked
from payung.privacy.data import FIELDS
from payung.privacy.models import Case
from payung.privacy.refusals import NotACase
from payung.registry import people as registry
from payung.vocabulary import one_person
from payung.vocabulary.words import Words

UNREADABLE = Words(id="{field} tidak terbaca.", en="{field} cannot be read.")


def subject(kind: str, number: int, *, purpose: str, by: Viewer, at: dt.datetime) -> Found:
    """Return the person whom a request would be about; the look is recorded.

    :raises NotAllowed: if looking people up, or requests, are not the viewer's work. :raises NoSuchPerson: if there is nobody for them.
    :raises TooManyLooks: if the hour is used up.
    """
    by.must("handle_request")
    return see_a_person.show(kind, number, purpose=purpose, by=by, at=at).found


def run(asked: Asked, *, wanted: Mapping[str, str], by: Viewer, at: dt.datetime) -> Case:
    """Open the case of a request about a person whom the viewer may see.

    :raises NotAllowed, NoSuchPerson, TooManyLooks: as `subject`. :raises NotACase: with all that is wrong.
    """
    found = subject(asked.subject_kind, asked.subject_number, purpose=f"permohonan data pribadi {asked.reference}".strip(), by=by, at=at)  # fmt: skip
    values, unreadable = one_person.read_all(wanted, on=timezone.localdate(at))
    if unreadable:
        raise NotACase([(field, Words(id=UNREADABLE.id.format(field=FIELDS[field].id), en=UNREADABLE.en.format(field=FIELDS[field].en))) for field in unreadable])  # fmt: skip
    person_id = registry.id_of(found.nik) if found.nik else None
    return actions.open_request(asked=replace(asked, person_id=person_id), wanted=values, by=by, at=at)
