"""Reads a rule from its Python source into terms; whatever is outside the language is refused with file and line."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from payung.law.refusals import NotARule
from payung.law.terms import (
    Band,
    Both,
    Compare,
    If,
    Literal,
    Marginal,
    Name,
    Not,
    OneOf,
    Part,
    Pick,
    Rate,
    Read,
    Sum,
    Term,
    figures,
)

FIGURES = "p"
_SIGNS: dict[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARES: dict[type, str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_INSTEAD: dict[type, str] = {
    ast.Div: "'/' gives a float: write rate(base, ppm), or '//' by a positive constant",
    ast.Mod: "'%' is not in the language: keep days and months as inputs",
    ast.Pow: "'**' is not in the language: write the product",
    ast.For: "a loop is not in the language: history and family are inputs, computed by a view",
    ast.While: "a loop is not in the language: history and family are inputs, computed by a view",
    ast.Assign: "an assignment is not in the language: make it a rule of its own and name it as an argument",
    ast.AugAssign: "an assignment is not in the language: make it a rule of its own and name it as an argument",
    ast.AnnAssign: "an assignment is not in the language: make it a rule of its own and name it as an argument",
    ast.JoinedStr: "text is not built in a rule: return a choice, the door finds the words",
    ast.Try: "a rule cannot fail: guards refuse bad inputs before it runs",
    ast.Raise: "a rule cannot fail: declare a guard with @guard",
    ast.ListComp: "a comprehension is not in the language: history and family are inputs, computed by a view",
    ast.Lambda: "a function inside a rule is not in the language: make it a rule of its own",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a rule says: its arguments (without `p`) and its term; and where it stands."""

    args: tuple[str, ...]
    term: Term
    file: str
    line: int


def parse(function: Callable[..., object]) -> Parsed:
    """Read a rule function.

    :raises NotARule: a SyntaxError with file, line and what to write instead.
    """
    lines, first = inspect.getsourcelines(function)
    file = inspect.getsourcefile(function) or "?"
    source = textwrap.dedent("".join(lines))
    definition = ast.parse(source).body[0]
    reader = _Reader(file, first - 1, source.splitlines())
    if not isinstance(definition, ast.FunctionDef):
        raise reader.refuse(definition, "a rule is a plain function: def name(inputs, p): return …")
    return Parsed(reader.arguments(definition), reader.body(definition), file, first)


@dataclass(slots=True)
class _Reader:
    file: str
    offset: int
    source: list[str]
    args: tuple[str, ...] = ()

    def refuse(self, node: ast.AST, why: str) -> NotARule:
        line = getattr(node, "lineno", 1)
        column = getattr(node, "col_offset", 0) + 1
        return NotARule(why, (self.file, self.offset + line, column, self.source[line - 1]))

    def arguments(self, definition: ast.FunctionDef) -> tuple[str, ...]:
        given = definition.args
        if given.vararg or given.kwarg or given.kwonlyargs or given.defaults or given.posonlyargs:
            raise self.refuse(definition, "a rule takes plain arguments: inputs or rules by name, and p")
        names = [argument.arg for argument in given.args]
        self.args = tuple(name for name in names if name != FIGURES)
        return self.args

    def body(self, definition: ast.FunctionDef) -> Term:
        statements = definition.body
        if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant):
            statements = statements[1:]
        term = self.statements(statements, definition)
        if figures(term) and FIGURES not in _arguments(definition):
            raise self.refuse(definition, "the rule reads figures: add p to its arguments")
        if unused := set(self.args) - _loaded(definition):
            raise self.refuse(definition, f"unused argument {', '.join(sorted(unused))}: take it out")
        return term

    def statements(self, statements: list[ast.stmt], owner: ast.AST) -> Term:
        if not statements:
            raise self.refuse(owner, "every branch ends in a return: add else, or a return after the if")
        first, rest = statements[0], statements[1:]
        if isinstance(first, ast.Return):
            if rest:
                raise self.refuse(rest[0], "nothing runs after a return: take it out")
            if first.value is None:
                raise self.refuse(first, "None is not in the language: return 0, or a choice such as 'none'")
            return self.term(first.value)
        if isinstance(first, ast.If):
            if first.orelse and rest:
                raise self.refuse(rest[0], "nothing runs after if/else: take it out")
            other = self.statements(first.orelse or rest, first)
            return If(self.term(first.test), self.statements(first.body, first), other)
        raise self.refuse(first, _INSTEAD.get(type(first), "a rule has only if/elif/else and return"))

    def term(self, node: ast.expr) -> Term:
        readers: dict[type, Callable[[Any], Term]] = {
            ast.Constant: self.literal,
            ast.Name: self.name,
            ast.Attribute: self.read,
            ast.Subscript: self.read,
            ast.BinOp: self.arithmetic,
            ast.Compare: self.compare,
            ast.BoolOp: self.both,
            ast.UnaryOp: self.negation,
            ast.IfExp: self.choice,
            ast.Call: self.call,
        }
        if type(node) not in readers:
            raise self.refuse(node, _INSTEAD.get(type(node), f"{ast.unparse(node)!r} is not in the language"))
        return readers[type(node)](node)

    def both(self, node: ast.BoolOp) -> Both:
        return Both("and" if isinstance(node.op, ast.And) else "or", tuple(map(self.term, node.values)))

    def negation(self, node: ast.UnaryOp) -> Not:
        if not isinstance(node.op, ast.Not):
            raise self.refuse(node, "a sign before a number is not in the language: figures are never negative")
        return Not(self.term(node.operand))

    def choice(self, node: ast.IfExp) -> If:
        return If(self.term(node.test), self.term(node.body), self.term(node.orelse))

    def literal(self, node: ast.Constant) -> Literal:
        value = node.value
        if isinstance(value, float):
            raise self.refuse(node, f"{value} is a float: put a rate in the figures as a percentage")
        if value is None:
            raise self.refuse(node, "None is not in the language: return 0, or a choice such as 'none'")
        if not isinstance(value, bool | int | str):
            raise self.refuse(node, f"{value!r} is not in the language: only whole numbers, choices, True, False")
        return Literal(value)

    def name(self, node: ast.Name) -> Name:
        if node.id not in self.args:
            raise self.refuse(node, f"{node.id!r} is not an argument: name the input or rule in the signature")
        return Name(node.id)

    def read(self, node: ast.expr) -> Read:
        match node:
            case ast.Attribute(value=ast.Name(id="p"), attr=figure):
                return Read(figure)
            case ast.Subscript(value=ast.Attribute(value=ast.Name(id="p"), attr=figure), slice=key):
                return Read(figure, self.term(key))
        raise self.refuse(node, f"{ast.unparse(node)!r}: only p.figure and p.table[key] can be read")

    def arithmetic(self, node: ast.BinOp) -> Term:
        left = self.term(node.left)
        if isinstance(node.op, ast.FloorDiv):
            right = node.right
            if isinstance(right, ast.Constant) and type(right.value) is int and right.value > 0:
                return Part(left, right.value)
            raise self.refuse(right, "'//' only by a positive constant: engines differ on the rest")
        if type(node.op) not in _SIGNS:
            why = _INSTEAD.get(type(node.op), "only + - * and // are in the language")
            raise self.refuse(node, why)
        return Sum(_SIGNS[type(node.op)], left, self.term(node.right))

    def compare(self, node: ast.Compare) -> Term:
        if len(node.ops) > 1:
            raise self.refuse(node, "compare two things at a time: write a <= b and b <= c")
        left, sign, right = node.left, node.ops[0], node.comparators[0]
        if isinstance(sign, ast.In):
            if isinstance(right, ast.Tuple) and all(_is_text(item) for item in right.elts):
                return OneOf(self.term(left), tuple(item.value for item in right.elts))  # type: ignore[attr-defined]
            raise self.refuse(right, "'in' takes a tuple of choices: payer in ('apbn', 'pemkab')")
        if type(sign) not in _COMPARES:
            raise self.refuse(node, "only < <= > >= == != and 'in' are in the language")
        return Compare(_COMPARES[type(sign)], self.term(left), self.term(right))

    def call(self, node: ast.Call) -> Term:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self.refuse(node, "only min, max, rate, band and marginal can be called, without keywords")
        called, args = node.func.id, node.args
        if called in ("min", "max") and len(args) > 1:
            return Pick(called, tuple(map(self.term, args)))
        if called == "rate" and len(args) == 2:
            return Rate(self.term(args[0]), self.term(args[1]))
        if called in ("band", "marginal") and len(args) == 2:
            table = self.term(args[1])
            if isinstance(table, Read) and table.key is None:
                return (Band if called == "band" else Marginal)(self.term(args[0]), table.figure)
            raise self.refuse(args[1], f"{called} takes a whole table of the figures: {called}(amount, p.table)")
        raise self.refuse(node, f"{called}() is not in the language; only min, max, rate, band and marginal")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _arguments(definition: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in definition.args.args}


def _loaded(definition: ast.FunctionDef) -> set[str]:
    return {node.id for node in ast.walk(definition) if isinstance(node, ast.Name)}
