"""The ledger balances for any mixture of rows, in any order, whatever stands in the cells."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.intake import checks
from payung.intake.columns.synonyms import FIELDS
from payung.intake.ledger import LedgerBroken
from tests.intake.check_examples import EXAMPLES
from tests.intake.cleaned_rows import BONTANG, LIST_ON, Row, connect, judged, put, siti

WEIGHT = {check.id: check.weight for check in checks.catalogue()}
ORDER = {check.id: place for place, check in enumerate(checks.catalogue())}
MANY = [row for failing, passing in EXAMPLES.values() for row in (*failing[:3], *passing[:2])]
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HOSTILE = ["=cmd|'/c calc'!A1", "'; DROP TABLE cleaned; --", "{id}", "\x1f=A1", "٣٣٠٢", "\u202eitis", "%s", "NULL", "é" * 300, "💥", "\\", "$home", "line\nbreak"]  # fmt: skip


def numbered(rows: list[Row]) -> list[Row]:
    return [{**row, "sheet_no": 1 + place % 3, "row_no": 5 + place} for place, row in enumerate(rows)]


def expected_verdict(reasons: list[dict]) -> str:
    weights = {WEIGHT[reason["id"]] for reason in reasons}
    if "return" in weights:
        return "returned"
    return "verval" if weights & {"review", "refuse"} else "accepted"


@FEW
@given(st.lists(st.sampled_from(MANY), min_size=0, max_size=30))
def test_every_row_has_one_verdict_that_follows_from_its_reasons(rows: list[Row]) -> None:
    found = judged(*numbered(rows))

    assert len(found) == len(rows)
    for verdict, reasons in found.values():
        assert verdict == expected_verdict(reasons)
        places = [ORDER[reason["id"]] for reason in reasons]
        assert places == sorted(set(places))


@FEW
@given(
    st.lists(st.sampled_from(MANY), min_size=2, max_size=25)
    .map(numbered)
    .flatmap(lambda r: st.tuples(st.just(r), st.permutations(r)))
)
def test_order_of_rows_in_the_table_does_not_matter(orders: tuple[list[Row], list[Row]]) -> None:
    straight, shuffled = orders

    assert judged(*straight) == judged(*shuffled)


CELLS = [f"{field}_raw" for field in FIELDS] + ["name", "name_key", "occupation", "nik_digits", "kk"]
TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=60)


@FEW
@given(st.lists(st.dictionaries(st.sampled_from(CELLS), TEXTS, max_size=12), min_size=1, max_size=20))
def test_hostile_cells_break_nothing(changes: list[dict[str, str]]) -> None:
    # A NUL cannot stand in a text column.
    rows = [
        siti(row_no=6 + place, **{field: text.replace("\x00", "") for field, text in changed.items()})
        for place, changed in enumerate(changes)
    ]

    found = judged(siti(), *rows)

    assert found[1, 5][0] in ("accepted", "verval")
    assert all(len(reason["detail"] or "") <= 260 for _, reasons in found.values() for reason in reasons)


def test_nulls_where_text_is_expected_break_nothing() -> None:
    empty = {
        field: None
        for field in siti()
        if field not in ("sheet_no", "row_no", "nik_state", "birth_state", "place_state")
    }

    verdict, reasons = judged(siti(**empty, nik_state="missing", birth_state="missing", place_state="missing"))[1, 5]

    assert verdict == "returned"
    assert {"nik_missing", "name_missing", "birth_missing", "occupation_missing"} <= {one["id"] for one in reasons}


def test_empty_list_is_judged() -> None:
    assert judged() == {}


def test_row_that_comes_twice_breaks_the_ledger() -> None:
    with connect() as connection:
        put(connection, [siti(), siti()])

        with pytest.raises(LedgerBroken, match="received 2, judged 2 \\(1 different rows\\)"):
            checks.judge(connection, home_kabupaten=BONTANG, list_on=LIST_ON)


def test_judging_again_ends_in_the_same_state_and_leaves_no_tables_behind() -> None:
    with connect() as connection:
        put(connection, [siti(), siti(row_no=6)])
        for _ in range(2):
            checks.judge(connection, home_kabupaten=BONTANG, list_on=LIST_ON)
            tables = [name for (name,) in connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()]
            verdicts = connection.sql("SELECT row_no, verdict FROM judged ORDER BY row_no").fetchall()

            assert sorted(tables) == ["check_weights", "cleaned", "judgements"]
            assert verdicts == [(5, "accepted"), (6, "verval")]


def test_judged_is_cleaned_with_reasons_and_verdict() -> None:
    with connect() as connection:
        put(connection, [siti()])
        checks.judge(connection, home_kabupaten=BONTANG, list_on=LIST_ON)
        cleaned = connection.table("cleaned").columns
        weights = dict(connection.sql("FROM check_weights").fetchall())

        assert sorted(connection.table("judged").columns) == sorted([*cleaned, "reasons", "verdict"])
        assert str(connection.table("judged").types[connection.table("judged").columns.index("reasons")]) == (
            "STRUCT(id VARCHAR, proposal VARCHAR, detail VARCHAR)[]"
        )
    assert weights == WEIGHT


def test_a_list_of_one_filler_and_one_name_stays_linear() -> None:
    """Thousands of times the same person without a NIK: each row points at one other, nothing is paired."""
    rows = [
        siti(row_no=place, nik=None, nik_state="filler", nik_birth_on=None, nik_sex=None) for place in range(2, 5002)
    ]

    found = judged(*rows)

    details = [
        one["detail"] for _, reasons in found.values() for one in reasons if one["id"] == "duplicate_person_other_nik"
    ]
    assert len(details) == 5000
    assert set(details) == {"Sheet 1 baris 2", "Sheet 1 baris 3"}
