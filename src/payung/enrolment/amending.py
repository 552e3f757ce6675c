"""Draft what changes an enacted decree: people who leave, with the reason, and who takes their places from the waiting list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone

from payung.access.viewer import Viewer
from payung.enrolment import annex
from payung.enrolment.actions import held, may
from payung.enrolment.annex import KEPT, OPEN, Chosen
from payung.enrolment.models import LEAVING, Decree, DecreeRow
from payung.enrolment.proposing import Proposal, settle
from payung.enrolment.refusals import NAMED, CannotAmend, NoSuchDecree, WrongState
from payung.vocabulary.month import Month
from payung.vocabulary.words import Words

# Where replacements come from: nowhere, the waiting list of the same kelurahan, then that of the whole programme.
FILLS = ("none", "kelurahan", "programme")


@dataclass(frozen=True, slots=True)
class Removal:
    """A person who leaves the list, and why (one of LEAVING)."""

    nik: str
    leaving: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A draft that changes a decree. `unfilled`: kelurahan code → places for which nobody waits there."""

    proposal: Proposal
    kind: str
    from_month: dt.date
    removed: int
    added: int
    unfilled: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Seat:
    enrolment_id: int
    line_id: int
    nik: str
    state: str
    from_month: dt.date
    end_month: dt.date
    leaving: str | None
    on_its_way: bool


def counts_from(day: dt.date, cut_off_day: int) -> dt.date:
    """Return the first month that a change known on a day counts for: the next, or after the cut-off the one after it."""
    return Month.of(day).plus(1 if day.day <= cut_off_day else 2).starts_on


@transaction.atomic(using="owner")
def amend(
    *,
    decree_id: int,
    removals: Sequence[Removal],
    fill: str,
    billed_until: Mapping[int, dt.date],
    by: Viewer,
    at: dt.datetime,
) -> Amendment:
    """Draft the paper that the programme uses for replacements: an amendment, a decision, or minutes.

    Whoever leaves keeps the months that are billed already, and all months before the cut-off; whoever comes starts
    when the place is free. Places that earlier papers left empty are filled as well.

    :param removals: who leaves; answered_no (refused by BPJS) is for seats that BPJS refused, and only for these.
    :param fill: none, kelurahan, or programme. :param billed_until: seat → first month not billed yet.
    :raises CannotAmend: with everything that is wrong. :raises WrongState: if the decree is not an enacted first one.
    :raises QuotaFull, NoBudgetLine, agreements.ledger.BudgetExceeded: as for a proposal.
    """
    may(by, "propose_decree", act="amend_decree")
    root = held(decree_id, by=by)
    cut_off, starts = _leaving(root, removals, billed_until, at)
    draft = _draft(root, cut_off, by=by, at=at)
    _take_off(draft, starts)
    if fill != "none":
        _replace(root, draft, cut_off, fill)
    _number(draft)
    lines = {one.fiscal_year: one.budget_line_id for one in root.years.using("owner").all()}
    added, removed = annex.heads(draft)
    if not added and not removed:
        raise CannotAmend(_nothing(root))
    draft.first_month = min(draft.annex.using("owner").values_list("from_month", flat=True))
    proposal = settle(draft, lines, chosen=_as_chosen(draft, added), by=by, at=at, act="decree.amendment_drafted")
    return Amendment(proposal, draft.kind, cut_off, removed, added, tuple(_unfilled(root)))


def look(
    *,
    decree_id: int,
    removals: Sequence[Removal],
    billed_until: Mapping[int, dt.date],
    by: Viewer,
    at: dt.datetime,
) -> list[tuple[int, str]]:
    """Return the line and the reason of everybody who is to leave; nothing is locked, nothing is drafted.

    :raises CannotAmend, WrongState: as `amend`, all but what filling places and money refuse.
    :raises NoSuchDecree: if the office has none of this number.
    """
    by.must("propose_decree")
    root = Decree.objects.using("owner").filter(pk=decree_id, office_id=by.office_id).select_related("terms").first()
    if root is None:
        raise NoSuchDecree(decree_id)
    return [(line, leaving) for line, leaving, _ in _leaving(root, removals, billed_until, at)[1]]


def named(*, decree_id: int, lines: Sequence[tuple[int, str]], by: Viewer) -> list[Removal]:
    """Return who some lines of a decree (or of what amended it) name, each with the reason given; other lines are left out.

    :raises NotAllowed: if the viewer may not propose decrees.
    """
    by.must("propose_decree")
    known = DecreeRow.objects.using("owner").filter(
        Q(decree_id=decree_id) | Q(decree__amends_id=decree_id), office_id=by.office_id
    )
    niks = dict(known.filter(pk__in=[line for line, _ in lines]).values_list("pk", "nik"))
    return [Removal(niks[line], leaving) for line, leaving in lines if line in niks]


def _leaving(
    root: Decree, removals: Sequence[Removal], billed_until: Mapping[int, dt.date], at: dt.datetime
) -> tuple[dt.date, list[tuple[int, str, dt.date]]]:
    """Return the first month that the change counts for, and (line, reason, first month without the seat) of who leaves."""
    if root.kind != "decree" or root.state != "enacted":
        raise WrongState(root.pk, root.state, ["enacted"])
    cut_off = max(counts_from(timezone.localdate(at), root.terms.cut_off_day), root.first_month)
    if cut_off >= root.end_month:
        raise CannotAmend(_too_late(root))
    found = _seats_of(root, [one.nik for one in removals])
    return cut_off, _starts(found, removals, cut_off, billed_until)


def _seats_of(root: Decree, niks: list[str]) -> dict[str, _Seat]:
    """Return the newest seat under a decree (or what amended it) of each of some people."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (r.nik) e.id, r.id, r.nik, e.state, coalesce(lower(e.covered), r.from_month),
                   coalesce(upper(e.covered), r.from_month), e.leaving, way.id IS NOT NULL
            FROM enrolment_decree_row r
            JOIN enrolment_decree d ON d.id = r.decree_id AND (d.id = %(root)s OR d.amends_id = %(root)s)
            JOIN enrolment_enrolment e ON e.decree_row_id = r.id
            LEFT JOIN (SELECT w.id, w.ends_id FROM enrolment_decree_row w JOIN enrolment_decree o ON o.id = w.decree_id
                       WHERE o.state = ANY(%(open)s) AND w.ends_id IS NOT NULL) way ON way.ends_id = r.id
            WHERE r.nik = ANY(%(niks)s)
            ORDER BY r.nik, e.leaving IS NOT NULL, r.from_month DESC
            """,
            {"root": root.pk, "niks": niks, "open": list(OPEN)},
        )
        return {row[2]: _Seat(*row) for row in cursor.fetchall()}


def _starts(
    found: Mapping[str, _Seat], removals: Sequence[Removal], cut_off: dt.date, billed_until: Mapping[int, dt.date]
) -> list[tuple[int, str, dt.date]]:
    """Return (line, reason, first month without the seat) of everybody who leaves.

    :raises CannotAmend: with everything that is wrong.
    """
    starts, problems, seen = [], [], set()
    for one in removals:
        seat = found.get(one.nik)
        wrong = _wrong(one, seat, twice=one.nik in seen)
        seen.add(one.nik)
        if wrong or seat is None:
            problems.append(_about(one.nik, wrong or _UNKNOWN))
            continue
        # A refused seat was never worth a month, unless months of it were billed before the answer came.
        earliest = seat.from_month if seat.state == "rejected" else max(cut_off, seat.from_month)
        month = max(earliest, billed_until.get(seat.enrolment_id, earliest))
        if month >= seat.end_month:
            problems.append(_about(one.nik, _BILLED))
        else:
            starts.append((seat.line_id, one.leaving, month))
    if problems:
        more = len(problems) - 4 * NAMED
        said = problems[: 4 * NAMED]
        raise CannotAmend(*said, *([Words(id=f"… dan {more} lagi.", en=f"… and {more} more.")] if more > 0 else []))
    return starts


def _wrong(removal: Removal, seat: _Seat | None, *, twice: bool) -> Words | None:
    if twice:
        return Words(id="disebut dua kali", en="is named twice")
    if removal.leaving not in LEAVING:
        return Words(id=f"alasan '{removal.leaving}' tidak dikenal", en=f"reason '{removal.leaving}' is unknown")
    if seat is None:
        return _UNKNOWN
    if seat.on_its_way or seat.leaving is not None:
        return Words(id="sudah keluar, atau ada di konsep perubahan lain", en="has left, or is on another draft")
    if (seat.state == "rejected") != (removal.leaving == "answered_no"):
        return Words(
            id="answered_no hanya untuk yang ditolak BPJS, dan sebaliknya",
            en="answered_no is for whom BPJS refused, and the reverse",
        )
    return None


def _draft(root: Decree, cut_off: dt.date, *, by: Viewer, at: dt.datetime) -> Decree:
    number = Decree.objects.using("owner").filter(amends=root).exclude(state="withdrawn").count() + 1
    return Decree.objects.using("owner").create(
        office_id=root.office_id,
        programme=root.programme,
        terms=root.terms,
        kind=root.terms.replacement,
        amends=root,
        title=f"Perubahan ke-{number} atas {root.title}",
        first_month=cut_off,
        end_month=root.end_month,
        proposed_at=at,
        proposed_by_id=by.account_id,
    )


def _take_off(draft: Decree, starts: list[tuple[int, str, dt.date]]) -> None:
    """Write the lines that take people off, as they were printed; their numbers come later."""
    if not starts:
        return
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO enrolment_decree_row (decree_id, office_id, sender_code, candidate_id, person_id, seq, change, leaving,
                ends_id, from_month, {KEPT}, relief, dukcapil, bpjs)
            SELECT %s, r.office_id, r.sender_code, r.candidate_id, r.person_id, -row_number() OVER (ORDER BY r.id), 'remove',
                   gone.leaving, r.id, gone.from_month, {", ".join(f"r.{name}" for name in KEPT.split(", "))},
                   r.relief, r.dukcapil, r.bpjs
            FROM unnest(%s::bigint[], %s::text[], %s::date[]) AS gone(line_id, leaving, from_month)
            JOIN enrolment_decree_row r ON r.id = gone.line_id
            """,
            [draft.pk, *[list(column) for column in zip(*starts, strict=True)]],
        )


# Places to fill under a decree: lines that took somebody off and that no line of a standing paper replaces.
_VACANCIES = """
    SELECT v.id, v.kelurahan_code, e.state = 'rejected' AS was_refused, v.from_month
    FROM enrolment_decree_row v
    JOIN enrolment_decree d ON d.id = v.decree_id AND d.amends_id = %(root)s AND d.state <> 'withdrawn'
    JOIN enrolment_enrolment e ON e.decree_row_id = v.ends_id
    WHERE v.change = 'remove' AND NOT EXISTS (
        SELECT 1 FROM enrolment_decree_row r JOIN enrolment_decree o ON o.id = r.decree_id
        WHERE r.replaces_id = v.id AND o.state <> 'withdrawn')
"""


def _replace(root: Decree, draft: Decree, cut_off: dt.date, fill: str) -> None:
    """Write the lines of those who come: by rank, in their own kelurahan first, then (if asked) in the programme."""
    where = {**annex.parameters(draft), "root": root.pk, "cut_off": cut_off, "office": draft.office_id}
    with connections["owner"].cursor() as cursor:
        for same in ["kelurahan_code"] if fill == "kelurahan" else ["kelurahan_code", "''"]:
            cursor.execute(
                f"""
                WITH waiting AS (
                    SELECT *, row_number() OVER (PARTITION BY {same} ORDER BY has_seat DESC, rank NULLS LAST, name, nik) AS place
                    FROM ({annex.candidates_sql("TRUE")}) listed
                    WHERE NOT is_seated AND NOT is_proposed AND NOT is_refused AND NOT EXISTS (
                        SELECT 1 FROM enrolment_decree_row r WHERE r.decree_id = %(decree)s AND r.candidate_id = listed.candidate_id)
                ),
                vacant AS (
                    SELECT *, row_number() OVER (PARTITION BY {same} ORDER BY id) AS place FROM ({_VACANCIES}) v
                )
                INSERT INTO enrolment_decree_row (decree_id, office_id, sender_code, candidate_id, person_id, seq, change,
                    replaces_id, from_month, {KEPT}, relief, dukcapil, bpjs)
                SELECT %(decree)s, %(office)s, w.sender_code, w.candidate_id, w.person_id, -1000000 - v.id, 'add', v.id,
                       CASE WHEN v.was_refused THEN %(cut_off)s ELSE greatest(%(cut_off)s, v.from_month) END,
                       {", ".join(f"w.{name}" for name in KEPT.split(", "))}, w.relief, w.dukcapil, w.bpjs
                FROM vacant v JOIN waiting w ON w.place = v.place
                    {"AND w.kelurahan_code = v.kelurahan_code" if same == "kelurahan_code" else ""}
                """,
                where,
            )


def _number(draft: Decree) -> None:
    """Give the lines their numbers within each kelurahan: those who leave first, then those who come."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            UPDATE enrolment_decree_row r SET seq = numbered.seq
            FROM (SELECT id, row_number() OVER (PARTITION BY kelurahan_code
                      ORDER BY change DESC, rw NULLS LAST, rt NULLS LAST, name, nik) AS seq
                  FROM enrolment_decree_row WHERE decree_id = %s) numbered
            WHERE r.id = numbered.id
            """,
            [draft.pk],
        )


def _unfilled(root: Decree) -> list[tuple[str, int]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(kelurahan_code, ''), count(*) FROM ({_VACANCIES}) v GROUP BY 1 ORDER BY 1",
            {"root": root.pk},
        )
        return cursor.fetchall()


def _as_chosen(draft: Decree, added: int) -> Chosen:
    unchecked = draft.annex.using("owner").filter(change="add")
    return Chosen(
        eligible=added,
        seated=0,
        proposed=0,
        refused=0,
        free=added,
        dukcapil_unchecked=unchecked.filter(dukcapil=None).count(),
        bpjs_unchecked=unchecked.filter(bpjs=None).count(),
    )


def _about(nik: str, wrong: Words) -> Words:
    masked = f"{nik[:6]}******{nik[-4:]}"
    return Words(id=f"NIK {masked}: {wrong.id}.", en=f"NIK {masked}: {wrong.en}.")


def _too_late(root: Decree) -> Words:
    return Words(
        id=f"Setelah batas bulan ini tidak ada bulan tersisa dalam SK {root.number}.",
        en=f"After this month's cut-off no month of decree {root.number} is left.",
    )


def _nothing(root: Decree) -> Words:
    return Words(
        id=f"Tidak ada yang berubah pada SK {root.number}: tidak ada yang keluar, dan tidak ada tempat yang dapat diisi.",
        en=f"Nothing changes in decree {root.number}: nobody leaves, and no place can be filled.",
    )


_UNKNOWN = Words(id="tidak ada di SK ini", en="is not on this decree")
_BILLED = Words(
    id="semua bulan sampai akhir SK sudah ditagih atau berakhir; bulan yang sudah dibayar dikembalikan dahulu (payung pay correct)",
    en="all months until the end of the decree are billed or over; months paid come back first (payung pay correct)",
)
