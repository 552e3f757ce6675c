"""Why a decree or a letter was refused, in the user's words: the same sentence at the terminal and in the browser."""

from __future__ import annotations

from payung.agreements.ledger import BudgetExceeded, NotReserved
from payung.enrolment.amending import Amendment
from payung.enrolment.refusals import Refused, too_little
from payung.exchanges.queries import NoSuchPackage
from payung.flows.letterheads import NothingToWrite
from payung.intake.files import NoRoom as NoRoomForFiles
from payung.letters import actions as letters
from payung.letters.files import FileDamaged, NoRoom
from payung.letters.papers.annex import AlreadyPrinting
from payung.letters.papers.annex_rows import AnnexNotPrintable
from payung.letters.queries import NoSuchLetter
from payung.vocabulary.month import Month
from payung.vocabulary.wilayah.codes import place_name
from payung.vocabulary.words import Words

DECREE_REFUSALS = (Refused, AnnexNotPrintable, BudgetExceeded, NotReserved, AlreadyPrinting, NoRoomForFiles, NoRoom)
LETTER_REFUSALS = (
    NoSuchLetter,
    NoSuchPackage,
    NothingToWrite,
    letters.AlreadyNumbered,
    letters.NumberTaken,
    letters.NotANumber,
    letters.NameTaken,
    NoRoom,
    FileDamaged,
)
PRINTING = Words(id="Lampiran ini sedang dicetak oleh proses lain.", en="Another process is printing this annex.")
DAMAGED = Words(
    id="Berkas yang tersimpan rusak atau hilang; tidak ada yang disalin. Pulihkan dari cadangan.",
    en="A kept file is damaged or gone; nothing was copied. Restore it from a back-up.",
)
SAID: dict[type[Exception], Words] = {
    NoSuchLetter: Words(id="Surat dengan nomor itu tidak ada.", en="There is no letter of this number."),
    NoSuchPackage: Words(id="Paket dengan nomor itu tidak ada.", en="There is no package of this number."),
    letters.NumberTaken: Words(
        id="Nomor itu sudah dipakai surat lain pada tahun itu.", en="Another letter of that year has this number."
    ),
    letters.NotANumber: Words(
        id="Nomor surat harus satu baris yang tidak kosong.", en="A number is one line that is not empty."
    ),
    letters.NameTaken: Words(
        id="Surat itu sudah memuat berkas lain bernama sama.", en="The letter has another file of this name already."
    ),
    FileDamaged: DAMAGED,
    AlreadyPrinting: PRINTING,
}


def of_decree(refused: Exception) -> list[Words]:
    """Return all that was wrong with a step of a decree (one of DECREE_REFUSALS)."""
    match refused:
        case Refused(problems=problems) | AnnexNotPrintable(problems=problems):
            return list(problems)
        case BudgetExceeded():
            return [too_little(refused)]
        case NotReserved(line_id=line):
            return [
                Words(
                    id=f"Cadangan pada mata anggaran {line} lebih kecil dari yang dikembalikan; periksa tagihannya.",
                    en=f"Less is reserved on budget line {line} than would come back; look at its bills.",
                )
            ]
        case NoRoom() | NoRoomForFiles():
            return [Words(id=f"Disk penuh: {refused}", en=f"The disk is full: {refused}")]
    return [SAID[type(refused)]]


def of_change(change: Amendment) -> list[Words]:
    """Say what a change of a decree drafted, then each place for which nobody waits."""
    month = Month.of(change.from_month)
    drafted = Words(
        id=f"Konsep perubahan: {change.removed} keluar, {change.added} masuk, terhitung {month.say('id')}.",
        en=f"The change is drafted: {change.removed} leave, {change.added} come, from {month.say('en')} on.",
    )
    empty = [
        Words(
            id=f"{place_name(code)}: {places} tempat tanpa daftar tunggu.",
            en=f"{place_name(code)}: nobody waits for {places} places.",
        )
        for code, places in change.unfilled
    ]
    return [drafted, *empty]


def of_letter(refused: Exception) -> list[Words]:
    """Return what was wrong with a step of a letter (one of LETTER_REFUSALS)."""
    match refused:
        case NothingToWrite(words=words):
            return [words]
        case letters.AlreadyNumbered(number=number):
            return [Words(id=f"Surat itu sudah bernomor {number}.", en=f"The letter already has number {number}.")]
        case NoRoom():
            return [Words(id=f"Berkas tidak dapat ditulis: {refused}", en=f"The file cannot be written: {refused}")]
    return [SAID[type(refused)]]
