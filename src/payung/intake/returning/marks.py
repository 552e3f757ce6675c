"""How our three columns and our sheet are named, and how they are recognised when a returned list comes in again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from payung.vocabulary.words import Words

#: The sheet that we add. Reading must not take it for a list, and the next round replaces it.
RECAP_SHEET = "Rekap Payung"

#: The three columns, left to right.
HEADERS: tuple[Words, Words, Words] = (
    Words(id="Hasil verval", en="Verification result"),
    Words(id="Alasan dan cara memperbaiki", en="Reasons and how to fix them"),
    Words(id="Usulan perbaikan", en="Proposed correction"),
)
#: Their widths in characters.
WIDTHS = (24, 64, 40)

#: What stands in the first column, by the verdict of the `judged` contract.
VERDICTS: dict[str, Words] = {
    "accepted": Words(id="Memenuhi syarat", en="Accepted"),
    "verval": Words(id="Perlu dilihat petugas", en="Needs a person's eye"),
    "returned": Words(id="Perlu perbaikan", en="Needs fixing"),
    #: Only after a named verifier signed it; never a verdict of the checks.
    "refused": Words(id="Tidak memenuhi syarat", en="Refused"),
}

_PLACES = {
    normal: place for place, words in enumerate(HEADERS) for normal in (words.id.casefold(), words.en.casefold())
}
#: The column whose heading nobody else uses: alone it is enough to know our columns by.
_TELLING = 1


def our_columns(headers: Sequence[str]) -> dict[int, int]:
    """Return which of a list's columns are ours from an earlier round: place in `headers` -> place in HEADERS.

    A lone "Hasil verval" or "Usulan perbaikan" belongs to the sender (offices do use these words): ours are known by
    the middle heading, or by two of the three standing together. Where one of ours stands twice, all its copies are named.
    """
    found = {
        place: _PLACES[text]
        for place, header in enumerate(headers)
        if (text := " ".join(header.split()).casefold()) in _PLACES
    }
    kinds = set(found.values())
    return found if _TELLING in kinds or len(kinds) > 1 else {}


def is_recap(sheet_name: str, fields: Iterable[str | None] = ()) -> bool:
    """Tell whether a sheet is our recap: its name, and no NIK or member number in it (then it is somebody's list)."""
    named = " ".join(sheet_name.split()).casefold() == RECAP_SHEET.casefold()
    return named and not {"nik", "kpj"} & set(fields)
