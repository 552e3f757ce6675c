"""Cases of personal data: breaches and what people ask about their own data, each with its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import click
from django.conf import settings
from django.utils import timezone

from payung.access.viewer import NotAllowed
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import ROWS_NEED_WORK, language, number, print_json, refuse, say, t, table
from payung.flows import correct_a_person, erase_a_person, open_a_request, write_case_letters
from payung.flows import words_of_privacy as words
from payung.flows.letterheads import NothingToWrite
from payung.flows.see_a_person import NoSuchPerson, TooManyLooks
from payung.privacy import actions, queries
from payung.privacy.actions import Asked, Told
from payung.privacy.data import DATA, FIELDS
from payung.privacy.queries import CaseSeen
from payung.vocabulary import zones
from payung.vocabulary.words import Words

Done = TypeVar("Done")


class Moment(click.ParamType):
    """A moment as offices write it: 21-11-2026 17.30."""

    name = t("saat", "moment")

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Read it in the installation's zone."""
        if isinstance(value, dt.datetime):
            return value
        for shape in ("%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M"):
            try:
                return timezone.make_aware(dt.datetime.strptime(str(value).strip(), shape))  # noqa: DTZ007 (made aware here)
            except ValueError:
                continue
        return self.fail(t(f"{value!r}: tulis 21-11-2026 17.30", f"{value!r}: write 21-11-2026 17.30"), param, ctx)


def _do(act: Callable[[], Done]) -> Done:
    """Do one thing, or end with every reason why not."""
    try:
        return act()
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except words.REFUSALS as refused:
        refuse(*[one.say(language()) for one in words.of_case(refused)])
    except NothingToWrite as refused:
        refuse(refused.words.say(language()))
    except NoSuchPerson:
        refuse(t("Orang dengan nomor itu tidak ada.", "There is nobody of this number."))
    except TooManyLooks:
        refuse(t("Batas pencarian satu jam tercapai.", "The hour's look-ups are used up."))


def _left(one: CaseSeen, now: dt.datetime) -> str:
    hours = int((one.due_at - now).total_seconds() // 3600)
    if not one.is_running:
        return words.STATES[one.state].say(language())
    return t(f"sisa {hours} jam", f"{hours} h left") if hours >= 0 else t(f"LEWAT {-hours} jam", f"OVERDUE by {-hours} h")  # fmt: skip


@click.command("list", help=t("Kasus yang berjalan menurut batas waktunya; kode keluar 1 bila ada yang lewat.", "Cases that run, by their deadline; exit code 1 where one is overdue."))  # fmt: skip
@click.option("--closed", "is_closed", is_flag=True, help=t("Yang sudah selesai.", "Those that are closed."))
@click.option("--json", "as_json", is_flag=True)
def list_cases(is_closed: bool, as_json: bool) -> None:
    now = session.now()
    found = _do(lambda: queries.cases(seen_by=session.viewer(), is_closed=is_closed))[: queries.PAGE]
    if as_json:
        print_json([{"case": one.case_id, "kind": one.kind, "state": one.state, "reference": one.reference, "due_at": one.due_at, "is_overdue": one.is_overdue(now)} for one in found])  # fmt: skip
    else:
        columns = [t("Kasus", "Case"), t("Agenda", "Reference"), t("Tentang", "About"), t("Batas", "Deadline"), t("Jam", "Clock")]  # fmt: skip
        rows = [(str(one.case_id), one.reference, words.KINDS[one.kind].say(language()), zones.said(timezone.localtime(one.due_at)), _left(one, now)) for one in found]  # fmt: skip
        table(t("Kasus data pribadi", "Cases of personal data"), columns, rows)
    if any(one.is_overdue(now) for one in found):
        raise SystemExit(ROWS_NEED_WORK)


@click.command(help=t("Satu kasus: jamnya, rencananya atau yang sudah dikerjakan.", "One case: its clock, its plan or what was done."))  # fmt: skip
@click.argument("case", type=int)
def show(case: int) -> None:
    one = _do(lambda: queries.case(case, seen_by=session.viewer()))
    say(
        Words(
            id="{kind} {reference}: {clock} (batas {due}, {law})", en="{kind} {reference}: {clock} (until {due}, {law})"
        ),
        kind=words.KINDS[one.kind].say(language()),
        reference=one.reference,
        clock=_left(one, session.now()),
        due=zones.said(timezone.localtime(one.due_at)),
        law=one.rests_on,
    )
    if weak := words.clock_warning(one):
        say(weak)
    if one.kind != "breach":
        _show_plan(one)


def _show_plan(one: CaseSeen) -> None:
    viewer = session.viewer()
    if one.kind == "erasure":
        plan = _do(lambda: erase_a_person.plan(one.case_id, home=settings.PAYUNG_HOME, by=viewer))
        changed, left = plan.removed, plan.kept
    else:
        wish = _do(lambda: correct_a_person.plan(one.case_id, by=viewer))
        changed, left = wish.changed, wish.left
    for said, count in words.changed(one.kind, changed):
        say(Words(id="− {what}: {count}", en="− {what}: {count}"), what=said.say(language()), count=number(count))
    for said, count, why in words.kept(one.kind, left):
        say(Words(id="= tetap: {what}: {count}. {why}", en="= stays: {what}: {count}. {why}"), what=said.say(language()), count=number(count), why=why.say(language()))  # fmt: skip
    if caution := words.caution(one.kind, left):
        say(caution)


@click.command(help=t("Catat kebocoran; jamnya berjalan sejak --found.", "Record a breach; its clock runs from --found."))  # fmt: skip
@click.argument("reference")
@click.option("--found", required=True, type=Moment())
@click.option("--by", "found_by", required=True, help=t("Siapa yang menemukan.", "Who found it."))
@click.option("--how", required=True)
@click.option("--data", multiple=True, required=True, type=click.Choice(list(DATA)))
@click.option("--people", type=click.IntRange(min=0), help=t("Jumlah orang, bila sudah dihitung.", "How many people, if counted."))  # fmt: skip
@click.option("--handling", default="")
def breach(  # noqa: PLR0913 (one option a fact)
    reference: str,
    found: dt.datetime,
    found_by: str,
    how: str,
    data: tuple[str, ...],
    people: int | None,
    handling: str,
) -> None:
    basis = "unknown" if people is None else "counted"
    told = Told(found_by, how, data, handling, people=people, people_basis=basis)
    made = _do(lambda: actions.open_breach(reference=reference, found_at=found, told=told, by=session.viewer(), at=session.now()))  # fmt: skip
    say(Words(id="Kasus {number} dibuka.", en="Case {number} is open."), number=made.pk)


@click.command(help=t("Hitung dari jejak apa yang dilihat atau dibawa satu akun.", "Count from the trail what an account saw or took out."))  # fmt: skip
@click.argument("case", type=int)
@click.option("--account", required=True)
@click.option("--since", required=True, type=Moment())
@click.option("--until", required=True, type=Moment())
def count(case: int, account: str, since: dt.datetime, until: dt.datetime) -> None:
    viewer = session.viewer()
    names = _do(lambda: {name: pk for pk, name, _ in queries.accounts(seen_by=viewer)})
    found = _do(lambda: actions.count_from_trail(case_id=case, account_id=names.get(account), since=since, until=until, by=viewer, at=session.now()))  # fmt: skip
    say(
        Words(
            id="Paling banyak {people} orang; {unknown} kejadian tanpa jumlah; disegel: {sealed}.",
            en="At most {people} people; {unknown} acts without a number; sealed: {sealed}.",
        ),
        people=number(found.people),
        unknown=found.unknown,
        sealed=t("ya", "yes") if found.is_sealed else t("belum", "not yet"),
    )


@click.command("request", help=t("Buka permohonan orang tentang datanya sendiri.\n\nContoh: payung privacy request correction PDP/3 candidate 17 --came '21-11-2026 08.00' --right 'name=Siti Aminah'", "Open what a person asks about their own data.\n\nExample: payung privacy request correction PDP/3 candidate 17 --came '21-11-2026 08.00' --right 'name=Siti Aminah'"))  # fmt: skip
@click.argument("asks", type=click.Choice(["correction", "erasure"]))
@click.argument("reference")
@click.argument("kind", type=click.Choice(["candidate", "row", "register"]))
@click.argument("subject", type=int)
@click.option("--came", required=True, type=Moment())
@click.option("--right", "rights", multiple=True, help=t("Nilai yang benar: {}=…", "A right value: {}=…").format("|".join(FIELDS)))  # fmt: skip
def open_request(
    asks: str, reference: str, kind: str, subject: int, came: dt.datetime, rights: tuple[str, ...]
) -> None:
    asked = Asked(asks, reference, came, kind, subject)
    wanted = {one.partition("=")[0].strip(): one.partition("=")[2] for one in rights}
    made = _do(lambda: open_a_request.run(asked, wanted=wanted, by=session.viewer(), at=session.now()))
    say(Words(id="Kasus {number} dibuka.", en="Case {number} is open."), number=made.pk)


@click.command(help=t("Usulkan permohonan kepada pemeriksa kedua.", "Put a request before a second pair of eyes."))
@click.argument("case", type=int)
def propose(case: int) -> None:
    _do(lambda: actions.propose(case_id=case, by=session.viewer(), at=session.now()))
    say(Words(id="Diusulkan.", en="Proposed."))


@click.command(help=t("Laksanakan permohonan yang diusulkan orang lain. Tanpa --apply hanya rencananya.", "Carry out what somebody else proposed. Without --apply, the plan only."))  # fmt: skip
@click.argument("case", type=int)
@click.option("--apply", "really", is_flag=True)
def settle(case: int, really: bool) -> None:
    viewer = session.viewer()
    one = _do(lambda: queries.case(case, seen_by=viewer))
    if not really:
        _show_plan(one)
        say(Words(id="Uji coba saja; tambahkan --apply untuk melaksanakan.", en="Dry run; add --apply to carry it out."))  # fmt: skip
        return
    flow = correct_a_person if one.kind == "correction" else erase_a_person
    _do(lambda: flow.run(case, home=settings.PAYUNG_HOME, by=viewer, at=session.now()))
    _show_plan(_do(lambda: queries.case(case, seen_by=viewer)))
    say(Words(id="Dilaksanakan; beri tahu orangnya.", en="Carried out; tell the person."))


@click.command("refuse", help=t("Tolak permohonan dengan alasannya.", "Refuse a request with its reason."))
@click.argument("case", type=int)
@click.option("--reason", required=True)
def refuse_request(case: int, reason: str) -> None:
    _do(lambda: actions.refuse(case_id=case, reason=reason, by=session.viewer(), at=session.now()))
    say(Words(id="Ditolak; beri tahu orangnya.", en="Refused; tell the person."))


@click.command(help=t("Catat siapa yang diberi tahu, kapan, dan caranya.", "Note who was told, when and how."))
@click.argument("case", type=int)
@click.argument("whom", type=click.Choice(list(words.WHOM)))
@click.option("--at", "told_at", required=True, type=Moment())
@click.option("--channel", required=True)
def tell(case: int, whom: str, told_at: dt.datetime, channel: str) -> None:
    _do(lambda: actions.tell(case_id=case, whom=whom, told_at=told_at, channel=channel, by=session.viewer(), at=session.now()))  # fmt: skip
    say(Words(id="Dicatat.", en="Noted."))


@click.command("letters", help=t("Tulis naskah kasus (DOCX dan PDF).", "Write the papers of a case (DOCX and PDF)."))
@click.argument("case", type=int)
def write_letters(case: int) -> None:
    made = _do(lambda: write_case_letters.run(case, home=settings.PAYUNG_HOME, by=session.viewer(), at=session.now()))
    for one in made:
        say(Words(id="Naskah {number}: {subject}", en="Letter {number}: {subject}"), number=one.letter_id, subject=one.subject)  # fmt: skip


@click.command(help=t("Selesaikan kasus yang kewajibannya sudah dipenuhi.", "Close a case whose duties are done."))
@click.argument("case", type=int)
def close(case: int) -> None:
    _do(lambda: actions.close(case_id=case, by=session.viewer(), at=session.now()))
    say(Words(id="Selesai.", en="Closed."))
