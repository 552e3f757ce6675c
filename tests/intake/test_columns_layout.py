"""Layouts: learnt once, kept as a readable file, reused; changes are shown in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.intake.columns.guessing import Column, guess
from payung.intake.columns.layout import Layout, LayoutError

HEADINGS = ["No", "NIK", "Nama", "TTL", "Alamat", "Ket", "Ket"]


def _columns(*headings: str) -> tuple[Column, ...]:
    return guess([("", heading) for heading in headings], [])


def _layout(*headings: str) -> Layout:
    return Layout.learn(
        _columns(*headings),
        sender="Kelurahan Api-Api",
        header_rows=1,
        accepted_by="rini",
        accepted_on=dt.date(2023, 10, 2),
    )


def _changes(layout: Layout, *headings: str) -> list[tuple[str, str]]:
    return [(change.kind, change.words.id) for change in layout.fit(_columns(*headings)).changes]


def test_the_same_headings_need_no_question() -> None:
    fit = _layout(*HEADINGS).fit(_columns("NO.", "N I K", "NAMA", "T T L", "Alamt", "KET.", "Keterangan"))

    assert fit.exact
    assert fit.settled
    assert [column.field for column in fit.columns] == ["no", "nik", "name", "birth", "address", "remark", "remark"]


def test_what_a_person_decided_wins_over_the_guess() -> None:
    columns = [
        Column(c.index, c.header, "opd" if c.header == "Asal" else c.field, 1.0, c.why, True)
        for c in _columns("NIK", "Nama", "Asal")
    ]
    layout = Layout.learn(columns, sender="x", header_rows=1, accepted_by="rini", accepted_on=dt.date(2023, 10, 2))

    assert [column.field for column in layout.fit(_columns("NIK", "Nama", "Asal")).columns] == ["nik", "name", "opd"]


def test_changes_are_said_in_words() -> None:
    layout = _layout("No", "NIK", "Nama", "Alamat", "No HP")

    assert _changes(layout, "No", "Nama", "NIK", "Alamat", "No HP") == [
        ("moved", "Kolom “Nama” pindah dari posisi 3 ke 2."),
        ("moved", "Kolom “NIK” pindah dari posisi 2 ke 3."),
    ]
    assert _changes(layout, "No", "NIK", "Nama Lengkap", "Alamat", "No HP") == [
        ("renamed", "Kolom “Nama” (Nama) kini tampaknya berjudul “Nama Lengkap”.")
    ]
    assert _changes(layout, "No", "NIK", "Nama", "Alamat", "No HP", "Pekerjaan") == [
        ("new", "Kolom baru “Pekerjaan” (usulan: Pekerjaan).")
    ]
    assert _changes(layout, "No", "NIK", "Nama", "Alamat") == [("missing", "Kolom “No HP” (Nomor HP) tidak ada lagi.")]


def test_moved_columns_are_settled_and_renamed_ones_are_not() -> None:
    layout = _layout("No", "NIK", "Nama", "Alamat")

    assert layout.fit(_columns("NIK", "No", "Nama", "Alamat")).settled
    assert not layout.fit(_columns("No", "NIK", "Nama Lengkap", "Alamat")).settled


def test_a_new_column_does_not_take_a_learnt_field() -> None:
    fit = _layout("No", "NIK", "Nama").fit(_columns("No", "NIK", "Nama", "No KTP"))

    assert [column.field for column in fit.columns] == ["no", "nik", "name", None]


def test_the_file_is_for_people() -> None:
    text = _layout("No. KTP", "Nama Lengkap", "Desil").to_yaml()

    assert "sender: Kelurahan Api-Api" in text
    assert "  header: No. KTP\n  field: nik" in text
    assert "  header: Desil\n  field: null" in text
    assert "accepted_on: 2023-10-02" in text


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8), st.integers(1, 4), st.text(max_size=20))
def test_a_layout_survives_its_file(headings: list[str], rows: int, sender: str) -> None:
    layout = Layout.learn(
        _columns(*headings), sender=sender, header_rows=rows, accepted_by="rini", accepted_on=dt.date(2023, 10, 2)
    )

    assert Layout.from_yaml(layout.to_yaml()) == layout
    assert layout.fit(_columns(*headings)).exact


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2", "not a YAML file"),
        ("- a", "a layout has"),
        ("sender: x", "missing: accepted_by, accepted_on, columns, header_rows"),
        ("{sender: x, header_rows: 1, accepted_by: r, accepted_on: kemarin, columns: []}", "accepted_on"),
        ("{sender: x, header_rows: 1, accepted_by: r, accepted_on: 2023-10-02, columns: [a]}", "a column has"),
        (
            "{sender: x, header_rows: 1, accepted_by: r, accepted_on: 2023-10-02, columns: [{position: 1, header: A, field: nikk}]}",
            "unknown field 'nikk'",
        ),
        (
            "{sender: x, header_rows: 1, accepted_by: r, accepted_on: 2023-10-02, columns: [{position: 1, header: A, field: nik}, {position: 2, header: B, field: nik}]}",
            "field used twice: nik",
        ),
    ],
)
def test_a_bad_file_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(LayoutError, match=said):
        Layout.from_yaml(text)
