"""The annex of a decree: everybody once, on the page that was promised, whatever they are called."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from payung.letters.papers import annex_pages
from payung.letters.papers.annex import AlreadyPrinting, PrintedAnnex, print_annex
from payung.letters.papers.annex_pages import AnnexHead, page_of, pages_of, rows_on_a_page
from payung.letters.papers.annex_rows import COLUMNS, AnnexNotPrintable, Place, Section, section
from payung.letters.papers.drawing import PaperNotDrawn
from payung.letters.papers.model import Signer

HEAD = AnnexHead(
    decree="Keputusan Wali Kota Bontang",
    about="Penetapan Pekerja Rentan Penerima Perlindungan Jaminan Sosial Ketenagakerjaan Tahun Anggaran 2026",
    people="Daftar pekerja rentan penerima perlindungan program JKK dan JKM",
    version=3,
    check_code="K7Q2-9FXM",
    signer=Signer("WALI KOTA BONTANG", "Agus Contoh"),
    printed_on=dt.date(2026, 3, 2),
)
LOK_TUAN = Place("64.74.01.1001", "Lok Tuan", "Bontang Utara")
GUNTUNG = Place("64.74.01.1002", "Guntung", "Bontang Utara")
BERBAS = Place("64.74.02.1001", "Berbas Tengah", "Bontang Selatan")
HOSTILE = (
    "=cmd|'/c calc'!A0",
    '#include "/etc/passwd"',
    '#read("/etc/passwd")',
    "$ x^2 $ *tebal* _miring_ `kode` @kutip <label> \\ // ~",
    "<script>alert(1)</script>",
    'O\'BRIEN & "ANAK" ]]></w:t>',
    "+62811 @SUM(1+1)",
    "{{7*7}} {% x %} ${x} %s {0}",
    "NAMA\u202eKILABRET\u202c BIASA",
    "محمد علي",
    "BUDI 😀 SANTOSO",
    "JOSÉ MÜLLER ŁUKASZ",
    "TAB\tDAN\nBARIS\x00BARU",
    "SITI " + "NUR HALIZAH PUTRI " * 6 + "AKHIR",
    "PANJANGSEKALI" * 12,
    "-1+1",
)


def person(seq: int, name: str = "", **said: object) -> tuple[object, ...]:
    row = {
        "seq": seq,
        "name": name or f"WARGA {word(seq)} CONTOH",
        "nik": f"647401{seq:010d}",
        "birth_on": dt.date(1980, 1, 1) + dt.timedelta(days=seq),
        "sex": "LP"[seq % 2],
        "address": f"Jl. Contoh No. {seq}",
        "rt": "001",
        "rw": "002",
        "occupation": "Nelayan",
        "disability": "Fisik" if seq % 10 == 0 else "",
        "proposer": "Dinas Perikanan",
        "change": "",
        "replaces": "",
    } | said
    return tuple(row[name] for name in COLUMNS.names)


def word(number: int) -> str:
    """Return a word of letters for a number, so that no name is a part of another one."""
    return "Q" + "".join(chr(ord("A") + int(digit)) for digit in f"{number:05d}") + "Z"


def people(place: Place, first: int, heads: int) -> Section:
    return section(place, [person(seq) for seq in range(first, first + heads)])


def texts(path: Path) -> list[str]:
    """Return the text of each page, its white space made single and its break marks taken out."""
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in PdfReader(path).pages]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> PrintedAnnex:
    folder = tmp_path_factory.mktemp("lampiran")
    return print_annex([people(LOK_TUAN, 1, 95), people(GUNTUNG, 96, 5), people(BERBAS, 101, 40)], HEAD, folder)


def pdfs(annex: PrintedAnnex) -> list[Path]:
    return [annex.folder / one.name for one in annex.files if one.format == "pdf" and one.rows]


def test_everybody_stands_once_on_the_promised_page(printed: PrintedAnnex) -> None:
    starts = dict(zip(sorted(path.name for path in pdfs(printed)), (1, 96, 101), strict=True))
    for path in pdfs(printed):
        pages, first = texts(path), starts[path.name]
        heads = next(one.rows for one in printed.files if one.name == path.name)
        assert len(pages) == pages_of(heads, "F4")
        for position, seq in enumerate(range(first, first + heads), 1):
            wanted = f"WARGA {word(seq)} CONTOH 647401{seq:010d}"
            assert [number for number, text in enumerate(pages, 1) if wanted in text] == [page_of(position, "F4")]
    everything = " ".join(text for path in pdfs(printed) for text in texts(path))
    assert len(re.findall("WARGA Q[A-J]{5}Z CONTOH", everything)) == 140
    assert len(re.findall("647401[0-9]{10}", everything)) == 140


def test_every_page_says_which_version_of_what_it_is(printed: PrintedAnnex) -> None:
    for path in pdfs(printed):
        pages = texts(path)
        for number, text in enumerate(pages, 1):
            assert "LAMPIRAN KEPUTUSAN WALI KOTA BONTANG" in text
            assert "Versi 3 · kode periksa K7Q2-9FXM" in text
            assert f"Halaman {number} dari {len(pages)}" in text
            assert "No. Nama NIK Tanggal lahir L/P Alamat RT/RW Pekerjaan Disabilitas Pengusul" in text or "WARGA" not in text  # fmt: skip
            assert "Kode periksa : K7Q2-9FXM" in text
    recap = texts(printed.folder / "lampiran-00-rekap.pdf")
    assert all("versi 3 · kode periksa K7Q2-9FXM" in text for text in recap)
    assert "Halaman 1 dari 1" in recap[0]
    assert "LAMPIRAN KEPUTUSAN WALI KOTA BONTANG" in recap[0]


def test_the_last_page_counts_and_is_signed(printed: PrintedAnnex) -> None:
    last = texts(pdfs(printed)[0])[-1]

    assert "Jumlah 95 orang: laki-laki 47, perempuan 48; penyandang disabilitas 9." in last
    assert last.count("Agus Contoh") == 1
    assert "WALI KOTA BONTANG, Agus Contoh" in last


@pytest.mark.parametrize("size", ["F4", "A4"])
@pytest.mark.parametrize("spare", [0, 1, 8, 9])
def test_pages_are_as_many_as_was_said(tmp_path: Path, size: str, spare: int) -> None:
    heads = rows_on_a_page(size) - spare

    annex = print_annex([people(GUNTUNG, 1, heads)], replace(HEAD, size=size), tmp_path)

    path = pdfs(annex)[0]
    assert len(PdfReader(path).pages) == pages_of(heads, size) == annex.lines[0].pages
    assert f"Halaman 1 dari {pages_of(heads, size)}" in texts(path)[0]


def test_a_large_kelurahan_comes_in_parts_that_count_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex_pages, "ROWS_PER_DOCUMENT", 2 * rows_on_a_page("F4"))

    annex = print_annex([people(LOK_TUAN, 1, 190)], HEAD, tmp_path)

    names = [path.name for path in pdfs(annex)]
    assert names == [f"lampiran-6474011001-lok-tuan-bagian-{part}-dari-3.pdf" for part in (1, 2, 3)]
    pages = [text for path in pdfs(annex) for text in texts(path)]
    assert len(pages) == pages_of(190, "F4")
    for number, text in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in text
    assert [number for number, text in enumerate(pages, 1) if word(100) in text] == [page_of(100, "F4")]
    assert sum("Agus Contoh" in text for text in pages) == 1
    assert sum(one.pages for one in annex.files) == len(pages)


def test_the_workbook_holds_recap_and_everybody(printed: PrintedAnnex) -> None:
    book = CalamineWorkbook.from_path(str(printed.folder / "lampiran.xlsx"))

    assert book.sheet_names == ["Rekap", "Lok Tuan", "Guntung", "Berbas Tengah"]
    recap = book.get_sheet_by_name("Rekap").to_python()
    total = next(row for row in recap if row[1] == "JUMLAH")
    assert total[2:] == [140, 70, 70, 14, sum(line.pages for line in printed.lines)]
    assert next(row for row in recap if row[1] == "Kecamatan Bontang Utara")[2] == 100
    sheet = book.get_sheet_by_name("Lok Tuan").to_python()
    top = next(place for place, row in enumerate(sheet) if row[0] == "No.")
    assert len(sheet) - top - 1 == 95
    assert sheet[top + 1][:4] == [1, f"WARGA {word(1)} CONTOH", "6474010000000001", dt.date(1980, 1, 2)]
    assert sheet[top + 95][2] == "6474010000000095"
    assert any("K7Q2-9FXM" in str(row[0]) for row in sheet[:top])


def test_the_recap_adds_up_in_word_and_pdf(printed: PrintedAnnex) -> None:
    rows = [[cell.text for cell in row.cells] for row in Document(str(printed.folder / "lampiran-00-rekap.docx")).tables[1].rows]  # fmt: skip

    assert rows[-1][1:6] == ["JUMLAH", "140", "70", "70", "14"]
    assert [row[1].strip() for row in rows[1:-1]] == ["Kecamatan Bontang Utara", "Lok Tuan", "Guntung", "Kecamatan Bontang Selatan", "Berbas Tengah"]  # fmt: skip
    text = " ".join(texts(printed.folder / "lampiran-00-rekap.pdf"))
    assert "JUMLAH 140 70 70 14" in text
    assert "140 (seratus empat puluh) orang" in text


def test_printing_again_gives_the_same_bytes(printed: PrintedAnnex, tmp_path: Path) -> None:
    again = print_annex([people(BERBAS, 101, 40), people(LOK_TUAN, 1, 95), people(GUNTUNG, 96, 5)], HEAD, tmp_path)

    assert again.files == printed.files
    assert again.totals == printed.totals


def test_a_shorter_annex_leaves_nothing_of_the_longer_one(tmp_path: Path) -> None:
    print_annex([people(LOK_TUAN, 1, 5), people(GUNTUNG, 6, 5)], HEAD, tmp_path)
    (tmp_path / "catatan.txt").write_text("milik orang lain")

    annex = print_annex([people(GUNTUNG, 6, 5)], HEAD, tmp_path)

    left = {path.name for path in tmp_path.iterdir()} - {".lampiran.kunci"}
    assert left == {one.name for one in annex.files} | {"catatan.txt"}


def test_hostile_names_are_only_names(tmp_path: Path) -> None:
    rows = [person(seq, name, address=name, occupation=name, proposer=name) for seq, name in enumerate(HOSTILE, 1)]
    place = Place("64.74.01.1003", '#panic("x") [Api]:*?/\\', "=1+1 <b>Utara</b>")
    head = replace(HEAD, people="Daftar #1 & $2", about="Tentang *bintang* @x <y> \\z", check_code="&P#K7", number="=1/2")  # fmt: skip

    annex = print_annex([section(place, rows)], head, tmp_path)

    text = " ".join(texts(pdfs(annex)[0])).replace(" ", "")
    for name in HOSTILE[:8]:
        assert text.count(name.replace(" ", "")) == 4, name
    assert "root:" not in text
    assert text.count("NAMAKILABRETBIASA") == 4
    assert text.count("JOSÉMÜLLERŁUKASZ") == 4
    assert "TABDANBARISBARU" in text
    assert ("SITI" + "NURHALIZAHPUTRI" * 6 + "AKHIR") in text
    for sheet in openpyxl.load_workbook(tmp_path / "lampiran.xlsx"):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    cells = [cell for row in CalamineWorkbook.from_path(str(tmp_path / "lampiran.xlsx")).get_sheet_by_index(1).to_python() for cell in row]  # fmt: skip
    for name in (*HOSTILE[:8], HOSTILE[9], HOSTILE[10], HOSTILE[13], HOSTILE[14]):
        assert cells.count(name) == 4, name


def test_kelurahan_of_one_name_have_sheets_of_their_own(tmp_path: Path) -> None:
    long = "Kelurahan Dengan Nama Yang Sangat Panjang Sekali"
    places = [Place(f"64.74.0{n}.1001", name, f"Kecamatan {n}") for n, name in ((1, long), (2, long), (3, "Rekap"), (4, "History"))]  # fmt: skip

    annex = print_annex([people(place, number * 10 + 1, 2) for number, place in enumerate(places)], HEAD, tmp_path)

    names = CalamineWorkbook.from_path(str(tmp_path / "lampiran.xlsx")).sheet_names
    assert len(set(names)) == len(names) == 5
    assert len({one.name for one in annex.files}) == 3 + 4


def test_an_amendment_says_who_comes_and_goes(tmp_path: Path) -> None:
    rows = [
        person(1, change="keluar", replaces="meninggal dunia"),
        person(2, change="masuk", replaces="WARGA LAMA"),
        person(3),
    ]

    annex = print_annex([section(GUNTUNG, rows)], replace(HEAD, is_amendment=True), tmp_path)

    assert (annex.totals.coming, annex.totals.leaving) == (1, 1)
    text = " ".join(texts(pdfs(annex)[0]))
    assert "Masuk, menggantikan WARGA LAMA" in text
    assert "Keluar: meninggal dunia" in text
    assert "Masuk 1, keluar 1." in text
    total = next(row for row in CalamineWorkbook.from_path(str(tmp_path / "lampiran.xlsx")).get_sheet_by_name("Rekap").to_python() if row[1] == "JUMLAH")  # fmt: skip
    assert total[2:] == [3, 1, 2, 0, 1, 1, 1]


def test_a_copy_that_leaves_the_office_masks_the_nik(tmp_path: Path) -> None:
    annex = print_annex([people(GUNTUNG, 1, 3)], replace(HEAD, nik_shown="last_four"), tmp_path)

    text = " ".join(texts(pdfs(annex)[0]))
    assert "647401" not in text
    assert "xxxxxxxxxxxx0003" in text
    cells = CalamineWorkbook.from_path(str(tmp_path / "lampiran.xlsx")).get_sheet_by_name("Guntung").to_python()
    assert not any("647401" in str(cell) for row in cells for cell in row)


def test_a_tagged_annex_has_the_same_pages(tmp_path: Path) -> None:
    annex = print_annex([people(GUNTUNG, 1, 50)], replace(HEAD, tagged=True), tmp_path)

    reader = PdfReader(pdfs(annex)[0])
    assert len(reader.pages) == pages_of(50, "F4")
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_title_and_language_stand_in_the_file(printed: PrintedAnnex) -> None:
    for one in printed.files:
        if one.format == "pdf":
            reader = PdfReader(printed.folder / one.name)
            assert reader.root_object["/Lang"] == "id"
            assert "Keputusan Wali Kota Bontang" in reader.metadata.title
            assert reader.metadata.creation_date.date() == HEAD.printed_on


def test_all_contradictions_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    wrong = section(LOK_TUAN, [person(2), person(1, nik="123"), person(1, name=" "), person(5, change="pindah"), person(6, nik=None)])  # fmt: skip
    missing = Section(GUNTUNG, people(GUNTUNG, 20, 2).rows.drop_columns(["rt", "rw"]))
    double = people(BERBAS, 2, 1)

    with pytest.raises(AnnexNotPrintable) as refused:
        print_annex([wrong, missing, double, double], HEAD, tmp_path / "baru")

    said = " ".join(problem.id for problem in refused.value.problems)
    for part in ("tidak menaik", "NIK bukan 16 angka pada nomor 1, 6", "nama kosong", "perubahan tidak dikenal", "rt, rw", "ada dua kali", "NIK yang sudah ada"):  # fmt: skip
        assert part in said
    assert "6474010000000002" not in said
    assert not (tmp_path / "baru").exists()


def test_what_is_not_known_stays_empty(tmp_path: Path) -> None:
    unknown = dict.fromkeys(("birth_on", "sex", "address", "rt", "rw", "occupation", "disability", "proposer", "change", "replaces"))  # fmt: skip

    annex = print_annex([section(GUNTUNG, [person(1, **unknown)])], HEAD, tmp_path)

    text = " ".join(texts(pdfs(annex)[0]))
    assert "jenis kelamin tidak tercatat 1; penyandang disabilitas 0." in text
    assert "None" not in text
    assert annex.totals.unknown == 1
    sheet = CalamineWorkbook.from_path(str(tmp_path / "lampiran.xlsx")).get_sheet_by_name("Guntung").to_python()
    assert [cell for cell in sheet[-1] if cell not in ("", None)] == [1, f"WARGA {word(1)} CONTOH", "6474010000000001"]


def test_an_annex_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnexNotPrintable):
        print_annex([people(GUNTUNG, 1, 0)], HEAD, tmp_path)


def test_a_document_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "lampiran-6474011002-guntung.pdf"
    blocked.mkdir()

    with pytest.raises(PaperNotDrawn, match="guntung"):
        print_annex([people(GUNTUNG, 1, 3), people(LOK_TUAN, 4, 3)], HEAD, tmp_path)

    blocked.rmdir()
    assert len(pdfs(print_annex([people(GUNTUNG, 1, 3), people(LOK_TUAN, 4, 3)], HEAD, tmp_path))) == 2


# A process of its own imports what this one does.
PATHS = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
KILLED = """
import sys, datetime as dt
from pathlib import Path
from letters.test_annex import HEAD, LOK_TUAN, GUNTUNG, BERBAS, people
from payung.letters.papers.annex import print_annex
print("mulai", flush=True)
print_annex([people(LOK_TUAN, 1, 900), people(GUNTUNG, 901, 900), people(BERBAS, 1801, 900)], HEAD, Path(sys.argv[1]))
"""


def test_a_killed_run_is_repaired_by_running_again(tmp_path: Path) -> None:
    sections = [people(LOK_TUAN, 1, 900), people(GUNTUNG, 901, 900), people(BERBAS, 1801, 900)]
    whole = print_annex(sections, HEAD, tmp_path / "utuh")
    folder = tmp_path / "mati"
    for after in (0.3, 0.8, 1.4):
        with subprocess.Popen([sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, env=PATHS) as run:
            run.stdout.readline()
            time.sleep(after)
            os.kill(run.pid, signal.SIGKILL)

    again = print_annex(sections, HEAD, folder)

    assert again.files == whole.files
    left = {path.name for path in folder.iterdir()} - {".lampiran.kunci"}
    assert left == {one.name for one in whole.files}


def test_two_runs_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=PATHS) as run:
        run.stdout.readline()
        for _ in itertools.repeat(None, 200):
            if any(tmp_path.iterdir()):
                break
            time.sleep(0.02)
        with pytest.raises(AlreadyPrinting):
            print_annex([people(GUNTUNG, 1, 3)], HEAD, tmp_path)
    assert run.returncode == 0
