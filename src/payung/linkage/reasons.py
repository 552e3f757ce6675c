"""What matching finds about a row, in words: the class of the match only, never who the other person is or where."""

from __future__ import annotations

from payung.intake.checks.check import Reason
from payung.vocabulary.words import Words

REASONS: tuple[Reason, ...] = (
    Reason(
        id="already_active_other_payer",
        weight="refuse",
        why=Words(id="Sudah aktif dibayar pihak lain.", en="Already active, paid by somebody else."),
        fix=Words(
            id="Diusulkan tidak memenuhi syarat (TMS) agar iuran tidak dibayar dua kali; baru berlaku setelah ditandatangani petugas verval.",
            en="Proposed for refusal so that no contribution is paid twice; it holds only once a verifier has signed.",
        ),
    ),
    Reason(
        id="already_active_same_payer",
        weight="note",
        why=Words(id="Sudah aktif dan dibayar oleh program ini.", en="Already active, paid by this programme."),
        fix=Words(
            id="Tidak perlu diperbaiki: iurannya diteruskan, bukan didaftarkan baru.",
            en="Nothing to do: the contribution goes on, it is no new enrolment.",
        ),
    ),
    Reason(
        id="inactive_known",
        weight="note",
        why=Words(
            id="Pernah menjadi peserta, sekarang nonaktif.", en="Was a member once, and is not active at present."
        ),
        fix=Words(
            id="Tidak perlu diperbaiki: KPJ lamanya dipakai lagi saat pendaftaran.",
            en="Nothing to do: the old member number is used again at enrolment.",
        ),
    ),
    Reason(
        id="arrears",
        weight="review",
        why=Words(id="Sudah menjadi peserta, tetapi menunggak iuran.", en="Is a member already, but in arrears."),
        fix=Words(
            id="Tentukan siapa yang melunasi tunggakan sebelum masuk program. Lewat tiga bulan menunggak, kepesertaan berakhir dan didaftarkan baru.",
            en="Settle who pays the arrears before the programme takes over. After three months of arrears the membership ends and is enrolled anew.",
        ),
    ),
    Reason(
        id="possible_match",
        weight="review",
        why=Words(
            id="Mirip dengan peserta yang sudah ada, tetapi bukti belum cukup.",
            en="Like a known member, but the evidence is not enough.",
        ),
        fix=Words(
            id="Bandingkan kedua data di antrean verval: sama, berbeda, atau belum dapat dipastikan.",
            en="Compare both in the review queue: same, different, or cannot tell.",
        ),
    ),
    Reason(
        id="nik_of_another_person",
        weight="review",
        why=Words(
            id="Di data kepesertaan, NIK ini milik orang dengan nama lain.",
            en="In the register this NIK belongs to a person of another name.",
        ),
        fix=Words(
            id="Cocokkan NIK dan nama dengan KTP; kolom NIK mungkin bergeser satu baris.",
            en="Compare NIK and name with the KTP; the NIK column may have slipped by a row.",
        ),
    ),
    Reason(
        id="duplicate_other_list",
        weight="refuse",
        why=Words(
            id="Data ganda: orang ini sudah diusulkan di daftar lain.",
            en="Repeated: another list proposes this person.",
        ),
        fix=Words(
            id="Diusulkan tidak memenuhi syarat (TMS) di daftar ini; baru berlaku setelah ditandatangani. Sepakati pengusulnya bila perlu.",
            en="Proposed for refusal in this list; it holds only once signed. Agree who proposes the person if need be.",
        ),
    ),
    Reason(
        id="possible_duplicate",
        weight="review",
        why=Words(
            id="Mungkin orang yang sama dengan baris lain yang sudah diusulkan.",
            en="Perhaps the same person as another row that was proposed.",
        ),
        fix=Words(
            id="Bandingkan kedua baris di antrean verval.",
            en="Compare both rows in the review queue.",
        ),
    ),
    Reason(
        id="block_too_large",
        weight="review",
        why=Words(
            id="Terlalu banyak orang serupa untuk dibandingkan satu per satu.",
            en="Too many people are alike to compare them one by one.",
        ),
        fix=Words(
            id="Lengkapi NIK, tanggal lahir, atau kelurahan agar orangnya dapat dikenali.",
            en="Complete the NIK, birth date or kelurahan so that the person can be told apart.",
        ),
    ),
    Reason(
        id="bpjs_answered_no",
        weight="review",
        why=Words(
            id="BPJS Ketenagakerjaan menjawab tidak (T) untuk orang ini.",
            en="BPJS Ketenagakerjaan answered no (T) for this person.",
        ),
        fix=Words(
            id="Baca alasannya; betulkan datanya dan usulkan lagi, atau ajukan tidak memenuhi syarat.",
            en="Read the reason; correct the data and propose again, or propose a refusal.",
        ),
    ),
    Reason(
        id="on_last_year_list",
        weight="note",
        why=Words(id="Ada di daftar tahun lalu.", en="Stands on last year's list."),
        fix=Words(
            id="Tidak perlu diperbaiki: lanjutan dari tahun lalu.", en="Nothing to do: carried over from last year."
        ),
    ),
    Reason(
        id="several_memberships",
        weight="note",
        why=Words(
            id="Mempunyai lebih dari satu kepesertaan (KPJ).", en="Has more than one membership (member number)."
        ),
        fix=Words(
            id="Tidak perlu diperbaiki di daftar; cabang dapat menggabungkan KPJ-nya.",
            en="Nothing to do in the list; the branch can join the numbers.",
        ),
    ),
)


def catalogue() -> tuple[Reason, ...]:
    """Return every reason that matching can give."""
    return REASONS
