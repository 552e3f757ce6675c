"""What the round trips say to people: helps, refusals with their exit codes, and the lines of a package."""

from __future__ import annotations

import datetime as dt
from typing import Any

from payung.access.viewer import Viewer
from payung.cli.terminal import NEEDS_A_PERSON, REFUSED, STOPPED, language, number, t
from payung.exchanges import actions, queries, spellings
from payung.flows import columns_of_a_list, send_a_package, take_an_answer
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
SHOWN = {
    "unanswered": Words(id="Belum dijawab", en="Not answered"),
    "corrections": Words(
        id="Beda dengan yang dikirim; putuskan menurut KTP", en="Differs from what was sent; settle by the KTP"
    ),
    "conflicts": Words(id="Jawaban bertentangan (yang pertama berlaku)", en="Contradicting answers (the first stands)"),
    "unknown": Words(id="Belum diinput: tidak ada di paket", en="Not in the package"),
    "unreadable": Words(id="Tak terbaca", en="Unreadable"),
}
NOBODY = Words(
    id="Tidak ada nama yang menunggu dikirim, dan belum ada paket sebelumnya.",
    en="Nobody waits to be sent, and there is no package from before.",
)
NO_SUCH_PACKAGE = Words(id="Paket dengan nomor itu tidak ada.", en="There is no package of this number.")
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
WHY = {
    "nik_destroyed": Words(id="angka NIK hilang oleh Excel", en="digits of the NIK lost by Excel"),
    "nik_unusable": Words(id="NIK kosong atau bukan 16 angka", en="no NIK of 16 digits"),
    "two_people": Words(id="NIK dan nama milik dua orang", en="NIK and name are two people's"),
    "no_answer": Words(id="tidak ada jawaban", en="no answer"),
    "answer_unclear": Words(id="jawaban tidak dikenal (--says)", en="unknown answer (--says)"),
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


def refusal(refused: Exception) -> str:
    """Return the sentence for a package that could not be sent."""
    match refused:
        case send_a_package.NoSuchProgramme():
            return t(f"Program {refused} tidak ada.", f"There is no programme {refused}.")
        case send_a_package.NoSuchDecree():
            return t(f"SK {refused} tidak ada di program ini.", f"The programme has no decree {refused}.")
        case send_a_package.NotEnacted(state=state):
            return t(
                f"SK belum ditetapkan (masih {state}); pendaftaran menunggu penetapan.",
                f"The decree is not enacted (it is {state}); enrolment waits for that.",
            )
        case send_a_package.NikTwice(count=count):
            return t(
                f"{number(count)} NIK berada pada dua calon; betulkan dulu.",
                f"{number(count)} NIKs stand for two candidates; correct that first.",
            )
    return t(f"Berkas tidak dapat ditulis: {refused}", f"The files cannot be written: {refused}")


def refusals(refused: Exception) -> list[str]:
    """Return every sentence for an answer that was not taken."""
    match refused:
        case take_an_answer.CannotRead(problems=problems):
            nobody = Words(id="Tidak ada baris orang di berkas ini.", en="There are no rows of people in this file.")
            return [one.words.say(language()) for one in problems] or [nobody.say(language())]
        case columns_of_a_list.ColumnsNeedAPerson(settled=settled):
            return [_question(one) for one in settled.questions]
        case take_an_answer.WrongPackage():
            return _wrong_package(refused)
        case take_an_answer.ColumnsSortedApart(fit=fit):
            return [
                t(
                    f"Di {number(fit.two_people)} dari {number(fit.rows)} baris nama dan NIK milik orang berbeda: satu kolom terurut sendiri. Minta berkas aslinya.",
                    f"On {number(fit.two_people)} of {number(fit.rows)} rows name and NIK are two people's: one column was sorted by itself. Ask for the original file.",
                )
            ]
        case actions.RestNotClear():
            return [
                t(
                    f"--rest-yes tidak dapat dipakai: {refused.unknown} baris belum diinput, {refused.unreadable} tak terbaca, {refused.conflicting} bertentangan; orang itu mungkin termasuk sisanya.",
                    f"--rest-yes cannot be used: {refused.unknown} rows unknown, {refused.unreadable} unreadable, {refused.conflicting} conflicting; they may be among the rest.",
                )
            ]
    return [_plain(refused)]


def _plain(refused: Exception) -> str:
    match refused:
        case take_an_answer.SaysNothing():
            return t(
                "Berkas tidak menyebut jawaban siapa pun. Katakan artinya: --says '*=T' (semua baris ditolak), atau --column 'Judul=answer'.",
                "The file answers nobody. Say what it means: --says '*=T' (all rows rejected), or --column 'Heading=answer'.",
            )
        case spellings.UnknownMeaning():
            return t(
                f"--says: {refused} bukan jawaban untuk paket ini.", f"--says: {refused} is no answer to this package."
            )
        case columns_of_a_list.UnknownField(name=name, fields=fields):
            return t(
                f"Tidak ada isian bernama {name}. Yang ada: {', '.join(fields)}",
                f"There is no field {name}. There are: {', '.join(fields)}",
            )
    return NO_SUCH_PACKAGE.say(language())


def _question(one: columns_of_a_list.Question) -> str:
    return t(
        f"{one.sheet}, kolom {one.column.index} “{one.column.header}”: usulan {one.column.field or 'tidak dipakai'} ({one.column.why.id})",
        f"{one.sheet}, column {one.column.index} “{one.column.header}”: proposed {one.column.field or 'unread'} ({one.column.why.en})",
    )


def _wrong_package(refused: take_an_answer.WrongPackage) -> list[str]:
    fit = refused.fit
    if fit.unknown == 0:
        return [
            t(
                f"Tidak satu pun dari {number(fit.rows)} baris dapat dikenali: NIK rusak atau kosong, dan nama tidak cukup. Minta berkas dengan NIK sebagai teks.",
                f"Not one of {number(fit.rows)} rows can be told: NIKs are destroyed or empty, and the names do not suffice. Ask for NIKs as text.",
            )
        ]
    said = [
        t(
            f"{number(fit.unknown)} NIK tidak ada di paket ini, hanya {number(fit.known)} yang ada: berkas ini untuk paket lain? (--although-unknown bila memang benar)",
            f"{number(fit.unknown)} NIKs were not sent in this package, only {number(fit.known)} were: is the file for another one? (--although-unknown if it is right)",
        )
    ]
    if refused.best is not None:
        best = refused.best
        said.append(
            t(
                f"Paling cocok: paket {best.pk}, {PURPOSES[best.purpose].id} {best.programme.code} nomor {best.number} ({number(refused.held)} NIK).",
                f"It fits best: package {best.pk}, {PURPOSES[best.purpose].en} {best.programme.code} number {best.number} ({number(refused.held)} NIKs).",
            )
        )
    return said


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
