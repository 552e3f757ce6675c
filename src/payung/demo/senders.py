"""The offices of the city as data: which layout each one's workbook has, and how careless it is."""

from __future__ import annotations

from dataclasses import dataclass

from payung.demo.names import read_data

KELURAHAN_LISTS = "kelurahan"


@dataclass(frozen=True, slots=True)
class Sender:
    """One office's workbook. `columns`: (header, field of rendering.FIELDS); `A|B` is a header of two rows.

    The other fields are told in data/senders.yaml.
    """

    key: str
    file: str
    format: str
    split: str
    titles: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    manner: dict[str, str]
    mess: float
    numbering: bool = False
    subtotals: bool = False
    signature: str = ""
    repeat_header: int = 0
    hidden_rows: float = 0.0
    titles_before_names: float = 0.0
    scientific_from: float = 1.0
    nik_as_number: tuple[int, ...] = ()
    extra_sheets: tuple[str, ...] = ()
    sections: bool = False
    blank_every: int = 0
    note: str = ""
    slips: int = 0
    office: str = ""

    @property
    def has_two_header_rows(self) -> bool:
        return any("|" in header for header, _ in self.columns)


def load_senders() -> dict[str, Sender]:
    """Return the senders by key, in the order of the data file."""
    return {row["key"]: sender_of(row) for row in read_data("senders.yaml")}


def sender_of(row: dict) -> Sender:
    """Build a sender from its entry in the data file."""
    fixed = dict(row)
    fixed["titles"] = tuple(row["titles"])
    fixed["columns"] = tuple((header, name) for header, name in row["columns"])
    fixed["nik_as_number"] = tuple(row.get("nik_as_number", ()))
    fixed["extra_sheets"] = tuple(row.get("extra_sheets", ()))
    return Sender(**fixed)
