"""Review at the terminal: doubtful pairs one by one, rows in batches, refusals only with a signature."""

from __future__ import annotations

import dataclasses
from typing import Any

import click
from django.conf import settings
from rich.table import Table

from payung.access.viewer import NotAllowed
from payung.cli import session
from payung.cli.receive import asked, receipts_table
from payung.cli.terminal import console, decimal, number, print_json, refuse, say, t, table
from payung.flows import act_on_answers
from payung.intake import actions as intake
from payung.intake import queries as lists
from payung.linkage import actions, queries
from payung.vocabulary.words import Words

ANSWERS = {"sama": "same", "beda": "different", "tidak-tahu": "cannot_tell"}
KEYS = {"s": "same", "b": "different", "t": "cannot_tell"}


@click.command(
    "next",
    help=t(
        "Pasangan yang menunggu, yang paling mungkin cocok lebih dulu. Di terminal: s = sama, b = beda, t = tidak tahu, u = batalkan, q = selesai.\n\n"
        "Digit NIK pihak lain hanya terlihat bila sama dengan digit di daftar. Pasangan yang diambil tidak diberikan kepada orang lain selama 30 menit; sebagian kecil diperiksa dua orang.",
        "Pairs that wait, the likeliest first. At a terminal: s = same, b = different, t = cannot tell, u = undo, q = quit.\n\n"
        "Digits of the other NIK are shown only where they equal the list's. What one takes is given to nobody else for 30 minutes; a small part is judged by two people.",
    ),
)
@click.option("--limit", default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help=t("Cetak saja, tanpa bertanya.", "Only print, ask nothing."))
def next_pair(limit: int, as_json: bool) -> None:
    pairs = asked(lambda viewer: actions.take(limit=limit, by=viewer, at=session.now()))
    if as_json:
        print_json([_as_json(pair) for pair in pairs])
        return
    if not pairs:
        say(Words(id="Tidak ada pasangan yang menunggu.", en="No pair is waiting."))
        return
    try:
        _ask_one_by_one(pairs)
    finally:
        actions.leave(by=session.viewer())


def _ask_one_by_one(pairs: list[Any]) -> None:
    viewer = session.viewer()
    before: Any = None
    place = 0
    while place < len(pairs):
        pair = pairs[place]
        _side_by_side(pair)
        key = click.prompt(
            t("[s]ama [b]eda [t]idak tahu [u]ndur [q] selesai", "[s]ame [b] different [t] cannot tell [u]ndo [q]uit"),
            default="t",
        )
        if key == "q":
            return
        if key == "u" and before is not None:
            actions.undo(pair_id=before.pk, by=viewer, at=session.now())
            place, before = place - 1, None
            continue
        if key not in KEYS:
            continue
        _give(pair.pk, KEYS[key])
        before, place = pair, place + 1


def _side_by_side(pair: Any) -> None:
    grid = Table(title=t(f"Pasangan {pair.pk}", f"Pair {pair.pk}"), title_justify="left")
    for column in ("", t("Daftar", "List"), t("Pihak lain", "Other side")):
        grid.add_column(column)
    row = pair.row
    for label, ours, other in (
        (t("Nama", "Name"), row.name, pair.other_name),
        ("NIK", row.nik_digits, pair.other_nik_masked),
        (t("Lahir", "Born"), row.birth_on.strftime("%d-%m-%Y") if row.birth_on else None, pair.other_birth),
        (t("Kelurahan", "Village"), row.kelurahan_code, pair.other_place),
    ):
        style = None if ours == other else "bold yellow"
        grid.add_row(label, ours or "–", other or "–", style=style)
    console.print(grid)


def _as_json(pair: Any) -> dict[str, Any]:
    return {
        "pair": pair.pk,
        "row": pair.row_id,
        "rule": pair.rule,
        "ours": {
            "name": pair.row.name,
            "nik": pair.row.nik_digits,
            "birth": pair.row.birth_on,
            "place": pair.row.kelurahan_code,
        },
        "other": {
            "name": pair.other_name,
            "nik": pair.other_nik_masked,
            "birth": pair.other_birth,
            "place": pair.other_place,
        },
    }


def _give(pair_id: int, answer: str) -> None:
    try:
        actions.answer(pair_id=pair_id, answer=answer, by=session.viewer(), at=session.now())
    except actions.NoSuchPair:
        refuse(t("Tidak ada pasangan terbuka dengan nomor itu.", "No open pair has this number."))
    except actions.AlreadyAnswered as first:
        refuse(t(f"Sudah dijawab oleh {first.by}.", f"{first.by} answered it already."))
    except actions.TakenByAnother as other:
        refuse(t(f"Sedang diperiksa oleh {other.by}.", f"{other.by} is looking at it."))


@click.command(
    help=t(
        "Jawab satu pasangan: sama, beda, tidak-tahu.",
        "Answer one pair: sama (same), beda (different), tidak-tahu (cannot tell).",
    )
)
@click.argument("pair_id", type=int)
@click.argument("what", type=click.Choice(list(ANSWERS)))
def answer(pair_id: int, what: str) -> None:
    asked(lambda viewer: viewer.must("review"))
    _give(pair_id, ANSWERS[what])


@click.command(help=t("Tarik kembali jawaban sendiri.", "Take one's own answer back."))
@click.argument("pair_id", type=int)
def undo(pair_id: int) -> None:
    try:
        asked(lambda viewer: actions.undo(pair_id=pair_id, by=viewer, at=session.now()))
    except actions.NothingToUndo:
        refuse(t("Tidak ada jawaban Anda pada pasangan itu.", "You gave no answer to this pair."))


@click.command(
    help=t(
        "Terapkan jawaban-jawaban pada satu daftar dan tunjukkan rekapnya.",
        "Let the answers take effect on a list and show its receipt.",
    )
)
@click.argument("list_id", type=int)
def apply(list_id: int) -> None:
    receipts_table(
        [asked(lambda viewer: act_on_answers.run(list_id, home=settings.PAYUNG_HOME, by=viewer, at=session.now()))]
    )


def _row_numbers(text: str) -> list[int]:
    return [int(part) for part in text.replace(",", " ").split()]


@click.command(
    help=t(
        "Terima baris-baris yang menunggu (nomor baris dipisah koma).",
        "Accept rows that wait (row numbers, commas between).",
    )
)
@click.argument("list_id", type=int)
@click.argument("row_numbers")
@click.option("--reason", required=True, help=t("Dasar keputusan.", "Ground of the decision."))
def accept(list_id: int, row_numbers: str, reason: str) -> None:
    try:
        count = asked(
            lambda viewer: intake.accept_rows(
                submitted_list=lists.submitted_list(list_id, seen_by=viewer),
                rows=_row_numbers(row_numbers),
                reason=reason,
                by=viewer,
                at=session.now(),
            )
        )
    except intake.NothingToSign:
        refuse(t("Tidak satu pun baris itu menunggu.", "None of these rows waits."))
    say(Words(id="{n} baris diterima.", en="{n} rows accepted."), n=number(count))


@click.command(
    "refuse",
    help=t(
        "Tandatangani penolakan: semua baris yang diusulkan TMS, atau nomor baris tertentu. Tanpa tanda tangan tidak ada yang ditolak.",
        "Sign refusals: all rows proposed for refusal, or certain rows. Without a signature nobody is refused.",
    ),
)
@click.argument("list_id", type=int)
@click.option(
    "--rows",
    "row_numbers",
    default="",
    help=t("Nomor baris; kosong = semua yang diusulkan.", "Row numbers; empty = all that are proposed."),
)
@click.option(
    "--reason",
    required=True,
    help=t("Dasar keputusan, misalnya nomor berita acara.", "Ground of the decision, as the number of the minutes."),
)
def refuse_rows(list_id: int, row_numbers: str, reason: str) -> None:
    try:
        count = asked(
            lambda viewer: intake.sign_refusals(
                submitted_list=lists.submitted_list(list_id, seen_by=viewer),
                rows=_row_numbers(row_numbers) or None,
                reason=reason,
                by=viewer,
                at=session.now(),
            )
        )
    except intake.NothingToSign:
        refuse(t("Tidak ada baris yang diusulkan untuk ditolak.", "No row is proposed for refusal."))
    except NotAllowed:
        refuse(t("Akun ini tidak boleh menandatangani penolakan.", "This account may not sign refusals."))
    say(Words(id="{n} baris ditandatangani TMS.", en="{n} refusals signed."), n=number(count))


@click.command(help=t("Berapa yang menunggu.", "How much is waiting."))
def waiting() -> None:
    say(
        Words(id="{n} pasangan menunggu.", en="{n} pairs wait."),
        n=number(asked(lambda viewer: queries.open_count(seen_by=viewer))),
    )


@click.command(
    help=t(
        "Seberapa sering dua pemeriksa sepakat, dan di mana tidak. Satu dari enam belas jawaban diperiksa orang kedua tanpa ia tahu.",
        "How often two reviewers agree, and where they do not. One answer in sixteen is judged again by a second person who does not know.",
    )
)
@click.option("--json", "as_json", is_flag=True)
def agreement(as_json: bool) -> None:
    found = asked(lambda viewer: queries.agreement(seen_by=viewer))
    if as_json:
        print_json(dataclasses.asdict(found))
        return
    say(
        Words(
            id="{agreed} dari {looks} pasangan dijawab sama oleh dua orang (kappa {kappa}).",
            en="{agreed} of {looks} pairs were answered alike by two people (kappa {kappa}).",
        ),
        agreed=number(found.agreed),
        looks=number(found.looks),
        kappa="–" if found.kappa is None else decimal(found.kappa, 2),
    )
    if found.disagreements:
        table(
            t("Berbeda", "Apart"),
            [t("Pasangan", "Pair"), t("Pertama", "First"), t("Oleh", "By"), t("Kedua", "Second"), t("Oleh", "By")],
            [
                [str(one.pair_id or "–"), one.first, one.first_by, one.second, one.second_by]
                for one in found.disagreements
            ],
        )
