"""What deciding says to people, at the terminal and in the browser: outcomes, weights, facts, and why it was not done."""

from __future__ import annotations

from payung.access import rights_words
from payung.access.viewer import NotAllowed
from payung.agreements.queries import NoTermsInForce
from payung.eligibility import actions
from payung.eligibility.bulk import LedgerBroken
from payung.flows.decide_a_programme import NoLists
from payung.vocabulary import payers
from payung.vocabulary.words import Words

OUTCOMES = {
    "eligible": Words(id="memenuhi syarat", en="eligible"),
    "doubtful": Words(id="perlu keputusan orang", en="doubtful"),
    "not_eligible": Words(id="tidak memenuhi syarat (ditandatangani)", en="not eligible (signed)"),
}
WEIGHTS = {
    "refuse": Words(id="diusulkan TMS, perlu tanda tangan", en="proposed for refusal, to be signed"),
    "doubt": Words(id="perlu dilihat petugas", en="a person must look"),
    "note": Words(id="catatan", en="note"),
}
PROPOSED = {
    "eligible": Words(id="aturan tidak menemukan halangan", en="the rules find nothing against it"),
    "ask": Words(id="aturan meminta petugas melihat", en="the rules ask for a person's look"),
    "refuse": Words(id="aturan mengusulkan TMS", en="the rules propose a refusal"),
}
FACTS = {
    "age": Words(id="Umur pada bulan pertama", en="Age in the first month"),
    "lives_in_area": Words(id="Tinggal di wilayah program", en="Lives in the programme's area"),
    "works": Words(id="Bekerja", en="Works"),
    "other_cover": Words(id="Kepesertaan lain", en="Other cover"),
    "other_payer": Words(id="Pembayar kepesertaan lain", en="Payer of the other cover"),
    "other_segment": Words(id="Segmen kepesertaan lain", en="Segment of the other cover"),
    "dukcapil": Words(id="Jawaban Disdukcapil", en="Answer of Disdukcapil"),
    "bpjs": Words(id="Jawaban BPJS Ketenagakerjaan", en="Answer of BPJS Ketenagakerjaan"),
    "social_aid": Words(id="Penerima bansos", en="Receives social aid"),
    "decile": Words(id="Desil", en="Decile"),
    "family_place": Words(id="Urutan di kartu keluarga", en="Place in the family card"),
}
VALUES = {
    "unchecked": Words(id="belum diperiksa", en="not checked yet"),
    "none": Words(id="tidak ada", en="none"),
    "active_other_payer": Words(id="aktif, dibayar pihak lain", en="active, paid by somebody else"),
    "active_same_payer": Words(id="aktif, dibayar program ini", en="active, paid by this programme"),
    "arrears": Words(id="menunggak", en="in arrears"),
    "inactive": Words(id="nonaktif", en="not active"),
    "answered_no": Words(id="pernah dijawab T", en="answered no before"),
    "on_last_list": Words(id="ada di daftar tahun lalu", en="on last year's list"),
    "match": Words(id="cocok", en="matches"),
    "mismatch": Words(id="tidak cocok", en="does not match"),
    "dead": Words(id="meninggal", en="has died"),
    "moved": Words(id="pindah", en="moved away"),
    "yes": Words(id="ya (Y)", en="yes (Y)"),
    "no": Words(id="tidak (T)", en="no (T)"),
    **payers.NAMES,
}
YES, NO = Words(id="ya", en="yes"), Words(id="tidak", en="no")
UNKNOWN = Words(id="belum diketahui", en="not known")
NOBODY_WAITS = Words(id="Tidak ada yang menunggu keputusan itu.", en="Nobody waits for this decision.")
NO_NOTE = Words(id="Catatan wajib diisi.", en="A note is needed.")
NO_OUTCOME = Words(id="Pilih hasilnya.", en="Choose the outcome.")
NAME_SOMEBODY = Words(id="Pilih orangnya, atau satu alasan.", en="Name the people, or one reason.")

#: What a run of a programme, or a decision by hand, may refuse.
REFUSALS = (
    NotAllowed,
    NoTermsInForce,
    NoLists,
    actions.NoSuchList,
    actions.ListNotReady,
    actions.ListHeld,
    actions.SenderMayNotPropose,
    actions.ListOfAnotherProgramme,
    actions.NothingToSettle,
    actions.NoNote,
    actions.NotAnOutcome,
    LedgerBroken,
)
_SAID: dict[type[Exception], Words] = {
    NoTermsInForce: Words(
        id="Belum ada ketentuan yang berlaku pada hari itu.", en="No terms are in force on that day."
    ),
    NoLists: Words(id="Belum ada daftar untuk program ini.", en="No list proposes for this programme yet."),
    actions.NoSuchList: Words(id="Daftar {what} tidak ada.", en="There is no list {what}."),
    actions.ListNotReady: Words(
        id="Daftar {what} bukan usulan, belum dipadankan, atau sudah diganti.",
        en="List {what} is no proposal, is not matched yet, or was replaced.",
    ),
    actions.ListHeld: Words(
        id="Daftar {what} ditahan: seseorang harus melihatnya dulu (Daftar → daftar {what}, atau payung list lift {what}).",
        en="List {what} is held: somebody has to look at it first (Lists → list {what}, or payung list lift {what}).",
    ),
    actions.SenderMayNotPropose: Words(
        id="Pengirim {what} bukan pengusul program ini.", en="Sender {what} may not propose for this programme."
    ),
    actions.NothingToSettle: NOBODY_WAITS,
    actions.NoNote: NO_NOTE,
    actions.NotAnOutcome: NO_OUTCOME,
    LedgerBroken: Words(
        id="Hitungan tidak seimbang, tidak ada yang disimpan: {what}",
        en="The counts do not balance, nothing was stored: {what}",
    ),
}


def of_refusal(refused: Exception) -> Words:
    """Return why a decision was not made, one of REFUSALS."""
    match refused:
        case NotAllowed():
            return rights_words.not_allowed(refused)
        case actions.ListOfAnotherProgramme(list_id=number, code=code):
            return Words(
                id=f"Daftar {number} sudah untuk program {code}.",
                en=f"List {number} is for the programme {code} already.",
            )
    said = _SAID[type(refused)]
    return Words(id=said.id.format(what=refused), en=said.en.format(what=refused))


def of_fact(value: object) -> Words:
    """Return the value of a fact as people read it."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return YES if value else NO
    return VALUES.get(str(value), Words(id=str(value), en=str(value)))
