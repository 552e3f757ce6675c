"""What the room of bills and payments refuses to do, each by name; several things wrong are told at once."""

from __future__ import annotations

from collections.abc import Sequence

from payung.law.refusals import Refused
from payung.vocabulary.words import Words


class NoSuchBill(Exception):
    """The office has no bill of this number."""


class BillIsPaid(Exception):
    """A paid bill is not voided: the money has moved. Give its months back instead."""


class BillIsVoid(Exception):
    """The bill was voided before."""


class AlreadyIssued(Exception):
    """The bill has its kode iuran; `kode_iuran` is it."""

    def __init__(self, kode_iuran: str) -> None:
        super().__init__(kode_iuran)
        self.kode_iuran = kode_iuran


class CodeNotUsable(Exception):
    """The text is no kode iuran of 12 digits, or it belongs to another list; `reason` is `shape`, `taken` or `void`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ListChanged(Exception):
    """Seats of the billed months ended or were added since the bill was made: void it and make another."""

    def __init__(self, ended: int, added: int) -> None:
        super().__init__(f"{ended} ended, {added} added")
        self.ended, self.added = ended, added


class NothingToBill(Exception):
    """No member has a month here that is not billed: `already` months are billed, `waiting` seats have no answer of BPJS."""

    def __init__(self, already: int, waiting: int) -> None:
        super().__init__(f"{already} billed already, {waiting} waiting")
        self.already, self.waiting = already, waiting


class SeveralProblems(Exception):
    """Everything that is wrong, at once, in two languages."""

    def __init__(self, problems: Sequence[Refused]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    def say(self, language: str = "id") -> list[str]:
        """Return every problem in a language."""
        return [problem.say(language) for problem in self.problems]


class CannotBill(SeveralProblems):
    """Terms, prices or budget lines are missing, or the law leaves the price open."""


class PaymentRefused(SeveralProblems):
    """The payment does not fit its bill; nothing was recorded."""


class AlreadyEntered(Exception):
    """This SP2D is recorded for this bill (or this correction with this document)."""


class Doubtful(Exception):
    """A person must read something first: lines that `changed` since the bill was made, or an SP2D of another fiscal year."""

    def __init__(self, changed: int, *, other_year: bool) -> None:
        super().__init__(f"{changed} changed, other year: {other_year}")
        self.changed, self.other_year = changed, other_year


class MakerMayNotPay(Exception):
    """Who made a bill does not record its payment."""


class NothingToMove(Exception):
    """There is no excess, or no paid month, to give back: `left` rupiah could move."""

    def __init__(self, left: int) -> None:
        super().__init__(str(left))
        self.left = left


class Unexplained(Exception):
    """The two sides differ and nobody said why: `person_months` and `amount` are ours less theirs."""

    def __init__(self, person_months: int, amount: int) -> None:
        super().__init__(f"{person_months} person-months, {amount} rupiah")
        self.person_months, self.amount = person_months, amount


class AlreadyReconciled(Exception):
    """The period was reconciled before."""


class LedgerBroken(Exception):
    """Rows written are not what was reckoned; nothing was kept."""


def problem(id: str, en: str, **fields: object) -> Refused:
    """Return one thing that is wrong, in two languages."""
    return Refused(Words(id=id, en=en), **fields)
