"""the signed paper's scan kept → months billed meanwhile asked upstairs → seats given and ended → money given back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from django.db import transaction

from payung.access.viewer import Viewer
from payung.contributions.models import BillLine
from payung.enrolment import actions, enacting
from payung.enrolment.deeds import Deed
from payung.enrolment.enacting import Enacted
from payung.enrolment.models import DecreeRow
from payung.flows.amend_a_decree import first_unbilled
from payung.intake import files


def run(decree_id: int, deed: Deed, *, scan: Path | None, home: Path, by: Viewer, at: dt.datetime) -> Enacted:
    """Enact a decree; see `enrolment.enacting.enact` for what is refused. Nothing is done twice.

    :param scan: the scan of the signed paper, kept by its content; it may come later (`attach_scan`).
    :raises intake.files.NoRoom: if the disk has no room for the scan.
    """
    if scan is not None:
        content = files.digest(scan)
        files.keep(home, scan, content)
        deed = dataclasses.replace(deed, scan_sha256=content)
    with transaction.atomic(using="owner"):
        return _enact(decree_id, deed, by=by, at=at)


def rehearse(decree_id: int, deed: Deed, *, by: Viewer, at: dt.datetime) -> Enacted:
    """Say what enacting would change, with every refusal that would come, and leave nothing behind."""
    with transaction.atomic(using="owner"):
        enacted = _enact(decree_id, deed, by=by, at=at)
        transaction.set_rollback(True, using="owner")
    return enacted


def attach_scan(decree_id: int, scan: Path, *, home: Path, by: Viewer, at: dt.datetime) -> str:
    """Keep the scan of a decree that was enacted before its paper came back; return its SHA-256."""
    content = files.digest(scan)
    files.keep(home, scan, content)
    actions.attach_scan(decree_id=decree_id, scan_sha256=content, by=by, at=at)
    return content


def _enact(decree_id: int, deed: Deed, *, by: Viewer, at: dt.datetime) -> Enacted:
    # The seats are held from here on: no bill is made between the question and the deed.
    by.must("enact_decree")
    actions.held(decree_id, by=by)
    leaving = DecreeRow.objects.using("owner").filter(decree_id=decree_id, change="remove")
    lines = BillLine.objects.using("owner").filter(enrolment__decree_row__in=leaving.values("ends"))
    return enacting.enact(decree_id=decree_id, deed=deed, billed_until=first_unbilled(lines), by=by, at=at)
