"""The paper of a bill at the terminal: what the treasury needs for SPP, SPM and SP2D."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from payung.cli import session
from payung.cli.money import refusing
from payung.cli.terminal import refuse, say, t
from payung.flows import request_a_payment
from payung.letters.papers.model import Signer
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Tulis nota permintaan pembayaran sebuah tagihan yang sudah terbit, sebagai DOCX dan PDF; nomor suratnya diisi kemudian.\n\n"
        "\b\nContoh:\n  payung bill paper 7 --to surat --signer 'Kepala Dinas Ketenagakerjaan'",
        "Write the request to pay an issued bill as DOCX and PDF; the letter's number is typed in later.\n\n"
        "\b\nExample:\n  payung bill paper 7 --to letters --signer 'Kepala Dinas Ketenagakerjaan'",
    )
)
@click.argument("bill_id", type=int)
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), show_default=False)
@click.option("--asks", default=request_a_payment.TREASURY, show_default=True, help=t("Kepada siapa.", "Whom it asks."))
@click.option("--signer", default="", help=t("Jabatan penanda tangan.", "Title of the signer."))
@click.option("--name", default="", help=t("Nama penanda tangan.", "Name of the signer."))
@click.option("--nip", default="", help=t("NIP penanda tangan.", "NIP of the signer."))
def paper(bill_id: int, folder: Path, asks: str, signer: str, name: str, nip: str) -> None:
    order = request_a_payment.Order(
        bill_id, folder, to=asks, signer=Signer(signer, name, nip=nip) if signer.strip() else None
    )
    with refusing():
        try:
            paths = request_a_payment.run(order, home=settings.PAYUNG_HOME, by=session.viewer(), at=session.now())
        except request_a_payment.NotIssued:
            refuse(
                t(
                    "Tagihan itu tidak sedang menunggu pembayaran: beri dulu kode iurannya (payung bill issue).",
                    "That bill does not wait to be paid: give it its kode iuran first (payung bill issue).",
                )
            )
    for path in paths:
        say(Words(id="Ditulis: {path}", en="Written: {path}"), path=path)
