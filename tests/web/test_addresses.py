"""Every address with a number or a name in it, as a stranger who holds every right; and nonsense in every address and form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from payung.access.viewer import ROLES
from payung.contributions.models import Bill
from payung.fieldwork import actions as field
from payung.fieldwork import monthly
from payung.fieldwork.actions import Task
from payung.flows import ask_who_is_still_here, bill_months
from payung.intake.models import ListRow, SubmittedList
from payung.jobs.models import Work
from payung.vocabulary.month import Month
from tests import people
from tests.enrolment.programme import KELURAHAN, Office
from tests.web import decrees
from tests.web.browser import work_off
from tests.web.test_privacy import opened as a_case
from tests.web.visitor import signed_in

#: Whose numbers stand in addresses: the word of the pattern → the table. What has no word here fails the test below.
TABLES = {
    "list_id": "intake.SubmittedList",
    "decree_id": "enrolment.Decree",
    "letter_id": "letters.Letter",
    "package_id": "exchanges.Package",
    "bill_id": "contributions.Bill",
    "line_id": "agreements.BudgetLine",
    "case_id": "privacy.Case",
    "errand_id": "fieldwork.Errand",
    "row_id": "intake.ListRow",
    "seat_id": "enrolment.Enrolment",
}
#: Words that mean different things in different places, and names.
SPECIAL = {
    ("accounts", "number"): "access.Account",
    ("candidates", "number"): "eligibility.Candidate",
    ("orders", "number"): "jobs.Work.uuid",
    ("money", "number"): "jobs.Work.uuid",
    ("coverage", "number"): "jobs.Work.uuid",
    ("people", "number"): "eligibility.Candidate",
    ("privacy", "number"): "intake.ListRow",
    ("field", "number"): "fieldwork.Sighting",
}
NAMES = {
    "code": ["rentan"],
    "programme": ["rentan"],
    "copy": ["full", "last_four"],
    "name": ["konsep-sk.pdf", "..%2F..%2Fsecret_key"],
    "asks": ["correction", "erasure"],
    "of_year": [str(timezone.localdate().year)],
    "of_month": ["12"],
}
KINDS = {"people": ["candidate", "row", "register"], "privacy": ["candidate", "row"], "field": ["sighting", "letter", "finding"], "trail": ["seal_trail"]}  # fmt: skip
#: Opened by what one holds, not by who one is; and what shows the own office to everybody of it.
BY_LINK, OWN = {"errand_code"}, {"trail_begin"}
#: Ways that a page leads a stranger without telling them anything.
HARMLESS = re.compile(r"^/(sign-in/|people/(purpose/)?(\?|$)|unsent/|field/still-here/reports/$)")
NONSENSE = ("²", "9" * 30, "9" * 5000, "-1", "'; --", "<b>", "٣", "%", "2026-13", "\ud7ff")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, pattern) of every address of ours."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if "sign-in" not in str(one.pattern):
                yield from patterns(one, prefix + str(one.pattern))
        elif isinstance(one, URLPattern) and one.name:
            yield one.name, prefix + str(one.pattern)


def values(section: str, word: str) -> list[str]:
    """Return what stands in the database for a word of a pattern."""
    if word in NAMES:
        return NAMES[word]
    if word == "kind":
        return KINDS[section]
    label, _, column = (SPECIAL.get((section, word)) or TABLES[word]).partition(".")
    model, _, column = column.partition(".")
    found = apps.get_model(label, model).objects.using("owner").order_by("pk").values_list(column or "pk", flat=True)
    return [str(one) for one in found[:3]]


def filled(pattern: str) -> list[str]:
    """Return the addresses that a pattern has for what is there."""
    section = pattern.partition("/")[0]
    found = [pattern]
    for part, word in re.findall(r"(<\w+:(\w+)>)", pattern):
        found = [one.replace(part, value) for one in found for value in values(section, word)]
    return [f"/{one}" for one in found]


@pytest.fixture
def full(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office of Bontang with one of everything, and a verifier of Medan; verifiers hold every right that there is."""
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    monkeypatch.setitem(ROLES, "verifier", frozenset().union(*ROLES.values()))
    monkeypatch.setattr(settings, "PAYUNG_SECOND_FACTOR", "optional")
    desk = decrees.a_desk(replacement="minutes")
    decree_id = decrees.with_members(desk)
    signed_in("rini").post(f"/decrees/{decree_id}/letters/", {"until": "", "kelurahan": ""})
    work_off()
    first = Month.of(timezone.localdate()).plus(1)
    order = bill_months.Order("rentan", first.starts_on, first.plus(1).starts_on, really=True)
    bill_months.run(order, by=desk.rini, at=timezone.now())
    task = Task(kelurahan_code=KELURAHAN[0], holder="Pak Udin", days=7, month=first.starts_on)
    errand = field.Errand.objects.using("owner").get(pk=monthly.give(task, by=desk.rini, at=timezone.now()).errand_id)
    (member, *_), _ = ask_who_is_still_here.members(errand, limit=1)
    said = monthly.Said("died", "", "0" * 64)
    ask_who_is_still_here.answer(errand=errand, seat_id=member.seat_id, said=said, at=timezone.now())
    a_case(people.viewer("sari", role="administrator"))
    return desk


def with_arguments() -> list[tuple[str, str]]:
    return [one for one in patterns() if "<" in one[1] and one[0] not in BY_LINK | OWN]


def test_every_address_of_an_office_is_shut_to_a_stranger_with_every_right(full: Office) -> None:
    before = contents()
    owner, stranger = signed_in("rini", raise_request_exception=False), signed_in("tamu", raise_request_exception=False)
    for one in (owner, stranger):
        one.post("/people/purpose/", {"purpose": "mencari tahu", "next": "/people/"})
    opens, wrong = set(), []
    for name, pattern in with_arguments():
        addresses = filled(pattern)
        assert addresses, f"{name}: there is none of these to try"
        for answer in (stranger.get(addresses[0]), stranger.post(addresses[-1], {"act": "x", "reason": "x"})):
            answer.close()
            if not is_shut(stranger, answer):
                wrong.append((name, addresses[0], answer.status_code, answer.get("Location", "")))
        answer = owner.get(addresses[0])
        answer.close()
        opens |= {name} if answer.status_code in (200, 302) else set()

    assert not wrong, "\n" + "\n".join(map(str, wrong))
    assert contents() == before, "a stranger changed something"
    # The test would pass with numbers of nothing: so many of these pages open for somebody of the office itself.
    assert len(opens) > 25, sorted(opens)


def is_shut(stranger: Client, answer: HttpResponse) -> bool:
    """Return whether an answer tells nothing: shut, or a way to what is shut or says nothing of anybody."""
    if answer.status_code == 302 and not HARMLESS.match(answer["Location"]):
        answer = stranger.get(answer["Location"])
    return answer.status_code in (302, 403, 404, 405)


def contents() -> dict[str, int]:
    """Return how much of what matters there is, and in which states."""
    states = {one.pk: str(one.state) for one in Bill.objects.using("owner").all()}
    counts = {model.__name__: model.objects.using("owner").count() for model in (SubmittedList, ListRow, Work)}
    ended = field.Errand.objects.using("owner").exclude(ended_at=None).count()
    return {**counts, "bills": hash(str(states)), "decree": hash(decrees.state(1)), "ended": ended}


def asked_for(method: str) -> list[str]:
    """Return every name that a page of ours looks for in an address (GET) or a form (POST)."""
    folder = Path(__file__).parents[2] / "src" / "payung" / "web"
    text = "\n".join(path.read_text() for path in folder.glob("*.py"))
    found = re.findall(rf'(?:{method}|given|said|typed|asked)(?:\.get|\.getlist)?[(\[]"(\w+)"', text)
    return sorted(set(found))


def test_nonsense_in_an_address_or_a_form_is_never_our_fault(full: Office) -> None:
    client = signed_in("rini", raise_request_exception=False)
    looked_for, typed = asked_for("GET"), asked_for("POST")
    assert len(looked_for) > 20
    addresses = [f"/{pattern}" for _, pattern in patterns() if "<" not in pattern]
    addresses += [filled(pattern)[0] for _, pattern in with_arguments()]
    faults = []
    for place, address in enumerate(addresses):
        for method, names in (("get", looked_for), ("post", typed)):
            nonsense = NONSENSE[(place * 7 + (method == "post")) % len(NONSENSE)]
            answer = getattr(client, method)(address, dict.fromkeys(names, nonsense))
            answer.close()
            if answer.status_code >= 500:
                faults.append((method, address, nonsense[:9], answer.status_code))
    assert not faults, "\n" + "\n".join(map(str, faults))


@pytest.mark.parametrize(
    ("address", "form"),
    [("/lists/?sender=a%00b", None), ("/money/others/a%00b/", None), ("/field/", {"holder": "a\0b", "days": "7"})],
)
def test_the_sign_that_no_table_takes_is_a_bad_request(
    address: str, form: dict[str, str] | None, database: None
) -> None:
    people.viewer("rini", role="verifier")
    client = signed_in("rini", raise_request_exception=False)

    answer = client.get(address) if form is None else client.post(address, form)

    assert answer.status_code == 400
    assert "Permintaan tidak dapat dibaca" in answer.content.decode()
