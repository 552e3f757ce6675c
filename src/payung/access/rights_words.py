"""What an account may not do, in words, and who in an office usually may."""

from __future__ import annotations

from payung.access.viewer import ROLES, NotAllowed
from payung.vocabulary.words import Words

RIGHTS = {
    "administer": Words(id="mengelola akun", en="administer accounts"),
    "answer_package": Words(
        id="mengambil berkas paket dan menyerahkan jawabannya", en="fetch a package's files and hand its answer in"
    ),
    "bill": Words(id="membuat tagihan iuran", en="make bills"),
    "check_request": Words(
        id="memeriksa permohonan data pribadi sebagai orang kedua",
        en="check requests about personal data as the second person",
    ),
    "decide": Words(id="memutuskan kelayakan", en="decide on eligibility"),
    "enact_decree": Words(id="menetapkan SK", en="enact decrees"),
    "exchange": Words(id="mengirim paket", en="send packages"),
    "handle_breach": Words(id="menangani kebocoran data", en="handle breaches"),
    "handle_request": Words(id="mencatat permohonan data pribadi", en="take in requests about personal data"),
    "lift_hold": Words(id="mencabut penahanan daftar", en="lift the hold of a list"),
    "load_register": Words(id="memuat register", en="load the register"),
    "measure_coverage": Words(id="mengukur cakupan", en="measure coverage"),
    "merge_people": Words(id="menggabungkan orang", en="merge people"),
    "pay": Words(id="mencatat pembayaran", en="record payments"),
    "propose_decree": Words(id="mengusulkan SK", en="propose decrees"),
    "purge": Words(id="menghapus yang lewat masa simpan", en="clear away what is over its time"),
    "receive_list": Words(id="mengunggah daftar dan melihat NIK-nya", en="upload lists and see their NIKs"),
    "review": Words(id="verval baris dan pasangan", en="review rows and pairs"),
    "see_accounts": Words(id="melihat akun kantor", en="see the office's accounts"),
    "see_audit": Words(id="membaca jejak", en="read the trail"),
    "see_coverage": Words(id="melihat cakupan", en="see coverage"),
    "see_decision": Words(id="melihat keputusan kelayakan", en="see decisions on eligibility"),
    "see_decree": Words(id="melihat SK", en="see decrees"),
    "see_list": Words(id="melihat daftar", en="see lists"),
    "see_money": Words(id="melihat iuran dan anggaran", en="see contributions and budgets"),
    "see_nik": Words(id="melihat NIK lengkap", en="see whole NIKs"),
    "see_privacy": Words(id="melihat kasus data pribadi", en="see cases of personal data"),
    "see_register": Words(id="melihat register", en="see the register"),
    "set_budget": Words(id="mengatur anggaran", en="set budgets"),
    "set_programme": Words(id="mengatur program", en="set programmes up"),
    "sign_in": Words(id="masuk: akun ini sudah ditutup", en="sign in: this account is closed"),
    "sign_refusal": Words(id="menandatangani penolakan", en="sign refusals"),
    "write_letter": Words(id="membuat naskah", en="write letters"),
}


def of(right: str) -> Words:
    """Return a right in words; one without words as it is stored."""
    return RIGHTS.get(right) or Words(id=right, en=right)


def not_allowed(refused: NotAllowed) -> Words:
    """Return the sentence for a right that is missing."""
    right = of(refused.right)
    return Words(id=f"Akun ini tidak berhak: {right.id}.", en=f"This account may not: {right.en}.")


def holders(right: str) -> list[str]:
    """Return the roles that hold a right: whom to ask."""
    return [role for role, rights in ROLES.items() if right in rights]
