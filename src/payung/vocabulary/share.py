"""A share of a count, with an interval that is honest for small counts."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

# Two-sided 95 %.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its Wilson interval (95 %): `hits` of `of`; an empty base gives 0 to 1."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the Wilson score interval (Wilson 1927), which stays inside 0 to 1 and is honest for small bases."""
        if not self.of:
            return 0.0, 1.0
        share, n = self.value, self.of
        middle = share + Z * Z / (2 * n)
        half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + Z * Z / n)), min(1.0, (middle + half) / (1 + Z * Z / n))
