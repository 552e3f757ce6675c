"""The receipt of a settled bill at the terminal."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from payung.cli import session
from payung.cli.money import refusing
from payung.cli.terminal import say, t
from payung.flows import confirm_a_payment
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Tulis bukti pembayaran sebuah tagihan yang sudah lunas, sebagai DOCX dan PDF: bulan, orang, setiap SP2D, kode iuran.\n\n"
        "\b\nContoh:\n  payung pay receipt 7 --to surat",
        "Write the receipt of a settled bill as DOCX and PDF: months, people, every SP2D, kode iuran.\n\n"
        "\b\nExample:\n  payung pay receipt 7 --to letters",
    )
)
@click.argument("bill_id", type=int)
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), show_default=False)
def receipt(bill_id: int, folder: Path) -> None:
    order = confirm_a_payment.Order(bill_id, folder)
    with refusing():
        paths = confirm_a_payment.run(order, home=settings.PAYUNG_HOME, by=session.viewer(), at=session.now())
    for path in paths:
        say(Words(id="Ditulis: {path}", en="Written: {path}"), path=path)
