"""After an upgrade: whether people may not be found, because an earlier version made the keys by which they are looked up."""

from __future__ import annotations

import click
from django.conf import settings

from payung.cli.terminal import t
from payung.flows import make_keys_anew


def warn_of_old_keys() -> None:
    """Say so on stderr where standing keys are of an earlier version, and what to do."""
    if make_keys_anew.are_old(home=settings.PAYUNG_HOME):
        click.echo(
            t(
                "! Kunci pencarian orang dibuat versi Payung yang lama: sebagian orang mungkin tidak ditemukan. Jalankan sekali: payung register rekey --apply",
                "! The keys by which people are found were made by an earlier version of Payung: some may not be found. Run once: payung register rekey --apply",
            ),
            err=True,
        )
