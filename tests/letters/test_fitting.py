"""Letters that fit: nothing lost where it can be held, nothing wider on paper than it was taken for."""

from __future__ import annotations

import json

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.letters.papers.annex_pages import documents, page_of, pages_of, rows_on_a_page
from payung.letters.papers.annex_rows import COLUMNS, Place, Section
from payung.letters.papers.fitting import LETTER, fit, width

ROOM, HIGH = 99.0, 16.4
WORDS = (
    "SITI NUR HALIZAH", "Wulan Mawar", "O'BRIEN (ALM.)", "JOSÉ MÜLLER ŁUKASZ", "Jl. Ahmad Yani No. 12/A RT.04", "MMMMMMM WWWWWWW",
    "fi fl ffi AVATAR To Ty", "0123456789", "@@@%%% ###", "kelurahan/desa_baru-utara", "Ñandú Çelik Ğ Ş İ ő ű",
)  # fmt: skip


def test_no_text_is_drawn_wider_than_it_was_taken_for() -> None:
    source = b'#set text(font: "Libertinus Serif", size: 7.5pt, hyphenate: false)\n#context [#metadata(json(bytes(sys.inputs.t)).map(t => measure(text(t)).width.pt())) <w>]'
    drawn = json.loads(typst.query(source, "<w>", field="value", one=True, sys_inputs={"t": json.dumps(WORDS)}, ignore_system_fonts=True))  # fmt: skip

    wider = [said for said, points in zip(WORDS, drawn, strict=True) if points > width(said) * LETTER]
    assert wider == []


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=400))
def test_a_text_is_whole_or_ends_in_dots(text: str) -> None:
    said, size = fit(text, ROOM, HIGH)

    plain = said.replace("\u200b", "")
    assert plain == text.replace("\u200b", "") or (plain.endswith("…") and text.replace("\u200b", "").startswith(plain[:-1]))  # fmt: skip
    assert 3 < size <= LETTER


@settings(deadline=None)
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ ", max_size=60))
def test_a_name_of_sixty_letters_is_never_cut(text: str) -> None:
    assert "…" not in fit(text, ROOM, HIGH)[0]


@settings(deadline=None)
@given(st.integers(1, 20_000), st.sampled_from(["F4", "A4"]))
def test_documents_hold_everybody_and_every_page(heads: int, size: str) -> None:
    rows = COLUMNS.empty_table()
    section = Section(Place("64.74.01.1001", "Lok Tuan", "Bontang Utara"), rows)
    made = documents(_Heads(section, heads), size)

    assert [one.first for one in made] == [0, *[one.last for one in made][:-1]]
    assert made[-1].last == heads
    assert [one.first_page for one in made] == [1, *[one.first_page + one.pages for one in made][:-1]]
    assert sum(one.pages for one in made) == pages_of(heads, size) >= page_of(heads, size)
    for one in made:
        assert page_of(one.first + 1, size) == one.first_page
        assert one.last - one.first <= 1_500
    assert pages_of(heads, size) - page_of(heads, size) in (0, 1)
    assert rows_on_a_page(size) * page_of(heads, size) >= heads


class _Heads:
    """A section of so many people without making them."""

    def __init__(self, section: Section, heads: int) -> None:
        self.place = section.place
        self.rows = type("Rows", (), {"num_rows": heads})
