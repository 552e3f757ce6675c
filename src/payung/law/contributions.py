"""What is owed for a contribution month: the Python API of the monthly book, for one person and as SQL for millions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from payung.law.jakon import PROJECT
from payung.law.lines import BILL, BPU_LINES, LEDGER
from payung.law.monthly import MONTH
from payung.law.months import completed_months, in_book, month_end, month_number, months_between
from payung.law.reckoning import Answer, answer
from payung.law.refusals import BadInputs, Refused
from payung.law.sql import Asked, Query, compile_query, guard_tests
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Due:
    """One person's bill for one month: whole rupiah per line, and the answer that carries the reasons."""

    month: dt.date
    lines: Mapping[str, int]
    answer: Answer

    def __getitem__(self, line: str) -> int:
        return self.lines[line]

    @property
    def total(self) -> int:
        """The whole bill in rupiah."""
        return self.lines["total"]

    @property
    def weakest(self) -> str:
        """The weakest confidence of any figure behind the bill."""
        return self.answer.weakest


def bpu_month(
    month: dt.date,
    *,
    income: int,
    payer: str,
    occupation: str = "other",
    jht: bool = False,
    **more: object,
) -> Due:
    """Price one month of a self-employed member.

    :param month: any day of the contribution month. :param income: declared monthly income, whole rupiah.
    :param payer: self, employer, pemkab, pemprov, desa, csr, sponsor or apbn; public payers get no relief (PP 50/2025).
    :param occupation: `transport` (drivers, couriers) or `other`. :param jht: whether JHT was chosen.
    :param more: `member_since` (a day; matters only in the relief of 2020), `ruling` (`entitled`/`excluded`: a written
        ruling on payers that PP 50/2025 leaves open).
    :returns: lines jkk, jkm, jht_worker, total.
    :raises BadInputs: with everything wrong at once, in both languages. :raises NotInForce: before July 2015.
    """
    given = {"earnings": income, "payer": payer, "occupation": occupation, "jht": jht}
    return _due("bpu", month, given, more, BPU_LINES)


def pu_month(
    month: dt.date,
    *,
    wage: int,
    risk: int,
    born_on: dt.date | None = None,
    programmes: Iterable[str] = ("jkk", "jkm", "jht", "jp"),
    **more: object,
) -> Due:
    """Price one month of a wage earner: employer and worker lines, and the JKP ledger when in JKP.

    :param wage: basic wage and fixed allowances, whole rupiah. :param risk: JKK class 1..5.
    :param born_on: needed when in JP. :param programmes: of jkk, jkm, jht, jp, jkp.
    :param more: `labour_intensive` (entitled to PP 7/2025), `jp_deferred`, `member_since`.
    :returns: the lines of BILL, and of LEDGER when `jkp` is among the programmes.
    :raises BadInputs: with everything wrong at once. :raises NotPublished: for JP when the year's cap is not out.
    """
    chosen = set(programmes)
    given: dict[str, object] = {"earnings": wage, "risk": risk, "jht": "jht" in chosen, "jp": "jp" in chosen}
    given["jkp"] = "jkp" in chosen
    if born_on is not None:
        given["age_months"] = completed_months(born_on, month_end(month))
    return _due("pu", month, given, more, BILL + LEDGER if "jkp" in chosen else BILL)


def jakon_month(month: dt.date, *, wage: int) -> Due:
    """Price one month of a construction worker whose wage is known: lines jkk, jkm, total; all borne by the employer."""
    return _due("jakon", month, {"earnings": wage}, {}, ("jkk", "jkm", "total"))


def jakon_project(month: dt.date, *, contract: int) -> Due:
    """Price a construction project by its contract value without VAT (wages unknown).

    :returns: lines project_jkk, project_jkm, total (= project_total).
    """
    first = in_book(month)
    targets = ("project_jkk", "project_jkm", "project_total")
    found = answer(PROJECT, targets, month_end(first), {"contract": contract})
    lines = {name: _whole(found[name]) for name in targets}
    return Due(first, lines | {"total": lines["project_total"]}, found)


def bpu_months(first: dt.date, last: dt.date, **person: object) -> list[Due]:
    """Price a prepayment month by month, both ends included: relief goes by contribution month, not by payment day."""
    return [bpu_month(month, **person) for month in months_between(first, last)]  # type: ignore[arg-type]


def _due(
    segment: str, month: dt.date, given: dict[str, object], more: dict[str, object], lines: tuple[str, ...]
) -> Due:
    first = in_book(month)
    row = {"segment": segment, "month": month_number(first), **given, **more}
    since = row.get("member_since")
    if isinstance(since, dt.date):
        row["member_since"] = month_number(since)
    found = answer(MONTH, lines, month_end(first), row)
    return Due(first, {name: _whole(found[name]) for name in lines}, found)


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def month_query(month: dt.date, source: str, *, lines: tuple[str, ...] = BILL, keep: tuple[str, ...] = ()) -> Query:
    """Return DuckDB SQL that prices a whole relation for one month; rows that the law leaves open are not in the result.

    :param source: SQL of a relation with valid columns named as the inputs of MONTH (a file as it came: bulk.Pricing).
    :returns: the kept columns and one BIGINT per line.
    :raises NotPublished: if a line needs a figure that is not out.
    """
    return _cleared(_asked(month, lines, keep), source, "duckdb")


def bpu_sql(
    month: dt.date,
    source: str,
    *,
    lines: tuple[str, ...] = BPU_LINES,
    keep: tuple[str, ...] = (),
    dialect: str = "duckdb",
) -> Query:
    """Return SQL that prices self-employed members in bulk for one month.

    Rows that the law leaves open (PP 50/2025: a payer that may be APBN or APBD, without a written ruling) are not priced and
    not in the result: `bpu_refused_sql` gives just those. Together they are the source.

    :param source: SQL of a relation with columns earnings BIGINT, payer, occupation VARCHAR, jht BOOLEAN, no NULL; in the
        months of PP 50/2025 also `ruling` ('none', 'entitled', 'excluded'). `Query.needs` says which the month really uses.
    :param dialect: duckdb, postgres or polars.
    """
    return _cleared(_asked(month, lines, keep, {"segment": "bpu"}), source, dialect)


def bpu_refused_sql(month: dt.date, source: str, *, keep: tuple[str, ...] = (), dialect: str = "duckdb") -> str:
    """Return SQL of the rows that `bpu_sql` does not price: the kept columns and `refused_by`, the guard that refuses.

    Its words say what to get: `MONTH.guards[name].words`. '' where the month refuses nobody.
    """
    tests, _ = guard_tests(_asked(month, BPU_LINES, keep, {"segment": "bpu"}), dialect)
    if not tests:
        return ""
    names = " ".join(f"WHEN {test} THEN '{name}'" for name, test in tests.items())
    columns = "".join(f'"{name}", ' for name in keep)
    return f"SELECT {columns}CASE {names} END AS refused_by FROM {source} WHERE {' OR '.join(tests.values())}"


def _asked(
    month: dt.date, lines: tuple[str, ...], keep: tuple[str, ...], fixed: Mapping[str, object] | None = None
) -> Asked:
    first = in_book(month)
    return Asked(MONTH, lines, month_end(first), keep, {**(fixed or {}), "month": month_number(first)})


def _cleared(asked: Asked, source: str, dialect: str) -> Query:
    """Compile over the rows that no guard refuses."""
    tests, needs = guard_tests(asked, dialect)
    clear = f"(SELECT * FROM {source} WHERE NOT ({' OR '.join(tests.values())})) AS clear" if tests else source
    query = compile_query(asked, clear, dialect)
    return replace(query, needs=query.needs | needs)


def settled(owed: int, paid: int) -> dict[str, int]:
    """Return what is netted in the next month (PP 44/2015 Pasal 23): `overpaid`, `underpaid`, in whole rupiah.

    :raises BadInputs: if an amount is negative or no whole number.
    """
    problems = [Refused(_AMOUNT, value=repr(value)) for value in (owed, paid) if type(value) is not int or value < 0]
    if problems:
        raise BadInputs(problems)
    return {"overpaid": max(paid - owed, 0), "underpaid": max(owed - paid, 0)}


_AMOUNT = Words(
    id="jumlah {value} bukan bilangan bulat rupiah yang tidak negatif",
    en="amount {value} is not a whole, non-negative number of rupiah",
)
