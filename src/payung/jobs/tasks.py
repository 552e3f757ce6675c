"""The queue's hands: load an order, read its account's rights anew, call one flow, say how it ended."""

from __future__ import annotations

import datetime as dt
import logging
import os
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.utils import timezone
from procrastinate import App, JobContext
from procrastinate.contrib.django import app

from payung.access.queries import SignInFirst, viewer_for
from payung.access.viewer import NotAllowed, Viewer
from payung.gateways import practice, time_zone
from payung.jobs import actions
from payung.jobs.hands import Done, Hand, Refused
from payung.jobs.models import Work
from payung.vocabulary.words import Words

#: What can be asked for, by the module that has its hand. A module is loaded when its work is spoken of: it brings its flows
#: along, and this file is read whenever Django starts, so every command at the terminal would wait for all of them.
KINDS = {
    "billing": ("make_bills", "request_payment", "rehearse_turn", "turn_year"),
    "deciding": ("decide", "settle"),
    "decreeing": ("propose_decree", "print_decree", "enact_decree", "amend_decree", "write_letters"),
    "exchanging": ("send_package", "write_package", "write_package_letters", "take_answer_file", "stand_by_answer"),
    "measuring": ("measure_coverage", "publish_coverage", "write_missing"),
    "paying": ("issue_bill", "void_bill", "record_payment", "correct_payment", "give_back_months"),
    "personal": ("settle_request", "write_case_letters"),
    "receiving": ("receive_list", "return_list", "match_list"),
    "reviewing": ("apply_answers",),
    "trail": ("seal_trail", "verify_trail"),
    "writing": ("write_papers",),
}
_MODULES = {kind: module for module, kinds in KINDS.items() for kind in kinds}

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


def hand_of(kind: str) -> Hand | None:
    """Return the hand for a kind of work; None for a kind that no version of ours knows (any longer)."""
    module = _MODULES.get(kind)
    return import_module(f"payung.jobs.{module}").HANDS[kind] if module else None


def words_of_step(kind: str, step: str) -> Words | None:
    """Return what a step of a kind of work is called to people; None if it has no words of its own."""
    hand = hand_of(kind)
    return hand.words.get(step) if hand else None


@app.task(name=actions.TASK, retry=False)
def work(work_id: int) -> None:
    """Do one order. Killed in the middle, it is given out again and ends in the same state: every flow is so built."""
    try:
        order = actions.begin(work_id, at=_now())
        if order is not None:
            # As the office keeps it now: a worker that runs for weeks has seen it change.
            zone = time_zone.now_kept(settings.PAYUNG_HOME, os.environ)
            with timezone.override(zone or timezone.get_default_timezone()):
                _do(order)
    finally:
        connections.close_all()


def _now() -> dt.datetime:
    return practice.now(settings.PAYUNG_HOME)


def _do(order: Work) -> None:
    hand = hand_of(order.kind)
    if hand is None:
        raise LookupError(order.kind)

    def tell(step: str) -> None:
        actions.tell(order.pk, step=step, total=hand.steps)

    try:
        came = hand.do(order.order, tell=tell, by=_viewer(order), at=_now())
    except Refused as refused:
        actions.end(order.pk, state="refused", at=_now(), words=refused.words, result=refused.result)
    except NotAllowed:
        actions.end(order.pk, state="refused", at=_now(), words=[NO_RIGHT])
    except BaseException:
        log.exception("work %s failed", order.uuid)
        said = Words(id=OUR_FAULT.id.format(number=order.pk), en=OUR_FAULT.en.format(number=order.pk))
        actions.end(order.pk, state="failed", at=_now(), words=[said])
        raise
    else:
        done = came if isinstance(came, Done) else Done(came)
        actions.end(
            order.pk,
            state="done",
            at=_now(),
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


@app.periodic(cron="7 * * * *")
@app.task(name="payung.forget_sessions", queueing_lock="payung.forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Delete sessions that are over: a form that waited in one goes with it."""
    try:
        SessionStore.clear_expired()
    finally:
        connections.close_all()
