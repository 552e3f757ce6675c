"""What the room of decrees and seats refuses to do, each by name and in words for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from payung.agreements.ledger import BudgetExceeded
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah
from payung.vocabulary.words import Words

# How many people a message names; the others are counted.
NAMED = 5


class Refused(Exception):
    """A decree or seat that cannot be; `problems` says all that is wrong."""

    def __init__(self, *problems: Words) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems

    def say(self, language: str = "id") -> list[str]:
        """Return every problem in a language."""
        return [problem.say(language) for problem in self.problems]


class NoSuchDecree(Refused):
    """No decree of this number, or one of another office: the two are not told apart."""

    def __init__(self, decree_id: int) -> None:
        super().__init__(Words(id=f"Tidak ada SK nomor {decree_id}.", en=f"There is no decree {decree_id}."))


class NoSuchProgramme(Refused):
    """The office has no programme of this code, or it has no terms on the day."""


class WrongState(Refused):
    """The decree is not at the step that comes before this one."""

    def __init__(self, decree_id: int, state: str, needed: Sequence[str]) -> None:
        self.state, self.needed = state, tuple(needed)
        is_now, wanted = STATE_WORDS[state], [STATE_WORDS[one] for one in needed]
        super().__init__(
            Words(
                id=f"SK {decree_id} berstatus {is_now.id}; langkah ini hanya dari {' atau '.join(w.id for w in wanted)}.",
                en=f"Decree {decree_id} is {is_now.en}; this step starts from {' or '.join(w.en for w in wanted)} only.",
            )
        )


class AlreadyEnacted(Refused):
    """The decree was enacted before; nothing was done a second time."""

    def __init__(self, decree_id: int, number: str, decided_on: dt.date) -> None:
        self.decree_id, self.number, self.decided_on = decree_id, number, decided_on
        day = f"{decided_on:%d-%m-%Y}"
        super().__init__(
            Words(
                id=f"SK {decree_id} sudah ditetapkan: nomor {number}, {day}. Tidak ada yang diulang.",
                en=f"Decree {decree_id} has been enacted: number {number}, {day}. Nothing was done again.",
            )
        )


class ProposerMayNotEnact(Refused):
    """Whoever proposed a decree does not enact it."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                id="Yang mengusulkan SK tidak menetapkannya: mintalah akun lain.",
                en="Whoever proposed a decree does not enact it: ask another account.",
            )
        )


class CannotEnact(Refused):
    """Number, date, signer or legal base are not as they must be; all of it is said."""


class MissingLegalBase(CannotEnact):
    """The regulation or the agreement (PKS) that the programme rests on is missing, or not in force on the day."""


class AlreadyProposed(Refused):
    """Everybody who could be proposed stands on a decree that is still on its way."""

    def __init__(self, decree_id: int) -> None:
        self.decree_id = decree_id
        super().__init__(
            Words(
                id=f"Semua yang dapat diusulkan sudah ada di konsep SK {decree_id}.",
                en=f"Everybody who can be proposed is on draft decree {decree_id} already.",
            )
        )


class NobodyToPropose(Refused):
    """No eligible person with a seat in the quota is left without a seat in these months."""


class NotYetChecked(Refused):
    """The programme requires the answer of Disdukcapil or BPJS, and some people have none."""

    def __init__(self, dukcapil: int, bpjs: int) -> None:
        self.dukcapil, self.bpjs = dukcapil, bpjs
        said = []
        if dukcapil:
            said.append(
                Words(
                    id=f"{dukcapil} orang belum dicek Disdukcapil, dan program ini mewajibkannya (payung dukcapil send).",
                    en=f"{dukcapil} people have no answer of Disdukcapil, which the programme requires (payung dukcapil send).",
                )
            )
        if bpjs:
            said.append(
                Words(
                    id=f"{bpjs} orang belum dicek BPJS, dan program ini mewajibkannya (payung bpjs send).",
                    en=f"{bpjs} people have no answer of BPJS, which the programme requires (payung bpjs send).",
                )
            )
        super().__init__(*said)


class CannotPrice(Refused):
    """The law gives no price for some months; every reason is said."""


class NoBudgetLine(Refused):
    """A fiscal year of the decree has no budget line, or more than one to choose from."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A seat that stands in the way of another: who, where, until when."""

    name: str
    nik_masked: str
    programme: str
    decree: str
    from_month: dt.date
    end_month: dt.date

    def words(self) -> Words:
        """Return the seat as one sentence."""
        until = Month.of(self.end_month).plus(-1)
        months = f"{Month.of(self.from_month)}–{until}"
        return Words(
            id=f"{self.name} ({self.nik_masked}) sudah ada di {self.programme}, SK {self.decree}, {months}.",
            en=f"{self.name} ({self.nik_masked}) has a seat in {self.programme}, decree {self.decree}, {months}.",
        )


class AlreadyCovered(Refused):
    """People of the decree have a seat in these months already; `rows` says in which programme and decree."""

    def __init__(self, rows: Sequence[Covered], people: int) -> None:
        self.rows, self.people = tuple(rows), people
        said = [one.words() for one in self.rows]
        if people > len(said):
            more = people - len(said)
            said.append(Words(id=f"… dan {more} orang lain.", en=f"… and {more} more people."))
        super().__init__(*said)


@dataclass(frozen=True, slots=True)
class Overrun:
    """A place that would have more seats than its quota."""

    place_code: str
    seats: int
    wanted: int
    month: dt.date


class CannotPropose(Refused):
    """Several things stand in the way of a proposal at once; all of them are said."""


class QuotaFull(Refused):
    """A place would have more people than seats; `rows` says which."""

    def __init__(self, rows: Sequence[Overrun]) -> None:
        self.rows = tuple(rows)
        super().__init__(
            *[
                Words(
                    id=f"Kuota {one.place_code}: {one.seats} kursi, akan terisi {one.wanted} pada {Month.of(one.month)}.",
                    en=f"Quota of {one.place_code}: {one.seats} seats, {one.wanted} would be taken in {Month.of(one.month)}.",
                )
                for one in rows
            ]
        )


class NumberTaken(Refused):
    """Another decree of the office has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Words(id=f"Nomor SK {number} sudah dipakai.", en=f"Another decree has the number {number} already.")
        )


class CannotAmend(Refused):
    """Some of the changes are impossible; every one is said."""


class BilledMeanwhile(Refused):
    """Months of a person who is to leave were billed after the amendment was drafted: draft it again."""

    def __init__(self, people: int) -> None:
        self.people = people
        super().__init__(
            Words(
                id=f"Iuran {people} orang yang keluar sudah ditagih setelah konsep dibuat: tarik konsep ini dan buat lagi.",
                en=f"Months of {people} people who leave were billed since this was drafted: withdraw it and draft it again.",
            )
        )


class LedgerBroken(Exception):
    """People or rupiah went missing or came twice between two steps; nothing was stored."""


def too_little(exceeded: BudgetExceeded) -> Words:
    """Return in words that a budget line has too little left."""
    line, left, asked = exceeded.name, say_rupiah(exceeded.left), say_rupiah(exceeded.asked)
    return Words(
        id=f"Mata anggaran {line} tersisa {left}, yang diminta {asked}: kurangi orang atau bulan, atau tambah anggarannya.",
        en=f"Budget line {line} has {left} left and {asked} is asked: fewer people or months, or more budget.",
    )


STATE_WORDS = {
    "draft": Words(id="konsep", en="a draft"),
    "printed": Words(id="dicetak", en="printed"),
    "initialled": Words(id="diparaf", en="initialled"),
    "enacted": Words(id="ditetapkan", en="enacted"),
    "withdrawn": Words(id="ditarik", en="withdrawn"),
}
