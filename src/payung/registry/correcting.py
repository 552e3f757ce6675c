"""Put memberships right where their person asked for it; the old row goes into the history, the next extract may bring its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from payung.access.viewer import Viewer
from payung.registry.models import Membership
from payung.vocabulary import one_person

#: The number itself is never renamed here: people are merged and un-merged, and BPJS puts a KPJ's NIK right.
FIELDS = ("name", "birth_on", "sex", "phone")


def correct(membership_ids: Sequence[int], values: Mapping[str, str], *, by: Viewer) -> int:
    """Write right values (of `one_person.read_all`) into memberships, inside the caller's transaction; return how many changed.

    :raises NotAllowed: if the viewer may not see the register.
    """
    by.must("see_register")
    wanted = {field: value for field, value in values.items() if field in FIELDS}
    rows = Membership.objects.using("owner").select_for_update(of=("self",)).filter(pk__in=membership_ids).order_by("pk")  # fmt: skip
    changed = 0
    for row in rows:
        differing = {field: value for field, value in wanted.items() if str(getattr(row, field) or "") != value}
        if differing:
            before = {name: getattr(row, name) for name in one_person.KEYED_BY}
            Membership.objects.using("owner").filter(pk=row.pk).update(**one_person.columns(differing, before))
            changed += 1
    return changed
