"""What a term can be: a range of whole numbers, or a set of choices; proves that no engine can overflow or meet NULL."""

from __future__ import annotations

from payung.law.inputs import Choice, Input, Truth
from payung.law.refusals import BadFigures

LARGEST = 2**63 - 1

Range = tuple[int, int]
Options = frozenset[object]
Domain = Range | Options
BOTH: Options = frozenset({True, False})
# A table keyed by more numbers than this is a band, not a table.
WIDEST_KEY = 1_000


def of_input(known: Input) -> Domain:
    """Return what a validated input can be."""
    if isinstance(known, Choice):
        return frozenset(known.options)
    return BOTH if isinstance(known, Truth) else (known.low, known.high)


def of_value(value: object) -> Domain:
    """Return the domain of one value."""
    if isinstance(value, bool | str):
        return frozenset({value})
    if isinstance(value, int):
        return value, value
    raise BadFigures(f"{value!r} is no value of the language")


def whole(domain: Domain, where: str) -> Range:
    """Return a range.

    :raises BadFigures: if the term is a choice or a truth.
    """
    if isinstance(domain, tuple):
        return domain
    raise BadFigures(f"{where}: a whole number is needed here")


def truth(domain: Domain, where: str) -> Options:
    """Return a set of truths.

    :raises BadFigures: if the term is a number or a choice.
    """
    if isinstance(domain, frozenset) and domain <= BOTH:
        return domain
    raise BadFigures(f"{where}: a yes/no is needed here")


def bounded(low: int, high: int, where: str) -> Range:
    """Return a range that every engine can hold in a signed 64-bit integer.

    :raises BadFigures: if it does not fit.
    """
    if low >= -LARGEST and high <= LARGEST:
        return low, high
    raise BadFigures(f"{where}: {low}..{high} does not fit into 64 bits; lower an input's bound")


def not_negative(domain: Range, where: str) -> Range:
    """Return the range.

    :raises BadFigures: if it reaches below 0, where `//` differs between engines.
    """
    if domain[0] < 0:
        raise BadFigures(f"{where}: may be negative where it is divided; wrap it in max(0, …)")
    return domain


def summed(sign: str, left: Range, right: Range, where: str) -> Range:
    """Return the range of `left sign right`."""
    if sign == "+":
        return bounded(left[0] + right[0], left[1] + right[1], where)
    if sign == "-":
        return bounded(left[0] - right[1], left[1] - right[0], where)
    corners = [a * b for a in left for b in right]
    return bounded(min(corners), max(corners), where)


def joined(left: Domain, right: Domain, where: str) -> Domain:
    """Return what either branch can be.

    :raises BadFigures: if one branch is a number and the other a choice.
    """
    if isinstance(left, tuple) and isinstance(right, tuple):
        return min(left[0], right[0]), max(left[1], right[1])
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left | right
    raise BadFigures(f"{where}: both branches must be numbers, or both choices")


def compared(sign: str, left: Domain, right: Domain, where: str) -> Options:
    """Return which truths a comparison can give."""
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return _compared_choices(sign, left, right, where)
    a, b = whole(left, where), whole(right, where)
    # What holds for the nearest pair and for the farthest pair holds for all.
    always = {
        "<": a[1] < b[0],
        "<=": a[1] <= b[0],
        ">": a[0] > b[1],
        ">=": a[0] >= b[1],
        "==": a == b and a[0] == a[1],
        "!=": a[1] < b[0] or a[0] > b[1],
    }
    opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
    if always[sign]:
        return frozenset({True})
    return frozenset({False}) if always[opposite[sign]] else BOTH


def _compared_choices(sign: str, left: Options, right: Options, where: str) -> Options:
    if sign not in ("==", "!="):
        raise BadFigures(f"{where}: choices have no order; compare with == or !=")
    if not left & right:
        return frozenset({sign == "!="})
    return frozenset({sign == "=="}) if len(left) == len(right) == 1 else BOTH


def keys(domain: Domain, where: str) -> list[object]:
    """Return every key that a table may be asked for.

    :raises BadFigures: if there are too many to be a table.
    """
    if isinstance(domain, frozenset):
        return sorted(domain, key=str)
    if domain[1] - domain[0] >= WIDEST_KEY:
        raise BadFigures(f"{where}: a table needs a bounded key, not {domain[0]}..{domain[1]}")
    return list(range(domain[0], domain[1] + 1))


def single(domain: Domain) -> object | None:
    """Return the only possible value as a Python value, or None when there are several."""
    if isinstance(domain, tuple):
        return domain[0] if domain[0] == domain[1] else None
    return next(iter(domain)) if len(domain) == 1 else None
