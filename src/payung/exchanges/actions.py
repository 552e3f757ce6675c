"""What a person does with a package: number its letter, take the newer of two answers, give the rest, settle a proposal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.exchanges.models import AnswerFile, Package, PackageItem
from payung.exchanges.queries import NoSuchPackage, of_viewer
from payung.exchanges.spellings import YES


class RestNotClear(Exception):
    """Rows of the file name nobody of the package, or say two things: the rest cannot be told. Counts per outcome."""

    def __init__(self, unknown: int, unreadable: int, conflicting: int) -> None:
        super().__init__(f"{unknown} unknown, {unreadable} unreadable, {conflicting} conflicting")
        self.unknown = unknown
        self.unreadable = unreadable
        self.conflicting = conflicting


class DoesNotBalance(Exception):
    """Sent is not yes + no + not answered; nothing was stored."""


def balance(package_id: int) -> None:
    """Count the answers of a package anew, inside the caller's transaction.

    :raises DoesNotBalance: if a name of it is gone or doubled.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            UPDATE exchanges_package p SET yes = c.yes, no = c.no, unanswered = c.unanswered
            FROM (SELECT count(*) FILTER (WHERE code IN ('yes', 'match')) AS yes, count(*) FILTER (WHERE code NOT IN ('yes', 'match')) AS no,
                         count(*) FILTER (WHERE code IS NULL) AS unanswered, count(*) AS names FROM exchanges_item WHERE package_id = %s) c
            WHERE p.id = %s AND p.sent = c.names AND c.names = c.yes + c.no + c.unanswered
            """,
            [package_id, package_id],
        )
        if cursor.rowcount != 1:
            raise DoesNotBalance(package_id)


def _answer_file(answer_file_id: int, by: Viewer) -> AnswerFile:
    """Lock the package of an answer file that the viewer has to do with and return the file."""
    by.must("answer_package")
    found = (
        AnswerFile.objects.using("owner")
        .select_related("package")
        .filter(of_viewer(by, "package__"), pk=answer_file_id)
        .first()
    )
    if found is None:
        raise NoSuchPackage(answer_file_id)
    Package.objects.using("owner").select_for_update(of=("self",)).get(pk=found.package_id)
    found.refresh_from_db(using="owner")
    return found


@transaction.atomic(using="owner")
def take_newer(*, answer_file_id: int, by: Viewer, at: dt.datetime) -> int:
    """Let the answers of a file stand where they contradict older ones; return for how many names.

    An answer of an earlier day than the one that stands, and one that contradicts itself within its file, stay conflicting.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is no such file for them.
    """
    answer = _answer_file(answer_file_id, by)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="take_newer")
    with connections["owner"].cursor() as cursor:
        cursor.execute(_TAKE_NEWER, {"file": answer.pk, "on": answer.answered_on})
        taken, rows = cursor.fetchone()
    if not taken:
        return 0
    AnswerFile.objects.using("owner").filter(pk=answer.pk).update(
        taken=answer.taken + taken,
        repeated=answer.repeated + rows - taken,
        conflicting=answer.conflicting - rows,
    )
    balance(answer.package_id)
    _record("answers.newer_taken", answer, by=by, at=at, names=taken)
    return taken


_TAKE_NEWER = """
WITH newer AS (
    SELECT r.item_id, min(r.id) AS first_row, min(r.code) AS code, min(r.kpj) AS kpj, max(r.reason) AS reason
    FROM exchanges_answer_row r JOIN exchanges_item i ON i.id = r.item_id
    WHERE r.answer_file_id = %(file)s AND r.outcome = 'conflicting' AND r.why <> 'differs_in_file' AND i.answered_on <= %(on)s
    GROUP BY r.item_id
), replaced AS (
    UPDATE exchanges_item i SET code = coalesce(n.code, i.code), kpj = coalesce(n.kpj, i.kpj),
        reason = CASE WHEN n.code <> i.code THEN n.reason ELSE coalesce(nullif(n.reason, ''), i.reason) END,
        answered_on = %(on)s, answer_file_id = %(file)s
    FROM newer n WHERE n.item_id = i.id RETURNING i.id
), told AS (
    UPDATE exchanges_answer_row r SET outcome = CASE WHEN r.id = n.first_row THEN 'taken' ELSE 'repeated' END
    FROM newer n WHERE n.item_id = r.item_id AND r.answer_file_id = %(file)s AND r.outcome = 'conflicting' RETURNING r.id
)
SELECT (SELECT count(*) FROM replaced), (SELECT count(*) FROM told)
"""


@transaction.atomic(using="owner")
def give_rest(*, answer_file_id: int, by: Viewer, at: dt.datetime) -> int:
    """Answer the names that no file mentions with yes, because a person says that this file lists the others only.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is no such file for them.
    :raises RestNotClear: if a row of the file names nobody, or contradicts.
    """
    answer = _answer_file(answer_file_id, by)
    if answer.unknown or answer.unreadable or answer.conflicting:
        raise RestNotClear(answer.unknown, answer.unreadable, answer.conflicting)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="give_rest")
    given = (
        PackageItem.objects.using("owner")
        # A name that some row mentions, however unclearly, is not the rest.
        .filter(package_id=answer.package_id, code=None, answer_rows=None)
        .update(code=YES[answer.package.purpose], answered_on=answer.answered_on, answer_file_id=answer.pk)
    )
    if not given:
        return 0
    AnswerFile.objects.using("owner").filter(pk=answer.pk).update(rest=answer.rest + given)
    balance(answer.package_id)
    _record("answers.rest_given", answer, by=by, at=at, names=given)
    return given


@transaction.atomic(using="owner")
def settle_corrections(*, package_id: int, items: Sequence[int] | None, by: Viewer, at: dt.datetime) -> int:
    """Empty the proposals of a package that a person has dealt with (`items` None: all of them); return how many.

    Whether they took one over shows in the candidate, not here: what an authority wrote otherwise is not kept.

    :raises NotAllowed: if the viewer may not exchange names.
    :raises NoSuchPackage: if there is no such package for them.
    """
    by.must("exchange")
    package = Package.objects.using("owner").filter(of_viewer(by), pk=package_id).first()
    if package is None:
        raise NoSuchPackage(package_id)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="settle_corrections")
    open_ones = (
        PackageItem.objects.using("owner")
        .filter(package=package)
        .exclude(corrected_nik=None, corrected_name=None, corrected_birth_on=None)
    )
    if items is not None:
        open_ones = open_ones.filter(pk__in=list(items))
    settled = open_ones.update(corrected_nik=None, corrected_name=None, corrected_birth_on=None)
    if settled:
        audit.record(
            "corrections.settled",
            by=by.name,
            by_id=by.account_id,
            about=f"package:{package.pk}",
            at=at,
            purpose=package.purpose,
            using="owner",
            names=settled,
        )
    return settled


@transaction.atomic(using="owner")
def number_letter(*, package_id: int, letter_number: str, by: Viewer, at: dt.datetime) -> Package:
    """Note under which number the letter of a package was registered.

    :raises NotAllowed: if the viewer may not exchange names.
    :raises NoSuchPackage: if there is no such package for them.
    """
    by.must("exchange")
    package = Package.objects.using("owner").select_for_update().filter(of_viewer(by), pk=package_id).first()
    if package is None:
        raise NoSuchPackage(package_id)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="number_letter")
    Package.objects.using("owner").filter(pk=package.pk).update(letter_number=letter_number.strip())
    audit.record(
        "package.letter_numbered",
        by=by.name,
        by_id=by.account_id,
        about=f"package:{package.pk}",
        at=at,
        purpose=package.purpose,
        using="owner",
        number=letter_number.strip(),
    )
    package.refresh_from_db(using="owner")
    return package


def files_left(*, package_id: int, files: Sequence[tuple[str, str]], by: Viewer, at: dt.datetime) -> None:
    """Record that files with a package's names were written: (name, SHA-256) each."""
    with transaction.atomic(using="owner"):
        for name, content in files:
            audit.record(
                "package.file_written",
                by=by.name,
                by_id=by.account_id,
                about=f"package:{package_id}",
                at=at,
                using="owner",
                file=name,
                content_sha256=content,
            )


def _record(act: str, answer: AnswerFile, *, by: Viewer, at: dt.datetime, **counts: int) -> None:
    audit.record(
        act,
        by=by.name,
        by_id=by.account_id,
        about=f"package:{answer.package_id}",
        at=at,
        purpose=answer.package.purpose,
        using="owner",
        answer_file=answer.pk,
        **counts,
    )
