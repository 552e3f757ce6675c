"""Eligibility at the terminal: decide a programme's people, look at the doubtful, decide by hand, see who waits."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import click
from django.conf import settings

from payung.agreements import queries as programmes
from payung.cli import session
from payung.cli.programme import asked
from payung.cli.terminal import NEEDS_A_PERSON, STOPPED, language, number, print_json, refuse, say, steps, t, table
from payung.eligibility import actions, queries
from payung.eligibility.bulk import LedgerBroken
from payung.eligibility.rules import catalogue
from payung.flows import decide_a_programme, words_of_decisions
from payung.vocabulary.words import Words

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])
ON = click.option(
    "--on", type=DAY, help=t("Hari ketentuan yang berlaku; bawaan: hari ini.", "Day of the terms; default: today.")
)
JSON = click.option("--json", "as_json", is_flag=True, help=t("Untuk mesin.", "For machines."))
LIMIT = click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
_REFUSED = (
    programmes.NoTermsInForce,
    actions.NoSuchList,
    actions.ListNotReady,
    actions.ListHeld,
    actions.SenderMayNotPropose,
    actions.ListOfAnotherProgramme,
)


def _asked(question: Any) -> Any:
    """Ask as the signed-in account; what cannot be decided ends the command in words."""
    try:
        return asked(question)
    except LedgerBroken as broken:
        refuse(words_of_decisions.of_refusal(broken).say(language()), code=STOPPED)
    except decide_a_programme.NoLists:
        refuse(
            t(
                "Belum ada daftar untuk program ini: --list NOMOR, atau --all-lists.",
                "No list proposes for this programme yet: --list NUMBER, or --all-lists.",
            )
        )
    except _REFUSED as refused:
        refuse(words_of_decisions.of_refusal(refused).say(language()))


@click.command(
    help=t(
        "Putuskan kelayakan semua calon sebuah program. Hasilnya ditunjukkan dulu; --really menyimpannya.\n\n"
        "Satu orang satu calon, dengan semua alasan dan semua fakta. Tidak ada yang ditolak oleh mesin: yang diusulkan TMS menunggu "
        "tanda tangan (payung decide settle). Daftar ditambahkan dengan --list atau --all-lists dan tetap milik program itu.\n\n"
        "\b\nContoh:\n  payung decide run bontang-rentan --all-lists\n  payung decide run bontang-rentan --all-lists --really",
        "Decide the eligibility of all candidates of a programme. The result is shown first; --really stores it.\n\n"
        "One person, one candidate, with all reasons and all facts. No machine refuses anybody: who is proposed for refusal waits for "
        "a signature (payung decide settle). Lists are added with --list or --all-lists and stay with the programme.\n\n"
        "\b\nExample:\n  payung decide run bontang-rentan --all-lists\n  payung decide run bontang-rentan --all-lists --really",
    )
)
@click.argument("code")
@click.option("--list", "lists", type=int, multiple=True, help=t("Nomor daftar.", "Number of a list."))
@click.option(
    "--all-lists", is_flag=True, help=t("Semua daftar yang siap dan belum dipakai.", "Every ready list that is free.")
)
@ON
@click.option("--really", is_flag=True, help=t("Simpan.", "Store."))
@JSON
def run(
    code: str, lists: tuple[int, ...], all_lists: bool, on: dt.datetime | None, really: bool, as_json: bool
) -> None:
    order = _order(code, on, lists=None if all_lists else lists, really=really)
    done = _run(order, as_json=as_json)
    if as_json:
        print_json(dataclasses.asdict(done))
        return
    _show_done(done, code)


def _order(
    code: str, on: dt.datetime | None, *, lists: tuple[int, ...] | None = (), really: bool = False
) -> decide_a_programme.Order:
    return decide_a_programme.Order(code=code, on=on.date() if on else session.now().date(), lists=lists, really=really)


def _run(order: decide_a_programme.Order, *, as_json: bool) -> decide_a_programme.Done:
    with steps(len(decide_a_programme.STEPS), quiet=as_json) as advance:
        return _asked(
            lambda viewer: decide_a_programme.run(
                order, home=settings.PAYUNG_HOME, by=viewer, at=session.now(), tell=advance
            )
        )


def _show_done(done: decide_a_programme.Done, code: str) -> None:
    found = done.decided
    table(
        t("Kelayakan", "Eligibility"),
        [
            t("Calon", "Candidates"),
            t("Memenuhi syarat", "Eligible"),
            t("Perlu orang", "Doubtful"),
            t("TMS (ditandatangani)", "Not eligible (signed)"),
            t("Kursi", "Seats"),
            t("Daftar tunggu", "Waiting"),
        ],
        [[found.candidates, found.eligible, found.doubtful, found.not_eligible, found.seats, found.waiting]],
    )
    _reasons_table(found.reasons)
    say(
        Words(
            id="{rows} baris diterima dari {lists} daftar; {incomplete} tanpa NIK atau tanggal lahir. Baru {new}, berubah {changed}, dibuka lagi {reopened}.",
            en="{rows} accepted rows of {lists} lists; {incomplete} without NIK or birth date. New {new}, changed {changed}, reopened {reopened}.",
        ),
        rows=number(found.accepted_rows),
        lists=len(done.lists),
        incomplete=number(found.incomplete),
        new=number(found.new),
        changed=number(found.changed),
        reopened=number(found.reopened),
    )
    if not done.applied:
        say(Words(id="Belum disimpan; tambahkan --really.", en="Not stored; add --really."))
    elif found.doubtful:
        say(
            Words(id="Berikutnya: payung decide doubtful {code}", en="Next: payung decide doubtful {code}"),
            code=code,
        )


def _reasons_table(reasons: tuple[tuple[str, int], ...]) -> None:
    table(
        t("Alasan", "Reasons"),
        [t("Alasan", "Reason"), t("Arti", "Meaning"), t("Akibat", "Leads to"), t("Orang", "People")],
        [
            [
                reason,
                catalogue.words(reason)[0].say(language()),
                words_of_decisions.WEIGHTS[catalogue.weight(reason)].say(language()),
                people,
            ]
            for reason, people in reasons
        ],
    )


@click.command(
    help=t(
        "Keadaan sebuah program; dengan --candidate: satu orang dengan alasan dan fakta (pembacaan dicatat).",
        "Where a programme stands; with --candidate: one person with reasons and facts (the look is recorded).",
    )
)
@click.argument("code")
@click.option("--candidate", type=int, help=t("Nomor calon.", "Number of a candidate."))
@JSON
def show(code: str, candidate: int | None, as_json: bool) -> None:
    programme = asked(lambda viewer: programmes.programme(code, seen_by=viewer))
    if candidate is not None:
        try:
            person = asked(lambda viewer: queries.person(programme, candidate, seen_by=viewer, at=session.now()))
        except queries.NoSuchCandidate:
            refuse(t("Tidak ada calon dengan nomor itu.", "There is no candidate of this number."))
        _show_person(person, as_json=as_json)
        return
    found = asked(lambda viewer: queries.standing(programme, seen_by=viewer))
    if as_json:
        print_json(dataclasses.asdict(found))
        return
    counts = [
        [t("Calon", "Candidates"), found.candidates],
        [t("Memenuhi syarat", "Eligible"), found.eligible],
        [t("Perlu keputusan orang", "Doubtful"), found.doubtful],
        [t("Di antaranya diusulkan TMS", "Of these proposed for refusal"), found.to_sign],
        [t("Tidak memenuhi syarat (ditandatangani)", "Not eligible (signed)"), found.not_eligible],
        [t("Kursi", "Seats"), found.seats],
        [t("Daftar tunggu", "Waiting list"), found.waiting],
        [t("Diputuskan dengan tangan", "Decided by hand"), found.by_hand],
    ]
    table(programme.name, [t("Keadaan", "Standing"), t("Orang", "People")], counts)
    _reasons_table(found.reasons)


def _show_person(person: queries.Person, *, as_json: bool) -> None:
    if as_json:
        print_json(dataclasses.asdict(person))
        return
    facts = [[name, "?" if value is None else str(value)] for name, value in person.facts]
    rows = [
        ["NIK", person.nik],
        [t("Lahir", "Born"), person.birth_on.strftime("%d-%m-%Y")],
        [t("Pekerjaan", "Occupation"), f"{person.occupation or '-'} ({person.occupation_group})"],
        [t("Hasil", "Outcome"), person.outcome],
        [t("Diputuskan", "Decided"), f"{person.decided_on:%d-%m-%Y} {person.decided_by} {person.note}".strip()],
        *facts,
    ]
    table(f"{person.candidate_id} {person.name}", [t("Fakta", "Fact"), t("Isi", "Value")], rows)
    for reason in person.reasons:
        why, fix = catalogue.words(reason)
        say(
            Words(id="• {why} {fix}", en="• {why} {fix}"),
            why=why.say(language()),
            fix=fix.say(language()),
        )


def _people_table(title: str, people: list[queries.Person], *, as_json: bool) -> None:
    if as_json:
        print_json([dataclasses.asdict(person) for person in people])
        return
    heads = [
        "No",
        t("Urutan", "Rank"),
        t("Kelurahan", "Kelurahan"),
        t("Nama", "Name"),
        t("Lahir", "Born"),
        t("Pekerjaan", "Occupation"),
        t("Alasan", "Reasons"),
    ]
    rows = [
        [
            str(person.candidate_id),
            str(person.rank or "-"),
            person.kelurahan_code or "-",
            person.name,
            person.birth_on.strftime("%d-%m-%Y"),
            person.occupation or "-",
            ", ".join(queries.weighty_reasons(person)) or "-",
        ]
        for person in people
    ]
    table(title, heads, rows)


@click.command(
    help=t(
        "Yang menunggu keputusan orang; yang diusulkan TMS lebih dulu. Pembacaan dicatat.",
        "Who waits for a person's decision; those proposed for refusal first. The look is recorded.",
    )
)
@click.argument("code")
@click.option("--reason", help=t("Hanya alasan ini.", "Only this reason."))
@LIMIT
@JSON
def doubtful(code: str, reason: str | None, limit: int, as_json: bool) -> None:
    programme = asked(lambda viewer: programmes.programme(code, seen_by=viewer))
    _known_reason(reason)
    people = asked(
        lambda viewer: queries.doubtful(programme, seen_by=viewer, at=session.now(), reason=reason, limit=limit)
    )
    _people_table(t("Perlu keputusan", "To be decided"), people, as_json=as_json)


def _known_reason(reason: str | None) -> None:
    if reason is not None and reason not in catalogue.ids():
        refuse(t(f"Alasan {reason} tidak dikenal: {', '.join(catalogue.ids())}", f"No such reason: {reason}"))


@click.command(
    help=t(
        "Putuskan dengan tangan: orang yang disebut, atau semua yang mempunyai satu alasan sekaligus (batch bertanda tangan).\n\n"
        "--outcome eligible | not_eligible | reopen (kembali ke aturan). Catatan wajib. Sesudahnya kursi dibagi ulang. Batch eligible hanya "
        "mengenai orang yang tidak mempunyai alasan lain. Tanpa --really hanya ditunjukkan berapa yang menunggu.\n\n"
        "\b\nContoh:\n  payung decide settle bontang-rentan --outcome not_eligible --reason dukcapil_dead --note 'BA 12/2026' --really\n"
        "  payung decide settle bontang-rentan --outcome eligible --candidate 41 --note 'usaha warung, survei 3-4-2026' --really",
        "Decide by hand: the people named, or everybody with one reason at once (a signed batch).\n\n"
        "--outcome eligible | not_eligible | reopen (back to the rules). A note is needed. The seats are dealt out anew afterwards. A batch of "
        "eligible touches only people without another reason. Without --really only shows how many wait.\n\n"
        "\b\nExample:\n  payung decide settle bontang-rentan --outcome not_eligible --reason dukcapil_dead --note 'minutes 12/2026' --really",
    )
)
@click.argument("code")
@click.option("--outcome", type=click.Choice(["eligible", "not_eligible", "reopen"]), required=True)
@click.option("--candidate", "candidates", type=int, multiple=True, help=t("Nomor calon.", "Number of a candidate."))
@click.option("--reason", help=t("Semua yang mempunyai alasan ini.", "Everybody with this reason."))
@click.option(
    "--note",
    required=True,
    help=t("Dasar keputusan, misalnya nomor berita acara.", "Ground, as the number of the minutes."),
)
@ON
@click.option("--really", is_flag=True, help=t("Simpan.", "Store."))
@JSON
def settle(**said: Any) -> None:
    if not said["candidates"] and not said["reason"]:
        refuse(t("Sebut --candidate atau --reason.", "Name --candidate or --reason."))
    _known_reason(said["reason"])
    if not said["really"]:
        _show_what_waits(said["code"], said["reason"], len(said["candidates"]))
        return
    try:
        with steps(len(decide_a_programme.STEPS), quiet=said["as_json"]) as advance:
            count, done = _asked(
                lambda viewer: decide_a_programme.settle(
                    _order(said["code"], said["on"], really=True),
                    outcome=said["outcome"],
                    note=said["note"],
                    candidates=list(said["candidates"]) or None,
                    reason=said["reason"],
                    home=settings.PAYUNG_HOME,
                    by=viewer,
                    at=session.now(),
                    tell=advance,
                )
            )
    except actions.NothingToSettle:
        refuse(words_of_decisions.NOBODY_WAITS.say(language()), code=NEEDS_A_PERSON)
    except actions.NoNote:
        refuse(words_of_decisions.NO_NOTE.say(language()))
    if said["as_json"]:
        print_json({"settled": count, **dataclasses.asdict(done)})
        return
    say(Words(id="{n} orang diputuskan.", en="{n} people decided."), n=number(count))
    _show_done(done, said["code"])


def _show_what_waits(code: str, reason: str | None, named: int) -> None:
    programme = asked(lambda viewer: programmes.programme(code, seen_by=viewer))
    found = asked(lambda viewer: queries.standing(programme, seen_by=viewer))
    people = dict(found.reasons).get(reason, 0) if reason else named
    say(
        Words(
            id="{n} orang mempunyai alasan itu (atau disebut); {doubtful} menunggu keputusan dalam program ini. Tambahkan --really.",
            en="{n} people have this reason (or are named); {doubtful} wait for a decision in this programme. Add --really.",
        ),
        n=number(people),
        doubtful=number(found.doubtful),
    )


@click.command(help=t("Daftar tunggu per kelurahan, menurut urutan.", "The waiting list per kelurahan, in its order."))
@click.argument("code")
@click.option("--kelurahan", help=t("Kode kelurahan.", "Code of a kelurahan."))
@LIMIT
@JSON
def waiting(code: str, kelurahan: str | None, limit: int, as_json: bool) -> None:
    programme = asked(lambda viewer: programmes.programme(code, seen_by=viewer))
    people = asked(
        lambda viewer: queries.waiting(programme, seen_by=viewer, at=session.now(), kelurahan=kelurahan, limit=limit)
    )
    _people_table(t("Daftar tunggu", "Waiting list"), people, as_json=as_json)
