"""What the round trips say to people: helps, refusals with their exit codes, and the lines of a package."""

from __future__ import annotations

import datetime as dt
from typing import Any

from payung.access.viewer import Viewer
from payung.cli.terminal import NEEDS_A_PERSON, REFUSED, STOPPED, language
from payung.exchanges import actions, queries, spellings
from payung.flows import columns_of_a_list, take_an_answer, words_of_answers
from payung.flows.words_of_answers import CODES, WHY
from payung.vocabulary.words import Words

SHOWN = {
    "unanswered": Words(id="Belum dijawab", en="Not answered"),
    "corrections": Words(
        id="Beda dengan yang dikirim; putuskan menurut KTP", en="Differs from what was sent; settle by the KTP"
    ),
    "conflicts": Words(id="Jawaban bertentangan (yang pertama berlaku)", en="Contradicting answers (the first stands)"),
    "unknown": Words(id="Belum diinput: tidak ada di paket", en="Not in the package"),
    "unreadable": Words(id="Tak terbaca", en="Unreadable"),
}
CORRECTIONS = Words(
    id="{n} nama ditulis berbeda di jawaban: show {id} --what corrections",
    en="{n} names are written otherwise in the answers: show {id} --what corrections",
)
DUKCAPIL_SEND = Words(
    id="Kirim NIK calon yang belum pernah dipadankan (atau yang datanya berubah) ke Disdukcapil.\n\n"
    "Tanpa --really hanya dihitung. Nama yang sama tidak menjadi dua paket; dijalankan lagi, berkasnya ditulis ulang.\n\n"
    "\b\nContoh:\n  payung dukcapil send rentan-2026\n  payung dukcapil send rentan-2026 --really --to ./keluar",
    en="Send the NIKs of candidates that were never matched (or have changed since) to Disdukcapil.\n\n"
    "Without --really it only counts. The same names never make two packages; run again, its files are written again.\n\n"
    "\b\nExample:\n  payung dukcapil send rentan-2026\n  payung dukcapil send rentan-2026 --really --to ./outgoing",
)
BPJS_SEND = Words(
    id="Kirim nama ke BPJS: cek calon sebelum SK (--for check), pendaftaran sesudahnya (--for enrolment --decree NOMOR).\n\n"
    "Tanpa --really hanya dihitung. Untuk SK: peserta baru dan yang keluar masing-masing satu paket.\n\n"
    "\b\nContoh:\n  payung bpjs send rentan-2026 --really\n  payung bpjs send rentan-2026 --for enrolment --decree 3 --really",
    en="Send names to BPJS: the check before the decree (--for check), the enrolment after it (--for enrolment --decree NUMBER).\n\n"
    "Without --really it only counts. Of a decree, those who join and those who leave are one package each.\n\n"
    "\b\nExample:\n  payung bpjs send rentan-2026 --really\n  payung bpjs send rentan-2026 --for enrolment --decree 3 --really",
)
_ANSWER_ID = (
    "Boleh beberapa berkas, dalam urutan apa pun, sebagian, dua kali. Jawaban pertama berlaku sampai --take-newer. Yang tidak jelas tidak ditebak.\n\n"
    "\b\nKode keluar: 0 semua terpakai, 1 ada baris yang perlu dilihat, 3 ditolak, 4 kolom perlu diputuskan, 5 dihentikan (paket lain, kolom terurut sendiri)."
)
_ANSWER_EN = (
    "Several files, in any order, partial, twice. The first answer stands until --take-newer. What is unclear is not guessed.\n\n"
    "\b\nExit codes: 0 all taken, 1 rows need a look, 3 refused, 4 columns need a person, 5 stopped (another package, a column sorted by itself)."
)
DUKCAPIL_ANSWER = Words(
    id=f"Baca jawaban Disdukcapil: padan, tidak padan, meninggal, pindah.\n\n{_ANSWER_ID}",
    en=f"Take Disdukcapil's answers: padan, tidak padan, meninggal, pindah.\n\n{_ANSWER_EN}",
)
BPJS_ANSWER = Words(
    id=f"Baca jawaban BPJS: Y/T dengan alasan, KPJ.\n\n{_ANSWER_ID}",
    en=f"Take BPJS's answers: Y/T with reasons, KPJ.\n\n{_ANSWER_EN}",
)
DUKCAPIL_SHOW = Words(
    id="Paket ke Disdukcapil: dikirim = ya + tidak + belum dijawab; satu paket dengan isinya.",
    en="Packages to Disdukcapil: sent = yes + no + not answered; one package with what it holds.",
)
BPJS_SHOW = Words(
    id="Paket ke BPJS: dikirim = ya + tidak + belum dijawab; satu paket dengan isinya.",
    en="Packages to BPJS: sent = yes + no + not answered; one package with what it holds.",
)
# How this door does what a sentence asks for.
_HOW: dict[type[Exception], str] = {
    take_an_answer.SaysNothing: "--says '*=T', --column 'Judul=answer'",
    take_an_answer.WrongPackage: "--although-unknown",
    spellings.UnknownMeaning: "--says",
    actions.RestNotClear: "--rest-yes",
}


def refusal(refused: Exception) -> str:
    """Return the sentence for a package that could not be sent."""
    return words_of_answers.of_sending(refused).say(language())


def refusals(refused: Exception) -> list[str]:
    """Return every sentence for an answer that was not taken, and with which option it is told."""
    how = _HOW.get(type(refused))
    said = [one.say(language()) for one in words_of_answers.of_answer(refused)]
    return [f"{said[0]} ({how})", *said[1:]] if how else said


def exit_code(refused: Exception) -> int:
    """Return the exit code of an answer that was not taken."""
    if isinstance(refused, take_an_answer.WrongPackage | take_an_answer.ColumnsSortedApart):
        return STOPPED
    return NEEDS_A_PERSON if isinstance(refused, columns_of_a_list.ColumnsNeedAPerson) else REFUSED


def lines(what: str, package_id: int, *, on: dt.date, seen_by: Viewer) -> list[dict[str, Any]]:
    """Return the lines of a package for a table or for machines, by their headings."""
    if what == "unanswered":
        return [
            {
                "no": str(one.seq),
                "nik": one.nik,
                "nama": one.name,
                "kelurahan": one.kelurahan_code or "",
                "hari": one.days,
            }
            for one in queries.unanswered(package_id, on=on, seen_by=seen_by)
        ]
    if what == "corrections":
        return [
            {
                "no": str(one.seq),
                "nik": one.nik,
                "nama": one.name,
                "isian": one.field,
                "dikirim": one.sent,
                "dijawab": one.answered,
            }
            for one in queries.corrections(package_id, seen_by=seen_by)
        ]
    if what == "conflicts":
        return [
            {
                "no": str(one.seq),
                "nik": one.nik,
                "nama": one.name,
                "berlaku": f"{_code(one.stands)} {one.stands_on or ''}",
                "bertentangan": f"{_code(one.says)} {one.answered_on}",
                "mengapa": WHY[one.why].say(language()),
                "berkas": f"{one.file_name}:{one.row}",
            }
            for one in queries.conflicts(package_id, seen_by=seen_by)
        ]
    return [
        {
            "berkas": f"{one.answer_file.file_name}:{one.row_no}",
            "nik": one.nik or "",
            "nama": one.name or "",
            "jawaban": one.said or _code(one.code),
            "mengapa": WHY[one.why].say(language()) if one.why in WHY else one.why,
        }
        for one in queries.rows(package_id, outcome=what, seen_by=seen_by)
    ]


def _code(code: str | None) -> str:
    return CODES[code].say(language()) if code in CODES else (code or "-")
