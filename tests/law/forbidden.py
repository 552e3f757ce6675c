"""Functions that are no rules (`no_…`: the docstring is the advice expected), and some that are, for the tests."""

# ruff: noqa
from __future__ import annotations

from payung.law.terms import band, marginal, rate


class NotEvenAFunction:
    pass


def no_true_division(wage):
    """'/' gives a float"""
    return wage / 2


def no_modulo(wage):
    """'%' is not in the language"""
    return wage % 2


def no_power(wage):
    """'**' is not in the language"""
    return wage**2


def no_shift(wage):
    """only + - * and // are in the language"""
    return wage << 2


def no_division_by_a_name(wage, small):
    """'//' only by a positive constant"""
    return wage // small


def no_division_by_zero(wage):
    """'//' only by a positive constant"""
    return wage // 0


def no_float(wage):
    """is a float"""
    return wage * 0.5


def no_none(wage):
    """None is not in the language"""
    return None if wage == 0 else wage


def no_bytes(wage):
    """only whole numbers, choices, True, False"""
    return b"x" if wage == 0 else wage


def no_bare_return(wage):
    """None is not in the language"""
    if wage == 0:
        return
    return wage


def no_loop(wage):
    """a loop is not in the language"""
    for month in range(wage):
        return month
    return 0


def no_while(wage):
    """a loop is not in the language"""
    while wage > 0:
        return wage
    return 0


def no_assignment(wage):
    """make it a rule of its own"""
    half = wage // 2
    return half


def no_missing_else(wage):
    """every branch ends in a return"""
    if wage == 0:
        return 1


def no_code_after_return(wage):
    """nothing runs after a return"""
    return wage
    return 0


def no_code_after_else(wage):
    """nothing runs after if/else"""
    if wage == 0:
        return 1
    else:
        return 2
    return 3


def no_raise(wage):
    """declare a guard"""
    raise ValueError(wage)


def no_expression(wage):
    """a rule has only if/elif/else and return"""
    wage
    return wage


def no_text_building(kind):
    """text is not built in a rule"""
    return f"{kind}"


def no_comprehension(wage):
    """a comprehension is not in the language"""
    return [wage for _ in (1, 2)]


def no_lambda(wage):
    """make it a rule of its own"""
    return lambda: wage


def no_set(wage):
    """is not in the language"""
    return {wage}


def no_global(wage):
    """is not an argument"""
    return wage + LIMIT


def no_round(wage):
    """round() is not in the language"""
    return round(wage)


def no_method(wage):
    """only min, max, rate, band and marginal"""
    return wage.bit_length()


def no_keyword(wage):
    """without keywords"""
    return rate(wage, ppm=5)


def no_single_min(wage):
    """min() is not in the language"""
    return min(wage)


def no_chain(wage):
    """compare two things at a time"""
    return 0 < wage < 5


def no_in_list(kind):
    """'in' takes a tuple of choices"""
    return kind in ["a", "b"]


def no_in_numbers(small):
    """'in' takes a tuple of choices"""
    return small in (1, 2)


def no_is(kind):
    """only < <= > >= == != and 'in'"""
    return kind is kind


def no_minus_sign(wage):
    """a sign before a number"""
    return -wage


def no_other_attribute(wage):
    """only p.figure and p.table[key]"""
    return wage.real


def no_half_table(wage, p):
    """takes a whole table of the figures"""
    return band(wage, p.bpu_base[0])


def no_figures_without_p(wage):
    """add p to its arguments"""
    return min(wage, p.jp_cap)


def no_default(wage=0):
    """a rule takes plain arguments"""
    return wage


def no_unused(wage, small):
    """unused argument small"""
    return wage


def reads_an_unknown_figure(wage, p):
    return wage * p.unheard_of


def fine(wage):
    return wage


def reads_jp_cap(wage, p):
    return min(wage, p.jp_cap)


def chicken(egg):
    return egg


def egg(chicken):
    return chicken


def overflows(wage):
    return wage * wage


def overflows_in_tiers(wage, p):
    return marginal(wage * 9_000, p.jakon_jkk_tiers)


def divides_a_negative(wage, small):
    return (small - wage) // 2


def mixes_branches(wage, kind, yes):
    return wage if yes else kind


def adds_a_choice(kind):
    return kind + 1


def compares_a_choice_with_a_number(kind):
    return kind == 5


def orders_choices(kind):
    return kind < "b"


def tests_a_number(wage):
    return 1 if wage else 0


def huge_key(wage, p):
    return p.jkk_rate[wage]


def everything(wage, small, kind, yes):
    """Every shape of the language in one rule."""
    if kind == "a" and not yes:
        return rate(wage, 3_000) + small
    elif kind in ("b", "c") and (yes or small > 3):
        return max(wage - small * 2, 0) // 3
    else:
        return min(wage, small, 7) if small >= 1 else 0


def logic(small, yes):
    return (yes and small != 3) or (not yes and small == 3) or (True and small <= 0)


def compares(small, kind):
    if kind != "a":
        return 1 if small < 20 else 2
    return 3 if kind == "b" else (4 if small > 20 else 5) if small < 5 else 6


def picks(wage, small):
    return max(min(wage, 10), small)


def narrows(kind, yes):
    if kind == "a":
        return kind == "a"
    return kind in ("b",) or yes


def constants(small):
    return small if 1 == 1 and not False else 5 if "x" == "y" or False else 0


def doubled(wage):
    """A rule to rest on."""
    return wage * 2


def charged(doubled):
    """A rule that rests on another."""
    return doubled + 1


def too_much(doubled):
    """A guard that rests on a rule: it may not."""
    return doubled > 10
