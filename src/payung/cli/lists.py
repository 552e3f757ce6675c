"""`payung list check`: workbook in, the same workbook with verdicts out; needs no database and no account."""

from __future__ import annotations

import datetime as dt
import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from payung.cli.terminal import OK, REFUSED, ROWS_NEED_WORK, errors, language, print_json, say, steps, t, table
from payung.flows import check_a_list
from payung.flows.check_a_list import Checked, Order
from payung.gateways import time_zone
from payung.intake.returning.marks import VERDICTS
from payung.intake.returning.naming import returned_path
from payung.intake.returning.refusals import CannotReturn
from payung.vocabulary.wilayah.codes import NoSuchPlace
from payung.vocabulary.words import Words

STEP_WORDS = {
    "read": Words(id="membaca", en="reading"),
    "receive": Words(id="menyusun baris", en="lining up rows"),
    "clean": Words(id="membersihkan", en="cleaning"),
    "check": Words(id="memeriksa", en="checking"),
    "return": Words(id="menulis berkas kembali", en="writing the file back"),
}
_MARKS = {"fatal": "✗", "warning": "!", "note": "·"}


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be checked, and why, in the user's language."""

    file: Path
    why: tuple[str, ...]


@click.command(
    help=t(
        "Periksa daftar: buku kerja masuk, buku kerja yang sama kembali dengan hasil di samping tiap baris.\n\n"
        "Tidak memerlukan basis data, akun, atau internet. Menerima xlsx, xlsm, xls, xlsb, ods, csv, dan tsv; judul kolom boleh di "
        "baris mana pun, lembar boleh banyak. Berkas asli tidak diubah; hasilnya “<nama> - hasil verval” di folder yang sama "
        "(atau --to): lembar, urutan baris, warna, dan rumus tetap (makro dan rumus yang memanggil program lain tidak ikut); tiga kolom ditambahkan (Hasil verval, Alasan dan cara "
        "memperbaiki, Usulan perbaikan) serta lembar “Rekap Payung”. Perbaiki sel aslinya di Excel, simpan, lalu periksa lagi berkas itu juga: "
        "kolom lama diganti, bukan ditambah.\n\n"
        "Daftar belum dipadankan dengan peserta BPJS; untuk itu pakai `payung list receive`.\n\n"
        "\b\nContoh:\n"
        "  payung list check usulan-pasar.xlsx\n"
        "  payung list check kelurahan/*.xlsx --to hasil --kab 64.74\n"
        "  payung list check daftar.csv --json > hasil.json\n\n"
        "\b\nKode keluar:\n"
        "  0  semua baris memenuhi syarat\n"
        "  1  ada baris yang perlu diperbaiki atau dilihat petugas\n"
        "  2  perintah salah ketik\n"
        "  3  ada berkas yang tidak dapat dibaca (berkas lain tetap diperiksa)",
        "Check lists: a workbook goes in, the same workbook comes back with a verdict beside every row.\n\n"
        "Needs no database, account or internet. Takes xlsx, xlsm, xls, xlsb, ods, csv and tsv; headings may stand in any row, sheets may be "
        "many. The original is not changed; the result is “<name> - hasil verval” in the same folder (or --to): sheets, row order, colours and "
        "formulas stay (macros, and formulas that call other programs, do not); three columns are added, and a sheet “Rekap Payung”. Correct the original cells in Excel, save, and check "
        "that file again: the old columns are replaced, not added again.\n\n"
        "The list is not yet matched against BPJS members; `payung list receive` does that.\n\n"
        "\b\nExample:\n"
        "  payung list check market.xlsx\n"
        "  payung list check villages/*.xlsx --to results --kab 64.74\n"
        "  payung list check list.csv --json > results.json\n\n"
        "\b\nExit codes:\n"
        "  0  all rows accepted\n"
        "  1  some rows need fixing or a person's eye\n"
        "  2  the command was typed wrongly\n"
        "  3  a file cannot be read (the others are checked all the same)",
    )
)
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help=t("Folder untuk hasil (bawaan: di samping tiap berkas).", "Folder for results (default: beside each file)."),
)
@click.option(
    "--kab",
    "home",
    metavar="64.74",
    help=t(
        "Kode Kemendagri kabupaten/kota (atau provinsi) pengirim: alamat dicari di sana, yang di luar ditandai.",
        "Kemendagri code of the sender's kabupaten (or province): addresses are looked up there, others are marked.",
    ),
)
@click.option(
    "--on",
    "list_on",
    type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]),
    help=t(
        "Tanggal daftar (umur dihitung pada hari ini; bawaan: hari ini).",
        "Day of the list (ages are counted on it; default: today).",
    ),
)
@click.option("--json", "as_json", is_flag=True, help=t("Keluaran untuk mesin.", "Output for machines."))
@click.option(
    "--lang", type=click.Choice(["id", "en"]), expose_value=False, help=t("Bahasa: id atau en.", "Language: id or en.")
)
def check(
    paths: tuple[Path, ...], to: Path | None, home: str | None, list_on: dt.datetime | None, as_json: bool
) -> None:
    day = (list_on or dt.datetime.now(time_zone.here(os.environ))).date()
    orders = [
        Order(path, folder, day, home, language()) for path, folder in zip(paths, _folders(paths, to), strict=True)
    ]
    done: list[Checked] = []
    failed: list[Failed] = []
    for order in orders:
        outcome = _one(order, quiet=as_json)
        if isinstance(outcome, Failed) or outcome.summary is None:
            failed.append(outcome if isinstance(outcome, Failed) else _unread(outcome))
        else:
            done.append(outcome)
    if as_json:
        print_json({"checked": [_as_json(one) for one in done], "failed": [_failed_json(one) for one in failed]})
    else:
        _tell(done, failed)
    work = any(one.summary.accepted < one.summary.received for one in done)
    raise SystemExit(REFUSED if failed else ROWS_NEED_WORK if work else OK)


def _folders(paths: tuple[Path, ...], to: Path | None) -> list[Path]:
    """Return the folder of each result: files that would come back under one name go into numbered folders."""
    taken: set[Path] = set()
    folders = []
    for path in paths:
        folder = base = to or path.parent
        number = 1
        while (wanted := returned_path(path, folder.absolute(), "")) in taken:
            number += 1
            folder = base / str(number)
        taken.add(wanted)
        folders.append(folder)
    return folders


def _one(order: Order, *, quiet: bool) -> Checked | Failed:
    """Check one file; whatever stops it becomes words."""
    name = order.file.name[:30]
    try:
        with steps(len(check_a_list.STEPS), quiet=quiet) as advance:
            return check_a_list.run(order, tell=lambda step: advance(f"{STEP_WORDS[step].say(language())} {name}"))
    except NoSuchPlace:
        return Failed(
            order.file,
            (
                t(
                    f"Tidak ada kabupaten/kota berkode {order.home_kabupaten} (contoh: --kab 64.74).",
                    f"There is no kabupaten with the code {order.home_kabupaten} (for example: --kab 64.74).",
                ),
            ),
        )
    except CannotReturn as refused:
        return Failed(order.file, (refused.words.say(language()),))
    except OSError as broken:
        return Failed(order.file, (_disk(broken, order.folder),))


def _disk(broken: OSError, folder: Path) -> str:
    if broken.errno == errno.ENOSPC:
        return t(
            f"Penyimpanan penuh; tidak ada yang ditulis di {folder}.",
            f"The disk is full; nothing was written to {folder}.",
        )
    return t(
        f"Tidak dapat membaca atau menulis: {broken.strerror} ({broken.filename or folder}). Pilih folder lain dengan --to.",
        f"Cannot read or write: {broken.strerror} ({broken.filename or folder}). Choose another folder with --to.",
    )


def _unread(one: Checked) -> Failed:
    why = [found.words.say(language()) for found in one.problems if found.severity != "note"]
    return Failed(
        one.file,
        tuple(why) or (t("Tidak ada baris orang di berkas ini.", "There are no rows of people in this file."),),
    )


def _tell(done: list[Checked], failed: list[Failed]) -> None:
    """Print what became of the files: findings, reasons, the receipt, and where the results lie."""
    for one in done:
        for found in one.problems:
            _line(f"{_MARKS[found.severity]} {one.file.name}: {found.words.say(language())}")
    if done:
        _reasons_table(done)
        _receipt_table(done)
        _line(check_a_list.NOT_MATCHED.say(language()))
        for one in done:
            _line(f"→ {one.returned}")
    for one in failed:
        for sentence in one.why:
            errors.print(f"✗ {one.file}: {sentence}", style="red", markup=False, soft_wrap=True)


def _line(text: str) -> None:
    say(Words(id="{text}", en="{text}"), text=text)


def _reasons_table(done: list[Checked]) -> None:
    counts: dict[tuple[Words, str], int] = {}
    for one in done:
        for reason in one.reasons:
            key = (reason.words, reason.leads_to)
            counts[key] = counts.get(key, 0) + reason.rows
    if not counts:
        return
    note = Words(id="Catatan saja", en="Note only")
    rows = [
        [words.say(language()), VERDICTS.get(leads_to, note).say(language()), count]
        for (words, leads_to), count in sorted(counts.items(), key=lambda item: -item[1])
    ]
    table(
        t("Alasan (satu baris dapat mempunyai beberapa)", "Reasons (a row may have several)"),
        [t("Alasan", "Reason"), t("Akibat", "Leads to"), t("Baris", "Rows")],
        rows,
    )


def _receipt_table(done: list[Checked]) -> None:
    names = ("received", "accepted", "verval", "returned")
    rows: list[list[object]] = [[one.file.name, *(getattr(one.summary, name) for name in names)] for one in done]
    if len(done) > 1:
        rows.append([t("SEMUA", "ALL"), *(sum(getattr(one.summary, name) for one in done) for name in names)])
    table(
        t("Rekap data masuk", "Receipt"),
        [
            t("Berkas", "File"),
            t("Baris masuk", "Received"),
            *(VERDICTS[name].say(language()) for name in names[1:]),
        ],
        rows,
    )


def _as_json(one: Checked) -> dict[str, Any]:
    summary = one.summary
    return {
        "file": str(one.file),
        "returned_file": str(one.returned),
        "received": summary.received,
        "accepted": summary.accepted,
        "verval": summary.verval,
        "returned": summary.returned,
        "reasons": [
            {"id": reason.id, "why": reason.words.say(language()), "leads_to": reason.leads_to, "rows": reason.rows}
            for reason in one.reasons
        ],
        "sheets": [
            {
                "no": sheet.no,
                "name": sheet.name,
                "is_list": sheet.is_list,
                "why": sheet.why.say(language()),
                "header_rows": list(sheet.header_rows),
                "columns": [
                    {"index": column.index, "header": column.header, "field": column.field, "accepted": column.accepted}
                    for column in sheet.columns
                ],
                "counts": dict(sheet.counts),
            }
            for sheet in one.sheets
        ],
        "problems": [found.to_json() for found in one.problems],
    }


def _failed_json(one: Failed) -> dict[str, Any]:
    return {"file": str(one.file), "why": list(one.why)}
