"""Work on decrees that takes longer than a page may: propose, draw again, print, enact, write letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.enrolment.deeds import Deed
from payung.enrolment.proposing import Order
from payung.flows import amend_a_decree, enact_a_decree, print_a_decree, propose_a_decree, write_letters
from payung.flows.words_of_papers import DECREE_REFUSALS, LETTER_REFUSALS, of_change, of_decree, of_letter
from payung.intake import files
from payung.jobs.hands import Done, Hand, Refused
from payung.letters import signers
from payung.vocabulary.words import Words

Tell = Callable[[str], None]


def _propose(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Draft a decree.

    :param order: `programme`, `title`, `first_month`, `end_month` (ISO days or None), `lines` (fiscal year → budget line);
        or `again` (a draft to draw anew) and `lines`.
    :raises Refused: with every reason.
    """
    tell("propose")
    lines = {int(year): line for year, line in order.get("lines", {}).items()}
    try:
        if order.get("again"):
            done = propose_a_decree.again(decree_id=order["again"], lines=lines, by=by, at=at)
        else:
            said = Order(
                order["programme"], order.get("title", ""), _day(order, "first_month"), _day(order, "end_month"), lines
            )
            done = propose_a_decree.run(said, by=by, at=at)
    except DECREE_REFUSALS as refused:
        raise Refused(of_decree(refused)) from None
    return f"decree:{done.decree_id}"


def _print(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Freeze an annex and print it, with whole NIKs and as the copy that leaves the office.

    :param order: `decree_id`.
    :raises Refused: with every reason.
    """
    for nik_shown in ("full", "last_four"):
        tell(f"print_{nik_shown}")
        try:
            print_a_decree.run(
                print_a_decree.Order(order["decree_id"], settings.PAYUNG_HOME, nik_shown=nik_shown), by=by, at=at
            )
        except DECREE_REFUSALS as refused:
            raise Refused(of_decree(refused)) from None
    return f"decree:{order['decree_id']}"


def _enact(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Enact a decree with what stands on its paper; enacted already, nothing is done again and the reason is said.

    :param order: `decree_id`, `number`, `decided_on`, `signer` (a number of `letters.signers`), `acting`, `acting_from`,
        `acting_until` (ISO days or None), `scan` (SHA-256 of a kept file, or empty).
    :raises Refused: with every reason.
    """
    tell("enact")
    signing = signers.signer(order["signer"], seen_by=by)
    deed = Deed(
        number=order["number"],
        decided_on=dt.date.fromisoformat(order["decided_on"]),
        signer_name=signing.name,
        signer_title=signing.title,
        acting=order.get("acting", ""),
        acting_from=_day(order, "acting_from"),
        acting_until=_day(order, "acting_until"),
    )
    home = settings.PAYUNG_HOME
    scan = files.place_of(home, order["scan"]) if order.get("scan") else None
    try:
        enact_a_decree.run(order["decree_id"], deed, scan=scan, home=home, by=by, at=at)
    except DECREE_REFUSALS as refused:
        raise Refused(of_decree(refused)) from None
    return f"decree:{order['decree_id']}"


def _amend(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> Done:
    """Draft what changes an enacted decree.

    :param order: `decree_id`, `lines` (pairs of a line of the annex and why its person leaves), `answered_no` (also whom BPJS
        refused), `fill`.
    :raises Refused: with every reason.
    """
    tell("amend")
    lines = [(line, leaving) for line, leaving in order["lines"]]
    try:
        change = amend_a_decree.run_lines(
            order["decree_id"], lines, refused_too=order["answered_no"], fill=order["fill"], by=by, at=at
        )
    except DECREE_REFUSALS as refused:
        raise Refused(of_decree(refused)) from None
    drafted, *unfilled = of_change(change)
    return Done(f"decree:{change.proposal.decree_id}", [drafted], unfilled)


def _write(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Write the letters of a decree.

    :param order: `decree_id`, `until` (ISO day or None), `kelurahan` (code or None).
    :raises Refused: with every reason.
    """
    tell("write")
    try:
        write_letters.of_decree(
            decree_id=order["decree_id"],
            until=_day(order, "until"),
            kelurahan_code=order.get("kelurahan"),
            home=settings.PAYUNG_HOME,
            by=by,
            at=at,
        )
    except LETTER_REFUSALS as refused:
        raise Refused(of_letter(refused)) from None
    except DECREE_REFUSALS as refused:
        raise Refused(of_decree(refused)) from None
    return f"letters:decree:{order['decree_id']}"


def _day(order: Mapping[str, Any], name: str) -> dt.date | None:
    return dt.date.fromisoformat(order[name]) if order.get(name) else None


HANDS = {
    "propose_decree": Hand(do=_propose, steps=1),
    "print_decree": Hand(do=_print, steps=2),
    "enact_decree": Hand(do=_enact, steps=1),
    "amend_decree": Hand(
        do=_amend,
        steps=1,
        words={"amend": Words(id="menyusun konsep perubahan", en="drafting the change")},
    ),
    "write_letters": Hand(do=_write, steps=1),
}
