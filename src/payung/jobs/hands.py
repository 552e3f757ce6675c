"""What one kind of work is: how many steps it tells, and the function that does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from payung.access.viewer import Viewer
from payung.vocabulary.words import Words


class Refused(Exception):
    """The work cannot be done as it was asked for; `words` say all reasons, `result` what a person must look at."""

    def __init__(self, words: Sequence[Words], *, result: str = "") -> None:
        super().__init__("; ".join(one.en for one in words))
        self.words, self.result = tuple(words), result


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an order (`list:17`), with sentences for whoever asked for it; `warnings` are said as such."""

    result: str
    words: Sequence[Words] = ()
    warnings: Sequence[Words] = ()


class Do(Protocol):
    """Do an order; return what came of it, as `list:17`, or with sentences of its own."""

    def __call__(
        self, order: Mapping[str, Any], *, tell: Callable[[str], None], by: Viewer, at: dt.datetime
    ) -> str | Done: ...


@dataclass(frozen=True, slots=True)
class Hand:
    """One kind of work; `words` say what its steps are called to people."""

    do: Do
    steps: int
    words: Mapping[str, Words] = field(default_factory=dict)
