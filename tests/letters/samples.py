"""One paper of each kind, about synthetic people of a synthetic office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from payung.letters.papers.kinds.announcement import Announced, Announcement, announcement
from payung.letters.papers.kinds.branch_letters import CandidateCheck, EnrolmentRequest, branch_check, branch_enrolment
from payung.letters.papers.kinds.card_receipts import CardHandover, CardHolder, card_receipt
from payung.letters.papers.kinds.decree import AmendmentDraft, DecreeDraft, Protection, Ruler, amendment, decree
from payung.letters.papers.kinds.frame import Addressee, Bureau, Envelope, Party, Registration
from payung.letters.papers.kinds.meetings import Meeting, attendance, invitation
from payung.letters.papers.kinds.memos import Memo, StaffStudy, memo, staff_study
from payung.letters.papers.kinds.nik_matching import NikAnswer, NikRequest, nik_minutes, nik_request
from payung.letters.papers.kinds.payment_receipt import PaidOrder, PaymentReceipt, payment_receipt
from payung.letters.papers.kinds.payment_request import BilledMonth, PaymentRequest, payment_request
from payung.letters.papers.kinds.personal_data import (
    BreachNotice,
    DataAnswer,
    breach_agency,
    breach_person,
    data_answer,
)
from payung.letters.papers.kinds.prices import PriceLine
from payung.letters.papers.kinds.proposals import Proposal, SentFile, cover_letter, responsibility
from payung.letters.papers.kinds.quarterly_report import Figure, QuarterlyReport, Spending, quarterly_report
from payung.letters.papers.kinds.reconciliation_minutes import (
    ReconciledMonth,
    Reconciliation,
    quarter_said,
    reconciliation_minutes,
)
from payung.letters.papers.kinds.replacement_minutes import Replacement, Replacements, replacement_minutes
from payung.letters.papers.kinds.review_minutes import Review, ReviewResult, review_minutes
from payung.letters.papers.model import Paper, Signer
from payung.vocabulary.month import Month

MARCH = dt.date(2026, 3, 2)
OPEN, DATED = Registration(), Registration("500.15/123/DISNAKER/2026", MARCH)
PROGRAMMES = "Jaminan Kecelakaan Kerja dan Jaminan Kematian"
HEAD = Signer("Kepala Dinas Ketenagakerjaan", "Siti Contoh, S.Sos., M.Si.", "Pembina Utama Muda", "197001012000032001")
ACTING = Signer("Kepala Dinas Ketenagakerjaan", "Budi Contoh, S.E.", "Pembina", "197502022003121002", acting="Plt.")
FOR_THE_MAYOR = Signer("Wali Kota Bontang", "Dewi Contoh, S.H.", "Pembina Utama Madya", "196803031994032003", acting="a.n.", as_title="Sekretaris Daerah")  # fmt: skip
MAYOR = Signer("Wali Kota Bontang", "Agus Contoh")
REGULATIONS = (
    "Undang-Undang Nomor 40 Tahun 2004 tentang Sistem Jaminan Sosial Nasional",
    "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial",
    "Peraturan Pemerintah Nomor 44 Tahun 2015 tentang Penyelenggaraan Program Jaminan Kecelakaan Kerja dan Jaminan Kematian, sebagaimana telah diubah terakhir dengan Peraturan Pemerintah Nomor 49 Tahun 2023",
    "Instruksi Presiden Nomor 2 Tahun 2021 tentang Optimalisasi Pelaksanaan Program Jaminan Sosial Ketenagakerjaan",
    "Peraturan Wali Kota Bontang Nomor 23 Tahun 2023 tentang Perlindungan Pekerja Rentan",
)  # fmt: skip
DISNAKER = Party("Siti Contoh, S.Sos., M.Si.", "Kepala Dinas Ketenagakerjaan", "Pemerintah Kota Bontang", "197001012000032001", "Pembina Utama Muda")  # fmt: skip
DUKCAPIL = Party("Ahmad Contoh, S.STP.", "Kepala Dinas Kependudukan dan Pencatatan Sipil", "Pemerintah Kota Bontang", "197804042001121001", "Pembina Tingkat I")  # fmt: skip
_ONE_PRICE = PriceLine("Semua peserta", 34_782, Month(2026, 4), Month(2026, 12), 10_000, 6_800, 0)
BRANCH = Party("Nur Contoh", "Kepala Kantor Cabang Bontang", "BPJS Ketenagakerjaan")


def bureau(size: str = "F4") -> Bureau:
    return Bureau(
        "Pemerintah Kota Bontang",
        "Dinas Ketenagakerjaan",
        "Bontang",
        ("Jalan Contoh Nomor 1, Bontang, Kalimantan Timur 75311", "Telepon (0548) 000000, laman disnaker.example.id"),
        size=size,
    )


def ruler(size: str = "F4") -> Ruler:
    return Ruler("Wali Kota", "Bontang", "Kalimantan Timur", "Bontang", size=size)


def envelope(size: str, to: str, signer: Signer = HEAD, registration: Registration = OPEN, institution: str = "") -> Envelope:  # fmt: skip
    return Envelope(
        bureau(size),
        registration,
        Addressee(to, "Bontang", institution),
        signer,
        attached="1 (satu) berkas",
        copies=("Wali Kota Bontang (sebagai laporan);", "Arsip."),
    )


def a_decree(size: str = "F4") -> Paper:
    return decree(
        DecreeDraft(
            ruler(size),
            "Penetapan Pekerja Rentan Penerima Perlindungan Jaminan Sosial Ketenagakerjaan Tahun Anggaran 2026",
            Protection("pekerja rentan Kota Bontang", PROGRAMMES, 34_782, 345, Month(2026, 4), Month(2026, 12), (_ONE_PRICE,), "APBD Kota Bontang Tahun Anggaran 2026", "Dinas Ketenagakerjaan"),
            REGULATIONS,
            MAYOR,
            OPEN,
            1,
            "K7Q2-9FXM",
            considering=("bahwa sebagian besar pekerja di Kota Bontang bekerja secara mandiri dengan risiko yang tinggi;",),
            proposal="Berita Acara Verifikasi dan Validasi Nomor 500.15/101/DISNAKER/2026",
            initials=("Kepala Bidang Hubungan Industrial", "Kepala Dinas Ketenagakerjaan", "Kepala Bagian Hukum", "Asisten Pemerintahan dan Kesejahteraan Rakyat", "Sekretaris Daerah"),
        )
    )  # fmt: skip


def an_amendment(size: str = "F4") -> Paper:
    return amendment(
        AmendmentDraft(ruler(size), "Penetapan Pekerja Rentan Penerima Perlindungan Jaminan Sosial Ketenagakerjaan Tahun Anggaran 2026", "120", 2026, 2, 41, 57, 34_782, 344, Month(2026, 6), REGULATIONS, FOR_THE_MAYOR, OPEN, 1, "M3TT-2QRA", basis="Berita Acara Penggantian Nomor 500.15/188/DISNAKER/2026")
    )  # fmt: skip


def a_proposal(size: str = "F4") -> Proposal:
    files = (SentFile("nelayan_2026.xlsx", 1_204, "a91c44d2"), SentFile("nelayan_tambahan.xlsx", 63, "0be1f7aa"))
    return Proposal(bureau(size), OPEN, Addressee("Kepala Dinas Ketenagakerjaan", "Bontang"), HEAD, "pekerja rentan sektor perikanan", PROGRAMMES, files)  # fmt: skip


def a_review(size: str = "F4") -> Paper:
    results = (
        ReviewResult("Dinas Perikanan", "nelayan_2026.xlsx", 1_204, 1_100, 60, 30, 14, (("NIK bukan 16 angka", 41), ("Usia 65 tahun atau lebih", 22), ("Data ganda dalam daftar", 19))),
        ReviewResult("Kelurahan Lok Tuan", "usulan lok tuan.xls", 310, 290, 12, 8, 0, (("Telah aktif sebagai peserta penerima upah", 8),)),
    )  # fmt: skip
    return review_minutes(Review(bureau(size), DATED, (DISNAKER, BRANCH), "pekerja rentan", results))


def some_replacements(size: str = "F4") -> Paper:
    items = (
        Replacement("Lok Tuan", "SITI CONTOH AMINAH", "6474010101700001", "meninggal dunia", "BUDI CONTOH", "6474010202800002", 1),
        Replacement("Guntung", "AHMAD CONTOH", "6474010303900003", "telah menjadi peserta penerima upah", "DEWI CONTOH LESTARI", "6474014404850004", 3),
        Replacement("Guntung", "YOHANES CONTOH", "6474010505750005", "pindah ke luar kota"),
    )  # fmt: skip
    return replacement_minutes(Replacements(bureau(size), DATED, (DISNAKER, BRANCH), "Keputusan Wali Kota Bontang Nomor 120 Tahun 2026", Month(2026, 5), 34_782, items))  # fmt: skip


MEETING = Meeting("Desk Data Calon Peserta", dt.date(2026, 3, 12), "09.00 WITA s.d. selesai", "Ruang Rapat Dinas Ketenagakerjaan", ("Penyampaian hasil verval per kelurahan;", "Perbaikan data yang dikembalikan;", "Kesepakatan jadwal."), ("Membawa daftar usulan dan KTP yang diragukan.",))  # fmt: skip


def an_announcement(size: str = "F4") -> Paper:
    listed = tuple(
        Announced(f"WARGA CONTOH {n}", f"64740101017{n:05d}", ("Nelayan", "Ojek pangkalan", "Pedagang kaki lima")[n % 3])
        for n in range(45)
    )  # fmt: skip
    return announcement(Announcement(bureau(size), DATED, "Lok Tuan", "Bontang Utara", "Keputusan Wali Kota Bontang Nomor 120 Tahun 2026", "Pekerja rentan", PROGRAMMES, listed, dt.date(2026, 3, 31), "Kantor Kelurahan Lok Tuan", Signer("Lurah Lok Tuan", "Fatimah Contoh", "Penata", "198005052005012001")))  # fmt: skip


def some_receipts(size: str = "F4") -> Paper:
    holders = tuple(CardHolder(f"WARGA CONTOH {n}", f"64740101017{n:05d}", f"26{n:09d}", f"{n % 3 + 1:03d}", "002") for n in range(24))  # fmt: skip
    signers = (Signer("Ketua RT", role="Yang menyerahkan,"), Signer("Lurah Lok Tuan", "Fatimah Contoh", "Penata", "198005052005012001", role="Mengetahui,"))  # fmt: skip
    return card_receipt(CardHandover(bureau(size), "Lok Tuan", "Bontang Utara", PROGRAMMES, holders, signers))


def a_payment_request(size: str = "F4") -> Paper:
    months = tuple(BilledMonth(Month(2026, month), 34_782, 34_782 * 16_800) for month in (4, 5, 6))
    return payment_request(PaymentRequest(envelope(size, "Kepala Badan Pengelolaan Keuangan dan Aset Daerah", ACTING), "Keputusan Wali Kota Bontang Nomor 120 Tahun 2026", PROGRAMMES, months, "260300012345", dt.date(2026, 4, 30), "APBD, Belanja Bantuan Sosial, DPA 2.07.01", 2026, "BPJS Ketenagakerjaan Kantor Cabang Bontang"))  # fmt: skip


def a_payment_receipt(size: str = "F4") -> Paper:
    months = tuple(BilledMonth(Month(2026, month), 34_782, 34_782 * 16_800) for month in (4, 5, 6))
    amount = sum(one.amount for one in months)
    orders = (PaidOrder("00123/SP2D", dt.date(2026, 4, 20), amount - 700, "923092201109691"),)
    return payment_receipt(PaymentReceipt(bureau(size), DATED, (Signer("Bendahara Pengeluaran"), HEAD), "Keputusan Wali Kota Bontang Nomor 120 Tahun 2026", PROGRAMMES, months, 34_782, orders, 700, "260300012345", "DPA 2.07.01", 2026, "BPJS Ketenagakerjaan"))  # fmt: skip


def a_reconciliation(size: str = "F4") -> Paper:
    amount = 34_782 * 16_800
    months = (
        ReconciledMonth(Month(2026, 4), 34_782, amount, 34_782, amount, "00123/SP2D, 20-04-2026"),
        ReconciledMonth(Month(2026, 5), 34_782, amount, 34_780, amount - 2 * 16_800, "00245/SP2D, 18-05-2026"),
        ReconciledMonth(Month(2026, 6), 34_766, 34_766 * 16_800, 34_766, 34_766 * 16_800, "00311/SP2D, 19-06-2026"),
    )
    return reconciliation_minutes(Reconciliation(bureau(size), DATED, (DISNAKER, BRANCH), "Keputusan Wali Kota Bontang Nomor 120 Tahun 2026", quarter_said(2, 2026), months, ("Dua peserta tercatat ganda di pihak Kantor Cabang; dijelaskan paling lambat 31 Juli 2026.",)))  # fmt: skip


def a_report(size: str = "F4") -> Paper:
    on = dt.date(2026, 6, 30)
    figures = (
        Figure("Penerima dalam Keputusan", 34_766, "Keputusan 120/2026 dan perubahannya", on),
        Figure("Aktif dan terbayar", 34_120, "rekonsiliasi", on, 34_766),
        Figure("Penyandang disabilitas", 344, "verval", on, 34_766),
        Figure("Menunggak paling lama tiga bulan", 646, "rekonsiliasi", on, 34_766),
    )
    spending = (Spending("APBD Kota 2026", 5_300_000_000, 1_752_206_400, 1_753_012_800), Spending("CSR", 120_000_000, 0, 84_000_000))  # fmt: skip
    return quarterly_report(QuarterlyReport(bureau(size), DATED, 2, 2026, figures, spending, ("Kartu di 3 RT belum diambil.",), ("Penyerahan ulang kartu pada Juli 2026.", "Verval bulanan."), HEAD, ("Aktif berarti iurannya terbayar sampai dengan bulan yang dilaporkan.",)))  # fmt: skip


def a_request(size: str = "F4") -> Paper:
    return nik_request(NikRequest(envelope(size, "Kepala Dinas Kependudukan dan Pencatatan Sipil"), 35_210, "nik-2026-03-02.csv", "7f31c0aa", "Perjanjian Kerja Sama Nomor 470/12/2025"))  # fmt: skip


def an_answer(size: str = "F4") -> Paper:
    return nik_minutes(NikAnswer(bureau(size), DATED, (DISNAKER, DUKCAPIL), "surat Nomor 500.15/88/DISNAKER/2026", 35_210, 34_002, 610, 118, 240, 240))  # fmt: skip


def a_check(size: str = "F4") -> Paper:
    return branch_check(CandidateCheck(envelope(size, "Kepala Kantor Cabang Bontang", institution="BPJS Ketenagakerjaan"), "calon peserta dari pekerja rentan Kota Bontang", PROGRAMMES, 34_900, "cek-calon-1.xlsx", "55aa01be"))  # fmt: skip


def an_enrolment(size: str = "F4") -> Paper:
    return branch_enrolment(EnrolmentRequest(envelope(size, "Kepala Kantor Cabang Bontang", institution="BPJS Ketenagakerjaan"), "pekerja rentan Kota Bontang", PROGRAMMES, 34_782, "pendaftaran-1.xlsx", "91bb01be", "Keputusan Wali Kota Bontang Nomor 120 Tahun 2026", Month(2026, 4), Month(2026, 12), (_ONE_PRICE,), "APBD Kota Bontang", "Pekerja Rentan Pemkot Bontang (NPP 26000001)"))  # fmt: skip


def a_memo(size: str = "F4") -> Paper:
    return memo(Memo(bureau(size), OPEN, "Wali Kota Bontang melalui Sekretaris Daerah", "Kepala Dinas Ketenagakerjaan", "Permohonan penandatanganan Keputusan", ("Bersama ini disampaikan konsep Keputusan Wali Kota beserta lampirannya, yang telah melalui verval dan cek calon pada BPJS Ketenagakerjaan.",), HEAD, ("persetujuan dan penandatanganan Keputusan;", "arahan atas 240 calon peserta yang belum dijawab."), "1 (satu) berkas"))  # fmt: skip


def a_study(size: str = "F4") -> Paper:
    return staff_study(StaffStudy(bureau(size), OPEN, "Wali Kota Bontang", "Kepala Dinas Ketenagakerjaan", "Penggantian penerima perlindungan", ("Kuota tidak terpakai karena penerima meninggal dunia atau pindah.",), ("Kuota tahun 2026 tetap 34.782 orang.",), ("57 penerima keluar sampai dengan Mei 2026.", "41 orang dalam daftar tunggu memenuhi syarat."), ("Penggantian menjaga manfaat anggaran.",), ("Penggantian dapat dilakukan menurut urutan daftar tunggu.",), ("Menyetujui penggantian mulai bulan iuran Juni 2026.",), HEAD))  # fmt: skip


def an_invitation(size: str = "F4") -> Paper:
    return invitation(envelope(size, "Daftar undangan terlampir"), MEETING, ("Lurah Lok Tuan;", "Lurah Guntung;", "Kepala Kantor Cabang BPJS Ketenagakerjaan Bontang."))  # fmt: skip


def an_attendance(size: str = "F4") -> Paper:
    expected = tuple((f"Contoh {n}", "Kelurahan Lok Tuan") for n in range(1, 16))
    return attendance(bureau(size), MEETING, expected, HEAD)


def a_notice(size: str = "F4") -> BreachNotice:
    return BreachNotice(
        envelope(size, "Saudara yang datanya menyangkut"),
        "PDP/7/2026",
        "02-03-2026 20.00 WITA",
        "02-03-2026 08.00 WITA s.d. 02-03-2026 17.00 WITA.",
        "Sebuah akun mengunduh daftar di luar tugasnya.",
        ("nama", "NIK dan nomor KK", "kesehatan dan disabilitas"),
        ("kesehatan dan disabilitas",),
        1_240,
        "jejak akun yang tersegel",
        "Akun ditutup, sandi seluruh akun diganti.",
        "Dinas Ketenagakerjaan",
    )


def an_answer_about_data(size: str = "F4") -> Paper:
    changed = ("nomor telepon: 2", "foto KTP: 1")
    kept = (("Lampiran SK: 1", "UU 27/2022 Pasal 15(1)c: dasar pengeluaran daerah"),)
    to = envelope(size, "Pemohon")
    return data_answer(DataAnswer(to, "PDP/8/2026", "02-03-2026", "penghapusan data pribadi", "UU 27/2022 Pasal 43(1)", changed, kept, "", "Dinas Ketenagakerjaan", "Bagian hukum memeriksanya."))  # fmt: skip


SAMPLES: dict[str, Callable[[str], Paper]] = {
    "decree": a_decree,
    "decree_amendment": an_amendment,
    "cover_letter": lambda size="F4": cover_letter(a_proposal(size)),
    "responsibility": lambda size="F4": responsibility(a_proposal(size)),
    "review_minutes": a_review,
    "nik_request": a_request,
    "nik_minutes": an_answer,
    "branch_check": a_check,
    "branch_enrolment": an_enrolment,
    "memo": a_memo,
    "staff_study": a_study,
    "replacement_minutes": some_replacements,
    "invitation": an_invitation,
    "attendance": an_attendance,
    "announcement": an_announcement,
    "card_receipt": some_receipts,
    "payment_request": a_payment_request,
    "payment_receipt": a_payment_receipt,
    "reconciliation_minutes": a_reconciliation,
    "breach_person": lambda size="F4": breach_person(a_notice(size)),
    "breach_agency": lambda size="F4": breach_agency(a_notice(size)),
    "data_answer": an_answer_about_data,
    "quarterly_report": a_report,
}
