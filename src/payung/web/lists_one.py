"""One list: its receipt, why rows were not accepted, what changed since the version before, the workbook that goes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.flows import return_a_list, take_a_list_out, words_of_lists, words_of_reasons, words_of_refusals
from payung.intake import actions as intake
from payung.intake import comparing, files, holding, overview, queries, uploads
from payung.intake.reading import macros
from payung.intake.returning.unmacroed import NOTE
from payung.intake.standing import version_of
from payung.jobs import actions as jobs
from payung.jobs import queries as jobs_seen
from payung.vocabulary import sheets
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import language, said, t
from payung.web.typed import whole

FIGURES = ("accepted", "verval", "returned", "refused")
CHANGES = {
    "fixed": Words(id="kini memenuhi syarat", en="now accepted"),
    "worse": Words(id="dulu memenuhi syarat, kini tidak", en="accepted before, not now"),
    "other": Words(id="hasilnya berubah, belum memenuhi syarat", en="changed, still not accepted"),
    "new": Words(id="orang baru", en="new people"),
    "gone": Words(id="tidak ada lagi", en="no longer there"),
    "same": Words(id="hasilnya sama", en="unchanged"),
}
#: The check that finds cells which a spreadsheet would run.
LIVE = "formula_in_cell"
LIVE_CELLS = Words(
    id="baris memuat sel yang oleh Excel akan dijalankan sebagai rumus. Di sini dibaca sebagai teks; di CSV yang dikembalikan sel itu diawali tanda petik ('), di buku kerja tetap teks.",
    en="rows hold cells that Excel would run as formulas. Here they were read as text; in a returned CSV an apostrophe (') stands before them, in a workbook they stay text.",
)
AT_WORK = Words(
    id="Daftar ini sedang dikerjakan; tunggu sampai selesai.", en="This list is being worked on; wait until it is done."
)
LIFTED = Words(
    id="Penahanan dicabut. Daftar dipadankan lagi dengan yang masuk sementara itu, lalu dihitung.",
    en="The hold is lifted. The list is matched again with what came meanwhile, and then counts.",
)
#: So long may a reason be.
MOST_LETTERS = 500
TAKEN_OUT = Words(id="Daftarnya sudah dikeluarkan.", en="The list was taken out.")
OLD_WORKBOOK = Words(
    id="Buku kerja belum ditulis dengan hasil terakhir; tekan “Tulis buku kerja”.",
    en="The workbook is not written with the latest result yet; press “Write the workbook”.",
)


def needs_nik(who: Viewer) -> bool:
    """Tell whether NIK stand open for a role: who reviews compares them with the card, who sends lists must correct them."""
    return bool({"review", "receive_list"} & who.may)


@asking.door("see_list")
def receipt(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show what became of every row of a list; each figure opens its rows."""
    return _page(request, list_id, {})


def _page(request: HttpRequest, list_id: int, typed: dict[str, Any]) -> HttpResponse:
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    found = queries.receipt(list_id, seen_by=who)
    is_judged = one.received is not None
    context = {
        "list": one,
        "receipt": found,
        "kind": words_of_lists.KINDS[one.kind],
        "state": words_of_lists.STATES[one.state],
        "match_state": words_of_lists.MATCH_STATES.get(one.match_state),
        "is_judged": is_judged,
        "figures": [(name, getattr(found, name), words_of_lists.VERDICTS[name]) for name in FIGURES],
        "reasons": [_reason(*counted) for counted in found.reasons],
        "stops": words_of_lists.stops(found),
        "held": words_of_lists.HELD,
        "lifted": [
            (one, words_of_lists.stop(one.stop, one.rows, found.received)) for one in found.holds if one.lifted_at
        ],
        "is_receiver": one.received_by_id == who.account_id,
        "typed": typed,
        "live": sum(rows for _, reason, rows in found.reasons if reason == LIVE),
        "live_id": LIVE,
        "live_words": LIVE_CELLS,
        "macros": NOTE if _carries_macros(one) else None,
        "unread": None if is_judged else _unread(one),
        "version_of": version_of(one),
        "replaced_by": overview.replaced_by(list_id, seen_by=who),
        "proposed": overview.proposed_refusals(list_id, seen_by=who) if found.verval else 0,
        "may": who.may,
        "workbook_stands": is_judged and needs_nik(who) and _standing(list_id, who) is not None,
        "may_download": is_judged and needs_nik(who),
    }
    return render(request, "payung/lists/receipt.html", context)


def _unread(one: Any) -> list[Words] | None:
    """Return why a file could not be read, all of it; None where nothing was found wrong."""
    problems = getattr(getattr(one, "unjudged", None), "problems", None)
    if problems is None:
        return None
    return [Words(**problem) for problem in problems] or [words_of_refusals.NOBODY]


@require_POST
@asking.door("lift_hold")
def lift(request: HttpRequest, list_id: int) -> HttpResponse:
    """Lift the hold of a list, with a reason; it is matched again in the background. Pressed twice, it is lifted once."""
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    reason = request.POST.get("reason", "").strip()[:MOST_LETTERS]
    try:
        is_new = holding.lift(list_id, reason=reason, by=who, at=asking.now())
    except words_of_lists.NOT_LIFTED as refused:
        return _page(request, list_id, {"reason": reason, "wrong": words_of_lists.not_lifted(refused)})
    if not is_new:
        return redirect("list", list_id)
    messages.success(request, said(LIFTED), "good")
    asked = jobs.ask(kind="match_list", about=one.file_name, order={"list_id": list_id}, by=who, at=asking.now())
    return redirect("work", asked.uuid)


@require_POST
@asking.door("receive_list")
def take_out(request: HttpRequest, list_id: int) -> HttpResponse:
    """Take a list out that was not judged (it cannot be read, or came by mistake), or that is held."""
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    orders = jobs_seen.receiving(one.content_sha256, seen_by=who)
    if any(order.state in ("waiting", "running") for order in orders):
        messages.warning(request, said(AT_WORK), "warn")
        return redirect("list", list_id)
    try:
        take_a_list_out.run(list_id, home=settings.PAYUNG_HOME, by=who, at=asking.now())
    except intake.NotToTakeOut:
        messages.warning(request, said(words_of_lists.STAYS), "warn")
        return redirect("list", list_id)
    for order in orders:
        uploads.remove(settings.PAYUNG_HOME, Path(order.order["path"]))
        jobs.end(order.pk, state="refused", at=asking.now(), words=[TAKEN_OUT])
    messages.success(request, t(f"{one.file_name}: dikeluarkan.", f"{one.file_name}: taken out."), "good")
    return redirect("lists")


def _carries_macros(one: Any) -> bool:
    """Tell whether the file as received carries macros; once it is gone nobody can tell, and it goes nowhere."""
    return macros.kept_carries_macros(files.place_of(settings.PAYUNG_HOME, one.content_sha256))


def _reason(floor: str, reason: str, rows: int) -> dict[str, Any]:
    leads_to = words_of_reasons.LEADS_TO[words_of_reasons.weight(reason)]
    return {
        "id": reason,
        "floor": floor,
        "rows": rows,
        "why": words_of_reasons.why(reason),
        "fix": words_of_reasons.fix(reason),
        "leads_to": leads_to,
        "is_refusal": words_of_reasons.weight(reason) == "refuse",
    }


@asking.door("see_list")
def changes(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show what a newer version changed: new, gone and changed rows, each counted and listed."""
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    counts = comparing.counts(list_id, seen_by=who)
    kind = request.GET.get("kind", "")
    kind = kind if kind in CHANGES else next((name for name in CHANGES if counts[name]), "same")
    page = request.GET.get("page", "")
    number = whole(page, digits=5) or 0
    found = comparing.changes(list_id, kind, seen_by=who, page=number)
    audit_rows(who, one, seen="changes", what=kind)
    context = {
        "list": one,
        "version_of": version_of(one),
        "counts": [(name, CHANGES[name], counts[name]) for name in CHANGES],
        "kind": kind,
        "words": CHANGES[kind],
        "changes": [_change(one) for one in found[: overview.PAGE]],
        "next": number + 1 if len(found) > overview.PAGE else None,
        "page": number,
    }
    return render(request, "payung/lists/changes.html", context)


def _change(one: comparing.Change) -> dict[str, Any]:
    return {
        "name": one.name,
        "before": words_of_lists.VERDICTS.get(one.before),
        "after": words_of_lists.VERDICTS.get(one.after),
        "old_place": _place(one.old_place),
        "new_place": _place(one.new_place),
    }


def _place(text: str) -> str:
    """Return where a row stands as people say it; nothing where it stands nowhere."""
    sheet, _, row = text.partition(":")
    return f"{said(sheets.said(int(sheet)))}:{row}" if row else ""


@asking.door("see_list")
def workbook(request: HttpRequest, list_id: int) -> HttpResponse | FileResponse:
    """Hand out the returned workbook, if it says what is known now. It carries every NIK: only for whose work needs them.

    :raises NotAllowed: if the role's work needs no NIK.
    """
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    if not needs_nik(who):
        raise NotAllowed("receive_list")
    file = _standing(list_id, who)
    if file is None:
        messages.warning(request, said(OLD_WORKBOOK), "warn")
        return redirect("list", list_id)
    audit.record(
        "list.downloaded",
        by=who.name,
        by_id=who.account_id,
        about=f"list:{list_id}",
        at=asking.now(),
        purpose=one.purpose,
        rows=one.received,
    )
    return FileResponse(file.open("rb"), as_attachment=True, filename=file.name)


@require_POST
@asking.door("see_list")
def write_workbook(request: HttpRequest, list_id: int) -> HttpResponse:
    """Order the returned workbook to be written with what is known now."""
    who = asking.viewer(request)
    one = queries.submitted_list(list_id, seen_by=who)
    if not needs_nik(who):
        raise NotAllowed("receive_list")
    order = {"list_id": list_id, "language": language()}
    asked = jobs.ask(kind="return_list", about=one.file_name, order=order, by=who, at=asking.now())
    return redirect("work", asked.uuid)


def _standing(list_id: int, who: Viewer) -> Any:
    return return_a_list.standing(list_id, home=settings.PAYUNG_HOME, by=who, language=language())


def audit_rows(who: Viewer, one: Any, **seen: object) -> None:
    """Write down that somebody looked at people of a list, with the list's purpose."""
    audit.record(
        "list.rows_seen",
        by=who.name,
        by_id=who.account_id,
        about=f"list:{one.pk}",
        at=asking.now(),
        purpose=one.purpose,
        **seen,
    )
