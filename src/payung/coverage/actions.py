"""Publish a measured month once, and take over figures that others printed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connections, transaction
from django.db.models import Max, Q

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.coverage import disclosure
from payung.coverage.classes import LEVELS, class_sql, grace_months
from payung.coverage.figures import StatedUniverse, Warn, about_universe
from payung.coverage.models import Publication, PublishedCell, Reference, Snapshot
from payung.coverage.printed import Printed
from payung.coverage.queries import NotYourPlace, Question, inhabitants, must_be_theirs, snapshot_of, universes
from payung.registry import actions as registry
from payung.registry.models import Place

CLASSES = ("others", "protected")

# What is published, and the columns that hold it. Sex and age of the register are known to the kabupaten only.
PUBLISHED = {
    "register": {"segment": "segment", "payer": "payer_kind", "sex": "sex", "age": "age_band"},
    "listed": {
        "sex": "sex",
        "age": "age_band",
        "occupation": "occupation_group",
        "ecosystem": "ecosystem",
        "disability": "disability",
    },
}
OF_KABUPATEN = ("sex", "age")

# The child of a place that holds people of whom no finer place is known.
UNPLACED = "~"


class OverlapsPublished(Exception):
    """A place above or below was published for this month: the two could be subtracted. `place` is it."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@transaction.atomic(using="owner")
def publish(*, asked: Question, by: Viewer, at: dt.datetime) -> Publication:
    """Publish the counts of a month for a place: small ones withheld, the rest rounded. The same counts twice are published once.

    What is withheld is decided over all its tables together and stored; whoever asks reads what is stored.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises NotMeasured, TooEarly: if there is nothing to publish from.
    :raises OverlapsPublished: if a place above or below is published for the month.
    :raises NotYourPlace, PublishedOnly: if the register's counts of that place are not theirs to see.
    """
    by.must("measure_coverage")
    must_be_theirs(replace(asked, place=asked.place or by.kabupaten_code), seen_by=by)
    with connections["owner"].cursor() as cursor:
        cursor.execute("LOCK TABLE coverage_publication IN SHARE ROW EXCLUSIVE MODE")
    snapshot = snapshot_of(asked, seen_by=by)
    root = asked.place or by.kabupaten_code
    same = Publication.objects.using("owner").filter(
        basis=asked.basis, population=asked.population, office_id=by.office_id, month=asked.month
    )
    if overlapping := _overlapping(same, root):
        raise OverlapsPublished(overlapping)
    cube = _cube(asked, snapshot, root)
    shown = disclosure.published(cube, _before(cube, asked, root, by))
    last = same.filter(root_code=root).order_by("-edition").first()
    if last is not None and _cells_of(last) == shown:
        return last
    publication = Publication.objects.using("owner").create(
        basis=asked.basis,
        population=asked.population,
        office_id=by.office_id,
        month=asked.month,
        edition=(last.edition if last else 0) + 1,
        root_code=root,
        as_of=snapshot.as_of,
        people=cube.counts.get((root, disclosure.ALL, disclosure.ALL, disclosure.ALL), 0),
        published_at=at,
        published_by=by.name,
    )
    _keep_cells(publication, shown)
    audit.record(
        "coverage.published",
        by=by.name,
        by_id=by.account_id,
        about=f"publication:{publication.pk}",
        at=at,
        using="owner",
        basis=asked.basis,
        month=asked.month.isoformat(),
        place=root,
        edition=publication.edition,
        withheld=sum(value is None for value in shown.values()),
    )
    return publication


def _before(cube: disclosure.Cube, asked: Question, root: str, by: Viewer) -> disclosure.Before:
    """Return what is out already: the same people on either basis in this month, and on this basis in the month before."""
    out = Publication.objects.using("owner").filter(population=asked.population, office_id=by.office_id, root_code=root)
    hidden: set[disclosure.Key] = set()
    told: set[disclosure.Key] = set()
    for one in out.filter(month=asked.month):
        cells = _cells_of(one)
        hidden |= {key for key, value in cells.items() if value is None}
        told |= {key for key, value in cells.items() if value == disclosure.rounded(cube.counts.get(key, 0))}
    earlier = out.filter(month__lt=asked.month, basis=asked.basis).order_by("-month", "-edition").first()
    lately = {key for key, value in _cells_of(earlier).items() if value is None} if earlier else set()
    return disclosure.Before(frozenset(hidden), frozenset(told), frozenset(lately))


def _keep_cells(publication: Publication, shown: dict[disclosure.Key, int | None]) -> None:
    PublishedCell.objects.using("owner").bulk_create(
        (
            PublishedCell(
                publication=publication,
                place_code=place,
                dimension=attribute or "total",
                category=category,
                counts=counts or "all",
                shown=value,
            )
            for (place, attribute, category, counts), value in shown.items()
        ),
        batch_size=5_000,
    )


def _overlapping(same: object, root: str) -> str | None:
    for place in same.exclude(root_code=root).values_list("root_code", flat=True).distinct():
        if place.startswith(f"{root}.") or root.startswith(f"{place}."):
            return place
    return None


def _cells_of(publication: Publication) -> dict[disclosure.Key, int | None]:
    return {
        (
            cell.place_code,
            "" if cell.dimension == "total" else cell.dimension,
            cell.category,
            "" if cell.counts == "all" else cell.counts,
        ): cell.shown
        for cell in PublishedCell.objects.using("owner").filter(publication=publication)
    }


def _cube(asked: Question, snapshot: Snapshot, root: str) -> disclosure.Cube:
    """Return the cube of everything published of a place. People on lists who live elsewhere stand in its unplaced child."""
    parent: dict[str, str | None] = {root: None}
    leaves: dict[str, dict[tuple[str, str, str], int]] = {}
    for attribute, column in PUBLISHED[asked.population].items():
        coarse = asked.population == "register" and attribute in OF_KABUPATEN
        if coarse and len(root) > LEVELS["kabupaten"]:
            continue
        cells: dict[tuple[str, str, str], int] = defaultdict(int)
        for place, category, is_protected, people in _counted(asked, snapshot, root, column, coarse=coarse):
            leaf = _leaf(place, root, parent, level=LEVELS["kabupaten"] if coarse else LEVELS["kelurahan"])
            cells[(leaf, category, CLASSES[is_protected])] += people
        leaves[attribute] = cells
    return disclosure.cube_of(parent, leaves, classes=CLASSES)


def _leaf(place: str, root: str, parent: dict[str, str | None], *, level: int) -> str:
    """Return the finest published place of people, and enter it with the places above it."""
    inside = place == root or place.startswith(f"{root}.") or root == ""
    code = place if inside else root
    if len(code) > level:
        code = code[:level]
    leaf = code if len(code) >= level else f"{code}.{UNPLACED}"
    at = leaf
    while at != root:
        above = at.rpartition(".")[0]
        parent[at] = above
        at = above
    return leaf


def _counted(
    asked: Question, snapshot: Snapshot, root: str, column: str, *, coarse: bool
) -> Iterable[tuple[str, str, int, int]]:
    said = {"snapshot": snapshot.pk, "root": root, "below": f"{root}.%", "month": asked.month}
    if asked.population == "register":
        klass = class_sql("state", "paid_month", "%(month)s::date", grace=grace_months(asked.month))
        source = f"coverage_cell WHERE snapshot_id = %(snapshot)s AND grid = '{'kabupaten' if coarse else 'kelurahan'}' AND (place_code = %(root)s OR place_code LIKE %(below)s)"
    else:
        klass, source = "month_class", "coverage_listed_cell WHERE snapshot_id = %(snapshot)s"
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"SELECT place_code, {column}, ({klass} = 'protected')::int, sum(people)::bigint FROM {source} GROUP BY 1, 2, 3",
            said,
        )
        return cursor.fetchall()


@transaction.atomic(using="owner")
def state_universe(*, stated: StatedUniverse, by: Viewer, at: dt.datetime) -> tuple[Warn, ...]:
    """State a denominator, and return what contradicts it: it is stored as it was stated. The same statement twice stays one.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises NotYourPlace: if the place is outside the office's own.
    """
    by.must("measure_coverage")
    if stated.place_code != by.kabupaten_code and not stated.place_code.startswith(f"{by.kabupaten_code}."):
        raise NotYourPlace
    registry.state_universe(
        place_code=stated.place_code,
        counts=stated.counts,
        segment=stated.segment,
        people=stated.people,
        on=stated.on,
        source=stated.source,
        definition=stated.definition,
    )
    audit.record(
        "universe.stated",
        by=by.name,
        by_id=by.account_id,
        about=f"place:{stated.place_code}",
        at=at,
        using="owner",
        counts=stated.counts,
        segment=stated.segment,
        people=stated.people,
        source=stated.source,
    )
    beside = universes({stated.place_code})[stated.place_code]
    same_kind = [one for one in beside if (one.counts, one.segment) == (stated.counts, stated.segment)]
    in_force = Place.objects.using("owner").filter(code=stated.place_code, valid_to=None).exists()
    return tuple(about_universe(stated, same_kind, month=stated.on, inhabitants=inhabitants(beside), in_force=in_force))


@transaction.atomic(using="owner")
def load_references(*, printed: Sequence[Printed], by: Viewer, at: dt.datetime) -> int:
    """Take over figures as others printed them; one that stands already is left alone. Return how many are new.

    :raises NotAllowed: if the viewer may not measure coverage.
    """
    by.must("measure_coverage")
    before = Reference.objects.using("owner").aggregate(last=Max("pk"))["last"] or 0
    Reference.objects.using("owner").bulk_create(
        [
            Reference(
                place_code=one.place_code,
                place_name=one.place_name,
                on=one.on,
                quantity=one.quantity,
                value=one.value,
                source=one.source,
                definition=one.definition,
                remark=one.remark,
                loaded_at=at,
                loaded_by=by.name,
            )
            for one in printed
        ],
        ignore_conflicts=True,
    )
    added = Reference.objects.using("owner").filter(Q(pk__gt=before)).count()
    audit.record(
        "coverage.references_loaded",
        by=by.name,
        by_id=by.account_id,
        about="references",
        at=at,
        using="owner",
        read=len(printed),
        added=added,
    )
    return added
