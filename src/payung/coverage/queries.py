"""Coverage figures, what stands behind them, who is missing, what was published, and what others printed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from django.db import connections

from payung.access.viewer import Viewer
from payung.coverage import cube
from payung.coverage.classes import LEVELS, class_of, class_sql, dimensions_of, grace_months
from payung.coverage.figures import Figure, StatedUniverse, Warn, shares_of
from payung.coverage.models import Snapshot
from payung.registry.models import Place, Source, Universe
from payung.vocabulary.month import Month

# Figures of the register by these are known down to the kabupaten only.
OF_KABUPATEN = ("sex", "age")


class NotMeasured(Exception):
    """Nothing was measured that could answer; `months` are those that were (empty: none)."""

    def __init__(self, months: list[dt.date]) -> None:
        super().__init__(", ".join(month.isoformat() for month in months))
        self.months = months


class NotKnown(Exception):
    """The population does not know this dimension, or not at this place; `known` lists what may be asked."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(", ".join(known))
        self.known = known


class TooEarly(Exception):
    """The cube keeps no last paid months that far back; `earliest` is the first month it can answer."""

    def __init__(self, earliest: dt.date) -> None:
        super().__init__(earliest.isoformat())
        self.earliest = earliest


class PublishedOnly(Exception):
    """An account bound to some senders sees exact figures of its own lists, and of others only what was published."""


class NotYourPlace(Exception):
    """The register is asked about a place outside the office's own, by somebody who may not see the register."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: people by a dimension in a month, within a place ('' for everywhere), on one basis."""

    month: dt.date
    by: str = "total"
    place: str = ""
    basis: str = "computed"
    population: str = "listed"


def figures(asked: Question, *, seen_by: Viewer) -> list[Figure]:
    """Return one figure for each category, the largest number of people first; of places in the order of their codes.

    :raises NotAllowed: if the viewer may not see coverage.
    :raises PublishedOnly: if the viewer is bound to senders and asks about the register.
    :raises NotKnown: if the population does not know the dimension.
    :raises NotMeasured: if there is no measurement (of that month).
    :raises TooEarly: if the register's cube no longer holds that month.
    :raises NotYourPlace: if the register is asked about another office's place.
    """
    seen_by.must("see_coverage")
    must_be_theirs(asked, seen_by=seen_by)
    if asked.by not in dimensions_of(asked.population):
        raise NotKnown(dimensions_of(asked.population))
    snapshot = snapshot_of(asked, seen_by=seen_by)
    found = _counts(asked, snapshot, seen_by=seen_by)
    known = _known(asked, set(found), seen_by=seen_by)
    return [
        _figure(asked, snapshot, Cell(category, counts), known)
        for category, counts in sorted(found.items(), key=lambda one: _order(asked.by, one))
    ]


def must_be_theirs(asked: Question, *, seen_by: Viewer) -> None:
    """Refuse exact counts of the register to those bound to senders, and of other places to those who may not see it.

    :raises PublishedOnly, NotYourPlace: as said.
    """
    if asked.population != "register":
        return
    if seen_by.senders:
        raise PublishedOnly
    own = seen_by.kabupaten_code
    if "see_register" not in seen_by.may and asked.place != own and not asked.place.startswith(f"{own}."):
        raise NotYourPlace


@dataclass(frozen=True, slots=True)
class Cell:
    """People of one category by class."""

    category: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What all figures of one question need, read once."""

    labels: dict[str, str]
    universes: dict[str, list[StatedUniverse]]
    in_force: set[str]
    sources: tuple[str, ...]


def _known(asked: Question, categories: set[str], *, seen_by: Viewer) -> Known:
    of_places = asked.by in LEVELS or asked.by == "place"
    places = {code for code in (categories if of_places else {asked.place}) if code}
    named = Place.objects.using("owner").filter(code__in=places)
    return Known(
        labels=dict(named.order_by("-valid_to").values_list("code", "name")) if of_places else {},
        # People of one sender's lists are not the people that a universe counts.
        universes={} if seen_by.senders else universes(places),
        in_force=set(named.filter(valid_to=None).values_list("code", flat=True)),
        sources=_sources(asked),
    )


def snapshot_of(asked: Question, *, seen_by: Viewer) -> Snapshot:
    """Return the measurement that answers a question."""
    held = Snapshot.objects.using("owner").filter(basis=asked.basis, population=asked.population)
    if asked.population == "register":
        snapshot = held.first()
        if snapshot is None:
            raise NotMeasured([])
        earliest = Month.of(snapshot.floor_month).plus(1 + grace_months(asked.month)).starts_on
        if asked.month < earliest:
            raise TooEarly(earliest)
        return snapshot
    held = held.filter(office_id=seen_by.office_id)
    snapshot = held.filter(month=asked.month).first()
    if snapshot is None:
        raise NotMeasured(sorted(held.values_list("month", flat=True)))
    return snapshot


_COLUMNS = {
    "sex": "sex", "age": "age_band", "segment": "segment", "payer": "payer_kind", "occupation": "occupation_group",
    "ecosystem": "ecosystem", "disability": "disability", "opd": "sender_code", "place": "place_code", "total": "''",
}  # fmt: skip


# Cells of the register are found by their keys, which begin with the place.
_HERE = {
    "listed": "(place_code = %(place)s OR place_code LIKE %(below)s)",
    "register": "key >= %(first)s AND key < %(end)s AND (place_code = %(place)s OR place_code LIKE %(below)s)",
}


def said_of(place: str) -> dict[str, object]:
    """Return what the conditions of a place ask for."""
    first, end = cube.keys_of(place)
    return {"place": place, "below": f"{place}.%", "first": first, "end": min(end, (1 << 63) - 1)}


def here_sql(asked: Question) -> str:
    """Return the condition that cells are of the place asked, to be appended; '' where everywhere is asked."""
    return f" AND {_HERE[asked.population]}" if asked.place else ""


def _counts(asked: Question, snapshot: Snapshot, *, seen_by: Viewer) -> dict[str, dict[str, int]]:
    """Return people by category and class."""
    if asked.by in LEVELS:
        length = LEVELS[asked.by]
        category = f"CASE WHEN length(place_code) >= {length} THEN left(place_code, {length}) ELSE '' END"
    else:
        category = _COLUMNS[asked.by]
    where = ["snapshot_id = %(snapshot)s"]
    if asked.place:
        where.append(_HERE[asked.population])
    if asked.population == "register":
        of_kabupaten = asked.by in OF_KABUPATEN
        if of_kabupaten and len(asked.place) > LEVELS["kabupaten"]:
            raise NotKnown(tuple(name for name in dimensions_of("register") if name not in OF_KABUPATEN))
        where.append(f"grid = '{'kabupaten' if of_kabupaten else 'kelurahan'}'")
        table, klass = (
            "coverage_cell",
            class_sql("state", "paid_month", "%(month)s::date", grace=grace_months(asked.month)),
        )
    else:
        table, klass = "coverage_listed_cell", "month_class"
        if seen_by.senders:
            where.append("sender_code = ANY(%(senders)s)")
    said = {"snapshot": snapshot.pk, "month": asked.month, "senders": list(seen_by.senders)} | said_of(asked.place)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"SELECT {category}, {klass}, sum(people)::bigint FROM {table} WHERE {' AND '.join(where)} GROUP BY 1, 2",
            said,
        )
        found: dict[str, dict[str, int]] = {}
        for name, which, people in cursor.fetchall():
            found.setdefault(name, {})[which] = people
    return found or ({"": {}} if asked.by == "total" else {})


def _order(by: str, one: tuple[str, dict[str, int]]) -> tuple[object, ...]:
    category, counts = one
    if by in LEVELS or by in ("place", "age"):
        return (category == "", category)
    return (-sum(counts.values()), category)


def _sources(asked: Question) -> tuple[str, ...]:
    if asked.basis == "computed":
        return ()
    found = Source.objects.using("owner").exclude(as_of=None).order_by("rank", "name")
    return tuple(f"{one.name} ({one.as_of:%d-%m-%Y})" for one in found)


def _figure(asked: Question, snapshot: Snapshot, cell: Cell, known: Known) -> Figure:
    place = cell.category if asked.by in LEVELS or asked.by == "place" else asked.place
    has_cell = asked.by in ("total", "segment", "place", *LEVELS) and bool(place)
    stated = known.universes.get(place, [])
    shares = (
        shares_of(
            cell.counts,
            stated,
            population=asked.population,
            segment=cell.category if asked.by == "segment" else "",
            month=asked.month,
            inhabitants=inhabitants(stated),
            in_force=place in known.in_force,
        )
        if has_cell
        else ()
    )
    warnings = _warnings(asked, snapshot, cell)
    if not shares:
        warnings.append(Warn("no_universe"))
    return Figure(
        basis=asked.basis,
        population=asked.population,
        month=asked.month,
        place_code=place,
        dimension=asked.by,
        category=cell.category,
        label=known.labels.get(cell.category, cell.category),
        counts=cell.counts,
        as_of=snapshot.as_of,
        sources=known.sources,
        shares=shares,
        warnings=tuple(warnings),
    )


def universes(places: set[str]) -> dict[str, list[StatedUniverse]]:
    """Return what was stated of places: every source's newest statement of each kind and segment."""
    newest: dict[tuple[str, ...], StatedUniverse] = {}
    for one in Universe.objects.using("owner").filter(place_code__in=places).order_by("on"):
        stated = StatedUniverse(one.place_code, one.counts, one.segment, one.people, one.on, one.source, one.definition)
        newest[(one.place_code, one.counts, one.segment, one.source)] = stated
    found: dict[str, list[StatedUniverse]] = {place: [] for place in places}
    for _, stated in sorted(newest.items()):
        found[stated.place_code].append(stated)
    return found


def inhabitants(stated: list[StatedUniverse]) -> StatedUniverse | None:
    """Return the newest population among statements about a place."""
    people = [one for one in stated if one.counts == "population" and one.segment == "all"]
    return max(people, key=lambda one: one.on, default=None)


def _warnings(asked: Question, snapshot: Snapshot, cell: Cell) -> list[Warn]:
    found, counts = [], cell.counts
    if counts.get("unproven"):
        found.append(Warn("unproven", {"people": counts["unproven"]}))
    if asked.by in LEVELS and cell.category == "":
        found.append(Warn("not_placed", {"people": sum(counts.values())}))
    if asked.basis == "reported" and snapshot.as_of:
        reported = Month.of(snapshot.as_of)
        if asked.month < reported.plus(-1).starts_on:
            found.append(Warn("month_before_report", {"as_of": snapshot.as_of}))
        if asked.month > reported.starts_on:
            found.append(Warn("month_after_report", {"as_of": snapshot.as_of}))
    return found


def over_time(asked: Question, *, seen_by: Viewer, segment: str = "") -> list[Figure]:
    """Return the total of a place in every month that can be answered, oldest first; the month asked makes no difference.

    :param segment: only the people of this segment; '' for all.

    :raises NotAllowed, NotMeasured, NotYourPlace, PublishedOnly: as `figures`.
    """
    seen_by.must("see_coverage")
    must_be_theirs(asked, seen_by=seen_by)
    whole = replace(asked, by="segment" if segment else "total")
    known = _known(whole, set(), seen_by=seen_by)
    found = (
        _register_by_month(whole, segment)
        if asked.population == "register"
        else _lists_by_month(whole, segment, seen_by=seen_by)
    )
    return [
        _figure(replace(whole, month=month), snapshot, Cell(segment, counts), known)
        for month, (snapshot, counts) in sorted(found.items())
    ]


ByMonth = dict[dt.date, tuple[Snapshot, dict[str, int]]]


def _lists_by_month(asked: Question, segment: str, *, seen_by: Viewer) -> ByMonth:
    held = Snapshot.objects.using("owner").filter(basis=asked.basis, population="listed", office_id=seen_by.office_id)
    snapshots = {one.pk: one for one in held}
    found: ByMonth = {one.month: (one, {}) for one in snapshots.values()}
    mine = " AND sender_code = ANY(%(senders)s)" if seen_by.senders else ""
    mine += " AND segment = %(segment)s" if segment else ""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT snapshot_id, month_class, sum(people)::bigint FROM coverage_listed_cell"
            f" WHERE snapshot_id = ANY(%(snapshots)s){here_sql(asked)}{mine} GROUP BY 1, 2",
            {"snapshots": list(snapshots), "senders": list(seen_by.senders), "segment": segment} | said_of(asked.place),
        )
        for snapshot, which, people in cursor.fetchall():
            found[snapshots[snapshot].month][1][which] = people
    return found


def _register_by_month(asked: Question, segment: str) -> ByMonth:
    """Read the cube once: what a state and last paid month make of people in each month is plain arithmetic."""
    snapshot = Snapshot.objects.using("owner").filter(basis="reported", population="register").first()
    if snapshot is None:
        raise NotMeasured([])
    of_segment = " AND segment = %(segment)s" if segment else ""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT state, paid_month, sum(people)::bigint FROM coverage_cell"
            f" WHERE snapshot_id = %(snapshot)s AND grid = 'kelurahan'{here_sql(asked)}{of_segment} GROUP BY 1, 2",
            {"snapshot": snapshot.pk, "segment": segment} | said_of(asked.place),
        )
        parts = cursor.fetchall()
    found: ByMonth = {}
    for month in _months_of_register(snapshot):
        counts: dict[str, int] = defaultdict(int)
        for state, paid, people in parts:
            counts[class_of(state, paid, month)] += people
        found[month] = (snapshot, dict(counts))
    return found


def _months_of_register(snapshot: Snapshot) -> list[dt.date]:
    """Return the months from the earliest that the cube can answer to that of its newest report."""
    last = Month.of(snapshot.as_of or snapshot.measured_at.date())
    first = Month.of(snapshot.floor_month).plus(1 + grace_months(last.starts_on))
    return [first.plus(step).starts_on for step in range(max(0, first.months_until(last)) + 1)]


def months_answerable(population: str, *, seen_by: Viewer) -> list[dt.date]:
    """Return the months that can be asked of a population, oldest first; empty: nothing was measured."""
    seen_by.must("see_coverage")
    if population == "listed":
        return months_measured(seen_by=seen_by)
    snapshot = Snapshot.objects.using("owner").filter(basis="reported", population="register").first()
    return _months_of_register(snapshot) if snapshot else []


def people_listed(asked: Question, *, seen_by: Viewer) -> int:
    """Return how many people all lists of the office name, wherever they live, as they were measured for the month asked.

    :raises NotAllowed, NotMeasured: as `figures`.
    """
    seen_by.must("see_coverage")
    return snapshot_of(replace(asked, population="listed"), seen_by=seen_by).people


def months_measured(*, seen_by: Viewer) -> list[dt.date]:
    """Return the months in which the viewer's office measured its lists, oldest first."""
    seen_by.must("see_coverage")
    held = Snapshot.objects.using("owner").filter(population="listed", office_id=seen_by.office_id)
    return sorted(set(held.values_list("month", flat=True)))
