"""What the title of a section says about everybody below it: "KELURAHAN LOKTUAN", "RT 05 / RW 02", "Dinas Perikanan"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payung.vocabulary import occupation_groups
from payung.vocabulary.letters import plain

#: The fields that a title can give, from the largest place to the smallest; the office stands beside them.
LEVELS = ("kabupaten", "kecamatan", "kelurahan", "rw", "rt")
FIELDS = (*LEVELS, "opd", "occupation")

_KINDS = {
    "kelurahan": r"KELURAHAN|KELURHAN|KEL|DESA|DS|NAGARI|GAMPONG|PEKON",
    "kecamatan": r"KECAMATAN|KEC|DISTRIK",
    "kabupaten": r"KABUPATEN|KAB|KOTAMADYA|KOTA",
    "pair": r"RT\s*[/&.-]\s*RW",
    "rt": r"R\.?\s?T(?=[\s.:]*\d)",
    "rw": r"R\.?\s?W(?=[\s.:]*\d)",
}
_MARKER = re.compile(
    r"(?<![A-Z0-9])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _KINDS.items()) + r")(?![A-Z])[\s.:]*"
)
_COUNT = re.compile(r"\s*(?:[(\[].*|[:=-]?\s*(?:JUMLAH\s*)?[:=]?\s*\d+\s*(?:ORANG|JIWA|KK|NAMA|PESERTA|PEKERJA)\b.*)$")
_ENUMERATION = re.compile(
    r"^(?:(?:\d{1,2}|[A-Z]|[IVX]{1,5})\s*[.)]\s*(?![TW]\b)|(?:[A-Z]|[IVX]{1,5})\s+(?=(?:KEL|DESA|DS|KEC|RT|RW)\b|KELURAHAN|KECAMATAN)|[-*•>#]+\s*)"
)
# What a title says of time and money ends the name of the place.
_ENDS = re.compile(r"\s+(?:TAHUN|TA|T\.A|PERIODE|BULAN|TRIWULAN|SEMESTER|PER|ANGGARAN)\b.*$")
_EDGES = " ,.-:;/|\\_*"
_PAIR = re.compile(r"(\d{1,3})\s*[/&,-]\s*(?:RW\.?\s*)?(\d{1,3})")
_NUMBER = re.compile(r"(\d{1,3})(?:\s*[/&-]\s*(\d{1,3}))?\s*$")
_OFFICE = re.compile(
    r"^(?:OPD|SKPD|INSTANSI|PERANGKAT DAERAH|UNIT KERJA)[\s.:]+(?P<named>\S.*)$|"
    r"^(?P<plain>(?:DINAS|BADAN|BAGIAN|SEKRETARIAT|UPTD?|PUSKESMAS|RSUD|INSPEKTORAT|SATUAN POLISI|SATPOL)\b.*)$"
)
# The address of an office in its letterhead says nothing about where the people of its list live.
_LETTERHEAD = re.compile(
    r"\b(?:JL|JLN|JALAN|TELP|TELEPON|TLP|FAX|FAKS|FAKSIMILE|KODE POS|KODEPOS|EMAIL|E-MAIL|WEBSITE|LAMAN)\b|@|WWW\."
)
# Where a meeting was held and to whom a letter goes says nothing of them either.
_NOT_THEIRS = re.compile(
    r"^\W*(?:(?:TEMPAT|HARI|TANGGAL|WAKTU|PUKUL|ACARA|AGENDA)\b[^:]{0,20}:|(?:KEPADA|YTH|TEMBUSAN|CQ|C\.Q)\b|"
    r"(?:KEPALA|PLT|PLH|PJ)\.?\s+(?:DINAS|BADAN|BAGIAN|BIDANG|KANTOR|CABANG|SEKSI|UPTD?|DISNAKER)\b)"
)
_TITLE = re.compile(
    r"^\W*(?:DAFTAR|DATA|USULAN|REKAP|REKAPITULASI|FORMULIR|FORM|TABEL|LAMPIRAN|NAMA|LIST|"
    r"KELOMPOK|POKTAN|GAPOKTAN|KUB|POKDAKAN|KOPERASI|PAGUYUBAN|PANGKALAN|PASAR|TPQ|TPI|UPTD?|DUSUN|LINGKUNGAN)\b"
)
# What a title says of its list before it names the people: "DAFTAR NAMA CALON PESERTA …".
_OF_A_LIST = re.compile(
    r"^\W*(?:(?:DAFTAR|DATA|USULAN|REKAP|REKAPITULASI|FORMULIR|FORM|LAMPIRAN|NAMA|LIST|CALON|PESERTA|PENERIMA|BANTUAN|PARA|ANGGOTA|KELOMPOK|"
    r"PEKERJA RENTAN|TENAGA KERJA|PEKERJA|JENIS|PEKERJAAN|PROFESI|PROGRAM|JAMSOSTEK|BPJS|KETENAGAKERJAAN)\b\W*)+"
)
_SEVERAL = re.compile(r"\b(?:DAN|ATAU|SERTA|DLL)\b|[,/&+]")
_LONGEST = 200
#: Words of a name that a title may end in: more than these belong to no place.
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Claims:
    """What one title says, field by field. `loose`: amid other words, so that a place must be known to be believed."""

    given: Mapping[str, str]
    loose: bool = False


_NONE = Claims({})


def claims(cells: Sequence[str], *, title: bool) -> Claims:
    """Return what a line says about the rows below it.

    :param title: the line stands above a heading; there, and in a line that begins like a title, places are found amid other words.
    """
    texts = [text.strip() for text in cells if text.strip()]
    line = _plain(" ".join(texts))
    if not line or len(line) > _LONGEST or _LETTERHEAD.search(line) or _NOT_THEIRS.match(line):
        return _NONE
    given = strict(line) or _apart(texts)
    if given:
        return Claims(given)
    return Claims(_loose(line), loose=True) if title or _TITLE.match(line) else _NONE


def is_section(texts: Sequence[str]) -> bool:
    """Tell whether a line holds nothing but the name of a place: the title of a section, nobody's row."""
    return 0 < len(texts) <= 2 and not strict(_plain(" ".join(texts))).keys().isdisjoint(LEVELS)


def occupation(cells: Sequence[str], *, title: bool) -> str:
    """Return the one occupation that a line names for everybody below it ("B. NELAYAN", "DAFTAR NAMA MARBOT KELURAHAN …"); "" if none.

    :param title: the line stands above a heading or is a sheet's name; a section may say nothing else.
    """
    line = _plain(" ".join(text.strip() for text in cells if text.strip()))
    if not line or len(line) > _LONGEST or any(rule.search(line) for rule in (_LETTERHEAD, _NOT_THEIRS, _OFFICE)):
        return ""
    line = _COUNT.sub("", _ENUMERATION.sub("", line))
    people, places = _pieces(_ENDS.sub("", _OF_A_LIST.sub("", line)))
    people = people.strip(_EDGES)
    if (places and not title) or any(map(str.isdecimal, people)) or _SEVERAL.search(people):
        return ""
    return people if occupation_groups.names_one(people) else ""


def _apart(texts: Sequence[str]) -> dict[str, str]:
    """Read cells that each say one thing: "Kecamatan: Bontang Utara" beside "Kelurahan: Loktuan"."""
    read = [strict(_plain(text)) for text in texts]
    if len(texts) < 2 or not all(read):
        return {}
    given: dict[str, str] = {}
    for one in read:
        if given.keys() & one.keys():
            return {}
        given |= one
    return given


def strict(line: str) -> dict[str, str]:
    """Read a line that says nothing else; {} if it does say something else. `line` is plain and upper case."""
    office = _OFFICE.match(line)
    if office:
        return {"opd": (office["named"] or office["plain"]).strip(_EDGES)}
    before, pieces = _pieces(_ENDS.sub("", _COUNT.sub("", _ENUMERATION.sub("", line))))
    if before.strip(_EDGES) or not pieces:
        return {}
    return _given(pieces)


def _loose(line: str) -> dict[str, str]:
    _, pieces = _pieces(_ENDS.sub("", _COUNT.sub("", line)))
    return _given(pieces)


def _given(pieces: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the fields of some pieces; {} where two of them say different things about one."""
    given: dict[str, str] = {}
    for kind, text in pieces:
        for field, value in _values(kind, text).items():
            if given.get(field, value) != value:
                return {}
            given[field] = value
    return given


def _values(kind: str, text: str) -> dict[str, str]:
    if kind == "pair":
        found = _PAIR.match(text)
        return {"rt": found[1], "rw": found[2]} if found else {}
    if kind in ("rt", "rw"):
        found = _NUMBER.match(text.strip(_EDGES))
        if found is None:
            return {}
        return {kind: found[1]} | ({"rw": found[2]} if found[2] and kind == "rt" else {})
    name = text.strip(_EDGES)
    return {kind: name} if any(map(str.isalpha, name)) else {}


def _pieces(line: str) -> tuple[str, list[tuple[str, str]]]:
    """Cut a line at the words that name a kind of place; return what stands before the first, and (kind, text) of each."""
    marks = list(_MARKER.finditer(line))
    # "KELURAHAN KOTA BARU": a kind of place right behind another begins its name.
    starts = [
        mark
        for place, mark in enumerate(marks)
        if place == 0 or line[marks[place - 1].end() : mark.start()].strip(_EDGES)
    ]
    if not starts:
        return line, []
    ends = [*(mark.start() for mark in starts[1:]), len(line)]
    pieces = []
    for mark, end in zip(starts, ends, strict=True):
        kind = mark.lastgroup or ""
        # A kota and a kabupaten of one name are two places.
        begin = mark.start() if kind == "kabupaten" else mark.end()
        pieces.append((kind, line[begin:end]))
    return line[: starts[0].start()], pieces


def _plain(text: str) -> str:
    return " ".join(plain(text).upper().split())
