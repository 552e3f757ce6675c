"""Packages and what came back, a page at a time: counts for who decides and inspects, names for who exchanges them, every look recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import Count, Q

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.exchanges.models import AnswerRow, PackageItem
from payung.exchanges.queries import may_count, of_viewer, package

PAGE = 50
#: What of a package can be opened: its names by where they stand, the rows of its answers by what became of them.
NAMES = ("all", "yes", "no", "unanswered", "corrections")
ROWS = ("taken", "repeated", "unknown", "conflicting", "unreadable")
_UNSETTLED = ~Q(corrected_nik=None, corrected_name=None, corrected_birth_on=None)
_WHICH = {
    "all": Q(),
    "yes": Q(code__in=["yes", "match"]),
    "no": Q(code__isnull=False) & ~Q(code__in=["yes", "match"]),
    "unanswered": Q(code=None),
    "corrections": _UNSETTLED,
}


@dataclass(frozen=True, slots=True)
class PackageSeen:
    """One package in a list: sent = yes + no + unanswered. The rest waits for a person, over all its answer files."""

    package_id: int
    programme: str
    purpose: str
    number: int
    letter_number: str
    made_at: dt.datetime
    sent: int
    yes: int
    no: int
    unanswered: int
    files: int
    unknown: int
    conflicting: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Names:
    """One page of names; `after` is where the next one begins, None at the end."""

    items: tuple[PackageItem, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of rows of answer files; `after` is where the next one begins, None at the end."""

    rows: tuple[AnswerRow, ...]
    after: int | None


def packages_seen(
    *, seen_by: Viewer, purposes: Sequence[str] = (), before: int | None = None, limit: int = PAGE
) -> list[PackageSeen]:
    """Return the packages of the office, newest first, from before a package on.

    :raises NotAllowed: if the viewer may not see packages.
    """
    may_count(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        mine = seen_by.purposes or tuple(purposes)
        wanted = [one for one in mine if not purposes or one in purposes]
        cursor.execute(_PACKAGES, {"purposes": wanted, "is_narrow": bool(mine), "before": before, "limit": limit})
        return [PackageSeen(*row) for row in cursor.fetchall()]


def answers_by_code(package_ids: Sequence[int], *, seen_by: Viewer) -> dict[int, dict[str, int]]:
    """Return how many names of each of some packages were answered with which code; a package without answers is not in it.

    :raises NotAllowed: if the viewer may not see packages.
    """
    may_count(seen_by)
    found: dict[int, dict[str, int]] = {}
    with scope(seen_by):
        items = PackageItem.objects.filter(of_viewer(seen_by, "package__"), package_id__in=package_ids)
        for package_id, code, names in items.exclude(code=None).values_list("package_id", "code").annotate(Count("pk")):
            found.setdefault(package_id, {})[code] = names
    return found


def names_page(
    package_id: int, *, which: str, seen_by: Viewer, at: dt.datetime, after: int = 0, limit: int = PAGE
) -> Names:
    """Return names of a package in the order of its file; the look is recorded.

    :param which: one of `NAMES`.
    :raises NotAllowed: if the viewer may not answer packages. :raises NoSuchPackage: if there is none for them.
    """
    seen_by.must("answer_package")
    found = package(package_id, seen_by=seen_by)
    with scope(seen_by):
        wanted = PackageItem.objects.filter(_WHICH[which], package=found, seq__gt=after)
        items = list(wanted.order_by("seq")[: limit + 1])
        _looked(package_id, which, len(items[:limit]), seen_by, at)
    return Names(tuple(items[:limit]), items[limit - 1].seq if len(items) > limit else None)


def rows_page(
    package_id: int, *, outcome: str, seen_by: Viewer, at: dt.datetime, after: int = 0, limit: int = PAGE
) -> Rows:
    """Return rows of all answers to a package that ended so, with file and name loaded; the look is recorded.

    :param outcome: one of `ROWS`.
    :raises NotAllowed: if the viewer may not answer packages. :raises NoSuchPackage: if there is none for them.
    """
    seen_by.must("answer_package")
    package(package_id, seen_by=seen_by)
    with scope(seen_by):
        wanted = AnswerRow.objects.select_related("answer_file", "item").filter(
            answer_file__package_id=package_id, outcome=outcome, pk__gt=after
        )
        rows = list(wanted.order_by("pk")[: limit + 1])
        _looked(package_id, outcome, len(rows[:limit]), seen_by, at)
    return Rows(tuple(rows[:limit]), rows[limit - 1].pk if len(rows) > limit else None)


def _looked(package_id: int, what: str, people: int, seen_by: Viewer, at: dt.datetime) -> None:
    audit.record(
        "people.seen",
        by=seen_by.name,
        by_id=seen_by.account_id,
        about=f"package:{package_id}",
        at=at,
        purpose=f"exchange_{what}",
        people=people,
    )


_PACKAGES = """
WITH shown AS (
    SELECT * FROM exchanges_package p
    WHERE (NOT %(is_narrow)s OR p.purpose = ANY (%(purposes)s)) AND (%(before)s::bigint IS NULL OR p.id < %(before)s)
    ORDER BY p.id DESC LIMIT %(limit)s)
SELECT p.id, m.code, p.purpose, p.number, p.letter_number, p.made_at, p.sent, p.yes, p.no, p.unanswered,
       coalesce(f.files, 0), coalesce(f.unknown, 0), coalesce(f.conflicting, 0), coalesce(f.unreadable, 0)
FROM shown p JOIN agreements_programme m ON m.id = p.programme_id
LEFT JOIN LATERAL (
    SELECT count(*)::int AS files, sum(a.unknown)::int AS unknown, sum(a.conflicting)::int AS conflicting, sum(a.unreadable)::int AS unreadable
    FROM exchanges_answer_file a WHERE a.package_id = p.id) f ON true
ORDER BY p.id DESC
"""
