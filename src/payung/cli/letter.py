"""Letters at the terminal: which there are, their files, and the number typed in after registration."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from payung.agreements.queries import NoSuchProgramme
from payung.cli import letter_meeting, session
from payung.cli.receive import asked
from payung.cli.terminal import language, number, print_json, refuse, say, t, table
from payung.enrolment.refusals import NoSuchDecree
from payung.flows import write_letters, write_proposals, write_reports
from payung.flows.words_of_papers import LETTER_REFUSALS, of_letter
from payung.letters import actions, queries
from payung.letters.kinds import KINDS
from payung.vocabulary.words import Words


@click.command("list", help=t("Surat dan naskah kantor ini.", "The letters of this office."))
@click.option("--about", help=t("Hanya yang mengenai ini, misalnya decree:3.", "Only those about this, as decree:3."))
@click.option("--kind", type=click.Choice(list(KINDS)), help=t("Hanya jenis ini.", "Only this kind."))
@click.option("--json", "as_json", is_flag=True)
def list_letters(about: str | None, kind: str | None, as_json: bool) -> None:
    found = asked(lambda viewer: queries.letters(seen_by=viewer, about=about, kind=kind))
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    rows = [
        (str(one.letter_id), _kind(one), one.subject, one.about, f"v{one.version}", one.number or "–", _day(one.dated))
        for one in found
    ]
    titles = (("No.", "Jenis", "Hal", "Mengenai", "Versi", "Nomor surat", "Tanggal"), ("No.", "Kind", "Subject", "About", "Version", "Number", "Dated"))  # fmt: skip
    table(t("Surat", "Letters"), titles[language() == "en"], rows)


@click.command(
    help=t(
        "Satu surat dengan berkas-berkasnya; --out menyalin berkas ke folder dan dicatat dalam jejak.",
        "One letter with its files; --out copies them into a folder, which the trail records.",
    )
)
@click.argument("letter_id", type=int)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=t("Folder tujuan.", "Folder to copy to."))
@click.option("--json", "as_json", is_flag=True)
def show(letter_id: int, out: Path | None, as_json: bool) -> None:
    one = _answered(lambda viewer: queries.letter(letter_id, seen_by=viewer))
    if as_json:
        print_json(dataclasses.asdict(one))
    else:
        head = f"{_kind(one)}: {one.subject} · v{one.version} · {one.number or t('belum bernomor', 'not numbered')}"
        rows = [(file.name, file.format, file.size, file.sha256[:12]) for file in one.files]
        table(head, (t("Berkas", "File"), t("Bentuk", "Format"), t("Byte", "Bytes"), "SHA-256"), rows)
    if out is not None:
        copied = _answered(
            lambda viewer: actions.hand_out(
                letter_id=letter_id, folder=out, home=settings.PAYUNG_HOME, by=viewer, at=session.now()
            )
        )
        if not as_json:
            say(
                Words(id="{n} berkas disalin ke {folder}.", en="{n} files copied to {folder}."),
                n=number(len(copied)),
                folder=out,
            )


@click.command(
    "number",
    help=t(
        "Ketik nomor dan tanggal yang diberikan saat surat diregistrasi.",
        "Type in the number and day that registration gave the letter.",
    ),
)
@click.argument("letter_id", type=int)
@click.argument("letter_number")
@click.option(
    "--dated",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]),
    help=t("Tanggal surat.", "Day of the letter."),
)
@click.option("--json", "as_json", is_flag=True)
def number_letter(letter_id: int, letter_number: str, dated: dt.datetime, as_json: bool) -> None:
    one = _answered(
        lambda viewer: actions.number_letter(
            letter_id=letter_id, number=letter_number, dated=dated.date(), by=viewer, at=session.now()
        )
    )
    if as_json:
        print_json(dataclasses.asdict(one))
    else:
        say(Words(id="Surat {id} bernomor {number}.", en="Letter {id} has number {number}."), id=letter_id, number=one.number)  # fmt: skip


@click.command(
    help=t("Tambahkan naskah bertanda tangan yang dipindai.", "Add the signed paper, scanned."),
)
@click.argument("letter_id", type=int)
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def scan(letter_id: int, path: Path) -> None:
    _answered(
        lambda viewer: actions.add_scan(
            letter_id=letter_id, path=path, home=settings.PAYUNG_HOME, by=viewer, at=session.now()
        )
    )
    say(Words(id="Pindaian {name} disimpan.", en="The scan {name} is kept."), name=path.name)


@click.command(
    help=t(
        """Tulis naskah sebuah paket (surat permintaan atau pendaftaran, berita acara pemadanan), SK (pengumuman per kelurahan, tanda terima kartu per RT), daftar (berita acara verval; dengan --proposal surat pengantar dan SPTJM untuk ditandatangani pengusulnya), triwulan suatu program (laporan; dengan --reconciliation berita acara rekonsiliasi yang dicatat), atau rapat (undangan dan daftar hadir).

        Naskah disimpan sebagai DOCX dan PDF tanpa nomor; --out menyalinnya. Naskah yang sama tidak disimpan dua kali.

        Contoh:
          payung letter write --package 2
          payung letter write --decree 1 --until 2026-04-15 --out naskah
          payung letter write --list 3 --list 4
          payung letter write --list 3 --proposal
          payung letter write --programme pekerja-rentan --quarter 2026-1
          payung letter write --programme pekerja-rentan --quarter 2026-1 --reconciliation
          payung letter write --meeting 'Rapat Desk Data' --on 2026-04-20 --hours '09.00 WITA s.d. selesai' --place 'Aula' --agenda 'Pemadanan' --guest 'Lurah Api-Api'
        """,
        """Write the papers of a package (request or enrolment, minutes of the match), a decree (announcement per kelurahan, card receipts per RT), lists (minutes of their review; with --proposal the cover letter and SPTJM for their sender to sign), a programme's quarter (report; with --reconciliation the minutes of the reconciliation recorded), or a meeting (invitation and attendance list).

        They are kept as DOCX and PDF without a number; --out copies them. The same paper is not kept twice.

        Example:
          payung letter write --package 2
          payung letter write --decree 1 --until 2026-04-15 --out papers
          payung letter write --list 3 --list 4
          payung letter write --list 3 --proposal
          payung letter write --programme pekerja-rentan --quarter 2026-1
          payung letter write --programme pekerja-rentan --quarter 2026-1 --reconciliation
          payung letter write --meeting 'Rapat Desk Data' --on 2026-04-20 --hours '09.00 WITA s.d. selesai' --place 'Aula' --agenda 'Pemadanan' --guest 'Lurah Api-Api'
        """,
    )
)
@click.option(
    "--package", "package_id", type=int, help=t("Nomor paket dalam Payung.", "Number of a package in Payung.")
)
@click.option("--decree", "decree_id", type=int, help=t("Nomor SK dalam Payung.", "Number of a decree in Payung."))
@click.option(
    "--list",
    "list_ids",
    type=int,
    multiple=True,
    help=t("Nomor daftar; dapat diulang.", "Number of a list; may be repeated."),
)
@click.option("--programme", help=t("Kode program.", "Code of a programme."))
@click.option("--quarter", metavar="2026-1", help=t("Tahun dan triwulan laporan.", "Year and quarter of the report."))
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]),
    help=t("Hari terakhir untuk sanggahan.", "Last day for objections."),
)
@click.option(
    "--kelurahan", help=t("Hanya kelurahan ini, misalnya 64.74.01.1002.", "Only this kelurahan, as 64.74.01.1002.")
)
@click.option(
    "--proposal",
    is_flag=True,
    help=t("Dengan --list: surat pengantar dan SPTJM.", "With --list: cover letter and statement of responsibility."),
)
@click.option(
    "--reconciliation",
    is_flag=True,
    help=t("Dengan --quarter: berita acara rekonsiliasi.", "With --quarter: minutes of the reconciliation."),
)
@letter_meeting.options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=t("Folder tujuan.", "Folder to copy to."))
@click.option("--json", "as_json", is_flag=True)
def write(until: dt.datetime | None, out: Path | None, as_json: bool, **said: Any) -> None:
    home, at = settings.PAYUNG_HOME, session.now()
    said["until"] = until.date() if until else None
    written = _written(_what(said, home=home, at=at))
    if out is not None:
        for one in written:
            _answered(
                lambda viewer, one=one: actions.hand_out(
                    letter_id=one.letter_id, folder=out, home=home, by=viewer, at=at
                )
            )
    if as_json:
        print_json([dataclasses.asdict(one) for one in written])
        return
    rows = [(str(one.letter_id), _kind(one), one.subject, len(one.files)) for one in written]
    table(t("Naskah", "Papers"), ("No.", t("Jenis", "Kind"), t("Hal", "Subject"), t("Berkas", "Files")), rows)


def _what(said: dict[str, Any], *, home: Path, at: dt.datetime) -> Any:
    """Return the question that writes what was asked for, or end the command: exactly one thing is written about."""
    names = ("package_id", "decree_id", "list_ids", "meeting", "programme")
    about = [name for name in names if said[name]]
    if said["proposal"] and "list_ids" in about:
        about = [name for name in about if name != "programme"]
    if len(about) != 1:
        refuse(
            t(
                "Sebutkan salah satu: --package, --decree, --list, --meeting, atau --programme dengan --quarter.",
                "Name one of them: --package, --decree, --list, --meeting, or --programme with --quarter.",
            ),
            code=2,
        )
    if about == ["meeting"]:
        return letter_meeting.question(said, home=home, at=at)
    if about == ["package_id"]:
        return lambda viewer: write_letters.of_package(package_id=said["package_id"], home=home, by=viewer, at=at)
    if about == ["decree_id"]:
        return lambda viewer: write_letters.of_decree(
            decree_id=said["decree_id"],
            until=said["until"],
            kelurahan_code=said["kelurahan"],
            home=home,
            by=viewer,
            at=at,
        )
    if about == ["list_ids"] and said["proposal"]:
        return lambda viewer: write_proposals.run(
            list_ids=said["list_ids"], programme_code=said["programme"], home=home, by=viewer, at=at
        )
    if about == ["list_ids"]:
        return lambda viewer: write_reports.of_lists(list_ids=said["list_ids"], home=home, by=viewer, at=at)
    year, quarter = _quarter(said["quarter"])
    of_quarter = write_reports.of_reconciliation if said["reconciliation"] else write_reports.of_quarter
    return lambda viewer: of_quarter(
        programme_code=said["programme"], year=year, quarter=quarter, home=home, by=viewer, at=at
    )


def _quarter(text: str | None) -> tuple[int, int]:
    found = re.fullmatch(r"(20\d\d)-([1-4])", text or "")
    if found is None:
        refuse(t("Tulis triwulan sebagai 2026-1 (--quarter).", "Write the quarter as 2026-1 (--quarter)."), code=2)
    return int(found[1]), int(found[2])


def _answered(question: Any) -> Any:
    """Ask as the signed-in account; a refusal of the room ends the command in words."""
    try:
        return asked(question)
    except LETTER_REFUSALS as refused:
        refuse(*[problem.say(language()) for problem in of_letter(refused)])


def _written(question: Any) -> Any:
    """Ask for papers to be written; what they would be about may not be there."""
    try:
        return _answered(question)
    except NoSuchProgramme:
        refuse(t("Program dengan kode itu tidak ada.", "There is no programme of this code."))
    except NoSuchDecree:
        refuse(t("SK dengan nomor itu tidak ada.", "There is no decree of this number."))


def _kind(one: queries.LetterSeen) -> str:
    return KINDS[one.kind].say(language()) if one.kind in KINDS else one.kind


def _day(day: dt.date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else "–"
