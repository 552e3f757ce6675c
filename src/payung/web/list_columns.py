"""Columns that need a person: what they were taken for, on real rows, and what they are."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.audit import actions as audit
from payung.flows.columns_of_a_list import key_of
from payung.intake import uploads
from payung.intake.columns.synonyms import FIELDS, title
from payung.jobs import actions, queries
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import said, t

GONE = Words(
    id="Pratinjau kolom sudah dihapus. Unggah berkasnya sekali lagi.",
    en="The preview of the columns is gone. Upload the file once more.",
)


@asking.door("receive_list")
def columns(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show the guessed columns on the first rows; take what a person says and give the order out again.

    NIK stand here as they are: whoever sent the file must see whether a column holds NIK or family cards.
    """
    who = asking.viewer(request)
    work = queries.work(number, seen_by=who)
    if work.result != "columns":
        return redirect("work", number)
    tables = _tables(Path(work.order["path"]))
    if tables is None:
        messages.error(request, said(GONE), "bad")
        return redirect("list_upload")
    if request.method == "POST":
        _choose(tables, request)
        wrong = _wrong(tables)
        if not wrong:
            order = {**work.order, "accept_columns": True, "corrections": _corrections(tables)}
            return redirect("work", actions.go_on(work.pk, order=order, by=who, at=asking.now()).uuid)
        return _page(request, work, tables, wrong)
    audit.record(
        "list.columns_seen",
        by=who.name,
        by_id=who.account_id,
        about=f"work:{work.pk}",
        at=asking.now(),
        purpose=work.order["purpose"],
    )
    return _page(request, work, tables, [])


def _page(request: HttpRequest, work: Any, tables: list[dict[str, Any]], wrong: list[str]) -> HttpResponse:
    context = {
        "work": work,
        "tables": tables,
        "wrong": wrong,
        "fields": [(name, title(name)) for name in FIELDS],
    }
    return render(request, "payung/lists/columns.html", context)


def _tables(upload: Path) -> list[dict[str, Any]] | None:
    """Return the tables of a preview, each column with its name in Excel, its examples and its proposal."""
    try:
        tables: list[dict[str, Any]] = json.loads(uploads.preview_of(upload).read_text("utf-8"))["tables"]
    except FileNotFoundError:
        return None
    for table in tables:
        for column in table["columns"]:
            place = column["index"] - 1
            column["letters"] = letters(column["index"])
            column["key"] = key_of(table["sheet_no"], table["table"], column["index"])
            column["examples"] = [row[place] if place < len(row) else "" for row in table["rows"]]
            column["why"] = Words(**column["why"])
            column["chosen"] = column["field"] or ""
    return tables


def _choose(tables: list[dict[str, Any]], request: HttpRequest) -> None:
    """Lay what was chosen on the tables; what is no field stays as it was proposed."""
    for table in tables:
        for column in table["columns"]:
            chosen = request.POST.get(column["key"], column["chosen"])
            if chosen == "" or chosen in FIELDS:
                column["chosen"] = chosen


def _corrections(tables: list[dict[str, Any]]) -> dict[str, str | None]:
    """Return what a person changed; the rest is accepted as proposed."""
    return {
        column["key"]: column["chosen"] or None
        for table in tables
        for column in table["columns"]
        if column["chosen"] != (column["field"] or "")
    }


def _wrong(tables: list[dict[str, Any]]) -> list[str]:
    """Return every field that was given to several columns of one table; columns proposed as parts of one value are no doubles."""
    found = []
    for table in tables:
        places: dict[str, list[str]] = {}
        for column in table["columns"]:
            is_part = column["part"] and column["chosen"] == (column["field"] or "")
            if column["chosen"] and not is_part:
                places.setdefault(column["chosen"], []).append(column["letters"])
        found += [
            t(
                f"Lembar {table['sheet']}: “{said(title(field))}” dipilih untuk kolom {', '.join(names)}; pilih satu saja.",
                f"Sheet {table['sheet']}: “{said(title(field))}” was chosen for columns {', '.join(names)}; choose one only.",
            )
            for field, names in places.items()
            if len(names) > 1
        ]
    return found


def letters(index: int) -> str:
    """Return Excel's name of a column: 1 is A, 27 is AA."""
    name = ""
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
