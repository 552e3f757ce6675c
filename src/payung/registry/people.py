"""People of the register one by one: found by a number, or by a name with a birth date; never browsed. Who asks records the look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from payung.access.viewer import Viewer
from payung.registry.person_ids import born
from payung.vocabulary.match_keys import birth_keys
from payung.vocabulary.name import Name


@dataclass(frozen=True, slots=True)
class Known:
    """One person whom the register knows, as the newest report names them."""

    person_id: int
    nik: str | None
    name: str | None
    birth_on: dt.date | None
    sex: str | None
    kelurahan_code: str | None


@dataclass(frozen=True, slots=True)
class MembershipSeen:
    """What one source says of a person's cover; `paid_until` is the first day of the last month paid."""

    source: str
    kpj: str | None
    name: str | None
    segment: str | None
    payer_kind: str
    payer_name: str | None
    programmes: str | None
    status: str
    paid_until: dt.date | None
    as_of: dt.date
    vanished_on: dt.date | None


#: Whoever shares a first word or a sound with the name and is born that day; the words of one name must hold those of the other.
NAMED = """
    (key_birth_skeleton = %(skeleton)s OR (key_birth_first = %(first)s AND (
        string_to_array(name_key, ' ') @> %(words)s::text[] OR string_to_array(name_key, ' ') <@ %(words)s::text[])))
"""


def named(name: Name, birth_on: dt.date) -> dict[str, object]:
    """Return the parameters of NAMED."""
    first, skeleton = birth_keys(name, birth_on)
    return {"first": first, "skeleton": skeleton, "words": name.key.split()}


def id_of(key: str) -> int:
    """Return the keyed hash of a NIK (or of whatever names a person): what the trail may hold in its place."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT {born('%s')}", [key])
        return cursor.fetchone()[0]


def by_nik(nik: str, *, seen_by: Viewer) -> list[Known]:
    """Return who is reported under a NIK.

    :raises NotAllowed: if the viewer may not see the register.
    """
    return _known("nik = %(nik)s", {"nik": nik}, seen_by)


def by_kpj(kpj: str, *, seen_by: Viewer) -> list[Known]:
    """Return who is reported under a member number.

    :raises NotAllowed: if the viewer may not see the register.
    """
    # By source and key: the number itself has no index, and needs none.
    return _known("source_id = ANY (ARRAY(SELECT id FROM registry_source)) AND source_key = %(kpj)s", {"kpj": kpj}, seen_by)  # fmt: skip


def by_name(name: Name, birth_on: dt.date, *, seen_by: Viewer) -> list[Known]:
    """Return who is reported under a name and a birth date; long and short forms of a name find each other.

    :raises NotAllowed: if the viewer may not see the register.
    """
    return _known(NAMED, named(name, birth_on), seen_by)


def by_id(person_id: int, *, seen_by: Viewer) -> list[Known]:
    """Return the person of an id, none where there is nobody.

    :raises NotAllowed: if the viewer may not see the register.
    """
    return _known("person_id = %(person)s", {"person": person_id}, seen_by)


def _known(condition: str, parameters: dict[str, object], seen_by: Viewer) -> list[Known]:
    seen_by.must("see_register")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT ON (person_id) person_id, nik, name, birth_on, sex, kelurahan_code FROM registry_membership
            WHERE {condition} ORDER BY person_id, nik IS NULL, as_of DESC, id DESC LIMIT 21
            """,
            parameters,
        )
        return [Known(*row) for row in cursor.fetchall()]


def memberships(*, person_ids: Sequence[int], nik: str | None, seen_by: Viewer) -> list[MembershipSeen]:
    """Return what every source says of a person, found by id or NIK (a merge may have moved one of them), newest first.

    :raises NotAllowed: if the viewer may not see the register.
    """
    seen_by.must("see_register")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT s.name, m.kpj, m.name, m.segment, m.payer_kind, m.payer_name, m.programmes, m.status, m.paid_until, m.as_of,
                   m.vanished_on
            FROM registry_membership m JOIN registry_source s ON s.id = m.source_id
            WHERE m.person_id = ANY (%(ids)s) OR m.nik = %(nik)s
            ORDER BY m.vanished_on IS NOT NULL, m.paid_until DESC NULLS LAST, m.id LIMIT 100
            """,
            {"ids": list(person_ids), "nik": nik},
        )
        return [MembershipSeen(*row) for row in cursor.fetchall()]
