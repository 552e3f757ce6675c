"""`payung practice`: an installation to try things in, whose clock may stand on another day."""

from __future__ import annotations

import datetime as dt

import click
from django.conf import settings

from payung.audit.migrating import migrate
from payung.cli import session
from payung.cli.terminal import refuse, say, t
from payung.flows import practise
from payung.vocabulary.words import Words

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


@click.command(
    help=t(
        "Instalasi latihan: jadikan sebuah tanggal “hari ini”, misalnya untuk mencoba tutup tahun sebelum tiba.\n\n"
        "Hanya di instalasi yang masih kosong (PAYUNG_HOME sendiri) atau yang sejak awal untuk latihan; tanggal hanya dapat maju. "
        "Setiap halaman mengatakannya. Cara masuk, sesi dan kunci tetap menurut jam sebenarnya.",
        "An installation for practice: let a day be “today”, to try the turn of the year before it comes, say.\n\n"
        "Only where nothing is held yet (a PAYUNG_HOME of its own), or where it was for practice from the beginning; days only go forward. "
        "Every page says so. Sign-ins, sessions and locks go by the real clock.",
    )
)
@click.option("--on", "day", type=DAY, help=t("Tanggal yang menjadi hari ini.", "The day that becomes today."))
def practice(day: dt.datetime | None) -> None:
    if day is not None:
        migrate()
        _turn_to(day.date())
    if not session.is_practice():
        say(Words(id="Instalasi ini bukan untuk latihan.", en="This installation is not for practice."))
        return
    say(
        Words(id="Instalasi latihan: hari ini {day}.", en="An installation for practice: today is {day}."),
        day=f"{session.today():%d-%m-%Y}",
    )


def _turn_to(day: dt.date) -> None:
    try:
        practise.turn_to(day, home=settings.PAYUNG_HOME)
    except practise.InUse:
        refuse(
            t(
                "Instalasi ini sudah berisi daftar atau peserta menurut jam sebenarnya. Berlatihlah di instalasi lain: PAYUNG_HOME=/folder/lain payung practice …",
                "This installation holds lists or people under the real clock. Practise in another one: PAYUNG_HOME=/another/folder payung practice …",
            )
        )
    except practise.Backwards as later:
        refuse(
            t(
                f"Jam latihan sudah menunjukkan {later.today:%d-%m-%Y}; tanggal hanya dapat maju.",
                f"The clock of practice shows {later.today:%d-%m-%Y} already; days only go forward.",
            )
        )
    except practise.TooFar:
        refuse(
            t(
                f"Tanggal itu lebih jauh dari {practise.FARTHEST_YEARS} tahun.",
                f"That day is further off than {practise.FARTHEST_YEARS} years.",
            )
        )
