"""However an answer is cut into files, in whatever order and how often they come: the same end, balanced after each."""

from __future__ import annotations

import datetime as dt
import hashlib

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.access.viewer import Viewer
from payung.exchanges import bulk, matching
from payung.exchanges.models import Package
from payung.vocabulary import standard
from tests.exchanges import sending
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import NOON, asked

#: One row: person, code or nothing, reason, KPJ or nothing.
Row = tuple[int, str | None, str, str | None]


def package_of(by: Viewer) -> Package:
    """Pack the twelve as an enrolment, without files."""
    programme = sending.Programme.objects.using("owner").get(code="rentan")
    with duckdb.connect() as connection:
        null = ", ".join(f"NULL AS {name}" for name in bulk.SENT.split(", ")[5:])
        rows = ", ".join(f"({n}, {n}, '{p.nik}', '{p.name}', DATE '{p.birth_on}')" for n, p in enumerate(PEOPLE))
        connection.execute(
            f"CREATE TABLE outgoing AS SELECT *, {null} FROM (VALUES {rows}) t(candidate_id, person_id, nik, name, birth_on)"
        )
        asks = bulk.Purpose(programme.pk, "bpjs_enrolment")
        return bulk.make_package(connection, "outgoing", asks=asks, by=by, at=NOON)[0]


def forget(package: Package) -> None:
    """Bring the package back to the day it was sent."""
    asked("DELETE FROM exchanges_answer_row RETURNING id")
    asked(
        "UPDATE exchanges_item SET code = NULL, kpj = NULL, reason = '', answered_on = NULL, answer_file_id = NULL RETURNING id"
    )
    asked("DELETE FROM exchanges_answer_file RETURNING id")
    asked("UPDATE exchanges_package SET yes = 0, no = 0, unanswered = sent WHERE id = %s RETURNING id", package.pk)


class Answers:
    """A workshop in which files of rows are matched to the package, opened once for all examples."""

    def __init__(self, package: Package, by: Viewer) -> None:
        self.package, self.by = package, by
        self.connection = duckdb.connect()
        standard.install(self.connection)
        bulk.load_sent(self.connection, package)

    def take(self, rows: list[Row]) -> None:
        """Take one file; the same again is known and changes nothing."""
        self.connection.execute(
            "CREATE OR REPLACE TABLE answers (sheet_no INTEGER, row_no INTEGER, nik_digits VARCHAR, nik_state VARCHAR, nik_type VARCHAR,"
            " name VARCHAR, name_key VARCHAR, birth_on DATE, kpj VARCHAR, said VARCHAR, code VARCHAR, reason VARCHAR)"
        )
        for number, (who, code, reason, kpj) in enumerate(rows):
            known = who < len(PEOPLE)
            nik = PEOPLE[who].nik if known else sending.person(900 + who).nik
            said = [1, number, nik, "ok", "s", None, None, None, kpj, code or "", code, reason]
            self.connection.execute("INSERT INTO answers VALUES (" + ", ".join("?" * 12) + ")", said)
        matching.match(self.connection, purpose="bpjs_enrolment")
        content = hashlib.sha256(repr(rows).encode()).hexdigest()
        came = bulk.Came("a.xlsx", content, dt.date(2026, 3, 9))
        before = asked("SELECT count(*) FROM exchanges_answer_file")
        try:
            answer = bulk.take_answers(self.connection, package=self.package, came=came, by=self.by, at=NOON).answer
        except bulk.AlreadyAnswered:
            assert asked("SELECT count(*) FROM exchanges_answer_file") == before
            return
        assert answer.rows == len(rows)
        assert answer.rows == answer.taken + answer.repeated + answer.unknown + answer.conflicting + answer.unreadable

    def end(self) -> list[tuple]:
        """Return where the names stand, having asserted that the package balances."""
        sent, yes, no, open_ = asked(
            "SELECT sent, yes, no, unanswered FROM exchanges_package WHERE id = %s", self.package.pk
        )[0]
        items = asked("SELECT nik, code, reason, kpj, answered_on FROM exchanges_item ORDER BY nik")
        counted = [sum(code == "yes" for _, code, *_ in items), sum(code == "no" for _, code, *_ in items)]
        assert sent == yes + no + open_ == len(items)
        assert [yes, no] == counted
        return items


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[Row]], list[list[Row]]]:
    """Draw an answer that does not contradict itself, and two ways of cutting it into files, with repeats and strangers."""
    said = {who: draw(st.sampled_from(["yes", "no", None])) for who in range(len(PEOPLE))}
    rows: list[Row] = []
    for who, code in said.items():
        if code == "no":
            rows += [(who, "no", f"alasan {who}", None)] * draw(st.integers(1, 2))
        elif code == "yes":
            kpj = f"24{who:09d}"
            rows += draw(
                st.sampled_from(
                    [
                        [(who, "yes", "", None)],
                        [(who, None, "", kpj)],
                        [(who, "yes", "", kpj)],
                        [(who, "yes", "", None), (who, None, "", kpj)],
                    ]
                )
            )
    rows += [(len(PEOPLE) + n, "yes", "", None) for n in range(draw(st.integers(0, 2)))]

    def cut() -> list[list[Row]]:
        shuffled = draw(st.permutations(rows))
        files: list[list[Row]] = [[] for _ in range(draw(st.integers(1, 4)))]
        for row in shuffled:
            files[draw(st.integers(0, len(files) - 1))].append(row)
        whole = [file for file in files if file]
        return whole + ([draw(st.sampled_from(whole))] if whole and draw(st.booleans()) else [])

    return cut(), cut()


def test_any_partition_of_an_answer_ends_the_same(rini: Viewer) -> None:
    package = package_of(rini)
    answers = Answers(package, rini)

    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(histories())
    def check(history: tuple[list[list[Row]], list[list[Row]]]) -> None:
        ends = []
        for files in history:
            forget(package)
            for file in files:
                answers.take(file)
            ends.append(answers.end())
        assert ends[0] == ends[1]

    check()


@st.composite
def quarrels(draw: st.DrawFn) -> list[list[Row]]:
    """Draw files in which anything may be said of anybody, also twice and also otherwise."""
    row = st.tuples(
        st.integers(0, len(PEOPLE) + 2),
        st.sampled_from(["yes", "no", None]),
        st.sampled_from(["", "umur"]),
        st.sampled_from([None, "24000000001", "24000000002"]),
    )
    return draw(st.lists(st.lists(row, min_size=1, max_size=12), min_size=1, max_size=3))


def test_whatever_is_said_it_balances_and_no_first_answer_changes_silently(rini: Viewer) -> None:
    package = package_of(rini)
    answers = Answers(package, rini)

    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(quarrels())
    def check(files: list[list[Row]]) -> None:
        forget(package)
        stood: dict[str, str] = {}
        for file in files:
            answers.take(file)
            now = {nik: code for nik, code, *_ in answers.end() if code}
            assert {nik: now[nik] for nik in stood} == stood
            stood = now

    check()
