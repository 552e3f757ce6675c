"""Tanda terima kartu, RT by RT: each on its own page, with room for a signature or a thumb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, numbered_table
from payung.letters.papers.model import Block, Column, Fields, PageBreak, Paper, Signatures, Signer, Title
from payung.letters.papers.words import counted_in_words, masked_nik


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose card is handed over. `kpj` is the member number on the card."""

    name: str
    nik: str
    kpj: str
    rt: str
    rw: str


@dataclass(frozen=True, slots=True)
class CardHandover:
    """The cards of one kelurahan or desa (`level`); `signers` are who hands over and who takes note (Ketua RT, Lurah)."""

    bureau: Bureau
    kelurahan: str
    kecamatan: str
    programmes: str
    holders: tuple[CardHolder, ...]
    signers: tuple[Signer, ...]
    level: str = "Kelurahan/Desa"


def card_receipt(data: CardHandover) -> Paper:
    """Return the receipts, one sheet for each RT, in the order of RW and RT; people without an RT come last."""
    only = _only_rw(data.holders)
    neighbourhoods: dict[tuple[str, str], list[CardHolder]] = {}
    for holder in data.holders:
        # Lists that name the RT alone mean the only RW that has one of this number.
        rw = holder.rw or only.get(holder.rt, "")
        neighbourhoods.setdefault((rw, holder.rt), []).append(holder)
    blocks: list[Block] = []
    for (rw, rt), holders in sorted(
        neighbourhoods.items(), key=lambda item: (not any(item[0]), item[0][0].zfill(4), item[0][1].zfill(4))
    ):
        blocks += [*([PageBreak()] if blocks else []), *_sheet(data, rw, rt, holders)]
    return Paper("card_receipt", f"Tanda Terima Kartu {data.kelurahan}", tuple(blocks), size=data.bureau.size)


def _only_rw(holders: Sequence[CardHolder]) -> dict[str, str]:
    """Return the RW of each RT number that stands in one RW of the kelurahan only."""
    found: dict[str, set[str]] = {}
    for holder in holders:
        if holder.rt and holder.rw:
            found.setdefault(holder.rt, set()).add(holder.rw)
    return {rt: next(iter(rws)) for rt, rws in found.items() if len(rws) == 1}


def _sheet(data: CardHandover, rw: str, rt: str, holders: Sequence[CardHolder]) -> tuple[Block, ...]:
    columns = (
        Column("Nama", 46),
        Column("NIK", 38, "center"),
        Column("KPJ", 32, "center"),
        Column("Tanggal", 22),
        Column("Tanda tangan / cap jempol", 36),
    )
    rows = [
        (one.name, masked_nik(one.nik), one.kpj or "–", "", "") for one in sorted(holders, key=lambda one: one.name)
    ]
    return (
        data.bureau.head,
        Title(("Tanda Terima Kartu Peserta", data.programmes)),
        Fields(
            (
                (data.level, f"{data.kelurahan}, Kecamatan {data.kecamatan}"),
                ("RT / RW", f"{rt or '–'} / {rw or '–'}"),
                ("Jumlah kartu", counted_in_words(len(holders), "kartu")),
            ),
            label_width=32,
        ),
        numbered_table(columns, rows, row_height=10),
        Signatures(data.signers),
    )
