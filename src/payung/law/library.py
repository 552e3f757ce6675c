"""All books by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from payung.law import lines
from payung.law.jakon import PROJECT
from payung.law.monthly import MONTH
from payung.law.rulebook import Book

# Importing `lines` enters the rules of every segment into MONTH.
MONTHLY_LINES = lines.BILL
BOOKS: Mapping[str, Book] = MappingProxyType({"month": MONTH, "project": PROJECT})
