"""A sample's answers as precision and recall: closed by hand, honest where answers are missing, wider where nobody could decide."""

from __future__ import annotations

from collections import Counter

import pytest

from payung.linkage.measuring import estimate, verdict
from payung.linkage.sampling import LINKED

SIZES = {"linked_nik": 9_000, "linked_near": 1_000, "review": 200, "below": 500, "judged": 100}
SAID = {
    "linked_nik": Counter(same=60),
    "linked_near": Counter(same=54, different=6),
    "review": Counter(same=30, different=30),
    "below": Counter(same=3, different=57),
}
ALL = (*LINKED, "review", "below", "judged")


def test_bands_weigh_as_much_as_they_hold() -> None:
    precision = estimate(SIZES, SAID, top=LINKED, of=LINKED, whole=True)
    recall = estimate(SIZES, SAID, top=LINKED, of=ALL, whole=False)
    after = estimate(SIZES, SAID, top=(*LINKED, "review", "judged"), of=ALL, whole=False)

    assert precision.value == pytest.approx((9_000 + 900) / 10_000)
    assert recall.value == pytest.approx(9_900 / (9_900 + 100 + 25 + 100))
    assert after.value == pytest.approx(10_100 / (9_900 + 100 + 25 + 100))
    for one in (precision, recall, after):
        assert one.low < one.value < one.high
    assert precision.low > 0.95


def test_a_band_without_answers_makes_a_figure_unknown() -> None:
    said = {band: counter for band, counter in SAID.items() if band != "below"}

    assert estimate(SIZES, said, top=LINKED, of=LINKED, whole=True).value is not None
    unknown = estimate(SIZES, said, top=LINKED, of=ALL, whole=False)
    assert (unknown.value, unknown.low, unknown.high, unknown.why) == (None, 0.0, 1.0, ("below",))
    assert estimate({}, {}, top=LINKED, of=LINKED, whole=True).value is None


def test_what_nobody_could_decide_widens_the_interval() -> None:
    sure = estimate(SIZES, SAID, top=LINKED, of=LINKED, whole=True)
    doubted = SAID | {"linked_nik": Counter(same=54, undecided=6)}
    unsure = estimate(SIZES, doubted, top=LINKED, of=LINKED, whole=True)

    assert unsure.low < sure.low
    assert unsure.high >= sure.high - 0.01


def test_the_same_sample_has_the_same_interval_and_one_looked_at_whole_has_none() -> None:
    assert estimate(SIZES, SAID, top=LINKED, of=LINKED, whole=True) == estimate(
        SIZES, SAID, top=LINKED, of=LINKED, whole=True
    )
    whole = estimate(
        {"linked_nik": 20}, {"linked_nik": Counter(same=19, different=1)}, top=LINKED, of=LINKED, whole=True
    )
    assert (whole.low, whole.value, whole.high) == (0.95, 0.95, 0.95)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("same", "same", "same"),
        ("different", "different", "different"),
        ("same", "different", "undecided"),
        ("cannot_tell", "cannot_tell", "undecided"),
        ("same", None, "open"),
        (None, None, "open"),
    ],
)
def test_two_answers_together(first: str | None, second: str | None, together: str) -> None:
    assert verdict(first, second) == together
