"""What a decree of a day rests on (Mengingat): the national regulations in force then, each with its amendments of that day."""

from __future__ import annotations

import datetime as dt
import re

from payung.law.register import Register, Regulation, national

#: In the order in which decrees cite them: rank first, then year.
BASES = ("UU-40-2004", "UU-24-2011", "PP-44-2015", "Permenaker-5-2021", "Inpres-2-2021")
IN_FULL = {
    "UU": "Undang-Undang",
    "PP": "Peraturan Pemerintah",
    "Permenaker": "Peraturan Menteri Ketenagakerjaan",
    "Inpres": "Instruksi Presiden",
}
#: Who issues which regulation of a region; the office's short word never stands in a decree.
OF_REGION = {
    "perda": ("Peraturan Daerah", ""),
    "pergub": ("Peraturan", "Gubernur"),
    "perbup": ("Peraturan", "Bupati"),
    "perwali": ("Peraturan", "Wali Kota"),
    "keputusan": ("Keputusan", ""),
    "instruksi": ("Instruksi", ""),
    "edaran": ("Surat Edaran", ""),
}
SHORT_TITLES = {"JKK": "Jaminan Kecelakaan Kerja", "JKM": "Jaminan Kematian", "JHT": "Jaminan Hari Tua"}


def national_grounds(on: dt.date, register: Register | None = None) -> tuple[str, ...]:
    """Return the citations of a decree dated `on`; what came later is not cited, what is not known to hold neither.

    Drafting manner: UU 12/2011 Lampiran II, numbers 28-40 (amended laws are cited with their amendments).
    """
    known = register or national()
    return tuple(_cited(known[law], known, on) for law in BASES if _stands(known[law], on))


def local_ground(kind: str, issuer: str, number: str, year: int, title: str) -> str:
    """Return a region's regulation as a decree cites it: "Peraturan Wali Kota Bontang Nomor 23 Tahun 2023 tentang …"."""
    form, head = OF_REGION.get(kind, (kind.title(), ""))
    # Offices type who issued it with its head or without: Wali Kota Bontang, Walikota Bontang, Bontang.
    said = re.sub(r"^wali\s*kota\b", "Wali Kota", " ".join(issuer.split()), flags=re.IGNORECASE)
    if head and not said.lower().startswith(head.lower()):
        said = f"{head} {said}"
    about = f" tentang {title.strip()}" if title.strip() else ""
    return f"{form} {said} Nomor {number} Tahun {year}{about}"


def _stands(law: Regulation, on: dt.date) -> bool:
    """Whether a regulation surely stood on a day: one whose date we do not know counts from the year after its own."""
    if law.in_force_on is None and on.year <= law.year:
        return False
    return law.holds(on)


def _cited(law: Regulation, register: Register, on: dt.date) -> str:
    amended = sorted(
        (one for one in register if law.id in one.amends and _stands(one, on)), key=lambda one: (one.year, one.number)
    )
    text = f"{_named(law)} tentang {_title(law)}"
    if not amended:
        return text
    manner = "telah diubah" if len(amended) == 1 else "telah beberapa kali diubah, terakhir"
    return f"{text} sebagaimana {manner} dengan {_named(amended[-1])}"


def _named(law: Regulation) -> str:
    return f"{IN_FULL.get(law.kind, law.kind)} Nomor {law.number} Tahun {law.year}"


def _title(law: Regulation) -> str:
    title = law.title
    for short, full in SHORT_TITLES.items():
        title = title.replace(f" {short}", f" {full}")
    return title
