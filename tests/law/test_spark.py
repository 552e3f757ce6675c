"""Spark through SQLGlot: a witness where Java and pyspark are there; the text that it would run is checked everywhere."""

from __future__ import annotations

import datetime as dt
import importlib.util
import shutil
from typing import Any

import duckdb
import pytest
import sqlglot

from payung.law.lines import BILL, LEDGER
from payung.law.monthly import MONTH, PAYERS, RULINGS, SEGMENTS
from payung.law.months import month_end, month_number
from payung.law.sql import Asked, compile_query
from tests.law.engines import frame, on_duckdb

LINES = (*BILL, *LEDGER)
MONTHS = (dt.date(2020, 10, 1), dt.date(2024, 3, 1), dt.date(2026, 6, 1))
HAS_SPARK = shutil.which("java") is not None and importlib.util.find_spec("pyspark") is not None


def _rows(month: dt.date) -> list[dict[str, Any]]:
    return [
        {
            "segment": SEGMENTS[i % 3],
            "earnings": (i * 7_919_333) % 40_000_000,
            "risk": i % 5 + 1,
            "jht": i % 2 == 0,
            "jp": i % 4 != 0,
            "jkp": i % 3 != 2,
            "age_months": 200 + (i * 37) % 700,
            "payer": PAYERS[i % len(PAYERS)],
            "occupation": ("other", "transport")[i % 2],
            "ruling": RULINGS[1 + i % 2],
            "member_since": month_number(dt.date(2020, 5, 1)) + i % 10,
            "month": month_number(month),
        }
        for i in range(200)
    ]


def _spark_sql(month: dt.date) -> str:
    query = compile_query(Asked(MONTH, LINES, month_end(month)), "people")
    return sqlglot.transpile(query.sql, read="duckdb", write="spark")[0]


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_what_spark_would_run_divides_whole_numbers_and_means_the_same_when_read_back(month: dt.date) -> None:
    text = _spark_sql(month)
    people = frame(MONTH, _rows(month))

    assert " DIV " in text
    assert "DOUBLE" not in text
    with duckdb.connect() as connection:
        connection.register("people", people.to_arrow())
        back = sqlglot.transpile(text, read="spark", write="duckdb")[0]
        assert connection.execute(back).fetchall() == on_duckdb(MONTH, LINES, month_end(month), _rows(month))


@pytest.mark.skipif(not HAS_SPARK, reason="Spark is a witness only where Java and pyspark (300 MB) are installed")
def test_spark_agrees_to_the_rupiah() -> None:  # pragma: no cover
    session = importlib.import_module("pyspark.sql").SparkSession.builder.master("local[1]").getOrCreate()
    try:
        for month in MONTHS:
            people = frame(MONTH, _rows(month))
            session.createDataFrame(people.rows(), schema=list(people.columns)).createOrReplaceTempView("people")
            found = [tuple(row) for row in session.sql(_spark_sql(month)).collect()]
            assert found == on_duckdb(MONTH, LINES, month_end(month), _rows(month))
    finally:
        session.stop()
