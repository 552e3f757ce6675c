"""Cells as tired people type them, for property tests: plain words, signs, digits, accents and what Word puts in."""

from __future__ import annotations

from hypothesis import strategies as st

_SIGNS = " .,-/'\"()[]=+@*:;_#|\t\n\u00a0\u200b\u2019\u2013"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzéüñøÅç"
anything = st.text(max_size=40)
typed = st.text(alphabet=_LETTERS + "0123456789" + _SIGNS, max_size=40)
digits = st.text(alphabet="0123456789", min_size=1, max_size=20)
numberlike = st.text(alphabet="0123456789OIl .-'\"=E+,", max_size=24)

_NAME_WORDS = st.sampled_from(
    [
        "MUHAMMAD",
        "Muh.",
        "M.",
        "Moch",
        "Siti",
        "St.",
        "H.",
        "Hj.",
        "Drs.",
        "Dr.",
        "Ir.",
        "KH.",
        "Raden",
        "Haji",
        "ABDURRAHMAN",
        "Abd.",
        "Abdul",
        "Aziz",
        "Nurhayati",
        "Nur",
        "Noer",
        "BUDI",
        "Soekarno",
        "Tjahjono",
        "DJOKO",
        "Chairul",
        "Khoirul",
        "YUSUF",
        "JUSUF",
        "bin",
        "BINTI",
        "alias",
        "(Alm)",
        "Almh",
        "Ma'ruf",
        "D'Arc",
        "S.Pd",
        "S.E.",
        "SE,",
        "MM",
        "A.Md.Keb",
        "SUSANTY",
        "Dewi",
        "I",
        "Made",
        "Ni",
        "Ketut",
        "O'NEIL",
        "MARIA-",
        "Christine",
        "Achmad",
        "Siregar,",
        "B0DI",
        "12",
        "(",
        '"',
        "/",
        "Amd",
        "SH",
        "Ny.",
        "Bapak",
    ]
)
names = st.lists(_NAME_WORDS, max_size=6).flatmap(
    lambda words: st.sampled_from([" ", "  ", ", ", "."]).map(lambda gap: gap.join(words))
)

_MONTHS = st.sampled_from(
    ["Januari", "Maret", "Mrt", "Agustus", "Ags", "Nopember", "Des", "dec", "May", "III", "XII", "Foo"]
)
_NUMBER = st.integers(0, 2100).map(str)
_SMALL = st.integers(0, 40).flatmap(lambda n: st.sampled_from([str(n), f"{n:02d}"]))
_GAP = st.sampled_from(["-", "/", ".", " ", ", ", "", " - "])
_PLACE = st.sampled_from(["", "Banyumas, ", "Kab. Kutai Timur / ", "SURABAYA ", "Maret ", "(Medan) "])


@st.composite
def births(draw: st.DrawFn) -> str:
    """Something that looks like a date of birth, possible or not, with or without a place."""
    gap = draw(_GAP)
    parts = draw(st.sampled_from(["dmy", "ymd", "word", "packed"]))
    if parts == "packed":
        return draw(_PLACE) + draw(st.text(alphabet="0123456789", min_size=1, max_size=9))
    middle = draw(_MONTHS if parts == "word" else _SMALL)
    ends = (draw(_SMALL), draw(st.one_of(_NUMBER, _SMALL)))
    return draw(_PLACE) + gap.join([ends[0], middle, ends[1]] if parts != "ymd" else [ends[1], middle, ends[0]])
