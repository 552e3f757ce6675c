"""The same workbook goes back: every row with its verdict, its reasons in words, and the proposal beside it."""

from __future__ import annotations
