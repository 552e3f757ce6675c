"""Give an account's open work to a named successor; close the account in the same act."""

from __future__ import annotations

import click

from payung.access import queries
from payung.access.administering import LastAdministrator, NoSuchAccount
from payung.access.succession import NotASuccessor
from payung.access.viewer import NotAllowed
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import language, number, refuse, say, t
from payung.flows.hand_over_an_account import WORK
from payung.jobs import handing
from payung.vocabulary.words import Words


@click.command(
    "hand-over",
    help=t(
        "Serahkan semua pekerjaan terbuka ke pengganti (kantor, peran, pengirim sama). Tanpa --apply hanya ditunjukkan.",
        "Give all open work to a successor (same office, role, senders). Without --apply it is only shown.",
    ),
)
@click.argument("name")
@click.option("--to", "to_name", required=True, help=t("Akun pengganti.", "The successor's account."))
@click.option("--close", "closes", is_flag=True, help=t("Tutup akun sekaligus.", "Close the account in the same act."))
@click.option("--apply", "really", is_flag=True)
def hand_over(name: str, to_name: str, closes: bool, really: bool) -> None:
    viewer = session.viewer()
    try:
        known = {one.name: one.pk for one in queries.accounts(seen_by=viewer)}
        leaves, to = known.get(name, 0), known.get(to_name, 0)
        counts = handing.open_work(leaves, at=session.now(), by=viewer)
        if really:
            _, counts = handing.hand_over(leaves, to_account=to, closes=closes, by=viewer, at=session.now())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except NoSuchAccount:
        refuse(t(f"Akun {name} tidak ada di kantor ini.", f"This office has no account {name}."))
    except NotASuccessor:
        refuse(
            t(
                f"{to_name} tidak dapat menggantikan: perlu akun terbuka dengan peran dan pengirim yang sama.",
                f"{to_name} cannot take over: an open account with the same role and senders is needed.",
            )
        )
    except LastAdministrator:
        refuse(t("Ini pengelola akun terakhir.", "This is the last administrator."))
    for kind, count in counts.items():
        say(Words(id="{what}: {count}", en="{what}: {count}"), what=WORK[kind].say(language()), count=number(count))
    if not really:
        say(Words(id="Uji coba saja; tambahkan --apply untuk menyerahkan.", en="Dry run; add --apply to hand over."))
