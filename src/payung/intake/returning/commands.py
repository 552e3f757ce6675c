"""Formulas that call other programs or fetch from elsewhere (DDE, OLE, WEBSERVICE …): a workbook with one goes back as values only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from payung.intake.returning.package import Package
from payung.intake.returning.refusals import not_patchable

_PIECE = 1 << 20
_FORMULA = re.compile(
    rb"<(?:[\w.-]+:)?(?:f|formula|formula1|formula2|definedName)(?:\s[^>]*)?>((?:<!\[CDATA\[.*?\]\]>|[^<])*)", re.S
)
_QUOTED = re.compile(r'"[^"]*"')
# cmd|'/C calc'!A0 has a stroke outside its texts; nothing that computes has.
_CALLS = re.compile(
    r"\||\b(?:CALL|EXEC|REGISTER(?:\.ID)?|RTD|DDE|WEBSERVICE|IMPORTXML|IMPORTDATA|IMPORTHTML|IMPORTFEED)\s*\(", re.I
)
_LINKED = re.compile(rb"<(?:[\w.-]+:)?(?:ddeLink|oleLink)\b")


def refuse(package: Package) -> None:
    """Look through a workbook for formulas that reach out of it.

    :raises NotPatchable: if there is one: what a sender's file would start on a verifier's PC does not go back.
    """
    sheets = {sheet.part.lower() for sheet in package.sheets} | {package.workbook.lower()}
    links = {link.target.lower() for link in package.relations(package.workbook) if link.kind.endswith("/externalLink")}
    for part in sorted(filter(package.has, sheets | links)):
        tells = _reaches_out if part in sheets else _LINKED.search
        found = any(map(tells, _pieces(package, part)))
        if found:
            raise not_patchable(
                "Berkas memuat rumus yang memanggil program atau alamat lain; rumusnya tidak dikembalikan, hanya isi selnya.",
                "The file has formulas that call other programs or addresses; not the formulas are returned, only what the cells show.",
            )


def _pieces(package: Package, part: str) -> Iterator[bytes]:
    """Yield a part in pieces that end before an end tag, so that no formula is cut in two."""
    rest = b""
    with package.stream(part) as stream:
        while piece := stream.read(_PIECE):
            rest += piece
            cut = rest.rfind(b"</")
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


def _reaches_out(xml: bytes) -> bool:
    return any(
        _CALLS.search(_QUOTED.sub("", unescape(found[1].decode("utf-8", "replace"))))
        for found in _FORMULA.finditer(xml)
    )
