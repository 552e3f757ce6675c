"""What each line of a sheet is. A person-row is never lost: only what plainly is no person gets another kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from payung.intake.columns.column import Column
from payung.intake.reading import sections
from payung.intake.reading.header import Line

#: Fields of which at least one is filled where a line is about a person.
PERSONAL = frozenset(
    {"nik", "kk", "kpj", "name", "birth_place", "birth_date", "birth", "sex", "address", "occupation", "phone", "mother_name", "heir_name", "answer"}
)  # fmt: skip

_ID_DIGITS = re.compile(r"^[\s'\"`=]*\d(?:[ .\-]?\d){8,}")
_SIXTEEN = re.compile(r"(?<!\d)\d{15,17}(?!\d)|\d[.,]\d+E\+1[3-7]", re.I)
_SEX = re.compile(r"^\s*(?:l|p|lk|pr|lki|prp|laki.*|perempuan|pria|wanita)\.?\s*$", re.I)
_SUBTOTAL = re.compile(
    r"^\W*(?:sub\W*total|sub\W*jumlah|grand\W*total|total|jumlah|jml|rekap\w*|terbilang|j\s?u\s?m\s?l\s?a\s?h|t\s?o\s?t\s?a\s?l)\b|^\W*(?:laki\W?laki|perempuan|pria|wanita|[lp])\s*[:=]",
    re.I,
)
_NOTE = re.compile(
    r"^\s*>>|^\s*(?:assalamu\S*|wassalamu?\S*|terima\s?kasih|selamat (?:pagi|siang|sore|malam)|demikian|berikut|mohon|catatan|keterangan|ket|nb|note|notes|sumber|dicetak|dibuat pada|halaman|hal|page|lembar ke|lanjutan|lampiran|per tanggal|tanggal|update|\*+\)?|tembusan)\b[\s.:]*",
    re.I,
)
_STRONG = re.compile(
    r"^\W*(?:mengetahui|menyetujui|disetujui|diketahui|disahkan|hormat (?:kami|saya)|n\s?i\s?p\b|nik?p\s*[.:]|tanda tangan|ttd\b|\(\s*[._\s]{5,}\)|[._]{8,}$)",
    re.I,
)
_WEAK = re.compile(
    r"^\W*(?:lurah|camat|kepala|kades|plt|plh|pj\b|a\.?\s?n\.?\s|ketua|sekretaris|petugas|pembuat|yang (?:membuat|menyatakan|mendata|bertanda)|dibuat oleh|pendata|an\.\s|bupati|wali\s?kota|direktur|koordinator|pembina|penata)\b",
    re.I,
)
_MONTHS = "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember"
_PLACE_DATE = re.compile(
    rf"^\W*[A-Za-z][A-Za-z .'\-]+,\s*(?:\d{{1,2}}|[._…\s]*)\s*[-/. ]?\s*(?:{_MONTHS}|\d{{1,2}}|[._…]+)\s*[-/. ]?\s*(?:20[12]\d|20[._…]*)\s*$",
    re.I,
)
_GROUP = re.compile(
    r"^\W*(?:rt|rw|kel|kelurahan|desa|ds|kec|kecamatan|dusun|lingkungan|blok|kelompok|gapoktan|kab|kabupaten|kota|wilayah|opd|dinas|pasar|poktan|koperasi|daftar|data|pemerintah|kantor|usulan|formulir|form|tahun|tabel)\b",
    re.I,
)
#: What the top of a printed page repeats amid the people.
_PAGE = re.compile(r"^\W*(?:halaman|hal|page|lembar)\b\W*(?:ke\b\W*)?\d{1,4}\b", re.I)
_HEADLINE = re.compile(r"^\W*(?:daftar|data|usulan|rekap\w*|formulir|tabel|lampiran|pemerintah)\b\W*\w", re.I)
#: The first words of all of the above, and the year of a place-and-date line: without them a line is none of these.
_ANY_MARK = re.compile(
    r"^\W*(?:sub|grand|total|jumlah|jml|rekap|terbilang|j\s?u\s?m|t\s?o\s?t|laki|perempuan|pria|wanita|[lp]\s*[:=]|catatan|ket|nb|note|sumber|dicetak|"
    r"dibuat|per\s|tanggal|update|hal|page|lembar|lanjutan|lampiran|\*|tembusan|mengetahui|menyetujui|di[ks]|hormat|n\s?i\s?p|nik?p|tanda|ttd|\(\s*[._]|[._]{8})|20[12.…_][\d.…_]*\s*$",
    re.I | re.M,
)
#: The row that shows how to fill in a form.
_EXAMPLE = re.compile(r"^\W*(?:contoh|cth|misal|example)\b", re.I)
_PLACES = frozenset({"kelurahan", "kecamatan", "kabupaten", "province", "opd", "rt", "rw", "rt_rw"})
_NUMBER = re.compile(r"^[\s(]*\d{1,7}[\s.)]*$")


@dataclass(slots=True)
class Tail:
    """Where the lines stand: among the signatures below a table; after a line that is no person."""

    signing: bool = False
    after_gap: bool = False


class Places:
    """Where a table's fields stand, to look at a line's cells by field."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._by_field: dict[str, list[int]] = {}
        for column in columns:
            if column.field:
                self._by_field.setdefault(column.field, []).append(column.index - 1)
        self.mapped = bool(self._by_field.keys() & {"nik", "name", "kpj", "kk"})

    def has(self, field: str) -> bool:
        """Tell whether the table has the field."""
        return field in self._by_field

    def text(self, cells: Sequence[str], field: str) -> str:
        """Return the text of a field in a line, "" if there is none."""
        places = self._by_field.get(field)
        if places is None:
            return ""
        if len(places) == 1:
            return cells[places[0]].strip() if places[0] < len(cells) else ""
        return " ".join(part for place in places if place < len(cells) and (part := cells[place].strip()))

    def filled(self, cells: Sequence[str], fields: frozenset[str]) -> list[str]:
        """Return which of some fields a line fills with more than a dash."""
        return [field for field in self._by_field if field in fields and self.text(cells, field).strip(" -.") != ""]


def kind(line: Line, places: Places, tail: Tail) -> str:
    """Return the kind of a line below its table's heading: blank, row, subtotal, signature or note."""
    cells = line[1]
    texts = [text.strip() for text in cells if text.strip()]
    if not texts:
        return "blank"
    if _is_plain(texts, cells, places, tail):
        return "row"
    found = _kind(texts, cells, places, tail)
    if found == "signature":
        tail.signing = True
    elif found == "row":
        tail.signing = False
    return found


def _kind(texts: list[str], cells: list[str], places: Places, tail: Tail) -> str:
    if _is_section(texts, cells, places):
        return "note"
    if _is_numbered_person(cells, places) or _has_identity(cells, places):
        return "row"
    if is_subtotal(texts, cells, places):
        return "subtotal"
    if _is_signature(texts, cells, places, tail):
        return "signature"
    if _is_note(texts, cells, places) or _is_top_of_page(texts, cells, places):
        return "note"
    if len(texts) == 1 and (found := _alone(texts[0], cells, places)):
        return found
    if places.mapped and not places.filled(cells, PERSONAL):
        return _without_person(texts, cells, places)
    return "row"


def _is_section(texts: list[str], cells: list[str], places: Places) -> bool:
    """Tell whether a line names the place of those below it, or is the example of a form."""
    if _EXAMPLE.match(places.text(cells, "no")):
        return True
    return len(texts) <= 2 and not places.filled(cells, _PLACES) and sections.is_section(texts)


def _is_note(texts: Sequence[str], cells: Sequence[str], places: Places) -> bool:
    return len(texts) <= 3 and bool(_NOTE.match(texts[0])) and (len(texts) == 1 or not _has_traits(cells, places))


def _is_top_of_page(texts: Sequence[str], cells: Sequence[str], places: Places) -> bool:
    """Tell whether a line is the title that a new page prints again, alone or beside the page's number."""
    if len(texts) > 3 or _numbered(cells, places) or _has_traits(cells, places):
        return False
    names_nobody = places.has("name") and not places.text(cells, "name")
    of_a_page = any(_PAGE.match(text) for text in texts)
    return (of_a_page or names_nobody) if _HEADLINE.match(texts[0]) else of_a_page and names_nobody


def _alone(text: str, cells: Sequence[str], places: Places) -> str:
    """Name a line of one cell: a heading of a group, a sum; "" if it may be somebody's name."""
    if _GROUP.match(text) and not _numbered(cells, places):
        return "note"
    if places.has("no") and text == places.text(cells, "name") and sections.occupation([text], title=False):
        # "NELAYAN" by itself, in a list that numbers its people, is the heading of those below it.
        return "note"
    in_number = any(places.text(cells, field) for field in ("nik", "kk", "kpj"))
    if in_number and not any(map(str.isdecimal, text)):
        return "note"
    if _is_amount(text) and len(text) < 8:
        return "blank" if _numbered(cells, places) else "subtotal"
    return ""


def _is_plain(texts: list[str], cells: Sequence[str], places: Places, tail: Tail) -> bool:
    """Tell cheaply that a line amid people is one of them: a name, two cells or more, and none of the words that end a list."""
    amid = not tail.signing and not tail.after_gap and len(texts) > 2
    return amid and any(map(str.isalpha, places.text(cells, "name"))) and not _ANY_MARK.search("\n".join(texts))


def _has_identity(cells: Sequence[str], places: Places) -> bool:
    """Tell whether a line holds a number that only people have."""
    if any(_ID_DIGITS.match(places.text(cells, field)) for field in ("nik", "kk", "kpj")):
        return not places.has("name") or bool(places.text(cells, "name")) or has_sixteen(cells)
    return has_sixteen(cells)


def has_sixteen(cells: Sequence[str]) -> bool:
    """Tell whether a line holds a number of the length of a NIK."""
    return any(_SIXTEEN.search(text) for text in cells if len(text) >= 8)


def _numbered(cells: Sequence[str], places: Places) -> bool:
    return bool(_NUMBER.match(places.text(cells, "no")))


def _is_numbered_person(cells: Sequence[str], places: Places) -> bool:
    """Tell whether a line has a running number and a name: a person, whatever the name sounds like."""
    name = places.text(cells, "name")
    return _numbered(cells, places) and any(letter.isalpha() for letter in name)


def _has_traits(cells: Sequence[str], places: Places) -> bool:
    """Tell whether a line has a sex or a birth date: totals and signatures have none."""
    birth = places.text(cells, "birth_date") or places.text(cells, "birth")
    return bool(_SEX.match(places.text(cells, "sex"))) or (
        any(letter.isdecimal() for letter in birth) and not _PLACE_DATE.match(birth)
    )


def is_subtotal(texts: Sequence[str], cells: Sequence[str], places: Places) -> bool:
    """Tell whether a line counts people instead of naming one: the word stands in its first or second filled cell."""
    marked = next((text for text in texts[:2] if _SUBTOTAL.match(text)), None)
    if marked is None or _numbered(cells, places):
        return False
    name = places.text(cells, "name")
    other_name = name and name != marked and not any(letter.isdecimal() for letter in name)
    return not (_has_traits(cells, places) and (other_name or (name == marked and len(texts) > 4)))


def _is_signature(texts: Sequence[str], cells: Sequence[str], places: Places, tail: Tail) -> bool:
    """Tell whether a line belongs to the signatures: few cells, no traits of a person, and a word that starts them."""
    if len(texts) > 4 or _numbered(cells, places) or bool(_SEX.match(places.text(cells, "sex"))):
        return False
    if any(_STRONG.match(text) for text in texts) or any(_PLACE_DATE.match(text) for text in texts):
        return len(texts) <= 3 or tail.signing or not _has_traits(cells, places)
    if _has_traits(cells, places):
        return False
    if tail.signing and len(texts) <= 3:
        return True
    return tail.after_gap and len(texts) <= 2 and all(_WEAK.match(text) for text in texts)


def _without_person(texts: Sequence[str], cells: Sequence[str], places: Places) -> str:
    """Name a line in which no personal field is filled: a sum, a heading of a group, or an empty form line."""
    only_numbers = all(_is_amount(text) for text in texts)
    if only_numbers:
        money = places.filled(cells, frozenset({"wage", "income"}))
        return "subtotal" if money and not _numbered(cells, places) else "blank"
    if _numbered(cells, places) or places.filled(cells, _PLACES):
        return "blank" if len(places.filled(cells, _PRINTED)) == len(texts) else "row"
    return "note" if len(texts) <= 2 else "row"


#: Fields that senders fill down a form before anybody is written into it.
_PRINTED = frozenset(
    {
        "no",
        "rt",
        "rw",
        "rt_rw",
        "kelurahan",
        "kecamatan",
        "kabupaten",
        "province",
        "opd",
        "payer",
        "age",
        "wage",
        "income",
    }
)


def _is_amount(text: str) -> bool:
    return any(letter.isdecimal() for letter in text) and not any(
        letter.isalpha() for letter in text.casefold().replace("rp", "")
    )
