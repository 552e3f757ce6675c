"""Typed place names made from official ones, with the truth beside each: what clerks do to a name, seeded."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import duckdb

from payung.vocabulary import wilayah

# Neighbours on the keyboard and sounds that are mixed up, not taken from the resolver's own tables.
_NEAR = {"A": "SQE", "E": "RWI", "I": "UOE", "O": "IPU", "U": "YIO", "N": "MB", "M": "N", "B": "VP", "P": "OB", "G": "HK",
         "K": "LG", "D": "FT", "T": "RYD", "R": "TL", "L": "KR", "S": "AZ", "Y": "TI", "H": "GJ", "J": "KH"}  # fmt: skip
_OFFICE = {"TANJUNG": ["TJ.", "TJ", "TG", "TANJ."], "SUNGAI": ["SEI", "SEI.", "S."], "KAMPUNG": ["KP.", "KP", "KAMP."],
           "GUNUNG": ["GN.", "GN", "G."], "BATU": ["BT.", "BT"], "PADANG": ["PD.", "PDG"], "PONDOK": ["PD.", "PDK"],
           "BUKIT": ["BT.", "BKT"], "PULAU": ["P.", "PL."], "MUARA": ["MA.", "M."], "LUBUK": ["LB.", "LBK"],
           "KARANG": ["KR.", "KRG"], "TELUK": ["TLK", "TL."], "SIMPANG": ["SP.", "SIMP."], "HULU": ["ULU"], "ULU": ["HULU"],
           "HILIR": ["ILIR"], "ILIR": ["HILIR"], "UTARA": ["UTR", "U."], "SELATAN": ["SEL.", "SLT"], "TIMUR": ["TIM.", "TMR"],
           "BARAT": ["BRT", "B."], "TENGAH": ["TGH", "TENG."], "SEI": ["SUNGAI", "SEI."], "PASAR": ["PS.", "PSR"],
           "BATANG": ["BTG", "BT."], "PANGKALAN": ["PKL.", "PANGK."], "KOTA": ["KT."], "TANAH": ["TN."],
           "I": ["1", "SATU"], "II": ["2", "DUA"], "III": ["3"], "IV": ["4"], "SATU": ["1", "I"], "DUA": ["2", "II"],
           "TIGA": ["3", "III"], "MEUNASAH": ["MNS.", "MNS"], "PERKEBUNAN": ["PERK."]}  # fmt: skip
_STREETS = (
    "Jl. Mawar",
    "Jl. Ir. H. Juanda",
    "Gg. Buntu",
    "Jl. Pelabuhan 2",
    "Jl. Pattimura Gg. Damai",
    "Perum Griya Asri",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One line's place columns, what was done to them, and the village meant."""

    kelurahan: str
    kecamatan: str
    kabupaten: str
    address: str
    damage: str
    truth: str


def _mistype(name: str, dice: random.Random, slips: int) -> str:
    letters = list(name)
    for _ in range(slips):
        at = dice.randrange(1, max(2, len(letters)))
        kind = dice.choice(("near", "drop", "double", "turn"))
        if at >= len(letters) or letters[at] == " ":
            continue
        if kind == "near":
            letters[at] = dice.choice(_NEAR.get(letters[at].upper(), letters[at]))
        elif kind == "drop":
            del letters[at]
        elif kind == "double":
            letters.insert(at, letters[at])
        elif at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _abbreviated(name: str, dice: random.Random) -> str:
    return " ".join(dice.choice(_OFFICE[w]) if w in _OFFICE else w for w in name.upper().split())


def _no_vowels(name: str) -> str:
    return " ".join(w if set(w) <= set("IVX") else w[0] + re.sub("[AEIOU]", "", w[1:]) for w in name.upper().split())


def _address(name: str, kecamatan: str, dice: random.Random) -> str:
    street = f"{dice.choice(_STREETS)} No. {dice.randrange(1, 90)} RT {dice.randrange(1, 40):03d}"
    return dice.choice(
        (
            f"{street} Kel. {name} Kec. {kecamatan}",
            f"{street} {name} {kecamatan}",
            f"{street}, {name}, {kecamatan}",
            f"{street}/02 Kelurahan {name}",
            f"{street} Ds {name}",
        )
    )


def typed_places(connection: duckdb.DuckDBPyConnection, kabupaten: str, *, seed: int, each: int) -> list[Typed]:
    """Return `each` damaged writings per kind of damage of villages of a kabupaten."""
    wilayah.register(connection)
    villages = connection.execute(
        "SELECT kel.code, kel.name, kec.name, kab.name FROM place_rows kel JOIN place_rows kec ON kec.code = kel.parent "
        "JOIN place_rows kab ON kab.code = kec.parent WHERE kab.code = ? AND kel.level = 'kelurahan' "
        "AND kel.valid_to IS NULL ORDER BY kel.code",
        [kabupaten],
    ).fetchall()
    dice = random.Random(f"{seed} {kabupaten}")
    made = []
    for _ in range(each):
        for damage, write in _DAMAGES.items():
            code, name, kec, kab = dice.choice(villages)
            made.append(Typed(*write(name, kec, kab, dice), damage, code))
    return made


_DAMAGES = {
    "clean": lambda n, k, b, d: (n, k, b, ""),
    "upper, prefix": lambda n, k, b, d: (
        d.choice(("KEL. ", "Kelurahan ", "DESA ", "Ds. ", "KEL ")) + n.upper(),
        "KEC. " + k.upper(),
        "",
        "",
    ),
    "no kecamatan": lambda n, k, b, d: (n, "", "", ""),
    "abbreviated": lambda n, k, b, d: (_abbreviated(n, d), k, "", ""),
    "both abbreviated": lambda n, k, b, d: (_abbreviated(n, d), _abbreviated(k, d), "", ""),
    "abbreviated, no kecamatan": lambda n, k, b, d: (_abbreviated(n, d), "", "", ""),
    "glued": lambda n, k, b, d: (n.replace(" ", "").upper(), k.replace(" ", ""), "", ""),
    "hyphened": lambda n, k, b, d: (n.replace(" ", "-"), k.replace(" ", "  "), b, ""),
    "one slip": lambda n, k, b, d: (_mistype(n, d, 1), k, "", ""),
    "two slips": lambda n, k, b, d: (_mistype(n, d, 2), k, "", ""),
    "one slip, no kecamatan": lambda n, k, b, d: (_mistype(n, d, 1), "", "", ""),
    "kecamatan slipped": lambda n, k, b, d: (n, _mistype(k, d, 1), "", ""),
    "both slipped": lambda n, k, b, d: (_mistype(n, d, 1), _mistype(k, d, 1), "", ""),
    "no vowels": lambda n, k, b, d: (_no_vowels(n), k, "", ""),
    "cut short": lambda n, k, b, d: (n[: max(4, len(n) - 3)], k, "", ""),
    "swapped": lambda n, k, b, d: (k, n, "", ""),
    "one cell": lambda n, k, b, d: (f"{n}, {k}", "", "", ""),
    "one cell with kec": lambda n, k, b, d: (f"Kel. {n} Kec. {k}", "", "", ""),
    "address": lambda n, k, b, d: ("", "", "", _address(n, k, d)),
    "address, kecamatan": lambda n, k, b, d: ("", k, "", _address(n, k, d)),
    "in kecamatan column": lambda n, k, b, d: ("", n, "", ""),
    "slashed": lambda n, k, b, d: (f"{n}/{k}", "", "", ""),
}
