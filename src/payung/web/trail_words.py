"""The acts of the trail in words, by the first half of their name and whole."""

from __future__ import annotations

from payung.vocabulary.words import Words

#: What the filter offers: every act whose name begins so.
GROUPS = {
    "account.": Words(id="Akun dan masuk", en="Accounts and sign-ins"),
    "agreement.": Words(id="Kerja sama", en="Agreements"),
    "answers.": Words(id="Jawaban Disdukcapil/BPJS", en="Answers of Disdukcapil/BPJS"),
    "bill.": Words(id="Tagihan", en="Bills"),
    "budget.": Words(id="Anggaran", en="Budget"),
    "coverage.": Words(id="Cakupan", en="Coverage"),
    "decree.": Words(id="SK", en="Decrees"),
    "errand.": Words(id="Tugas lapangan", en="Errands in the field"),
    "letter.": Words(id="Surat", en="Letters"),
    "list.": Words(id="Daftar", en="Lists"),
    "member.": Words(id="Masih ada?", en="Still here?"),
    "package.": Words(id="Paket data", en="Packages"),
    "pair": Words(id="Verval pasangan", en="Review of pairs"),
    "payment.": Words(id="Pembayaran", en="Payments"),
    "people.": Words(id="Data banyak orang", en="Data of many people"),
    "person.": Words(id="Pencarian satu orang", en="Looking a person up"),
    "privacy.": Words(id="Kasus data pribadi", en="Cases of personal data"),
    "programme.": Words(id="Program", en="Programmes"),
    "register.": Words(id="Register", en="Register"),
    "rows.": Words(id="Baris daftar", en="Rows of lists"),
    "target.": Words(id="Target cakupan", en="Targets of coverage"),
    "trail.": Words(id="Jejak", en="Trail"),
    "web.": Words(id="Halaman yang ditolak", en="Pages refused"),
}
ACTS = {
    "errand.photo_seen": Words(id="melihat foto lapangan", en="looked at a photo of the field"),
    "errand.renewed": Words(id="memberi tautan lapangan baru", en="gave a new link of the field"),
    "member.sighted": Words(
        id="menjawab “Masih ada?” tentang seorang peserta", en="answered “Still here?” about a member"
    ),
    "member.report_settled": Words(id="menyelesaikan laporan lapangan", en="settled reports from the field"),
    "target.stated": Words(id="menyatakan target cakupan", en="stated a target of coverage"),
    "account.signed_in": Words(id="masuk", en="signed in"),
    "account.opened": Words(id="membuka akun", en="opened an account"),
    "account.updated": Words(id="memperbarui akun", en="updated an account"),
    "account.changed": Words(id="mengubah akun", en="changed an account"),
    "account.closed": Words(id="menutup akun", en="closed an account"),
    "account.password_set": Words(id="mengganti kata sandi sendiri", en="changed the own password"),
    "account.password_given": Words(id="memberi kata sandi baru", en="gave a new password"),
    "account.second_factor": Words(id="mengubah langkah kedua", en="changed the second step"),
    "account.identity_linked": Words(
        id="menghubungkan akun ke layanan masuk kantor", en="linked an account to the office's sign-in service"
    ),
    "account.identity_unlinked": Words(
        id="melepas akun dari layanan masuk kantor", en="unlinked an account from the office's sign-in service"
    ),
    "account.identity_refused": Words(
        id="ditolak: masuk lewat layanan kantor", en="refused: signing in through the office's service"
    ),
    "person.searched": Words(id="mencari orang", en="looked for a person"),
    "person.seen": Words(id="membuka halaman orang", en="opened a person's page"),
    "person.nik_shown": Words(id="menampilkan NIK", en="had a NIK shown"),
    "person.printed": Words(id="membuka lembar pemeriksaan", en="opened an auditor's page"),
    "people.looked_at": Words(id="melihat calon", en="looked at candidates"),
    "people.seen": Words(id="melihat data orang", en="saw people's data"),
    "people.merged": Words(id="menggabungkan orang", en="merged people"),
    "people.unmerged": Words(id="memisahkan orang", en="unmerged people"),
    "privacy.opened": Words(id="membuka kasus data pribadi", en="opened a case of personal data"),
    "privacy.described": Words(id="melengkapi kasus kebocoran", en="described a breach"),
    "privacy.counted": Words(id="menghitung kebocoran dari jejak", en="counted a breach from the trail"),
    "privacy.proposed": Words(id="mengusulkan permohonan data", en="proposed a request about data"),
    "privacy.refused": Words(id="menolak permohonan data", en="refused a request about data"),
    "privacy.applied": Words(id="melaksanakan permohonan data", en="carried out a request about data"),
    "privacy.told": Words(id="mencatat pemberitahuan", en="noted that somebody was told"),
    "privacy.closed": Words(id="menutup kasus data pribadi", en="closed a case of personal data"),
    "account.work_handed_over": Words(id="menyerahkan pekerjaan akun", en="handed an account's work over"),
    "list.received": Words(id="menerima daftar", en="received a list"),
    "rows.accepted": Words(id="menerima baris", en="accepted rows"),
    "rows.refused": Words(id="menandatangani penolakan", en="signed refusals"),
    "rows.returned": Words(id="mengembalikan baris", en="returned rows"),
    "rows.reopened": Words(id="mengurungkan keputusan baris", en="took a decision on a row back"),
    "rows.seen": Words(id="melihat baris meragukan", en="saw doubtful rows"),
    "pair.answered": Words(id="memutus pasangan", en="answered a pair"),
    "pair.answer_withdrawn": Words(id="mencabut putusan pasangan", en="withdrew an answer"),
    "pairs.seen": Words(id="melihat pasangan", en="saw pairs"),
    "programme.decided": Words(id="memutuskan program", en="decided a programme"),
    "decree.printed": Words(id="mencetak SK", en="printed a decree"),
    "decree.initialled": Words(id="mencatat paraf", en="recorded initials"),
    "decree.enacted": Words(id="menetapkan SK", en="enacted a decree"),
    "decree.withdrawn": Words(id="menarik SK", en="withdrew a decree"),
    "bill.made": Words(id="membuat tagihan", en="made a bill"),
    "bill.issued": Words(id="mencatat kode iuran", en="issued a bill"),
    "bill.voided": Words(id="membatalkan tagihan", en="voided a bill"),
    "bill.settled": Words(id="melunasi tagihan", en="settled a bill"),
    "payment.recorded": Words(id="mencatat SP2D", en="recorded an SP2D"),
    "letter.handed_out": Words(id="mengunduh surat", en="took out a letter"),
    "package.file_written": Words(id="mengekspor paket data", en="exported a package"),
    "register.loaded": Words(id="memuat register", en="loaded the register"),
    "trail.exported": Words(id="mengekspor jejak", en="exported the trail"),
    "trail.sealed": Words(id="menyegel jejak", en="sealed the trail"),
    "trail.verified": Words(id="memeriksa segel", en="checked the seals"),
    "web.infected": Words(id="ditolak: pemindai virus", en="refused: virus scanner"),
    "web.refused": Words(id="ditolak: tanpa hak", en="refused: no right"),
    "web.not_found": Words(id="membuka alamat yang tidak ada", en="opened an address that is not there"),
}


def act(name: str) -> Words:
    """Return an act in words; one that has none is told as it is stored."""
    return ACTS.get(name) or Words(id=name, en=name)
