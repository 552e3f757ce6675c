"""Receive lists, show receipts and rows: what a verifier does with the files of a morning."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils import timezone

from payung.access.viewer import NotAllowed, Viewer
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import (
    NEEDS_A_PERSON,
    OK,
    REFUSED,
    ROWS_NEED_WORK,
    language,
    print_json,
    refuse,
    say,
    steps,
    t,
    table,
)
from payung.flows import columns_of_a_list, receive_a_list, words_of_lists, words_of_reasons, words_of_refusals
from payung.flows.words_of_lists import STEPS, VERDICTS
from payung.intake import files, queries
from payung.intake.reading import macros
from payung.intake.returning.unmacroed import NOTE
from payung.vocabulary import sheets
from payung.vocabulary.words import Words

HOW_TO_LIFT = Words(
    id="Lihat: payung list receipt {id}. Bila benar, orang lain mencabutnya: payung list lift {id} --help. Bila salah: payung list take-out {id}.",
    en="Look: payung list receipt {id}. If it is right, another person lifts it: payung list lift {id} --help. If it is wrong: payung list take-out {id}.",
)
KINDS = {
    "usulan": "proposal",
    "jawaban-bpjs": "bpjs_answer",
    "daftar-provinsi": "province_list",
    "tahun-lalu": "last_year",
}


@click.command(
    help=t(
        "Terima daftar: baca, bersihkan, periksa, padankan, dan kembalikan buku kerja yang sama dengan hasilnya.\n\n"
        "Berkas yang sama dua kali dikenali dan tidak dihitung dua kali. Kolom yang meragukan diajukan lebih dulu (kode keluar 4): "
        "jalankan lagi dengan --accept-columns, atau betulkan dengan --column 'Judul=nik'. Daftar yang kebanyakan meragukan ditahan (payung list lift).\n\n"
        "\b\nContoh:\n"
        "  payung list receive pasar.xlsx --from diskop --purpose 'usulan pekerja rentan 2026'\n"
        "  payung list receive jawaban.xlsx --from bpjs --kind jawaban-bpjs --purpose 'jawaban cek calon'\n\n"
        "\b\nKode keluar: 0 semua memenuhi syarat, 1 ada baris yang perlu ditindaklanjuti, 3 ditolak, 4 seseorang perlu memutuskan (kolom, atau daftar ditahan).",
        "Receive lists: read, clean, check, match, and give the same workbook back with the result.\n\n"
        "The same file twice is recognised and not counted twice. Doubtful columns are put to a person first (exit code 4): "
        "run again with --accept-columns, or correct with --column 'Heading=nik'. A list most of which is doubtful is held (payung list lift).\n\n"
        "\b\nExample:\n"
        "  payung list receive market.xlsx --from diskop --purpose 'vulnerable workers 2026'\n"
        "  payung list receive answer.xlsx --from bpjs --kind jawaban-bpjs --purpose 'answer to the check'\n\n"
        "\b\nExit codes: 0 all accepted, 1 rows need work, 3 refused, 4 a person is needed (columns, or a list is held).",
    )
)
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--from", "sender", required=True, help=t("Kode pengirim.", "Code of the sender."))
@click.option("--purpose", required=True, help=t("Tujuan; dicatat di jejak.", "Purpose; stands in the trail."))
@click.option("--kind", type=click.Choice(list(KINDS)), default="usulan", show_default=True)
@click.option(
    "--on",
    "list_on",
    type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]),
    help=t("Tanggal daftar (umur dihitung pada hari ini).", "Day of the list (ages are counted on it)."),
)
@click.option(
    "--replaces",
    type=int,
    help=t("Nomor daftar yang digantikan oleh versi ini.", "Number of the list that this version replaces."),
)
@click.option("--accept-columns", is_flag=True, help=t("Terima usulan kolom.", "Take the proposed columns."))
@click.option(
    "--column",
    "corrections",
    multiple=True,
    metavar="HEADING=FIELD",
    help=t("Betulkan satu kolom; kosong = tidak dipakai.", "Correct one column; empty = unread."),
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help=t("Folder untuk buku kerja yang kembali.", "Folder for the returned workbooks."),
)
@click.option("--json", "as_json", is_flag=True)
def receive(paths: tuple[Path, ...], **said: Any) -> None:
    viewer = session.viewer()
    orders = [_order(path, said) for path in paths]
    with steps(len(receive_a_list.STEPS) * len(orders), quiet=said["as_json"]) as advance:
        results = receive_a_list.run_many(
            orders,
            home=settings.PAYUNG_HOME,
            by=viewer,
            at=session.now(),
            tell=lambda name, step: advance(f"{STEPS[step].say(language())} {name[:20]}"),
        )
    done = [one for one in results if isinstance(one, receive_a_list.Done)]
    failed = [
        (path.name, type(one).__name__, _sentences(one))
        for path, one in zip(paths, results, strict=True)
        if isinstance(one, Exception)
    ]
    _tell(done, failed, as_json=said["as_json"])
    raise SystemExit(_exit_code(done, [one for one in results if isinstance(one, Exception)]))


def _exit_code(done: list[receive_a_list.Done], refused: list[Exception]) -> int:
    """Return the strongest of what happened: held or columns to settle, refused, rows that need work, all well."""
    asks = any(isinstance(one, columns_of_a_list.ColumnsNeedAPerson) for one in refused)
    if asks or any(one.receipt.standing_holds for one in done):
        return NEEDS_A_PERSON
    if refused:
        return REFUSED
    return ROWS_NEED_WORK if any(one.receipt.accepted != one.receipt.received for one in done) else OK


def _order(path: Path, said: dict[str, Any]) -> receive_a_list.Order:
    pairs = [text.rpartition("=") for text in said["corrections"]]
    return receive_a_list.Order(
        file=path,
        sender=said["sender"],
        purpose=said["purpose"],
        list_on=(said["list_on"] or session.now()).date(),
        kind=KINDS[said["kind"]],
        replaces=said["replaces"],
        accept_columns=said["accept_columns"],
        corrections={heading: field or None for heading, _, field in pairs},
        to=said["to"],
        language=language(),
    )


def _sentences(refused: Exception) -> list[str]:
    """Say a refusal in the user's language, all of it."""
    if isinstance(refused, NotAllowed):
        return [not_allowed(refused)]
    return [words.say(language()) for words in words_of_refusals.of_list(refused)]


def _tell(done: list[receive_a_list.Done], failed: list[tuple[str, str, list[str]]], *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "lists": [_as_json(one) for one in done],
                "failed": [{"file": name, "what": what, "why": why} for name, what, why in failed],
            }
        )
        return
    for one in done:
        _tell_one(one)
    if done:
        receipts_table([one.receipt for one in done])
        _say_macros([one.receipt for one in done])
        for one in done:
            say(Words(id="→ {path}", en="→ {path}"), path=one.returned)
    for name, _, why in failed:
        for sentence in why:
            click.echo(f"✗ {name}: {sentence}", err=True)


def _tell_one(one: receive_a_list.Done) -> None:
    """Say what was noticed about a list beside its receipt."""
    if one.again:
        known = Words(id="{name}: sudah pernah diterima (daftar {id}).", en="{name}: received before (list {id}).")
        say(known, name=one.receipt.file_name, id=one.receipt.list_id)
    noticed = [f"! {problem.words.say(language())}" for problem in one.problems]
    noticed += [f"~ {change.words.say(language())}" for change in one.changes]
    for sentence in noticed:
        say(Words(id="{text}", en="{text}"), text=sentence)
    say_holds(one.receipt)


def say_holds(receipt: queries.Receipt) -> None:
    """Say what holds a list and what to do, and who let pass what held it before."""
    for one in receipt.holds:
        found = words_of_lists.stop(one.stop, one.rows, receipt.received).say(language())
        if one.lifted_at is None:
            say(Words(id="■ {found}", en="■ {found}"), found=found)
        else:
            lifted = Words(id="□ {found} Dicabut {by}, {day}: {reason}", en="□ {found} Lifted by {by}, {day}: {reason}")
            day = timezone.localtime(one.lifted_at).strftime("%d-%m-%Y")
            say(lifted, found=found, by=one.lifted_by, day=day, reason=one.reason)
    if receipt.standing_holds:
        say(words_of_lists.HELD)
        say(HOW_TO_LIFT, id=receipt.list_id)


def _as_json(one: receive_a_list.Done) -> dict[str, Any]:
    return {
        **dataclasses.asdict(one.receipt),
        "returned_workbook": str(one.returned),
        "problems": [problem.to_json() for problem in one.problems],
        "again": one.again,
    }


def receipts_table(receipts: list[queries.Receipt]) -> None:
    """Print receipts with their sum: received = accepted + verval + returned + refused in every line."""
    total = queries.in_all(receipts)
    names = ("received", "accepted", "verval", "returned", "refused")
    file = t("Berkas", "File")
    held = t("(ditahan) ", "(held) ")
    lines = [
        [
            str(one.list_id),
            held * bool(one.standing_holds) + one.file_name,
            *(getattr(one, name) for name in names),
        ]
        for one in receipts
    ]
    lines.append(["", t("SEMUA", "ALL"), *(total[name] for name in names)])
    table(
        t(
            "Rekap data masuk: diterima = memenuhi syarat (MS) + dilihat petugas + perlu perbaikan + ditolak (TMS)",
            "Receipt: received = accepted + for a person's eye + returned + refused",
        ),
        [
            t("No", "No"),
            file,
            t("Diterima", "Received"),
            t("MS", "Accepted"),
            t("Dilihat", "Review"),
            t("Perbaikan", "Returned"),
            t("TMS", "Refused"),
        ],
        lines,
        cut=(file,),
    )


def _say_macros(receipts: list[queries.Receipt]) -> None:
    """Say which files carry macros, and what becomes of these."""
    for one in receipts:
        submitted = asked(lambda viewer, number=one.list_id: queries.submitted_list(number, seen_by=viewer))
        if macros.carries_macros(files.place_of(settings.PAYUNG_HOME, submitted.content_sha256)):
            say(Words(id=f"⚠ {one.file_name}: {NOTE.id}", en=f"⚠ {one.file_name}: {NOTE.en}"))


def asked(question: Any) -> Any:
    """Ask as the signed-in account; a missing right or list ends the command."""
    viewer: Viewer = session.viewer()
    try:
        return question(viewer)
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except queries.NoSuchList:
        refuse(t("Daftar dengan nomor itu tidak ada.", "There is no list of this number."))


@click.command(help=t("Daftar-daftar yang sudah diterima.", "The lists that were received."))
@click.option("--json", "as_json", is_flag=True)
def show(as_json: bool) -> None:
    found = asked(
        lambda viewer: [queries.receipt(one.pk, seen_by=viewer) for one in queries.submitted_lists(seen_by=viewer)]
    )
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
    else:
        receipts_table(found)


@click.command(help=t("Rekap satu daftar dengan semua alasannya.", "The receipt of one list with all its reasons."))
@click.argument("list_id", type=int)
@click.option("--json", "as_json", is_flag=True)
def receipt(list_id: int, as_json: bool) -> None:
    found = asked(lambda viewer: queries.receipt(list_id, seen_by=viewer))
    if as_json:
        print_json(dataclasses.asdict(found))
        return
    receipts_table([found])
    say_holds(found)
    _say_macros([found])
    table(
        t("Alasan", "Reasons"),
        [t("Alasan", "Reason"), t("Arti", "Meaning"), t("Baris", "Rows")],
        [[reason, words_of_reasons.why(reason).say(language()), rows] for _, reason, rows in found.reasons],
    )


@click.command(help=t("Baris-baris satu daftar dengan alasannya.", "The rows of one list with their reasons."))
@click.argument("list_id", type=int)
@click.option("--verdict", type=click.Choice(list(VERDICTS)))
@click.option("--reason")
@click.option("--limit", default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def rows(list_id: int, verdict: str | None, reason: str | None, limit: int, as_json: bool) -> None:
    found = asked(lambda viewer: queries.rows(list_id, seen_by=viewer, verdict=verdict, reason_id=reason, limit=limit))
    lines = [
        {
            "row": row.pk,
            "sheet": row.sheet_no,
            "line": row.row_no,
            "name": row.name or "",
            "verdict": row.verdict,
            "reasons": [f"{one.reason_id}{f': {one.detail}' if one.detail else ''}" for one in row.reasons.all()],
        }
        for row in found
    ]
    if as_json:
        print_json(lines)
        return
    table(
        t("Baris", "Rows"),
        [t("Baris", "Row"), t("Letak", "Place"), t("Nama", "Name"), t("Hasil", "Verdict"), t("Alasan", "Reasons")],
        [
            [
                str(one["row"]),
                f"{sheets.said(one['sheet']).say(language())}:{one['line']}",
                one["name"],
                VERDICTS[one["verdict"]].say(language()),
                "; ".join(one["reasons"]),
            ]
            for one in lines
        ],
    )


@click.command(help=t("Tata letak kolom yang dipelajari dari seorang pengirim.", "The layouts learnt from a sender."))
@click.argument("sender")
def layouts(sender: str) -> None:
    for one in asked(lambda viewer: queries.learnt_layouts(sender, seen_by=viewer)):
        click.echo(one.mapping)
