"""Where a NIK was issued: what its first six digits meant when it was issued, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from payung.vocabulary.wilayah import data
from payung.vocabulary.words import Words

_NEVER_HOME = Words(
    id=" Ini tempat NIK diterbitkan, bukan tempat tinggal.",
    en=" This is where the NIK was issued, not where the person lives.",
)
_STORIES = {
    "current": Words(id="Diterbitkan di Kec. {name}, {kabupaten}.", en="Issued in Kec. {name}, {kabupaten}."),
    "dead": Words(
        id="Diterbitkan di Kec. {name}, {kabupaten}, dengan kode lama {code}; sekarang {today}.",
        en="Issued in Kec. {name}, {kabupaten}, under the former code {code}; today {today}.",
    ),
    "interim": Words(
        id="Kode {code} tidak ada di daftar resmi; satu sumber memakainya untuk Kec. {name}, {kabupaten} (sekarang {today}).",
        en="Code {code} stands in no official list; one source uses it for Kec. {name}, {kabupaten} (today {today}).",
    ),
    "renumbered": Words(
        id="Kabupaten/kota berkode lama {kabupaten_code} ({kabupaten}) sekarang {today}; kecamatannya tidak diketahui.",
        en="The regency of the former code {kabupaten_code} ({kabupaten}) is {today} today; its kecamatan is not known.",
    ),
    "regency only": Words(
        id="Diterbitkan di {kabupaten}; kode kecamatan {code} tidak dikenal.",
        en="Issued in {kabupaten}; kecamatan code {code} is not known.",
    ),
    "unknown": Words(id="Kode wilayah {code} tidak dikenal.", en="Place code {code} is not known."),
}
_SPLIT_SINCE = Words(
    id=" Sejak itu {children} berpisah dari {kabupaten}: warganya tetap membawa kode ini.",
    en=" Since then {children} came out of {kabupaten}: people there still carry this code.",
)
_ELSEWHERE = Words(
    id=" Satu sumber lain memakai kode ini untuk Kec. {rival}.",
    en=" One other source uses this code for Kec. {rival}.",
)


@dataclass(frozen=True, slots=True)
class Issued:
    """The kecamatan whose office issued a NIK.

    state: 'current'; 'dead' (renumbered or gone); 'interim' (a numbering of one source only); 'renumbered' (only the
    old regency is known); 'regency only'; 'unknown'. `today_code` is today's kecamatan (or regency) if known.
    """

    kecamatan_code: str
    kecamatan: str | None
    kabupaten_code: str
    kabupaten: str | None
    state: str
    today_code: str | None
    story: Words


def issued_at(nik: str) -> Issued:
    """Read where a NIK was issued from its first six digits (16 digits, or just the six).

    Never a residence: people move, and codes stay when a regency is split.

    :raises ValueError: if the text does not begin with six digits.
    """
    digits = nik[:6]
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("NIK harus diawali enam angka. / A NIK begins with six digits.")
    code = f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"
    return _told(code, *_found(code))


def _found(code: str) -> tuple[str, str | None, str | None, str | None]:
    """Return (state, kecamatan, kabupaten, today's code)."""
    regency = data.rows("SELECT name, valid_to, successor FROM place_rows WHERE code = ?", [code[:5]])
    kabupaten = regency[0][0] if regency else None
    for name, valid_to, successor in data.rows(
        "SELECT name, valid_to, successor FROM place_rows WHERE code = ?", [code]
    ):
        return ("current", name, kabupaten, code) if valid_to is None else ("dead", name, kabupaten, successor)
    for name, home, today in data.rows("SELECT name, regency, today FROM place_interim_codes WHERE code = ?", [code]):
        return "interim", name, home, today
    if regency:
        return "regency only", None, kabupaten, regency[0][2] or code[:5]
    # Codes given up before the oldest edition we hold: only the regency can be followed.
    for name, child in data.rows(
        "SELECT parent_name, child FROM place_splits WHERE parent = ? AND parent NOT IN (SELECT code FROM place_rows)",
        [code[:5]],
    ):
        return "renumbered", None, name, child
    return "unknown", None, None, None


def _told(code: str, state: str, kecamatan: str | None, kabupaten: str | None, today: str | None) -> Issued:
    fields = {
        "code": code, "name": kecamatan, "kabupaten": kabupaten, "kabupaten_code": code[:5], "today": today or "?",
    }  # fmt: skip
    children = [name for (name,) in data.rows("SELECT child_name FROM place_splits WHERE parent = ?", [code[:5]])]
    parts = [_STORIES[state]]
    if children and state in ("current", "regency only"):
        parts.append(_SPLIT_SINCE)
    rivals = data.rows("SELECT name FROM place_interim_codes WHERE code = ?", [code]) if state == "current" else []
    if rivals:
        parts.append(_ELSEWHERE)
    if state != "unknown":
        parts.append(_NEVER_HOME)
    fields |= {"children": ", ".join(children), "rival": rivals[0][0] if rivals else None}
    story = Words(
        id="".join(part.say("id", **fields) for part in parts), en="".join(part.say("en", **fields) for part in parts)
    )
    return Issued(code, kecamatan, code[:5], kabupaten, state, today or None, story)
