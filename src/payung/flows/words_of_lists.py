"""What lists, their steps and their states are called: the same words at the terminal and in the browser."""

from __future__ import annotations

from payung.intake.queries import Receipt
from payung.linkage import deciding
from payung.vocabulary.words import Words

KINDS = {
    "proposal": Words(id="Usulan", en="Proposal"),
    "bpjs_answer": Words(id="Jawaban BPJS", en="Answer of BPJS"),
    "province_list": Words(id="Daftar provinsi", en="List of the province"),
    "last_year": Words(id="Daftar tahun lalu", en="Last year's list"),
}
VERDICTS = {
    "accepted": Words(id="memenuhi syarat", en="accepted"),
    "verval": Words(id="perlu dilihat petugas", en="needs a person's eye"),
    "returned": Words(id="perlu perbaikan", en="returned for correction"),
    "refused": Words(id="tidak memenuhi syarat", en="refused (signed)"),
}
STEPS = {
    "receive": Words(id="menerima", en="receiving"),
    "read": Words(id="membaca", en="reading"),
    "clean": Words(id="membersihkan", en="cleaning"),
    "check": Words(id="memeriksa", en="checking"),
    "match": Words(id="memadankan", en="matching"),
    "return": Words(id="menulis berkas kembali", en="writing the workbook back"),
}
STATES = {
    "received": Words(id="diterima, belum dinilai", en="received, not judged yet"),
    "read": Words(id="dibaca", en="read"),
    "judged": Words(id="diperiksa, belum dipadankan", en="checked, not matched yet"),
    "matched": Words(id="selesai dinilai", en="judged"),
    "closed": Words(id="ditutup", en="closed"),
}
#: What a list was compared with, and what that means.
MATCH_STATES = {
    "unchecked": Words(
        id="Belum dicek: tidak dibandingkan dengan peserta BPJS, karena belum ada ekstrak peserta atau jawaban BPJS, atau daftar ini terlalu pendek (kurang dari 10 baris).",
        en="Not yet checked: not compared with members of BPJS, for want of an extract or answers, or because the list is too short (fewer than 10 rows).",
    ),
    "answers": Words(
        id="Dibandingkan dengan jawaban BPJS dan daftar lain yang pernah diterima; belum dengan seluruh peserta, karena kantor ini tidak memiliki ekstrak.",
        en="Compared with answers of BPJS and other lists received before; not with all members, because this office holds no extract.",
    ),
    "register": Words(
        id="Dipadankan dengan ekstrak peserta BPJS Ketenagakerjaan.", en="Matched with the extract of members of BPJS."
    ),
    "reported": Words(
        id="Daftar ini sendiri adalah jawaban: isinya sudah menjadi pengetahuan register.",
        en="This list is an answer itself: what it says is known to the register now.",
    ),
}

#: The reasons by which what stops the line can be counted again.
_STOPPING = {
    "review": ("possible_match", "nik_of_another_person", "block_too_large"),
    "nik_other_person": ("nik_of_another_person",),
    "duplicate": ("duplicate_other_list", "duplicate_in_list"),
}


def stops(receipt: Receipt) -> list[Words]:
    """Return what stops the line at a list, in words: so many doubtful rows that a column or a file is likely wrong."""
    rows = {reason: count for _, reason, count in receipt.reasons}
    counts = {stop: sum(rows.get(reason, 0) for reason in reasons) for stop, reasons in _STOPPING.items()}
    return [
        _filled(deciding.STOPS[stop], share=f"{counts[stop] / receipt.received:.0%}", rows=receipt.received)
        for stop in deciding.stops(receipt.received, counts)
    ]


def _filled(words: Words, **fields: object) -> Words:
    return Words(id=words.id.format(**fields), en=words.en.format(**fields))
