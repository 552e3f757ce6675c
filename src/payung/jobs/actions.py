"""Ask for work, and say how it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from payung.access.viewer import Viewer
from payung.jobs.models import Work
from payung.jobs.queries import NoSuchWork
from payung.vocabulary.words import Words

#: The one task of the queue; payung.jobs.tasks gives it its hands.
TASK = "payung.work"
#: What stands before the uuid of the order that took over from a refused one.
AGAIN = "work:"


def ask(*, kind: str, about: str, order: Mapping[str, object], by: Viewer, at: dt.datetime) -> Work:
    """Write an order down and queue it, both or neither. Orders of one office are done one after the other per kind.

    :param order: ids and settings; who acts is the account, whose rights are read anew when the work runs.
    """
    with transaction.atomic(using="owner"):
        made = Work.objects.using("owner").create(
            office_id=by.office_id, account_id=by.account_id, kind=kind, about=about, order=dict(order), asked_at=at
        )
        app.configure_task(name=TASK, lock=f"{kind}:{by.office_id}").defer(work_id=made.pk)
    return made


@transaction.atomic(using="owner")
def go_on(work_id: int, *, order: Mapping[str, object], by: Viewer, at: dt.datetime) -> Work:
    """Give an order out again with what a person settled; whoever asks a second time gets the first answer's order.

    :raises NoSuchWork: if there is no such order of the viewer's.
    """
    before = Work.objects.using("owner").select_for_update(of=("self",)).filter(pk=work_id).first()
    if before is None or before.account_id != by.account_id:
        raise NoSuchWork
    if before.result.startswith(AGAIN):
        return Work.objects.using("owner").get(uuid=before.result.removeprefix(AGAIN))
    made = ask(kind=before.kind, about=before.about, order=order, by=by, at=at)
    before.result = f"{AGAIN}{made.uuid}"
    before.save(using="owner", update_fields=["result"])
    return made


def begin(work_id: int, *, at: dt.datetime) -> Work | None:
    """Mark an order as running and return it, or None where it has ended already (the queue gave it twice)."""
    with transaction.atomic(using="owner"):
        work = Work.objects.using("owner").select_for_update(of=("self",)).filter(pk=work_id).first()
        if work is None or work.state in ("done", "refused"):
            return None
        work.state, work.begun_at, work.steps_done, work.step, work.ended_with = "running", at, 0, "", []
        work.save(using="owner")
    return work


def tell(work_id: int, *, step: str, total: int) -> None:
    """Say that an order has come to its next step."""
    Work.objects.using("owner").filter(pk=work_id).update(step=step, steps_done=F("steps_done") + 1, steps_total=total)


def end(
    work_id: int,
    *,
    state: str,
    at: dt.datetime,
    result: str = "",
    words: Sequence[Words] = (),
    warnings: Sequence[Words] = (),
) -> None:
    """Say how an order ended: done (with what came of it), refused (with all reasons), failed (a fault of ours)."""
    said = [{"id": one.id, "en": one.en} for one in words]
    said += [{"id": one.id, "en": one.en, "mark": "warn"} for one in warnings]
    Work.objects.using("owner").filter(pk=work_id).update(state=state, ended_at=at, result=result, ended_with=said)
