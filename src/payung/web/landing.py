"""The front page, and what needs whom today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from payung.access.queries import office_of
from payung.access.viewer import NotAllowed, Viewer
from payung.contributions import queries as contributions
from payung.eligibility import queries as eligibility
from payung.enrolment import queries as enrolment
from payung.exchanges import looking as exchanged
from payung.flows import ask_who_is_still_here
from payung.intake import overview
from payung.jobs import queries as jobs
from payung.linkage import doubtful
from payung.linkage import queries as linkage
from payung.privacy import queries as privacy
from payung.vocabulary.words import Words
from payung.web import asking, coverage_headline


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits: how much, what it is, where it is done."""

    count: int
    words: Words
    act: Words
    address: str


def help_page(request: HttpRequest) -> HttpResponse:
    """Say whom to ask, and how to go by keys, by ear and without JavaScript."""
    return render(request, "payung/help.html")


def landing(request: HttpRequest) -> HttpResponse:
    """Say in one screen what this is; whoever is signed in has a page of their own."""
    if request.user.is_authenticated:
        return redirect("dashboard")
    return render(request, "payung/landing.html")


@asking.door()
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show what waits for this role, the most first."""
    who = asking.viewer(request)
    needs = [need for ask in ASKED for need in _allowed(ask, who) if need.count]
    headline = coverage_headline.newest(who, on=asking.today())
    context = {"needs": needs, "office": office_of(who), "headline": headline}
    # Who lapses is asked for by the page itself: people are waited for, the page is not.
    context["may_see_lapses"] = "see_money" in who.may and not who.senders
    return render(request, "payung/dashboard.html", context)


def _allowed(ask: object, who: Viewer) -> list[Need]:
    try:
        return list(ask(who))  # type: ignore[operator]
    except NotAllowed:
        return []


def _rows_to_look_at(who: Viewer) -> Iterator[Need]:
    if "review" in who.may:
        yield Need(
            doubtful.waiting(seen_by=who),
            Words(id="baris daftar perlu dilihat petugas", en="rows of lists need a person's eye"),
            Words(id="Mulai verval baris", en="Start on the rows"),
            reverse("review_rows"),
        )


def _left(who: Viewer) -> Iterator[Need]:
    if not who.senders:
        yield Need(
            ask_who_is_still_here.count_reports(seen_by=who),
            Words(id="laporan “Masih ada?” dari lapangan", en="reports of “Still here?” from the field"),
            Words(id="Buka laporan", en="Open the reports"),
            reverse("still_here_reports"),
        )


def _not_asked(who: Viewer) -> Iterator[Need]:
    if not who.senders and "see_decree" in who.may:
        yield Need(
            len(ask_who_is_still_here.not_asked(asking.today().replace(day=1), seen_by=who)),
            Words(id="petugas lapangan belum ditanya bulan ini", en="operators in the field are not asked this month"),
            Words(id="Buka “Masih ada?”", en="Open “Still here?”"),
            reverse("still_here"),
        )


def _held(who: Viewer) -> Iterator[Need]:
    held = overview.to_lift(seen_by=who)
    yield Need(
        len(held),
        Words(id="daftar ditahan, menunggu dilihat orang kedua", en="lists are held and wait for a second person"),
        Words(id="Lihat daftarnya", en="Look at them"),
        reverse("list", args=[held[0]]) if len(held) == 1 else reverse("lists"),
    )


def _columns(who: Viewer) -> Iterator[Need]:
    waiting = [one for one in jobs.under_way(seen_by=who, kinds=("receive_list",)) if one.result == "columns"]
    yield Need(
        len(waiting),
        Words(id="daftar menunggu Anda memutuskan kolomnya", en="lists wait for you to settle their columns"),
        Words(id="Putuskan kolom", en="Settle the columns"),
        reverse("list_columns", args=[waiting[0].uuid]) if len(waiting) == 1 else reverse("lists"),
    )


def _returned(who: Viewer) -> Iterator[Need]:
    """Rows that came back are put right by who sent them, not by who looks at everybody's."""
    if "receive_list" in who.may and "review" not in who.may:
        yield Need(
            overview.totals(seen_by=who).returned,
            Words(id="baris dikembalikan untuk diperbaiki", en="rows came back for correction"),
            Words(id="Buka daftar", en="Open the lists"),
            reverse("lists"),
        )


def _pairs(who: Viewer) -> Iterator[Need]:
    yield Need(
        linkage.open_count(seen_by=who),
        Words(id="pasangan mungkin orang yang sama", en="pairs may be one person"),
        Words(id="Mulai verval", en="Start reviewing"),
        reverse("review"),
    )


def _doubtful(who: Viewer) -> Iterator[Need]:
    who.must("decide")
    yield Need(
        sum(one.doubtful for one in eligibility.counts(seen_by=who).values()),
        Words(id="calon meragukan menunggu keputusan", en="doubtful candidates wait for a decision"),
        Words(id="Putuskan", en="Decide"),
        reverse("candidates"),
    )


def _decrees(who: Viewer) -> Iterator[Need]:
    for state, right, words in (
        ("draft", "propose_decree", Words(id="konsep SK belum dicetak", en="drafts of decrees are not printed")),
        (
            "printed",
            "enact_decree",
            Words(id="SK tercetak menunggu penetapan", en="printed decrees wait to be enacted"),
        ),
    ):
        if right in who.may:
            count = sum(one.state == state for one in enrolment.decrees(seen_by=who))
            yield Need(count, words, Words(id="Buka SK", en="Open the decrees"), reverse("decrees"))


def _bills(who: Viewer) -> Iterator[Need]:
    overdue = contributions.overdue(on=asking.today(), seen_by=who)
    yield Need(
        len(overdue),
        Words(id="tagihan lewat jatuh tempo", en="bills are past due"),
        Words(id="Buka tagihan", en="Open the bills"),
        reverse("money"),
    )


def _to_pay(who: Viewer) -> Iterator[Need]:
    if "pay" in who.may:
        issued = contributions.bills(seen_by=who, states=("issued",), with_changes=False)
        yield Need(
            len(issued),
            Words(id="tagihan terbit menunggu SP2D", en="issued bills wait for their SP2D"),
            Words(id="Catat pembayaran", en="Record payments"),
            f"{reverse('bills')}?state=issued",
        )


def _packages(who: Viewer) -> Iterator[Need]:
    who.must("answer_package")
    waiting = [one for one in exchanged.packages_seen(seen_by=who) if one.unanswered]
    words = Words(id="paket belum dijawab seluruhnya", en="packages are not wholly answered")
    if "exchange" not in who.may:
        words = Words(id="paket menunggu jawaban Anda", en="packages wait for your answer")
    yield Need(len(waiting), words, Words(id="Buka paket", en="Open the packages"), reverse("exchanges"))


def _personal_data(who: Viewer) -> Iterator[Need]:
    overdue, soon, waiting = privacy.pressing(at=asking.now(), seen_by=who)
    for count, words in (
        (overdue, Words(id="kasus data pribadi lewat batas waktu", en="cases of personal data are overdue")),
        (soon, Words(id="kasus data pribadi berakhir dalam 24 jam", en="cases of personal data end within 24 hours")),
        (waiting, Words(id="permohonan data pribadi menunggu pemeriksa kedua", en="requests about personal data wait for a second pair of eyes")),
    ):  # fmt: skip
        yield Need(count, words, Words(id="Buka kasus", en="Open the cases"), reverse("privacy"))


ASKED = (
    _personal_data,
    _columns,
    _held,
    _returned,
    _rows_to_look_at,
    _pairs,
    _left,
    _not_asked,
    _doubtful,
    _packages,
    _decrees,
    _bills,
    _to_pay,
)
