"""The words of a person's page: one for each state that a room stores."""

from __future__ import annotations

from collections.abc import Mapping

from payung.vocabulary.words import Words

SEX = {"L": Words(id="laki-laki", en="male"), "P": Words(id="perempuan", en="female")}
VERDICT = {
    "accepted": Words(id="diterima", en="accepted"),
    "verval": Words(id="perlu verval", en="needs review"),
    "returned": Words(id="dikembalikan", en="returned"),
    "refused": Words(id="ditolak", en="refused"),
}
OUTCOME = {
    "eligible": Words(id="layak", en="eligible"),
    "doubtful": Words(id="meragukan", en="doubtful"),
    "not_eligible": Words(id="tidak layak", en="not eligible"),
}
ANSWER = {
    "same": Words(id="orang yang sama", en="the same person"),
    "different": Words(id="orang lain", en="different people"),
    "cannot_tell": Words(id="tidak dapat dipastikan", en="cannot tell"),
}
DECREE = {
    "decree": Words(id="SK", en="Decree (SK)"),
    "amendment": Words(id="SK perubahan", en="Amending decree"),
    "decision": Words(id="Keputusan kepala dinas", en="Decision of the head of office"),
    "minutes": Words(id="Berita acara", en="Minutes (berita acara)"),
}
DECREE_STATE = {
    "draft": Words(id="konsep", en="draft"),
    "printed": Words(id="dicetak", en="printed"),
    "initialled": Words(id="diparaf", en="initialled"),
    "enacted": Words(id="ditetapkan", en="enacted"),
    "withdrawn": Words(id="ditarik", en="withdrawn"),
}
SEAT = {
    "waiting": Words(id="menunggu jawaban BPJS", en="waits for BPJS"),
    "member": Words(id="peserta", en="member"),
    "rejected": Words(id="ditolak BPJS", en="refused by BPJS"),
    "ended": Words(id="berakhir", en="ended"),
}
LEAVING = {
    "died": Words(id="meninggal", en="died"),
    "moved": Words(id="pindah", en="moved away"),
    "became_pu": Words(id="menjadi penerima upah (PU)", en="became a wage earner (PU)"),
    "other_payer": Words(id="dibayar pihak lain", en="paid by another payer"),
    "over_age": Words(id="lewat batas usia", en="over the age limit"),
    "stopped_working": Words(id="tidak bekerja lagi", en="stopped working"),
    "declined": Words(id="menolak", en="declined"),
    "answered_no": Words(id="ditolak BPJS", en="refused by BPJS"),
}
PURPOSE = {
    "dukcapil": Words(id="Pemadanan Disdukcapil", en="Match by Disdukcapil"),
    "bpjs_check": Words(id="Cek calon BPJS", en="BPJS check of candidates"),
    "bpjs_enrolment": Words(id="Pendaftaran BPJS", en="BPJS enrolment"),
    "bpjs_leaving": Words(id="Penonaktifan BPJS", en="BPJS leaving"),
}
CODE = {
    "": Words(id="belum dijawab", en="not answered"),
    "match": Words(id="padan", en="padan (match)"),
    "mismatch": Words(id="tidak padan", en="tidak padan (no match)"),
    "dead": Words(id="meninggal", en="meninggal (dead)"),
    "moved": Words(id="pindah", en="pindah (moved)"),
    "yes": Words(id="Y (diterima)", en="Y (accepted)"),
    "no": Words(id="T (ditolak)", en="T (refused)"),
}
STATUS = {
    "active": Words(id="aktif", en="active"),
    "arrears": Words(id="menunggak", en="in arrears"),
    "inactive": Words(id="nonaktif", en="inactive"),
    "registered": Words(id="terdaftar", en="registered"),
    "answered_no": Words(id="ditolak (T)", en="refused (T)"),
}
COVER = {
    "unchecked": Words(id="belum dicek", en="not checked"),
    "none": Words(id="tidak ada", en="none"),
    "active_other_payer": Words(id="aktif, dibayar pihak lain", en="active, paid by another"),
    "active_same_payer": Words(id="aktif, pembayar yang sama", en="active, the same payer"),
    "arrears": Words(id="menunggak", en="in arrears"),
    "inactive": Words(id="nonaktif", en="inactive"),
}
MONTH = {
    "paid": Words(id="Dibayar", en="Paid"),
    "billed": Words(id="Ditagih, belum dibayar", en="Billed, not paid"),
    "seat": Words(id="Ada kursi, belum ditagih", en="Has a seat, not billed"),
    "none": Words(id="Tidak ada", en="Nothing"),
}


def said(known: Mapping[str, Words], word: str) -> Words:
    """Return the words of a state; one that has none is told as it is stored."""
    return known.get(word) or Words(id=word, en=word)
