"""The decree: propose, print, initial, enact, amend, withdraw, show."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from payung.access.viewer import NotAllowed, Viewer
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.decree_tables import show_decree, show_decrees, show_proposal
from payung.cli.terminal import NEEDS_A_PERSON, OK, language, number, print_json, refuse, say, t
from payung.enrolment import actions, queries
from payung.enrolment.amending import FILLS, Removal
from payung.enrolment.deeds import Deed
from payung.enrolment.person_file import person_files
from payung.enrolment.proposing import Order
from payung.flows import amend_a_decree, enact_a_decree, print_a_decree, propose_a_decree
from payung.flows.words_of_papers import DECREE_REFUSALS, of_decree
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.rupiah import say_rupiah
from payung.vocabulary.words import Words

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])
JSON = click.option("--json", "as_json", is_flag=True, help=t("Untuk mesin.", "For machines."))
REALLY = click.option(
    "--really",
    is_flag=True,
    help=t("Laksanakan; tanpa ini hanya ditunjukkan.", "Do it; without this it is only shown."),
)


def done_by(work: Callable[[Viewer, dt.datetime], Any]) -> Any:
    """Run one act as who is signed in, and say every refusal in words."""
    viewer = session.viewer()
    try:
        return work(viewer, session.now())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except DECREE_REFUSALS as refused:
        refuse(*[problem.say(language()) for problem in of_decree(refused)])


@click.command(
    help=t(
        "Usulkan SK: semua yang memenuhi syarat, dalam kuota, dan belum punya kursi pada bulan-bulan itu.\n\n"
        "Harga semua bulan dihitung menurut hukum dan dicadangkan di mata anggaran tiap tahun. Konsep dapat ditarik kembali.\n\n"
        "\b\nContoh:\n  payung decree propose rentan --try\n  payung decree propose rentan --from 2026-04 --months 9\n"
        "  payung decree propose rentan --again 3      menyusun ulang konsep 3 dari keputusan hari ini\n\n"
        "\b\nKode keluar: 0 terusul, 3 ditolak (semua sebab disebut).",
        "Propose a decree: everybody eligible, within the quota, without a seat in these months.\n\n"
        "The price of all months is counted by law and reserved in each year's budget line. A draft can be withdrawn.\n\n"
        "\b\nExample:\n  payung decree propose rentan --try\n  payung decree propose rentan --from 2026-04 --months 9\n"
        "  payung decree propose rentan --again 3      draws draft 3 anew from today's decisions\n\n"
        "\b\nExit codes: 0 proposed, 3 refused (every reason is said).",
    )
)
@click.argument("programme")
@click.option("--title", default="", help=t("Tentang apa SK ini.", "What the decree is about."))
@click.option("--from", "first", help=t("Bulan pertama (2026-04).", "The first month (2026-04)."))
@click.option("--months", type=click.IntRange(1, 60), help=t("Berapa bulan.", "How many months."))
@click.option(
    "--line", "lines", multiple=True, metavar="YEAR=ID", help=t("Mata anggaran satu tahun.", "A year's budget line.")
)
@click.option("--again", type=int, metavar="DECREE", help=t("Susun ulang konsep ini.", "Draw this draft anew."))
@click.option("--try", "rehearse", is_flag=True, help=t("Tunjukkan saja.", "Only show."))
@JSON
def propose(programme: str, **said: Any) -> None:
    lines = _lines(said["lines"])
    order = Order(programme, said["title"], *_months(said["first"], said["months"]), lines)

    def work(viewer: Viewer, now: dt.datetime) -> Any:
        if said["again"]:
            return propose_a_decree.again(decree_id=said["again"], lines=lines, by=viewer, at=now)
        act = propose_a_decree.rehearse if said["rehearse"] else propose_a_decree.run
        return act(order, by=viewer, at=now)

    show_proposal(done_by(work), is_rehearsed=said["rehearse"], as_json=said["as_json"])


@click.command(
    "print",
    help=t(
        "Cetak lampiran SK: PDF per kelurahan, rekap, buku kerja, dan konsep SK. Sejak ini lampiran dikunci.\n\n"
        "Kode periksa ada di setiap halaman; mencetak lagi menghasilkan berkas yang sama. --take-back mengembalikan ke konsep: "
        "versi naik dan kode lama batal.\n\n\b\nContoh:\n  payung decree print 3 --to cetak/\n  payung decree print 3 --take-back --reason 'salah kelurahan'",
        "Print the annex: a PDF per kelurahan, a recap, a workbook, the decree's draft. From now on the annex is frozen.\n\n"
        "The check code stands on every page; printing again gives the same files. --take-back makes it a draft again: "
        "the version grows and the old code is void.\n\n\b\nExample:\n  payung decree print 3 --to printed/\n  payung decree print 3 --take-back --reason 'wrong kelurahan'",
    ),
)
@click.argument("decree_id", type=int)
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help=t("Folder tujuan.", "The folder.")
)
@click.option("--nik", type=click.Choice(["full", "last_four"]), default="full", show_default=True)
@click.option("--take-back", is_flag=True, help=t("Kembalikan ke konsep.", "Make it a draft again."))
@click.option("--reason", default="", help=t("Sebabnya; dicatat di jejak.", "Why; stands in the trail."))
@JSON
def print_annex(decree_id: int, **said: Any) -> None:
    if said["take_back"]:
        taken = done_by(
            lambda viewer, now: actions.take_back(decree_id=decree_id, reason=said["reason"], by=viewer, at=now)
        )
        _tell(
            {"decree_id": taken.pk, "state": taken.state, "version": taken.version},
            Words(id="SK {decree_id} kembali menjadi konsep, versi {version}; kode lama batal.", en="Decree {decree_id} is a draft again, version {version}; the old code is void."),
            said["as_json"],
        )  # fmt: skip
        return
    order = print_a_decree.Order(decree_id, settings.PAYUNG_HOME, said["folder"], said["nik"])
    printed = done_by(lambda viewer, now: print_a_decree.run(order, by=viewer, at=now))
    if said["as_json"]:
        print_json({**dataclasses.asdict(printed), "files": dict(printed.files)})
        return
    say(
        Words(
            id="Lampiran SK {id} versi {version}: {heads} baris, {files} berkas, kode periksa {code}.\n→ {folder}",
            en="Annex of decree {id}, version {version}: {heads} lines, {files} files, check code {code}.\n→ {folder}",
        ),
        id=decree_id,
        version=printed.version,
        heads=number(printed.heads),
        files=len(printed.files),
        code=printed.check_code,
        folder=printed.folder,
    )


@click.command(
    help=t(
        "Catat paraf pada lampiran yang dicetak.\n\n\b\nContoh:\n  payung decree initial 3 --by 'Kabid HI; Bagian Hukum; Asisten II'",
        "Note the initials on the printed annex.\n\n\b\nExample:\n  payung decree initial 3 --by 'Head of section; Legal; Assistant II'",
    )
)
@click.argument("decree_id", type=int)
@click.option("--by", "initials", required=True, help=t("Siapa saja yang memaraf.", "Whose initials."))
@JSON
def initial(decree_id: int, initials: str, as_json: bool) -> None:
    done = done_by(lambda viewer, now: actions.initial(decree_id=decree_id, initials=initials, by=viewer, at=now))
    _tell(
        {"decree_id": done.pk, "state": done.state, "initials": done.initials},
        Words(id="SK {decree_id} diparaf: {initials}.", en="Decree {decree_id} is initialled: {initials}."),
        as_json,
    )


@click.command(
    help=t(
        "Tetapkan SK: nomor, tanggal, penanda tangan. Kursi diberikan dan diakhiri sekaligus; tanpa --really hanya ditunjukkan.\n\n"
        "Yang mengusulkan tidak menetapkan. Dasar hukum atau PKS yang belum ada disebutkan dan menahan langkah ini saja.\n\n"
        "\b\nContoh:\n  payung decree enact 3 --number 188.45/120/2026 --on 2026-03-12 --signer 'Nama' --title 'Wali Kota Bontang' --scan sk.pdf --really\n"
        "  payung decree enact 3 … --acting Plt. --acting-from 2026-03-01 --acting-until 2026-06-01",
        "Enact a decree: number, day, signer. Seats are given and ended at once; without --really it is only shown.\n\n"
        "Whoever proposed does not enact. A missing regulation or PKS is named and holds this step only.\n\n"
        "\b\nExample:\n  payung decree enact 3 --number 188.45/120/2026 --on 2026-03-12 --signer 'Name' --title 'Wali Kota Bontang' --scan sk.pdf --really\n"
        "  payung decree enact 3 … --acting Plt. --acting-from 2026-03-01 --acting-until 2026-06-01",
    )
)
@click.argument("decree_id", type=int)
@click.option("--number", "number_", default="", help=t("Nomor SK.", "The decree's number."))
@click.option("--on", "decided_on", type=DAY, required=True, help=t("Tanggal SK.", "The decree's day."))
@click.option("--signer", default="", help=t("Nama penanda tangan.", "The signer's name."))
@click.option("--title", default="", help=t("Jabatannya.", "The signer's title."))
@click.option("--acting", type=click.Choice(["", "Plt.", "Plh.", "a.n."]), default="")
@click.option("--acting-from", type=DAY)
@click.option("--acting-until", type=DAY, help=t("Hari pertama tanpa tugas itu.", "The first day without that charge."))
@click.option(
    "--scan", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=t("Pindaian SK.", "The scan.")
)
@REALLY
@JSON
def enact(decree_id: int, **said: Any) -> None:
    deed = Deed(
        number=said["number_"],
        decided_on=said["decided_on"].date(),
        signer_name=said["signer"],
        signer_title=said["title"],
        acting=said["acting"],
        acting_from=said["acting_from"] and said["acting_from"].date(),
        acting_until=said["acting_until"] and said["acting_until"].date(),
    )

    def work(viewer: Viewer, now: dt.datetime) -> Any:
        if not said["really"]:
            return enact_a_decree.rehearse(decree_id, deed, by=viewer, at=now)
        return enact_a_decree.run(decree_id, deed, scan=said["scan"], home=settings.PAYUNG_HOME, by=viewer, at=now)

    done = done_by(work)
    if said["as_json"]:
        print_json({**dataclasses.asdict(done), "really": said["really"]})
        return
    would = t("" if said["really"] else "Akan: ", "" if said["really"] else "Would be: ")
    say(
        Words(
            id="{would}SK {id} nomor {number}: {given} kursi diberikan, {ended} diakhiri, {back} kembali ke anggaran.",
            en="{would}Decree {id}, number {number}: {given} seats given, {ended} ended, {back} back to the budget.",
        ),
        would=would,
        id=done.decree_id,
        number=done.number,
        given=number(done.seats_given),
        ended=number(done.seats_ended),
        back=say_rupiah(done.given_back),
    )
    if not said["really"]:
        say(Words(id="Tambahkan --really untuk melaksanakan.", en="Add --really to do it."))


@click.command(
    help=t(
        "Ubah SK yang sudah ditetapkan: siapa keluar dan mengapa, siapa menggantikan dari daftar tunggu. Hasilnya konsep "
        "(SK perubahan, keputusan, atau berita acara, menurut programnya) yang dicetak dan ditetapkan seperti SK.\n\n"
        "Bulan yang sudah ditagih tetap milik yang keluar. Kode keluar 4: ada tempat tanpa pengganti di kelurahannya.\n\n"
        "\b\nContoh:\n  payung decree amend 3 --remove 6474010000000001=died --remove 6474010000000002=moved\n"
        "  payung decree amend 3 --file keluar.csv --fill programme     (kolom: nik, alasan)\n  payung decree amend 3 --answered-no\n\n"
        "\b\nAlasan: died, moved, became_pu, other_payer, over_age, stopped_working, declined, answered_no",
        "Change an enacted decree: who leaves and why, who comes from the waiting list. The result is a draft "
        "(amendment, decision or minutes, as the programme says) that is printed and enacted like a decree.\n\n"
        "Months that are billed stay with whoever leaves. Exit code 4: a place has nobody waiting in its kelurahan.\n\n"
        "\b\nExample:\n  payung decree amend 3 --remove 6474010000000001=died --remove 6474010000000002=moved\n"
        "  payung decree amend 3 --file leaving.csv --fill programme     (columns: nik, reason)\n  payung decree amend 3 --answered-no\n\n"
        "\b\nReasons: died, moved, became_pu, other_payer, over_age, stopped_working, declined, answered_no",
    )
)
@click.argument("decree_id", type=int)
@click.option("--remove", "removed", multiple=True, metavar="NIK=REASON")
@click.option("--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV: nik, reason")
@click.option("--answered-no", is_flag=True, help=t("Semua yang ditolak BPJS.", "Everybody whom BPJS refused."))
@click.option("--fill", type=click.Choice(FILLS), default="kelurahan", show_default=True)
@JSON
def amend(decree_id: int, **said: Any) -> None:
    given = [_removal(*text.partition("=")[::2]) for text in said["removed"]] + _from_file(said["path"])

    def work(viewer: Viewer, now: dt.datetime) -> Any:
        refused = amend_a_decree.answered_no(decree_id, by=viewer) if said["answered_no"] else []
        return amend_a_decree.run(decree_id, [*given, *refused], fill=said["fill"], by=viewer, at=now)

    change = done_by(work)
    show_proposal(change.proposal, is_rehearsed=False, as_json=said["as_json"], change=change)
    raise SystemExit(NEEDS_A_PERSON if change.unfilled else OK)


@click.command(
    help=t(
        "Tarik SK yang belum ditetapkan; cadangan anggarannya dilepas.\n\n\b\nContoh:\n  payung decree withdraw 3 --reason 'anggaran berubah'",
        "Withdraw a decree that is not enacted; its money is released.\n\n\b\nExample:\n  payung decree withdraw 3 --reason 'the budget changed'",
    )
)
@click.argument("decree_id", type=int)
@click.option("--reason", required=True, help=t("Sebabnya; dicatat di jejak.", "Why; stands in the trail."))
@JSON
def withdraw(decree_id: int, reason: str, as_json: bool) -> None:
    released = done_by(lambda viewer, now: actions.withdraw(decree_id=decree_id, reason=reason, by=viewer, at=now))
    _tell(
        {"decree_id": decree_id, "released": released},
        Words(id="SK {decree_id} ditarik; {released} rupiah dilepas.", en="Decree {decree_id} is withdrawn; {released} rupiah released."),
        as_json,
    )  # fmt: skip


@click.command(
    help=t(
        "Lihat SK: semua, atau satu dengan kelurahan, tahun anggaran, kursi dan berkasnya; --waiting menunjukkan daftar tunggu, "
        "--person semua tentang satu orang (untuk pemeriksa; dicatat di jejak dengan tujuannya).\n\n"
        "\b\nContoh:\n  payung decree show\n  payung decree show 3\n  payung decree show --waiting rentan\n"
        "  payung decree show --person 6474010000000001 --purpose 'pemeriksaan BPK 2026'",
        "See decrees: all, or one with its kelurahan, fiscal years and seats; --waiting shows the waiting list, "
        "--person all about one person (for auditors; it stands in the trail with its purpose).\n\n"
        "\b\nExample:\n  payung decree show\n  payung decree show 3\n  payung decree show --waiting rentan\n"
        "  payung decree show --person 6474010000000001 --purpose 'audit of 2026'",
    )
)
@click.argument("decree_id", type=int, required=False)
@click.option("--waiting", metavar="PROGRAMME", help=t("Daftar tunggu program ini.", "This programme's waiting list."))
@click.option("--person", "nik", metavar="NIK", help=t("Berkas satu orang.", "One person's file."))
@click.option("--purpose", default="", help=t("Tujuan melihatnya.", "Why it is looked at."))
@JSON
def show(decree_id: int | None, waiting: str | None, nik: str | None, purpose: str, as_json: bool) -> None:
    if nik and not purpose.strip():
        refuse(t("Sebutkan tujuannya (--purpose).", "State the purpose (--purpose)."))

    def work(viewer: Viewer, now: dt.datetime) -> Any:
        if nik:
            return {"person": person_files("".join(nik.split()), purpose=purpose, seen_by=viewer, at=now)}
        if waiting:
            return {"waiting": queries.waiting_list(waiting, on=now.date(), seen_by=viewer)}
        if decree_id is None:
            return {"decrees": queries.decrees(seen_by=viewer)}
        return {
            "decree": queries.decree(decree_id, seen_by=viewer),
            "places": queries.decree_by_place(decree_id, seen_by=viewer),
            "years": queries.decree_by_year(decree_id, seen_by=viewer),
            "seats": queries.seats_by_state(decree_id=decree_id, seen_by=viewer),
            "in_the_way": queries.who_already_has_a_seat(decree_id, seen_by=viewer),
        }

    found = done_by(work)
    if as_json:
        print_json({name: _plain(value) for name, value in found.items()})
    elif decree_id is None:
        show_decrees(found)
    else:
        show_decree(found)


def _plain(value: Any) -> Any:
    return [dataclasses.asdict(one) for one in value] if isinstance(value, list) else dataclasses.asdict(value)


def _tell(value: dict[str, Any], words: Words, as_json: bool) -> None:
    if as_json:
        print_json(value)
    else:
        say(words, **{key: number(one) if key == "released" else one for key, one in value.items()})


def _months(first: str | None, months: int | None) -> tuple[dt.date | None, dt.date | None]:
    if first is None:
        if months is not None:
            refuse(t("--months memerlukan --from.", "--months needs --from."))
        return None, None
    try:
        month = Month.parse(first)
    except NotAMonth:
        refuse(t(f"'{first}' bukan bulan: tulis 2026-04.", f"'{first}' is no month: write 2026-04."))
    return month.starts_on, month.plus(months).starts_on if months else None


def _lines(texts: tuple[str, ...]) -> dict[int, int]:
    pairs = [text.partition("=") for text in texts]
    wrong = [
        text for text, (year, _, line) in zip(texts, pairs, strict=True) if not (year.isdigit() and line.isdigit())
    ]
    if wrong:
        refuse(*[t(f"--line {text}: tulis TAHUN=NOMOR.", f"--line {text}: write YEAR=NUMBER.") for text in wrong])
    return {int(year): int(line) for year, _, line in pairs}


def _removal(nik: str, reason: str) -> Removal:
    return Removal("".join(nik.split()), reason.strip())


def _from_file(path: Path | None) -> list[Removal]:
    """Return who leaves, from a CSV with a heading; every line that is no pair is said."""
    if path is None:
        return []
    text = path.read_text("utf-8-sig", errors="replace")
    rows = list(csv.reader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ","))
    wrong = [place for place, row in enumerate(rows[1:], 2) if row and (len(row) < 2 or not row[0].strip())]
    if wrong:
        refuse(*[t(f"{path.name} baris {place}: NIK atau alasan kosong.", f"{path.name} line {place}: NIK or reason is empty.") for place in wrong])  # fmt: skip
    return [_removal(row[0], row[1]) for row in rows[1:] if row]
