"""The page for civil servants is the book, and nothing but the book."""

from __future__ import annotations

from pathlib import Path

from payung.law.figures import national_figures
from payung.law.holidays import national_calendar
from payung.law.library import BOOKS
from payung.law.page import page
from payung.law.register import national

PAGE = Path(__file__).parents[2] / "docs" / "law" / "rule-book.md"


def test_the_page_is_what_the_book_says_now() -> None:
    written = PAGE.read_text(encoding="utf-8")

    assert written == page(BOOKS, national_figures(), national(), national_calendar()), (
        "write it anew: payung law page docs/law/rule-book.md"
    )


def test_the_page_holds_every_rule_every_figure_and_every_law() -> None:
    written = PAGE.read_text(encoding="utf-8")

    assert all(f"`{name}`" in written for book in BOOKS.values() for name in (*book.rules, *book.guards))
    assert all(f'<a id="{figure.name}"></a>' in written for figure in national_figures())
    assert all(f"{law.kind} {law.number}/{law.year}" in written for law in national())
    assert all(f"| {day} |" in written for year in national_calendar().years.values() for day in year.days)
