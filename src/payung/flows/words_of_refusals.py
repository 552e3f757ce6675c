"""Why a list was not taken, in the user's words: the same sentence at the terminal and in the browser."""

from __future__ import annotations

from payung.access import rights_words
from payung.access.viewer import NotAllowed
from payung.flows.columns_of_a_list import ColumnsNeedAPerson, Question, UnknownField
from payung.flows.receive_a_list import CannotRead
from payung.intake import actions, files
from payung.vocabulary.words import Words

NOBODY = Words(id="Tidak ada baris orang di berkas ini.", en="There are no rows of people in this file.")
SAID: dict[type[Exception], Words] = {
    actions.NoPurpose: Words(id="Sebutkan tujuan daftar ini.", en="State the purpose of this list."),
    actions.UnknownSender: Words(
        id="Pengirim {what} belum terdaftar; tambahkan di berkas setup.",
        en="Sender {what} is not entered; add it to the set-up file.",
    ),
    actions.TooManyLists: Words(
        id="Terlalu banyak daftar dalam satu jam; lanjutkan nanti.", en="Too many lists in one hour; go on later."
    ),
    actions.WrongReplacement: Words(
        id="Daftar yang digantikan tidak ada, dari pengirim lain, atau sudah digantikan.",
        en="The list to replace does not exist, is another sender's, or is replaced already.",
    ),
    files.NoRoom: Words(id="Disk penuh: {what}", en="The disk is full: {what}"),
}


def of_list(refused: Exception) -> list[Words]:
    """Return all that was wrong with a list that `receive_a_list` refused."""
    match refused:
        case ColumnsNeedAPerson():
            return [_question(one) for one in refused.settled.questions]
        case CannotRead(problems=problems):
            return [problem.words for problem in problems] or [NOBODY]
        case UnknownField(name=name, fields=fields):
            known = ", ".join(fields)
            return [
                Words(
                    id=f"Tidak ada isian bernama {name}. Yang ada: {known}",
                    en=f"There is no field {name}. There are: {known}",
                )
            ]
        case NotAllowed():
            return [rights_words.not_allowed(refused)]
    return [_filled(SAID[type(refused)], what=refused)]


def _filled(words: Words, **fields: object) -> Words:
    return Words(id=words.id.format(**fields), en=words.en.format(**fields))


def _question(question: Question) -> Words:
    column = question.column
    return Words(
        id=f"{question.sheet}, kolom {column.index} “{column.header}”: usulan {column.field or 'tidak dipakai'} ({column.why.id})",
        en=f"{question.sheet}, column {column.index} “{column.header}”: proposed {column.field or 'unread'} ({column.why.en})",
    )
