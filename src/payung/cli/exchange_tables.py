"""What left and what came back, as tables that balance."""

from __future__ import annotations

from payung.cli import exchange_words as words
from payung.cli.terminal import language, number, say, t, table
from payung.exchanges import queries
from payung.flows import send_a_package, take_an_answer, words_of_answers
from payung.vocabulary.words import Words


def tell_sent(sent: send_a_package.Sent) -> None:
    table(
        f"{words_of_answers.PURPOSES[sent.purpose].say(language())} – {sent.programme}",
        [t("Kode", "Code"), t("Kelurahan/Desa", "Kelurahan"), t("Nama dikirim", "Names sent")],
        [[code, name, names] for code, name, names in sent.places]
        + [["", t("SEMUA", "ALL"), sum(names for _, _, names in sent.places)]],
    )
    if sent.package_id is None:
        say(
            Words(
                id="{n} nama akan dikirim; belum ada yang keluar. Tambahkan --really.",
                en="{n} names would be sent; nothing has left. Add --really.",
            ),
            n=number(sent.names),
        )
        return
    if sent.again:
        say(
            Words(
                id="Tidak ada nama baru: berkas paket {id} ditulis ulang.",
                en="Nobody new waits: the files of package {id} were written again.",
            ),
            id=sent.package_id,
        )
    say(
        Words(id="Paket {id} (nomor {no}): {n} nama.", en="Package {id} (number {no}): {n} names."),
        id=sent.package_id,
        no=sent.number,
        n=number(sent.names),
    )
    for part in sent.files:
        say(Words(id="→ {path} ({n} nama)", en="→ {path} ({n} names)"), path=part.path, n=number(part.names))


def tell_answers(done: list[take_an_answer.Answered]) -> None:
    for one in done:
        _tell_file(one)
    if not done:
        return
    files_table([one.file for one in done])
    packages_table([done[-1].package])
    last = done[-1]
    if last.package.corrections:
        say(words.CORRECTIONS, n=number(last.package.corrections), id=last.package.package_id)
    if last.seats:
        say(
            Words(
                id="SK {id}: {seats} kursi = {member} peserta + {rejected} ditolak + {waiting} menunggu + {ended} berakhir.",
                en="Decree {id}: {seats} seats = {member} members + {rejected} rejected + {waiting} waiting + {ended} ended.",
            ),
            id=last.seats.decree_id,
            **{name: number(getattr(last.seats, name)) for name in ("seats", "member", "rejected", "waiting", "ended")},
        )
    if not last.stored:
        say(Words(id="Tidak ada yang disimpan (--dry-run).", en="Nothing was stored (--dry-run)."))


def _tell_file(one: take_an_answer.Answered) -> None:
    """Say what was noticed about one file beside its receipt."""
    if one.again:
        say(Words(id="{name}: sudah pernah dibaca.", en="{name}: taken before."), name=one.file.file_name)
    for problem in one.problems:
        say(Words(id="! {text}", en="! {text}"), text=problem.words.say(language()))
    if one.replaced:
        say(Words(id="{n} jawaban lama diganti.", en="{n} older answers replaced."), n=number(one.replaced))
    if one.rest:
        say(
            Words(id="{n} nama yang tidak disebut: Y/padan.", en="{n} names not mentioned: Y/padan."),
            n=number(one.rest),
        )


def files_table(files: list[queries.FileReceipt]) -> None:
    file = t("Berkas", "File")
    table(
        t(
            "Jawaban: baris = dipakai + berulang + belum diinput + bertentangan + tak terbaca",
            "Answers: rows = taken + repeated + unknown + conflicting + unreadable",
        ),
        [
            file,
            t("Tanggal", "Day"),
            t("Baris", "Rows"),
            t("Dipakai", "Taken"),
            t("Berulang", "Repeated"),
            t("Belum diinput", "Unknown"),
            t("Bertentangan", "Conflicting"),
            t("Tak terbaca", "Unreadable"),
        ],
        [
            [
                one.file_name,
                f"{one.answered_on:%d-%m-%Y}",
                one.rows,
                one.taken,
                one.repeated,
                one.unknown,
                one.conflicting,
                one.unreadable,
            ]
            for one in files
        ],
        cut=(file,),
    )


def packages_table(packages: list[queries.PackageReceipt]) -> None:
    table(
        t("Paket: dikirim = ya + tidak + belum dijawab", "Packages: sent = yes + no + not answered"),
        [
            t("Paket", "Package"),
            t("Program", "Programme"),
            t("Untuk", "For"),
            t("No", "No"),
            t("Dikirim", "Sent"),
            t("Ya", "Yes"),
            t("Tidak", "No"),
            t("Belum dijawab", "Not answered"),
            t("Hari menunggu", "Days waiting"),
        ],
        [
            [
                str(one.package_id),
                one.programme_code,
                words_of_answers.PURPOSES[one.purpose].say(language()),
                str(one.number),
                one.sent,
                one.yes,
                one.no,
                one.unanswered,
                one.days_waiting,
            ]
            for one in packages
        ],
    )
