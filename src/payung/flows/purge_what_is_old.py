"""Retention: what has served its time is counted, then deleted, class by class, and the deletion is recorded."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.exchanges.models import AnswerFile
from payung.fieldwork.models import Errand, Finding, Sighting
from payung.intake import files
from payung.intake.models import SubmittedList
from payung.registry.models import Membership


def is_empty() -> bool:
    """Say whether the installation holds neither lists nor people; one that has no tables yet holds none."""
    made = set(connections["owner"].introspection.table_names())
    return not any(
        one._meta.db_table in made and one.objects.using("owner").exists() for one in (SubmittedList, Membership)
    )


def purge(*, home: Path, by: Viewer, at: dt.datetime, really: bool) -> dict[str, int]:
    """Count what is past its retention (settings.RETENTION_DAYS), and delete it where asked to.

    Classes: cells of lists (what senders wrote, unread columns too), received files, masked pairs, rows of answer files,
    corrections that nobody settled, what corrected rows said before, photos that operators took, files that were written or put down to be handed on, failed sign-ins.
    Rows, reasons and judgements stay: they are what a decree rests on.

    :raises NotAllowed: if the viewer may not purge.
    """
    by.must("purge")
    counts: dict[str, int] = {}
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="purge")
        for name, statement in STATEMENTS.items():
            cursor.execute(statement, [at - dt.timedelta(days=settings.RETENTION_DAYS[name])])
            counts[name] = cursor.rowcount
        gone: list[Path] = []
        for name, paths in (
            (
                "received_files",
                [files.place_of(home, content) for content in _received(_days_before(at, "received_files"))],
            ),
            ("field_photos", [files.place_of(home, content) for content in _photos(_days_before(at, "field_photos"))]),
            ("working_copies", _working_copies(home, _days_before(at, "working_copies"))),
        ):
            standing = [path for path in dict.fromkeys(paths) if path.exists()]
            counts[name] = len(standing)
            gone += standing
        if not really:
            transaction.set_rollback(True, using="owner")
            return counts
        audit.record(
            "installation.purged", by=by.name, by_id=by.account_id, about="installation", at=at, using="owner", **counts
        )
    # Files last: a purge stopped here leaves files that the next purge finds again.
    for path in gone:
        path.unlink(missing_ok=True)
    return counts


def _days_before(at: dt.datetime, name: str) -> dt.datetime:
    return at - dt.timedelta(days=settings.RETENTION_DAYS[name])


def _received(old: dt.datetime) -> list[str]:
    """Return the contents of lists and answer files that came before a moment."""
    return [
        *SubmittedList.objects.using("owner").filter(received_at__lt=old).values_list("content_sha256", flat=True),
        *AnswerFile.objects.using("owner")
        .filter(received_at__lt=old)
        .exclude(file_sha256="")
        .values_list("file_sha256", flat=True),
    ]


def _photos(old: dt.datetime) -> list[str]:
    """Return the photos of KTP and letters of errands that ended before a moment; what was found stays."""
    return [
        *Finding.objects.using("owner")
        .filter(found_at__lt=old)
        .exclude(photo_sha256="")
        .values_list("photo_sha256", flat=True),
        *Sighting.objects.using("owner")
        .filter(found_at__lt=old)
        .exclude(photo_sha256="")
        .values_list("photo_sha256", flat=True),
        *Errand.objects.using("owner")
        .filter(ends_at__lt=old)
        .exclude(letter_sha256="")
        .values_list("letter_sha256", flat=True),
    ]


def _working_copies(home: Path, old: dt.datetime) -> list[Path]:
    """Return files that can be written anew from the database, or were refused: packages, uploads put aside."""
    return [
        path
        for name in ("outgoing", "incoming")
        for path in (home / name).rglob("*")
        if path.is_file() and dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC) < old
    ]


STATEMENTS = {
    "list_cells": "UPDATE intake_row SET cells = '{}', mother_name = NULL FROM intake_list l WHERE l.id = submitted_list_id AND l.received_at < %s AND cells <> '{}'",
    "masked_pairs": (
        "UPDATE linkage_pair p SET other_name = NULL, other_nik_masked = NULL, other_birth = NULL, other_place = NULL"
        " FROM intake_row r JOIN intake_list l ON l.id = r.submitted_list_id"
        " WHERE r.id = p.row_id AND l.received_at < %s AND p.other_name IS NOT NULL"
    ),
    # What an answer file said word for word; its counts and each name's result stay.
    "answer_rows": (
        "DELETE FROM exchanges_answer_row USING exchanges_answer_file f"
        " WHERE f.id = exchanges_answer_row.answer_file_id AND f.received_at < %s"
    ),
    # What an authority wrote otherwise than we do, where no person settled it in time (docs/decisions/0011).
    "corrections": (
        "UPDATE exchanges_item i SET corrected_nik = NULL, corrected_name = NULL, corrected_birth_on = NULL FROM exchanges_answer_file f"
        " WHERE f.id = i.answer_file_id AND f.received_at < %s"
        " AND (corrected_nik IS NOT NULL OR corrected_name IS NOT NULL OR corrected_birth_on IS NOT NULL)"
    ),
    # What a list row said before its person had it put right; that it was put right stays.
    "former_values": "UPDATE privacy_corrected SET before = '', after = '' WHERE at < %s AND (before <> '' OR after <> '')",
    "failed_sign_ins": "DELETE FROM access_failed_sign_in WHERE at < %s",
}
