"""How the pages of decrees call states, kinds, reasons and steps."""

from __future__ import annotations

from payung.vocabulary.words import Words

STATES = {
    "draft": (Words(id="konsep", en="draft"), ""),
    "printed": (Words(id="dicetak", en="printed"), "blue"),
    "initialled": (Words(id="diparaf", en="initialled"), "warn"),
    "enacted": (Words(id="ditetapkan", en="enacted"), "good"),
    "withdrawn": (Words(id="ditarik", en="withdrawn"), "bad"),
}
KINDS = {
    "decree": Words(id="SK", en="Decree"),
    "amendment": Words(id="SK perubahan", en="Amendment"),
    "decision": Words(id="Keputusan Kepala Dinas", en="Decision of the head of office"),
    "minutes": Words(id="Berita acara penggantian", en="Minutes of replacements"),
}
LEAVING = {
    "died": Words(id="meninggal", en="died"),
    "moved": Words(id="pindah", en="moved away"),
    "became_pu": Words(id="sudah PU", en="became a wage earner (PU)"),
    "other_payer": Words(id="dibayar pihak lain", en="somebody else pays"),
    "over_age": Words(id="melewati batas usia", en="over the age limit"),
    "stopped_working": Words(id="tidak bekerja lagi", en="stopped working"),
    "declined": Words(id="mengundurkan diri", en="declined"),
    "answered_no": Words(id="ditolak BPJS", en="refused by BPJS"),
}
FILLS = {
    "kelurahan": Words(id="Dari daftar tunggu kelurahan yang sama", en="From the waiting list of the same kelurahan"),
    "programme": Words(
        id="Kelurahan yang sama dahulu, lalu seluruh program", en="The same kelurahan first, then the whole programme"
    ),
    "none": Words(id="Tanpa pengganti", en="No replacement"),
}
SEATS = {
    "waiting": Words(id="menunggu jawaban BPJS", en="waits for BPJS"),
    "member": Words(id="peserta", en="member"),
    "rejected": Words(id="ditolak BPJS", en="refused by BPJS"),
    "ended": Words(id="berakhir", en="ended"),
}
STEPS = {
    "decree.proposed": Words(id="Diusulkan", en="Proposed"),
    "decree.proposed_again": Words(id="Disusun ulang", en="Drawn anew"),
    "decree.amendment_drafted": Words(id="Perubahan disusun", en="Amendment drafted"),
    "decree.printed": Words(id="Lampiran dicetak dan dibekukan", en="Annex printed and frozen"),
    "decree.initialled": Words(id="Paraf dicatat", en="Initials noted"),
    "decree.taken_back": Words(id="Dikembalikan ke konsep", en="Taken back to draft"),
    "decree.enacted": Words(id="Ditetapkan", en="Enacted"),
    "decree.scan_kept": Words(id="Pindaian disimpan", en="Scan kept"),
    "decree.withdrawn": Words(id="Ditarik", en="Withdrawn"),
}
ACTING = {
    "": Words(id="Pejabat definitif", en="Holds the office"),
    "Plt.": Words(id="Plt. (pelaksana tugas)", en="Plt. (acting)"),
    "Plh.": Words(id="Plh. (pelaksana harian)", en="Plh. (day-to-day acting)"),
    "a.n.": Words(id="a.n. (atas nama)", en="a.n. (on behalf of)"),
}
WHY_FROZEN = {
    "printed": Words(
        id="Lampiran beku sejak dicetak: setiap halaman memuat kode periksanya, dan basis data menolak perubahan baris. "
        "Untuk mengubahnya, kembalikan ke konsep: versi naik dan kode lama batal.",
        en="The annex is frozen since it was printed: every page carries its check code, and the database refuses to change "
        "a line. To change it, take it back to draft: the version grows and the old code is void.",
    ),
    "enacted": Words(
        id="Semua baris terkunci: SK sudah ditetapkan. Orang keluar atau masuk hanya lewat perubahan bernomor sendiri.",
        en="Every line is locked: the decree is enacted. People leave or come only by an amendment with its own number.",
    ),
    "withdrawn": Words(
        id="Semua baris terkunci: SK sudah ditarik dan tidak kembali.",
        en="Every line is locked: the decree was withdrawn and does not come back.",
    ),
}
WHY_FROZEN["initialled"] = WHY_FROZEN["printed"]


def leaving_of(text: str) -> str:
    """Return the reason that a person typed: its code, or its words in either language; the text where it is none."""
    typed = " ".join(text.lower().split())
    for code, words in LEAVING.items():
        if typed in (code, words.id.lower(), words.en.lower()):
            return code
    return typed
