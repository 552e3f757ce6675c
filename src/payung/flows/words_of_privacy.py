"""What cases of personal data are called, and why a step was refused: one sentence for terminal and browser."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from payung.flows import correct_a_person, personal_data
from payung.law.figures import WEAK
from payung.privacy.queries import CaseSeen
from payung.privacy.refusals import MakerMayNotCheck, NoSuchCase, NotACase, NotReady, WrongState
from payung.vocabulary.words import Words

KINDS = {
    "breach": Words(id="Kebocoran (kegagalan pelindungan)", en="Breach"),
    "correction": Words(id="Permohonan perbaikan", en="Request to correct"),
    "erasure": Words(id="Permohonan penghapusan", en="Request to erase"),
}
STATES = {
    "open": Words(id="dibuka", en="open"),
    "proposed": Words(id="menunggu pemeriksa kedua", en="waits for a second pair of eyes"),
    "applied": Words(id="dilaksanakan", en="carried out"),
    "refused": Words(id="ditolak", en="refused"),
    "closed": Words(id="selesai", en="closed"),
}
WHOM = {
    "person": Words(id="orang yang bersangkutan", en="the person concerned"),
    "agency": Words(id="lembaga pelindungan data", en="the data protection agency"),
    "public": Words(id="masyarakat", en="the public"),
}
BASES = {
    "unknown": Words(id="belum diketahui", en="not known yet"),
    "trail": Words(id="jejak akun (paling banyak)", en="the account's trail (at most)"),
    "counted": Words(id="dihitung", en="counted"),
    "estimated": Words(id="perkiraan", en="estimated"),
}
REFUSALS = (NoSuchCase, NotACase, WrongState, MakerMayNotCheck, NotReady)
NO_CASE = Words(id="Kasus dengan nomor itu tidak ada.", en="There is no case of this number.")
MAKER = Words(
    id="Yang mengusulkan tidak boleh memeriksa sendiri; orang lain yang memutuskan.",
    en="Whoever proposed it does not settle it; somebody else decides.",
)
WEAK_CLOCK = Words(
    id="Jam ini lemah dasarnya: undang-undang tidak menyebut batas waktu untuk ini; dipakai 3 × 24 jam seperti Pasal 30. Mintakan pendapat bagian hukum.",
    en="This clock rests on weak ground: the law gives no hours for this; 3 × 24 hours are taken as in art. 30. Ask the legal section.",
)  # fmt: skip

WEAK_GROUNDS = Words(
    id="Pasal-pasal UU 27/2022, UU 43/2009, dan UU 24/2011 di sini dibaca pada salinan pindaian, bukan naskah resmi; bahwa pasal itu membolehkan data ini tetap disimpan adalah tafsiran. Bagian hukum memeriksanya sebelum jawaban ditandatangani.",
    en="The articles of UU 27/2022, UU 43/2009 and UU 24/2011 were read here in a scanned copy, not in the official text; that they let these data stay is a reading of them. The legal section checks it before the answer is signed.",
)  # fmt: skip


def of_case(refused: Exception) -> list[Words]:
    """Return all that was wrong with a step of a case (one of REFUSALS)."""
    match refused:
        case NotACase(problems=problems):
            return [words for _, words in problems]
        case NotReady(problems=problems):
            return list(problems)
        case WrongState(state=state):
            now = STATES[state]
            return [Words(id=f"Langkah ini tidak berlaku: kasusnya {now.id}.", en=f"This step does not apply: the case is {now.en}.")]  # fmt: skip
        case MakerMayNotCheck():
            return [MAKER]
    return [NO_CASE]


def clock_warning(case: CaseSeen) -> Words | None:
    """Return what must be said beside a clock that rests on weak ground."""
    return WEAK_CLOCK if case.confidence in WEAK else None


def changed(kind: str, counts: Mapping[str, int]) -> list[tuple[Words, int]]:
    """Return what an erasure took or a correction put right, in words with how many."""
    names = correct_a_person.TOUCHED if kind == "correction" else {name: one.words for name, one in (personal_data.FREE | personal_data.UNBOUND).items()}  # fmt: skip
    names = {**names, "files": personal_data.files_words()}
    return [(names.get(name, Words(id=name, en=name)), count) for name, count in counts.items()]


def caution(kind: str, left: Collection[object]) -> Words | None:
    """Return what screen, terminal and letter say beside reasons to keep data, where there are such reasons."""
    return WEAK_GROUNDS if kind == "erasure" and left else None


def kept(kind: str, counts: Mapping[str, int]) -> list[tuple[Words, int, Words]]:
    """Return what stays, how many, and by which law (empty words for a correction: its own say it)."""
    if kind == "correction":
        return [(correct_a_person.LEFT[name], count, Words(id="", en="")) for name, count in counts.items()]
    return [(personal_data.KEPT[name].words, count, personal_data.KEPT[name].why) for name, count in counts.items()]
