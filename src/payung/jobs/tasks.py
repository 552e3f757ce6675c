"""The queue's hands: load an order, read its account's rights anew, call one flow, say how it ended."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.db import connections
from django.utils import timezone
from procrastinate import App, JobContext
from procrastinate.contrib.django import app

from payung.access.queries import SignInFirst, viewer_for
from payung.access.viewer import NotAllowed, Viewer
from payung.jobs import (
    actions,
    billing,
    deciding,
    decreeing,
    exchanging,
    measuring,
    paying,
    personal,
    receiving,
    reviewing,
    trail,
    writing,
)
from payung.jobs.hands import Done, Hand, Refused
from payung.jobs.models import Work
from payung.vocabulary.words import Words

#: What can be asked for; one module each.
HANDS: Mapping[str, Hand] = {
    "receive_list": receiving.receive_list,
    "measure_coverage": measuring.measure,
    "publish_coverage": measuring.publish,
    "write_missing": measuring.write_missing,
    "return_list": receiving.return_list,
    "apply_answers": reviewing.apply_answers,
    "decide": deciding.decide,
    "settle": deciding.settle,
    "seal_trail": trail.seal,
    "verify_trail": trail.verify,
    **decreeing.HANDS,
    **writing.HANDS,
    "settle_request": personal.settle_request,
    "write_case_letters": personal.write_papers,
    **billing.HANDS,
    **paying.HANDS,
    **exchanging.HANDS,
}

NO_RIGHT = Words(
    id="Akun ini tidak (lagi) berhak melakukan pekerjaan ini.", en="This account may not (any longer) do this work."
)
OUR_FAULT = Words(
    id="Pekerjaan berhenti karena kesalahan sistem. Tidak ada yang hilang; coba lagi, atau hubungi pengelola dengan nomor {number}.",
    en="The work stopped by a fault of the system. Nothing is lost; try again, or tell the administrator number {number}.",
)
#: A worker that has not been heard of for so long is dead, and its work is given to another.
SILENT_SECONDS = 30

log = logging.getLogger(__name__)


@app.task(name=actions.TASK, retry=False)
def work(work_id: int) -> None:
    """Do one order. Killed in the middle, it is given out again and ends in the same state: every flow is so built."""
    try:
        order = actions.begin(work_id, at=timezone.now())
        if order is not None:
            _do(order)
    finally:
        connections.close_all()


def _do(order: Work) -> None:
    hand = HANDS[order.kind]

    def tell(step: str) -> None:
        actions.tell(order.pk, step=step, total=hand.steps)

    try:
        came = hand.do(order.order, tell=tell, by=_viewer(order), at=timezone.now())
    except Refused as refused:
        actions.end(order.pk, state="refused", at=timezone.now(), words=refused.words, result=refused.result)
    except NotAllowed:
        actions.end(order.pk, state="refused", at=timezone.now(), words=[NO_RIGHT])
    except BaseException:
        log.exception("work %s failed", order.uuid)
        said = Words(id=OUR_FAULT.id.format(number=order.pk), en=OUR_FAULT.en.format(number=order.pk))
        actions.end(order.pk, state="failed", at=timezone.now(), words=[said])
        raise
    else:
        done = came if isinstance(came, Done) else Done(came)
        actions.end(
            order.pk,
            state="done",
            at=timezone.now(),
            result=done.result,
            words=done.words,
            warnings=done.warnings,
        )


def _viewer(order: Work) -> Viewer:
    try:
        return viewer_for(order.account_id)
    except SignInFirst:
        raise NotAllowed("sign_in") from None


@app.periodic(cron="* * * * *")
@app.task(name="payung.give_out_again", pass_context=True, queueing_lock="payung.give_out_again")
async def give_out_again(context: JobContext, timestamp: int) -> None:
    """Give the work of dead workers to living ones."""
    queue: App = context.app
    for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await queue.job_manager.retry_job(job)
