"""Every kind of paper, as PDF and as DOCX: what it must say, what it must never say, and that people's words stay words."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from letters.samples import (
    ACTING,
    BRANCH,
    DATED,
    DISNAKER,
    FOR_THE_MAYOR,
    MARCH,
    OPEN,
    SAMPLES,
    a_decree,
    a_report,
    an_announcement,
    bureau,
    some_receipts,
)
from payung.letters.kinds import KINDS
from payung.letters.papers import words
from payung.letters.papers.docx import docx
from payung.letters.papers.kinds.announcement import Announced, Announcement, announcement
from payung.letters.papers.kinds.decree import AmendmentDraft
from payung.letters.papers.kinds.memos import Memo, memo
from payung.letters.papers.kinds.nik_matching import NikAnswer
from payung.letters.papers.kinds.payment_request import BilledMonth, PaymentRequest
from payung.letters.papers.kinds.quarterly_report import Spending
from payung.letters.papers.kinds.review_minutes import ReviewResult
from payung.letters.papers.model import (
    Column,
    Fields,
    Letterhead,
    NumberPlace,
    Paper,
    Paragraph,
    Signatures,
    Signer,
    Table,
    Title,
)
from payung.letters.papers.pdf import pages_as_png, pdf
from payung.letters.papers.printing import print_paper, print_papers
from payung.letters.papers.safe import printable
from payung.vocabulary.month import Month

#: What each kind must say, whatever it is about.
SAYS = {
    "decree": ("Menimbang", "Mengingat", "MEMUTUSKAN:", "KEENAM", "dimaksud dalam huruf a, huruf b, dan huruf c, perlu menetapkan", "34.782 (tiga puluh empat ribu tujuh ratus delapan puluh dua) orang", "345 (tiga ratus empat puluh lima) orang penyandang disabilitas", "Rp5.259.038.400", "April 2026 s.d. Desember 2026", "LEMBAR PARAF KOORDINASI", "K7Q2-9FXM"),
    "decree_amendment": ("PERUBAHAN KEDUA ATAS KEPUTUSAN WALI KOTA BONTANG NOMOR 120 TAHUN 2026", "34.766", "a.n. WALI KOTA BONTANG", "SEKRETARIS DAERAH,"),
    "cover_letter": ("Daftar usulan", "nelayan_2026.xlsx", "1.267", "0be1f7aa"),
    "responsibility": ("SURAT PERNYATAAN", "TANGGUNG JAWAB MUTLAK", "Meterai", "bertanggung jawab"),
    "review_minutes": ("BERITA ACARA", "1.514", "1.390", "PIHAK KEDUA", "NIK bukan 16 angka"),
    "nik_request": ("pemadanan NIK", "35.210", "Perjanjian Kerja Sama Nomor 470/12/2025"),
    "nik_minutes": ("Tidak padan", "34.002", "96,57%", "Belum dijawab"),
    "branch_check": ("cek calon", "34.900", "belum dicek"),
    "branch_enrolment": ("pendaftaran", "Rp5.259.038.400", "NPP 26000001", "KPJ"),
    "memo": ("NOTA DINAS", "Yth. Wali Kota Bontang melalui Sekretaris Daerah", "Tembusan"),
    "staff_study": ("TELAAHAN STAF", "Praanggapan", "Simpulan", "Saran"),
    "replacement_minutes": ("PENGGANTIAN", "SITI CONTOH AMINAH", "belum ada", "34.781", "1 (satu) tempat belum terisi"),
    "invitation": ("Undangan", "Kamis, 12 Maret 2026", "09.00 WITA", "Lurah Guntung"),
    "attendance": ("DAFTAR HADIR", "Contoh 15", "Tanda tangan"),
    "announcement": ("PENGUMUMAN", "Lok Tuan", "31 Maret 2026", "tidak dipungut biaya"),
    "card_receipt": ("TANDA TERIMA KARTU PESERTA", "8 (delapan) kartu", "Ketua RT"),
    "payment_request": ("260300012345", "Rp1.753.012.800", "satu miliar tujuh ratus lima puluh tiga juta dua belas ribu delapan ratus rupiah", "Plt. Kepala Dinas Ketenagakerjaan"),
    "payment_receipt": ("BUKTI PEMBAYARAN IURAN", "00123/SP2D", "923092201109691", "Rp1.753.012.800", "akhir Juni 2026", "Bendahara Pengeluaran"),
    "reconciliation_minutes": ("TRIWULAN II TAHUN 2026", "Rp33.600", "Selisih", "00245/SP2D"),
    "breach_person": ("Pasal 46", "PDP/7/2026", "NIK dan nomor KK", "kesehatan dan disabilitas", "sandi seluruh akun diganti"),
    "breach_agency": ("Pasal 46", "1.240 (seribu dua ratus empat puluh) orang", "jejak akun yang tersegel"),
    "data_answer": ("Pasal 43", "nomor telepon", "dasar pengeluaran daerah", "Catatan: Bagian hukum memeriksanya.", "berkeberatan"),
    "quarterly_report": ("98,14% dari 34.766", "Rp1.830.780.800", "Kendala", "Tindak lanjut"),
}  # fmt: skip
NEVER = re.compile(r"\b(premi|asuransi|polis|PBI)\b", re.IGNORECASE)


def pdf_text(paper: Paper) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(paper, on=MARCH))).pages).split())


def docx_text(paper: Paper) -> str:
    word = Document(io.BytesIO(docx(paper, on=MARCH)))
    texts = [line.text for line in word.paragraphs]
    texts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    texts += [line.text for line in word.sections[0].footer.paragraphs]
    return " ".join(" ".join(texts).replace("\u00a0", " ").split())


def test_every_kind_has_a_sample_and_a_name() -> None:
    assert set(SAMPLES) == set(SAYS) == set(KINDS)
    assert {kind: sample("F4").kind for kind, sample in SAMPLES.items()} == {kind: kind for kind in SAMPLES}


@pytest.mark.parametrize("kind", SAMPLES)
def test_both_forms_say_what_the_paper_must_say(kind: str) -> None:
    paper = SAMPLES[kind]("F4")

    for form, text in (("pdf", pdf_text(paper)), ("docx", docx_text(paper))):
        missing = [wanted for wanted in SAYS[kind] if wanted.lower() not in text.lower()]
        assert missing == [], form
        assert not NEVER.search(text), form
        assert "Nomor" in text or "NOMOR" in text or kind in ("attendance", "card_receipt")


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("size", ["F4", "A4"])
def test_papers_have_their_size_title_and_language(kind: str, size: str) -> None:
    paper = SAMPLES[kind](size)
    reader = PdfReader(io.BytesIO(pdf(paper, on=MARCH)))
    word = Document(io.BytesIO(docx(paper, on=MARCH)))

    wide, high = {"F4": (215, 330), "A4": (210, 297)}[size]
    for page in reader.pages:
        assert (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) == (wide, high)  # fmt: skip
    assert (round(word.sections[0].page_width.mm), round(word.sections[0].page_height.mm)) == (wide, high)
    assert reader.metadata.title == word.core_properties.title == paper.title
    assert reader.root_object["/Lang"] == "id"
    assert word.core_properties.language == "id-ID"
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in (one.get_object() for one in page["/Resources"]["/Font"].values())}  # fmt: skip
    assert all("LibertinusSerif" in font for font in fonts), fonts


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("size", ["F4", "A4"])
def test_nothing_leaves_the_paper(kind: str, size: str) -> None:
    paper = SAMPLES[kind](size)
    for page in PdfReader(io.BytesIO(pdf(paper, on=MARCH))).pages:
        right = float(page.mediabox.width) - 18 / 25.4 * 72
        ends: list[float] = []

        def end(text: str, _cm: object, tm: list[float], _font: object, size: float, ends: list[float] = ends) -> None:
            if text.strip():
                ends.append(tm[4])

        page.extract_text(visitor_text=end)
        assert ends
        assert max(ends) < right


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_same_paper_gives_the_same_bytes(kind: str) -> None:
    assert pdf(SAMPLES[kind]("F4"), on=MARCH) == pdf(SAMPLES[kind]("F4"), on=MARCH)
    assert docx(SAMPLES[kind]("F4"), on=MARCH) == docx(SAMPLES[kind]("F4"), on=MARCH)


HOSTILE = (
    "=cmd|'/c calc'!A0", '#include "/etc/passwd"', '#read("/etc/hostname")', "$x^2$ *tebal* _miring_ `kode` @kutip <label>",
    "<w:p/><script>alert(1)</script> & ]]>", "\\ // /* */ ~ -- ...", "+62 @SUM(A1)", "{{x}} {% y %} %s {0}", "Jose\u0301 Łukasz", "محمد علي",
)  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_typed_stays_text(said: str) -> None:
    signer = Signer(said, said, said, said, as_title=said, role=said)
    paper = Paper(
        "memo",
        said,
        (
            Letterhead(said, said, (said,)),
            Title((said,), NumberPlace(number=said), (said,)),
            Fields(((said, said),)),
            Paragraph(said),
            Table((Column(said, 50), Column(said, 50)), ((said, said),), (said, said)),
            Signatures((signer, signer), place_and_day=said),
        ),
        foot=said,
    )

    plain = "".join(said.split()).lower()
    in_pdf = "".join(pdf_text(paper).replace("\u200b", "").split()).lower()
    if said.isascii():
        assert in_pdf.count(plain) >= 20
    assert "root:" not in in_pdf
    assert docx_text(paper).replace(" ", "").lower().count(plain) >= 20


def test_signs_that_no_file_holds_are_taken_out() -> None:
    paper = Paper(
        "memo",
        "a\x00b",
        (Paragraph("satu\x00\x08dua\x0b\ud800tiga\ufffe"), Paragraph("A\u202eKILABRET\u202c"), Paragraph("😀 senyum")),
    )

    assert "satu  dua tiga" in docx_text(paper).replace("satu dua", "satu  dua")
    assert "AKILABRET" in docx_text(paper)
    assert "\u202e" not in pdf_text(paper) + docx_text(paper)
    assert "senyum" in pdf_text(paper)
    assert printable("baris\nbaru\tlagi") == "baris baru lagi"


def test_a_word_longer_than_its_cell_is_broken_not_lost() -> None:
    long = "SANGATPANJANGSEKALI" * 15
    paper = Paper("memo", "x", (Table((Column("A", 20), Column("B", 150)), ((long, "b"),)), Paragraph(long)))

    assert pdf_text(paper).replace("\u200b", "").replace(" ", "").count(long) == 2
    for page in PdfReader(io.BytesIO(pdf(paper, on=MARCH))).pages:
        assert "b" in page.extract_text()


def test_an_announcement_shows_four_digits_and_no_more() -> None:
    paper = an_announcement()

    for text in (pdf_text(paper), docx_text(paper)):
        assert not re.search("[0-9]{9,}", text.replace("198005052005012001", ""))
        assert "x" * 12 + "0044" in text
        assert len(re.findall(r"WARGA CONTOH \d+ ", text)) == 45


def test_the_place_in_an_announcement_says_nothing() -> None:
    listed = (Announced("ZAINAB", "6474010000000001"), Announced("AHMAD", "6474010000000002"))
    paper = announcement(Announcement(bureau(), OPEN, "Guntung", "Bontang Utara", "dasar", "Pekerja", "JKM", listed, MARCH, "Lurah", ACTING))  # fmt: skip

    text = pdf_text(paper)

    assert text.index("AHMAD") < text.index("ZAINAB")


def test_cards_are_handed_over_rt_by_rt() -> None:
    reader = PdfReader(io.BytesIO(pdf(some_receipts(), on=MARCH)))

    assert [re.search(r"RT / RW : (\d+ / \d+)", page.extract_text())[1] for page in reader.pages] == ["001 / 002", "002 / 002", "003 / 002"]  # fmt: skip
    assert all("6474010101" not in page.extract_text() for page in reader.pages)


def test_number_and_day_are_dots_until_they_are_typed_in() -> None:
    signer = Signer("Kepala", "Siti Contoh")
    open_memo = memo(Memo(bureau(), OPEN, "A", "B", "C", ("D",), signer))
    numbered = memo(Memo(bureau(), DATED, "A", "B", "C", ("D",), signer))

    assert "Nomor : …" in pdf_text(open_memo)
    assert "Nomor : 500.15/123/DISNAKER/2026" in pdf_text(numbered)
    assert "Tanggal : 2 Maret 2026" in pdf_text(numbered)


def test_acting_signers_sign_as_what_they_are() -> None:
    assert ACTING.head == ("Plt. Kepala Dinas Ketenagakerjaan,",)
    assert FOR_THE_MAYOR.head == ("a.n. Wali Kota Bontang", "Sekretaris Daerah,")
    assert DISNAKER.signs("PIHAK PERTAMA").head == ("PIHAK PERTAMA", "Kepala Dinas Ketenagakerjaan,")
    assert BRANCH.signs().foot == ()
    assert FOR_THE_MAYOR.foot == ("Pembina Utama Madya", "NIP 196803031994032003")


def test_the_table_of_a_word_paper_repeats_its_head() -> None:
    word = Document(io.BytesIO(docx(an_announcement(), on=MARCH)))

    assert any("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)


def test_a_long_list_is_written_in_word_in_seconds() -> None:
    rows = tuple((str(number), f"WARGA {number}", "x" * 16) for number in range(1_500))
    paper = Paper("announcement", "x", (Table((Column("No.", 10), Column("Nama", 80), Column("NIK", 60)), rows),))

    word = Document(io.BytesIO(docx(paper, on=MARCH)))

    assert len(word.tables[0].rows) == 1_501


def test_figures_that_contradict_themselves_make_no_paper() -> None:
    with pytest.raises(ValueError, match="balance"):
        ReviewResult("Dinas", "daftar.xlsx", 10, 5, 2, 1, 1, ())
    with pytest.raises(ValueError, match="sent"):
        NikAnswer(bureau(), OPEN, (DISNAKER,), "surat", 10, 5, 1, 1, 1, 1)
    with pytest.raises(ValueError, match="reserved"):
        Spending("APBD", 100, 60, 50)
    with pytest.raises(ValueError, match="rise"):
        PaymentRequest(None, "SK", "JKK", (BilledMonth(Month(2026, 2), 1, 1), BilledMonth(Month(2026, 1), 1, 1)), "1", None, "APBD", 2026, "BPJS")  # fmt: skip
    with pytest.raises(ValueError, match="leave"):
        AmendmentDraft(None, "x", "1", 2026, 1, 0, 11, 10, 0, Month(2026, 1), (), ACTING, OPEN, 1, "K")
    with pytest.raises(ValueError, match="columns"):
        Table((Column("A", 1),), (("a", "b"),))
    with pytest.raises(ValueError, match="size"):
        replace(a_report(), size="A0")


def test_a_paper_is_printed_whole_and_again_the_same(tmp_path: Path) -> None:
    first = print_paper(a_decree(), tmp_path, "konsep-sk", on=MARCH)
    before = [path.read_bytes() for path in first]

    again = print_paper(a_decree(), tmp_path, "konsep-sk", on=MARCH)

    assert [path.name for path in again] == ["konsep-sk.docx", "konsep-sk.pdf"]
    assert [path.read_bytes() for path in again] == before
    assert {path.name for path in tmp_path.iterdir()} == {"konsep-sk.docx", "konsep-sk.pdf"}


def test_long_lists_are_drawn_beside_each_other(tmp_path: Path) -> None:
    def listed(heads: int) -> Paper:
        people = tuple(Announced(f"WARGA {number:04d} CONTOH", f"64740101{number:08d}") for number in range(heads))
        return announcement(Announcement(bureau(), OPEN, "Guntung", "Bontang Utara", "dasar", "Pekerja", "JKM", people, MARCH, "Lurah", ACTING))  # fmt: skip

    papers = {"pendek": listed(5), "panjang-1": listed(400), "panjang-2": listed(300)}
    paths = print_papers(papers, tmp_path, on=MARCH)

    assert [path.name for path in paths] == [f"{name}.{form}" for name in papers for form in ("docx", "pdf")]
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "panjang-1.pdf").pages)
    assert len(re.findall(r"WARGA \d{4} CONTOH", text)) == 400
    assert (tmp_path / "panjang-2.pdf").read_bytes() == pdf(papers["panjang-2"], on=MARCH)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in paths}


def test_a_paper_can_be_looked_at() -> None:
    assert all(page.startswith(b"\x89PNG") for page in pages_as_png(a_decree()))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (101, "seratus satu"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_500, "seribu lima ratus"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (584_337_600, "lima ratus delapan puluh empat juta tiga ratus tiga puluh tujuh ribu enam ratus"),
        (2_000_000_000_000, "dua triliun"),
        (-5, "minus lima"),
    ],
)
def test_numbers_in_words(number: int, said: str) -> None:
    assert words.in_words(number) == said


def test_days_and_months_in_words() -> None:
    assert words.day_in_words(MARCH) == "hari Senin tanggal dua bulan Maret tahun dua ribu dua puluh enam (02-03-2026)"
    assert words.months_said(Month(2025, 10), Month(2026, 9)) == "Oktober 2025 s.d. September 2026"
    assert words.months_said(Month(2026, 3), Month(2026, 3)) == "Maret 2026"
    assert words.long_day(dt.date(2026, 8, 17)) == "17 Agustus 2026"
    assert words.masked_nik("6474010101700001") == "x" * 12 + "0001"
    assert words.masked_nik("123") == "xxx"
    assert words.percent(1, 3) == "33,33%"
    assert words.percent(1, 0) == "–"
