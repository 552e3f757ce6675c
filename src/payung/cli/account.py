"""Sign in and out; open and close accounts."""

from __future__ import annotations

import click

from payung.access import actions, administering, queries, rights_words
from payung.access.viewer import ROLES, NotAllowed
from payung.cli import session
from payung.cli.terminal import language, print_json, refuse, say, t
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Masuk sebagai akun. Token disimpan untuk perintah berikutnya dan berlaku 12 jam.\n\nContoh: payung account login rini",
        "Sign in as an account. The token is kept for the next commands and lasts 12 hours.\n\nExample: payung account login rini",
    )
)
@click.argument("name")
@click.option(
    "--password-file",
    type=click.File(),
    help=t(
        "Berkas berisi kata sandi (- untuk stdin), untuk skrip.",
        "File that holds the password (- for stdin), for scripts.",
    ),
)
def login(name: str, password_file: click.utils.LazyFile | None) -> None:
    password = (
        password_file.readline().rstrip("\n")
        if password_file
        else click.prompt(t("Kata sandi", "Password"), hide_input=True)
    )
    try:
        token = actions.sign_in(name=name, password=password, at=session.now())
        account_id = queries.viewer_of(token, on=session.now()).account_id
        if administering.knows_anothers_password(account_id):
            own = _own_password(given=password, file=password_file)
            actions.set_password(account_id=account_id, password=own, at=session.now())
            token = actions.sign_in(name=name, password=own, at=session.now())
        session.keep_token(token)
    except actions.WrongNameOrPassword:
        refuse(t("Nama atau kata sandi salah.", "Wrong name or password."))
    except actions.Locked:
        refuse(
            t(
                "Terlalu banyak kata sandi salah; coba lagi seperempat jam lagi.",
                "Too many wrong passwords; try again in a quarter of an hour.",
            )
        )
    except actions.WeakPassword as refused:
        refuse(*refused.reasons)
    say(Words(id="Masuk sebagai {name}.", en="Signed in as {name}."), name=name)


def _own_password(*, given: str, file: click.utils.LazyFile | None) -> str:
    """Return the password that replaces one which somebody else has read, or end the command."""
    say(
        Words(
            id="Kata sandi ini diberikan orang lain; ganti dengan yang hanya Anda ketahui (paling sedikit 12 huruf).",
            en="This password was given by somebody else; change it to one that only you know (at least 12 letters).",
        )
    )
    own = (
        file.readline().rstrip("\n")
        if file
        else click.prompt(
            t("Kata sandi baru", "New password"),
            hide_input=True,
            confirmation_prompt=t("Ulangi kata sandi", "Repeat the password"),
        )
    )
    if own in ("", given):
        refuse(
            t(
                "Belum diganti: tulis kata sandi baru yang lain (pada berkas: di baris kedua).",
                "Not changed: give another, new password (in a file: on its second line).",
            )
        )
    return own


@click.command(help=t("Keluar: token tidak berlaku lagi.", "Sign out: the token is ended."))
def logout() -> None:
    actions.sign_out(token=session.token(), at=session.now())
    session.token_file().unlink(missing_ok=True)


@click.command(help=t("Siapa yang masuk dan apa haknya.", "Who is signed in, and with which rights."))
@click.option("--json", "as_json", is_flag=True)
def whoami(as_json: bool) -> None:
    viewer = session.viewer()
    facts = {"name": viewer.name, "may": sorted(viewer.may), "senders": list(viewer.senders)}
    if as_json:
        print_json(facts)
    else:
        say(Words(id="{name}: {may}", en="{name}: {may}"), name=viewer.name, may=", ".join(sorted(viewer.may)))


@click.command(
    "open",
    help=t(
        "Buka akun baru di kantor sendiri (hak: administer).", "Open an account in the own office (right: administer)."
    ),
)
@click.argument("name")
@click.option("--full-name", required=True, help=t("Nama lengkap.", "Full name."))
@click.option("--role", required=True, type=click.Choice(sorted(ROLES)))
@click.option("--sender", "senders", multiple=True, help=t("Batasi pada pengirim ini.", "Bind to this sender."))
def open_account(name: str, full_name: str, role: str, senders: tuple[str, ...]) -> None:
    viewer = session.viewer()
    password = click.prompt(
        t("Kata sandi akun baru", "Password of the new account"),
        hide_input=True,
        confirmation_prompt=t("Ulangi kata sandi", "Repeat the password"),
    )
    try:
        viewer.must("administer")
        actions.open_account(
            name=name,
            full_name=full_name,
            office=queries.office_of(viewer),
            role=role,
            password=password,
            at=session.now(),
            senders=senders,
        )
        actions.note_given_passwords(names=[name], at=session.now(), by=viewer)
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except actions.WeakPassword as refused:
        refuse(*refused.reasons)
    say(Words(id="Akun {name} dibuka.", en="Account {name} is open."), name=name)


@click.command("close", help=t("Tutup akun; jejaknya tetap ada.", "Close an account; its trail stays."))
@click.argument("name")
def close_account(name: str) -> None:
    try:
        actions.close_account(name=name, by=session.viewer(), at=session.now())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    say(Words(id="Akun {name} ditutup.", en="Account {name} is closed."), name=name)


def not_allowed(refused: NotAllowed) -> str:
    """Return the sentence for a right that is missing."""
    return rights_words.not_allowed(refused).say(language())
