"""Lists become minutes of their review, a quarter of a programme becomes its report → DOCX and PDF → kept as letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.agreements import queries as programmes
from payung.agreements.models import Programme
from payung.contributions import queries as money
from payung.contributions import reports
from payung.coverage import queries as coverage
from payung.eligibility import queries as eligibility
from payung.eligibility.queries import Standing
from payung.enrolment import queries as decrees
from payung.exchanges import queries as exchanges
from payung.flows import words_of_reasons
from payung.flows.draft_a_decree import ruler_of
from payung.flows.letterheads import BRANCH, NothingToWrite, bureau_of, kept, signer_of
from payung.intake import queries as lists
from payung.intake.queries import Receipt
from payung.letters.papers.kinds.frame import Party, Registration
from payung.letters.papers.kinds.quarterly_report import Figure, QuarterlyReport, Spending, quarterly_report
from payung.letters.papers.kinds.reconciliation_minutes import (
    ReconciledMonth,
    Reconciliation,
    quarter_said,
    reconciliation_minutes,
)
from payung.letters.papers.kinds.review_minutes import Review, ReviewResult, review_minutes
from payung.letters.papers.words import counted, months_said
from payung.letters.queries import LetterSeen
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah
from payung.vocabulary.words import Words

DECIDED = "Payung: keputusan kelayakan"
PAID = "Payung: SP2D yang cocok dengan tagihan"


def of_lists(*, list_ids: Sequence[int], home: Path, by: Viewer, at: dt.datetime) -> list[LetterSeen]:
    """Write the berita acara verval of lists: what became of every row, with the reasons in figures.

    :raises NotAllowed: if the viewer may not see lists and write letters.
    :raises NoSuchList: if one of them is not there for them. :raises NothingToWrite: if none is named, or one is not judged yet or held.
    """
    by.must("write_letter")
    receipts = [lists.receipt(list_id, seen_by=by) for list_id in dict.fromkeys(list_ids)]
    if not receipts or any(one.state == "received" for one in receipts):
        raise NothingToWrite(
            Words(
                id="Sebutkan daftar yang sudah diperiksa; ada yang belum selesai dibaca.",
                en="Name lists that were checked; one of them is not read yet.",
            )
        )
    if held := [str(one.list_id) for one in receipts if one.standing_holds]:
        raise NothingToWrite(
            Words(
                id=f"Daftar {', '.join(held)} ditahan; berita acara ditulis setelah penahanannya dicabut.",
                en=f"List {', '.join(held)} is held; its minutes are written once the hold is lifted.",
            )
        )
    review = Review(
        bureau=bureau_of(by),
        registration=Registration(),
        parties=(
            Party("", f"Kepala {office_of(by).name}", office_of(by).name),
            Party("", "Ketua Tim Verifikasi dan Validasi", office_of(by).name),
        ),
        people="calon peserta",
        results=tuple(_result(one) for one in receipts),
    )
    about = (
        f"list:{receipts[0].list_id}"
        if len(receipts) == 1
        else "lists:" + "+".join(str(one.list_id) for one in receipts)
    )
    subject = f"Berita acara verval, {len(receipts)} daftar, {counted(sum(one.received for one in receipts))} baris"
    paper = review_minutes(review)
    return [
        kept("review_minutes", {"berita-acara-verval": paper}, about=about, subject=subject, home=home, by=by, at=at)
    ]


def _result(receipt: Receipt) -> ReviewResult:
    reasons: dict[str, int] = {}
    for _, reason, rows in receipt.reasons:
        said = words_of_reasons.why(reason).id
        reasons[said] = reasons.get(said, 0) + rows
    return ReviewResult(
        sender=receipt.sender,
        file_name=receipt.file_name,
        received=receipt.received,
        accepted=receipt.accepted,
        fixing=receipt.returned,
        refused=receipt.refused,
        waiting=receipt.verval,
        reasons=tuple(sorted(reasons.items(), key=lambda one: -one[1])),
    )


def of_quarter(
    *, programme_code: str, year: int, quarter: int, home: Path, by: Viewer, at: dt.datetime
) -> list[LetterSeen]:
    """Write the quarterly report of a programme: people and money, each figure with its source and day; what hinders.

    :raises NotAllowed: if the viewer may not see money and decisions, and write letters.
    :raises NoSuchProgramme: if there is none for them. :raises NothingToWrite: if the quarter has not begun.
    """
    by.must("write_letter")
    programme = programmes.programme(programme_code, seen_by=by)
    first = Month(year, quarter * 3 - 2)
    day = timezone.localdate(at)
    if first.starts_on > day:
        raise NothingToWrite(Words(id="Triwulan itu belum mulai.", en="That quarter has not begun."))
    standing = eligibility.standing(programme, seen_by=by)
    covered, warnings = _covered(first, by)
    report = QuarterlyReport(
        bureau=bureau_of(by),
        registration=Registration(),
        quarter=quarter,
        year=year,
        figures=(*_people(programme, standing, first, day=day, by=by), *covered),
        spending=tuple(
            Spending(
                f"{one.source.upper().replace('_', '-')} {one.fiscal_year}, {one.account}",
                one.amount,
                one.reserved,
                one.spent,
            )
            for one in reports.months_left(seen_by=by)
            if one.programme == programme_code and one.fiscal_year == year
        ),
        obstacles=tuple(_obstacles(programme_code, standing, day, by)),
        next_steps=(),
        signer=signer_of(by),
        warnings=warnings,
    )
    return [
        kept(
            "quarterly_report",
            {f"laporan-triwulan-{year}-{quarter}": quarterly_report(report)},
            about=f"programme:{programme_code}:{year}-{quarter}",
            subject=f"Laporan triwulan {quarter} tahun {year}, {programme.name}",
            home=home,
            by=by,
            at=at,
        )
    ]


def _people(programme: Programme, standing: Standing, first: Month, *, day: dt.date, by: Viewer) -> Iterator[Figure]:
    """Yield how many were decided, decreed, and paid for in each month of the quarter."""
    enacted = [one for one in decrees.decrees(seen_by=by, programme=programme.code) if one.state == "enacted"]
    yield Figure("Calon peserta", standing.candidates, DECIDED, day)
    yield Figure("Memenuhi syarat", standing.eligible, DECIDED, day, whole=standing.candidates)
    heads = sum(one.heads - one.leaving for one in enacted)
    yield Figure("Peserta pada SK", heads, "SK yang ditetapkan dan perubahannya", day)
    ours = reports.our_side(
        programme_id=programme.pk, first_month=first.starts_on, end_month=first.plus(3).starts_on, seen_by=by
    )
    for one in ours.months:
        yield Figure(
            f"Dibayar, bulan iuran {Month.of(one.month).say()}", one.paid_heads, PAID, day, whole=one.billed_heads
        )


def _covered(first: Month, by: Viewer) -> tuple[list[Figure], tuple[str, ...]]:
    """Return the coverage of the quarter's last measured month, with its warnings; nothing where none was measured."""
    measured = [
        month for month in coverage.months_measured(seen_by=by) if first.starts_on <= month < first.plus(3).starts_on
    ]
    if not measured:
        return [], ("Cakupan bulan-bulan triwulan ini belum diukur.",)
    asked = coverage.Question(month=max(measured), place=by.kabupaten_code)
    found = coverage.figures(asked, seen_by=by)
    figures = [
        Figure(
            f"Terlindungi di antara orang pada daftar, {Month.of(one.month).say()}",
            one.protected,
            "Payung: dihitung dari iuran yang dibayar",
            one.as_of or one.month,
            whole=one.people,
        )
        for one in found
    ]
    return figures, tuple(dict.fromkeys(warn.say() for one in found for warn in one.warnings))


def _obstacles(programme_code: str, standing: Standing, day: dt.date, by: Viewer) -> Iterator[str]:
    """Yield what waits, in figures: rows with their senders, doubtful people, names that nobody answered, the waiting list."""
    returned = sum(one.returned or 0 for one in lists.standing_proposals(seen_by=by))
    if returned:
        yield f"{counted(returned)} baris daftar menunggu perbaikan pengusul."
    if standing.doubtful:
        yield f"{counted(standing.doubtful)} calon meragukan menunggu keputusan."
    for one in exchanges.packages(seen_by=by, programme_code=programme_code):
        receipt = exchanges.package_receipt(one.pk, on=day, seen_by=by)
        if receipt.unanswered:
            yield f"Paket {receipt.purpose} {receipt.number}: {counted(receipt.unanswered)} dari {counted(receipt.sent)} nama belum dijawab."
    if standing.waiting:
        yield f"{counted(standing.waiting)} orang memenuhi syarat menunggu kuota."


def of_reconciliation(
    *, programme_code: str, year: int, quarter: int, home: Path, by: Viewer, at: dt.datetime
) -> list[LetterSeen]:
    """Write the berita acara rekonsiliasi of the period that begins in a quarter: both sides as they were entered, and why they differ.

    :raises NotAllowed: if the viewer may not see money and write letters. :raises NoSuchProgramme: if there is none for them.
    :raises NothingToWrite: if no period that begins in the quarter was reconciled.
    """
    by.must("write_letter")
    programme = programmes.programme(programme_code, seen_by=by)
    quarter_months = {Month(year, quarter * 3 - 2).plus(place).starts_on for place in range(3)}
    known = [
        one
        for one in money.reconciliations(seen_by=by)
        if one.programme == programme_code and one.first_month in quarter_months
    ]
    if not known:
        raise NothingToWrite(
            Words(
                id="Belum ada rekonsiliasi yang dicatat untuk triwulan itu (payung pay reconcile).",
                en="No reconciliation of that quarter is recorded (payung pay reconcile).",
            )
        )
    return [_reconciled(programme, one, home=home, by=by, at=at) for one in known]


def _reconciled(
    programme: Programme, one: money.ReconciliationShown, *, home: Path, by: Viewer, at: dt.datetime
) -> LetterSeen:
    first, last = Month.of(one.first_month), Month.of(one.end_month).plus(-1)
    is_quarter = first.months_until(last) == 2 and first.starts_on.month % 3 == 1
    period = (
        quarter_said(first.starts_on.month // 3 + 1, first.starts_on.year)
        if is_quarter
        else f"Bulan Iuran {months_said(first, last)}"
    )
    ours = reports.our_side(programme_id=programme.pk, first_month=one.first_month, end_month=one.end_month, seen_by=by)
    numbers = [
        found.number for found in decrees.decrees(seen_by=by, programme=programme.code) if found.state == "enacted"
    ]
    grounds = f"Keputusan {ruler_of(by).title} Nomor {' dan '.join(filter(None, numbers)) or '…'}"
    data = Reconciliation(
        bureau=bureau_of(by),
        registration=Registration(),
        parties=(
            Party("", f"Kepala {office_of(by).name}", office_of(by).name),
            Party("", BRANCH.title, BRANCH.institution),
        ),
        decree=grounds,
        period=period,
        months=tuple(
            ReconciledMonth(Month.of(month.month), month.paid_heads, month.paid, order=_orders(ours, month.month))
            for month in ours.months
        ),
        differences=tuple(_differences(one, ours)),
        told=(one.their_person_months, one.their_amount),
    )
    about = f"reconciliation:{programme.code}:{one.first_month:%Y-%m}"
    subject = f"Berita acara rekonsiliasi {period}, {programme.name}"
    paper = {"berita-acara-rekonsiliasi": reconciliation_minutes(data)}
    return kept("reconciliation_minutes", paper, about=about, subject=subject, home=home, by=by, at=at)


def _differences(one: money.ReconciliationShown, ours: reports.OurSide) -> Iterator[str]:
    """Yield the difference that both sides named, and what changed on our side since."""
    if one.explanation:
        yield one.explanation
    if (ours.person_months, ours.amount) != (one.our_person_months, one.our_amount):
        yield (
            f"Angka Pemda saat rekonsiliasi dicatat ({one.made_at:%d-%m-%Y}): {counted(one.our_person_months)} orang-bulan, "
            f"{say_rupiah(one.our_amount)}; tabel di atas memuat angka sesudahnya."
        )


def _orders(ours: reports.OurSide, month: dt.date) -> str:
    """Return the SP2Ds of the bills that hold a month."""
    return ", ".join(one.sp2d for one in ours.papers if one.sp2d and one.first_month <= month < one.end_month)
