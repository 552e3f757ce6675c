"""Held lists at the terminal: let one pass with a reason, or take it out again."""

from __future__ import annotations

import dataclasses

import click
from django.conf import settings

from payung.access.viewer import NotAllowed
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.receive import receipts_table, say_holds
from payung.cli.terminal import NEEDS_A_PERSON, OK, language, print_json, refuse, say, t
from payung.flows import lift_a_hold, take_a_list_out, words_of_lists
from payung.intake import actions, queries
from payung.vocabulary.words import Words

_NO_LIST = Words(id="Daftar dengan nomor itu tidak ada.", en="There is no list of this number.")


@click.command(
    help=t(
        "Cabut penahanan sebuah daftar, dengan alasan. Tanpa --apply hanya ditunjukkan apa yang menahannya.\n\n"
        "Daftar ditahan bila setelah dipadankan terlalu banyak barisnya meragukan: berkas yang sama dikirim dua kali, kolom NIK bergeser, "
        "kolom salah dipetakan. Barisnya dinilai dan buku kerjanya dapat dikembalikan, tetapi tidak diteruskan ke calon, paket, dan cakupan. "
        "Lihat dulu baris dan alasannya (payung list receipt, payung list rows). Bila daftarnya salah: minta versi yang diperbaiki "
        "(payung list receive --replaces), atau keluarkan (payung list take-out). Bila daftarnya benar: cabut di sini.\n\n"
        "Yang menerima daftar tidak mencabut penahanannya sendiri. Setelah dicabut, daftar dipadankan lagi dengan yang masuk sementara itu; "
        "hal yang sama tidak menahannya lagi, hal yang baru menahannya.\n\n"
        "\b\nContoh:\n"
        "  payung list lift 12 --reason 'usulan susulan, orangnya memang sama'\n"
        "  payung list lift 12 --reason 'usulan susulan, orangnya memang sama' --apply\n\n"
        "\b\nKode keluar: 0 dicabut (atau uji coba), 3 ditolak, 4 ditahan lagi karena hal baru.",
        "Lift the hold of a list, with a reason. Without --apply it only shows what holds it.\n\n"
        "A list is held where matching finds too many of its rows doubtful: the same file sent twice, a NIK column that slipped, a column "
        "mapped wrongly. Its rows are judged and its workbook can go back, but they do not go on to candidates, packages and coverage. "
        "Look at the rows and reasons first (payung list receipt, payung list rows). If the list is wrong: ask for a corrected version "
        "(payung list receive --replaces), or take it out (payung list take-out). If it is right: lift the hold here.\n\n"
        "Whoever brought a list in does not lift its hold. Once lifted, the list is matched again with what came meanwhile; the same "
        "finding does not hold it again, a new one does.\n\n"
        "\b\nExample:\n"
        "  payung list lift 12 --reason 'a second proposal, the same people indeed'\n"
        "  payung list lift 12 --reason 'a second proposal, the same people indeed' --apply\n\n"
        "\b\nExit codes: 0 lifted (or a dry run), 3 refused, 4 held again by something new.",
    )
)
@click.argument("list_id", type=int)
@click.option("--reason", required=True, help=t("Mengapa daftar ini benar; dicatat.", "Why the list is right; kept."))
@click.option("--apply", "really", is_flag=True, help=t("Cabut.", "Lift it."))
@click.option("--json", "as_json", is_flag=True, help=t("Untuk mesin.", "For machines."))
def lift(list_id: int, reason: str, really: bool, as_json: bool) -> None:
    said = {"reason": reason, "by": session.viewer(), "at": session.now()}
    try:
        if really:
            found = lift_a_hold.run(list_id, home=settings.PAYUNG_HOME, **said)
        else:
            found = lift_a_hold.rehearse(list_id, **said)
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except queries.NoSuchList:
        refuse(_NO_LIST.say(language()))
    except words_of_lists.NOT_LIFTED as refused:
        refuse(words_of_lists.not_lifted(refused).say(language()))
    if as_json:
        print_json(dataclasses.asdict(found))
    else:
        receipts_table([found])
        say_holds(found)
        if not really and found.standing_holds:
            say(Words(id="Uji coba saja; tambahkan --apply untuk mencabut.", en="Dry run; add --apply to lift it."))
    raise SystemExit(NEEDS_A_PERSON if really and found.standing_holds else OK)


@click.command(
    "take-out",
    help=t(
        "Keluarkan daftar yang ditahan, atau yang tidak dapat dibaca, beserta berkasnya. Tanpa --apply hanya ditunjukkan.\n\n"
        "Jejak mencatat bahwa daftar itu pernah datang. Daftar yang sudah dihitung, atau yang barisnya sudah diputuskan orang, tetap ada.",
        "Take out a list that is held, or cannot be read, with its file. Without --apply it is only shown.\n\n"
        "The trail keeps that the list came. A list that counts, or of which somebody decided rows, stays.",
    ),
)
@click.argument("list_id", type=int)
@click.option("--apply", "really", is_flag=True, help=t("Keluarkan.", "Take it out."))
def take_out(list_id: int, really: bool) -> None:
    viewer = session.viewer()
    try:
        found = queries.receipt(list_id, seen_by=viewer)
        if really:
            take_a_list_out.run(list_id, home=settings.PAYUNG_HOME, by=viewer, at=session.now())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except queries.NoSuchList:
        refuse(_NO_LIST.say(language()))
    except actions.NotToTakeOut:
        refuse(words_of_lists.STAYS.say(language()))
    receipts_table([found])
    if really:
        say(Words(id="Dikeluarkan.", en="Taken out."))
    else:
        say(Words(id="Uji coba saja; tambahkan --apply untuk mengeluarkan.", en="Dry run; add --apply to take it out."))
