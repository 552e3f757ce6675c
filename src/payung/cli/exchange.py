"""The round trips: names to Disdukcapil and BPJS, their answers, and where every package stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from payung.access.viewer import NotAllowed, Viewer
from payung.cli import exchange_words as words
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.exchange_options import answering, sending, showing
from payung.cli.exchange_tables import files_table, packages_table, tell_answers, tell_sent
from payung.cli.terminal import OK, ROWS_NEED_WORK, language, number, print_json, refuse, say, steps, t, table
from payung.enrolment.bulk import Answered
from payung.exchanges import queries
from payung.flows import enrol_the_answered, send_a_package, take_an_answer, words_of_answers
from payung.vocabulary.words import Words

PURPOSES = {"check": "bpjs_check", "enrolment": "bpjs_enrolment"}
_SEND_REFUSALS = (
    send_a_package.NoSuchProgramme,
    send_a_package.NoSuchDecree,
    send_a_package.NotEnacted,
    send_a_package.NikTwice,
    OSError,
)
_SEATS = Words(
    id="SK {decree_id}: kursi {seats} = menunggu {waiting} + peserta {member} + ditolak {rejected} + berakhir {ended}; "
    "baru {taken}, berubah {turned}, KPJ {numbered}, perlu diputuskan orang {against}.",
    en="Decree {decree_id}: seats {seats} = waiting {waiting} + member {member} + rejected {rejected} + ended {ended}; "
    "new {taken}, turned {turned}, KPJ {numbered}, for a person to settle {against}.",
)


@click.command(help=words.DUKCAPIL_SEND.say(language()))
@sending
def dukcapil_send(**said: Any) -> None:
    _send(["dukcapil"], None, said)


@click.command(help=words.BPJS_SEND.say(language()))
@sending
@click.option("--for", "purpose", type=click.Choice(list(PURPOSES)), default="check", show_default=True)
@click.option("--decree", "decree_id", type=int, help=t("Nomor SK di Payung.", "Number of the decree in Payung."))
def bpjs_send(purpose: str, decree_id: int | None, **said: Any) -> None:
    if (purpose == "enrolment") != (decree_id is not None):
        refuse(
            t(
                "Pendaftaran selalu untuk satu SK: --for enrolment --decree NOMOR.",
                "An enrolment is always of one decree: --for enrolment --decree NUMBER.",
            )
        )
    _send(["bpjs_enrolment", "bpjs_leaving"] if decree_id else ["bpjs_check"], decree_id, said)


def _send(purposes: list[str], decree_id: int | None, said: Mapping[str, Any]) -> None:
    viewer = session.viewer()
    done: list[send_a_package.Sent] = []
    refused: list[str] = []
    for purpose in purposes:
        order = _sending_order(purpose, decree_id, said)
        try:
            sent = send_a_package.run(order, home=settings.PAYUNG_HOME, by=viewer, at=session.now())
        except NotAllowed as missing:
            refuse(not_allowed(missing))
        except _SEND_REFUSALS as one:
            refused.append(words.refusal(one))
        else:
            # A decree that removes nobody, or adds nobody, has one package only.
            done += [sent] if sent.names else []
    if said["as_json"] and done:
        print_json([dataclasses.asdict(one) for one in done])
    for sent in [] if said["as_json"] else done:
        tell_sent(sent)
    if refused or not done:
        refuse(*(dict.fromkeys(refused) or [words_of_answers.NOBODY.say(language())]))


def _sending_order(purpose: str, decree_id: int | None, said: Mapping[str, Any]) -> send_a_package.Order:
    return send_a_package.Order(
        programme=said["programme"],
        purpose=purpose,
        folder=said["to"] or settings.PAYUNG_HOME / "outgoing",
        decree_id=decree_id,
        asked_before=said["asked_before"].date() if said["asked_before"] else None,
        part=said["part"],
        really=said["really"],
    )


@click.command(help=words.DUKCAPIL_ANSWER.say(language()))
@answering
def dukcapil_answer(**said: Any) -> None:
    _answer(("dukcapil",), said)


@click.command(help=words.BPJS_ANSWER.say(language()))
@answering
def bpjs_answer(**said: Any) -> None:
    _answer(("bpjs_check", "bpjs_enrolment", "bpjs_leaving"), said)


def _answer(purposes: tuple[str, ...], said: Mapping[str, Any]) -> None:
    viewer = session.viewer()
    _must_be_theirs(purposes, viewer)
    _must_be_of(purposes, said["package_id"])
    done: list[take_an_answer.Answered] = []
    failed: list[tuple[str, Exception]] = []
    with steps(len(take_an_answer.STEPS) * len(said["paths"]), quiet=said["as_json"]) as advance:
        for path in said["paths"]:
            try:
                done.append(
                    take_an_answer.run(
                        _order(path, said),
                        home=settings.PAYUNG_HOME,
                        by=viewer,
                        at=session.now(),
                        tell=lambda step, name=path.name: advance(
                            f"{words_of_answers.STEPS[step].say(language())} {name[:20]}"
                        ),
                    )
                )
            except NotAllowed as missing:
                refuse(not_allowed(missing))
            except take_an_answer.REFUSALS as one:
                failed.append((path.name, one))
    seats = _seats(done, viewer)
    if said["as_json"]:
        print_json(
            {
                "answers": [_as_json(one) for one in done],
                "seats": dataclasses.asdict(seats) if seats else None,
                "failed": [
                    {"file": name, "what": type(one).__name__, "why": words.refusals(one)} for name, one in failed
                ],
            }
        )
    else:
        tell_answers(done)
        if seats:
            say(_SEATS, **{name: number(value) for name, value in dataclasses.asdict(seats).items()})
        for name, one in failed:
            for sentence in words.refusals(one):
                click.echo(f"✗ {name}: {sentence}", err=True)
    raise SystemExit(_exit_code(done, [one for _, one in failed]))


def _seats(done: list[take_an_answer.Answered], viewer: Viewer) -> Answered | None:
    """Take stored answers about a decree over into its seats; a stopped run is completed by the same file again."""
    stored = [one.package for one in done if one.stored and one.package.purpose == "bpjs_enrolment"]
    if not stored:
        return None
    return enrol_the_answered.run(package_id=stored[-1].package_id, by=viewer, at=session.now())


def _must_be_theirs(purposes: tuple[str, ...], viewer: Viewer) -> None:
    """End the command for an account of an authority that has nothing to do with these packages."""
    if viewer.purposes and not set(purposes) & set(viewer.purposes):
        refuse(not_allowed(NotAllowed("exchange")))


def _must_be_of(purposes: tuple[str, ...], package_id: int) -> None:
    """End the command where the package is another authority's: a Y of BPJS is no padan."""
    found = _asked(lambda viewer: queries.package(package_id, seen_by=viewer))
    if found.purpose not in purposes:
        refuse(
            t(
                f"Paket {package_id} adalah {words_of_answers.PURPOSES[found.purpose].id}.",
                f"Package {package_id} is {words_of_answers.PURPOSES[found.purpose].en}.",
            )
        )


def _order(path: Path, said: Mapping[str, Any]) -> take_an_answer.Order:
    columns = [text.rpartition("=") for text in said["corrections"]]
    meanings = [text.rpartition("=") for text in said["says"]]
    return take_an_answer.Order(
        package_id=said["package_id"],
        file=path,
        answered_on=(said["answered_on"] or session.now()).date(),
        takes_newer=said["take_newer"],
        rest_yes=said["rest_yes"],
        says={word: meaning for word, _, meaning in meanings},
        corrections={heading: name or None for heading, _, name in columns},
        accept_columns=said["accept_columns"],
        although_unknown=said["although_unknown"],
        really=not said["dry_run"],
    )


def _exit_code(done: list[take_an_answer.Answered], failed: list[Exception]) -> int:
    """Return the strongest of what happened: stopped, columns to settle, refused, rows that need work, all well."""
    codes = [words.exit_code(one) for one in failed]
    if codes:
        return max(codes)
    needs_work = any(
        one.file.unknown + one.file.conflicting + one.file.unreadable + one.package.corrections for one in done
    )
    return ROWS_NEED_WORK if needs_work else OK


def _as_json(one: take_an_answer.Answered) -> dict[str, Any]:
    return {
        **dataclasses.asdict(one.package),
        "file": dataclasses.asdict(one.file),
        "changed": len(one.changed),
        "problems": [problem.to_json() for problem in one.problems],
        "again": one.again,
        "replaced": one.replaced,
        "rest": one.rest,
        "seats": dataclasses.asdict(one.seats) if one.seats else None,
        "stored": one.stored,
    }


@click.command(help=words.DUKCAPIL_SHOW.say(language()))
@showing
def dukcapil_show(package_id: int | None, what: str, limit: int, as_json: bool) -> None:
    _show(("dukcapil",), package_id, what, limit, as_json=as_json)


@click.command(help=words.BPJS_SHOW.say(language()))
@showing
@click.option("--for", "purpose", type=click.Choice(list(PURPOSES)))
def bpjs_show(package_id: int | None, what: str, limit: int, as_json: bool, purpose: str | None) -> None:
    wanted = {"check": ("bpjs_check",), "enrolment": ("bpjs_enrolment", "bpjs_leaving")}
    _show(wanted.get(purpose or "", wanted["check"] + wanted["enrolment"]), package_id, what, limit, as_json=as_json)


def _show(purposes: tuple[str, ...], package_id: int | None, what: str, limit: int, *, as_json: bool) -> None:
    on = session.now().date()
    _must_be_theirs(purposes, session.viewer())
    if package_id is None:
        found = _asked(lambda viewer: queries.packages(seen_by=viewer, purposes=purposes))
        receipts = [
            _asked(lambda viewer, pk=one.pk: queries.package_receipt(pk, on=on, seen_by=viewer)) for one in found
        ]
        print_json([dataclasses.asdict(one) for one in receipts]) if as_json else packages_table(receipts)
        return
    _must_be_of(purposes, package_id)
    if what == "files":
        receipt = _asked(lambda viewer: queries.package_receipt(package_id, on=on, seen_by=viewer))
        if as_json:
            print_json(dataclasses.asdict(receipt))
            return
        packages_table([receipt])
        files_table(list(receipt.files))
        return
    lines = _asked(lambda viewer: words.lines(what, package_id, on=on, seen_by=viewer))
    if as_json:
        print_json(lines)
        return
    columns = list(lines[0]) if lines else []
    shown = [[one[name] for name in columns] for one in lines[:limit]]
    if not lines:
        say(Words(id="Tidak ada.", en="None."))
        return
    table(words.SHOWN[what].say(language()), columns, shown)
    if len(lines) > limit:
        say(Words(id="… dan {n} lagi (--limit).", en="… and {n} more (--limit)."), n=number(len(lines) - limit))


def _asked(question: Any) -> Any:
    """Ask as the signed-in account; a missing right or package ends the command."""
    viewer = session.viewer()
    try:
        return question(viewer)
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except queries.NoSuchPackage:
        refuse(words_of_answers.NO_SUCH_PACKAGE.say(language()))
