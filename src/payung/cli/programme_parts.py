"""What a programme rests on and is paid from: budget lines, regulations, agreements."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from payung.agreements import actions, queries
from payung.agreements.plan import AgreementPlan, RegulationPlan
from payung.cli import session
from payung.cli.programme import asked
from payung.cli.terminal import print_json, refuse, say, t, table
from payung.vocabulary.rupiah import NotRupiah, parse_rupiah, say_rupiah
from payung.vocabulary.words import Words

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])
KINDS = click.Choice(["perda", "pergub", "perbup", "perwali", "keputusan", "instruksi", "edaran"])
STAGES = click.Choice(["drafted", "legal_review", "harmonised", "enacted", "promulgated", "revoked"])
SOURCES = click.Choice(["apbd", "apbd_p", "dbh_sawit", "dbhcht", "apbdes", "csr", "baznas", "apbn", "hibah"])
REALLY = click.option(
    "--really", is_flag=True, help=t("Catat; tanpa ini hanya ditunjukkan.", "Enter it; else only shown.")
)
NOT_YET = Words(id="Belum dicatat; tambahkan --really.", en="Not entered; add --really.")


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """Return the day of an option."""
    return moment.date() if moment else None


@click.group(help=t("Pagu per tahun anggaran dan sumber.", "Budget lines per fiscal year and source."))
def budget() -> None:
    """Hold `add` and `show`."""


@budget.command(
    "add",
    help=t(
        "Buka pagu, atau sesuaikan jumlahnya dengan DPA (DPPA). Tanpa --really hanya ditunjukkan.\n\n"
        "Contoh: payung programme budget add bontang-rentan --year 2026 --source apbd --account 5.1.02.01 --amount 7.012.051.200 --really",
        "Open a budget line, or bring its amount to the DPA's. Without --really it is only shown.\n\n"
        "Example: payung programme budget add bontang-rentan --year 2026 --source apbd --account 5.1.02.01 --amount 7012051200 --really",
    ),
)
@click.argument("code")
@click.option("--year", type=click.IntRange(2000, 2200), required=True, help=t("Tahun anggaran.", "Fiscal year."))
@click.option("--source", type=SOURCES, required=True, help=t("Sumber dana.", "Source of money."))
@click.option("--account", required=True, help=t("Kode rekening.", "Account code of the DPA."))
@click.option("--amount", required=True, help=t("Jumlah rupiah.", "Amount in rupiah."))
@REALLY
def budget_add(code: str, year: int, source: str, account: str, amount: str, really: bool) -> None:
    try:
        rupiah = parse_rupiah(amount)
    except NotRupiah:
        refuse(t(f"{amount}: bukan jumlah rupiah.", f"{amount}: no amount of rupiah."))
    programme = asked(lambda viewer: queries.programme(code, seen_by=viewer))
    said = {"code": code, "year": year, "source": source, "account": account, "amount": say_rupiah(rupiah)}
    say(Words(id="{code} {year} {source} {account}: {amount}", en="{code} {year} {source} {account}: {amount}"), **said)
    if not really:
        say(NOT_YET)
        return
    try:
        asked(
            lambda viewer: actions.set_budget_line(
                programme=programme,
                fiscal_year=year,
                source=source,
                account=account,
                amount=rupiah,
                by=viewer,
                at=session.now(),
            )
        )
    except actions.BudgetTooSmall as refused:
        bound = say_rupiah(refused.bound)
        refuse(t(f"{bound} sudah dicadangkan dan dibayarkan.", f"{bound} is reserved and spent already."))
    say(Words(id="Dicatat.", en="Entered."))


@budget.command("show", help=t("Pagu, dicadangkan, dibayarkan, sisa.", "Amount, reserved, spent, free."))
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True)
def budget_show(code: str | None, as_json: bool) -> None:
    programme = asked(lambda viewer: queries.programme(code, seen_by=viewer)) if code else None
    lines = asked(lambda viewer: queries.budget_lines(seen_by=viewer, programme=programme))
    rows = [
        {
            "id": line.pk,
            "programme": line.programme.code,
            "year": line.fiscal_year,
            "source": line.source,
            "account": line.account,
            "amount": line.amount,
            "reserved": line.reserved,
            "spent": line.spent,
            "free": line.amount - line.reserved - line.spent,
        }
        for line in lines
    ]
    if as_json:
        print_json(rows)
        return
    heads = [
        "No",
        t("Program", "Programme"),
        t("Tahun", "Year"),
        t("Sumber", "Source"),
        t("Rekening", "Account"),
        t("Pagu", "Amount"),
        t("Dicadangkan", "Reserved"),
        t("Dibayarkan", "Spent"),
        t("Sisa", "Free"),
    ]
    table(t("Pagu", "Budget"), heads, [[str(v) if k == "year" else v for k, v in row.items()] for row in rows])


@click.group(help=t("Dasar hukum daerah dan tahapnya.", "Local regulations and their stages."))
def regulation() -> None:
    """Hold `add`, `stage` and `show`."""


@regulation.command(
    "add",
    help=t(
        "Catat peraturan atau keputusan daerah pada tahap sekarang.\n\n"
        'Contoh: payung programme regulation add --kind perwali --issuer "Wali Kota Bontang" --number 23 --year 2023 --title "…" --really',
        "Enter a local regulation at its present stage.\n\n"
        'Example: payung programme regulation add --kind perwali --issuer "Wali Kota Bontang" --number 23 --year 2023 --title "…" --really',
    ),
)
@click.option("--kind", type=KINDS, required=True)
@click.option("--issuer", required=True, help=t("Siapa yang menetapkan.", "Who issues it."))
@click.option("--number", required=True)
@click.option("--year", type=click.IntRange(1945, 2200), required=True)
@click.option("--title", required=True)
@click.option("--stage", type=STAGES, default="drafted", show_default=True)
@click.option("--from", "in_force_from", type=DAY, help=t("Hari pertama berlaku.", "First day of force."))
@click.option("--to", "in_force_to", type=DAY, help=t("Hari pertama tidak berlaku.", "First day without force."))
@REALLY
def regulation_add(**said: Any) -> None:
    plan = RegulationPlan(
        kind=said["kind"],
        issuer=said["issuer"],
        number=said["number"],
        year=said["year"],
        title=said["title"],
        stage=said["stage"],
        in_force_from=day_of(said["in_force_from"]),
        in_force_to=day_of(said["in_force_to"]),
    )
    _enter(
        said["really"],
        f"{plan.kind} {plan.issuer} {plan.number}/{plan.year}: {plan.title} ({plan.stage})",
        lambda viewer: actions.enter_regulation(plan=plan, by=viewer, at=session.now()),
    )


@regulation.command(
    "stage",
    help=t(
        "Majukan tahap sebuah peraturan (nomor menurut show); promulgated dan revoked perlu --on.",
        "Take a regulation forward (its number as in show); promulgated and revoked need --on.",
    ),
)
@click.argument("regulation_id", type=int)
@click.argument("stage", type=STAGES)
@click.option(
    "--on", type=DAY, help=t("Hari mulai berlaku, atau tidak berlaku lagi.", "First day of force, or without it.")
)
@REALLY
def regulation_stage(regulation_id: int, stage: str, on: dt.datetime | None, really: bool) -> None:
    _enter(
        really,
        f"{regulation_id}: {stage}",
        lambda viewer: actions.stage_regulation(
            regulation_id=regulation_id, stage=stage, on=day_of(on), by=viewer, at=session.now()
        ),
    )


@regulation.command("show", help=t("Peraturan yang dicatat.", "The regulations that were entered."))
@click.option("--json", "as_json", is_flag=True)
def regulation_show(as_json: bool) -> None:
    names = ("pk", "kind", "issuer", "number", "year", "title", "stage", "in_force_from", "in_force_to")
    _rows(asked(lambda viewer: queries.regulations(seen_by=viewer)), names, as_json, t("Dasar hukum", "Regulations"))


@click.group(help=t("Nota Kesepakatan dan PKS.", "Memoranda and cooperation agreements."))
def agreement() -> None:
    """Hold `add` and `show`."""


@agreement.command(
    "add",
    help=t(
        "Catat Nota Kesepakatan (mou), atau PKS yang bersandar padanya (--rests-on NOMOR).\n\n"
        'Contoh: payung programme agreement add --kind pks --number 12/PKS/2026 --partner "BPJS Ketenagakerjaan Cabang Bontang" --rests-on 3/NK/2026 --from 2026-01-01 --really',
        "Enter a memorandum (mou), or a PKS that rests on one (--rests-on NUMBER).\n\n"
        'Example: payung programme agreement add --kind pks --number 12/PKS/2026 --partner "BPJS Ketenagakerjaan Cabang Bontang" --rests-on 3/NK/2026 --from 2026-01-01 --really',
    ),
)
@click.option("--kind", type=click.Choice(["mou", "pks"]), required=True)
@click.option("--number", required=True)
@click.option("--partner", required=True)
@click.option("--opd", default="", help=t("OPD pelaksana.", "The department in charge."))
@click.option("--rests-on", default="", help=t("Nomor MoU.", "Number of the MoU."))
@click.option("--signed", type=DAY, help=t("Tanggal tanda tangan.", "Day of signing."))
@click.option("--from", "starts_on", type=DAY, required=True, help=t("Hari pertama berlaku.", "First day of force."))
@click.option("--to", "ends_on", type=DAY, help=t("Hari pertama tidak berlaku.", "First day without force."))
@REALLY
def agreement_add(**said: Any) -> None:
    plan = AgreementPlan(
        kind=said["kind"],
        number=said["number"],
        partner=said["partner"],
        opd=said["opd"],
        rests_on=said["rests_on"],
        signed_on=day_of(said["signed"]),
        starts_on=day_of(said["starts_on"]),
        ends_on=day_of(said["ends_on"]),
    )
    if plan.ends_on and plan.ends_on <= plan.starts_on:
        refuse(t("--to harus sesudah --from.", "--to must be after --from."))
    if plan.kind == "pks" and not plan.rests_on:
        say(Words(id="⚠ PKS tanpa Nota Kesepakatan (--rests-on).", en="⚠ A PKS without a memorandum (--rests-on)."))
    _enter(
        said["really"],
        f"{plan.kind} {plan.number}: {plan.partner}",
        lambda viewer: actions.enter_agreement(plan=plan, by=viewer, at=session.now()),
    )


@agreement.command("show", help=t("Nota Kesepakatan dan PKS yang dicatat.", "The agreements that were entered."))
@click.option("--json", "as_json", is_flag=True)
def agreement_show(as_json: bool) -> None:
    names = ("pk", "kind", "number", "partner", "opd", "starts_on", "ends_on")
    _rows(asked(lambda viewer: queries.agreements(seen_by=viewer)), names, as_json, t("Perjanjian", "Agreements"))


def _rows(found: list[Any], names: tuple[str, ...], as_json: bool, title: str) -> None:
    rows = [{name: getattr(one, name) for name in names} for one in found]
    if as_json:
        print_json(rows)
        return
    table(title, names, [["-" if value is None else str(value) for value in row.values()] for row in rows])


def _enter(really: bool, what: str, act: Any) -> None:
    """Show what would be entered, and enter it if really; refusals in words."""
    say(Words(id="{what}", en="{what}"), what=what)
    if not really:
        say(NOT_YET)
        return
    try:
        asked(act)
    except actions.AlreadyEntered:
        refuse(t("Sudah dicatat.", "Entered already."))
    except actions.NoSuchRegulation:
        refuse(t("Tidak ada peraturan dengan nomor itu.", "There is no such regulation."))
    except actions.NoSuchAgreement as refused:
        refuse(t(f"Nota Kesepakatan {refused} belum dicatat.", f"The memorandum {refused} is not entered."))
    except actions.WrongStage as refused:
        refuse(
            t(
                f"Tahapnya sekarang {refused.now}; hanya dapat maju.",
                f"It stands at {refused.now}; it goes forward only.",
            )
        )
    except actions.InForceFromNeeded:
        refuse(t("Isi hari mulai berlaku (atau tidak berlaku).", "Give the first day of force (or without it)."))
    say(Words(id="Dicatat.", en="Entered."))
