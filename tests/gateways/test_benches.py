"""A bench keeps what it was furnished with, and nothing of the job before."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from payung.gateways import benches


def furnish(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TEMP MACRO twice(a) AS a * 2; CREATE TEMP TABLE standing AS SELECT 21 AS a")


def test_the_next_job_finds_the_furniture_and_nothing_of_the_last(tmp_path: Path) -> None:
    with benches.bench(str(tmp_path), furnish=furnish) as first:
        first.execute("CREATE TABLE of_a_job AS SELECT 1; CREATE TEMP TABLE of_a_job_too AS SELECT 1")
        first.execute("CREATE VIEW seen_by_a_job AS FROM of_a_job")

    with benches.bench(str(tmp_path / "next"), furnish=furnish) as second:
        assert second is first
        assert second.execute("SELECT twice(a) FROM standing").fetchall() == [(42,)]
        names = {name for _, name in second.execute(benches._THINGS).fetchall()}

    assert names == {"standing"}


def test_two_jobs_at_once_have_two_benches(tmp_path: Path) -> None:
    with (
        benches.bench(str(tmp_path), furnish=furnish) as one,
        benches.bench(str(tmp_path), furnish=furnish) as other,
    ):
        assert one is not other


def test_a_bench_on_which_a_job_failed_is_not_used_again(tmp_path: Path) -> None:
    with pytest.raises(duckdb.CatalogException), benches.bench(str(tmp_path), furnish=furnish) as broken:
        broken.execute("FROM nowhere")

    with benches.bench(str(tmp_path), furnish=furnish) as next_one:
        assert next_one is not broken
