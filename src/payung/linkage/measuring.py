"""How right matching is, from the answers of two people each to a sample: estimates with intervals, or why there is none."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.linkage.models import Draw
from payung.linkage.queries import kappa
from payung.linkage.sampling import ALL, LINKED
from payung.vocabulary.share import Share

BANDS = (*LINKED, "review", "below")
GROUPS = (ALL, "women", "men", "no_nik", "single_name", "no_birth_date", "disabled", "over_60")
#: How often an interval is tried out; the same sample gives the same interval.
TRIES = 2_000
#: A longer pause between two answers is a pause, not work.
LONGEST_LOOK = 300


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its interval (95 %). None: the sample cannot tell; `why` names what is missing (bands without answers)."""

    value: float | None
    low: float = 0.0
    high: float = 1.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """What two people each said of the pairs drawn from one band: drawn = same + different + undecided + open."""

    side: str
    band: str
    pairs: int
    drawn: int
    same: int
    different: int
    undecided: int

    @property
    def open(self) -> int:
        """Drawn pairs that do not have two answers yet."""
        return self.drawn - self.same - self.different - self.undecided

    @property
    def share(self) -> Share:
        """The share of one person among the pairs that were decided."""
        return Share(self.same, self.same + self.different)


@dataclass(frozen=True, slots=True)
class Group:
    """Precision of automatic links, and recall before and after review, for one group of people on one side."""

    side: str
    group: str
    links: int
    precision: Estimate
    recall: Estimate
    recall_after_review: Estimate


@dataclass(frozen=True, slots=True)
class Pace:
    """How long reviewers take: answers, those that followed another within LONGEST_LOOK, the median seconds between."""

    reviewer: str
    answers: int
    timed: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What an installation can say of its own matching. `drawn_at` None: nothing was ever drawn.

    `reviewed`: of all answers that decided something, those that said "same"; the likeliest pairs come first, so that this is no sample.
    """

    drawn_at: dt.datetime | None
    model: str
    has_below: bool
    bands: tuple[Band, ...]
    groups: tuple[Group, ...]
    looks: int
    agreed: int
    kappa: float | None
    reviewed: Share
    pace: tuple[Pace, ...]


_ANSWERED = """
SELECT s.side, s.band, s.groups, j.answer, k.answer
FROM linkage_sampled s
LEFT JOIN linkage_judgement j ON j.office_id = s.office_id AND j.identity = s.identity AND j.withdrawn_at IS NULL
LEFT JOIN linkage_second_look k ON k.judgement_id = j.id
WHERE s.draw_id = %s ORDER BY s.id
"""

# Ordinary work, no sample: what came of the doubtful pairs that were answered.
_REVIEWED = "SELECT answer, count(*) FROM linkage_judgement WHERE office_id = %s AND withdrawn_at IS NULL GROUP BY 1"

_GIVEN = """
SELECT a.name, g.at FROM (SELECT by_id, at FROM linkage_judgement WHERE office_id = %(office)s
    UNION ALL SELECT by_id, at FROM linkage_second_look WHERE office_id = %(office)s) g
JOIN access_account a ON a.id = g.by_id ORDER BY 1, 2
"""


def measured(*, seen_by: Viewer) -> Measured:
    """Return what the newest sample says, and how long reviewing takes.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        draw = Draw.objects.filter(office_id=seen_by.office_id).order_by("-pk").first()
        with connections["default"].cursor() as cursor:
            rows = []
            if draw is not None:
                cursor.execute(_ANSWERED, [draw.pk])
                rows = cursor.fetchall()
            cursor.execute(_REVIEWED, [seen_by.office_id])
            answers = dict(cursor.fetchall())
            cursor.execute(_GIVEN, {"office": seen_by.office_id})
            given = cursor.fetchall()
    populations = {(side, band, group): pairs for side, band, group, pairs in draw.populations} if draw else {}
    twice = [(one, other) for *_, one, other in rows if other is not None]
    return Measured(
        drawn_at=draw.drawn_at if draw else None,
        model=draw.model if draw else "",
        has_below=draw.has_below if draw else False,
        bands=tuple(_bands(populations, rows)),
        groups=tuple(_groups(populations, rows, has_below=draw.has_below if draw else False)),
        looks=len(twice),
        agreed=sum(one == other for one, other in twice),
        kappa=kappa(twice),
        reviewed=Share(answers.get("same", 0), answers.get("same", 0) + answers.get("different", 0)),
        pace=tuple(_pace(given)),
    )


def verdict(first: str | None, second: str | None) -> str:
    """Return what two answers say together: same, different, undecided, or open while one is missing."""
    if first is None or second is None:
        return "open"
    return first if first == second and first != "cannot_tell" else "undecided"


def _counts(rows: Iterable[tuple], group: str) -> dict[tuple[str, str], Counter[str]]:
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for side, band, groups, first, second in rows:
        if group in groups:
            found[side, band][verdict(first, second)] += 1
    return found


def _bands(populations: Mapping[tuple[str, str, str], int], rows: list[tuple]) -> Iterable[Band]:
    counts = _counts(rows, ALL)
    for side in ("register", "list"):
        for band in BANDS:
            pairs, said = populations.get((side, band, ALL), 0), counts[side, band]
            if pairs:
                yield Band(side, band, pairs, said.total(), said["same"], said["different"], said["undecided"])


def _groups(populations: Mapping[tuple[str, str, str], int], rows: list[tuple], *, has_below: bool) -> Iterable[Group]:
    for side in ("register", "list"):
        for group in GROUPS:
            sizes = {band: pairs for (at, band, about), pairs in populations.items() if (at, about) == (side, group)}
            if not sizes:
                continue
            said = {band: counter for (at, band), counter in _counts(rows, group).items() if at == side}
            # Rows that matching took for new are drawn against the register only.
            whole = (*LINKED, "review", "below", "judged") if has_below and side == "register" else None
            yield Group(
                side,
                group,
                sum(sizes.get(band, 0) for band in LINKED),
                estimate(sizes, said, top=LINKED, of=LINKED, whole=True),
                _recall(sizes, said, LINKED, whole),
                _recall(sizes, said, (*LINKED, "review", "judged"), whole),
            )


def _recall(
    sizes: Mapping[str, int], said: Mapping[str, Counter[str]], top: tuple[str, ...], of: tuple[str, ...] | None
) -> Estimate:
    return estimate(sizes, said, top=top, of=of, whole=False) if of else Estimate(None, why=("below",))


def estimate(
    sizes: Mapping[str, int],
    said: Mapping[str, Counter[str]],
    *,
    top: tuple[str, ...],
    of: tuple[str, ...],
    whole: bool,
) -> Estimate:
    """Return the share of pairs that are one person: those in the bands `top`, of those in the bands `of`.

    :param sizes: pairs in each band. :param said: answers to those drawn, by `verdict`; 'judged' needs none: people said same.
    :param whole: divide by all pairs of `of` (precision), instead of by those that are one person (recall).

    Each band is drawn by chance, so that its share is known up to a beta distribution (Jeffreys'); pairs that two people
    could not decide count once as one person and once as two, and the wider interval is told.
    """
    missing = tuple(
        band for band in of if band != "judged" and sizes.get(band) and not _decided(said.get(band, Counter()))
    )
    if missing or not any(sizes.get(band) for band in of):
        return Estimate(None, why=missing or tuple(of[:1]))
    ends = []
    for undecided in (0, 1):
        tries = _tries(sizes, said, top=top, of=of, whole=whole, undecided=undecided)
        ends += [tries[int(TRIES * 0.025)], tries[int(TRIES * 0.975)]]
    found = {band: sizes.get(band, 0) * _point(band, said) for band in of}
    below = sum(sizes.get(band, 0) for band in of) if whole else sum(found.values())
    value = sum(found[band] for band in top if band in found) / below if below else None
    return Estimate(value, min(ends), max(ends))


def _decided(said: Counter[str]) -> int:
    return said["same"] + said["different"]


def _point(band: str, said: Mapping[str, Counter[str]]) -> float:
    if band == "judged":
        return 1.0
    counter = said.get(band, Counter())
    return counter["same"] / _decided(counter) if _decided(counter) else 0.0


def _tries(
    sizes: Mapping[str, int],
    said: Mapping[str, Counter[str]],
    *,
    top: tuple[str, ...],
    of: tuple[str, ...],
    whole: bool,
    undecided: int,
) -> list[float]:
    # No secret: the same sample must give the same interval.
    chance = random.Random(6474)
    shares = []
    for _ in range(TRIES):
        found = {}
        for band in of:
            counter, pairs = said.get(band, Counter()), sizes.get(band, 0)
            same = counter["same"] + undecided * counter["undecided"]
            other = counter["different"] + (1 - undecided) * counter["undecided"]
            # What was looked at is known; chance is in the rest.
            rest = max(pairs - same - other, 0)
            if band == "judged":
                found[band] = float(pairs)
            elif pairs:
                found[band] = min(same, pairs) + (rest * chance.betavariate(same + 0.5, other + 0.5) if rest else 0.0)
        below = sum(sizes.get(band, 0) for band in of) if whole else sum(found.values())
        shares.append(min(sum(found.get(band, 0.0) for band in top) / below, 1.0) if below else 0.0)
    return sorted(shares)


def _pace(given: list[tuple[str, dt.datetime]]) -> Iterable[Pace]:
    by_name: dict[str, list[dt.datetime]] = defaultdict(list)
    for name, at in given:
        by_name[name].append(at)
    for name, moments in by_name.items():
        gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
        worked = [gap for gap in gaps if gap <= LONGEST_LOOK]
        yield Pace(name, len(moments), len(worked), median(worked) if worked else None)
