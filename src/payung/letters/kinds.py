"""The kinds of paper that an office keeps, in its words."""

from __future__ import annotations

from payung.vocabulary.words import Words

# Decrees are numbered in a register of their own, beside the agenda of letters and minutes.
_DECREES = {"decree", "decree_amendment"}
#: Read by those who handle breaches alone: whose access it was may be a colleague.
OF_BREACHES = frozenset({"breach_person", "breach_agency"})

KINDS: dict[str, Words] = {
    "decree": Words(id="Keputusan Kepala Daerah", en="Decree"),
    "decree_amendment": Words(id="Keputusan Perubahan", en="Amendment of a decree"),
    "cover_letter": Words(id="Surat pengantar", en="Cover letter"),
    "responsibility": Words(id="SPTJM", en="Statement of responsibility"),
    "review_minutes": Words(id="Berita acara verval", en="Minutes of the review"),
    "nik_request": Words(id="Permintaan pemadanan NIK", en="Request to match NIK"),
    "nik_minutes": Words(id="Berita acara pemadanan NIK", en="Minutes of the NIK match"),
    "branch_check": Words(id="Permintaan cek calon peserta", en="Request to check candidates"),
    "branch_enrolment": Words(id="Permintaan pendaftaran peserta", en="Request to enrol"),
    "memo": Words(id="Nota dinas", en="Memo"),
    "staff_study": Words(id="Telaahan staf", en="Staff study"),
    "replacement_minutes": Words(id="Berita acara penggantian", en="Minutes of replacements"),
    "invitation": Words(id="Undangan", en="Invitation"),
    "attendance": Words(id="Daftar hadir", en="Attendance list"),
    "announcement": Words(id="Pengumuman", en="Announcement"),
    "card_receipt": Words(id="Tanda terima kartu", en="Handover receipt for cards"),
    "payment_request": Words(id="Nota permintaan pembayaran iuran", en="Request to pay contributions"),
    "payment_receipt": Words(id="Bukti pembayaran iuran", en="Receipt for contributions"),
    "reconciliation_minutes": Words(id="Berita acara rekonsiliasi", en="Minutes of reconciliation"),
    "breach_person": Words(id="Pemberitahuan kebocoran kepada orangnya", en="Notice of a breach to the person"),
    "breach_agency": Words(id="Pemberitahuan kebocoran kepada lembaga", en="Notice of a breach to the agency"),
    "data_answer": Words(id="Jawaban permohonan data pribadi", en="Answer about personal data"),
    "quarterly_report": Words(id="Laporan triwulan", en="Quarterly report"),
}


def register_of(kind: str) -> str:
    """Return the register that numbers this kind: an annex carries its decree's number and is kept with it."""
    return "decree" if kind in _DECREES else "letter"
