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
    the middle heading, or by two of the three standing together. Where a heading stands twice, ours is the one nearest to
    the others of ours; the rest is the sender's and must not be touched.
    """
    found: dict[int, list[int]] = {}
    for place, header in enumerate(headers):
        wanted = _PLACES.get(" ".join(header.split()).casefold())
        if wanted is not None:
            found.setdefault(wanted, []).append(place)
    if _TELLING not in found and len(found) < 2:
        return {}
    # We write at the right: of doubles, the last one is the likelier anchor.
    anchor = found.get(_TELLING, [max(places[-1] for places in found.values())])[-1]
    return {min(places, key=lambda place: (abs(place - anchor), -place)): wanted for wanted, places in found.items()}


def is_recap(sheet_name: str, fields: Iterable[str | None] = ()) -> bool:
    """Tell whether a sheet is our recap: its name, and no NIK or member number in it (then it is somebody's list)."""
    named = " ".join(sheet_name.split()).casefold() == RECAP_SHEET.casefold()
    return named and not {"nik", "kpj"} & set(fields)
