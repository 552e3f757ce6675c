"""Statements that wait for the disk, run side by side: each in a thread with a connection and a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

# A register larger than memory is read from disk, and a look-up waits for each page: so many wait at once.
LARGE = 2_000_000
AT_ONCE = 16
#: From so many rows of a list on, connections of their own are worth what they cost.
MANY = 5_000
#: A look-up of many values is made in so many parts at least, and in as many as can be at work at once.
PARTS = 4


def look_up(statements: Sequence[str], parameters: Sequence[object] = ()) -> None:
    """Run look-ups one after the other in one transaction; each is given the parameters that it has places for.

    The planner must not trade index look-ups for reading the register whole.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
        )
        cursor.execute("SET LOCAL jit = off")
        for statement in statements:
            cursor.execute(statement, list(parameters) * statement.count("%s"))


def look_up_abreast(statements: Sequence[str], parameters: Sequence[object] = ()) -> None:
    """Run look-ups side by side, AT_ONCE at most."""
    waiting = iter(list(statements))
    with ThreadPoolExecutor(AT_ONCE) as threads:
        done = [threads.submit(_alone, waiting, parameters) for _ in range(min(AT_ONCE, len(statements)))]
        for one in done:
            one.result()


def _alone(waiting: Iterator[str], parameters: Sequence[object]) -> None:
    """Run in a thread what still waits; its connection goes with it."""
    try:
        for statement in waiting:
            look_up([statement], parameters)
    finally:
        connections["owner"].close()
