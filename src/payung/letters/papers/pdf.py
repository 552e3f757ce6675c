"""A paper as PDF, drawn by Typst from data: what people typed never becomes markup."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from functools import cache
from importlib import resources
from typing import Any

import typst

from payung.letters.papers.model import NumberPlace, Paper, Signer
from payung.letters.papers.safe import printable


@cache
def source(name: str) -> bytes:
    """Return a Typst source of this package."""
    return resources.files("payung.letters.papers").joinpath(name).read_bytes()


def pdf(paper: Paper, *, on: dt.date) -> bytes:
    """Return the paper as PDF; the same paper on the same day gives the same bytes."""
    return typst.compile(
        source("paper.typ"),
        format="pdf",
        sys_inputs={"paper": as_data(paper)},
        ignore_system_fonts=True,
        timestamp=moment(on),
    )


def pages_as_png(paper: Paper, *, ppi: float = 60) -> list[bytes]:
    """Return each page as a picture, for a preview."""
    drawn = typst.compile(
        source("paper.typ"), format="png", sys_inputs={"paper": as_data(paper)}, ignore_system_fonts=True, ppi=ppi
    )
    return drawn if isinstance(drawn, list) else [drawn]


def moment(on: dt.date) -> int:
    """Return noon of a day as the document's date: nothing in a file may say when a machine drew it."""
    return int(dt.datetime(on.year, on.month, on.day, 12, tzinfo=dt.UTC).timestamp())


def as_data(paper: Paper) -> str:
    """Return the paper as the JSON that paper.typ reads."""
    said = _plain(paper)
    said["millimetres"] = paper.millimetres
    return json.dumps(said, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not dataclasses.is_dataclass(value):
        return value
    said = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    said["block"] = type(value).__name__.lower()
    if isinstance(value, NumberPlace):
        said["text"] = printable(value.text)
    if isinstance(value, Signer):
        said |= {"head": _plain(value.head), "named": printable(value.named), "foot": _plain(value.foot)}
    return said
