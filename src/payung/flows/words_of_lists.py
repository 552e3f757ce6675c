"""What lists, their steps and their states are called: the same words at the terminal and in the browser."""

from __future__ import annotations

from payung.intake import actions, holding
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
    "held": Words(id="ditahan", en="held"),
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

HELD = Words(
    id="Daftar ini ditahan: baris yang memenuhi syarat belum diteruskan ke calon, paket, dan cakupan sampai penahanannya dicabut.",
    en="This list is held: its accepted rows do not go on to candidates, packages and coverage until the hold is lifted.",
)
STAYS = Words(
    id="Daftar ini sudah dihitung, sudah diputuskan orang, atau sudah digantikan, maka tetap ada.",
    en="This list counts, was decided about by somebody, or is replaced already, so it stays.",
)
#: Why a hold was not lifted.
_NOT_LIFTED: dict[type[Exception], Words] = {
    holding.NotHeld: Words(
        id="Daftar ini tidak ditahan, atau sudah digantikan versi yang lebih baru.",
        en="This list is not held, or a newer version has replaced it.",
    ),
    holding.NoReason: Words(
        id=f"Tulis alasannya, sedikitnya {holding.FEWEST_WORDS} kata: apa yang Anda lihat, mengapa daftar ini benar.",
        en=f"Write the reason, at least {holding.FEWEST_WORDS} words: what you looked at, and why the list is right.",
    ),
    holding.ReceiverMayNotLift: Words(
        id="Anda sendiri yang menerima daftar ini; penahanannya dicabut oleh orang lain.",
        en="You brought this list in yourself; another person lifts its hold.",
    ),
    actions.WrongReplacement: Words(
        id="Daftar yang hendak digantikannya sudah digantikan versi lain; keluarkan daftar ini.",
        en="The list that it was to replace was replaced by another version; take this one out.",
    ),
}
NOT_LIFTED = tuple(_NOT_LIFTED)


def stops(receipt: Receipt) -> list[Words]:
    """Return what holds a list, in words: so many doubtful rows that a column or a file is likely wrong."""
    return [stop(one.stop, one.rows, receipt.received) for one in receipt.standing_holds]


def stop(name: str, rows: int, received: int) -> Words:
    """Return in words what was found too often: `rows` of the rows received."""
    share, words = f"{rows / received:.0%}", deciding.STOPS[name]
    of_rows = f"{received:,}"
    return Words(
        id=words.id.format(share=share, rows=of_rows.replace(",", ".")), en=words.en.format(share=share, rows=of_rows)
    )


def not_lifted(refused: Exception) -> Words:
    """Return why a hold was not lifted, one of NOT_LIFTED."""
    return _NOT_LIFTED[type(refused)]
