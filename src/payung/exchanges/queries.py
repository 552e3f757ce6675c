"""What was asked, what came back, and what is still open, as far as the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db import connections
from django.db.models import Count, Q

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.exchanges.models import AnswerFile, AnswerRow, Package, PackageItem
from payung.exchanges.outgoing import Name

#: Whoever takes part in an exchange sees its names; counts are also for those who decide and who inspect.
_COUNTS = ("answer_package", "see_decision")


class NoSuchPackage(Exception):
    """No package of this number, or one of another office: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """What became of every row of one answer file: rows = taken + repeated + unknown + conflicting + unreadable."""

    answer_file_id: int
    file_name: str
    answered_on: dt.date
    received_at: dt.datetime
    rows: int
    taken: int
    repeated: int
    unknown: int
    conflicting: int
    unreadable: int
    rest: int


@dataclass(frozen=True, slots=True)
class PackageReceipt:
    """Where a package stands: sent = yes + no + unanswered; `codes` says which yes and which no."""

    package_id: int
    programme_code: str
    programme: str
    purpose: str
    number: int
    about: str
    letter_number: str
    made_at: dt.datetime
    days_waiting: int
    sent: int
    yes: int
    no: int
    unanswered: int
    codes: tuple[tuple[str, int], ...]
    corrections: int
    files: tuple[FileReceipt, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What an answer writes otherwise than it was sent. `field`: nik, name or birth_on."""

    item_id: int
    candidate_id: int
    seq: int
    nik: str
    name: str
    field: str
    sent: str
    answered: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that contradicts what stands; `why`: other_answer, other_kpj, differs_in_file."""

    file_name: str
    answered_on: dt.date
    row: int
    seq: int
    nik: str
    name: str
    why: str
    stands: str | None
    stands_on: dt.date | None
    says: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A name without an answer, and for how many days."""

    seq: int
    nik: str
    name: str
    kelurahan_code: str | None
    days: int


def may_count(seen_by: Viewer) -> None:
    """Refuse who may see neither names nor counts of packages.

    :raises NotAllowed: without a right for it, and for accounts bound to some senders.
    """
    if not any(right in seen_by.may for right in _COUNTS) or seen_by.senders:
        # An account bound to some senders sees no counts that other senders' people are in.
        seen_by.must("answer_package")


def of_viewer(viewer: Viewer, path: str = "") -> Q:
    """Return which packages a viewer has to do with: those of the office, of the purposes that the account is bound to.

    :param path: from what is asked to its package, as `package__`.
    """
    mine = Q(**{f"{path}office_id": viewer.office_id})
    return mine & Q(**{f"{path}purpose__in": viewer.purposes}) if viewer.purposes else mine


def package(package_id: int, *, seen_by: Viewer) -> Package:
    """Return a package with its programme.

    :raises NotAllowed: if the viewer may not see packages.
    :raises NoSuchPackage: if there is none for them.
    """
    may_count(seen_by)
    with scope(seen_by):
        found = Package.objects.select_related("programme").filter(of_viewer(seen_by), pk=package_id).first()
    if found is None:
        raise NoSuchPackage(package_id)
    return found


def packages(*, seen_by: Viewer, purposes: Sequence[str] = (), programme_code: str | None = None) -> list[Package]:
    """Return the packages that the viewer may see, newest first."""
    may_count(seen_by)
    wanted = of_viewer(seen_by) & (Q(purpose__in=purposes) if purposes else Q())
    if programme_code:
        wanted &= Q(programme__code=programme_code)
    with scope(seen_by):
        return list(Package.objects.select_related("programme").filter(wanted).order_by("-pk"))


def package_receipt(package_id: int, *, on: dt.date, seen_by: Viewer) -> PackageReceipt:
    """Return where a package stands on a day, with every file that answered it.

    :raises NotAllowed: if the viewer may not see packages.
    :raises NoSuchPackage: if there is none for them.
    """
    found = package(package_id, seen_by=seen_by)
    with scope(seen_by):
        items = PackageItem.objects.filter(package=found)
        codes = items.exclude(code=None).values_list("code").annotate(names=Count("pk")).order_by("-names", "code")
        codes = tuple((code, names) for code, names in codes)
        corrections = items.exclude(_SETTLED).count()
        files = tuple(file_receipt(one) for one in AnswerFile.objects.filter(package=found).order_by("pk"))
    return receipt_of(found, files=files, codes=codes, corrections=corrections, on=on)


def receipt_of(
    found: Package,
    *,
    files: tuple[FileReceipt, ...],
    codes: tuple[tuple[str, int], ...],
    corrections: int,
    on: dt.date,
) -> PackageReceipt:
    """Put a package's receipt together."""
    return PackageReceipt(
        package_id=found.pk,
        programme_code=found.programme.code,
        programme=found.programme.name,
        purpose=found.purpose,
        number=found.number,
        about=found.about,
        letter_number=found.letter_number,
        made_at=found.made_at,
        days_waiting=(on - found.made_at.date()).days if found.unanswered else 0,
        sent=found.sent,
        yes=found.yes,
        no=found.no,
        unanswered=found.unanswered,
        codes=codes,
        corrections=corrections,
        files=files,
    )


_SETTLED = Q(corrected_nik=None, corrected_name=None, corrected_birth_on=None)


def file_receipt(answer: AnswerFile) -> FileReceipt:
    """Return the counts of one answer file."""
    return FileReceipt(
        answer_file_id=answer.pk,
        file_name=answer.file_name,
        answered_on=answer.answered_on,
        received_at=answer.received_at,
        rows=answer.rows,
        taken=answer.taken,
        repeated=answer.repeated,
        unknown=answer.unknown,
        conflicting=answer.conflicting,
        unreadable=answer.unreadable,
        rest=answer.rest,
    )


def names(package_id: int, *, seen_by: Viewer) -> list[Name]:
    """Return the names of a package as they were sent, in the order of the file.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is none for them.
    """
    seen_by.must("answer_package")
    package(package_id, seen_by=seen_by)
    wanted = [one.name for one in fields(Name)]
    with scope(seen_by):
        items = PackageItem.objects.filter(package_id=package_id).order_by("seq")
        return [Name(*row) for row in items.values_list(*wanted)]


def _items(package_id: int, *, seen_by: Viewer, wanted: Q) -> list[PackageItem]:
    seen_by.must("answer_package")
    package(package_id, seen_by=seen_by)
    with scope(seen_by):
        return list(PackageItem.objects.filter(wanted, package_id=package_id).order_by("seq"))


def unanswered(package_id: int, *, on: dt.date, seen_by: Viewer) -> list[Waiting]:
    """Return the names of a package that wait for an answer, with the days since it was made.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is none for them.
    """
    days = (on - package(package_id, seen_by=seen_by).made_at.date()).days
    return [
        Waiting(one.seq, one.nik, one.name, one.kelurahan_code, days)
        for one in _items(package_id, seen_by=seen_by, wanted=Q(code=None))
    ]


def corrections(package_id: int, *, seen_by: Viewer) -> list[Correction]:
    """Return what the answers to a package write otherwise than it was sent, until a person settles it.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is none for them.
    """
    found = []
    for one in _items(package_id, seen_by=seen_by, wanted=~_SETTLED):
        for field in ("nik", "name", "birth_on"):
            answered = getattr(one, f"corrected_{field}")
            if answered is not None:
                sent = getattr(one, field)
                found.append(
                    Correction(
                        one.pk, one.candidate_id, one.seq, one.nik, one.name, field, str(sent or ""), str(answered)
                    )
                )
    return found


def conflicts(package_id: int, *, seen_by: Viewer) -> list[Conflict]:
    """Return the rows that contradict what stands, oldest first.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is none for them.
    """
    return [
        Conflict(
            file_name=row.answer_file.file_name,
            answered_on=row.answer_file.answered_on,
            row=row.row_no,
            seq=row.item.seq,
            nik=row.item.nik,
            name=row.item.name,
            why=row.why,
            stands=row.item.kpj if row.why == "other_kpj" else row.item.code,
            stands_on=row.item.answered_on,
            says=row.kpj if row.why == "other_kpj" else row.code,
        )
        for row in rows(package_id, outcome="conflicting", seen_by=seen_by)
    ]


def rows(package_id: int, *, outcome: str, seen_by: Viewer) -> list[AnswerRow]:
    """Return the rows of all answers to a package that ended so (`unknown`: belum diinput), with file and name loaded.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is none for them.
    """
    seen_by.must("answer_package")
    package(package_id, seen_by=seen_by)
    with scope(seen_by):
        return list(
            AnswerRow.objects.select_related("answer_file", "item")
            .filter(answer_file__package_id=package_id, outcome=outcome)
            .order_by("answer_file_id", "sheet_no", "row_no")
        )


def best_fit(niks: Sequence[str], *, seen_by: Viewer) -> tuple[Package, int] | None:
    """Return the package of the office that holds most of some NIKs, with how many; None where none holds any."""
    seen_by.must("answer_package")
    with scope(seen_by):
        best = (
            PackageItem.objects.filter(of_viewer(seen_by, "package__"), nik__in=list(niks))
            .values("package_id")
            .annotate(held=Count("pk"))
            .order_by("-held", "-package_id")
            .first()
        )
        if best is None:
            return None
        return Package.objects.select_related("programme").get(pk=best["package_id"]), best["held"]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest answers to one candidate, each for the identity it was asked with; None: belum dicek."""

    candidate_id: int
    dukcapil: str | None
    dukcapil_on: dt.date | None
    bpjs: str | None
    bpjs_on: dt.date | None
    bpjs_reason: str | None


# One row per candidate and asker. An answer counts for the NIK that was asked: the identity it was about comes with it.
NEWEST = """
SELECT DISTINCT ON (i.candidate_id, p.purpose)
       i.candidate_id, p.purpose, i.nik, i.name, i.birth_on, i.code, i.reason, i.answered_on
FROM exchanges_item i JOIN exchanges_package p ON p.id = i.package_id
WHERE p.programme_id = {programme_id} AND p.purpose IN ('dukcapil', 'bpjs_check') AND i.code IS NOT NULL
ORDER BY i.candidate_id, p.purpose, i.answered_on DESC, p.number DESC
"""


def newest_sql(programme_id: int) -> str:
    """Return the query of the newest answers to all candidates of a programme, for a bulk step that fetches it whole.

    One row per candidate and purpose ('dukcapil', 'bpjs_check'): candidate_id, purpose, nik, name, birth_on (as asked), code, reason, answered_on.
    """
    return NEWEST.format(programme_id=int(programme_id))


def newest_answers(programme_id: int, *, seen_by: Viewer) -> dict[int, Newest]:
    """Return the newest answers by candidate; a candidate without any is not in it.

    :raises NotAllowed: if the viewer may not answer packages.
    """
    seen_by.must("exchange")
    found: dict[int, dict[str, tuple]] = {}
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(newest_sql(programme_id))
        for candidate_id, purpose, _, _, _, code, reason, answered_on in cursor.fetchall():
            found.setdefault(candidate_id, {})[purpose] = (code, answered_on, reason)
    none = (None, None, None)
    return {
        candidate_id: Newest(candidate_id, *by.get("dukcapil", none)[:2], *by.get("bpjs_check", none))
        for candidate_id, by in found.items()
    }
