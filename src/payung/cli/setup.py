"""Set an installation up for a real office: from one YAML file, as often as it changes."""

from __future__ import annotations

import secrets
from pathlib import Path

import click
import yaml
from django.conf import settings

from payung.access import actions as access
from payung.audit.migrating import migrate
from payung.cli import session
from payung.cli.terminal import refuse, say, t
from payung.flows import set_up_an_office
from payung.gateways import plain_yaml
from payung.vocabulary import zones
from payung.vocabulary.words import Words

EXAMPLE = """\
office:
  name: Dinas Ketenagakerjaan Kota Bontang
  kind: pemda            # pemda, branch
  kabupaten: "64.74"     # its province decides the zone (here WITA)
  # time_zone: WITA      # WIB, WITA, WIT; only where the office keeps another
accounts:
  - {name: rini, full_name: Rini Astuti, role: verifier}
  - {name: nurul, full_name: Nurul Huda (Disdukcapil), role: population_officer}
  - {name: pasar, full_name: Operator Dinas Perdagangan, role: proposer, senders: [diskop]}
senders:
  - {code: diskop, name: Dinas Koperasi dan Perdagangan, kind: opd}
universes:
  - {place: "64.74", counts: workers, people: 88000, on: 2025-12-31, source: "BPS, Sakernas 2025", definition: "penduduk bekerja 15+"}
targets:
  - {place: "64.74", year: 2029, counts: workers, percent: 60.5, source: "RPJMD 2025-2029, hlm. 112", definition: "pekerja terlindungi", confidence: law}
sign_in:
  second_factor: required        # required, optional (only to try things)
  # identity: {name: SSO Pemkot, issuer: "https://sso.kota.go.id/realms/pemkot", client_id: payung, claim: sub}
"""


@click.command(
    help=t(
        "Siapkan kantor, akun, pengirim dan semesta dari satu berkas YAML. Boleh dijalankan ulang.",
        "Set office, accounts, senders and universes up from one YAML file. May be run again.",
    )
    + "\n\n\b\n"
    + EXAMPLE
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--example", is_flag=True, help=t("Tulis contoh berkas.", "Print an example file."))
def setup(file: Path | None, example: bool) -> None:
    if example or file is None:
        click.echo(EXAMPLE, nl=False)
        return
    try:
        plan = set_up_an_office.read_plan(plain_yaml.read(file.read_text(encoding="utf-8")))
    except yaml.YAMLError as broken:
        refuse(t(f"Berkas YAML tidak terbaca: {broken}", f"The YAML file cannot be read: {broken}"))
    except set_up_an_office.BadPlan as refused:
        refuse(*refused.errors)
    migrate()
    # New accounts get a first password that is shown once.
    passwords = {account["name"]: secrets.token_urlsafe(12) for account in plan.accounts}
    made = set_up_an_office.apply(plan, passwords=passwords, at=session.now())
    zone = set_up_an_office.keep_zone(plan, home=settings.PAYUNG_HOME)
    said = zones.name(session.now().astimezone(zone))
    say(Words(id="Kantor: {name} ({zone})", en="Office: {name} ({zone})"), name=plan.office["name"], zone=said)
    if set_up_an_office.keep_rules(plan, home=settings.PAYUNG_HOME):
        say(
            Words(
                id="Cara masuk disimpan; berlaku saat situs dijalankan kembali.",
                en="How to sign in is kept; it counts from the site's next start.",
            )
        )
    access.note_given_passwords(names=made, at=session.now())
    for name in made:
        say(
            Words(
                id="Akun baru {name}, kata sandi pertama: {password}",
                en="New account {name}, first password: {password}",
            ),
            name=name,
            password=passwords[name],
        )
    if made:
        say(
            Words(
                id="Kata sandi pertama harus diganti saat masuk pertama kali; sebelum itu tidak ada yang terbuka.",
                en="A first password must be changed at the first sign-in; nothing opens before.",
            )
        )
