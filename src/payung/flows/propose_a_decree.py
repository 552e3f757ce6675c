"""decided people → lines of an annex → priced month by month → set aside in each year's budget line → a draft."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from payung.access.viewer import Viewer
from payung.enrolment import proposing
from payung.enrolment.proposing import Order, Proposal


def run(order: Order, *, by: Viewer, at: dt.datetime) -> Proposal:
    """Draft a decree and reserve its price; see `enrolment.proposing.propose` for what is refused."""
    return proposing.propose(order, by=by, at=at)


def rehearse(order: Order, *, by: Viewer, at: dt.datetime) -> Proposal:
    """Say what the draft would hold and cost, with every refusal that would come, and leave nothing behind."""
    with transaction.atomic(using="owner"):
        proposal = proposing.propose(order, by=by, at=at)
        transaction.set_rollback(True, using="owner")
    return proposal


def again(*, decree_id: int, lines: dict[int, int], by: Viewer, at: dt.datetime) -> Proposal:
    """Draw a draft anew from today's decisions, as another version."""
    return proposing.propose_again(decree_id=decree_id, lines=lines, by=by, at=at)
