"""Which lists count: the one place that says so, as a filter and as SQL. A held list does not, nor one that a newer version replaced."""

from __future__ import annotations

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from payung.intake.models import SubmittedList

HELD = "held"
#: SQL of: the list `l` counts.
STANDS = f"(l.state <> '{HELD}' AND NOT EXISTS (SELECT 1 FROM intake_list n WHERE n.replaces_id = l.id))"


def stands(of: str = "") -> Q:
    """Return the filter of lists that count; `of`: the way to the list, as "submitted_list__"."""
    return Q(**{f"{of}replaced_by": None}) & ~Q(**{f"{of}state": HELD})


def version_of(one: SubmittedList) -> int | None:
    """Return the number of the list that this one replaces, or means to replace as soon as it counts."""
    unjudged = getattr(one, "unjudged", None)
    return one.replaces_id or (unjudged.means_to_replace_id if unjudged else None)


def before(one: SubmittedList) -> list[int]:
    """Return the numbers of the proposals of its office that count and came before a list: what it repeats is theirs.

    A list whose hold was lifted comes in again at that moment. The versions that a list replaces, or means to, are not before it.
    """
    known = SubmittedList.objects.using("owner").filter(office_id=one.office_id)
    came = known.annotate(came_at=Coalesce(Max("holds__lifted_at"), "received_at"))
    own = came.get(pk=one.pk)
    earlier = came.filter(stands(), Q(came_at__lt=own.came_at) | Q(came_at=own.came_at, pk__lt=own.pk), kind="proposal")
    found = dict.fromkeys(earlier.order_by("pk").values_list("pk", flat=True))
    version: SubmittedList | None = own
    while version is not None and (older := version_of(version)):
        found.pop(older, None)
        version = known.filter(pk=older).first()
    return list(found)
