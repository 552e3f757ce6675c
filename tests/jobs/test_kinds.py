"""Every kind of work has one hand, found by its name, and words for people."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from payung import jobs
from payung.jobs.tasks import KINDS, hand_of, words_of_step
from payung.web.work_words import TITLES


def test_every_hand_is_found_by_its_kind_and_no_module_has_others() -> None:
    modules = {one.name: import_module(f"payung.jobs.{one.name}") for one in pkgutil.iter_modules(jobs.__path__)}
    made = {name: tuple(module.HANDS) for name, module in modules.items() if hasattr(module, "HANDS")}

    assert made == KINDS
    assert all(hand_of(kind) for kinds in KINDS.values() for kind in kinds)
    assert hand_of("of_another_version") is None


def test_every_kind_has_a_title_and_a_step_is_said_in_words() -> None:
    assert {kind for kinds in KINDS.values() for kind in kinds} <= set(TITLES)
    assert words_of_step("issue_bill", "compare") is not None
    assert words_of_step("issue_bill", "unknown") is None
    assert words_of_step("of_another_version", "compare") is None
