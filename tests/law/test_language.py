"""What a rule may say, and how it is told what to write instead."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import MappingProxyType

import duckdb
import pytest

from payung.law import language
from payung.law.domains import bounded, compared, keys, not_negative, of_value, single, summed, truth, whole
from payung.law.figures import Figures, national_figures
from payung.law.inputs import Choice, Truth, Whole
from payung.law.reckoning import answer
from payung.law.refusals import BadFigures, BadInputs, NotARule, NotInForce
from payung.law.register import national
from payung.law.rulebook import Book
from payung.law.sql import Asked, compile_query, guard_tests, prove
from payung.vocabulary.words import Words
from tests.law import forbidden

W = Words("uji", "test")
DAY = dt.date(2026, 6, 30)
LAW = "PP 44/2015 Pasal 16"


def empty_book() -> Book:
    book = Book("uji", "day", national(), national_figures())
    book.takes(
        Whole("wage", W, 0, 999_999_999_999),
        Whole("small", W, 0, 9),
        Choice("kind", W, ("a", "b", "c")),
        Truth("yes", W),
    )
    return book


@pytest.mark.parametrize("name", [name for name in vars(forbidden) if name.startswith("no_")])
def test_what_is_outside_the_language_is_refused_with_file_line_and_advice(name: str) -> None:
    function = getattr(forbidden, name)
    advice = (function.__doc__ or name).strip()

    with pytest.raises(NotARule) as refused:
        language.parse(function)

    assert refused.value.filename == forbidden.__file__
    assert refused.value.lineno is not None
    assert refused.value.lineno >= function.__code__.co_firstlineno
    assert advice in str(refused.value)


def test_a_class_is_no_rule() -> None:
    with pytest.raises(NotARule, match="plain function"):
        language.parse(forbidden.NotEvenAFunction)  # type: ignore[arg-type]


def test_a_rule_is_refused_when_it_is_entered() -> None:
    with pytest.raises(NotARule, match="gives a float"):
        empty_book().rule(LAW, W)(forbidden.no_true_division)


def test_a_rule_with_an_unknown_figure_is_refused() -> None:
    with pytest.raises(BadFigures, match="no figure called unheard_of"):
        empty_book().rule(LAW, W)(forbidden.reads_an_unknown_figure)


def test_a_rule_without_a_law_of_the_register_is_refused() -> None:
    with pytest.raises(BadFigures, match="not in the law register"):
        empty_book().rule("PP 1/1999 Pasal 1", W)(forbidden.fine)


def test_two_versions_of_a_rule_may_not_overlap() -> None:
    book = empty_book()
    book.rule(LAW, W, name="one", until=dt.date(2020, 1, 1))(forbidden.fine)
    book.rule(LAW, W, name="one", since=dt.date(2020, 1, 1))(forbidden.fine)

    with pytest.raises(BadFigures, match="overlap"):
        book.rule(LAW, W, name="one", since=dt.date(2021, 1, 1))(forbidden.fine)
    assert len(book.versions("one")) == 2


def test_an_input_is_declared_once() -> None:
    with pytest.raises(BadFigures, match="twice"):
        empty_book().takes(Truth("yes", W))


def test_rules_in_a_circle_are_refused_in_python_and_sql() -> None:
    book = empty_book()
    book.rule(LAW, W)(forbidden.chicken)
    book.rule(LAW, W)(forbidden.egg)

    with pytest.raises(BadFigures, match="circle"):
        book.order(["egg"], DAY)
    with pytest.raises(BadFigures, match="circle"):
        prove(book, ["egg"], DAY)


def test_a_name_that_is_neither_input_nor_rule_is_refused() -> None:
    book = empty_book()
    book.rule(LAW, W)(forbidden.chicken)

    with pytest.raises(KeyError, match="egg"):
        book.order(["chicken"], DAY)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("overflows", "64 bits"),
        ("overflows_in_tiers", "64 bits"),
        ("divides_a_negative", "negative"),
        ("mixes_branches", "both branches"),
        ("adds_a_choice", "whole number"),
        ("compares_a_choice_with_a_number", "whole number"),
        ("orders_choices", "no order"),
        ("tests_a_number", "yes/no"),
        ("huge_key", "bounded key"),
    ],
)
def test_what_no_engine_could_hold_is_refused_before_a_bulk_run(name: str, why: str) -> None:
    book = empty_book()
    book.rule(LAW, W)(getattr(forbidden, name))

    with pytest.raises(BadFigures, match=why):
        prove(book, [name], DAY)


@pytest.mark.parametrize("name", ["everything", "logic", "compares", "picks", "narrows", "constants"])
def test_the_function_the_interpreter_and_the_sql_agree(name: str) -> None:
    book = empty_book()
    function = getattr(forbidden, name)
    book.rule(LAW, W)(function)
    args = book.rules[name][0].parsed.args
    people = [
        {"wage": wage, "small": small, "kind": kind, "yes": yes}
        for wage in (0, 5, 1_000_000)
        for small in (0, 3, 9)
        for kind in ("a", "b", "c")
        for yes in (True, False)
    ]
    query = compile_query(Asked(book, (name,), DAY), "people").sql

    for row in people:
        plain = function(*[row[arg] for arg in args])
        found = answer(book, [name], DAY, {arg: row[arg] for arg in args})[name]
        values = (
            f"(SELECT {row['wage']}::BIGINT wage, {row['small']}::BIGINT small, '{row['kind']}' kind, {row['yes']} yes)"
        )
        (in_sql,) = duckdb.sql(f"WITH people AS {values} SELECT * FROM ({query})").fetchall()[0]
        assert plain == found == in_sql


def test_inputs_are_refused_all_at_once_and_in_two_languages() -> None:
    book = empty_book()
    book.rule(LAW, W)(forbidden.everything)

    with pytest.raises(BadInputs) as refused:
        answer(book, ["everything"], DAY, {"wage": 1.5, "small": 99, "kind": "z", "yes": "ya", "odd": 1})

    assert len(refused.value.problems) == 5
    assert "bukan bilangan bulat" in refused.value.say("id")
    assert "not a whole number" in str(refused.value)
    assert "unknown input odd" in refused.value.say("en")


def test_missing_inputs_are_named() -> None:
    book = empty_book()
    book.rule(LAW, W)(forbidden.everything)

    with pytest.raises(BadInputs) as refused:
        answer(book, ["everything"], DAY, {"yes": None, "kind": None})

    assert refused.value.say("id").count("kosong") >= 2


def test_a_true_is_no_number() -> None:
    assert Whole("n", W, 0, 1).problem(True) is not None


def test_a_rule_has_no_answer_before_its_first_day() -> None:
    book = empty_book()
    book.rule(LAW, W, since=dt.date(2020, 1, 1))(forbidden.fine)

    with pytest.raises(NotInForce, match="starts on 2020-01-01"):
        book.on("fine", dt.date(2019, 12, 31))


def test_the_days_on_which_an_answer_changes_are_the_epochs() -> None:
    book = empty_book()
    book.rule(LAW, W, name="jkm", until=dt.date(2020, 1, 1))(forbidden.fine)
    book.rule(LAW, W, name="jkm", since=dt.date(2020, 1, 1))(forbidden.reads_jp_cap)

    days = book.epochs(["jkm"], dt.date(2019, 6, 1), dt.date(2021, 6, 1))

    assert days == [dt.date(2019, 6, 1), dt.date(2020, 1, 1), dt.date(2020, 3, 1), dt.date(2021, 3, 1)]
    assert dt.date(2027, 3, 1) in book.changes(["jkm"])


def test_the_digest_changes_with_a_rule_and_with_a_figure() -> None:
    one, two = empty_book(), empty_book()
    one.rule(LAW, W)(forbidden.fine)
    two.rule("PP 44/2015 Pasal 18", W)(forbidden.fine)
    bare = Book("uji", "day", national(), Figures(MappingProxyType({}), "other"))

    assert one.digest() != two.digest()
    assert bare.digest() != empty_book().digest()


def test_a_guard_is_asked_of_the_row_as_it_came() -> None:
    book = empty_book()
    doubled = book.rule(LAW, W)(forbidden.doubled)
    book.rule(LAW, W)(forbidden.charged)
    book.guard(LAW, W, protects=(forbidden.charged.__name__,))(forbidden.too_much)

    assert doubled is forbidden.doubled
    with pytest.raises(BadFigures, match="looks at inputs only"):
        guard_tests(Asked(book, (forbidden.charged.__name__,), DAY))


def test_a_column_that_one_other_looks_at_is_written_into_it_and_no_target_is_lost() -> None:
    book = empty_book()
    for rule in (forbidden.doubled, forbidden.charged):
        book.rule(LAW, W)(rule)

    alone = compile_query(Asked(book, ("charged",), DAY), "t").sql
    both = compile_query(Asked(book, ("charged", "doubled"), DAY), "t").sql
    assert ("layer2" in alone, "layer2" in both) == (False, True)
    for sql, expected in ((alone, [(7,)]), (both, [(7, 6)])):
        with duckdb.connect() as connection:
            connection.execute("CREATE TABLE t AS SELECT CAST(3 AS BIGINT) AS wage")
            assert connection.execute(sql).fetchall() == expected


def test_domains_refuse_what_they_are_not() -> None:
    with pytest.raises(BadFigures):
        of_value(1.5)
    with pytest.raises(BadFigures):
        whole(frozenset({True}), "x")
    with pytest.raises(BadFigures):
        truth((0, 1), "x")
    with pytest.raises(BadFigures):
        bounded(0, 2**63, "x")
    with pytest.raises(BadFigures):
        not_negative((-1, 1), "x")
    assert keys((1, 3), "x") == [1, 2, 3]


def test_the_forbidden_file_is_the_one_that_is_named() -> None:
    assert Path(forbidden.__file__).name == "forbidden.py"


SIGNS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
RANGES = [(low, high) for low in range(4) for high in range(low, 4)]


@pytest.mark.parametrize("sign", SIGNS)
def test_what_a_comparison_can_be_is_exactly_what_it_is_for_some_pair(sign: str) -> None:
    for left in RANGES:
        for right in RANGES:
            pairs = [(a, b) for a in range(left[0], left[1] + 1) for b in range(right[0], right[1] + 1)]
            assert compared(sign, left, right, "x") == {SIGNS[sign](a, b) for a, b in pairs}, (left, right)


@pytest.mark.parametrize("sign", ["==", "!="])
def test_what_a_comparison_of_choices_can_be_is_exactly_what_it_is_for_some_pair(sign: str) -> None:
    options = [frozenset(one) for one in ("a", "b", "ab", "bc", "abc")]
    for left in options:
        for right in options:
            expected = {SIGNS[sign](a, b) for a in left for b in right}
            assert compared(sign, left, right, "x") == expected, (left, right)


@pytest.mark.parametrize("sign", ["+", "-", "*"])
def test_the_range_of_a_sum_is_that_of_its_corners(sign: str) -> None:
    does = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}[sign]
    for left in [*RANGES, (-3, 2), (-3, -1)]:
        for right in [*RANGES, (-2, 3)]:
            values = [does(a, b) for a in range(left[0], left[1] + 1) for b in range(right[0], right[1] + 1)]
            assert summed(sign, left, right, "x") == (min(values), max(values))


def test_64_bits_are_the_bound_and_tables_have_at_most_a_thousand_keys() -> None:
    assert bounded(-(2**63) + 1, 2**63 - 1, "x") == (-(2**63) + 1, 2**63 - 1)
    with pytest.raises(BadFigures):
        bounded(-(2**63), 0, "x")
    assert len(keys((1, 1_000), "x")) == 1_000
    with pytest.raises(BadFigures):
        keys((0, 1_000), "x")
    assert not_negative((0, 1), "x") == (0, 1)
    assert single((3, 3)) == 3
    assert single((3, 4)) is None
    assert single(frozenset({"a"})) == "a"
    assert single(frozenset({"a", "b"})) is None
