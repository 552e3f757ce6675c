"""The same four contribution lines in this rule book, OpenFisca-core and PolicyEngine-core, against exact arithmetic.

`python benchmarks/law_peers.py [persons]`; a peer that is not installed is left out. Peers are AGPL-3.0: they are called here
for comparison only and are no dependency of the product. Model: JKK by five classes, JHT employer and worker, JP worker with cap.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import duckdb
import numpy as np

from payung.law.library import BOOKS
from payung.law.months import month_end, month_number
from payung.law.sql import Asked, compile_query

MONTH = dt.date(2026, 6, 1)
MONTH_BOOK = BOOKS["month"]
RATES = {1: 2_400, 2: 5_400, 3: 8_900, 4: 12_700, 5: 17_400}
LINES = ("jkk", "jht_employer", "jht_worker", "jp_worker")
CAP = 11_086_300


def people(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return wages and classes of synthetic wage earners."""
    number = np.arange(count, dtype=np.int64)
    return 1_000_000 + (number * 7_919) % 19_000_003, 1 + number % 5


def exact(wage: np.ndarray, risk: np.ndarray) -> dict[str, np.ndarray]:
    """Return the lines by whole-number arithmetic, half up: the reference."""
    table = np.array([0, *RATES.values()], dtype=np.int64)

    def share(base: np.ndarray, ppm: np.ndarray | int) -> np.ndarray:
        return (base * ppm + 500_000) // 1_000_000

    capped = np.minimum(wage, CAP)
    return {
        "jkk": share(wage, table[risk]),
        "jht_employer": share(wage, 37_000),
        "jht_worker": share(wage, 20_000),
        "jp_worker": share(capped, 10_000),
    }


def ours(wage: np.ndarray, risk: np.ndarray) -> dict[str, np.ndarray]:
    """Return the lines by the rule book in DuckDB."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.register("arrays", {"earnings": wage, "risk": risk})
    # The peers' model knows only wage earners in all programmes; what is the same for all is folded into the query here too.
    fixed = {"segment": "pu", "jht": True, "jp": True, "age_months": 400, "labour_intensive": False}
    fixed |= {"month": month_number(MONTH), "member_since": 0}
    query = compile_query(Asked(MONTH_BOOK, LINES, month_end(MONTH), fixed=fixed), "arrays")
    return connection.execute(query.sql).fetchnumpy()


def fisca(core: str) -> Callable[[np.ndarray, np.ndarray], dict[str, np.ndarray]]:
    """Return the model in OpenFisca-core or PolicyEngine-core, which share their interface.

    :raises ImportError: if it is not installed.
    """
    parts = {
        name: importlib.import_module(f"{core}.{name}")
        for name in ("entities", "periods", "variables", "taxbenefitsystems", "simulations", "populations")
    }
    parts["parameters"] = importlib.import_module(f"{core}.parameters")
    person = parts["entities"].Entity("person", "persons", "", "")
    system = parts["taxbenefitsystems"].TaxBenefitSystem([person])
    system.parameters = parts["parameters"].ParameterNode("", data=_dated())
    for variable in _variables(parts, person):
        system.add_variable(variable)
    return lambda wage, risk: _fisca_lines(parts, system, wage, risk)


def _dated() -> dict[str, Any]:
    """The figures as a country package dates them."""

    def dated(value: float) -> dict[str, Any]:
        return {"values": {"2015-07-01": {"value": value}}}

    singles = {"jht_employer": 0.037, "jht_worker": 0.02, "jp_worker": 0.01, "jp_cap": CAP}
    classes = {f"c{risk}": dated(ppm / 1_000_000) for risk, ppm in RATES.items()}
    return {**{name: dated(value) for name, value in singles.items()}, "jkk": classes}


def _variables(parts: dict[str, ModuleType], person: Any) -> list[type]:
    month, base = parts["periods"].MONTH, parts["variables"].Variable

    def variable(name: str, formula: Callable[..., Any] | None, kind: type = float) -> type:
        content: dict[str, Any] = {"value_type": kind, "entity": person, "definition_period": month, "label": name}
        if formula is not None:
            content["formula"] = formula
        return type(name, (base,), content)

    def jkk(member: Any, period: Any, parameters: Any) -> Any:
        classes = np.char.add("c", member("risk", period).astype(str))
        return np.floor(member("wage", period) * parameters(period).jkk[classes] + 0.5)

    def jht_employer(member: Any, period: Any, parameters: Any) -> Any:
        return np.floor(member("wage", period) * parameters(period).jht_employer + 0.5)

    def jht_worker(member: Any, period: Any, parameters: Any) -> Any:
        return np.floor(member("wage", period) * parameters(period).jht_worker + 0.5)

    def jp_worker(member: Any, period: Any, parameters: Any) -> Any:
        return np.floor(
            np.minimum(member("wage", period), parameters(period).jp_cap) * parameters(period).jp_worker + 0.5
        )

    inputs = [variable("wage", None), variable("risk", None, int)]
    formulas = (jkk, jht_employer, jht_worker, jp_worker)
    return [*inputs, *(variable(one.__name__, one) for one in formulas)]


def _fisca_lines(
    parts: dict[str, ModuleType], system: Any, wage: np.ndarray, risk: np.ndarray
) -> dict[str, np.ndarray]:
    builder = importlib.import_module(f"{parts['simulations'].__name__}.simulation_builder").SimulationBuilder()
    simulation = builder.build_default_simulation(system, count=len(wage))
    period = f"{MONTH:%Y-%m}"
    simulation.set_input("wage", period, wage)
    simulation.set_input("risk", period, risk)
    return {line: simulation.calculate(line, period) for line in LINES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("persons", nargs="?", type=int, default=1_000_000)
    wage, risk = people(parser.parse_args().persons)
    reference = exact(wage, risk)
    table = ["| engine | persons | seconds | CPU seconds | lines off by a rupiah or more |", "|---|---|---|---|---|"]
    for name, make in (
        ("payung rule book in DuckDB", lambda: ours),
        ("OpenFisca-core", lambda: fisca("openfisca_core")),
        ("PolicyEngine-core", lambda: fisca("policyengine_core")),
    ):
        try:
            model = make()
        except ImportError as missing:
            table.append(f"| {name} | not installed ({missing.name}) | | | |")
            continue
        model(wage[:10], risk[:10])
        began, cpu = time.perf_counter(), time.process_time()
        found = model(wage, risk)
        seconds, used = time.perf_counter() - began, time.process_time() - cpu
        off = sum(int((np.asarray(found[line], dtype=np.float64) != reference[line]).sum()) for line in LINES)
        table.append(f"| {name} | {len(wage):,} | {seconds:.2f} | {used:.2f} | {off:,} |")
    sys.stdout.write("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
