"""What packages and their answers are called, and why one was refused: the same words at the terminal and in the browser.

A sentence names no option and no button: each door adds how it is done there.
"""

from __future__ import annotations

from payung.enrolment.refusals import STATE_WORDS
from payung.exchanges import actions, queries, spellings
from payung.flows import columns_of_a_list, enrol_the_answered, send_a_package, take_an_answer
from payung.vocabulary.words import Words

PURPOSES = {
    "dukcapil": Words(id="pemadanan Disdukcapil", en="match by Disdukcapil"),
    "bpjs_check": Words(id="cek calon BPJS", en="BPJS check of candidates"),
    "bpjs_enrolment": Words(id="pendaftaran BPJS", en="BPJS enrolment"),
    "bpjs_leaving": Words(id="penonaktifan BPJS", en="BPJS leaving"),
}
STEPS = {
    "read": Words(id="membaca", en="reading"),
    "match": Words(id="mencocokkan", en="matching"),
    "store": Words(id="menyimpan", en="storing"),
    "register": Words(id="memperbarui register", en="updating the register"),
}
WHY = {
    "nik_destroyed": Words(id="angka NIK hilang oleh Excel", en="digits of the NIK lost by Excel"),
    "nik_unusable": Words(id="NIK kosong atau bukan 16 angka", en="no NIK of 16 digits"),
    "two_people": Words(id="NIK dan nama milik dua orang", en="NIK and name are two people's"),
    "no_answer": Words(id="tidak ada jawaban", en="no answer"),
    "answer_unclear": Words(id="jawaban tidak dikenal", en="unknown answer"),
    "not_sent": Words(id="NIK tidak dikirim", en="NIK was not sent"),
    "other_nik": Words(
        id="nama dan tanggal lahir dikirim, NIK lain", en="name and birth date were sent, with another NIK"
    ),
    "other_answer": Words(id="jawaban lain sudah berlaku", en="another answer stands"),
    "other_kpj": Words(id="KPJ lain sudah berlaku", en="another KPJ stands"),
    "differs_in_file": Words(id="dua jawaban dalam satu berkas", en="two answers in one file"),
}
CODES = {
    "match": Words(id="padan", en="padan (match)"),
    "mismatch": Words(id="tidak padan", en="tidak padan (no match)"),
    "dead": Words(id="meninggal", en="meninggal (dead)"),
    "moved": Words(id="pindah", en="pindah (moved)"),
    "yes": Words(id="Y", en="Y"),
    "no": Words(id="T", en="T"),
}
NOBODY = Words(
    id="Tidak ada nama yang menunggu dikirim, dan belum ada paket sebelumnya.",
    en="Nobody waits to be sent, and there is no package from before.",
)
NO_SUCH_PACKAGE = Words(id="Paket dengan nomor itu tidak ada.", en="There is no package of this number.")
_NO_PEOPLE = Words(id="Tidak ada baris orang di berkas ini.", en="There are no rows of people in this file.")
_SAYS_NOTHING = Words(
    id="Berkas tidak menyebut jawaban siapa pun. Katakan artinya: semua baris ditolak (*=T), atau kolom mana yang menjawab.",
    en="The file answers nobody. Say what it means: all rows rejected (*=T), or which column answers.",
)

SENDING = (
    send_a_package.NoSuchProgramme,
    send_a_package.NoSuchDecree,
    send_a_package.NotEnacted,
    send_a_package.NikTwice,
    OSError,
)
ANSWERING = (*take_an_answer.REFUSALS, enrol_the_answered.NotAnEnrolment)


def of_sending(refused: Exception) -> Words:
    """Return the sentence for a package that could not be sent."""
    match refused:
        case send_a_package.NoSuchProgramme():
            return Words(id=f"Program {refused} tidak ada.", en=f"There is no programme {refused}.")
        case send_a_package.NoSuchDecree():
            return Words(id=f"SK {refused} tidak ada di program ini.", en=f"The programme has no decree {refused}.")
        case send_a_package.NotEnacted(state=state):
            stands = STATE_WORDS[state]
            return Words(
                id=f"SK belum ditetapkan (masih {stands.id}); pendaftaran menunggu penetapan.",
                en=f"The decree is not enacted (it is {stands.en}); enrolment waits for that.",
            )
        case send_a_package.NikTwice(count=count):
            return _counted(
                "{n} NIK berada pada dua calon; betulkan dulu.",
                "{n} NIKs stand for two candidates; correct that first.",
                n=count,
            )
    return Words(id=f"Berkas tidak dapat ditulis: {refused}", en=f"The files cannot be written: {refused}")


def of_answer(refused: Exception) -> list[Words]:
    """Return every sentence for an answer that was not taken."""
    match refused:
        case take_an_answer.CannotRead(problems=problems):
            return [one.words for one in problems] or [_NO_PEOPLE]
        case columns_of_a_list.ColumnsNeedAPerson(settled=settled):
            return [_question(one) for one in settled.questions]
        case take_an_answer.WrongPackage():
            return _wrong_package(refused)
        case take_an_answer.ColumnsSortedApart(fit=fit):
            return [
                _counted(
                    "Di {apart} dari {rows} baris nama dan NIK milik orang berbeda: satu kolom terurut sendiri. Minta berkas aslinya.",
                    "On {apart} of {rows} rows name and NIK are two people's: one column was sorted by itself. Ask for the original file.",
                    apart=fit.two_people,
                    rows=fit.rows,
                )
            ]
        case actions.RestNotClear():
            return [
                _counted(
                    "Sisanya tidak dapat dianggap ya: {unknown} baris belum diinput, {unreadable} tak terbaca, {conflicting} bertentangan; orang itu mungkin termasuk sisanya.",
                    "The rest cannot be taken as yes: {unknown} rows unknown, {unreadable} unreadable, {conflicting} conflicting; they may be among the rest.",
                    unknown=refused.unknown,
                    unreadable=refused.unreadable,
                    conflicting=refused.conflicting,
                )
            ]
    return [_plain(refused)]


def _plain(refused: Exception) -> Words:
    match refused:
        case take_an_answer.SaysNothing():
            return _SAYS_NOTHING
        case spellings.UnknownMeaning():
            return Words(id=f"{refused} bukan jawaban untuk paket ini.", en=f"{refused} is no answer to this package.")
        case columns_of_a_list.UnknownField(name=name, fields=fields):
            known = ", ".join(fields)
            return Words(
                id=f"Tidak ada isian bernama {name}. Yang ada: {known}",
                en=f"There is no field {name}. There are: {known}",
            )
        case enrol_the_answered.NotAnEnrolment():
            return Words(
                id="Paket ini bukan pendaftaran sebuah SK.", en="This package does not enrol the people of a decree."
            )
        case queries.NoSuchPackage():
            return NO_SUCH_PACKAGE
    return Words(id=str(refused), en=str(refused))


def _question(one: columns_of_a_list.Question) -> Words:
    column = one.column
    return Words(
        id=f"{one.sheet}, kolom {column.index} “{column.header}”: usulan {column.field or 'tidak dipakai'} ({column.why.id})",
        en=f"{one.sheet}, column {column.index} “{column.header}”: proposed {column.field or 'unread'} ({column.why.en})",
    )


def _wrong_package(refused: take_an_answer.WrongPackage) -> list[Words]:
    fit = refused.fit
    if fit.unknown == 0:
        return [
            _counted(
                "Tidak satu pun dari {rows} baris dapat dikenali: NIK rusak atau kosong, dan nama tidak cukup. Minta berkas dengan NIK sebagai teks.",
                "Not one of {rows} rows can be told: NIKs are destroyed or empty, and the names do not suffice. Ask for NIKs as text.",
                rows=fit.rows,
            )
        ]
    said = [
        _counted(
            "{unknown} NIK tidak ada di paket ini, hanya {known} yang ada: berkas ini untuk paket lain?",
            "{unknown} NIKs were not sent in this package, only {known} were: is the file for another one?",
            unknown=fit.unknown,
            known=fit.known,
        )
    ]
    if refused.best is not None:
        best, what = refused.best, PURPOSES[refused.best.purpose]
        named = {"number": best.pk, "code": best.programme.code, "nth": best.number}
        said.append(
            Words(
                id=f"Paling cocok: paket {named['number']}, {what.id} {named['code']} nomor {named['nth']} ({_id(refused.held)} NIK).",
                en=f"It fits best: package {named['number']}, {what.en} {named['code']} number {named['nth']} ({refused.held:,} NIKs).",
            )
        )
    return said


def _counted(id: str, en: str, **counts: int) -> Words:
    """Fill counts into both sentences, as each language writes whole numbers."""
    return Words(
        id=id.format(**{name: _id(count) for name, count in counts.items()}),
        en=en.format(**{name: f"{count:,}" for name, count in counts.items()}),
    )


def _id(count: int) -> str:
    return f"{count:,}".replace(",", ".")
