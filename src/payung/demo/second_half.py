"""The scene goes on: verval -> decide -> Disdukcapil and BPJS answer -> decree -> enrol -> bill -> pay -> coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from payung.agreements import actions as agreements
from payung.agreements import queries as programmes
from payung.contributions import actions as bills
from payung.contributions import reports
from payung.contributions.bulk import Made
from payung.contributions.reports import PaidByOthers
from payung.demo import authorities, reviewer, verval
from payung.demo.desk import Desk
from payung.demo.making import Made as City
from payung.demo.outcome import Outcome, beside_truth
from payung.demo.reviewer import Reviewed
from payung.demo.scene import Scene
from payung.eligibility import actions as deciding
from payung.eligibility import queries as decisions
from payung.eligibility.queries import Standing
from payung.enrolment import actions as decrees
from payung.enrolment import queries as enrolments
from payung.enrolment.bulk import Answered as Seated
from payung.enrolment.deeds import Deed
from payung.enrolment.enacting import Enacted
from payung.enrolment.proposing import Order as Proposed
from payung.enrolment.proposing import Proposal
from payung.flows import (
    bill_months,
    confirm_a_payment,
    decide_a_programme,
    enact_a_decree,
    enrol_the_answered,
    measure_coverage,
    measure_matching,
    measure_protection,
    print_a_decree,
    propose_a_decree,
    request_a_payment,
    send_a_package,
    settle_a_payment,
    take_an_answer,
    take_over_a_programme,
    write_letters,
)
from payung.flows.print_a_decree import Printed
from payung.flows.settle_a_payment import Settled
from payung.intake.queries import Receipt
from payung.letters import actions as letters
from payung.letters.queries import LetterSeen
from payung.vocabulary.month import Month
from payung.vocabulary.words import Words

PROGRAMME = "bontang-rentan"
# The days of the scene: Perwali 23/2023 is of 6 October, cards were handed over on the 12th.
DAY_ANSWERED, DAY_PRINTED, DAY_DECREED, DAY_PAID = (dt.date(2023, 10, day) for day in (4, 5, 6, 11))
BILLED_MONTHS = 3
#: Where the office's papers are handed out to.
NASKAH = "naskah"
NOTE = "demo: ditanyakan kepada keluarga dan kelurahan"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a round trip came to: sent = yes + no + unanswered, in how many files."""

    purpose: str
    sent: int
    yes: int
    no: int
    unanswered: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class SecondHalf:
    """What the second half ended with. `corrected`: (rows that went back, those of them that are accepted now) of senders who answered."""

    corrected: tuple[int, int]
    answered_pairs: int
    reviewed: Reviewed
    answers: tuple[Answers, ...]
    settled: int
    standing: Standing
    proposal: Proposal
    enacted: Enacted
    seated: Seated
    printed: Printed
    bills: tuple[Made, ...]
    payments: tuple[Settled, ...]
    paid_by_others: tuple[PaidByOthers, ...]
    outcome: Outcome
    before: dt.date
    month: dt.date
    paths: tuple[tuple[Words, Path], ...]


def play_on(made: City, scene: Scene, receipts: list[Receipt], *, desk: Desk) -> SecondHalf:
    """Carry the judged lists on to cover and money; the people of the demo answer only what was put to them."""
    desk = desk.on(DAY_ANSWERED)
    first = receipts
    receipts, corrected = verval.corrected(made, scene, first, desk)
    pairs = verval.answered_pairs([*first, *receipts], made, desk)
    desk.tell("verval: melihat baris yang menunggu / review: looking at the rows that wait")
    reviewed = reviewer.review(receipts, made.truth, by=desk.rini, at=desk.at)
    _set_up(scene, desk)
    _decide(scene, desk, lists=None)
    month = scene.first_payment_on
    before = Month.of(month).plus(-1).starts_on
    desk.tell("cakupan sebelum / coverage before")
    measure_coverage.run(month=before, home=desk.home, by=desk.rini, at=desk.at, tell=lambda step: None)
    answers = [
        _round_trip("dukcapil", authorities.dukcapil_answers, made, scene, desk),
        _round_trip("bpjs_check", authorities.bpjs_check, made, scene, desk),
    ]
    _decide(scene, desk, lists=())
    settled = _settle(made, scene, desk)
    proposal, enacted, printed = _decree(desk)
    desk = desk.on(DAY_DECREED)
    answers.append(
        _round_trip("bpjs_enrolment", authorities.bpjs_enrolment, made, scene, desk, decree_id=proposal.decree_id)
    )
    seated = enrol_the_answered.of_decree(decree_id=proposal.decree_id, by=desk.rini, at=desk.at)
    bills, payments = _pay(month, desk)
    desk = desk.on(DAY_PAID)
    _post(proposal.decree_id, scene, desk)
    desk.tell("cakupan sesudah / coverage after")
    measure_coverage.run(month=month, home=desk.home, by=desk.rini, at=desk.at, tell=lambda step: None)
    programme = programmes.programme(PROGRAMME, seen_by=desk.rini)
    return SecondHalf(
        corrected=corrected,
        answered_pairs=pairs,
        reviewed=reviewed,
        answers=tuple(answers),
        settled=settled,
        standing=decisions.standing(programme, seen_by=desk.rini),
        proposal=proposal,
        enacted=enacted,
        seated=seated,
        printed=printed,
        bills=bills,
        payments=payments,
        paid_by_others=tuple(reports.paid_by_others(programme_id=programme.pk, seen_by=desk.rini)),
        outcome=beside_truth(
            measure_protection.states(seen_by=desk.rini, at=desk.at),
            measure_matching.found(seen_by=desk.rini).verdicts,
            made.truth,
        ),
        before=before,
        month=month,
        paths=_paths(printed, answers, bills, desk),
    )


def _set_up(scene: Scene, desk: Desk) -> None:
    """Take the shipped programme over, as a city does, and enter its budget: the term spans two fiscal years."""
    desk.tell("program, dasar hukum, anggaran / programme, legal base, budget")
    text = take_over_a_programme.example(PROGRAMME).replace("proposers: [opd, kelurahan]\n", "")
    take_over_a_programme.run(text, by=desk.hadi, at=desk.at, really=True)
    programme = programmes.programme(PROGRAMME, seen_by=desk.tono)
    year = scene.first_payment_on.year
    for fiscal_year, amount in ((year, 2_100_000_000), (year + 1, 6_000_000_000)):
        agreements.set_budget_line(
            programme=programme,
            fiscal_year=fiscal_year,
            source="apbd",
            account="5.1.02.02.01.0080",
            amount=amount,
            by=desk.tono,
            at=desk.at,
        )


def _decide(scene: Scene, desk: Desk, *, lists: tuple[int, ...] | None) -> None:
    desk.tell("kelayakan / eligibility")
    order = decide_a_programme.Order(PROGRAMME, on=scene.first_payment_on, lists=lists, really=True)
    decide_a_programme.run(order, home=desk.home, by=desk.rini, at=desk.at, tell=lambda step: None)


def _round_trip(
    purpose: str,
    answer: Callable[..., list[Path]],
    made: City,
    scene: Scene,
    desk: Desk,
    *,
    decree_id: int | None = None,
) -> Answers:
    """Send names out, let the authority answer, and take its files in: Disdukcapil hands them in itself."""
    desk.tell(f"{purpose}: kirim dan jawaban / sent and answered")
    order = send_a_package.Order(PROGRAMME, purpose, desk.home / "keluar" / purpose, decree_id=decree_id, really=True)
    sent = send_a_package.run(order, home=desk.home, by=desk.rini, at=desk.at)
    packages = [part.path for part in sent.files if part.path.suffix == ".xlsx"]
    files = answer(packages, made.truth, desk.home / "jawaban" / purpose, seed=scene.seed)
    done, who = None, desk.nurul if purpose == "dukcapil" else desk.rini
    for file in files:
        done = take_an_answer.run(
            take_an_answer.Order(
                package_id=sent.package_id,
                file=file,
                answered_on=desk.at.date(),
                accept_columns=True,
                really=True,
            ),
            home=desk.home,
            by=who,
            at=desk.at,
            tell=lambda step: None,
        )
    package = done.package
    _hand_out(write_letters.of_package(package_id=sent.package_id, home=desk.home, by=desk.rini, at=desk.at), desk)
    return Answers(purpose, package.sent, package.yes, package.no, package.unanswered, tuple(files))


def _settle(made: City, scene: Scene, desk: Desk) -> int:
    """Answer what was put to a person: each doubtful candidate as the family and the kelurahan would say."""
    desk.tell("yang meragukan diputuskan / the doubtful are decided")
    truth = {known.nik: known for known in reviewer.rows_of_truth(made.truth).values()}
    programme = programmes.programme(PROGRAMME, seen_by=desk.rini)
    asked = decisions.doubtful(programme, seen_by=desk.rini, at=desk.at, limit=reviewer.ALL)
    known = [(one.candidate_id, truth.get(one.nik)) for one in asked]
    settled = 0
    for outcome, chosen in (
        ("eligible", [candidate for candidate, person in known if person and person.is_eligible]),
        ("not_eligible", [candidate for candidate, person in known if person and not person.is_eligible]),
    ):
        if chosen:
            settled += deciding.settle(
                programme=programme, outcome=outcome, note=NOTE, candidates=chosen, by=desk.rini, at=desk.at
            )
    # Whoever was found eligible has a seat once the seats are dealt out anew.
    _decide(scene, desk, lists=())
    return settled


def _decree(desk: Desk) -> tuple[Proposal, Enacted, Printed]:
    desk = desk.on(DAY_PRINTED)
    desk.tell("SK: konsep / the decree: draft")
    proposal = propose_a_decree.run(Proposed(PROGRAMME), by=desk.rini, at=desk.at)
    desk.tell("SK: dicetak, paraf, ditetapkan / printed, initialled, enacted")
    order = print_a_decree.Order(proposal.decree_id, home=desk.home, folder=desk.home / "cetak")
    printed = print_a_decree.run(order, by=desk.rini, at=desk.at)
    decrees.initial(decree_id=proposal.decree_id, initials="Kabid, Kadis, Sekda", by=desk.rini, at=desk.at)
    desk = desk.on(DAY_DECREED)
    deed = Deed("500.15/478/2023", DAY_DECREED, "Rahmat Contoh", "Wali Kota Bontang")
    enacted = enact_a_decree.run(proposal.decree_id, deed, scan=None, home=desk.home, by=desk.hadi, at=desk.at)
    return proposal, enacted, printed


def _paths(
    printed: Printed, answers: list[Answers], bills: tuple[Made, ...], desk: Desk
) -> tuple[tuple[Words, Path], ...]:
    """Return what was written and where: each kind of paper by its folder, what is paid and its receipt by their files."""
    naskah = desk.home / NASKAH
    return (
        (Words(id="SK dan lampirannya", en="decree and annexes"), printed.folder),
        (Words(id="berkas calon dan peserta", en="files of candidates and members"), desk.home / "keluar"),
        *(
            (Words(id="jawaban yang datang", en="answers that came"), file.parent)
            for one in answers
            for file in one.files[:1]
        ),
        (
            Words(id="surat, berita acara, pengumuman, tanda terima", en="letters, minutes, announcement, receipts"),
            naskah,
        ),
        *((Words(id="tagihan", en="bill"), naskah / f"permintaan-bayar-{bill.bill_id}.pdf") for bill in bills),
        *(
            (Words(id="bukti pembayaran", en="receipt of payment"), naskah / f"bukti-bayar-{bill.bill_id}.pdf")
            for bill in bills
        ),
    )


def _hand_out(written: list[LetterSeen], desk: Desk) -> None:
    for letter in written:
        letters.hand_out(
            letter_id=letter.letter_id, folder=desk.home / NASKAH, home=desk.home, by=desk.rini, at=desk.at
        )


def _post(decree_id: int, scene: Scene, desk: Desk) -> None:
    """Write the announcement and card receipts of the smallest kelurahan of the city: an office does so for all."""
    desk.tell("pengumuman dan tanda terima kartu / announcement and card receipts")
    places = [
        one
        for one in enrolments.decree_by_place(decree_id, seen_by=desk.rini)
        if one.kelurahan_code.startswith(scene.kabupaten)
    ]
    code = min(places, key=lambda one: (one.heads, one.kelurahan_code)).kelurahan_code
    written = write_letters.of_decree(
        decree_id=decree_id, until=None, kelurahan_code=code, home=desk.home, by=desk.rini, at=desk.at
    )
    _hand_out(written, desk)


def _pay(month: dt.date, desk: Desk) -> tuple[tuple[Made, ...], tuple[Settled, ...]]:
    desk = desk.on(DAY_PAID)
    desk.tell("tagihan dan pembayaran / bills and payment")
    end = Month.of(month).plus(BILLED_MONTHS).starts_on
    order = bill_months.Order(PROGRAMME, first_month=month, end_month=end, really=True)
    billing = bill_months.run(order, by=desk.rini, at=desk.at)
    payments = []
    for place, bill in enumerate(billing.bills, 1):
        code = f"6323090{place:05d}"
        bills.issue(bill_id=bill.bill_id, kode_iuran=code, by=desk.rini, at=desk.at)
        asked = request_a_payment.Order(bill.bill_id, desk.home / NASKAH)
        request_a_payment.run(asked, home=desk.home, by=desk.rini, at=desk.at)
        paid = settle_a_payment.Paid(
            sp2d_number=f"04471/SP2D/LS/{month.year}/{place}",
            paid_on=DAY_PAID,
            kode_iuran=code,
            first_month=bill.first_month,
            end_month=bill.end_month,
            heads=bill.heads,
            amount=bill.amount,
            receipt_number=f"9231011{place:08d}",
        )
        payments.append(settle_a_payment.run(settle_a_payment.Order(paid, really=True), by=desk.tono, at=desk.at))
        receipt = confirm_a_payment.Order(bill.bill_id, desk.home / NASKAH)
        confirm_a_payment.run(receipt, home=desk.home, by=desk.rini, at=desk.at)
    return billing.bills, tuple(payments)
